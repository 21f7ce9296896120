//! How often a monitor measures, told from times that were cut to the minute.

use lotus::domain::rhythm::Rhythm;
use lotus::domain::time::{TimeRange, UnixMillis};
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
/// A whole minute.
const START: i64 = 1_795_277_520_000;

/// Rows every `step` milliseconds from `phase` on, as the dashboard tells them.
fn rows(step: i64, phase: i64, count: i64) -> Vec<i64> {
    (0..count)
        .map(|row| (START + phase + row * step).div_euclid(MINUTE) * MINUTE)
        .collect()
}

fn steps(times: &[i64]) -> Option<i64> {
    Rhythm::of(times).step_ms
}

fn has_gap(times: &[i64]) -> bool {
    let rhythm = Rhythm::of(times);
    times.windows(2).any(|two| rhythm.is_gap(two[0], two[1]))
}

fn coverage(times: &[i64], from: i64, to: i64, until: i64) -> Option<f64> {
    let range = TimeRange {
        from: UnixMillis(from),
        to: UnixMillis(to),
    };
    let samples = times.iter().filter(|at| (from..=to).contains(*at)).count();
    Rhythm::of(times).coverage(samples, range, UnixMillis(until))
}

#[test]
fn usual_intervals_are_found_through_the_cut_to_the_minute() {
    for step in [30, 32, 45, 60, 90, 96, 120, 300, 600] {
        for phase in [0, 29_999, 59_999] {
            let times = rows(step * 1000, phase, 500);
            let found = steps(&times).unwrap();
            let error = (found - step * 1000).abs() as f64 / (step * 1000) as f64;
            assert!(error < 0.01, "{step} s from {phase}: {found} ms");
            assert!(!has_gap(&times), "{step} s from {phase}");
        }
    }
}

#[test]
fn two_samples_a_minute_are_thirty_seconds() {
    let times = rows(30_000, 0, 200);
    assert_eq!(&times[..4], [START, START, START + MINUTE, START + MINUTE]);
    let rhythm = Rhythm::of(&times);
    assert!((rhythm.step_ms.unwrap() - 30_000).abs() < 300);
    assert!(!rhythm.is_gap(START, START + MINUTE));
    assert!(
        rhythm.is_gap(START, START + 2 * MINUTE),
        "a whole minute is empty"
    );
}

#[test]
fn a_row_that_only_slipped_over_the_minute_is_no_gap_and_missing_rows_are() {
    let mut times = rows(60_000, 30_000, 100);
    times[50] -= MINUTE;
    assert!(!has_gap(&times), "0 s, then 120 s");
    let mut times = rows(60_000, 0, 100);
    times.remove(50);
    assert!(!has_gap(&times), "the cut alone may look like this");
    times.remove(50);
    assert!(has_gap(&times), "three minutes without a row");
}

#[test]
fn outages_do_not_stretch_the_rhythm() {
    let mut times = rows(60_000, 0, 1_440);
    times.retain(|at| (at / MINUTE) % 97 > 30);
    assert_eq!(steps(&times), Some(MINUTE));
    let mut times = rows(60_000, 0, 1_440);
    times.retain(|at| (at / MINUTE) % 10 != 0);
    assert_eq!(steps(&times), Some(MINUTE), "one row of ten is missing");
}

#[test]
fn times_that_are_not_cut_to_the_minute_are_judged_closely() {
    let times: Vec<i64> = (0..50).map(|row| START + row * 1000 + 7).collect();
    let rhythm = Rhythm::of(&times);
    assert_eq!(rhythm.step_ms, Some(1000));
    assert!(!rhythm.is_gap(START, START + 1500));
    assert!(rhythm.is_gap(START, START + 1501));
}

#[test]
fn one_moment_has_no_rhythm_and_two_have_their_distance() {
    for times in [&[][..], &[START], &[START, START, START]] {
        let rhythm = Rhythm::of(times);
        assert_eq!(rhythm.step_ms, None);
        assert!(!rhythm.is_gap(i64::MIN, i64::MAX));
    }
    assert_eq!(steps(&[START, START + 2 * MINUTE]), Some(2 * MINUTE));
    assert!(has_gap(&[START, START + MINUTE, START + 600 * MINUTE]));
}

#[test]
fn a_full_day_is_covered_and_an_outage_is_missing() {
    let times = rows(60_000, 0, 1_440);
    let end = times[1_439];
    assert_eq!(coverage(&times, START, end, end), Some(1.0));
    let mut holed = times.clone();
    holed.drain(300..660);
    let covered = coverage(&holed, START, end, end).unwrap();
    assert!((covered - 0.75).abs() < 0.001, "{covered}");
}

#[test]
fn coverage_is_of_the_stretch_as_far_as_the_answer_reaches() {
    let times = rows(60_000, 0, 120);
    let (end, hour) = (times[119], 60 * MINUTE);
    // Two hours of a day, however much further one looks.
    for before in [22, 23, 400] {
        let young = coverage(&times, START - before * hour, end, end).unwrap();
        assert!((young - 2.0 / 24.0).abs() < 0.001, "{before}: {young}");
    }
    let half = coverage(&times, START - 2 * hour, end, end).unwrap();
    assert!((half - 0.5).abs() < 0.01, "{half}");
    assert_eq!(coverage(&times, START, end + 5 * hour, end), Some(1.0));
    let silent = coverage(&times, START, end + 5 * hour, end + 2 * hour).unwrap();
    assert!((silent - 0.5).abs() < 0.01, "stopped an hour ago: {silent}");
    assert_eq!(
        coverage(&times, START - 2 * hour, START - hour, end),
        Some(0.0)
    );
    let yesterday = (START - 30 * hour, START - 23 * hour);
    assert_eq!(coverage(&times, yesterday.0, yesterday.1, end), None);
    assert_eq!(coverage(&times, end + hour, end + 2 * hour, end), None);
    assert_eq!(
        coverage(&times, end + MINUTE, end + hour, end + hour),
        Some(0.0)
    );
}

#[test]
fn less_than_an_interval_says_nothing() {
    let times = rows(600_000, 0, 100);
    let between = (START + 2 * MINUTE, START + 8 * MINUTE);
    assert_eq!(coverage(&times, between.0, between.1, times[99]), None);
    assert_eq!(coverage(&times, START, START, times[99]), None);
    assert_eq!(
        coverage(&[START], START, START + MINUTE, START + MINUTE),
        None
    );
    assert_eq!(coverage(&times, START + MINUTE, START, times[99]), None);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever times come, nothing overflows, and the pause that is usual is never a gap.
    #[test]
    fn any_times_have_a_sane_rhythm(mut times in proptest::collection::vec(any::<i64>(), 0..40)) {
        times.sort_unstable();
        let rhythm = Rhythm::of(&times);
        prop_assert!(rhythm.step_ms.is_none_or(|step| step > 0));
        if let Some(step) = rhythm.step_ms {
            prop_assert!(rhythm.gap_after_ms >= step);
        }
        let range = TimeRange { from: UnixMillis(i64::MIN), to: UnixMillis(i64::MAX) };
        let covered = rhythm.coverage(times.len(), range, UnixMillis(i64::MAX));
        prop_assert!(covered.is_none_or(|share| (0.0..=1.0).contains(&share)));
    }

    /// A steady monitor has no gap and is covered in any stretch of its time.
    #[test]
    fn a_steady_monitor_is_whole(
        step in 20_000_i64..900_000,
        phase in 0..MINUTE,
        cut in (0_usize..200, 0_usize..200),
    ) {
        let times = rows(step, phase, 200);
        prop_assert!(!has_gap(&times), "{:?}", Rhythm::of(&times));
        let (from, to) = (times[cut.0.min(cut.1)], times[cut.0.max(cut.1)]);
        if let Some(covered) = coverage(&times, from, to, times[199]) {
            prop_assert!(covered > 0.85, "{}", covered);
        }
    }
}
