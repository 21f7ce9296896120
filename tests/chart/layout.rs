//! Where things stand in a scene.

use lotus::chart::{
    Chrome, Class, Clip, Ink, MarkKind, Point, Scene, Series, Span, ValueAxis, View, scene,
};
use proptest::prelude::*;

use crate::histories::{History, day, histories};
use crate::viewer::with_viewer;

pub(crate) const MINUTE: i64 = 60_000;

/// A view of latencies: 400 × 200 CSS pixels, an axis from nothing.
pub(crate) fn view(span: Span) -> View {
    View {
        width: 400.0,
        height: 200.0,
        ratio: 1.0,
        span,
        clip: Clip::Off,
        axis: ValueAxis {
            low: Some(0.0),
            ..ValueAxis::default()
        },
        chrome: Chrome::Full,
        has_fill: false,
        gutter: 0.0,
    }
}

fn drawn(series: &[Series<'_>], view: &View) -> Scene {
    with_viewer(|viewer| scene(series, view, viewer))
}

fn points(scene: &Scene) -> Vec<Point> {
    let lines = scene.series.iter().flat_map(|one| one.lines.pieces());
    lines.flatten().copied().collect()
}

fn texts(scene: &Scene) -> Vec<&str> {
    scene.texts.iter().map(|text| text.text.as_str()).collect()
}

fn marks(scene: &Scene, kind: MarkKind) -> usize {
    let marks = scene.series.iter().flat_map(|one| &one.marks);
    marks.filter(|mark| mark.kind == kind).count()
}

#[test]
fn the_unit_stands_once_above_and_values_beside() {
    let history = day(1, 34.0);
    let scene = drawn(&[history.series()], &view(Span::new(0, 1439 * MINUTE)));
    let texts = texts(&scene);
    assert_eq!(texts.iter().filter(|text| **text == "ms").count(), 1);
    assert_eq!(texts[..3], ["0", "500", "1000"]);
    assert!(texts.contains(&"12:00"), "{texts:?}");
    for text in &scene.texts {
        assert!(!scene.frame.plot.contains(text.at), "{text:?}");
    }
}

#[test]
fn clipping_cuts_the_axis_and_marks_each_peak() {
    let mut values = vec![34.0_f32; 200];
    values[50] = 900.0;
    values[120] = 500.0;
    let times: Vec<_> = (0..200).map(|minute| minute * MINUTE).collect();
    let series = [Series::new(&times, &values, &[])];
    let all = view(Span::new(0, 199 * MINUTE));
    let whole = drawn(&series, &all);
    assert!(!whole.is_clipped);
    assert!(whole.frame.value.high >= 900.0);
    assert_eq!(marks(&whole, MarkKind::Clipped), 0);

    let automatic = drawn(
        &series,
        &View {
            clip: Clip::Automatic,
            ..all
        },
    );
    assert!(automatic.is_clipped);
    assert!(automatic.frame.value.high < 100.0);
    assert_eq!(marks(&automatic, MarkKind::Clipped), 2);
    let top = automatic.frame.plot.top;
    assert_eq!(
        points(&automatic)
            .iter()
            .filter(|point| point.1 == top)
            .count(),
        2
    );

    let capped = drawn(
        &series,
        &View {
            clip: Clip::Cap(77.0),
            ..all
        },
    );
    assert_eq!(capped.frame.value.high, 77.0);
    assert_eq!(marks(&capped, MarkKind::Clipped), 2);
    let above = drawn(
        &series,
        &View {
            clip: Clip::Cap(2000.0),
            ..all
        },
    );
    assert_eq!(above.frame.value.high, whole.frame.value.high);
    assert!(!above.is_clipped);
}

#[test]
fn a_loss_stands_in_the_band_below_the_lines_in_the_row_of_its_series() {
    let one = [(0, 30.0, Class::Normal), (MINUTE, 0.0, Class::Lost)];
    let two = [(0, 30.0, Class::Normal), (MINUTE, 1000.0, Class::AtCap)];
    let (one, two) = (History::of(&one), History::of(&two));
    let series = [one.series(), two.series()];
    let scene = drawn(&series, &view(Span::new(0, 2 * MINUTE)));
    let (lost, at_cap) = (scene.series[0].marks[0], scene.series[1].marks[0]);
    assert_eq!((lost.kind, at_cap.kind), (MarkKind::Lost, MarkKind::AtCap));
    assert!(scene.frame.band.top <= lost.area.top);
    assert!(lost.area.bottom <= at_cap.area.top);
    assert!(at_cap.area.bottom <= scene.frame.band.bottom);
    let middle = i32::midpoint(lost.area.left, lost.area.right);
    assert!((middle - scene.frame.x(MINUTE)).abs() <= 1);
}

#[test]
fn losses_side_by_side_become_one_stroke() {
    let times: Vec<_> = (0..2000).map(|second| second * 1_000).collect();
    let series = Series::new(&times, &[0.0; 2000], &[Class::Lost; 2000]);
    let scene = drawn(&[series], &view(series.extent().unwrap()));
    let shape = &scene.series[0];
    assert_eq!((shape.marks.len(), shape.samples), (1, 2000));
    let area = shape.marks[0].area;
    assert_eq!(
        (area.left, area.right),
        (scene.frame.plot.left, scene.frame.plot.right)
    );
    assert!(shape.lines.is_empty() && shape.dots.is_empty());
}

#[test]
fn one_sample_alone_is_a_dot() {
    let history = History::of(&[(5 * MINUTE, 34.0, Class::Normal)]);
    let scene = drawn(&[history.series()], &view(Span::new(0, 10 * MINUTE)));
    let shape = &scene.series[0];
    assert_eq!(
        shape.dots,
        [(scene.frame.x(5 * MINUTE), scene.frame.y(34.0))]
    );
    assert!(shape.lines.is_empty());
    // Also where it is all that the range holds.
    let scene = drawn(
        &[history.series()],
        &view(Span::new(5 * MINUTE, 5 * MINUTE)),
    );
    assert_eq!(scene.series[0].dots.len(), 1);
}

#[test]
fn the_line_enters_and_leaves_at_the_edges() {
    let times = [0, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE];
    let series = [Series::new(&times, &[10.0, 20.0, 30.0, 40.0], &[])];
    let scene = drawn(&series, &view(Span::new(5 * MINUTE, 25 * MINUTE)));
    let points = points(&scene);
    let plot = scene.frame.plot;
    assert_eq!(points[0], (plot.left, scene.frame.y(15.0)));
    let last = points[points.len() - 1];
    assert_eq!(last.0, plot.right - 1);
    assert!((last.1 - scene.frame.y(35.0)).abs() <= 1);
    // Between two samples the line crosses the plot, and the axis holds it.
    let between = drawn(&series, &view(Span::new(21 * MINUTE, 22 * MINUTE)));
    assert_eq!(between.series[0].lines.pieces().count(), 1);
    assert!(between.frame.value.high >= 32.0);
}

#[test]
fn a_gap_is_empty() {
    let times: Vec<_> = (0..60).filter(|at| !(20..40).contains(at)).collect();
    let times: Vec<_> = times.iter().map(|at| at * MINUTE).collect();
    let values: Vec<_> = times.iter().map(|at| (at / MINUTE) as f32).collect();
    let series = Series::new(&times, &values, &[]);
    let all = view(Span::new(0, 59 * MINUTE));
    let scene = drawn(&[series.broken_after(2 * MINUTE)], &all);
    let (from, to) = (scene.frame.x(19 * MINUTE), scene.frame.x(40 * MINUTE));
    for piece in scene.series[0].lines.pieces() {
        let is_left = piece.iter().all(|point| point.0 <= from);
        let is_right = piece.iter().all(|point| point.0 >= to);
        assert!(is_left || is_right, "{piece:?}");
    }
    assert_eq!(scene.series[0].lines.pieces().count(), 2);
}

#[test]
fn a_dashed_line_has_spaces_but_keeps_its_peaks() {
    let times: Vec<_> = (0..200).map(|minute| minute * MINUTE).collect();
    let mut values = vec![20.0_f32; 200];
    for peak in (10..200).step_by(7) {
        values[peak] = 90.0;
    }
    let series = [Series::new(&times, &values, &[]).inked(Ink::of_index(7))];
    let scene = drawn(&series, &view(Span::new(0, 199 * MINUTE)));
    assert!(scene.series[0].lines.pieces().count() > 15);
    let drawn = points(&scene);
    for peak in (10..200).step_by(7) {
        let place = (scene.frame.x(peak * MINUTE), scene.frame.y(90.0));
        assert!(drawn.contains(&place), "{peak}");
    }
    // A piece shorter than a space is drawn.
    let history = History::of(&[
        (13 * MINUTE / 10, 20.0, Class::Normal),
        (14 * MINUTE / 10, 20.0, Class::Normal),
    ]);
    for shift in 0..40 {
        let span = Span::new(-shift * MINUTE / 10, 40 * MINUTE - shift * MINUTE / 10);
        let scene = drawn_dashed(&history, span);
        let shape = &scene.series[0];
        assert!(!shape.lines.is_empty() || !shape.dots.is_empty(), "{shift}");
    }
}

fn drawn_dashed(history: &History, span: Span) -> Scene {
    drawn(&[history.series().inked(Ink::of_index(6))], &view(span))
}

#[test]
fn an_axis_of_shares_goes_to_a_hundred_and_tells_more() {
    let share = ValueAxis {
        low: Some(0.0),
        high: Some(100.0),
        ..ValueAxis::default()
    };
    let draw = |value: f32| {
        let values = [value, value];
        let series = Series::new(&[0, MINUTE], &values, &[]);
        drawn(
            &[series],
            &View {
                axis: share,
                ..view(Span::new(0, MINUTE))
            },
        )
    };
    assert_eq!(draw(3.0).frame.value.high, 100.0);
    assert!(draw(104.0).frame.value.high >= 104.0);
}

#[test]
fn a_temperature_that_never_changes_has_room_on_both_sides() {
    let series = Series::new(&[0, MINUTE], &[-4.0, -4.0], &[]);
    let free = View {
        axis: ValueAxis::default(),
        ..view(Span::new(0, MINUTE))
    };
    let scene = drawn(&[series], &free);
    assert!(scene.frame.value.low < -4.0 && scene.frame.value.high > -4.0);
    let y = scene.frame.y(-4.0);
    assert!(scene.frame.plot.top < y && y < scene.frame.plot.bottom - 1);
}

#[test]
fn charts_above_each_other_line_up() {
    let small = Series::new(&[0, MINUTE], &[1.0, 2.0], &[]);
    let large = Series::new(&[0, MINUTE], &[1e6, 2e6], &[]);
    let wide = View {
        gutter: 90.0,
        ..view(Span::new(0, MINUTE))
    };
    let (one, other) = (drawn(&[small], &wide), drawn(&[large], &wide));
    assert_eq!(one.frame.plot, other.frame.plot);
}

#[test]
fn nothing_to_draw_is_still_a_chart() {
    let scene = drawn(&[], &view(Span::new(0, MINUTE)));
    assert_eq!(texts(&scene)[0], "0.0");
    assert!(scene.series.is_empty());
}

#[test]
fn numbers_beyond_reason_draw_something() {
    for value in [f32::INFINITY, f32::MAX, 1e-30, -f32::MAX] {
        for low in [None, Some(0.0)] {
            let values = [1.0, value, 2.0];
            let series = Series::new(&[0, 1, 2], &values, &[]);
            let view = View {
                axis: ValueAxis {
                    low,
                    ..ValueAxis::default()
                },
                clip: Clip::Automatic,
                ..view(Span::new(0, 2))
            };
            let scene = drawn(&[series], &view);
            assert!(scene.frame.value.high > scene.frame.value.low);
            assert!(scene.texts.len() < 40);
            for point in points(&scene) {
                assert!(scene.frame.plot.contains(point), "{value} {point:?}");
            }
        }
    }
}

#[test]
fn a_mark_is_no_wider_than_the_plot() {
    let series = Series::new(&[0, 100], &[10.0, 10.0], &[Class::Normal, Class::AtCap]);
    for width in 60..80 {
        let view = View {
            width: f64::from(width),
            height: 277.0,
            ratio: 3.18,
            ..view(Span::new(0, 100))
        };
        let scene = drawn(&[series], &view);
        for mark in &scene.series[0].marks {
            assert!(mark.area.left >= scene.frame.plot.left, "{width}");
            assert!(mark.area.right <= scene.frame.plot.right, "{width}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_drawn_stays_in_its_place(
        history in histories(), from in 0..9_000_i64, length in 0..9_000_i64,
        width in 0.0..900.0, height in 0.0..500.0, ratio in 0.5..4.0, index in 0..12_usize,
        is_strip: bool, is_automatic: bool,
    ) {
        let series = [history.series().inked(Ink::of_index(index)).broken_after(200)];
        let view = View {
            width, height, ratio,
            clip: if is_automatic { Clip::Automatic } else { Clip::Cap(80.0) },
            chrome: if is_strip { Chrome::Strip } else { Chrome::Full },
            has_fill: true,
            ..view(Span::new(from, from + length))
        };
        let scene = drawn(&series, &view);
        let frame = scene.frame;
        prop_assert!(frame.plot.right <= scene.width as i32);
        prop_assert!(frame.band.bottom <= scene.height as i32);
        for point in points(&scene) {
            prop_assert!(frame.plot.contains(point), "{point:?} {:?}", frame.plot);
        }
        let shape = &scene.series[0];
        for mark in &shape.marks {
            let is_foot = matches!(mark.kind, MarkKind::Lost | MarkKind::AtCap);
            if is_foot && frame.plot.width() > 20 {
                prop_assert!(mark.area.top >= frame.band.top);
                prop_assert!(mark.area.bottom <= frame.band.bottom);
                prop_assert!(mark.area.left >= frame.plot.left);
                prop_assert!(mark.area.right <= frame.plot.right);
            }
        }
        // Every visible loss lies under a mark.
        if frame.plot.width() > 20 {
            for (at, class) in history.times.iter().zip(&history.classes) {
                if *class == Class::Lost && view.span.contains(*at) {
                    let x = frame.x(*at);
                    let covers = |mark: &&lotus::chart::Mark| {
                        mark.kind == MarkKind::Lost
                            && (mark.area.left..mark.area.right).contains(&x)
                    };
                    prop_assert!(shape.marks.iter().any(|mark| covers(&mark)));
                }
            }
        }
    }
}
