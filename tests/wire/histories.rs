//! Latency histories: the recorded ones, and what a database may hand out.

use std::collections::BTreeSet;

use lotus::domain::error::{ApiError, Endpoint, PayloadFault};
use lotus::domain::latency::MonitorHistory;
use lotus::domain::loss::SampleClass;
use lotus::domain::rules::MonitorRules;
use lotus::wire::decode_histories;
use proptest::prelude::*;

use super::recorded::{ok, text};

fn histories(path: &str) -> Vec<MonitorHistory> {
    decode_histories(ok(&text(path)), &MonitorRules::V0).unwrap()
}

fn history(id: u64, server: u64, created_at: &str, avg_delay: &str) -> String {
    format!(
        r#"{{"monitor_id":{id},"server_id":{server},"monitor_name":"m{id}","server_name":"s",
        "created_at":{created_at},"avg_delay":{avg_delay}}}"#
    )
}

fn answered(histories: &[String]) -> Result<Vec<MonitorHistory>, ApiError> {
    let result = histories.join(",");
    let body = format!(r#"{{"code":0,"message":"success","result":[{result}]}}"#);
    decode_histories(ok(&body), &MonitorRules::V0)
}

fn one(created_at: &str, avg_delay: &str) -> Result<Vec<(i64, f32)>, ApiError> {
    let histories = answered(&[history(3, 1, created_at, avg_delay)])?;
    Ok(pairs(&histories[0]))
}

fn pairs(history: &MonitorHistory) -> Vec<(i64, f32)> {
    let samples = history.samples();
    samples
        .map(|sample| (sample.at.0, sample.delay_ms))
        .collect()
}

const REFUSED: ApiError = ApiError::BadPayload {
    endpoint: Endpoint::Monitor,
    fault: PayloadFault::Shape,
};

#[test]
fn monitors_that_share_a_name_are_told_apart_by_id() {
    let histories = histories("fleet/monitor-2.json");
    let ids: BTreeSet<u64> = histories.iter().map(|one| one.monitor_id.0).collect();
    assert_eq!(ids.len(), 6);
    assert_eq!(histories[0].name, "上海电信");
    assert_eq!(histories[0].name, histories[2].name);
    assert!(histories.iter().all(|one| one.server_id.0 == 2));
}

#[test]
fn a_day_keeps_its_losses_and_its_cap() {
    let histories = histories("fleet/monitor-2.json");
    let lossy = &histories[2];
    assert_eq!(lossy.len(), 1425);
    let first = lossy.sample(0).unwrap();
    assert_eq!((first.at.0, first.delay_ms), (1_795_277_520_000, 170.7918));
    let of_class = |class| lossy.classes().iter().filter(|one| **one == class).count();
    assert_eq!(of_class(SampleClass::Lost), 173);
    let at_cap = lossy.values().iter().filter(|value| **value >= 1000.0);
    assert_eq!(of_class(SampleClass::AtCap), at_cap.count());
    assert!(of_class(SampleClass::AtCap) > 0);
}

#[test]
fn null_is_no_history() {
    assert_eq!(histories("fleet/monitor-7.json"), []);
}

#[test]
fn markup_in_a_monitors_server_is_only_looked_at_where_it_is_shown() {
    let body = text("fleet/monitor-5.json");
    assert!(body.contains("\\u003cimg"));
    assert_eq!(histories("fleet/monitor-5.json").len(), 6);
}

#[test]
fn samples_are_in_order_of_time_and_keep_theirs_within_a_minute() {
    let samples = one("[120000,60000,120000]", "[3,1,4.5]").unwrap();
    assert_eq!(samples, [(60_000, 1.0), (120_000, 3.0), (120_000, 4.5)]);
    let samples = one("[2,2,2,1,1,1]", "[9,7,8,3,1,2]").unwrap();
    let expected = [(1, 3.0), (1, 1.0), (1, 2.0), (2, 9.0), (2, 7.0), (2, 8.0)];
    assert_eq!(samples, expected);
}

#[test]
fn arrays_of_unequal_length_are_refused() {
    for (created_at, avg_delay) in [
        ("[1,2]", "[1]"),
        ("[]", "[1]"),
        ("null", "[1]"),
        ("[1]", "[]"),
        ("[1]", "null"),
    ] {
        assert_eq!(one(created_at, avg_delay), Err(REFUSED));
    }
}

#[test]
fn null_arrays_are_empty_and_what_is_no_latency_is_a_missing_row() {
    assert_eq!(one("null", "null").unwrap(), []);
    assert_eq!(one("[]", "null").unwrap(), []);
    assert_eq!(one("[1,2,3]", "[1,null,-1]").unwrap(), [(1, 1.0)]);
    let beyond = one("[1,2,3,4]", "[1e300,-1e300,3.4e38,1e-60]").unwrap();
    assert_eq!(beyond, [(3, 3.4e38), (4, 0.0)]);
    let zero = one("[1]", "[-0.0]").unwrap();
    assert_eq!(zero[0].1.to_bits(), 0, "no minus before nothing");
}

#[test]
fn arrays_of_the_wrong_type_are_refused() {
    for (created_at, avg_delay) in [
        ("[\"1\"]", "[1]"),
        ("[1]", "[\"1\"]"),
        ("1", "1"),
        ("[1.5]", "[1]"),
        ("{}", "[]"),
        ("[]", "{}"),
        ("[null]", "[1]"),
        ("[9223372036854775808]", "[1]"),
    ] {
        assert_eq!(one(created_at, avg_delay), Err(REFUSED));
    }
}

#[test]
fn a_monitor_that_stands_twice_becomes_one_with_all_samples() {
    let both = answered(&[
        history(3, 1, "[60000,180000]", "[1,3]"),
        history(4, 1, "[60000]", "[9]"),
        history(3, 1, "[120000,180000]", "[2,4]"),
    ])
    .unwrap();
    let ids: Vec<u64> = both.iter().map(|one| one.monitor_id.0).collect();
    assert_eq!(ids, [3, 4]);
    let expected = [
        (60_000, 1.0),
        (120_000, 2.0),
        (180_000, 3.0),
        (180_000, 4.0),
    ];
    assert_eq!(pairs(&both[0]), expected);
}

#[test]
fn two_histories_are_not_mixed_up_where_lengths_only_fit_in_sum_or_servers_differ() {
    let unequal = [history(3, 1, "[1,2]", "[1]"), history(3, 1, "[3]", "[2,3]")];
    assert_eq!(answered(&unequal), Err(REFUSED));
    let foreign = [history(3, 1, "[1]", "[1]"), history(3, 2, "[2]", "[2]")];
    assert_eq!(answered(&foreign), Err(REFUSED));
}

#[test]
fn a_week_of_samples_holds_thirteen_bytes_each() {
    const SAMPLES: u16 = 20_160;
    // Ascending, and with the seam of a changed time zone, where the samples are sorted.
    for seam in [0, 7_000] {
        let minute = |place| i64::from((place + seam) % SAMPLES) * 60_000;
        let times: Vec<i64> = (0..SAMPLES).map(minute).collect();
        let delays: Vec<f64> = (0..SAMPLES).map(|place| f64::from(place) / 7.0).collect();
        let (times, delays) = (format!("{times:?}"), format!("{delays:?}"));
        let series = &answered(&[history(1, 1, &times, &delays)]).unwrap()[0];
        assert_eq!(series.len(), usize::from(SAMPLES));
        assert!(
            series.buffer_bytes() <= 16 * usize::from(SAMPLES),
            "{} bytes a sample",
            series.buffer_bytes() as f64 / f64::from(SAMPLES)
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The shortest text of a 32-bit number, as Go writes it, reads as that very number.
    #[test]
    fn every_float32_survives_its_shortest_text(bits in 0_u32..0x7f80_0000) {
        let value = f32::from_bits(bits);
        let text = serde_json::to_string(&value).unwrap();
        let samples = one("[1]", &format!("[{text}]")).unwrap();
        prop_assert_eq!(samples[0].1.to_bits(), bits, "{}", text);
    }
}

#[test]
fn the_wires_digits_survive() {
    let samples = one("[1,2,3]", "[0.122999996,170.7918,1000]").unwrap();
    let values: Vec<f32> = samples.iter().map(|(_, value)| *value).collect();
    assert_eq!(values, [0.122_999_996, 170.7918, 1000.0]);
}

#[test]
fn a_result_that_is_no_list_of_histories_is_refused_and_a_refusal_is_heard_beside_one() {
    for result in [
        "5",
        "\"x\"",
        "{}",
        "[5]",
        "[null]",
        "[[]]",
        "[{\"monitor_id\":-1}]",
        "[1e999]",
    ] {
        let body = format!(r#"{{"code":0,"message":"success","result":{result}}}"#);
        let outcome = decode_histories(ok(&body), &MonitorRules::V0);
        assert_eq!(outcome, Err(REFUSED), "{result}");
    }
    let body = r#"{"code":0,"message":"success"}"#;
    assert_eq!(decode_histories(ok(body), &MonitorRules::V0), Err(REFUSED));
    let body = r#"{"code":500,"message":"database is locked","result":[]}"#;
    let outcome = decode_histories(ok(body), &MonitorRules::V0);
    assert!(
        matches!(outcome, Err(ApiError::Rejected { code: 500, .. })),
        "{outcome:?}"
    );
    let body = r#"{"result":[]}"#;
    assert_eq!(
        decode_histories(ok(body), &MonitorRules::V0),
        Ok(Vec::new())
    );
}
