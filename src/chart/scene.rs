//! Everything that is drawn, as one value in device pixels.

mod axes;
mod lines;
mod marks;

use super::decimate::{column_of, decimate};
use super::labels::Viewer;
use super::palette::Ink;
use super::scale::{Span, TimeScale, ValueScale, px, within};
use super::series::Series;
use super::ticks::Base;

pub use lines::Polylines;
pub use marks::{Mark, MarkKind};

/// A device pixel, x and y from the top left.
pub type Point = (i32, i32);

/// Whole device pixels; right and bottom lie outside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rect {
    /// The first column.
    pub left: i32,
    /// The first row.
    pub top: i32,
    /// The column after the last.
    pub right: i32,
    /// The row after the last.
    pub bottom: i32,
}

impl Rect {
    /// How wide it is.
    pub fn width(self) -> i32 {
        self.right - self.left
    }

    /// How high it is.
    pub fn height(self) -> i32 {
        self.bottom - self.top
    }

    /// Whether a pixel lies within.
    pub fn contains(self, (x, y): Point) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }
}

/// What becomes of peaks.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Clip {
    /// The axis holds every value.
    #[default]
    Off,
    /// The axis ends where [`super::robust_bound`] says.
    Automatic,
    /// The axis ends at this value, or below.
    Cap(f64),
}

/// How values become an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ValueAxis {
    /// Which numbers are round.
    pub base: Base,
    /// The value at the foot, unless a value lies lower; `None` where the axis follows the values.
    pub low: Option<f64>,
    /// The value at the top, unless a value lies higher; `None` where the axis follows the values.
    pub high: Option<f64>,
    /// The least distance of two labels: 1 for what can be counted, 0 otherwise.
    pub least_step: f64,
}

/// How much stands around the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Chrome {
    /// Grid, labels and unit.
    #[default]
    Full,
    /// Lines and marks alone, from edge to edge: a strip for an overview.
    Strip,
    /// As full, with room above and below for what else a picture says, CSS pixels.
    Captioned {
        /// Above the unit.
        above: i32,
        /// Below the times.
        below: i32,
    },
}

/// How the series are looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// CSS pixels.
    pub width: f64,
    /// CSS pixels.
    pub height: f64,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
    /// The visible time.
    pub span: Span,
    /// What becomes of peaks.
    pub clip: Clip,
    /// The axis of values.
    pub axis: ValueAxis,
    /// How much stands around the lines.
    pub chrome: Chrome,
    /// A soft area below the line, if there is one series only.
    pub has_fill: bool,
    /// Room for the labels of values in CSS pixels, at least; never less than 48. Charts above each
    /// other line up if all get the most that any needs.
    pub gutter: f64,
}

/// Where the plot lies and what its edges mean: all that a crosshair, a zoom or a brush needs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    /// The area of the lines.
    pub plot: Rect,
    /// The area at the foot where losses are marked; empty if there are none.
    pub band: Rect,
    /// Time from left to right.
    pub time: TimeScale,
    /// Values from top to foot.
    pub value: ValueScale,
    /// Device pixels a CSS pixel.
    pub ratio: f64,
}

impl Frame {
    /// The pixel column in which a time is drawn, at the plot's edge for times outside.
    pub fn x(&self, at_ms: i64) -> i32 {
        let columns = u32::try_from(self.plot.width()).unwrap_or(0);
        self.plot.left + column_of(self.time.span, columns, at_ms)
    }

    /// The pixel row in which a value is drawn, at the plot's edge for values outside.
    pub fn y(&self, value: f32) -> i32 {
        px(self.value.y_within(f64::from(value)))
    }

    /// CSS pixels in whole device pixels, at least one.
    pub fn css(&self, length: f64) -> i32 {
        px(length * self.ratio).max(1)
    }
}

/// A straight hair line, horizontal or vertical.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridLine {
    /// One end.
    pub from: Point,
    /// The other, which is drawn too.
    pub to: Point,
    /// Whether it is an axis or a tick of one rather than grid.
    pub is_axis: bool,
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// The text begins there.
    Start,
    /// The text is centred there.
    Middle,
    /// The text ends there.
    End,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// Where the text is aligned, and the middle of its height.
    pub at: Point,
    /// Which end of it stands there.
    pub align: Align,
    /// The words; no markup.
    pub text: String,
    /// Whether it is a label rather than a value.
    pub is_quiet: bool,
}

/// What is drawn of one series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SeriesShape {
    /// Its colour. The dash is already in the lines.
    pub ink: Ink,
    /// The line; a piece is a dash, or reaches from one break to the next.
    pub lines: Polylines,
    /// Areas below the line; none unless asked for.
    pub areas: Polylines,
    /// Samples with a break on either side.
    pub dots: Vec<Point>,
    /// Lost, at the cap, estimated and clipped.
    pub marks: Vec<Mark>,
    /// How many samples are visible, lost ones with them.
    pub samples: usize,
}

/// All of a chart but its crosshair.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Device pixels.
    pub width: u32,
    /// Device pixels.
    pub height: u32,
    /// Where the plot lies and what its edges mean.
    pub frame: Frame,
    /// Hair lines.
    pub grid: Vec<GridLine>,
    /// Labels of both axes and the unit.
    pub texts: Vec<Text>,
    /// What it is called, in larger type; a chart in a page has none.
    pub title: Option<Text>,
    /// One for each series, in order.
    pub series: Vec<SeriesShape>,
    /// Whether a value lies above the axis.
    pub is_clipped: bool,
}

/// The size of all type but a title, CSS pixels.
pub(super) const TYPE: f64 = 12.0;

/// That of a title.
pub(super) const TITLE: f64 = 16.0;

/// Lays out a chart.
pub fn scene(series: &[Series<'_>], view: &View, viewer: Viewer<'_>) -> Scene {
    let ratio = within(view.ratio, 0.25, 8.0);
    let size = |length: f64| px(within(length, 0.0, 16_384.0) * ratio);
    let (width, height) = (size(view.width), size(view.height));
    let rows = series.iter().filter(|one| one.has_lane()).count();

    // Labels of values take room from the columns, and what the columns hold decides on the labels.
    // The usual room is nearly always right; where it is not the columns are made once more.
    let margins = axes::Margins::new(view.chrome, ratio, rows, height);
    let plot_height = height - margins.top - margins.bottom - margins.band;
    let reduced = |left: i32| {
        let count = u32::try_from(width - margins.right - left).unwrap_or(0);
        let columns = series.iter().map(|one| decimate(one, view.span, count));
        columns.collect::<Vec<_>>()
    };
    let usual = axes::usual_left(view, ratio);
    let mut columns = reduced(usual);
    let axis = axes::value_axis(series, &columns, view, f64::from(plot_height) / ratio);
    let left = axes::left_margin(&axis, view, viewer, ratio);
    if left != usual {
        columns = reduced(left);
    }
    let foot = height - margins.bottom;
    let plot = Rect {
        left: left.min(width),
        top: margins.top.min(height),
        right: (width - margins.right).max(left.min(width)),
        bottom: (foot - margins.band).max(margins.top.min(height)),
    };
    let frame = Frame {
        plot,
        band: Rect {
            top: plot.bottom,
            bottom: foot.max(plot.bottom),
            ..plot
        },
        time: TimeScale {
            span: view.span,
            left: f64::from(plot.left),
            width: f64::from(plot.width()),
        },
        value: ValueScale {
            low: axis.low,
            high: axis.high,
            top: f64::from(plot.top),
            // The lowest row of pixels is the value at the foot.
            height: f64::from((plot.height() - 1).max(0)),
        },
        ratio,
    };
    let mut scene = Scene {
        width: u32::try_from(width).unwrap_or(0),
        height: u32::try_from(height).unwrap_or(0),
        frame,
        grid: Vec::new(),
        texts: Vec::new(),
        title: None,
        series: Vec::with_capacity(series.len()),
        is_clipped: false,
    };
    if view.chrome != Chrome::Strip {
        axes::value_labels(&mut scene, &axis, viewer);
        axes::time_labels(&mut scene, viewer);
    }
    let has_fill = view.has_fill && series.len() == 1;
    let mut row = 0;
    for (one, columns) in series.iter().zip(&columns) {
        let mut shape = lines::shape(columns, one.ink, &frame, has_fill);
        let band = margins.row(row, &frame);
        marks::add(&mut shape, columns, &frame, band);
        row += usize::from(one.has_lane());
        let clips = |mark: &Mark| mark.kind == MarkKind::Clipped;
        scene.is_clipped |= shape.marks.iter().any(clips);
        scene.series.push(shape);
    }
    scene
}
