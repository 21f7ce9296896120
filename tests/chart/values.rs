use lotus::chart::{Base, value_ticks};
use proptest::prelude::*;

fn values(low: f64, high: f64, wanted: f64) -> Vec<f64> {
    value_ticks(low, high, wanted, 0.0, Base::Decimal).values
}

#[test]
fn values_are_round() {
    assert_eq!(
        values(0.0, 100.0, 5.0),
        [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
    );
    assert_eq!(values(3.0, 97.0, 5.0), [20.0, 40.0, 60.0, 80.0]);
    assert_eq!(values(-7.0, 7.0, 3.0), [-5.0, 0.0, 5.0]);
    // 0.3 is the number that is written so, not three times a tenth.
    assert_eq!(values(0.0, 0.4, 4.0), [0.0, 0.1, 0.2, 0.3, 0.4]);
    assert_eq!(values(0.0, 0.003, 3.0), [0.0, 0.001, 0.002, 0.003]);
    assert_eq!(values(0.0, 3e9, 3.0), [0.0, 1e9, 2e9, 3e9]);
}

#[test]
fn bytes_are_round_in_their_own_units() {
    let mib = 1024.0 * 1024.0;
    let ticks = value_ticks(0.0, 1000.0 * mib, 4.0, 0.0, Base::Binary);
    assert_eq!(ticks.values, [0.0, 256.0 * mib, 512.0 * mib, 768.0 * mib]);
    assert_eq!(ticks.step, 256.0 * mib);
    let ticks = value_ticks(0.0, 8.0 * 1024.0 * mib, 4.0, 0.0, Base::Binary);
    assert_eq!(ticks.step, 2.0 * 1024.0 * mib);
}

#[test]
fn what_is_counted_has_no_half() {
    let ticks = value_ticks(0.0, 2.0, 8.0, 1.0, Base::Decimal);
    assert_eq!(ticks.values, [0.0, 1.0, 2.0]);
}

#[test]
fn an_axis_without_a_range_has_no_ticks() {
    for (low, high) in [
        (5.0, 5.0),
        (9.0, 1.0),
        (f64::NAN, 1.0),
        (0.0, f64::INFINITY),
    ] {
        assert_eq!(values(low, high, 5.0), Vec::<f64>::new());
    }
}

proptest! {
    #[test]
    fn as_many_as_wanted_and_all_within(
        away in -1e5..1e5_f64, exponent in -6..9_i32, mantissa in 1.0..10.0_f64, wanted in 2.0..20.0_f64,
        is_binary: bool,
    ) {
        let range = mantissa * 10_f64.powi(exponent);
        let base = if is_binary { Base::Binary } else { Base::Decimal };
        let (low, high) = (range * away, range * away + range);
        let ticks = value_ticks(low, high, wanted, 0.0, base);
        prop_assert!(ticks.values.len() as f64 <= wanted + 1.0);
        // The next finer round step is at least 2.5 times finer: no needlessly empty axis.
        prop_assert!(ticks.values.len() as f64 >= (wanted / 2.5 - 1.0).floor());
        let slack = range * 1e-6;
        for two in ticks.values.windows(2) {
            prop_assert!((two[1] - two[0] - ticks.step).abs() <= slack);
        }
        for value in &ticks.values {
            prop_assert!((low - slack..=high + slack).contains(value));
        }
    }
}
