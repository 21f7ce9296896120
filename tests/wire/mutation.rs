//! Recorded answers, damaged: every decoder gives an error or a value, and never panics.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use lotus::domain::error::Endpoint;
use lotus::domain::rules::MonitorRules;
use lotus::domain::time::UnixMillis;
use lotus::wire::{
    Answer, Success, decode, decode_deleted, decode_details, decode_frame, decode_histories,
    decode_list, decode_new_token, decode_registered, decode_tokens,
};
use proptest::prelude::*;
use proptest::sample::Index;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::recorded::json_texts;

/// The recorded texts, each once, but for the empty one and for whole days of two monitors, which
/// are like the days of others and take longer.
static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let texts: BTreeSet<String> = json_texts()
        .into_iter()
        .map(|(_, text)| text)
        .filter(|text| !text.is_empty() && text.len() < 40_000)
        .collect();
    texts.into_iter().collect()
});

const STATUSES: [u16; 6] = [200, 302, 400, 403, 404, 500];

/// What takes the place of a value, as JSON text (or nearly).
const REPLACEMENTS: [&str; 14] = [
    "18446744073709551615",
    "18446744073709551616",
    "-1",
    "1e308",
    "1e999",
    "-0.0",
    "null",
    "true",
    "\"\"",
    "\"\\ud800\"",
    "[[[[]]]]",
    "[null,{}]",
    "{}",
    "NaN",
];

/// Marks the place of a replacement in serialised JSON; no recorded text holds it.
const PLACE: &str = "\u{1}place\u{1}";
/// How JSON writes the mark.
const WRITTEN_PLACE: &str = "\"\\u0001place\\u0001\"";

/// Hands a text to every decoder and looks at what comes back.
fn feed(status: u16, body: &str) {
    let answer = Answer { status, body };
    let mut shown = Vec::new();
    shown.push(format!("{:?}", decode_list(answer)));
    shown.push(format!("{:?}", decode_details(answer)));
    shown.push(format!("{:?}", decode_tokens(answer)));
    shown.push(format!("{:?}", decode_new_token(answer)));
    shown.push(format!("{:?}", decode_deleted(answer)));
    shown.push(format!("{:?}", decode_registered(answer)));
    shown.push(format!("{:?}", decode_frame(body)));
    let written = decode::<IgnoredAny>(Endpoint::Tokens, Success::Written, answer);
    shown.push(format!("{:?}", written.is_ok()));
    if let Ok(histories) = decode_histories(answer, &MonitorRules::V0) {
        for history in histories {
            assert!(history.times().is_sorted());
            let mut values = history.values().iter();
            assert!(values.all(|value| value.is_finite() && *value >= 0.0));
            assert_eq!(history.values().len(), history.len());
            assert_eq!(history.classes().len(), history.len());
        }
    }
    for report in decode_details(answer).unwrap_or_default() {
        assert!(report.metrics.cpu_percent.is_none_or(f64::is_finite));
        assert!(report.last_active.is_none_or(|at| !at.is_year_one()));
    }
    assert!(shown.iter().all(|text| !text.is_empty()));
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

/// The `place`th value within a value, in the order of a walk from the top.
fn nth<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, place)),
        Value::Object(members) => members.values_mut().find_map(|member| nth(member, place)),
        _ => None,
    }
}

/// The text with one of its values replaced by another text, which need not be JSON.
fn replaced(text: &str, place: Index, replacement: impl FnOnce(&Value) -> String) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    let mut place = place.index(count(&value));
    let found = nth(&mut value, &mut place).expect("the place is within the value");
    let replacement = replacement(found);
    *found = Value::String(PLACE.to_owned());
    value.to_string().replace(WRITTEN_PLACE, &replacement)
}

/// The text without one member of one of its objects or arrays, or with one of them twice.
fn reshaped(text: &str, place: Index, member: Index, twice: bool) -> String {
    replaced(text, place, |value| match value {
        Value::Array(items) if !items.is_empty() => {
            let mut items = items.clone();
            let item = items.remove(member.index(items.len()));
            if twice {
                items.extend([item.clone(), item]);
            }
            Value::Array(items).to_string()
        }
        Value::Object(members) if !members.is_empty() => {
            let key = members.keys().nth(member.index(members.len())).unwrap();
            let mut rest = members.clone();
            let value = rest.remove(key).unwrap();
            if !twice {
                return Value::Object(rest).to_string();
            }
            let key = Value::String(key.clone());
            let whole = Value::Object(members.clone()).to_string();
            format!("{{{key}:{value},{}", &whole[1..])
        }
        other => other.to_string(),
    })
}

fn texts() -> impl Strategy<Value = &'static str> {
    any::<Index>().prop_map(|index| index.get(&TEXTS).as_str())
}

fn statuses() -> impl Strategy<Value = u16> {
    prop_oneof![4 => Just(200), 1 => proptest::sample::select(STATUSES.as_slice())]
}

#[test]
fn the_recorded_texts_are_there_to_be_damaged() {
    assert!(TEXTS.len() > 40, "{}", TEXTS.len());
    assert!(TEXTS.iter().any(|text| text.starts_with("{\"now\"")));
    for text in TEXTS.iter() {
        feed(200, text);
    }
}

#[test]
fn each_kind_of_number_of_a_frame_may_be_anything() {
    let frame = TEXTS.iter().find(|text| text.contains("\"ID\":9")).unwrap();
    let servers = serde_json::from_str::<Value>(frame).unwrap();
    let server = servers["servers"][0].clone();
    for part in ["", "Host", "State"] {
        let members = if part.is_empty() {
            &server
        } else {
            &server[part]
        };
        for key in members.as_object().unwrap().keys() {
            for replacement in REPLACEMENTS {
                let mut damaged = server.clone();
                let owner = if part.is_empty() {
                    &mut damaged
                } else {
                    &mut damaged[part]
                };
                owner[key] = Value::String(PLACE.to_owned());
                let damaged = damaged.to_string().replace(WRITTEN_PLACE, replacement);
                feed(200, &format!("{{\"now\":1,\"servers\":[{damaged}]}}"));
            }
        }
    }
}

#[test]
fn nesting_without_end_is_refused_and_not_followed() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{\"result\":[", "]}")] {
        let deep = format!("{}1{}", open.repeat(50_000), close.repeat(50_000));
        for body in [
            deep.clone(),
            open.repeat(50_000),
            format!("{{\"code\":0,\"result\":{deep}}}"),
            format!("{{\"code\":0,\"result\":[{{\"id\":1,\"new\":{deep}}}]}}"),
            format!("{{\"now\":1,\"servers\":[{{\"ID\":1,\"Host\":{deep}}}]}}"),
        ] {
            feed(200, &body);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn flipped_bytes(
        text in texts(),
        status in statuses(),
        flips in proptest::collection::vec((any::<Index>(), any::<u8>()), 1..8),
    ) {
        let mut bytes = text.as_bytes().to_vec();
        for (place, byte) in flips {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        feed(status, &String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn cut_off(text in texts(), status in statuses(), from in any::<Index>(), to in any::<Index>()) {
        let (from, to) = (from.index(text.len()), to.index(text.len()));
        let bytes = text.as_bytes();
        feed(status, &String::from_utf8_lossy(&bytes[..to]));
        feed(status, &String::from_utf8_lossy(&bytes[from..]));
    }

    #[test]
    fn values_replaced(
        text in texts(),
        status in statuses(),
        place in any::<Index>(),
        replacement in proptest::sample::select(REPLACEMENTS.as_slice()),
    ) {
        feed(status, &replaced(text, place, |_| replacement.to_owned()));
    }

    #[test]
    fn members_left_out_or_doubled(
        text in texts(),
        status in statuses(),
        place in any::<Index>(),
        member in any::<Index>(),
        twice in any::<bool>(),
    ) {
        feed(status, &reshaped(text, place, member, twice));
    }

    #[test]
    fn one_text_within_another(outer in texts(), inner in texts(), place in any::<Index>()) {
        feed(200, &replaced(outer, place, |_| inner.to_owned()));
    }

    #[test]
    fn any_text_at_all(text in any::<String>(), status in any::<u16>()) {
        feed(status, &text);
    }

    #[test]
    fn any_time_at_all(text in "[0-9T:.Z+-]{0,40}|\\PC{0,30}") {
        let _ = UnixMillis::from_rfc3339(&text);
        let _ = UnixMillis::from_http_date(&text);
    }
}
