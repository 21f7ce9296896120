//! Latency histories: the recorded ones, and what a database may hand out.

use std::collections::BTreeSet;

use lotus::domain::error::{ApiError, Endpoint, PayloadFault};
use lotus::domain::latency::MonitorHistory;
use lotus::wire::decode_histories;

use super::recorded::{ok, text};

fn histories(path: &str) -> Vec<MonitorHistory> {
    decode_histories(ok(&text(path))).unwrap()
}

fn one(created_at: &str, avg_delay: &str) -> Result<Vec<(i64, f64)>, ApiError> {
    let body = format!(
        r#"{{"code":0,"message":"success","result":[{{"monitor_id":3,"server_id":1,
        "monitor_name":"m","server_name":"s","created_at":{created_at},"avg_delay":{avg_delay}}}]}}"#
    );
    let mut histories = decode_histories(ok(&body))?;
    let samples = histories.remove(0).samples().to_vec();
    Ok(samples
        .into_iter()
        .map(|sample| (sample.at.0, sample.delay_ms))
        .collect())
}

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
    let lossy = histories[2].samples();
    assert_eq!(lossy.len(), 1425);
    assert_eq!(lossy[0].at.0, 1_795_277_520_000);
    assert!((lossy[0].delay_ms - 170.7918).abs() < 1e-9);
    let lost = lossy.iter().filter(|one| one.delay_ms == 0.0).count();
    assert_eq!(lost, 173);
    let highest = lossy.iter().map(|one| one.delay_ms).fold(0.0, f64::max);
    assert!((highest - 1000.0).abs() < 1e-9);
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
}

#[test]
fn arrays_of_unequal_length_are_refused() {
    for (created_at, avg_delay) in [("[1,2]", "[1]"), ("[]", "[1]"), ("null", "[1]")] {
        let refused = Err(ApiError::BadPayload {
            endpoint: Endpoint::Monitor,
            fault: PayloadFault::Shape,
        });
        assert_eq!(one(created_at, avg_delay), refused);
    }
}

#[test]
fn null_arrays_are_empty_and_null_delays_are_gaps() {
    assert_eq!(one("null", "null").unwrap(), []);
    assert_eq!(one("[]", "null").unwrap(), []);
    assert_eq!(one("[1,2,3]", "[1,null,-1]").unwrap(), [(1, 1.0)]);
}

#[test]
fn arrays_of_the_wrong_type_are_refused() {
    for (created_at, avg_delay) in [("[\"1\"]", "[1]"), ("[1]", "[\"1\"]"), ("1", "1")] {
        let refused = Err(ApiError::BadPayload {
            endpoint: Endpoint::Monitor,
            fault: PayloadFault::Shape,
        });
        assert_eq!(one(created_at, avg_delay), refused);
    }
}
