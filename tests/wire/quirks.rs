//! The quirks of the dashboard's JSON, each at the shapes it is met in.

use lotus::domain::error::{ApiError, PayloadFault};
use lotus::domain::server::{Metrics, ServerReport};
use lotus::wire::{TextDto, decode_deleted, decode_details, decode_frame, decode_tokens};
use proptest::prelude::*;

use super::recorded::ok;

/// The only server of a `details` answer with this text as its object.
fn detailed(object: &str) -> Result<ServerReport, ApiError> {
    let body = format!(r#"{{"code":0,"message":"success","result":[{object}]}}"#);
    decode_details(ok(&body)).map(|mut servers| servers.remove(0))
}

/// The metrics of a server with this number as its load.
fn load(number: &str) -> Result<Option<f64>, ApiError> {
    let server = detailed(&format!(r#"{{"id":1,"status":{{"Load1":{number}}}}}"#));
    server.map(|server| server.metrics.load1)
}

fn is_of_another_shape<T>(outcome: &Result<T, ApiError>) -> bool {
    matches!(
        outcome,
        Err(ApiError::BadPayload {
            fault: PayloadFault::Shape,
            ..
        })
    )
}

#[test]
fn whole_numbers_are_exact_or_refused() {
    let id = |text: &str| detailed(&format!(r#"{{"id":{text}}}"#)).map(|server| server.id.0);
    assert_eq!(id("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(id("9007199254740993"), Ok((1 << 53) + 1));
    for text in ["18446744073709551616", "-1", "1.0", "1e3", "\"1\"", "null"] {
        assert!(is_of_another_shape(&id(text)), "{text}");
    }
    for text in ["01", "", "+1", "1.", "0x1"] {
        assert!(id(text).is_err(), "{text}");
    }
    let index = |text: &str| {
        let server = detailed(&format!(r#"{{"id":1,"display_index":{text}}}"#));
        server.map(|server| server.display_index)
    };
    assert_eq!(index("-9223372036854775808"), Ok(Some(i64::MIN)));
    assert_eq!(index("-62135596800"), Ok(Some(-62_135_596_800)));
    for text in ["9223372036854775808", "-9223372036854775809"] {
        assert!(is_of_another_shape(&index(text)), "{text}");
    }
}

#[test]
fn the_largest_and_smallest_floats_are_read_and_what_no_float_holds_is_refused() {
    for (text, expected) in [
        ("1e+300", 1e300),
        ("1e300", 1e300),
        ("1.7976931348623157e308", f64::MAX),
        ("1e-999999999999", 0.0),
        ("0e999999999999", 0.0),
        ("-0.5", -0.5),
    ] {
        assert_eq!(load(text), Ok(Some(expected)), "{text}");
    }
    // Go writes neither: of a number that no float holds it writes no answer at all.
    for text in ["1e999", "-1e999999999999", "9".repeat(400).as_str()] {
        assert!(is_of_another_shape(&load(text)), "{text}");
    }
    let none = detailed(r#"{"id":1,"status":{"Load1":null,"NetInSpeed":null}}"#).unwrap();
    assert_eq!(none.metrics, Metrics::default());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// As Go writes them: the shortest digits, with an exponent where that is shorter. Seventeen digits
    /// may be off by the last bit.
    #[test]
    fn floats_are_the_nearest_or_beside_it(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
        let size = number.abs();
        for text in [number.to_string(), format!("{number:e}")] {
            let read = load(&text).unwrap().unwrap();
            prop_assert!((read - number).abs() <= size * 1e-14 + f64::MIN_POSITIVE, "{}", text);
            if (1e-3..1e21).contains(&size) {
                prop_assert!((read - number).abs() <= size * f64::EPSILON, "{}", text);
            }
        }
    }

    /// Figures have few digits.
    #[test]
    fn floats_of_the_size_of_figures_are_the_nearest(digits in 0..=1_u64 << 53, places in 0..=15_usize) {
        let digits = format!("{digits:016}");
        let (whole, part) = digits.split_at(digits.len() - places);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let text = if places == 0 { whole.to_owned() } else { format!("{whole}.{part}") };
        prop_assert_eq!(load(&text), Ok(Some(text.parse::<f64>().unwrap())), "{}", text);
    }

    /// Whatever stands under a key that nobody knows, the rest is read; and a text of any characters
    /// reads as it was written.
    #[test]
    fn any_text_is_read_as_it_was_written(text in any::<String>(), is_spaced in any::<bool>()) {
        let written = serde_json::json!({"id": 1, "name": text, "unknown": [text, {"text": text}]});
        let written = if is_spaced {
            serde_json::to_string_pretty(&written).unwrap()
        } else {
            written.to_string()
        };
        prop_assert_eq!(detailed(&written).unwrap().name, text);
    }
}

#[test]
fn texts_without_escapes_are_parts_of_the_answer() {
    for (json, is_part, text) in [
        ("\"东京 😀\"", true, "东京 😀"),
        (r#""""#, true, ""),
        (
            r#""a\u003cb\u003e\"\\\/\b\f\n\r\t""#,
            false,
            "a<b>\"\\/\u{8}\u{c}\n\r\t",
        ),
        (r#""\ud83d\ude00""#, false, "😀"),
    ] {
        let read: TextDto<'_> = serde_json::from_str(json).unwrap();
        assert_eq!((read.is_borrowed(), read.as_str()), (is_part, text));
    }
    for broken in [
        r#""\ud83d""#,
        r#""\ud83d\u0041""#,
        r#""\udc00""#,
        r#""\x41""#,
        "\"\n\"",
        "\"a",
        "5",
        "[]",
    ] {
        assert!(
            serde_json::from_str::<TextDto<'_>>(broken).is_err(),
            "{broken}"
        );
    }
}

#[test]
fn a_list_is_no_object_whose_keys_stand_by_position() {
    for body in [
        r#"[0,"success",[]]"#,
        r"[200]",
        r#"{"code":0,"message":"success","result":[["a","b"]]}"#,
        r#"{"code":0,"message":"success","result":[["a"]]}"#,
    ] {
        assert!(is_of_another_shape(&decode_tokens(ok(body))), "{body}");
        if body.starts_with('[') {
            assert!(is_of_another_shape(&decode_deleted(ok(body))), "{body}");
        }
    }
    for object in [
        "[1,\"name\"]",
        r#"{"id":1,"host":["debian"]}"#,
        r#"{"id":1,"host":[]}"#,
        r#"{"id":1,"status":[1.5]}"#,
        r#"{"id":1,"status":{"Temperatures":[["t",40]]}}"#,
    ] {
        assert!(is_of_another_shape(&detailed(object)), "{object}");
    }
    for frame in ["[1,[]]", r#"{"now":1,"servers":[[1]]}"#] {
        assert!(is_of_another_shape(&decode_frame(frame)), "{frame}");
    }
}

#[test]
fn nesting_ends_where_the_stack_might() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    // What nobody knows is passed over without descending into it.
    for depth in [1, 128, 1_000_000] {
        let object = format!(r#"{{"id":1,"new":{}}}"#, nested(depth));
        assert!(detailed(&object).is_ok(), "{depth}");
        let object = format!(r#"{{"id":1,"host":{}}}"#, nested(depth));
        assert!(is_of_another_shape(&detailed(&object)), "{depth}");
    }
    for unclosed in ["[", "{\"a\":"] {
        let unclosed = unclosed.repeat(1_000_000);
        assert_eq!(PayloadFault::of_text(&unclosed), PayloadFault::BrokenJson);
    }
}

#[test]
fn a_key_that_stands_twice_is_refused() {
    let twice = r#"{"code":403,"code":0,"result":[]}"#;
    assert!(is_of_another_shape(&decode_tokens(ok(twice))));
    assert!(is_of_another_shape(&detailed(r#"{"id":1,"id":2}"#)));
}
