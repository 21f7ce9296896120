use lotus::chart::{
    Class, Clip, Ink, Overlay, Pointer, Row, Series, Span, View, nearest_time, overlay, readings,
    scene,
};
use proptest::prelude::*;

use crate::histories::{History, histories};
use crate::layout::{MINUTE, view};
use crate::viewer::with_viewer;

const ALL: Span = Span {
    from_ms: 0,
    to_ms: i64::MAX,
};

fn hovered(series: &[Series<'_>], at_ms: i64, pointer: Option<Pointer>) -> Overlay {
    with_viewer(|viewer| {
        let scene = scene(series, &view(Span::new(0, 20 * MINUTE)), viewer);
        overlay(&scene, series, at_ms, pointer, viewer)
    })
}

fn rows(overlay: &Overlay) -> Vec<(String, String)> {
    let rows = &overlay.panel.as_ref().unwrap().rows;
    let texts = |row: &Row| (row.name.text.clone(), row.value.text.clone());
    rows.iter().map(texts).collect()
}

const POINTER: Pointer = Pointer {
    x: 60,
    y: Some(80),
    reach: 12.0,
};

#[test]
fn the_crosshair_stands_at_the_nearest_sample_of_any_series() {
    let one = Series::new(&[0, 100, 200], &[1.0; 3], &[]);
    let two = Series::new(&[40, 140], &[1.0; 2], &[]);
    let nearest = |at_ms: i64| nearest_time(&[one, two], at_ms, ALL);
    assert_eq!(nearest(30), Some(40));
    assert_eq!(nearest(75), Some(100));
    assert_eq!(
        nearest(20),
        Some(0),
        "the earlier of two that are equally near"
    );
    assert_eq!(nearest(9_000), Some(200));
    assert_eq!(
        nearest_time(&[one, two], 9_000, Span::new(0, 150)),
        Some(140)
    );
    assert_eq!(nearest_time(&[one], 50, Span::new(10, 90)), None);
}

proptest! {
    #[test]
    fn it_agrees_with_looking_at_every_sample(
        a in histories(), b in histories(), at in 0..15_000_i64, from in 0..9_000_i64, length in 0..9_000_i64,
    ) {
        let span = Span::new(from, from + length);
        let series = [a.series(), b.series()];
        let all = a.times.iter().chain(&b.times).filter(|time| span.contains(**time));
        let nearest = all.min_by_key(|time| (time.abs_diff(at), **time)).copied();
        prop_assert_eq!(nearest_time(&series, at, span), nearest);
        let at = nearest.unwrap_or(at);
        for (reading, history) in readings(&series, at).iter().zip([&a, &b]) {
            let shared = history.times.iter().filter(|time| **time == at).count();
            prop_assert_eq!(reading.samples.len(), shared);
            for index in reading.samples.clone() {
                prop_assert_eq!(history.times[index], at);
            }
        }
    }

    #[test]
    fn the_panel_never_covers_the_pointer_and_never_leaves_the_plot(
        x in 0..420_i32, y in prop::option::of(0..210_i32), reach in 1.0..40.0, count in 1..30_usize,
        name in "[a-z ]{0,40}", ratio in 0.5..3.0, width in 200.0..500.0,
    ) {
        let values: Vec<_> = (0..count).map(|index| [index as f32 * 9.0]).collect();
        let series: Vec<_> = values.iter().enumerate().map(|(index, values)| {
            Series::new(&[MINUTE], values, &[]).named(&name).inked(Ink::of_index(index))
        }).collect();
        let pointer = Pointer {
            x: (f64::from(x) * ratio) as i32,
            y: y.map(|y| (f64::from(y) * ratio) as i32),
            reach,
        };
        let (frame, overlay) = with_viewer(|viewer| {
            let view = View { width, ratio, ..view(Span::new(0, 2 * MINUTE)) };
            let scene = scene(&series, &view, viewer);
            (scene.frame, overlay(&scene, &series, MINUTE, Some(pointer), viewer))
        });
        if let Some(panel) = &overlay.panel {
            let plot = frame.plot;
            prop_assert!(plot.left <= panel.area.left && panel.area.right <= plot.right);
            prop_assert!(plot.top <= panel.area.top && panel.area.bottom <= plot.bottom);
            let x = pointer.x.clamp(plot.left, plot.right - 1);
            prop_assert!(pointer.y.is_none_or(|y| !panel.area.contains((x, y))), "{panel:?}");
            for row in &panel.rows {
                // Names end before values begin.
                let of = |text: &str| text.chars().count() as f64 * 6.0 * ratio;
                let end = f64::from(row.name.at.0) + of(&row.name.text);
                let start = f64::from(row.value.at.0) - of(&row.value.text);
                prop_assert!(end <= start + 2.0, "{row:?}");
                prop_assert!(panel.area.contains(row.value.at));
            }
            let shown = panel.rows.len();
            let more = panel.more.as_ref().map(|more| more.text.clone());
            let expected = (shown < count).then(|| format!("+{}", count - shown));
            prop_assert_eq!(more, expected);
        } else {
            prop_assert!(width < 400.0, "no room for {name:?} at {pointer:?}");
        }
    }
}

#[test]
fn rows_are_sorted_as_the_lines_lie_then_the_lost_then_the_silent() {
    let at = |value: f32, class: Class| History::of(&[(MINUTE, value, class)]);
    let low = at(20.0, Class::Normal);
    let high = at(90.0, Class::Normal);
    let lost = at(0.0, Class::Lost);
    let silent = History::of(&[(2 * MINUTE, 50.0, Class::Normal)]);
    let series = [
        silent.series().named("silent"),
        lost.series().named("lost"),
        low.series().named("low"),
        high.series().named("high"),
    ];
    let overlay = hovered(&series, MINUTE, Some(POINTER));
    let expected = [
        ("high", "90.0 ms"),
        ("low", "20.0 ms"),
        ("lost", "lost"),
        ("silent", "–"),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(rows(&overlay), expected);
    assert_eq!(overlay.dots.len(), 2);
}

#[test]
fn samples_that_share_a_minute_are_all_told() {
    let history = History::of(&[
        (MINUTE, 31.0, Class::Normal),
        (MINUTE, 0.0, Class::Lost),
        (MINUTE, 15.5, Class::Estimated),
        (MINUTE, 1000.0, Class::AtCap),
    ]);
    let overlay = hovered(&[history.series().named("a")], MINUTE, Some(POINTER));
    let values: Vec<_> = rows(&overlay).into_iter().map(|row| row.1).collect();
    assert_eq!(
        values,
        ["≥ 1000 ms", "31.0 ms", "15.5 ms (estimated loss)", "lost"]
    );
    assert_eq!(overlay.dots.len(), 3);
    assert!(overlay.dots[0].is_solid && !overlay.dots[1].is_solid && !overlay.dots[2].is_solid);
}

#[test]
fn a_clipped_value_is_told_as_it_is() {
    let history = History::of(&[
        (0, 30.0, Class::Normal),
        (MINUTE, 900.0, Class::Normal),
        (2 * MINUTE, 30.0, Class::Normal),
    ]);
    let series = [history.series().named("a")];
    let overlay = with_viewer(|viewer| {
        let view = View {
            clip: Clip::Cap(50.0),
            ..view(Span::new(0, 2 * MINUTE))
        };
        let scene = scene(&series, &view, viewer);
        assert_eq!(scene.frame.y(900.0), scene.frame.plot.top);
        overlay(&scene, &series, MINUTE, Some(POINTER), viewer)
    });
    assert_eq!(rows(&overlay), [("a".to_owned(), "900.0 ms".to_owned())]);
    assert_eq!(overlay.dots[0].at.1, overlay.line[0].1);
}

#[test]
fn a_crosshair_that_follows_another_has_no_panel() {
    let history = History::of(&[(MINUTE, 30.0, Class::Normal)]);
    let overlay = hovered(&[history.series()], MINUTE, None);
    assert!(overlay.panel.is_none());
    assert_eq!(overlay.dots.len(), 1);
}

#[test]
fn where_neither_side_has_room_the_panel_stands_above_or_below() {
    let history = History::of(&[(10 * MINUTE, 15.5, Class::Estimated)]);
    let series = [history.series().named("Guangzhou Unicom")];
    with_viewer(|viewer| {
        let view = View {
            width: 260.0,
            ..view(Span::new(0, 20 * MINUTE))
        };
        let scene = scene(&series, &view, viewer);
        for y in [40, 150] {
            let pointer = Pointer {
                x: scene.frame.x(10 * MINUTE),
                y: Some(y),
                reach: 12.0,
            };
            let overlay = overlay(&scene, &series, 10 * MINUTE, Some(pointer), viewer);
            let area = overlay.panel.unwrap().area;
            assert!(area.left < pointer.x && pointer.x < area.right);
            assert!(area.bottom <= y - 12 || area.top > y + 12, "{area:?}");
        }
    });
}

#[test]
fn a_value_that_is_none_has_no_dot_and_is_said() {
    let values = [4.0, f32::NAN, f32::NAN];
    let one = Series::new(&[0, 0, MINUTE], &values, &[]).named("one");
    let two = Series::new(&[0, MINUTE], &[1.0, 2.0], &[]).named("two");
    // Where the value and the break that follows it share a time, the value is told once.
    let at_value = hovered(&[one, two], 0, Some(POINTER));
    assert_eq!(at_value.dots.len(), 2);
    assert_eq!(rows(&at_value).len(), 2);
    let at_none = hovered(&[one, two], MINUTE, Some(POINTER));
    assert_eq!(at_none.dots.len(), 1);
    let said = rows(&at_none);
    assert_eq!(said.len(), 2);
    assert_eq!(said[1].0, "one");
    let nothing = with_viewer(|viewer| viewer.labels.no_reading());
    assert_eq!(said[1].1, nothing);
}
