//! Reading and changing the tags of the page that Trunk wrote.
//!
//! Tags are read attribute by attribute, quoted or not, for whatever wrote them may order and quote
//! them as it likes.

use crate::failure::{Failure, Outcome};

/// A finished style sheet.
pub(crate) struct Stylesheet {
    /// Its address relative to the page.
    pub(crate) href: String,
    /// Its `integrity` value.
    pub(crate) integrity: String,
}

/// One start tag.
struct Tag<'a> {
    name: &'a str,
    attributes: Vec<(&'a str, String)>,
    /// Where it begins and ends in the page, `<` and `>` included.
    range: std::ops::Range<usize>,
}

impl Tag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }

    fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }
}

/// Whether an address leads away from the app's folder.
pub(crate) fn is_remote(address: &str) -> bool {
    address.starts_with('/') || address.contains(':')
}

/// Replaces the address of each style sheet for which `finished` gives a new one.
pub(crate) fn rewrite_stylesheets(
    page: &str,
    mut finished: impl FnMut(&str) -> Outcome<Option<Stylesheet>>,
) -> Outcome<String> {
    rewrite(page, "link", |link| {
        if link.attribute("rel") != Some("stylesheet") {
            return Ok(None);
        }
        let Some(stylesheet) = link
            .attribute("href")
            .map(&mut finished)
            .transpose()?
            .flatten()
        else {
            return Ok(None);
        };
        let mut attributes = link.attributes.clone();
        for (key, value) in &mut attributes {
            if *key == "href" {
                value.clone_from(&stylesheet.href);
            }
        }
        attributes.push(("integrity", stylesheet.integrity));
        Ok(Some(attributes))
    })
}

/// Moves the `integrity` of what is preloaded for a later `fetch` to the `<meta>` that names the file
/// to the fetching script (`data-wasm`): browsers check it there, and only complain about it on the
/// link.
pub(crate) fn move_fetch_integrity(page: &str) -> Outcome<String> {
    let mut moved = None;
    let page = rewrite(page, "link", |link| {
        let preloads = link.attribute("rel") == Some("preload");
        if !preloads || link.attribute("as") != Some("fetch") {
            return Ok(None);
        }
        let value = |name| link.attribute(name).map(str::to_owned);
        moved = value("href").zip(value("integrity"));
        let others = link
            .attributes
            .iter()
            .filter(|(key, _)| *key != "integrity");
        Ok(Some(others.cloned().collect()))
    })?;
    let Some((file, integrity)) = moved else {
        return Ok(page);
    };
    let mut is_named = false;
    let page = rewrite(&page, "meta", |meta| {
        if meta.attribute("data-wasm") != Some(&file) {
            return Ok(None);
        }
        is_named = true;
        let mut attributes = meta.attributes.clone();
        attributes.push(("data-integrity", integrity.clone()));
        Ok(Some(attributes))
    })?;
    if is_named {
        Ok(page)
    } else {
        Err(Failure::new(format!("the page does not name {file}")))
    }
}

/// Moves the links to what is wanted soon before the first script. That one asks for the same files: a
/// browser that reads such a link later loads the file once more.
pub(crate) fn preloads_first(page: &str) -> Outcome<String> {
    let (mut links, mut rest, mut copied) = (String::new(), String::new(), 0);
    for tag in tags(page).iter().filter(|tag| tag.is("link")) {
        if matches!(tag.attribute("rel"), Some("preload" | "modulepreload")) {
            links.push_str(page.get(tag.range.clone()).unwrap_or_default());
            rest.push_str(page.get(copied..tag.range.start).unwrap_or_default());
            copied = tag.range.end;
        }
    }
    rest.push_str(page.get(copied..).unwrap_or_default());
    before_first_script(&rest, &links)
}

/// Puts tags before the first script, which then finds them.
pub(crate) fn before_first_script(page: &str, insertion: &str) -> Outcome<String> {
    let tags = tags(page);
    let script = tags.iter().find(|tag| tag.is("script"));
    let place = script.and_then(|script| page.split_at_checked(script.range.start));
    let (before, after) = place.ok_or_else(|| Failure::new("the page has no script"))?;
    Ok([before, insertion, after].concat())
}

/// Writes each tag of this name anew for which `change` gives attributes.
fn rewrite<'a>(
    page: &'a str,
    name: &str,
    mut change: impl FnMut(&Tag<'a>) -> Outcome<Option<Vec<(&'a str, String)>>>,
) -> Outcome<String> {
    let mut rewritten = String::with_capacity(page.len());
    let mut copied = 0;
    for tag in tags(page).iter().filter(|tag| tag.is(name)) {
        let Some(attributes) = change(tag)? else {
            continue;
        };
        rewritten.push_str(page.get(copied..tag.range.start).unwrap_or_default());
        rewritten.push('<');
        rewritten.push_str(name);
        for (key, value) in &attributes {
            attribute(&mut rewritten, key, value);
        }
        rewritten.push('>');
        copied = tag.range.end;
    }
    rewritten.push_str(page.get(copied..).unwrap_or_default());
    Ok(rewritten)
}

/// The page without its comments: they speak to its authors.
pub(crate) fn without_comments(page: &str) -> String {
    let mut kept = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, comment)) = rest.split_once("<!--") {
        kept.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// What a policy without `unsafe-inline` would block: scripts and styles written into the page,
/// `style` attributes and event handlers. Each is named by its tag.
pub(crate) fn inline_code(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in tags(page) {
        let executes = tag.attribute("type").is_none_or(|kind| {
            kind.is_empty()
                || kind == "module"
                || kind == "importmap"
                || kind.contains("javascript")
        });
        if tag.is("script") && tag.attribute("src").is_none() && executes {
            found.push("<script> without src".to_owned());
        }
        if tag.is("style") {
            found.push("<style>".to_owned());
        }
        for (key, _) in &tag.attributes {
            let key = key.to_ascii_lowercase();
            if key == "style" || key.starts_with("on") {
                found.push(format!("<{} {key}=…>", tag.name));
            }
        }
    }
    found
}

fn attribute(page: &mut String, key: &str, value: &str) {
    page.push(' ');
    page.push_str(key);
    if !value.is_empty() {
        page.push_str("=\"");
        page.push_str(&value.replace('"', "&quot;"));
        page.push('"');
    }
}

/// All start tags outside comments and outside the text of scripts and styles.
fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut position = 0;
    while let Some(offset) = page.get(position..).and_then(|rest| rest.find('<')) {
        let start = position + offset;
        let rest = page.get(start..).unwrap_or_default();
        if rest.starts_with("<!--") {
            position = rest.find("-->").map_or(page.len(), |end| start + end + 3);
            continue;
        }
        let Some(tag) = tag_at(page, start) else {
            position = start + 1;
            continue;
        };
        position = tag.range.end;
        if tag.is("script") || tag.is("style") {
            let closing = format!("</{}", tag.name.to_ascii_lowercase());
            let text = page
                .get(position..)
                .unwrap_or_default()
                .to_ascii_lowercase();
            position += text.find(&closing).unwrap_or(text.len());
        }
        tags.push(tag);
    }
    tags
}

fn tag_at(page: &str, start: usize) -> Option<Tag<'_>> {
    let inside = page.get(start + 1..)?;
    if !inside.starts_with(|first: char| first.is_ascii_alphabetic()) {
        return None;
    }
    let name_end = inside.find(|c: char| c.is_whitespace() || c == '>' || c == '/')?;
    let name = inside.get(..name_end)?;
    let mut attributes = Vec::new();
    let mut rest = inside.get(name_end..)?;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            let end = page.len() - after.len();
            return Some(Tag {
                name,
                attributes,
                range: start..end,
            });
        }
        let key_end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let key = rest.get(..key_end.max(1))?;
        rest = rest.get(key_end.max(1)..)?;
        let mut value = "";
        if let Some(after) = rest.trim_start().strip_prefix('=') {
            let after = after.trim_start();
            let (found, remaining) = match after.chars().next()? {
                quote @ ('"' | '\'') => after.get(1..)?.split_once(quote)?,
                _ => after.split_at(after.find(|c: char| c.is_whitespace() || c == '>')?),
            };
            value = found;
            rest = remaining;
        }
        attributes.push((key, value.replace("&quot;", "\"")));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn rewrite(page: &str) -> String {
        rewrite_stylesheets(page, |href| {
            Ok((href == "style/main.css").then(|| Stylesheet {
                href: "./main-1.css".into(),
                integrity: "sha384-x".into(),
            }))
        })
        .unwrap()
    }

    #[test]
    fn the_link_is_found_quoted_or_not_and_keeps_its_other_attributes() {
        let wanted = "<head><link rel=\"stylesheet\" href=\"./main-1.css\" media=\"print\" \
                      integrity=\"sha384-x\"><title>a</title>";
        for tag in [
            r#"<link rel="stylesheet" href="style/main.css" media="print">"#,
            "<link rel=stylesheet href=style/main.css media=print>",
            "<link rel='stylesheet'\n href='style/main.css' media = print />",
        ] {
            assert_eq!(
                rewrite(&format!("<head>{tag}<title>a</title>")),
                wanted,
                "{tag}"
            );
        }
    }

    #[test]
    fn other_links_comments_and_the_text_of_scripts_stay_as_they_are() {
        let page = "<!-- <link rel=stylesheet href=style/main.css> --><link rel=icon href=a.svg>\
                    <script src=a.js>'<link rel=stylesheet href=style/main.css>'</script>\
                    <link rel=stylesheet href=other.css>1 < 2";
        assert_eq!(rewrite(page), page);
    }

    #[test]
    fn integrity_is_moved_where_a_link_cannot_use_it() {
        let preloads = "<link rel=preload as=fetch href=a.wasm integrity=x><link \
                        rel=modulepreload href=a.js integrity=y>";
        let page = format!("<meta name=app data-wasm=a.wasm>{preloads}");
        assert_eq!(
            move_fetch_integrity(&page).unwrap(),
            "<meta name=\"app\" data-wasm=\"a.wasm\" data-integrity=\"x\"><link \
             rel=\"preload\" as=\"fetch\" href=\"a.wasm\"><link rel=modulepreload href=a.js \
             integrity=y>"
        );
        assert!(move_fetch_integrity(preloads).is_err());
        assert_eq!(move_fetch_integrity("<p>").unwrap(), "<p>");
    }

    #[test]
    fn what_is_wanted_soon_comes_before_the_first_script() {
        assert_eq!(
            preloads_first(
                "<link rel=icon href=i><script src=a.js></script><link rel=preload href=a.wasm>\
                 <link rel=stylesheet href=a.css><link rel=modulepreload href=b.js></head>"
            )
            .unwrap(),
            "<link rel=icon href=i><link rel=preload href=a.wasm><link rel=modulepreload \
             href=b.js><script src=a.js></script><link rel=stylesheet href=a.css></head>"
        );
    }

    #[test]
    fn the_first_script_is_one_that_runs() {
        let page = "<!-- <script> --><title>a</title><script src=a.js></script><script></script>";
        assert_eq!(
            before_first_script(page, "<b>").unwrap(),
            "<!-- <script> --><title>a</title><b><script src=a.js></script><script></script>"
        );
        assert!(before_first_script("<!-- <script> -->", "<b>").is_err());
    }

    #[test]
    fn comments_go() {
        assert_eq!(without_comments("a<!-- b -->c<!-- d --> e"), "ac e");
    }

    #[test]
    fn inline_code_is_named() {
        let page = "<body onload=\"x()\"><script>1</script><style>a{}</style><p style=color:red>\
                    <script type=application/json>{}</script><script type=module src=a.js></script>";
        assert_eq!(
            inline_code(page),
            [
                "<body onload=…>",
                "<script> without src",
                "<style>",
                "<p style=…>"
            ]
        );
    }

    #[test]
    fn addresses_that_lead_elsewhere_are_known() {
        assert!(is_remote("https://example.org/a.css"));
        assert!(is_remote("//example.org/a.css"));
        assert!(is_remote("data:text/css,"));
        assert!(!is_remote("./style/main.css"));
    }
}
