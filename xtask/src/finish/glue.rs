//! The script that wasm-bindgen writes beside a wasm file: it lends the browser's functions to the
//! module under names that carry a hash each, and hashes do not compress.

use std::collections::BTreeMap;

use crate::failure::{Failure, Outcome};

/// The name of the one group of functions after shortening.
pub(super) const SHORT_MODULE: &str = "a";

/// The script without what only a reader needs: lines that are comments, `/** … */` blocks,
/// indentation and empty lines.
///
/// That is safe as long as no string spans several lines, which only a template can do: a script
/// with one is given back as it is.
pub(super) fn compact(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines() {
        let mut line = line.trim();
        if line.starts_with("/**") {
            in_comment = true;
        }
        if in_comment {
            let Some((_, after)) = line.split_once("*/") else {
                continue;
            };
            in_comment = false;
            line = after.trim_start();
        }
        if line.is_empty() || line.starts_with("//") {
            continue;
        }
        if !line.matches('`').count().is_multiple_of(2) {
            return script.to_owned();
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept
}

/// Gives the functions that the script lends under `module` short names: the script with them, and
/// the new name of each old one. They are numbered as they stand in the script.
///
/// # Errors
///
/// When the script does not lend each of them exactly once, as `name: …` at the start of a line, or
/// speaks of one anywhere else: then it is written in a way that this does not know.
pub(super) fn shorten<'a>(
    script: &str,
    module: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Outcome<(String, BTreeMap<&'a str, String>)> {
    let mut short: BTreeMap<&str, String> = names
        .into_iter()
        .map(|name| (name, String::new()))
        .collect();
    let mut shortened = String::with_capacity(script.len());
    let mut given = 0;
    for line in script.lines() {
        let mut rest = line;
        let mut at_start = true;
        while !rest.is_empty() {
            let (word, following) = split_word(rest);
            match short.get_mut(word) {
                None => shortened.push_str(word),
                Some(new) if new.is_empty() && at_start && following.starts_with(':') => {
                    *new = format!("i{given:x}");
                    given += 1;
                    shortened.push_str(new);
                }
                Some(_) => return Err(unexpected(word, "more than once or out of place")),
            }
            at_start &= word.trim().is_empty();
            rest = following;
        }
        shortened.push('\n');
    }
    if let Some((name, _)) = short.iter().find(|(_, new)| new.is_empty()) {
        return Err(unexpected(name, "nowhere"));
    }

    let quoted = format!("\"{module}\"");
    let mut parts = shortened.split(quoted.as_str());
    match (parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(after), None) if after.starts_with(':') => {
            Ok((format!("{before}{SHORT_MODULE}{after}"), short))
        }
        _ => Err(unexpected(module, "not once, as a key")),
    }
}

/// Cuts off the first identifier, or what stands before it.
pub(super) fn split_word(text: &str) -> (&str, &str) {
    let in_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let starts_in_word = text.starts_with(in_word);
    let end = text
        .find(|c| in_word(c) != starts_in_word)
        .unwrap_or(text.len());
    text.split_at(end)
}

fn unexpected(name: &str, place: &str) -> Failure {
    Failure::new(format!(
        "the names of imports cannot be shortened: {name} stands {place} in the script of \
         wasm-bindgen, whose way of writing has changed"
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    const SCRIPT: &str = "\
function imports() {
    const import0 = {
        __proto__: null,
        __wbg_get_12_3: function(arg0) {
            return handleError(() => wasm.__wbg_get_12_free(arg0));
        },
        __wbg_get_12: function(arg0) {
            // Cast intrinsic for `F64 -> Externref`: that's __wbg_get_12.
            return `a//b`;
        },
    };
    return {
        \"./app_bg.js\": import0,
    };
}
";

    #[test]
    fn whole_names_are_shortened_in_the_order_of_the_script() {
        let names = ["__wbg_get_12", "__wbg_get_12_3"];
        let (script, short) = shorten(&compact(SCRIPT), "./app_bg.js", names).unwrap();
        assert_eq!(
            script,
            "function imports() {\nconst import0 = {\n__proto__: null,\ni0: function(arg0) {\n\
             return handleError(() => wasm.__wbg_get_12_free(arg0));\n},\n\
             i1: function(arg0) {\nreturn `a//b`;\n},\n};\nreturn {\na: import0,\n};\n}\n"
        );
        assert_eq!(short.into_values().collect::<Vec<_>>(), ["i1", "i0"]);
    }

    #[test]
    fn a_script_that_is_written_otherwise_is_refused() {
        let message =
            |script: &str, module: &str| shorten(script, module, ["f_1"]).unwrap_err().to_string();
        let told = |script: &str| message(script, "./m.js");
        assert!(told("g_1: 0,\n\"./m.js\": x").contains("f_1 stands nowhere"));
        assert!(told("f_10: 0,\n\"./m.js\": x").contains("f_1 stands nowhere"));
        assert!(told("f_1: 0,\nf_1: 1,\n\"./m.js\": x").contains("more than once"));
        assert!(told("f_1: 0,\nx.f_1();\n\"./m.js\": x").contains("out of place"));
        assert!(told("x.f_1: 0,\n\"./m.js\": x").contains("out of place"));
        assert!(told("f_1 = 0,\n\"./m.js\": x").contains("out of place"));
        assert!(told("f_1: 0").contains("./m.js stands not once"));
        assert!(told("f_1: 0,\n\"./m.js\": x,\n\"./m.js\": y").contains("not once"));
        assert!(told("f_1: 0,\nimport \"./m.js\"").contains("not once"));
    }

    #[test]
    fn comments_and_indentation_go() {
        let script = "/* kept */\n  /**\n   * one\n   */\n\n\t// two\n  /** three */ a(); // kept\n\
                      /** @type {string} */\nlet b = \"// kept\"; /** kept */\n";
        assert_eq!(
            compact(script),
            "/* kept */\na(); // kept\nlet b = \"// kept\"; /** kept */\n"
        );
    }

    #[test]
    fn a_text_over_several_lines_is_not_touched() {
        let script = "  let a = `one\n  // two`;\n";
        assert_eq!(compact(script), script);
    }
}
