//! The loss rule on constructed histories: what is lost, at the cap, and probably lost in part.

use lotus::domain::loss::SampleClass::{self, Answered, AtCap, Lost, Partial};
use lotus::domain::loss::classify;
use lotus::domain::rhythm::Rhythm;
use lotus::domain::rules::MonitorRules;
use proptest::prelude::*;

const MINUTE: i64 = 60_000;
const NOWHERE: [usize; 0] = [];

fn minutes(count: usize) -> Vec<i64> {
    let minutes = (0_i64..).map(|minute| minute * MINUTE);
    minutes.take(count).collect()
}

fn judged_at(times: &[i64], values: &[f32], rules: &MonitorRules) -> Vec<SampleClass> {
    classify(times, values, Rhythm::of(times).gap_after_ms, rules)
}

fn judged(values: &[f32]) -> Vec<SampleClass> {
    judged_at(&minutes(values.len()), values, &MonitorRules::V0)
}

/// Where samples are flagged as lost in part, a sample a minute.
fn flagged(values: &[f32]) -> Vec<usize> {
    places(&judged(values), Partial)
}

fn places(classes: &[SampleClass], wanted: SampleClass) -> Vec<usize> {
    let found = classes.iter().enumerate();
    found
        .filter(|(_, class)| **class == wanted)
        .map(|(place, _)| place)
        .collect()
}

/// Numbers from 0 to 1 that are the same in each run.
fn chance(count: usize) -> Vec<f32> {
    let mut state = 0x2545_f491_u32;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        (state >> 8) as f32 / (1 << 24) as f32
    };
    (0..count).map(|_| next()).collect()
}

/// A line around 80 ms that varies by a few.
fn clean(count: usize) -> Vec<f32> {
    let chance = chance(count);
    chance.iter().map(|chance| 78.0 + chance * 6.0).collect()
}

#[test]
fn zero_is_lost_and_the_cap_is_reached_at_the_cap() {
    let values = [0.0, 0.001, 999.999_94, 1000.0, 1000.1];
    assert_eq!(judged(&values), [Lost, Answered, Answered, AtCap, AtCap]);
    let rules = MonitorRules {
        latency_cap_ms: 300.0,
        ..MonitorRules::V0
    };
    let classes = judged_at(&minutes(3), &[299.9, 300.0, 0.0], &rules);
    assert_eq!(classes, [Answered, AtCap, Lost]);
}

#[test]
fn a_clean_line_has_nothing_to_flag() {
    assert_eq!(flagged(&clean(1_440)), NOWHERE);
    assert_eq!(flagged(&[20.0; 500]), NOWHERE);
}

#[test]
fn a_single_half_is_flagged() {
    let mut values = clean(200);
    for (place, value) in [(50, 40.0), (90, 35.0), (130, 45.0)] {
        values[place] = value;
    }
    assert_eq!(flagged(&values), [50, 90, 130]);
}

#[test]
fn what_is_lower_but_no_half_is_left_alone() {
    for value in [10.0, 28.0, 54.0, 60.0, 160.0] {
        let mut values = clean(200);
        values[100] = value;
        assert_eq!(flagged(&values), NOWHERE, "{value}");
    }
}

#[test]
fn two_and_three_halves_in_a_row_are_flagged() {
    let mut values = clean(200);
    values[50..52].fill(41.0);
    values[100..103].fill(39.5);
    assert_eq!(flagged(&values), [50, 51, 100, 101, 102]);
}

#[test]
fn every_third_sample_at_half_is_flagged() {
    let mut values = clean(600);
    let halves: Vec<usize> = (5..590).step_by(3).collect();
    for place in &halves {
        values[*place] /= 2.0;
    }
    assert_eq!(flagged(&values), halves);
}

#[test]
fn halves_at_random_are_mostly_found_and_nothing_else_is() {
    let mut values = clean(1_440);
    let lost: Vec<usize> = places_below(&chance(1_440), 0.15);
    for place in &lost {
        values[*place] /= 2.0;
    }
    let found = flagged(&values);
    assert!(found.iter().all(|place| lost.contains(place)), "{found:?}");
    assert!(
        found.len() * 10 >= lost.len() * 9,
        "{} of {}",
        found.len(),
        lost.len()
    );
}

fn places_below(chance: &[f32], share: f32) -> Vec<usize> {
    let chance = chance.iter().enumerate();
    chance
        .filter(|(_, chance)| **chance < share)
        .map(|(place, _)| place)
        .collect()
}

#[test]
fn a_route_that_halves_the_latency_is_no_loss() {
    let mut values = clean(300);
    for value in &mut values[150..] {
        *value /= 2.0;
    }
    assert_eq!(flagged(&values), NOWHERE);
    values.reverse();
    assert_eq!(flagged(&values), NOWHERE, "nor one that doubles it");
    for shorter in [4, 5, 6, 7, 8, 12, 30] {
        let mut values = clean(300);
        for value in &mut values[150..150 + shorter] {
            *value /= 2.0;
        }
        assert_eq!(flagged(&values), NOWHERE, "for {shorter} minutes");
    }
}

#[test]
fn a_shift_that_has_just_happened_is_not_judged_yet() {
    for after in 1..4 {
        let mut values = clean(100);
        let end = values.len();
        for value in &mut values[end - after..] {
            *value /= 2.0;
        }
        assert_eq!(flagged(&values), NOWHERE, "{after} samples ago");
    }
}

#[test]
fn a_half_after_a_shift_is_judged_by_the_new_level() {
    let mut values = clean(400);
    for value in &mut values[200..] {
        *value *= 2.0;
    }
    values[330] = 80.0;
    assert_eq!(flagged(&values), [330]);
}

#[test]
fn a_gradual_drift_is_no_loss() {
    let drift: Vec<f32> = (0..600).map(|minute| 200.0 - minute as f32 * 0.3).collect();
    assert_eq!(flagged(&drift), NOWHERE);
    let mut evening: Vec<f32> = drift.clone();
    evening.extend(drift.iter().rev());
    assert_eq!(flagged(&evening), NOWHERE);
    evening[300] /= 2.0;
    assert_eq!(flagged(&evening), [300], "a half on a slope is still one");
}

#[test]
fn where_half_the_level_is_ordinary_nothing_is_flagged() {
    let chance = chance(1_440);
    let bimodal = chance
        .iter()
        .map(|chance| if *chance < 0.5 { 80.0 } else { 40.0 });
    assert_eq!(flagged(&bimodal.collect::<Vec<f32>>()), NOWHERE);
    let alternating = (0..400).map(|minute| if minute % 2 == 0 { 80.0 } else { 40.0 });
    assert_eq!(flagged(&alternating.collect::<Vec<f32>>()), NOWHERE);
    let noisy = chance.iter().map(|chance| 20.0 + chance * 180.0);
    assert_eq!(flagged(&noisy.collect::<Vec<f32>>()), NOWHERE);
    let wide = chance.iter().map(|chance| 60.0 + chance * 80.0);
    assert_eq!(flagged(&wide.collect::<Vec<f32>>()), NOWHERE);
}

#[test]
fn tiny_latencies_are_noise() {
    let mut values = vec![0.4; 200];
    values[100] = 0.2;
    assert_eq!(flagged(&values), NOWHERE);
    let mut values = vec![1.8; 200];
    values[100] = 0.9;
    assert_eq!(flagged(&values), NOWHERE);
    let mut values = vec![4.0; 200];
    values[100] = 2.0;
    assert_eq!(flagged(&values), [100]);
}

#[test]
fn a_line_that_never_answers_is_lost_and_nothing_else() {
    assert_eq!(judged(&[0.0; 300]), [Lost; 300]);
}

#[test]
fn lost_neighbours_are_passed_over() {
    let mut values = clean(200);
    values[98..104].fill(0.0);
    values[104] = 40.0;
    values[105..110].fill(0.0);
    let classes = judged(&values);
    assert_eq!(places(&classes, Partial), [104]);
    assert_eq!(places(&classes, Lost).len(), 11);
}

#[test]
fn the_first_and_the_last_samples_are_never_flagged() {
    for place in [0, 1, 2, 97, 98, 99] {
        let mut values = clean(100);
        values[place] /= 2.0;
        assert_eq!(flagged(&values), NOWHERE, "{place}");
    }
    for place in [3, 96] {
        let mut values = clean(100);
        values[place] /= 2.0;
        assert_eq!(flagged(&values), [place]);
    }
}

#[test]
fn few_samples_and_none_are_judged_by_themselves() {
    assert_eq!(judged(&[]), []);
    assert_eq!(judged(&[40.0]), [Answered]);
    assert_eq!(judged(&[80.0, 40.0, 80.0]), [Answered; 3]);
    assert_eq!(flagged(&[80.0, 80.0, 80.0, 40.0, 80.0, 80.0, 80.0]), [3]);
}

#[test]
fn nothing_is_guessed_across_a_gap() {
    let mut values = clean(100);
    values[50] /= 2.0;
    let mut times = minutes(100);
    for at in &mut times[51..] {
        *at += 30 * MINUTE;
    }
    let classes = judged_at(&times, &values, &MonitorRules::V0);
    assert_eq!(places(&classes, Partial), NOWHERE);
    values[80] /= 2.0;
    let classes = judged_at(&times, &values, &MonitorRules::V0);
    assert_eq!(places(&classes, Partial), [80]);
}

#[test]
fn a_line_at_the_cap_has_no_level() {
    let mut values = vec![1000.0; 200];
    values[100] = 500.0;
    assert_eq!(flagged(&values), NOWHERE);
    let mut values = clean(200);
    values[98] = 1000.0;
    values[100] = 40.0;
    values[101] = 1000.0;
    let classes = judged(&values);
    assert_eq!(places(&classes, AtCap), [98, 101]);
    assert_eq!(places(&classes, Partial), [100], "slow moments beside it");
}

#[test]
fn the_number_of_probes_makes_the_fractions() {
    let of_probes = |probes_per_sample, value| {
        let rules = MonitorRules {
            probes_per_sample,
            ..MonitorRules::V0
        };
        let mut values = [90.0; 100];
        values[50] = value;
        let classes = judged_at(&minutes(100), &values, &rules);
        places(&classes, Partial) == [50]
    };
    for (probes, value, expected) in [
        (0, 45.0, false),
        (1, 45.0, false),
        (2, 45.0, true),
        (2, 60.0, false),
        (3, 60.0, true),
        (3, 30.0, true),
        (3, 45.0, false),
        (4, 67.0, true),
        (4, 45.0, true),
        (5, 72.0, true),
        (6, 75.0, false),
    ] {
        assert_eq!(of_probes(probes, value), expected, "{value} of {probes}");
    }
}

#[test]
fn without_the_estimate_nothing_else_changes() {
    for class in [Answered, Lost, AtCap] {
        assert_eq!(class.without_estimate(), class);
    }
    assert_eq!(Partial.without_estimate(), Answered);
}

fn values() -> impl Strategy<Value = f32> {
    prop_oneof![
        Just(0.0),
        Just(40.0),
        Just(80.0),
        Just(1000.0),
        0.0_f32..1500.0
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// The estimate only ever divides the answered: what is lost or at the cap is told as it came,
    /// whatever stands around it.
    #[test]
    fn loss_comes_from_the_wire_alone(
        samples in proptest::collection::vec((0_i64..4, values()), 0..300),
    ) {
        let mut at = 0;
        let times: Vec<i64> = samples.iter().map(|(pause, _)| { at += pause * MINUTE; at }).collect();
        let values: Vec<f32> = samples.iter().map(|(_, value)| *value).collect();
        let classes = judged_at(&times, &values, &MonitorRules::V0);
        prop_assert_eq!(classes.len(), values.len());
        for (class, value) in classes.iter().zip(&values) {
            let expected = match *value {
                0.0 => Lost,
                value if value >= 1000.0 => AtCap,
                _ => Answered,
            };
            prop_assert_eq!(class.without_estimate(), expected);
        }
    }

    /// No level, and no scale of it, is a habit of a steady line's one slow or fast sample.
    #[test]
    fn a_half_is_found_at_any_level(level in 4.0_f32..900.0, place in 3_usize..97) {
        let mut values = vec![level; 100];
        values[place] = level / 2.0;
        prop_assert_eq!(flagged(&values), [place]);
    }
}
