//! The cap that an answer proves.

use lotus::domain::latency_cap::Cap::{self, Above, Assumed, Found};
use lotus::domain::rules::MonitorRules;

fn cap(monitors: &[&[f32]]) -> Cap {
    Cap::of(monitors, &MonitorRules::V0)
}

#[test]
fn one_sample_above_the_default_proves_a_higher_cap() {
    let found = cap(&[&[182.4, 1_340.7, 1_752.1, 990.2, 1_999.9]]);
    assert_eq!(found, Above(f64::from(1_999.9_f32)));
    assert!(found.ms().is_infinite(), "no sample is at it");
    // Another monitor may be the one that proves it.
    assert_eq!(cap(&[&[30.1; 50], &[1_000.5]]), Above(1_000.5));
}

#[test]
fn three_at_exactly_the_highest_value_are_the_cap() {
    assert_eq!(cap(&[&[41.2, 300.0, 300.0, 43.0, 300.0]]), Found(300.0));
    assert_eq!(cap(&[&[41.2, 300.0, 300.0, 43.0]]), Assumed(1_000.0));
    // Of all monitors together.
    assert_eq!(
        cap(&[&[41.2, 300.0], &[300.0, 80.7], &[300.0]]),
        Found(300.0)
    );
    let high = cap(&[&[182.4, 2_000.0, 1_340.7, 2_000.0, 2_000.0]]);
    assert_eq!(high, Found(2_000.0));
    assert_eq!(
        cap(&[&[182.0, 2_000.0, 1_340.0, 2_000.0, 2_000.0]]),
        Found(2_000.0)
    );
    // One value above it, and it is none.
    assert_eq!(
        cap(&[&[41.2, 300.0, 300.0, 300.0, 301.3]]),
        Assumed(1_000.0)
    );
}

#[test]
fn what_is_measured_coarsely_repeats_by_chance() {
    for values in [
        &[1.0, 2.0, 2.0, 1.5, 2.0, 1.0][..],
        &[30.0, 31.0, 60.0, 60.0, 60.0, 30.5],
        // A line that always takes the same.
        &[41.2; 20],
        &[300.0; 20],
        // No whole number.
        &[41.2, 41.3, 300.25, 300.25, 300.25],
        // Nobody caps at the length of a local line.
        &[0.31, 0.42, 2.0, 2.0, 2.0],
    ] {
        assert_eq!(cap(&[values]), Assumed(1_000.0), "{values:?}");
    }
}

#[test]
fn the_default_is_assumed_where_nothing_speaks_against_it() {
    for values in [
        &[][..],
        &[0.0, 0.0],
        &[f32::NAN, f32::INFINITY],
        &[34.2, 35.1],
        &[34.2, 1_000.0, 1_000.0, 1_000.0, 1_000.0],
    ] {
        assert_eq!(cap(&[values]), Assumed(1_000.0), "{values:?}");
    }
}
