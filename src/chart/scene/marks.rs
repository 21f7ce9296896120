//! Marks of what a line alone does not tell.

use super::super::decimate::Columns;
use super::super::scale::px;
use super::{Frame, Rect, SeriesShape};

/// What a mark says, and with it its shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// No answer: solid, in the band at the foot.
    Lost,
    /// At the most that can be recorded: hollow, in the band at the foot; a diamond, or a box where
    /// several stand side by side.
    AtCap,
    /// Probably holds a failure: a hollow circle on the line.
    Estimated,
    /// Above the axis: an open triangle at the top edge.
    Clipped,
}

/// A mark: its shape fills the rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Which shape.
    pub kind: MarkKind,
    /// Where.
    pub area: Rect,
}

/// Adds a series' marks, those of a kind together. Marks that would overlap become one that
/// reaches over all of them (in the band) or are thinned (on the line and at the top edge, where
/// the line itself stands too).
#[inline(never)]
pub(super) fn add(shape: &mut SeriesShape, columns: &Columns, frame: &Frame, row: Rect) {
    let plot = frame.plot;
    if plot.width() <= 0 {
        return;
    }
    let x_of = |column: u32| plot.left + i32::try_from(column).unwrap_or(0);
    let height = row.height().max(1);
    // Where samples are far apart the mark is a square, where they are near a stroke.
    let apart = f64::from(plot.width()) / columns.samples.max(1) as f64;
    let least = frame.css(2.0);
    let solid = px(apart * 0.6).min(height).max(least);
    let in_row = |x: i32, width: i32| {
        // A plot may be narrower than a mark.
        let width = width.min(plot.width());
        let left = (x - width / 2).min(plot.right - width).max(plot.left);
        Rect {
            left,
            right: left + width,
            ..row
        }
    };
    for (kind, width) in [(MarkKind::AtCap, height.max(3)), (MarkKind::Lost, solid)] {
        let start = shape.marks.len();
        for marks in &columns.marks {
            let count = match kind {
                MarkKind::Lost => marks.lost,
                _ => marks.at_cap,
            };
            if count == 0 {
                continue;
            }
            let area = in_row(x_of(marks.column), width);
            match shape.marks.get_mut(start..).and_then(<[Mark]>::last_mut) {
                Some(latest) if area.left <= latest.area.right => {
                    latest.area.right = latest.area.right.max(area.right);
                }
                _ => shape.marks.push(Mark { kind, area }),
            }
        }
    }
    let radius = frame.css(3.0);
    let around = |(x, y): (i32, i32)| Rect {
        left: x - radius,
        top: y - radius,
        right: x + radius + 1,
        bottom: y + radius + 1,
    };
    let mut latest = None;
    for marks in &columns.marks {
        if marks.estimated == 0 {
            continue;
        }
        let at = (x_of(marks.column), frame.y(marks.lowest_estimated));
        let overlaps =
            |last: (i32, i32)| at.0 - last.0 <= radius && (at.1 - last.1).abs() <= radius;
        if !latest.is_some_and(overlaps) {
            latest = Some(at);
            shape.marks.push(Mark {
                kind: MarkKind::Estimated,
                area: around(at),
            });
        }
    }
    let mut latest = None;
    for stroke in &columns.strokes {
        let x = x_of(stroke.column);
        let is_near = latest.is_some_and(|last| x - last < 2 * radius);
        if f64::from(stroke.max) > frame.value.high && !is_near {
            latest = Some(x);
            let area = around((x, plot.top));
            shape.marks.push(Mark {
                kind: MarkKind::Clipped,
                area: Rect {
                    top: area.top - radius - 1,
                    bottom: plot.top,
                    ..area
                },
            });
        }
    }
}
