//! What is left of a paid time, and what that is worth.

use lotus::domain::billing::{Billing, End};
use serde_json::json;

use super::public_note::{at, billing};

pub(super) fn paid(end: &str, cycle: &str, amount: &str, renews: u8) -> Billing {
    billing(
        &json!({"endDate": end, "cycle": cycle, "amount": amount, "autoRenewal": renews})
            .to_string(),
    )
}

#[test]
fn days_left_are_whole_days() {
    use lotus::domain::billing::TimeLeft::{Days, Endless, Expired};
    let now = at("2026-11-22T12:00:00Z");
    for (end, expected) in [
        ("2026-11-23T12:00:00Z", Some(Days(1))),
        ("2026-11-23T11:59:59Z", Some(Days(0))),
        ("2026-12-22T12:00:00Z", Some(Days(30))),
        ("2026-11-22T12:00:00Z", Some(Days(0))),
        ("2026-11-22T11:59:59Z", Some(Expired(0))),
        ("2026-11-12T12:00:00Z", Some(Expired(10))),
        ("0000-00-00T23:59:59+08:00", Some(Endless)),
        ("soon", None),
        ("", None),
    ] {
        assert_eq!(paid(end, "月", "$1", 0).time_left(now), expected, "{end}");
    }
}

#[test]
fn days_are_those_of_the_owners_clock() {
    for (text, day) in [
        ("2026-03-01", "2026-03-01"),
        ("2026-03-01T00:00:00Z", "2026-03-01"),
        ("2026-03-01T00:00:00+08:00", "2026-03-01"),
        ("2026-03-01T00:00:00.5+08:00", "2026-03-01"),
        ("2026-03-01T23:59:59-05:00", "2026-03-01"),
        ("2026-03-01 12:00:00+05:45", "2026-03-01"),
    ] {
        let found = billing(&json!({"startDate": text, "endDate": text}).to_string());
        let start = found.start_on_clock().unwrap().to_iso();
        assert!(start.starts_with(day), "{text}: {start}");
        let Some(End::At(end)) = found.end else {
            panic!("{text}: {:?}", found.end);
        };
        let end = found.end_on_clock(end).to_iso();
        assert!(end.starts_with(day), "{text}: {end}");
    }
}

#[test]
fn what_renews_itself_ends_with_the_running_cycle() {
    let now = at("2026-11-22T12:00:00Z");
    for (end, cycle, expected) in [
        ("2026-11-22T11:00:00Z", "月", "2026-12-22T11:00:00Z"),
        ("2026-11-22T12:00:00Z", "月", "2026-12-22T12:00:00Z"),
        ("2026-11-22T13:00:00Z", "月", "2026-11-22T13:00:00Z"),
        ("2025-01-31T00:00:00Z", "月", "2026-11-30T00:00:00Z"),
        ("2024-02-29T00:00:00Z", "年", "2027-02-28T00:00:00Z"),
        ("2026-08-01T00:00:00Z", "季", "2027-02-01T00:00:00Z"),
        ("2027-08-01T00:00:00Z", "季", "2027-08-01T00:00:00Z"),
        ("2026-08-01T00:00:00Z", "三年", "2029-08-01T00:00:00Z"),
        ("2021-01-31T00:00:00Z", "2 years", "2027-01-31T00:00:00Z"),
        ("2027-01-31T00:00:00Z", "lifetime", "2027-01-31T00:00:00Z"),
        ("0001-01-01T00:00:00Z", "月", "2026-12-01T00:00:00Z"),
        // The owner's months, whose first day is the last one in universal time.
        ("2026-03-01T00:00:00+08:00", "月", "2026-11-30T16:00:00Z"),
        ("2026-10-31T23:59:59-05:00", "月", "2026-12-01T04:59:59Z"),
    ] {
        let found = paid(end, cycle, "$1", 1).end_at(now);
        assert_eq!(found, Some(End::At(at(expected))), "{end} {cycle}");
    }
    for cycle in ["lifetime", "30 days", ""] {
        let passed = paid("2026-11-01T00:00:00Z", cycle, "$1", 1);
        assert_eq!(passed.end_at(now), None, "nobody knows when: {cycle}");
        assert_eq!(passed.time_left(now), None);
    }
    let passed = paid("2026-11-01T00:00:00Z", "月", "$1", 0).end_at(now);
    assert_eq!(passed, Some(End::At(at("2026-11-01T00:00:00Z"))));
}

#[test]
fn what_is_left_is_worth_its_share_of_the_amount() {
    let now = at("2026-11-22T00:00:00Z");
    for (end, cycle, amount, renews, expected) in [
        // Half of a month of thirty days, a whole month of thirty-one, three years.
        ("2026-12-07T00:00:00Z", "月", "$30", 0, Some(15.0)),
        ("2026-12-22T00:00:00Z", "月", "$30", 0, Some(30.0)),
        ("2029-11-22T00:00:00Z", "年", "$10", 0, Some(30.0)),
        ("2027-01-22T00:00:00Z", "月", "$30", 0, Some(60.0)),
        ("2026-11-21T00:00:00Z", "月", "$30", 0, Some(0.0)),
        ("2026-10-22T00:00:00Z", "月", "$30", 1, Some(30.0)),
        ("0000-00-00", "月", "$30", 0, None),
        ("2026-12-07T00:00:00Z", "lifetime", "$30", 0, None),
        ("2029-11-22T00:00:00Z", "3年", "$30", 0, Some(30.0)),
        ("2026-12-07T00:00:00Z", "月", "0", 0, None),
        ("2026-12-07T00:00:00Z", "月", "-1", 0, None),
        ("", "月", "$30", 0, None),
    ] {
        let found = paid(end, cycle, amount, renews).remaining_value(now);
        match (found, expected) {
            (Some(found), Some(expected)) => {
                // A month back from the seventh of December is 30 days.
                assert!((found - expected).abs() < 1e-9, "{end} {cycle}: {found}");
            }
            (found, expected) => assert_eq!(found, expected, "{end} {cycle} {amount}"),
        }
    }
}

#[test]
fn what_has_not_begun_is_worth_all_of_it() {
    let object = r#"{"startDate":"2027-01-01T00:00:00Z","endDate":"2027-02-01T00:00:00Z",
        "cycle":"m","amount":"$5"}"#;
    let value = billing(object).remaining_value(at("2026-11-22T00:00:00Z"));
    assert_eq!(value, Some(5.0));
}
