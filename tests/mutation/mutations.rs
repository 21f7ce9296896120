//! Recorded texts cut down to a few servers, and what a broken agent, dashboard, proxy or line may make of
//! them.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

/// What a text is meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Of the live feed.
    Frame,
    /// An answer of `details`.
    Details,
    /// An answer of `monitor`.
    History,
    /// Of lists, tokens and registrations.
    Other,
}

/// What takes a value's place.
const VALUES: [&str; 30] = [
    "null",
    "true",
    "0",
    "-1",
    "-0.0",
    "255",
    "18446744073709551615",
    "18446744073709551616",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372015379939328",
    "1795363886000",
    "1e308",
    "-1e308",
    "1e999",
    "5e-324",
    "NaN",
    "\"\"",
    "\" \"",
    "\"\\ud800\"",
    "\"\\u0000\"",
    "\"0001-01-01T00:00:00Z\"",
    "\"9999-12-31T23:59:60.999999999+14:00\"",
    "\"-1-01-01T00:00:00Z\"",
    "\"DE\"",
    "[]",
    "{}",
    "[null,{},[]]",
    "{\"a\":{}}",
    "",
];

/// Numbers that broken agents and clocks send.
const NUMBERS: [&str; 12] = [
    "0",
    "1",
    "0.1",
    "300",
    "1000",
    "4294967295",
    "9007199254740993",
    "9223372015379939328",
    "18446744073692376064",
    "18446744073709551615",
    "1795363886000",
    "1e19",
];

/// One change.
#[derive(Clone, Debug)]
enum Change {
    /// The value behind a colon or a comma becomes another.
    Value(Index, Index),
    /// A number becomes another that an agent may send.
    Number(Index, Index),
    /// A character becomes another.
    Letter(Index, char),
    /// A stretch is left out.
    Gap(Index, u8),
    /// A stretch stands twice.
    Twice(Index, u8),
    /// The text ends here.
    End(Index),
    /// What follows a place is what follows another.
    Splice(Index, Index),
    /// So many brackets stand here.
    Nest(Index, u8),
}

/// Changes of one of the texts.
#[derive(Clone, Debug)]
pub struct Mutation {
    base: Index,
    changes: Vec<Change>,
}

/// Any of them.
pub fn mutation() -> impl Strategy<Value = Mutation> {
    let change = prop_oneof![
        8 => (any::<Index>(), any::<Index>()).prop_map(|(at, value)| Change::Value(at, value)),
        2 => (any::<Index>(), any::<char>()).prop_map(|(at, letter)| Change::Letter(at, letter)),
        2 => (any::<Index>(), any::<u8>()).prop_map(|(at, length)| Change::Gap(at, length)),
        1 => (any::<Index>(), any::<u8>()).prop_map(|(at, length)| Change::Twice(at, length)),
        1 => any::<Index>().prop_map(Change::End),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(at, from)| Change::Splice(at, from)),
        1 => (any::<Index>(), any::<u8>()).prop_map(|(at, depth)| Change::Nest(at, depth)),
    ];
    let number = (any::<Index>(), any::<Index>()).prop_map(|(at, value)| Change::Number(at, value));
    let changes = prop_oneof![
        proptest::collection::vec(change, 1..5),
        proptest::collection::vec(number, 1..4),
    ];
    (any::<Index>(), changes).prop_map(|(base, changes)| Mutation { base, changes })
}

impl Mutation {
    /// The text that comes of it.
    pub fn of(&self, bases: &[String]) -> String {
        let mut text = self.base.get(bases).clone();
        for change in &self.changes {
            text = change.of(&text);
        }
        text
    }
}

/// The nearest place at or before that one where a character begins.
fn place(text: &str, at: Index) -> usize {
    let mut place = at.index(text.len() + 1);
    while !text.is_char_boundary(place) {
        place -= 1;
    }
    place
}

/// So many bytes on, or a little more.
fn beyond(text: &str, from: usize, length: u8) -> usize {
    let mut end = (from + usize::from(length)).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

impl Change {
    fn of(&self, text: &str) -> String {
        match self {
            Self::Value(at, value) => {
                let from = place(text, *at);
                let Some(colon) = text[from..].find([':', ',']) else {
                    return text.to_owned();
                };
                let start = from + colon + 1;
                let end = start + length_of_value(&text[start..]);
                format!("{}{}{}", &text[..start], value.get(&VALUES), &text[end..])
            }
            Self::Number(at, value) => {
                let from = place(text, *at);
                let is_number = |letter: char| letter.is_ascii_digit();
                let Some(start) = text[from..].find(is_number).map(|start| from + start) else {
                    return text.to_owned();
                };
                // Not one within a text, where that can be seen.
                let is_within = text[..start].ends_with(|letter: char| !"[:,".contains(letter));
                let length = text[start..].find([',', '}', ']']).unwrap_or(0);
                if is_within || length == 0 {
                    return text.to_owned();
                }
                let end = start + length;
                format!("{}{}{}", &text[..start], value.get(&NUMBERS), &text[end..])
            }
            Self::Letter(at, letter) => {
                let from = place(text, *at);
                let rest = text[from..].chars().next().map_or(0, char::len_utf8);
                format!("{}{letter}{}", &text[..from], &text[from + rest..])
            }
            Self::Gap(at, length) => {
                let from = place(text, *at);
                format!("{}{}", &text[..from], &text[beyond(text, from, *length)..])
            }
            Self::Twice(at, length) => {
                let from = place(text, *at);
                let end = beyond(text, from, *length);
                format!("{}{}", &text[..end], &text[from..])
            }
            Self::End(at) => text[..place(text, *at)].to_owned(),
            Self::Splice(at, from) => {
                format!(
                    "{}{}",
                    &text[..place(text, *at)],
                    &text[place(text, *from)..]
                )
            }
            Self::Nest(at, depth) => {
                let from = place(text, *at);
                let brackets = "[".repeat(usize::from(*depth));
                format!("{}{brackets}{}", &text[..from], &text[from..])
            }
        }
    }
}

/// How long the value is that a text begins with, as far as can be told without reading it.
fn length_of_value(text: &str) -> usize {
    if text.starts_with('"') {
        let mut is_escaped = false;
        for (at, letter) in text.char_indices().skip(1) {
            match letter {
                '"' if !is_escaped => return at + 1,
                '\\' => is_escaped = !is_escaped,
                _ => is_escaped = false,
            }
        }
    }
    text.find([',', '}', ']']).unwrap_or(text.len())
}

/// The recorded texts of a kind, each cut down so that a change is likely to meet what matters.
pub fn bases(kind: Kind) -> Vec<String> {
    let mut bases = Vec::new();
    for text in recorded() {
        let Ok(value) = serde_json::from_str::<Value>(&text) else {
            continue;
        };
        if kind_of(&value) == Some(kind) {
            bases.extend(cut_down(value).iter().map(Value::to_string));
        }
    }
    bases.sort();
    bases.dedup();
    assert!(bases.len() >= 3, "{kind:?}: {}", bases.len());
    bases
}

fn recorded() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let mut texts = Vec::new();
    for folder in fs::read_dir(root).unwrap() {
        let folder = folder.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        for file in fs::read_dir(folder).unwrap() {
            let file = file.unwrap().path();
            let is_json = file.extension().is_some_and(|kind| kind == "json");
            if is_json && !file.ends_with("index.json") {
                texts.push(fs::read_to_string(file).unwrap());
            }
        }
    }
    texts.sort();
    texts
}

fn kind_of(value: &Value) -> Option<Kind> {
    if value.get("now").is_some() {
        return Some(Kind::Frame);
    }
    value.get("code")?;
    let first = value.get("result").and_then(|result| result.get(0));
    let has = |key: &str| first.is_some_and(|first| first.get(key).is_some());
    Some(if has("host") {
        Kind::Details
    } else if has("monitor_id") {
        Kind::History
    } else {
        Kind::Other
    })
}

/// The same with two of its items at a time, and twenty samples of each history.
fn cut_down(mut value: Value) -> Vec<Value> {
    let key = if value.get("servers").is_some() {
        "servers"
    } else {
        "result"
    };
    let Some(Value::Array(items)) = value.get_mut(key).map(Value::take) else {
        return vec![value];
    };
    let mut cut = Vec::new();
    for pair in items.chunks(2) {
        let mut pair = pair.to_vec();
        for item in &mut pair {
            for list in ["created_at", "avg_delay"] {
                if let Some(Value::Array(samples)) = item.get_mut(list) {
                    samples.truncate(20);
                }
            }
        }
        let mut one = value.clone();
        one[key] = Value::Array(pair);
        cut.push(one);
    }
    if cut.is_empty() {
        value[key] = Value::Array(Vec::new());
        cut.push(value);
    }
    cut
}
