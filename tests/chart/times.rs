use lotus::chart::{Span, TimeTick, time_ticks};
use proptest::prelude::*;

use crate::viewer::{DAY, HOUR, in_zone, with_viewer};

const MINUTE: i64 = 60_000;
/// 2026-03-29T01:00Z and 2026-10-25T01:00Z, when clocks change in Berlin.
const SPRING: i64 = 1_774_746_000_000;
const AUTUMN: i64 = 1_792_890_000_000;

fn berlin(at_ms: i64) -> i64 {
    if (SPRING..AUTUMN).contains(&at_ms) {
        2 * HOUR
    } else {
        HOUR
    }
}

/// A zone whose clocks go from midnight to one: that day has no midnight.
fn without_midnight(at_ms: i64) -> i64 {
    if at_ms >= SPRING { 0 } else { -HOUR }
}

/// A zone whose change is half an hour.
fn half_an_hour(at_ms: i64) -> i64 {
    if at_ms >= AUTUMN {
        10 * HOUR + HOUR / 2
    } else {
        11 * HOUR
    }
}

fn ticks_in(zone: fn(i64) -> i64, span: Span, width: f64) -> Vec<TimeTick> {
    in_zone(&zone, |viewer| time_ticks(span, width, 12.0, 16.0, viewer))
}

fn texts(ticks: &[TimeTick]) -> Vec<&str> {
    ticks.iter().map(|tick| tick.text.as_str()).collect()
}

#[test]
fn a_day_is_labelled_in_hours_and_its_beginning_by_date() {
    let span = Span::new(20_000 * DAY + 9 * HOUR, 20_001 * DAY + 9 * HOUR);
    let ticks = with_viewer(|viewer| time_ticks(span, 480.0, 12.0, 16.0, viewer));
    assert_eq!(
        texts(&ticks),
        [
            "09:00",
            "12:00",
            "15:00",
            "18:00",
            "21:00",
            "day 20001",
            "03:00",
            "06:00",
            "09:00"
        ]
    );
    let begins: Vec<_> = ticks.iter().filter(|tick| tick.begins_day).collect();
    assert_eq!(begins.len(), 1);
    assert_eq!(begins[0].at_ms, 20_001 * DAY);
}

#[test]
fn seconds_are_labelled_when_they_are_visible() {
    let span = Span::new(20_000 * DAY + 5_000, 20_000 * DAY + 35_000);
    let ticks = with_viewer(|viewer| time_ticks(span, 400.0, 12.0, 16.0, viewer));
    assert_eq!(
        texts(&ticks),
        [
            "00:00:05", "00:00:10", "00:00:15", "00:00:20", "00:00:25", "00:00:30", "00:00:35"
        ]
    );
}

#[test]
fn times_are_round_in_the_viewers_zone() {
    // Kathmandu is 5:45 ahead.
    let kathmandu = |_: i64| 5 * HOUR + 45 * MINUTE;
    let span = Span::new(20_000 * DAY, 20_000 * DAY + 12 * HOUR);
    let ticks = in_zone(&kathmandu, |viewer| {
        time_ticks(span, 300.0, 12.0, 16.0, viewer)
    });
    assert_eq!(
        texts(&ticks),
        ["06:00", "08:00", "10:00", "12:00", "14:00", "16:00"]
    );
}

#[test]
fn the_night_of_spring_is_an_hour_shorter() {
    let span = Span::new(SPRING - 7 * HOUR, SPRING + 11 * HOUR);
    let ticks = ticks_in(berlin, span, 600.0);
    let day = (SPRING + HOUR).div_euclid(DAY);
    let day = format!("day {day}");
    assert_eq!(
        texts(&ticks),
        [
            "20:00", "22:00", &day, "04:00", "06:00", "08:00", "10:00", "12:00", "14:00"
        ]
    );
    assert_eq!(ticks[3].at_ms - ticks[2].at_ms, 3 * HOUR);
    let hours = ticks_in(
        berlin,
        Span::new(SPRING - 2 * HOUR, SPRING + 2 * HOUR),
        300.0,
    );
    assert_eq!(texts(&hours)[1..], ["01:00", "03:00", "04:00", "05:00"]);
}

#[test]
fn the_hour_that_comes_twice_is_labelled_twice() {
    let hours = ticks_in(
        berlin,
        Span::new(AUTUMN - 2 * HOUR, AUTUMN + 2 * HOUR),
        300.0,
    );
    assert_eq!(texts(&hours), ["01:00", "02:00", "02:00", "03:00", "04:00"]);
    let span = Span::new(AUTUMN - 30 * HOUR, AUTUMN + 30 * HOUR);
    for tick in ticks_in(berlin, span, 160.0) {
        assert!(tick.begins_day);
        assert_eq!((tick.at_ms + berlin(tick.at_ms)).rem_euclid(DAY), 0);
    }
}

#[test]
fn a_day_without_midnight_begins_when_it_begins() {
    let span = Span::new(SPRING - 3 * DAY, SPRING + 3 * DAY - 2 * HOUR);
    let ticks = ticks_in(without_midnight, span, 500.0);
    let days: Vec<_> = ticks.iter().filter(|tick| tick.begins_day).collect();
    assert_eq!(days.len(), 6, "{days:?}");
    assert!(days.iter().any(|tick| tick.at_ms == SPRING), "{days:?}");
}

#[test]
fn nothing_is_labelled_where_nothing_has_room() {
    with_viewer(|viewer| {
        let span = Span::new(0, DAY);
        assert_eq!(time_ticks(span, 0.0, 12.0, 16.0, viewer), Vec::new());
        assert_eq!(
            time_ticks(Span::new(5, 5), 900.0, 12.0, 16.0, viewer),
            Vec::new()
        );
        assert!(time_ticks(span, 20.0, 12.0, 16.0, viewer).len() <= 1);
    });
}

proptest! {
    #[test]
    fn labels_never_touch_and_times_are_round(
        around in -60 * DAY..60 * DAY, length in 1_000..40 * DAY, width in 50.0..2000.0,
        zone in prop::sample::select(vec![
            berlin as fn(i64) -> i64, without_midnight, half_an_hour,
        ]),
        is_spring: bool,
    ) {
        let from = if is_spring { SPRING } else { AUTUMN } + around;
        let span = Span::new(from, from + length);
        let ticks = ticks_in(zone, span, width);
        let x = |tick: &TimeTick| (tick.at_ms - from) as f64 / length as f64 * width;
        for two in ticks.windows(2) {
            let free = x(&two[1]) - x(&two[0]) - f64::midpoint(two[0].text_width, two[1].text_width);
            prop_assert!(free >= 15.9, "{two:?}");
            let day = |tick: &TimeTick| (tick.at_ms + zone(tick.at_ms)).div_euclid(DAY);
            prop_assert_eq!(two[1].begins_day, day(&two[0]) != day(&two[1]));
        }
        for tick in &ticks {
            prop_assert!(span.contains(tick.at_ms));
            let is_change = zone(tick.at_ms) != zone(tick.at_ms - 1);
            let second = (tick.at_ms + zone(tick.at_ms)).rem_euclid(1_000);
            prop_assert!(second == 0 || is_change, "{tick:?}");
        }
        // A wide axis is not left without labels.
        if width >= 400.0 && length >= 20_000 {
            prop_assert!(ticks.len() >= 2, "{span:?} {width}: {ticks:?}");
        }
    }
}
