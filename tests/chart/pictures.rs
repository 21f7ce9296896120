//! Charts that stand alone: what they say beside their lines.

use lotus::chart::{
    Align, Caption, Ink, Rect, Scene, Series, Span, Text, View, picture, scene, svg,
};

use crate::histories::{History, day};
use crate::layout::{MINUTE, view};
use crate::recorder::DAYLIGHT;
use crate::viewer::with_viewer;

const CAPTION: Caption<'_> = Caption {
    title: "Hong Kong <1>",
    line: "Latency (ms) · day 0 00:00 – day 0 23:59 (UTC)",
};

/// As the export makes them, but smaller.
fn wide() -> View {
    View {
        width: 600.0,
        height: 300.0,
        ..view(Span::new(0, 1439 * MINUTE))
    }
}

fn drawn(histories: &[History], names: &[&str], view: &View) -> Scene {
    let series: Vec<Series<'_>> = histories.iter().map(History::series).collect();
    let inked = series.iter().enumerate().map(|(index, one)| {
        let ink = Ink::of_index(index);
        one.named(names[index]).inked(ink)
    });
    let series: Vec<_> = inked.collect();
    with_viewer(|viewer| picture(&series, view, CAPTION, viewer))
}

fn days(count: u64) -> Vec<History> {
    (1..=count).map(|seed| day(seed, 30.0)).collect()
}

fn entry<'a>(scene: &'a Scene, name: &str) -> &'a Text {
    let mut found = scene.texts.iter().filter(|text| text.text == name);
    let entry = found
        .next()
        .unwrap_or_else(|| panic!("{name}: {:?}", scene.texts));
    assert_eq!(found.next(), None, "{name} stands once");
    entry
}

/// Where a text of the viewer's letters lies, a line high.
fn area(scene: &Scene, text: &Text, size: i32) -> Rect {
    assert_eq!(text.align, Align::Start);
    let ratio = scene.frame.ratio as i32;
    let width = text.text.chars().count() as i32 * size / 2 * ratio;
    let (x, y) = text.at;
    Rect {
        left: x,
        top: y - size / 2 * ratio,
        right: x + width,
        bottom: y + size / 2 * ratio,
    }
}

fn overlap(one: Rect, other: Rect) -> bool {
    one.left < other.right
        && other.left < one.right
        && one.top < other.bottom
        && other.top < one.bottom
}

#[test]
fn each_series_stands_by_name_beside_a_piece_of_its_line() {
    let names = [
        "Guangzhou Unicom",
        "上海电信",
        "東京",
        "DNS #1",
        "DNS #2",
        "a < b",
        "Los Angeles",
        "x",
        "Frankfurt am Main",
        "Beijing Mobile",
        "London",
        "São Paulo",
    ];
    for ratio in [1.0, 2.0] {
        let scene = drawn(&days(12), &names, &View { ratio, ..wide() });
        let whole = Rect {
            left: 0,
            top: 0,
            right: scene.width as i32,
            bottom: scene.height as i32,
        };
        let (lines, swatches) = scene.series.split_at(12);
        assert_eq!(swatches.len(), 12);
        let mut taken = vec![area(&scene, scene.title.as_ref().unwrap(), 16)];
        taken.push(area(&scene, entry(&scene, CAPTION.line), 12));
        let mut rows = Vec::new();
        for ((name, line), swatch) in names.iter().zip(lines).zip(swatches) {
            let text = entry(&scene, name);
            assert!(!text.is_quiet);
            assert_eq!(swatch.ink, line.ink);
            let pieces: Vec<_> = swatch.lines.pieces().collect();
            assert_eq!(pieces.len(), 1 + usize::from(line.ink.dash > 0), "{name}");
            let points = pieces.concat();
            assert!(
                points
                    .iter()
                    .all(|(x, y)| *x < text.at.0 && *y == text.at.1)
            );
            let mut box_of = area(&scene, text, 12);
            box_of.left = points.iter().map(|(x, _)| *x).min().unwrap();
            assert!(box_of.top > scene.frame.band.bottom, "below the plot");
            rows.push(text.at.1);
            taken.push(box_of);
        }
        rows.dedup();
        assert!(rows.len() > 1 && rows.is_sorted(), "{rows:?}");
        for (index, one) in taken.iter().enumerate() {
            assert!(whole.contains((one.left, one.top)), "{one:?}");
            assert!(whole.contains((one.right - 1, one.bottom - 1)), "{one:?}");
            assert!(!overlap(*one, scene.frame.plot));
            for other in &taken[index + 1..] {
                assert!(!overlap(*one, *other), "{one:?} {other:?}");
            }
        }
    }
}

#[test]
fn the_plot_keeps_its_room_and_is_the_same_chart() {
    let histories = days(2);
    let few = drawn(&histories, &["one", "two"], &wide());
    assert_eq!((few.width, few.height), (600, 300));
    // Room for names is added where it would take too much of the plot's.
    let long = "a name that fills all of a row for itself and is cut at the end of it, as there is no more of it here";
    let many = drawn(&days(12), &[long; 12], &wide());
    assert!(many.height > 300);
    assert!(many.frame.band.bottom - many.frame.plot.top > 100);
    assert!(many.texts.iter().any(|text| text.text.ends_with('…')));

    let series: Vec<Series<'_>> = histories.iter().map(History::series).collect();
    let plain = with_viewer(|viewer| scene(&series, &wide(), viewer));
    assert_eq!(plain.title, None);
    assert_eq!(few.frame.time, plain.frame.time);
    assert_eq!(
        few.frame.value.high.to_bits(),
        plain.frame.value.high.to_bits()
    );
}

#[test]
fn a_file_says_all_of_it_and_no_name_is_markup() {
    let scene = drawn(&days(2), &["<b>&\"東京\"</b>", "DNS #2"], &wide());
    let text = svg(&scene, &DAYLIGHT, CAPTION.title, CAPTION.line);
    for words in [
        "<title>Hong Kong &lt;1&gt;</title>",
        "<desc>Latency (ms) · day 0 00:00 – day 0 23:59 (UTC)</desc>",
        ">Hong Kong &lt;1&gt;</text>",
        ">Latency (ms) · day 0 00:00 – day 0 23:59 (UTC)</text>",
        ">&lt;b&gt;&amp;&quot;東京&quot;&lt;/b&gt;</text>",
        ">DNS #2</text>",
    ] {
        assert_eq!(text.matches(words).count(), 1, "{words}");
    }
    let nothing = drawn(&[], &[], &wide());
    assert_eq!(nothing.series.len(), 0);
    assert_eq!(nothing.height, 300);
}
