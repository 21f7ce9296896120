//! Public remarks: the convention, what owners make of it, and what is none of it.

use crate::billing::paid;
use lotus::domain::billing::{Amount, Billing, Cycle, End};
use lotus::domain::plausible::is_blank;
use lotus::domain::public_note::{Plan, PublicNote, Terms, TrafficType};
use lotus::domain::time::UnixMillis;
use proptest::prelude::*;
use serde_json::{Value, json};

pub(super) const WHOLE: &str = r#"{"billingDataMod":{"startDate":"2025-03-01T00:00:00+08:00",
    "endDate":"2026-12-09T23:59:59+08:00","autoRenewal":"1","cycle":"月","amount":"$3.99"},
    "planDataMod":{"bandwidth":"30Mbps","trafficVol":"1TB/月","trafficType":"1","IPv4":"1",
    "IPv6":"0","networkRoute":"CN2,GIA","extra":"a, b"}}"#;

pub(super) fn at(text: &str) -> UnixMillis {
    UnixMillis::from_rfc3339(text).unwrap()
}

pub(super) fn terms(text: &str) -> Terms {
    match PublicNote::of(text) {
        Some(PublicNote::Terms(terms)) => *terms,
        other => panic!("{text}: {other:?}"),
    }
}

pub(super) fn billing(object: &str) -> Billing {
    terms(&format!(r#"{{"billingDataMod":{object}}}"#)).billing
}

pub(super) fn plan(object: &str) -> Plan {
    terms(&format!(r#"{{"planDataMod":{object}}}"#)).plan
}

pub(super) fn is_plain(text: &str) -> bool {
    PublicNote::of(text) == Some(PublicNote::Plain(text.trim().to_owned()))
}

#[test]
fn the_conventions_example_is_read() {
    let Terms { billing, plan, .. } = terms(WHOLE);
    assert_eq!(billing.start, Some(at("2025-03-01T00:00:00+08:00")));
    assert_eq!(billing.end, Some(End::At(at("2026-12-09T23:59:59+08:00"))));
    assert!(billing.renews);
    assert_eq!(billing.cycle, Some(Cycle::Month));
    let Some(Amount::Price(price)) = billing.amount else {
        panic!("{:?}", billing.amount);
    };
    assert_eq!((price.text.as_str(), price.value), ("$3.99", 3.99));
    let expected = Plan {
        bandwidth: "30Mbps".to_owned(),
        traffic_volume: "1TB/月".to_owned(),
        traffic_type: TrafficType::Outbound,
        has_ipv4: true,
        has_ipv6: false,
        routes: vec!["CN2".to_owned(), "GIA".to_owned()],
        extras: vec!["a".to_owned(), "b".to_owned()],
    };
    assert_eq!(plan, expected);
}

#[test]
fn every_key_may_be_missing() {
    assert_eq!(
        terms(r#"{"billingDataMod":{},"planDataMod":{}}"#),
        Terms::default()
    );
    assert_eq!(billing("{}"), Billing::default());
    assert_eq!(plan("{}"), Plan::default());
    let told = WHOLE.replace(r#""IPv6":"0""#, r#""IPv6":"1""#);
    let Value::Object(whole) = serde_json::from_str(&told).unwrap() else {
        panic!("{told}");
    };
    for (half, object) in &whole {
        for key in object.as_object().unwrap().keys() {
            let mut less = whole.clone();
            less[half].as_object_mut().unwrap().remove(key);
            assert_ne!(
                terms(&Value::Object(less).to_string()),
                terms(&told),
                "{key}"
            );
        }
    }
}

#[test]
fn values_of_odd_types_are_read_or_passed_over() {
    let odd = billing(r#"{"autoRenewal":1,"amount":3.99,"cycle":7,"endDate":null,"startDate":[]}"#);
    assert!(odd.renews);
    assert!(matches!(odd.amount, Some(Amount::Price(price)) if price.text == "3.99"));
    assert_eq!(odd.cycle, Some(Cycle::Other("7".to_owned())));
    assert_eq!((odd.end, odd.start), (None, None));
    assert!(billing(r#"{"autoRenewal":true}"#).renews);
    for no in ["0", "\"0\"", "false", "\"\"", "null", "{}", "[1]", "2"] {
        assert!(
            !billing(&format!(r#"{{"autoRenewal":{no}}}"#)).renews,
            "{no}"
        );
    }
    assert_eq!(billing(r#"{"amount":0}"#).amount, Some(Amount::Free));
    assert_eq!(billing(r#"{"amount":-1}"#).amount, Some(Amount::PayAsYouGo));
    assert_eq!(
        billing(r#"{"amount":-1.0}"#).amount,
        Some(Amount::PayAsYouGo)
    );
    assert_eq!(billing(r#"{"amount":{"x":"$5"}}"#).amount, None);
    assert_eq!(
        billing(r#"{"cycle":"月","unknown":{"cycle":["年"]}}"#).cycle,
        Some(Cycle::Month)
    );
    let odd = plan(r#"{"IPv4":1,"IPv6":true,"trafficType":3,"bandwidth":100,"extra":["a"]}"#);
    assert!(odd.has_ipv4 && odd.has_ipv6);
    assert_eq!(odd.traffic_type, TrafficType::Larger);
    assert_eq!(odd.bandwidth, "100");
    assert!(odd.extras.is_empty());
    assert_eq!(
        terms(r#"{"billingDataMod":5,"planDataMod":{"bandwidth":"x"}}"#)
            .plan
            .bandwidth,
        "x"
    );
}

#[test]
fn traffic_counts_both_ways_unless_told() {
    for (text, expected) in [
        ("1", TrafficType::Outbound),
        ("2", TrafficType::Both),
        ("3", TrafficType::Larger),
        ("", TrafficType::Both),
        ("x", TrafficType::Both),
    ] {
        let found = plan(&format!(r#"{{"trafficType":"{text}"}}"#)).traffic_type;
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn cycles_have_many_spellings() {
    for (months, spellings) in [
        (
            1,
            &["月", "m", "mo", "month", "monthly", "Month", " M "][..],
        ),
        (3, &["季", "q", "qr", "quarterly", "Quarterly"]),
        (6, &["半", "半年", "h", "half", "semi-annually"]),
        (
            12,
            &["年", "y", "yr", "year", "annual", "annually", "Yearly"],
        ),
    ] {
        for spelling in spellings {
            assert_eq!(
                Cycle::of(spelling).unwrap().months(),
                Some(months),
                "{spelling}"
            );
        }
    }
    assert_eq!(Cycle::of(" 三年 "), Some(Cycle::Other("三年".to_owned())));
    for (words, months) in [
        ("三年", Some(36)),
        ("2年", Some(24)),
        ("3 years", Some(36)),
        ("36个月", Some(36)),
        ("两年付", Some(24)),
        ("十二个月", Some(12)),
        ("二十四個月", Some(24)),
        ("每2年", Some(24)),
        ("18 months", Some(18)),
        ("24mo", Some(24)),
        ("５年", Some(60)),
        ("36ヶ月", Some(36)),
        ("2 años", Some(24)),
        ("triennially", Some(36)),
        ("月付", Some(1)),
        ("0年", None),
        ("99999999999999999999年", None),
        ("30 days", None),
        ("周", None),
        ("lifetime", None),
        ("7", None),
    ] {
        assert_eq!(Cycle::of(words).unwrap().months(), months, "{words}");
    }
    assert_eq!(Cycle::of(" "), None);
}

#[test]
fn markup_stays_text() {
    let plan = plan(r#"{"bandwidth":"\u003cb\u003e1\u003c/b\u003e"}"#);
    assert_eq!(plan.bandwidth, "<b>1</b>");
}

#[test]
fn ends_are_dates_words_or_never() {
    for (text, expected) in [
        ("0000-00-00T23:59:59+08:00", Some(End::Never)),
        ("0000-00-00", Some(End::Never)),
        (
            "2026-10-01T23:59:59+08:00",
            Some(End::At(at("2026-10-01T15:59:59Z"))),
        ),
        (
            "2026-10-01T23:59:59.000Z",
            Some(End::At(at("2026-10-01T23:59:59Z"))),
        ),
        (
            "2026-10-01 12:00:00",
            Some(End::At(at("2026-10-01T12:00:00Z"))),
        ),
        (" 2026-10-01 ", Some(End::At(at("2026-10-01T23:59:59Z")))),
        ("永久", Some(End::Other("永久".to_owned()))),
        ("2026-13-01", Some(End::Other("2026-13-01".to_owned()))),
        ("", None),
    ] {
        assert_eq!(End::of(text), expected, "{text}");
    }
    let billing = billing(r#"{"startDate":"2025-03-01"}"#);
    assert_eq!(billing.start, Some(at("2025-03-01T00:00:00Z")));
}

#[test]
fn amounts_are_prices_in_any_currency() {
    for (text, value, half) in [
        ("$3.99", 3.99, "$2.00"),
        ("4,49 €", 4.49, "2.25 €"),
        ("￥1,299", 1299.0, "￥649.50"),
        ("1.299,00 EUR", 1299.0, "649.50 EUR"),
        ("1,299.50USD", 1299.5, "649.75USD"),
        ("US$ 18.50/yr", 18.5, "US$ 9.25"),
        ("1,000,000 ₩", 1_000_000.0, "500000.00 ₩"),
        ("约 59 元", 59.0, "约 29.50 元"),
        ("3.99.", 3.99, "2.00."),
        ("0.5", 0.5, "0.25"),
    ] {
        let Some(Amount::Price(price)) = Amount::of(text) else {
            panic!("{text}: {:?}", Amount::of(text));
        };
        assert_eq!((price.text.as_str(), price.value), (text, value));
        assert_eq!(price.text_of(value / 2.0 + 1e-9), half);
    }
    for free in ["0", "$0", "0.00", "￥0"] {
        assert_eq!(Amount::of(free), Some(Amount::Free), "{free}");
    }
    assert_eq!(Amount::of(" -1 "), Some(Amount::PayAsYouGo));
    for words in ["免费", "-5", "$-3", "call us", "9".repeat(400).as_str()] {
        assert_eq!(
            Amount::of(words),
            Some(Amount::Other(words.to_owned())),
            "{words}"
        );
    }
    assert_eq!(Amount::of(""), None);
}

fn odd_values() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<String>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        Just(json!({"a": {"b": []}})),
        Just(json!([1, "2", null])),
        Just(json!("9999-12-31T23:59:59+00:00")),
        Just(json!("0000-01-01T00:00:00Z")),
        Just(json!("月")),
        Just(json!("$1")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever owners write, it is read, and the sums are sums.
    #[test]
    fn any_note_is_read(
        values in proptest::collection::vec(odd_values(), 12),
        now in prop_oneof![any::<i64>(), 0..4_000_000_000_000_i64],
    ) {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = values.try_into().unwrap();
        let note = json!({
            "billingDataMod": {
                "startDate": a, "endDate": b, "autoRenewal": c, "cycle": d, "amount": e,
            },
            "planDataMod": {
                "bandwidth": f, "trafficVol": g, "trafficType": h, "IPv4": i, "IPv6": j,
                "networkRoute": k, "extra": l,
            },
        });
        let billing = terms(&note.to_string()).billing;
        let now = UnixMillis(now);
        let _ = (billing.time_left(now), billing.end_at(now));
        prop_assert!(billing.remaining_value(now).is_none_or(|value| value >= 0.0));
    }

    /// What renews itself always ends within a cycle to come, and its rest is worth one payment at
    /// most, give or take the days that short months lack.
    #[test]
    fn a_renewal_is_never_in_the_past(
        end in 0..4_000_000_000_000_i64,
        later in 0..4_000_000_000_000_i64,
        cycle in proptest::sample::select(vec!["月", "季", "半年", "年"]),
    ) {
        let now = UnixMillis(end + later);
        let billing = paid(&UnixMillis(end).to_iso(), cycle, "$1", 1);
        let Some(End::At(next)) = billing.end_at(now) else {
            return Err(TestCaseError::fail("no end"));
        };
        let months = billing.cycle.as_ref().unwrap().months().unwrap();
        prop_assert!(next > now && next <= now.plus_months(months).plus(4 * 86_400_000));
        let value = billing.remaining_value(now).unwrap();
        prop_assert!(value > 0.0 && value <= 1.2, "{}", value);
    }

    #[test]
    fn any_text_is_a_note(text in any::<String>()) {
        // Letters that are seen are shown, unless they are JSON.
        let is_json = text.contains(['{', '[']);
        prop_assert!(PublicNote::of(&text).is_some() || is_json || is_blank(&text));
    }
}
