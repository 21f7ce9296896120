//! A chart that stands alone: with a title, a line below it, and the names of its series.

use super::labels::{Measure, Viewer};
use super::overlay::cut;
use super::scale::px;
use super::scene::{Align, Chrome, Polylines, Scene, SeriesShape, TITLE, TYPE, Text, View, scene};
use super::series::Series;

/// What stands above a picture's plot.
#[derive(Clone, Copy, Debug)]
pub struct Caption<'a> {
    /// What the picture is of.
    pub title: &'a str,
    /// Which values it shows, of when.
    pub line: &'a str,
}

/// CSS pixels.
const EDGE: f64 = 12.0;
const TITLE_MIDDLE: f64 = 20.0;
const LINE_MIDDLE: f64 = 42.0;
const ABOVE: i32 = 54;
const ROW: i32 = 20;
/// From the times to the middle of the first row.
const FIRST_ROW: i32 = 14;
const SWATCH: f64 = 20.0;
const SPACE: f64 = 8.0;
/// Between one series and the next in a row: more than fonts differ in width.
const APART: f64 = 24.0;

/// Where a series' entry stands: its left edge and its row.
struct Place {
    left: f64,
    row: i32,
}

/// Lays out a chart with its caption above and its legend below. The plot takes the height that is
/// left, at least half of it: a picture of many series is higher than the view asks for.
pub fn picture(
    series: &[Series<'_>],
    view: &View,
    caption: Caption<'_>,
    viewer: Viewer<'_>,
) -> Scene {
    let room = view.width - 2.0 * EDGE;
    let cut_to = |text: &str, room: f64, size: f64| cut(text, room * TYPE / size, viewer.measure);
    let names: Vec<String> = series
        .iter()
        .map(|one| cut_to(one.name, room - SWATCH - SPACE, TYPE))
        .collect();
    let places = places(&names, room, viewer.measure);
    let rows = places.last().map_or(0, |place| place.row + 1);
    let below = rows * ROW + if rows > 0 { FIRST_ROW } else { 0 };
    let view = View {
        height: (view.height).max(f64::from(ABOVE + below) + view.height / 2.0),
        chrome: Chrome::Captioned {
            above: ABOVE,
            below,
        },
        ..*view
    };
    let mut scene = scene(series, &view, viewer);
    let css = |length: f64| px(length * view.ratio);
    let text = |left: f64, middle: f64, text: String, is_quiet: bool| Text {
        at: (css(left), css(middle)),
        align: Align::Start,
        text,
        is_quiet,
    };
    scene.title = Some(text(
        EDGE,
        TITLE_MIDDLE,
        cut_to(caption.title, room, TITLE),
        false,
    ));
    let line = cut_to(caption.line, room, TYPE);
    scene.texts.push(text(EDGE, LINE_MIDDLE, line, true));
    let first = view.height - f64::from(below - FIRST_ROW);
    for ((one, name), place) in series.iter().zip(names).zip(places) {
        let middle = first + f64::from(place.row * ROW);
        let (left, right) = (css(place.left), css(place.left + SWATCH));
        // A piece of the series' own line, drawn as that is.
        scene.series.push(SeriesShape {
            ink: one.ink,
            lines: Polylines::level(left, right, css(middle), one.ink, view.ratio),
            ..SeriesShape::default()
        });
        let after = place.left + SWATCH + SPACE;
        scene.texts.push(text(after, middle, name, false));
    }
    scene
}

/// One after the other, in as many rows as they need.
fn places(names: &[String], room: f64, measure: &dyn Measure) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::with_capacity(names.len());
    let (mut left, mut row) = (0.0, 0);
    for name in names {
        let width = SWATCH + SPACE + measure.width(name, TYPE);
        if left > 0.0 && left + width > room {
            (left, row) = (0.0, row + 1);
        }
        places.push(Place {
            left: EDGE + left,
            row,
        });
        left += width + APART;
    }
    places
}
