//! The figures of a visible stretch, by hand and against an oracle that sorts everything.

use lotus::domain::latency::{MonitorHistory, MonitorId, Series};
use lotus::domain::latency_cap::Cap;
use lotus::domain::loss::SampleClass;
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::ServerId;
use lotus::domain::stats::{Last, Latency, LatencyStats};
use lotus::domain::time::{TimeRange, UnixMillis};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const CAP: f32 = 1000.0;
const ALL: TimeRange = TimeRange {
    from: UnixMillis(i64::MIN),
    to: UnixMillis(i64::MAX),
};

fn history_of(times: Vec<i64>, values: Vec<f32>) -> MonitorHistory {
    MonitorHistory::new(
        MonitorId(1),
        ServerId(1),
        "m".to_owned(),
        Series::new(times, values).unwrap(),
        &MonitorRules::V0,
        Cap::default(),
    )
}

/// A sample a minute.
fn history(values: &[f32]) -> MonitorHistory {
    let times = (0_i64..).map(|minute| minute * MINUTE);
    history_of(times.take(values.len()).collect(), values.to_vec())
}

fn stats_in(history: &MonitorHistory, range: TimeRange) -> LatencyStats {
    let until = history.times().last().copied().unwrap_or(0);
    LatencyStats::of(history, range, UnixMillis(until), &mut Vec::new())
}

fn stats(values: &[f32]) -> LatencyStats {
    stats_in(&history(values), ALL)
}

fn between(from: i64, to: i64) -> TimeRange {
    TimeRange {
        from: UnixMillis(from),
        to: UnixMillis(to),
    }
}

#[test]
fn a_small_history_by_hand() {
    let history = history(&[10.0, 20.0, 0.0, 40.0, 30.0]);
    let stats = stats_in(&history, between(0, 4 * MINUTE));
    assert_eq!(stats.samples, 5);
    assert_eq!(stats.lost, 1);
    assert_eq!(stats.loss(), Some(0.2));
    assert_eq!(stats.last, Some(Last::Measured(Latency::Exact(30.0))));
    assert_eq!(stats.min, Some(Latency::Exact(10.0)));
    assert_eq!(stats.median, Some(Latency::Exact(20.0)));
    assert_eq!(stats.p95, Some(Latency::Exact(40.0)));
    assert_eq!(stats.max, Some(Latency::Exact(40.0)));
    assert_eq!(stats.average_ms, Some(25.0));
    assert_eq!(stats.jitter_ms, Some(10.0), "nothing across the lost one");
    assert_eq!(stats.coverage, Some(1.0));
    assert!(!stats.is_cut());
}

#[test]
fn ranks_are_those_of_the_nearest_rank() {
    let hundred: Vec<f32> = (1_u8..=100).rev().map(f32::from).collect();
    let stats_of_hundred = stats(&hundred);
    assert_eq!(stats_of_hundred.median, Some(Latency::Exact(50.0)));
    assert_eq!(stats_of_hundred.p95, Some(Latency::Exact(95.0)));
    assert_eq!(stats_of_hundred.p99, Some(Latency::Exact(99.0)));
    let twenty = stats(&hundred[..20]);
    assert_eq!(twenty.median, Some(Latency::Exact(90.0)));
    assert_eq!(twenty.p95, Some(Latency::Exact(99.0)));
    assert_eq!(twenty.p99, Some(Latency::Exact(100.0)));
}

#[test]
fn what_falls_on_the_cap_is_at_least_the_cap() {
    let stats = stats(&[10.0, 1000.0, 1000.0, 20.0]);
    assert_eq!(stats.min, Some(Latency::Exact(10.0)));
    assert_eq!(stats.median, Some(Latency::Exact(20.0)));
    for figure in [stats.p95, stats.p99, stats.max] {
        assert_eq!(figure, Some(Latency::AtLeastCap));
    }
    assert_eq!(stats.average_ms, Some(15.0));
    assert_eq!(stats.jitter_ms, None, "they are no neighbours");
    assert_eq!(stats.at_cap_share(), Some(0.5));
    assert!(stats.is_cut());
}

#[test]
fn a_line_at_the_cap_is_told_as_that() {
    let stats = stats(&[1000.0, 0.0, 1000.0]);
    for figure in [stats.min, stats.median, stats.p95, stats.p99, stats.max] {
        assert_eq!(figure, Some(Latency::AtLeastCap));
    }
    assert_eq!(stats.average_ms, None);
    assert_eq!(stats.last, Some(Last::Measured(Latency::AtLeastCap)));
    assert!(!stats.is_without_answer());
}

#[test]
fn all_lost_is_no_answer_at_all() {
    let stats = stats(&[0.0, 0.0, 0.0]);
    assert_eq!(stats.loss(), Some(1.0));
    assert_eq!(stats.last, Some(Last::Lost));
    assert_eq!((stats.min, stats.median, stats.max), (None, None, None));
    assert_eq!((stats.average_ms, stats.jitter_ms), (None, None));
    assert!(stats.is_without_answer());
    assert!(history(&[0.0; 3]).is_without_answer());
    assert!(!history(&[]).is_without_answer());
}

#[test]
fn nothing_in_sight_has_no_figures() {
    let history = history(&[10.0, 20.0, 30.0]);
    for range in [
        between(10, 20),
        between(2 * MINUTE, MINUTE),
        between(-9, -1),
    ] {
        let stats = stats_in(&history, range);
        assert_eq!(stats, LatencyStats::default(), "{range:?}");
        assert_eq!(stats.loss(), None);
        assert!(!stats.is_without_answer());
    }
}

#[test]
fn both_ends_are_in_sight() {
    let history = history(&[10.0, 20.0, 30.0, 40.0]);
    let stats = stats_in(&history, between(MINUTE, 2 * MINUTE));
    assert_eq!(stats.samples, 2);
    assert_eq!(stats.average_ms, Some(25.0));
    assert_eq!(stats.last, Some(Last::Measured(Latency::Exact(30.0))));
}

#[test]
fn jitter_does_not_jump_a_gap() {
    let times = vec![0, MINUTE, 2 * MINUTE, 30 * MINUTE, 31 * MINUTE];
    let history = history_of(times, vec![10.0, 12.0, 14.0, 90.0, 94.0]);
    let stats = stats_in(&history, ALL);
    let jitter = stats.jitter_ms.unwrap();
    assert!((jitter - 8.0 / 3.0).abs() < 1e-9, "{jitter}");
}

#[test]
fn samples_that_share_a_minute_all_count() {
    let times = vec![0, 0, MINUTE, MINUTE, 2 * MINUTE, 2 * MINUTE];
    let history = history_of(times, vec![10.0, 20.0, 10.0, 20.0, 10.0, 20.0]);
    let stats = stats_in(&history, between(MINUTE, MINUTE));
    assert_eq!(stats.samples, 2);
    assert_eq!(stats.jitter_ms, Some(10.0));
    assert_eq!(stats.last, Some(Last::Measured(Latency::Exact(20.0))));
}

#[test]
fn estimated_samples_keep_their_value_and_are_counted_beside() {
    let mut values = [80.0; 20];
    values[10] = 40.0;
    let stats = stats(&values);
    assert_eq!((stats.estimated, stats.lost), (1, 0));
    assert_eq!(stats.estimated_share(), Some(0.05));
    assert_eq!(stats.min, Some(Latency::Exact(40.0)));
    assert_eq!(stats.average_ms, Some(78.0));
    assert_eq!(stats.loss(), Some(0.0));
}

/// The figures by their definitions, as slowly as one likes.
#[derive(Debug, PartialEq)]
struct Oracle {
    samples: usize,
    lost: usize,
    at_cap: usize,
    last: Option<f32>,
    ranked: [Option<f32>; 5],
    average: Option<f64>,
    jitter: Option<f64>,
}

impl Oracle {
    fn of(samples: &[(i64, f32)], range: (i64, i64), gap_after: i64) -> Self {
        let mut samples = samples.to_vec();
        samples.sort_by_key(|(at, _)| *at);
        samples.retain(|(at, _)| *at >= range.0 && *at <= range.1);
        let mut answered: Vec<f32> = samples.iter().map(|(_, value)| *value).collect();
        answered.retain(|value| *value != 0.0);
        answered.sort_by(f32::total_cmp);
        // The lowest value that so many percent are not above.
        let ranked = [0, 50, 95, 99, 100].map(|percent| {
            let not_above = |value: f32| answered.iter().filter(|one| **one <= value).count();
            let mut values = answered.iter().copied();
            values.find(|value| not_above(*value) * 100 >= answered.len() * percent)
        });
        let below: Vec<f64> = answered
            .iter()
            .filter(|value| **value < CAP)
            .map(|value| f64::from(*value))
            .collect();
        let is_fine = |value: f32| value > 0.0 && value < CAP;
        let steps: Vec<f64> = samples
            .windows(2)
            .filter(|two| is_fine(two[0].1) && is_fine(two[1].1))
            .filter(|two| two[1].0 - two[0].0 <= gap_after)
            .map(|two| (f64::from(two[0].1) - f64::from(two[1].1)).abs())
            .collect();
        Self {
            samples: samples.len(),
            lost: samples.iter().filter(|(_, value)| *value == 0.0).count(),
            at_cap: samples.iter().filter(|(_, value)| *value >= CAP).count(),
            last: samples.last().map(|(_, value)| *value),
            ranked,
            average: mean(&below),
            jitter: mean(&steps),
        }
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// A value told as a figure.
fn told(value: Option<f32>) -> Option<Latency> {
    value.map(|value| {
        if value >= CAP {
            Latency::AtLeastCap
        } else {
            Latency::Exact(value)
        }
    })
}

fn told_last(value: Option<f32>) -> Option<Last> {
    match value {
        Some(0.0) => Some(Last::Lost),
        value => told(value).map(Last::Measured),
    }
}

/// With ties, caps, zeros and noise.
fn values() -> impl Strategy<Value = f32> {
    prop_oneof![
        Just(0.0_f32),
        Just(1000.0),
        Just(1000.5),
        Just(999.999_94),
        (1_u8..5).prop_map(f32::from),
        0.001_f32..1200.0,
    ]
}

/// In no order, several to a minute, with gaps.
fn samples() -> impl Strategy<Value = Vec<(i64, f32)>> {
    let at = prop_oneof![4 => 0_i64..90, 1 => 0_i64..3_000].prop_map(|minute| minute * MINUTE);
    proptest::collection::vec((at, values()), 0..150)
}

fn near(figure: Option<f64>, expected: Option<f64>) -> bool {
    match (figure, expected) {
        (Some(figure), Some(expected)) => (figure - expected).abs() <= 1e-6,
        (figure, expected) => figure == expected,
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn figures_are_the_oracles(
        samples in samples(),
        from in -10_i64..3_000,
        length in prop_oneof![Just(-1_i64), Just(0), 0_i64..100, Just(4_000)],
    ) {
        let (times, values) = samples.iter().copied().unzip();
        let history = history_of(times, values);
        let range = (from * MINUTE, (from + length) * MINUTE);
        // What an earlier call left in the scratch must not matter.
        let mut scratch = vec![7.0; 3];
        let until = UnixMillis(3_000 * MINUTE);
        let stats = LatencyStats::of(&history, between(range.0, range.1), until, &mut scratch);
        let oracle = Oracle::of(&samples, range, history.rhythm().gap_after_ms);
        prop_assert_eq!(
            (stats.samples, stats.lost, stats.at_cap),
            (oracle.samples, oracle.lost, oracle.at_cap)
        );
        prop_assert_eq!(stats.last, told_last(oracle.last));
        let ranked = [stats.min, stats.median, stats.p95, stats.p99, stats.max];
        prop_assert_eq!(ranked, oracle.ranked.map(told));
        prop_assert!(near(stats.average_ms, oracle.average), "{:?} {:?}", stats, oracle);
        prop_assert!(near(stats.jitter_ms, oracle.jitter), "{:?} {:?}", stats, oracle);
        let in_sight = history.samples_at(history.places_in(between(range.0, range.1)));
        let estimated = in_sight.filter(|sample| sample.class == SampleClass::Partial);
        prop_assert_eq!(stats.estimated, estimated.count());
        prop_assert!(stats.coverage.is_none_or(|share| (0.0..=1.0).contains(&share)));
    }
}
