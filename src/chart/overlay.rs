//! The crosshair and its panel of values: a small scene of its own, so that moving it draws no
//! series again.

mod panel;

pub(super) use panel::cut;

use super::labels::Viewer;
use super::palette::Ink;
use super::readings::readings;
use super::scene::{Frame, Point, Polylines, Rect, Scene, Text};
use super::series::{Class, Series};

/// Where the pointer is, and how much around it must stay in view.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pointer {
    /// The column, device pixels.
    pub x: i32,
    /// The row; `None` where the crosshair was moved by keys.
    pub y: Option<i32>,
    /// How far from the pointer the panel stays, CSS pixels: more for a finger.
    pub reach: f64,
}

/// A sample under the crosshair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dot {
    /// Where.
    pub at: Point,
    /// The colour of its series.
    pub ink: Ink,
    /// Hollow where the sample is at the cap or estimated.
    pub is_solid: bool,
}

/// A sample in the panel, or a series without one. A series with several samples at that time has
/// as many rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Which series.
    pub series: usize,
    /// Its colour.
    pub ink: Ink,
    /// A piece of its line.
    pub swatch: Polylines,
    /// Its name, cut where the panel has no room.
    pub name: Text,
    /// The value, or what stands for it.
    pub value: Text,
}

/// The panel of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// Its edges.
    pub area: Rect,
    /// The time.
    pub title: Text,
    /// From the highest line to the lowest, then the lost, then those without a sample.
    pub rows: Vec<Row>,
    /// How many rows had no room, as `+3`.
    pub more: Option<Text>,
}

/// A crosshair.
#[derive(Clone, Debug, PartialEq)]
pub struct Overlay {
    /// Device pixels, as wide as the scene.
    pub width: u32,
    /// Device pixels, as high as the scene.
    pub height: u32,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// The time it stands at, unix milliseconds.
    pub at_ms: i64,
    /// The vertical line, from top to foot.
    pub line: [Point; 2],
    /// One for each sample that has a value.
    pub dots: Vec<Dot>,
    /// The values; none without a pointer, or where there is no room beside it.
    pub panel: Option<Panel>,
}

/// A row of the panel before it has a place.
struct Entry {
    series: usize,
    /// The row of pixels in which the sample lies: below all others if it has no value.
    y: i32,
    value: String,
}

/// Lays out a crosshair at a time (see [`super::nearest_time`]) over a scene of the same series.
/// Without a pointer (in a chart whose crosshair only follows another's) there is no panel.
pub fn overlay(
    scene: &Scene,
    series: &[Series<'_>],
    at_ms: i64,
    pointer: Option<Pointer>,
    viewer: Viewer<'_>,
) -> Overlay {
    let frame = &scene.frame;
    let x = frame.x(at_ms);
    let mut dots = Vec::new();
    let mut entries = Vec::with_capacity(series.len());
    for reading in readings(series, at_ms) {
        let Some(one) = series.get(reading.series) else {
            continue;
        };
        let before = entries.len();
        let values = one.values().get(reading.samples.clone());
        for (index, value) in reading.samples.zip(values.unwrap_or_default()) {
            let class = one.class(index);
            if value.is_nan() && class != Class::Lost {
                continue;
            }
            let mut y = i32::MAX - 1;
            if class != Class::Lost {
                y = frame.y(*value);
                dots.push(Dot {
                    at: (x, y),
                    ink: one.ink,
                    is_solid: class == Class::Normal,
                });
            }
            let text = viewer.labels.reading(*value, class);
            insert(&mut entries, reading.series, y, text);
        }
        if entries.len() == before {
            let text = viewer.labels.no_reading();
            insert(&mut entries, reading.series, i32::MAX, text);
        }
    }
    let panel = pointer.and_then(|pointer| {
        let title = viewer.labels.moment(at_ms);
        panel::place(frame, series, &entries, title, pointer, viewer)
    });
    Overlay {
        width: scene.width,
        height: scene.height,
        ratio: frame.ratio,
        at_ms,
        line: [(x, frame.plot.top), (x, foot(frame))],
        dots,
        panel,
    }
}

/// In order of height; what lies at one height keeps the order of the series.
fn insert(entries: &mut Vec<Entry>, series: usize, y: i32, value: String) {
    let place = entries.partition_point(|entry| entry.y <= y);
    entries.insert(place, Entry { series, y, value });
}

fn foot(frame: &Frame) -> i32 {
    (frame.band.bottom - 1).max(frame.plot.top)
}
