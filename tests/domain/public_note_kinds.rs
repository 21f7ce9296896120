//! Public remarks as generators and people write them: parts that nobody knows, JSON that is none, dates
//! that were cleared.

use lotus::domain::billing::{Amount, Cycle, End};
use lotus::domain::public_note::{Custom, PublicNote, Terms, host_of};
use serde_json::json;

use crate::public_note::{WHOLE, billing, is_plain, plan, terms};

#[test]
fn what_is_no_json_is_plain_text() {
    for text in [
        "Do not reboot",
        " 备用机 ",
        "<img src=x onerror=alert(1)>",
        "{",
        "{broken",
        "[1] spare, [2] main",
        "use {name} [here]",
        "5",
        "\"text\"",
    ] {
        assert!(is_plain(text), "{text:.80}");
    }
    for blank in ["", " ", "\n\t", "\u{200b}", "null"] {
        assert_eq!(PublicNote::of(blank), None);
    }
}

#[test]
fn nobody_is_shown_json() {
    let deep = "{\"billingDataMod\":".repeat(5_000);
    for text in [
        "{}",
        "[]",
        "{ }",
        "[{\"billingDataMod\":{}}]",
        r#"{"billingDataMod":null}"#,
        r#"{"billingDataMod":"2026"}"#,
        r#"{"billingDataMod":[]}"#,
        r#"{"other":{"billingDataMod":{}}}"#,
        r#"{"billingDataMod":{"amount":"$1"}"#,
        r#"{"billingDataMod":{"amount":1e999}}"#,
        r#"{"note": "mine", }"#,
        "{ // nothing\n}",
        r#""{\"a\":1}""#,
        deep.as_str(),
    ] {
        assert_eq!(PublicNote::of(text), None, "{text:.80}");
    }
    // Words around it are words.
    let plain = |text: &str| PublicNote::of(text) == Some(PublicNote::Plain("备用机".to_owned()));
    assert!(plain(r#"备用机 {"a":1}"#));
    let around = terms(r#"备用机 {"billingDataMod":{"amount":"$1"}} and more"#);
    assert_eq!(around.remark, "备用机\nand more");
    assert!(plain(r#"{"planDataMod":"none"} 备用机"#));
    assert!(matches!(around.billing.amount, Some(Amount::Price(_))));
}

#[test]
fn what_people_leave_in_json_is_passed_over() {
    let text = "{
        // until \"2027\"
        \"billingDataMod\": {\"amount\": \"$1 // a month, }\", /* , } */ \"cycle\": \"月\",},
        \"planDataMod\": {\"bandwidth\": \"a\\\"b,]\", \"extra\": \"x,y,\",},
    }";
    let Terms { billing, plan, .. } = terms(text);
    assert!(
        matches!(billing.amount, Some(Amount::Price(price)) if price.text == "$1 // a month, }")
    );
    assert_eq!(billing.cycle, Some(Cycle::Month));
    assert_eq!(plan.bandwidth, "a\"b,]");
    assert_eq!(plan.extras, ["x", "y"]);
    // Written as a text once more.
    let twice = serde_json::to_string(WHOLE).unwrap();
    assert_eq!(terms(&twice), terms(WHOLE));
}

#[test]
fn other_generators_parts_are_shown_as_what_they_are() {
    let custom = |object: &str| terms(&format!(r#"{{"customData":{object}}}"#)).custom;
    let told = custom(
        r#"{"location":" HKG ","slogan":"Night traffic only","orderLink":"https://shop.example.net/vps?id=1","x":[]}"#,
    );
    assert_eq!(
        (told.location.as_str(), told.slogan.as_str()),
        ("HKG", "Night traffic only")
    );
    assert_eq!(told.link, "https://shop.example.net/vps?id=1");
    assert_eq!(
        custom(r#"{"url":"HTTPS://a.example/"}"#).link,
        "HTTPS://a.example/"
    );
    for link in [
        "http://a.example/",
        "javascript:alert(1)",
        "https://",
        "https://a@b.example/",
        "https://localhost",
        "https://a.example/ b",
        "//a.example",
        "data:text/html,x",
    ] {
        let link = serde_json::to_string(link).unwrap();
        assert_eq!(
            custom(&format!(r#"{{"orderLink":{link}}}"#)).link,
            "",
            "{link}"
        );
    }
    let beside =
        terms(r#"{"customData":{"slogan":""},"planDataMod":{"bandwidth":"1G"},"zzz":{"a":[1]}}"#);
    assert_eq!(beside.custom, Custom::default());
    assert_eq!(beside.plan.bandwidth, "1G");
    assert_eq!(host_of("https://a.example:8443\\b"), Some("a.example:8443"));
}

#[test]
fn anything_but_nothing_is_an_address() {
    for (said, has) in [
        ("2", true),
        ("/64", true),
        ("203.0.113.7", true),
        ("NAT", true),
        ("yes", true),
        ("", false),
        (" 0 ", false),
        ("False", false),
        ("no", false),
    ] {
        let plan = plan(&format!(r#"{{"IPv4":"{said}","IPv6":"{said}"}}"#));
        assert_eq!((plan.has_ipv4, plan.has_ipv6), (has, has), "{said}");
    }
    assert!(plan(r#"{"IPv4":3}"#).has_ipv4);
    assert!(!plan(r#"{"IPv4":0,"IPv6":false}"#).has_ipv4);
}

#[test]
fn a_date_that_was_cleared_is_none() {
    for text in [
        ":00+08:00",
        "T23:59:59+08:00",
        "--T::",
        "NaN-NaN-NaN",
        "undefined",
        "Invalid Date",
        "null",
        "-",
    ] {
        assert_eq!(End::of(text), None, "{text}");
        let found = billing(&json!({"startDate": text, "endDate": text}).to_string());
        assert_eq!((found.start, found.end), (None, None), "{text}");
    }
}

#[test]
fn a_megabyte_is_read_like_a_line() {
    let long = "备".repeat(350_000);
    assert!(is_plain(&long));
    let nested = format!("{{\"x\":{}{}}}", "[".repeat(500_000), "]".repeat(500_000));
    assert_eq!(PublicNote::of(&nested), None);
    let extra = format!(
        r#"{{"planDataMod":{{"extra":"{}"}}}}"#,
        "a,".repeat(500_000)
    );
    assert_eq!(terms(&extra).plan.extras.len(), 500_000);
}
