//! Room for labels, what the axis of values holds, and where labels stand.

use super::super::clip::robust_bound;
use super::super::decimate::{Columns, joined_after, joined_before};
use super::super::scale::{Span, px, within};
use super::super::series::Series;
use super::super::ticks::{ValueTicks, time_ticks, value_ticks};
use super::{Align, Chrome, Clip, Frame, GridLine, Rect, Scene, TYPE, Text, View, Viewer};

/// Rows above, below and right of the plot, device pixels.
pub(super) struct Margins {
    pub(super) top: i32,
    pub(super) bottom: i32,
    pub(super) right: i32,
    /// The band where losses are marked: a row for each series that has any.
    pub(super) band: i32,
    row: i32,
    rows: i32,
}

impl Margins {
    pub(super) fn new(chrome: Chrome, ratio: f64, rows: usize, height: i32) -> Self {
        let css = |length: f64| px(length * ratio);
        let share = |most: f64, of: f64| css(within(of / rows.max(1) as f64, 2.0, most)).max(1);
        let count = i32::try_from(rows).unwrap_or(0);
        let (row, top, bottom, right) = match chrome {
            Chrome::Full => (share(8.0, 48.0), css(22.0), css(22.0), css(12.0)),
            Chrome::Strip => (share(4.0, 12.0), css(2.0), 0, 0),
            Chrome::Captioned { above, below } => {
                let (top, bottom) = (22 + above, 22 + below);
                (
                    share(8.0, 48.0),
                    css(top.into()),
                    css(bottom.into()),
                    css(12.0),
                )
            }
        };
        // However many rows there are, most of the height is for the lines.
        let most = ((height - top - bottom) / 4).max(0);
        Self {
            top,
            bottom,
            right,
            band: (row * count).min(most),
            row,
            rows: count,
        }
    }

    /// The row of the so-manieth series in the band. A hair's breadth parts it from the row above.
    pub(super) fn row(&self, index: usize, frame: &Frame) -> Rect {
        let index = i32::try_from(index).unwrap_or(0);
        let offset = if self.row * self.rows > self.band {
            // Rows that have no room of their own share it.
            (self.band - 1).max(0) * index / (self.rows - 1).max(1)
        } else {
            index * self.row
        };
        let top = frame.band.top + offset;
        Rect {
            top: (top + i32::from(self.row > 2)).min(frame.band.bottom),
            bottom: (top + self.row).min(frame.band.bottom),
            ..frame.band
        }
    }
}

/// The axis of values.
pub(super) struct Axis {
    pub(super) low: f64,
    pub(super) high: f64,
    ticks: ValueTicks,
}

pub(super) fn value_axis(
    series: &[Series<'_>],
    columns: &[Columns],
    view: &View,
    height: f64,
) -> Axis {
    let bounds = bounds(series, columns, view.span);
    let cut = bounds.and_then(|(_, high)| match view.clip {
        Clip::Off => None,
        Clip::Automatic => robust_bound(series, view.span),
        Clip::Cap(cap) => (cap.is_finite() && cap < high).then_some(cap),
    });
    let axis = view.axis;
    let (mut low, mut high) = bounds.unwrap_or((axis.low.unwrap_or(0.0), f64::MIN));
    high = cut.unwrap_or(high).max(axis.high.unwrap_or(f64::MIN));
    low = axis.low.map_or(low, |fixed| fixed.min(low));
    if high <= low + low.abs() * 1e-6 {
        // One value only: an axis from nothing, or a little room on either side.
        let room = (low.abs() * 0.05).max(0.5);
        high = low + room * 2.0;
        if axis.low.is_none() {
            low -= room;
            high -= room;
        }
    }
    let wanted = within((height / 44.0).floor(), 2.0, 12.0);
    let step = value_ticks(low, high, wanted, axis.least_step, axis.base).step;
    // The edges are round too. A fixed foot is the owner's word, and so is a fixed cap.
    if axis.low != Some(low) {
        low = (low / step + 1e-9).floor() * step;
    }
    let is_fixed = matches!(view.clip, Clip::Cap(cap) if cut == Some(cap) && high <= cap);
    if !is_fixed {
        high = (high / step - 1e-9).ceil() * step;
    }
    Axis {
        low,
        high,
        ticks: value_ticks(low, high, f64::INFINITY, step, axis.base),
    }
}

/// The lowest and the highest of what is drawn: visible values, and where a line crosses an edge
/// of the plot.
fn bounds(series: &[Series<'_>], columns: &[Columns], span: Span) -> Option<(f64, f64)> {
    let (mut low, mut high) = (f32::INFINITY, f32::NEG_INFINITY);
    let mut hold = |value: f32| {
        low = low.min(value);
        high = high.max(value);
    };
    for (one, columns) in series.iter().zip(columns) {
        if let Some((lowest, highest)) = columns.bounds() {
            hold(lowest);
            hold(highest);
        }
        let visible = one.within(span);
        let before = joined_before(one, visible.start);
        let after = joined_after(one, visible.end);
        let at = |index: usize| Some((*one.times().get(index)?, *one.values().get(index)?));
        let (first, last) = if visible.is_empty() {
            (after, before)
        } else {
            (at(visible.start), at(visible.end - 1))
        };
        if let (Some(from), Some(to)) = (before, first) {
            hold(between(from, to, span.from_ms));
        }
        if let (Some(from), Some(to)) = (last, after) {
            hold(between(from, to, span.to_ms));
        }
    }
    let finite = |value: f32| within(f64::from(value), f64::from(f32::MIN), f64::from(f32::MAX));
    (low <= high).then(|| (finite(low), finite(high)))
}

/// The value of a line from one sample to another at a time between.
fn between(from: (i64, f32), to: (i64, f32), at_ms: i64) -> f32 {
    if to.0 <= from.0 {
        return from.1;
    }
    let share = (at_ms - from.0) as f64 / (to.0 - from.0) as f64;
    let value = f64::from(from.1) + (f64::from(to.1) - f64::from(from.1)) * share;
    #[expect(clippy::cast_possible_truncation)]
    let value = value as f32;
    value
}

/// Room for the labels left of the plot, in steps, so that a digit more does not move the plot.
pub(super) fn left_margin(axis: &Axis, view: &View, viewer: Viewer<'_>, ratio: f64) -> i32 {
    let usual = usual_left(view, ratio);
    if view.chrome == Chrome::Strip {
        return usual;
    }
    let measure = |text: &str| viewer.measure.width(text, TYPE);
    let mut widest = measure(&viewer.labels.unit(axis.high));
    for value in &axis.ticks.values {
        let text = viewer.labels.tick(*value, axis.ticks.step, axis.high);
        widest = widest.max(measure(&text));
    }
    let room = ((widest + 10.0) / 8.0).ceil() * 8.0;
    px(room * ratio).max(usual)
}

/// Room that five digits or a unit need.
const GUTTER: f64 = 48.0;

/// How much room left of the plot there is at least: the plot stays where it is while values change.
pub(super) fn usual_left(view: &View, ratio: f64) -> i32 {
    match view.chrome {
        Chrome::Full | Chrome::Captioned { .. } => {
            px(within(view.gutter, GUTTER, 16_384.0) * ratio)
        }
        Chrome::Strip => 0,
    }
}

/// Grid, labels of values, and the unit above them.
pub(super) fn value_labels(scene: &mut Scene, axis: &Axis, viewer: Viewer<'_>) {
    let frame = scene.frame;
    let plot = frame.plot;
    let end = plot.left - frame.css(6.0);
    let last = (plot.right - 1).max(plot.left);
    let mut has_foot = false;
    for value in &axis.ticks.values {
        let y = px(frame.value.y(*value));
        let is_foot = y == plot.bottom - 1;
        has_foot |= is_foot;
        scene.grid.push(GridLine {
            from: (plot.left, y),
            to: (last, y),
            is_axis: is_foot,
        });
        scene.texts.push(Text {
            at: (end, y),
            align: Align::End,
            text: viewer.labels.tick(*value, axis.ticks.step, axis.high),
            is_quiet: true,
        });
    }
    if !has_foot {
        let y = plot.bottom - 1;
        scene.grid.push(GridLine {
            from: (plot.left, y),
            to: (last, y),
            is_axis: true,
        });
    }
    let unit = viewer.labels.unit(axis.high);
    if !unit.is_empty() {
        scene.texts.push(Text {
            at: (end, plot.top - frame.css(14.0)),
            align: Align::End,
            text: unit,
            is_quiet: true,
        });
    }
}

/// Labels of times and a short stroke for each, below the band.
pub(super) fn time_labels(scene: &mut Scene, viewer: Viewer<'_>) {
    let frame = scene.frame;
    let width = frame.time.width / frame.ratio;
    let ticks = time_ticks(frame.time.span, width, TYPE, 16.0, viewer);
    let foot = frame.band.bottom;
    let right = i32::try_from(scene.width).unwrap_or(0);
    for tick in ticks {
        let x = frame.x(tick.at_ms);
        scene.grid.push(GridLine {
            from: (x, foot),
            to: (x, foot + frame.css(3.0)),
            is_axis: true,
        });
        // At the edges the label moves in rather than being cut.
        let half = px(tick.text_width * frame.ratio / 2.0) + 1;
        scene.texts.push(Text {
            at: (x.min(right - half).max(half), foot + frame.css(TYPE)),
            align: Align::Middle,
            text: tick.text,
            is_quiet: !tick.begins_day,
        });
    }
}
