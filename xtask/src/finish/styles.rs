//! One style sheet out of many: `@import` lines are followed in their order, white space goes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::failure::{Doing, Failure, Outcome};

/// A style sheet with everything that it imports.
#[derive(Default)]
pub(crate) struct Bundle {
    pub(crate) text: String,
    /// The files it loads by `url()`, relative to the app's folder.
    pub(crate) assets: BTreeSet<String>,
}

/// Reads `entry` (relative to `root`) and puts the text of each imported sheet in the import's
/// place. `@import "a.css" layer(b);` becomes `@layer b { … }`. Addresses in `url()` are rebased
/// to `root`, for the bundle lies at the top of the app's folder.
pub(crate) fn bundle(root: &Path, entry: &Path) -> Outcome<Bundle> {
    let mut bundle = Bundle::default();
    include(root, &normal(entry), &mut Vec::new(), &mut bundle)?;
    Ok(bundle)
}

fn include(
    root: &Path,
    sheet: &Path,
    ancestors: &mut Vec<PathBuf>,
    bundle: &mut Bundle,
) -> Outcome<()> {
    if ancestors.iter().any(|ancestor| ancestor == sheet) {
        return Err(Failure::new(format!("{} imports itself", sheet.display())));
    }
    let text = fs::read_to_string(root.join(sheet))
        .doing(|| format!("cannot read the style sheet {}", sheet.display()))?;
    let text = rebase_urls(&without_comments(&text), sheet, &mut bundle.assets)?;
    ancestors.push(sheet.to_path_buf());
    let mut rest = text.as_str();
    while let Some(start) = rest.find("@import") {
        let (before, after) = rest.split_at(start);
        bundle.text.push_str(before);
        let (statement, following) = after
            .split_once(';')
            .ok_or_else(|| Failure::new(format!("{}: an @import without end", sheet.display())))?;
        let import = Import::parse(statement)
            .map_err(|why| Failure::new(format!("{}: `{statement}`: {why}", sheet.display())))?;
        let path = normal(&sheet.parent().unwrap_or(Path::new("")).join(&import.path));
        if let Some(layer) = &import.layer {
            bundle.text.extend(["@layer ", layer, " {\n"]);
        }
        include(root, &path, ancestors, bundle)?;
        if import.layer.is_some() {
            bundle.text.push_str("}\n");
        }
        rest = following;
    }
    bundle.text.push_str(rest);
    ancestors.pop();
    Ok(())
}

struct Import {
    path: String,
    layer: Option<String>,
}

impl Import {
    /// Reads `@import "path"` or `@import "path" layer(name)`.
    fn parse(statement: &str) -> Result<Self, &'static str> {
        let rest = statement.trim_start_matches("@import").trim();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.ok_or("write the address between quotes")?;
        let (path, condition) = rest
            .get(1..)
            .and_then(|rest| rest.split_once(quote))
            .ok_or("the address does not end")?;
        if super::html::is_remote(path) {
            return Err("style sheets may not be loaded from elsewhere");
        }
        let condition = condition.trim();
        let layer = if condition.is_empty() {
            None
        } else {
            let name = condition
                .strip_prefix("layer(")
                .and_then(|name| name.strip_suffix(')'));
            Some(
                name.ok_or("only `layer(name)` may follow the address")?
                    .trim()
                    .to_owned(),
            )
        };
        Ok(Self {
            path: path.to_owned(),
            layer,
        })
    }
}

/// Resolves `.` and `..` by the text of the path alone.
fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if parts.pop() => {}
            other => parts.push(other),
        }
    }
    parts
}

/// Gives each relative address in `url()` as seen from the top, and notes it in `assets`.
fn rebase_urls(text: &str, sheet: &Path, assets: &mut BTreeSet<String>) -> Outcome<String> {
    let mut rebased = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("url(") {
        let (before, after) = rest.split_at(start + "url(".len());
        rebased.push_str(before);
        let (address, following) = match after.trim_start().chars().next() {
            Some(quote @ ('"' | '\'')) => after
                .trim_start()
                .get(1..)
                .and_then(|quoted| quoted.split_once(quote))
                .and_then(|(address, rest)| Some((address, rest.trim_start().strip_prefix(')')?))),
            _ => after
                .split_once(')')
                .map(|(address, rest)| (address.trim(), rest)),
        }
        .ok_or_else(|| Failure::new(format!("{}: a url() without end", sheet.display())))?;
        if address.starts_with("data:") || address.starts_with('#') {
            rebased.extend(["\"", address, "\")"]);
        } else if super::html::is_remote(address) {
            return Err(Failure::new(format!(
                "{} loads {address}: nothing may be loaded from elsewhere",
                sheet.display()
            )));
        } else {
            let path = normal(&sheet.parent().unwrap_or(Path::new("")).join(address));
            let path = path.to_string_lossy().replace('\\', "/");
            rebased.extend(["\"", &path, "\")"]);
            let file = path.split(['?', '#']).next().unwrap_or_default();
            assets.insert(file.to_owned());
        }
        rest = following;
    }
    rebased.push_str(rest);
    Ok(rebased)
}

/// A part of a style sheet: what stands between quotes must not be touched.
enum Part<'a> {
    Code(&'a str),
    Quoted(&'a str),
}

fn without_comments(text: &str) -> String {
    parts(text)
        .into_iter()
        .map(|part| match part {
            Part::Code(text) | Part::Quoted(text) => text,
        })
        .collect()
}

/// Splits a style sheet into code and strings; comments are left out.
fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let quote = rest.find(['"', '\'']).unwrap_or(rest.len());
        let comment = rest.find("/*").unwrap_or(rest.len());
        let (code, special) = rest.split_at(quote.min(comment));
        parts.push(Part::Code(code));
        if special.is_empty() {
            return parts;
        }
        rest = if comment < quote {
            special.split_once("*/").map_or("", |(_, after)| after)
        } else {
            let (quoted, after) = special.split_at(end_of_string(special));
            parts.push(Part::Quoted(quoted));
            after
        };
    }
}

/// The length of the string that `text` begins with, both quotes included.
fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    let mut characters = text.char_indices();
    let quote = characters.next().map(|(_, quote)| quote);
    for (index, character) in characters {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if Some(character) == quote {
            return index + character.len_utf8();
        }
    }
    text.len()
}

/// Takes out comments and the white space that has no meaning. Values stay as they are written:
/// the rest is left to compression.
pub(crate) fn minify(text: &str) -> String {
    let mut minified = String::with_capacity(text.len());
    for part in parts(text) {
        match part {
            Part::Quoted(text) => minified.push_str(text),
            Part::Code(text) => text.chars().for_each(|c| push_code(&mut minified, c)),
        }
    }
    if minified.ends_with(' ') {
        minified.pop();
    }
    minified
}

fn push_code(minified: &mut String, character: char) {
    if character.is_ascii_whitespace() {
        // After these a space says nothing. After `)` and before `(` it may: `a (b)`, `f() g()`.
        let needed = !minified.ends_with([' ', '{', '}', ';', ',', ':', '(', '>']);
        if needed && !minified.is_empty() {
            minified.push(' ');
        }
        return;
    }
    // Before these neither; a colon keeps it, for `a :hover` is not `a:hover`.
    if matches!(character, '{' | '}' | ';' | ',' | ')' | '>') && minified.ends_with(' ') {
        minified.pop();
    }
    if character == '}' && minified.ends_with(';') {
        minified.pop();
    }
    minified.push(character);
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    /// A folder of style sheets that goes with the test.
    struct Sheets(PathBuf);

    impl Sheets {
        fn new(name: &str, files: &[(&str, &str)]) -> Self {
            let root = std::env::temp_dir().join(format!("lotus-{name}-{}", std::process::id()));
            for (path, text) in files {
                let path = root.join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, text).unwrap();
            }
            Self(root)
        }

        fn bundle(&self) -> Outcome<Bundle> {
            bundle(&self.0, Path::new("./style/main.css"))
        }
    }

    impl Drop for Sheets {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn imports_come_in_order_in_their_layers_and_addresses_are_rebased() {
        let sheets = Sheets::new(
            "order",
            &[
                (
                    "style/main.css",
                    "/* @import \"no.css\"; */ @layer a, b;\n@import \"a.css\" layer(a);\n\
                     @import 'parts/b.css';\nmain { color: red }",
                ),
                ("style/a.css", "a { content: \"/* ; */\" }\n"),
                (
                    "style/parts/b.css",
                    "@import \"../c.css\";\n.b{mask:url(../../assets/x.svg#y)}",
                ),
                (
                    "style/c.css",
                    "c{background:url( 'data:image/svg+xml,<a>)' )}",
                ),
            ],
        );
        let bundle = sheets.bundle().unwrap();
        assert_eq!(
            minify(&bundle.text),
            "@layer a,b;@layer a{a{content:\"/* ; */\"}}\
             c{background:url(\"data:image/svg+xml,<a>)\")}\
             .b{mask:url(\"assets/x.svg#y\")}main{color:red}"
        );
        assert_eq!(bundle.assets, BTreeSet::from(["assets/x.svg".to_owned()]));
    }

    #[test]
    fn what_cannot_be_bundled_is_explained() {
        for (name, main, why) in [
            ("cycle", "@import \"main.css\";", "imports itself"),
            (
                "remote",
                "@import \"https://example.org/a.css\";",
                "from elsewhere",
            ),
            ("media", "@import \"a.css\" print;", "layer(name)"),
            ("missing", "@import \"a.css\";", "cannot read"),
            (
                "image",
                "a{background:url(//example.org/a.png)}",
                "from elsewhere",
            ),
        ] {
            let sheets = Sheets::new(name, &[("style/main.css", main)]);
            let message = sheets.bundle().err().unwrap().to_string();
            assert!(message.contains(why), "{name}: {message}");
        }
    }

    #[test]
    fn white_space_that_means_something_stays() {
        assert_eq!(
            minify(
                "a :hover > b , c:focus {\n  margin : 0 auto;\n width: calc(1px + (2px * 3));\n}\n"
            ),
            "a :hover>b,c:focus{margin :0 auto;width:calc(1px + (2px * 3))}"
        );
        assert_eq!(
            minify("@media (min-width: 1px) and (max-width: 2px) { a { b: c } }"),
            "@media (min-width:1px) and (max-width:2px){a{b:c}}"
        );
        assert_eq!(
            minify("a { content: \"  ; }  \" ; }"),
            "a{content:\"  ; }  \"}"
        );
        assert_eq!(
            minify("a { --x: var(--y) var(--z) }"),
            "a{--x:var(--y) var(--z)}"
        );
    }
}
