//! What reaches a backend, call by call. `LOTUS_REWRITE=1 cargo test --test chart` writes the
//! expectations anew; look at the difference before it is committed.

use std::fmt::Write;
use std::path::Path;

use lotus::chart::{
    Chrome, Class, Clip, Ink, Overlay, Pointer, Scene, Series, Span, View, draw, draw_overlay,
    overlay, scene, svg,
};
use plotters::prelude::DrawingBackend;

use crate::histories::{History, day};
use crate::layout::{MINUTE, view};
use crate::recorder::{DAYLIGHT, NIGHT, Recorder};
use crate::viewer::with_viewer;

const EXPECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/chart/expected");

fn compare(name: &str, drawn: &str) {
    let path = Path::new(EXPECTED).join(name);
    if std::env::var_os("LOTUS_REWRITE").is_some() {
        std::fs::write(&path, drawn).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (index, (is, should)) in drawn.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, should, "{name}, line {}", index + 1);
    }
    assert_eq!(drawn.lines().count(), expected.lines().count(), "{name}");
}

/// The calls on a backend twice as fine as the scene, a line each.
fn calls(scene: &Scene) -> String {
    let mut recorder = Recorder::new((scene.width * 2, scene.height * 2));
    draw(scene, &DAYLIGHT, &mut recorder).unwrap();
    assert!(recorder.is_presented);
    recorder.calls.join("\n") + "\n"
}

fn overlay_calls(overlay: &Overlay) -> String {
    let mut recorder = Recorder::new((overlay.width * 2, overlay.height * 2));
    draw_overlay(overlay, &NIGHT, &mut recorder).unwrap();
    recorder.calls.join("\n") + "\n"
}

fn drawn(series: &[Series<'_>], view: &View) -> Scene {
    with_viewer(|viewer| scene(series, view, viewer))
}

/// Every kind of mark once, a gap, a lone sample, and two samples in one minute.
fn one_of_each() -> History {
    let at = |minute: i64, value: f32, class: Class| (minute * MINUTE, value, class);
    History::of(&[
        at(0, 30.0, Class::Normal),
        at(1, 34.0, Class::Normal),
        at(2, 0.0, Class::Lost),
        at(3, 31.0, Class::Normal),
        at(3, 45.0, Class::Normal),
        at(4, 16.0, Class::Estimated),
        at(5, 1000.0, Class::AtCap),
        at(6, 33.0, Class::Normal),
        at(12, 38.0, Class::Normal),
        at(18, 36.0, Class::Normal),
        at(19, 300.0, Class::Normal),
        at(20, 35.0, Class::Normal),
    ])
}

#[test]
fn one_series_with_every_mark() {
    let history = one_of_each();
    let series = [history.series().broken_after(2 * MINUTE)];
    let scene = drawn(
        &series,
        &View {
            clip: Clip::Cap(100.0),
            has_fill: true,
            ..view(Span::new(0, 20 * MINUTE))
        },
    );
    compare("every-mark.txt", &calls(&scene));
    let text = svg(&scene, &NIGHT, "Latency of \"a\" <&> b", "");
    compare("every-mark.svg", &text);
}

#[test]
fn a_day_of_three_monitors() {
    let histories = [day(2, 34.0), day(3, 41.0), day(4, 88.0)];
    let mut series: Vec<_> = histories.iter().map(History::series).collect();
    for (index, one) in series.iter_mut().enumerate() {
        *one = one.inked(Ink::of_index(index * 4)).broken_after(3 * MINUTE);
    }
    let view = View {
        clip: Clip::Automatic,
        ratio: 1.5,
        ..view(Span::new(0, 1439 * MINUTE))
    };
    compare("three-monitors.txt", &calls(&drawn(&series, &view)));
}

#[test]
fn a_strip_has_lines_and_losses_alone() {
    let history = day(2, 34.0);
    let series = [history.series().broken_after(3 * MINUTE)];
    let view = View {
        chrome: Chrome::Strip,
        width: 200.0,
        height: 40.0,
        ..view(Span::new(0, 1439 * MINUTE))
    };
    compare("strip.txt", &calls(&drawn(&series, &view)));
}

#[test]
fn a_crosshair_with_its_panel() {
    let histories = [one_of_each(), day(3, 41.0), day(4, 88.0)];
    let mut series: Vec<_> = histories.iter().map(History::series).collect();
    let names = ["Guangzhou Unicom", "東京", "a < b"];
    for (index, one) in series.iter_mut().enumerate() {
        *one = one.named(names[index]).inked(Ink::of_index(index * 4));
    }
    let mut text = String::new();
    for (minute, x, y) in [(3, 150, Some(60)), (5, 60, None), (19, 330, Some(10))] {
        let overlay = with_viewer(|viewer| {
            let scene = scene(&series, &view(Span::new(0, 20 * MINUTE)), viewer);
            let pointer = Pointer { x, y, reach: 12.0 };
            overlay(&scene, &series, minute * MINUTE, Some(pointer), viewer)
        });
        writeln!(text, "minute {minute}, pointer {x},{y:?}").unwrap();
        text.push_str(&overlay_calls(&overlay));
    }
    compare("crosshair.txt", &text);
}

#[test]
fn a_backend_that_fails_ends_the_drawing_with_its_error() {
    let history = day(1, 30.0);
    let scene = drawn(&[history.series()], &view(Span::new(0, 1439 * MINUTE)));
    let mut recorder = Recorder::new((scene.width, scene.height));
    recorder.endurance = 3;
    let error = draw(&scene, &DAYLIGHT, &mut recorder).unwrap_err();
    assert!(error.to_string().contains("worn out"));
    assert_eq!(recorder.calls.len(), 3);
    assert!(!recorder.is_presented);
}

#[test]
fn a_finer_backend_gets_the_same_places_at_its_own_scale() {
    let history = day(1, 30.0);
    let scene = drawn(&[history.series()], &view(Span::new(0, 1439 * MINUTE)));
    let call_on = |fineness: u32| {
        let mut recorder = Recorder::new((scene.width * fineness, scene.height * fineness));
        draw(&scene, &DAYLIGHT, &mut recorder).unwrap();
        recorder.calls
    };
    let (plain, fine) = (call_on(1), call_on(2));
    assert_eq!(plain.len(), fine.len());
    let is_line = |call: &&String| call.starts_with("path #e35e13");
    let first = |calls: &[String]| calls.iter().find(is_line).unwrap().clone();
    let place = |call: &str| {
        let mut words = call.split(": ").nth(1).unwrap().split([',', ' ']);
        let mut number = || words.next().unwrap().parse::<i32>().unwrap();
        (number(), number())
    };
    let (plain, fine) = (first(&plain), first(&fine));
    let (x, y) = place(&plain);
    assert_eq!(place(&fine), (2 * x + 1, 2 * y + 1));
    // A line of 1.5 pixels is two where there are no halves, and three halves where there are.
    assert!(plain.starts_with("path #e35e13 2:"), "{plain}");
    assert!(fine.starts_with("path #e35e13 3:"), "{fine}");
}

#[test]
fn a_file_is_well_formed_whatever_the_words_are() {
    let history = one_of_each();
    let scene = drawn(&[history.series()], &view(Span::new(0, 20 * MINUTE)));
    let text = svg(&scene, &DAYLIGHT, "a\u{0}<b>&\"\u{1f}c", "</desc>");
    assert!(text.contains("<title>a&lt;b&gt;&amp;&quot;c</title><desc>&lt;/desc&gt;</desc>"));
    assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""));
    assert!(text.trim_end().ends_with("</svg>"));
    assert_eq!(text.matches('<').count(), text.matches('>').count());
    let size = lotus::chart::Svg::new((3, 4)).get_size();
    assert_eq!(size, (3, 4));
}
