//! Finds the paths in Rust source that begin with `crate`, `self` or `super`, and the crates it
//! names, without a parser: comments and literals are blanked, the rest is cut into tokens.

/// A path from the crate's root, and where it stands.
#[derive(Debug, PartialEq)]
pub(crate) struct Found {
    /// Counted from 1.
    pub(crate) line: usize,
    /// `["wire", "decode"]` for `crate::wire::decode`; `*` for a glob.
    pub(crate) segments: Vec<String>,
    /// Whether it is handed on by a `pub use`.
    pub(crate) is_exported: bool,
}

/// A word or a mark (`::` is one mark) and its line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// The source with comments and literals as blanks; lines stay where they are.
fn blanked(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let at = |place: usize| chars.get(place).copied().unwrap_or('\0');
    let mut out = String::with_capacity(source.len());
    let mut place = 0;
    while place < chars.len() {
        let end = match (at(place), at(place + 1)) {
            ('/', '/') => end_of_line(&chars, place),
            ('/', '*') => end_of_comment(&chars, place),
            ('"', _) => end_of_text(&chars, place + 1, '"'),
            ('r', '"' | '#') if !is_word(&chars, place) => end_of_raw(&chars, place),
            // A lifetime has no closing quote right after one character; a literal has.
            ('\'', '\\') => end_of_text(&chars, place + 1, '\''),
            ('\'', _) if at(place + 2) == '\'' => place + 3,
            _ => place,
        };
        if end == place {
            out.push(chars[place]);
            place += 1;
            continue;
        }
        out.push(' ');
        out.extend(
            chars[place..end.min(chars.len())]
                .iter()
                .filter(|c| **c == '\n'),
        );
        place = end;
    }
    out
}

/// Whether the character before belongs to the same word; `b` and `c` may stand before an `r`.
fn is_word(chars: &[char], place: usize) -> bool {
    let before = place.checked_sub(1).map(|before| chars[before]);
    before.is_some_and(|c| (c.is_alphanumeric() && !matches!(c, 'b' | 'c')) || c == '_')
}

fn end_of_line(chars: &[char], place: usize) -> usize {
    let rest = chars[place..].iter().position(|c| *c == '\n');
    rest.map_or(chars.len(), |length| place + length)
}

fn end_of_comment(chars: &[char], place: usize) -> usize {
    let mut depth = 0;
    let mut place = place;
    while place + 1 < chars.len() {
        match (chars[place], chars[place + 1]) {
            ('/', '*') => (depth, place) = (depth + 1, place + 2),
            ('*', '/') => (depth, place) = (depth - 1, place + 2),
            _ => place += 1,
        }
        if depth == 0 {
            return place;
        }
    }
    chars.len()
}

fn end_of_text(chars: &[char], start: usize, quote: char) -> usize {
    let mut place = start;
    while place < chars.len() && chars[place] != quote {
        place += if chars[place] == '\\' { 2 } else { 1 };
    }
    place + 1
}

/// The end of `r"…"` or `r#"…"#`; the place itself where it is a raw word such as `r#type`.
fn end_of_raw(chars: &[char], place: usize) -> usize {
    let hashes = chars[place + 1..].iter().take_while(|c| **c == '#').count();
    let start = place + 1 + hashes;
    if chars.get(start) != Some(&'"') {
        return place;
    }
    let mut end = start + 1;
    while end < chars.len() {
        let closes = chars[end] == '"'
            && chars[end + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
        end += 1;
        if closes {
            return end + hashes;
        }
    }
    chars.len()
}

/// The words and marks of a source.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, line) in blanked(source).lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let length = if is_word(first) {
                rest.find(|c| !is_word(c)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            let (text, after) = rest.split_at(length);
            tokens.push(Token {
                text: text.to_owned(),
                line: index + 1,
            });
            rest = after.trim_start();
        }
    }
    tokens
}

/// The module a file holds: `["ui", "button"]` for `src/ui/button.rs`; empty for `lib.rs`.
pub(crate) fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_start_matches("src/").trim_end_matches(".rs");
    let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
    if matches!(
        module.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        module.pop();
    }
    module
}

/// Every path of a file that leads to a place of its own crate, as a path from the root.
pub(crate) fn paths(file: &str, source: &str) -> Vec<Found> {
    let tokens = tokens(source);
    let word = |place: usize| tokens.get(place).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    // The modules the place is within, each with the depth of braces it ends at.
    let mut inline: Vec<(String, usize)> = Vec::new();
    let (mut depth, mut is_exported, mut place) = (0_usize, false, 0);
    while place < tokens.len() {
        match word(place) {
            "{" => depth += 1,
            "}" => {
                depth = depth.saturating_sub(1);
                inline.retain(|(_, opened)| *opened < depth + 1);
            }
            "mod" if word(place + 2) == "{" => {
                inline.push((word(place + 1).to_owned(), depth + 1));
            }
            "use" => is_exported = place > 0 && matches!(word(place - 1), "pub" | ")"),
            ";" => is_exported = false,
            "crate" | "self" | "super"
                if word(place + 1) == "::" && !(place > 0 && word(place - 1) == "::") =>
            {
                let mut base = module_of(file);
                base.extend(inline.iter().map(|(name, _)| name.clone()));
                while matches!(word(place), "crate" | "self" | "super") && word(place + 1) == "::" {
                    match word(place) {
                        "crate" => base.clear(),
                        "super" => drop(base.pop()),
                        _ => {}
                    }
                    place += 2;
                }
                let mut ends = Vec::new();
                place = read(&tokens, place, &base, &mut ends);
                found.extend(ends.into_iter().map(|(segments, line)| Found {
                    line,
                    segments,
                    is_exported,
                }));
                continue;
            }
            _ => {}
        }
        place += 1;
    }
    found
}

/// Reads `a::b`, `{a, b::{c}}` or `*` below a base; gives the place behind it.
fn read(
    tokens: &[Token],
    place: usize,
    base: &[String],
    ends: &mut Vec<(Vec<String>, usize)>,
) -> usize {
    let mut path = base.to_vec();
    let mut place = place;
    let line = tokens.get(place).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(place) {
        match token.text.as_str() {
            "{" => return read_group(tokens, place + 1, &path, ends),
            "self" => {}
            "super" => drop(path.pop()),
            text if text == "*" || text.chars().all(|c| c.is_alphanumeric() || c == '_') => {
                path.push(text.to_owned());
            }
            _ => break,
        }
        place += 1;
        if tokens.get(place).is_none_or(|token| token.text != "::") {
            break;
        }
        place += 1;
    }
    ends.push((path, line));
    place
}

fn read_group(
    tokens: &[Token],
    start: usize,
    base: &[String],
    ends: &mut Vec<(Vec<String>, usize)>,
) -> usize {
    let mut place = start;
    while let Some(token) = tokens.get(place) {
        place = match token.text.as_str() {
            "}" => return place + 1,
            "," => place + 1,
            // The new name of what was just read leads nowhere.
            "as" => place + 2,
            _ => read(tokens, place, base, ends).max(place + 1),
        };
    }
    place
}
