use lotus::chart::{BAND, Class, GAIN, HEADROOM, Series, Span, robust_bound};
use proptest::prelude::*;

use crate::histories::histories;

const ALL: Span = Span {
    from_ms: 0,
    to_ms: i64::MAX,
};

fn bound(values: &[f32]) -> Option<f64> {
    let times: Vec<_> = (0..values.len() as i64).collect();
    robust_bound(&[Series::new(&times, values, &[])], ALL)
}

fn noisy(level: f32, count: usize) -> Vec<f32> {
    let wave = |index: usize| (index as f32 * 1.7).sin() * level * 0.05;
    (0..count).map(|index| level + wave(index)).collect()
}

#[test]
fn a_spike_is_clipped_and_the_normal_band_stays() {
    let mut values = noisy(34.0, 1000);
    values[500] = 900.0;
    let bound = bound(&values).unwrap();
    assert!((36.0..80.0).contains(&bound), "{bound}");
}

#[test]
fn nothing_is_clipped_without_outliers() {
    assert_eq!(bound(&noisy(34.0, 1000)), None);
    assert_eq!(bound(&[0.0; 50]), None);
    assert_eq!(bound(&[12.0]), None);
    assert_eq!(bound(&[]), None);
    // Somewhat higher is no outlier.
    let mut values = noisy(34.0, 1000);
    values[500] = 60.0;
    assert_eq!(bound(&values), None);
}

#[test]
fn a_level_that_lasts_is_no_peak() {
    let mut values = noisy(34.0, 1000);
    values[200..300].fill(220.0);
    assert_eq!(bound(&values), None);
}

#[test]
fn a_slow_series_among_fast_ones_is_not_clipped() {
    let fast = noisy(20.0, 500);
    let slow = noisy(300.0, 20);
    let times: Vec<_> = (0..500).collect();
    let mut all: Vec<_> = (0..8).map(|_| Series::new(&times, &fast, &[])).collect();
    all.push(Series::new(&times[..20], &slow, &[]));
    assert_eq!(robust_bound(&all, ALL), None);
}

#[test]
fn a_line_that_never_moves_keeps_room_above_it() {
    let mut values = vec![40.0; 300];
    values[7] = 900.0;
    let bound = bound(&values).unwrap();
    assert!(
        (40.0 * HEADROOM..42.0 * HEADROOM).contains(&bound),
        "{bound}"
    );
}

#[test]
fn only_what_is_visible_counts() {
    let mut values = noisy(34.0, 1000);
    values[500] = 900.0;
    let times: Vec<_> = (0..1000).collect();
    let series = [Series::new(&times, &values, &[])];
    assert!(robust_bound(&series, Span::new(400, 600)).is_some());
    assert_eq!(robust_bound(&series, Span::new(600, 900)), None);
}

proptest! {
    #[test]
    fn the_band_is_never_cut(history in histories()) {
        let Some(bound) = robust_bound(&[history.series()], ALL) else { return Ok(()) };
        let mut values: Vec<f32> = Vec::new();
        for (value, class) in history.values.iter().zip(&history.classes) {
            if *class != Class::Lost {
                values.push(*value);
            }
        }
        let shown = values.iter().filter(|value| f64::from(**value) <= bound).count();
        prop_assert!(shown as f64 >= BAND * values.len() as f64);
        let highest = values.iter().copied().fold(0.0, f32::max);
        prop_assert!(f64::from(highest) > bound * GAIN);
    }
}
