//! The reader of JSON, held against `serde_json` and the standard library.

use lotus::domain::json::{self, FromJson, Json, Malformed};
use proptest::prelude::*;
use serde_json::Value;

/// What was read, as a tree.
struct Tree(Value);

impl FromJson<'_> for Tree {
    fn from_json(json: &mut Json<'_>) -> Result<Self, Malformed> {
        let value = match json.kind()? {
            json::Kind::Null => {
                json.null()?;
                Value::Null
            }
            json::Kind::Truth => json.truth()?.into(),
            json::Kind::Text => json.text()?.into_owned().into(),
            json::Kind::Number => {
                let number = json.number()?;
                match number.whole() {
                    Some((false, size)) => size.into(),
                    Some((true, size)) if size > 0 && size <= 1 << 63 => {
                        0_i64.checked_sub_unsigned(size).into()
                    }
                    _ => number.float().into(),
                }
            }
            json::Kind::Array => {
                let mut items = Vec::new();
                json.array(&mut |json| {
                    items.push(json.read::<Tree>()?.0);
                    Ok(())
                })?;
                items.into()
            }
            json::Kind::Object => {
                let mut fields = serde_json::Map::new();
                json.object(&mut |json, key| {
                    fields.insert(key.to_owned(), json.read::<Tree>()?.0);
                    Ok(())
                })?;
                fields.into()
            }
        };
        Ok(Self(value))
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0.001..1e9).prop_map(Value::from),
        (0..100_000_000_u32).prop_map(|number| Value::from(f64::from(number) / 1000.0)),
        any::<String>().prop_map(Value::from),
        ".*[\\\\\"\u{0}-\u{1f}é😀]+.*".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Value::from),
            prop::collection::btree_map(any::<String>(), inner, 0..8)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Is read by `serde_json`, whatever it says. What it refuses beyond the grammar (a number that no
/// float holds) is left out.
fn is_json_elsewhere(text: &str) -> bool {
    serde_json::from_str::<Box<serde_json::value::RawValue>>(text).is_ok()
}

proptest! {
    #[test]
    fn what_is_written_is_read(value in any_json(), is_spaced in any::<bool>()) {
        let text = if is_spaced {
            serde_json::to_string_pretty(&value).unwrap()
        } else {
            value.to_string()
        };
        prop_assert_eq!(json::read::<Tree>(&text).unwrap().0, value);
    }

    #[test]
    fn a_damaged_text_is_refused_where_others_refuse_it(
        value in any_json(),
        at in any::<prop::sample::Index>(),
        instead in prop::sample::select(&b"{}[]\",:\\0-+.eEtfnu \n\x00\x1fz"[..]),
        how in 0..3_u8,
    ) {
        let mut bytes = value.to_string().into_bytes();
        let at = at.index(bytes.len());
        match how {
            0 => bytes[at] = instead,
            1 => bytes.insert(at, instead),
            _ => drop(bytes.remove(at)),
        }
        let text = String::from_utf8_lossy(&bytes);
        prop_assert_eq!(json::is_json(&text), is_json_elsewhere(&text), "{}", text);
    }

    #[test]
    fn floats_are_the_nearest(number in any::<f64>().prop_filter("finite", |n| n.is_finite())) {
        // As Go and JavaScript write them: the shortest digits, without an exponent where it is short.
        let size = number.abs();
        if (1e-3..1e21).contains(&size) {
            prop_assert_eq!(json::read::<f64>(&number.to_string()), Ok(number));
        } else if size >= 1e21 {
            prop_assert_eq!(json::read::<f64>(&format!("{number:e}")), Ok(number));
        } else {
            let read: f64 = json::read(&format!("{number:e}")).unwrap();
            prop_assert!((read - number).abs() <= size * 1e-14 + f64::MIN_POSITIVE, "{}", number);
        }
    }

    #[test]
    fn floats_of_the_size_of_figures_are_the_nearest(digits in 0..=u64::MAX, places in 0..=18_usize) {
        let digits = format!("{digits:019}");
        let (whole, part) = digits.split_at(digits.len() - places);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let text = if places == 0 { whole.to_owned() } else { format!("{whole}.{part}") };
        // Twenty digits are more than are kept.
        if text.bytes().filter(u8::is_ascii_digit).count() <= 19 {
            prop_assert_eq!(json::read::<f64>(&text), Ok(text.parse::<f64>().unwrap()), "{}", text);
        }
    }
}

#[test]
fn whole_numbers_are_exact_or_refused() {
    assert_eq!(json::read::<u64>("18446744073709551615"), Ok(u64::MAX));
    assert_eq!(json::read::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(json::read::<i64>("-62135596800"), Ok(-62_135_596_800));
    for text in [
        "18446744073709551616",
        "-1",
        "1.0",
        "1e3",
        "\"1\"",
        "null",
        "01",
        "",
    ] {
        assert_eq!(json::read::<u64>(text), Err(Malformed), "{text}");
    }
    for text in ["9223372036854775808", "-9223372036854775809"] {
        assert_eq!(json::read::<i64>(text), Err(Malformed), "{text}");
    }
}

#[test]
fn numbers_beyond_floats_are_infinite_or_nothing() {
    for (text, expected) in [
        ("1e999", f64::INFINITY),
        ("-1e999999999999", f64::NEG_INFINITY),
        ("1e-999999999999", 0.0),
        ("0e999999999999", 0.0),
        ("1e300", 1e300),
        ("1.7976931348623157e308", f64::MAX),
    ] {
        assert_eq!(json::read::<f64>(text), Ok(expected), "{text}");
    }
    let digits = "9".repeat(400);
    assert_eq!(json::read::<f64>(&digits), Ok(f64::INFINITY));
}

#[test]
fn texts_without_escapes_are_parts_of_the_answer() {
    struct Text(bool, String);

    impl FromJson<'_> for Text {
        fn from_json(json: &mut Json<'_>) -> Result<Self, Malformed> {
            let text = json.text()?;
            let is_part = matches!(text, std::borrow::Cow::Borrowed(_));
            Ok(Self(is_part, text.into_owned()))
        }
    }

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
        let read: Text = json::read(json).unwrap();
        assert_eq!((read.0, read.1.as_str()), (is_part, text));
    }
    for broken in [
        r#""\ud83d""#,
        r#""\ud83d\u0041""#,
        r#""\udc00""#,
        r#""\x41""#,
        "\"\n\"",
        "\"a",
    ] {
        assert!(!json::is_json(broken), "{broken}");
    }
}

#[test]
fn nesting_ends_where_the_stack_might() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(json::is_json(&nested(128)));
    assert!(!json::is_json(&nested(129)));
    assert!(!json::is_json(&"[".repeat(1_000_000)));
    assert!(!json::is_json(&"{\"a\":".repeat(1_000_000)));
}

#[test]
fn the_last_of_two_values_of_a_key_is_read() {
    let tree: Tree = json::read(r#"{"code": 403, "code": 0}"#).unwrap();
    assert_eq!(tree.0["code"], 0);
}
