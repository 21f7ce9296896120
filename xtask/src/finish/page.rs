//! The page that Trunk wrote: files by their final names, no comments, nothing against the policy.

use std::cell::RefCell;
use std::collections::BTreeMap;

use lol_html::html_content::{ContentType, Element};
use lol_html::{RewriteStrSettings, doc_comments, element, rewrite_str};

use crate::failure::{Doing, Failure, Outcome};

/// The attributes in which the page names files.
const NAMING: &[&str] = &["href", "src"];

/// What is to become of the page.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Addresses, and what they are called in the end.
    renamed: BTreeMap<String, String>,
    /// Elements by their `name`, and the HTML that takes their place.
    replaced: BTreeMap<&'static str, String>,
}

impl Page {
    /// Has a file's address changed wherever the page names it.
    pub(super) fn rename(&mut self, from: &str, to: &str) {
        self.renamed.insert(from.to_owned(), to.to_owned());
    }

    /// Puts HTML in the place of `<meta name="…">`.
    pub(super) fn put(&mut self, place: &'static str, html: String) {
        self.replaced.insert(place, html);
    }

    /// The page as it is delivered.
    ///
    /// # Errors
    ///
    /// When it does not name what is to be changed, or has what the content security policy forbids.
    pub(super) fn finish(&self, page: &str) -> Outcome<String> {
        let mut missed: Vec<&str> = self.renamed.keys().map(String::as_str).collect();
        missed.extend(self.replaced.keys());
        let missed = RefCell::new(missed);
        let changed = rewrite_str(
            page,
            RewriteStrSettings::new()
                .append_document_content_handler(doc_comments!(|comment| {
                    comment.remove();
                    Ok(())
                }))
                .append_element_content_handler(element!("*", |element| {
                    for attribute in NAMING {
                        let named = element.get_attribute(attribute);
                        if let Some((from, to)) =
                            named.and_then(|named| self.renamed.get_key_value(&named))
                        {
                            element.set_attribute(attribute, to)?;
                            missed.borrow_mut().retain(|missed| missed != from);
                        }
                    }
                    Ok(())
                }))
                .append_element_content_handler(element!("meta[name]", |element| {
                    let name = element.get_attribute("name").unwrap_or_default();
                    if let Some((place, html)) = self.replaced.get_key_value(name.as_str()) {
                        element.replace(html, ContentType::Html);
                        missed.borrow_mut().retain(|missed| missed != place);
                    }
                    Ok(())
                })),
        )
        .doing(|| "the page cannot be read".to_owned())?;
        let missed = missed.into_inner();
        if !missed.is_empty() {
            return Err(Failure::new(format!(
                "the page does not name {}",
                missed.join(", ")
            )));
        }
        let forbidden = forbidden(&changed)?;
        if forbidden.is_empty() {
            Ok(changed)
        } else {
            Err(Failure::new(format!(
                "the content security policy forbids what is in the page: {}",
                forbidden.join(", ")
            )))
        }
    }
}

/// What a policy of `'self'` without `unsafe-inline` would block, each named by its tag: scripts and
/// styles written into the page, `style` attributes, event handlers and files from elsewhere.
fn forbidden(page: &str) -> Outcome<Vec<String>> {
    let found = RefCell::new(Vec::new());
    rewrite_str(
        page,
        RewriteStrSettings::new().append_element_content_handler(element!("*", |element| {
            found.borrow_mut().extend(faults(element));
            Ok(())
        })),
    )
    .doing(|| "the page cannot be read".to_owned())?;
    Ok(found.into_inner())
}

fn faults(element: &Element<'_, '_>) -> Vec<String> {
    let tag = element.tag_name();
    let kind = element.get_attribute("type").unwrap_or_default();
    let executes = kind.is_empty()
        || matches!(kind.as_str(), "module" | "importmap")
        || kind.contains("javascript");
    let mut faults = Vec::new();
    if tag == "script" && executes && !element.has_attribute("src") {
        faults.push("<script> without src".to_owned());
    }
    if tag == "style" {
        faults.push("<style>".to_owned());
    }
    for attribute in element.attributes() {
        let (name, value) = (attribute.name(), attribute.value());
        let is_code = name == "style" || name.starts_with("on");
        // An address of another host or of a fixed folder of this one.
        let is_elsewhere = matches!(name.as_str(), "href" | "src")
            && (value.starts_with('/') || value.contains(':'));
        if is_code || is_elsewhere {
            faults.push(format!("<{tag} {name}={value}>"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn files_get_their_names_wherever_they_are_named() {
        let mut page = Page::default();
        page.rename("./a.js", "./app-1/app.js");
        page.rename("style/main.css", "./main-1.css");
        page.put("texts", "<meta data-texts=en>".to_owned());
        let source = "<!doctype html><!-- said to its authors --><meta name=app content=a>\
                      <link rel=\"modulepreload\" href=\"./a.js\"><meta name=texts><title>a</title>\
                      <link rel='stylesheet'\n href='style/main.css' media = print>\
                      <script src=b.js>'<link href=./a.js>'</script>1 < 2";
        let wanted = "<!doctype html><meta name=app content=a>\
                      <link rel=\"modulepreload\" href=\"./app-1/app.js\"><meta data-texts=en>\
                      <title>a</title><link rel='stylesheet' href=\"./main-1.css\" media=print>\
                      <script src=b.js>'<link href=./a.js>'</script>1 < 2";
        let finished = page.finish(source).unwrap();
        let even = |text: &str| text.replace(['\n', '\'', '"', ' '], "");
        assert_eq!(even(&finished), even(wanted));
    }

    #[test]
    fn what_the_page_does_not_name_is_told() {
        let mut page = Page::default();
        page.rename("./a.js", "./b.js");
        page.put("texts", String::new());
        let message = page.finish("<title>a</title>").unwrap_err().to_string();
        assert_eq!(message, "the page does not name ./a.js, texts");
    }

    #[test]
    fn what_the_policy_forbids_is_named() {
        let page = "<body onload=\"x()\"><script>1</script><style>a{}</style><p style=color:red>\
                    <script type=application/json>{}</script><script type=module src=a.js></script>\
                    <script src=//a/b.js></script><link href=https://a/b.css><a href=#/x>x</a>";
        assert_eq!(
            forbidden(page).unwrap(),
            [
                "<body onload=x()>",
                "<script> without src",
                "<style>",
                "<p style=color:red>",
                "<script src=//a/b.js>",
                "<link href=https://a/b.css>"
            ]
        );
    }
}
