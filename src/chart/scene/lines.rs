//! From pixel columns to the points of lines.

use super::super::decimate::{Columns, Stroke};
use super::super::palette::Ink;
use super::super::scale::{px, within};
use super::{Frame, Point, SeriesShape};

/// Lines in pieces, in one allocation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Polylines {
    points: Vec<Point>,
    /// Where each piece ends.
    ends: Vec<usize>,
}

impl Polylines {
    /// The pieces, each of two points at least.
    pub fn pieces(&self) -> impl Iterator<Item = &[Point]> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let piece = self.points.get(start..*end).unwrap_or_default();
            start = *end;
            piece
        })
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A level line, as a sample of a series' line: whole, or as much of its dash as fits.
    pub(in super::super) fn level(left: i32, right: i32, y: i32, ink: Ink, ratio: f64) -> Self {
        let mut lines = Self::default();
        let dash = Dash::of(ink, ratio);
        let mut x = left;
        while x < right {
            let (is_drawn, length) = dash.at(x - left);
            let end = (x + length).min(right);
            // What is left of a piece at the end says nothing.
            if is_drawn && (end - x) * 2 >= length.min(right - left) {
                lines.stroke((x, y), (end, y));
            }
            x = end;
        }
        lines.end();
        lines
    }

    fn start(&self) -> usize {
        self.ends.last().copied().unwrap_or(0)
    }

    fn push(&mut self, point: Point) {
        let piece = self.points.get(self.start()..).unwrap_or_default();
        let length = piece.len();
        let (last, before) = (piece.last(), piece.iter().rev().nth(1));
        if last == Some(&point) {
            return;
        }
        // A point between two others on a level line says nothing.
        if last.is_some_and(|last| last.1 == point.1)
            && before.is_some_and(|before| before.1 == point.1)
            && length > 1
            && let Some(last) = self.points.last_mut()
        {
            last.0 = point.0;
            return;
        }
        self.points.push(point);
    }

    /// A straight line, which continues the piece if that ends where the line begins.
    fn stroke(&mut self, from: Point, to: Point) {
        if self.points.len() > self.start() && self.points.last() != Some(&from) {
            self.end();
        }
        self.push(from);
        self.push(to);
    }

    /// Ends a piece. One that is a single point is no line: it is handed back.
    fn end(&mut self) -> Option<Point> {
        let start = self.start();
        match self.points.len() - start {
            0 => None,
            1 => self.points.pop(),
            _ => {
                self.ends.push(self.points.len());
                None
            }
        }
    }
}

/// Lines, areas and lone dots of a series; marks come later.
#[inline(never)]
pub(super) fn shape(columns: &Columns, ink: Ink, frame: &Frame, has_fill: bool) -> SeriesShape {
    let mut shape = SeriesShape {
        ink,
        samples: columns.samples,
        ..SeriesShape::default()
    };
    if frame.plot.width() <= 0 || frame.plot.height() <= 0 {
        return shape;
    }
    let lines = &mut shape.lines;
    lines.points.reserve(columns.strokes.len() * 3);
    enter(lines, columns, frame);
    let mut strokes = columns.strokes.iter().peekable();
    let mut before = None;
    while let Some(stroke) = strokes.next() {
        if !stroke.is_joined {
            shape.dots.extend(lines.end());
        }
        let is_next = |one: &Stroke, next: &Stroke| next.is_joined && next.column == one.column + 1;
        let is_crowded = (
            before.is_some_and(|before| is_next(before, stroke)),
            strokes.peek().is_some_and(|next| is_next(stroke, next)),
        );
        follow(lines, stroke, is_crowded, frame);
        before = Some(stroke);
    }
    leave(lines, columns, frame);
    shape.dots.extend(lines.end());
    if has_fill {
        shape.areas = areas(&shape.lines, frame);
    }
    if ink.dash > 0 {
        shape.lines = dashed(&shape.lines, ink, frame);
    }
    shape
}

fn x_of(frame: &Frame, column: u32) -> i32 {
    frame.plot.left + i32::try_from(column).unwrap_or(0)
}

/// Within a column: the first value, the nearer and the farther end of the stroke, the last value.
/// Where the line comes from the very next column, or goes on to it, a first or last value between
/// the ends changes nothing that is seen, and is left out.
fn follow(lines: &mut Polylines, stroke: &Stroke, is_crowded: (bool, bool), frame: &Frame) {
    let x = x_of(frame, stroke.column);
    let is_single = stroke.min >= stroke.max;
    if is_single || !is_crowded.0 {
        lines.push((x, frame.y(stroke.first)));
    }
    if is_single {
        return;
    }
    let (near, far) = if stroke.last > stroke.first {
        (stroke.min, stroke.max)
    } else {
        (stroke.max, stroke.min)
    };
    lines.push((x, frame.y(near)));
    lines.push((x, frame.y(far)));
    if !is_crowded.1 {
        lines.push((x, frame.y(stroke.last)));
    }
}

/// The line comes in from a sample left of the plot, or crosses it without a sample.
fn enter(lines: &mut Polylines, columns: &Columns, frame: &Frame) {
    let Some(before) = columns.before else {
        return;
    };
    let from = (frame.time.x(before.0), before.1);
    let to = match (columns.strokes.first(), columns.after) {
        (Some(first), _) => (f64::from(x_of(frame, first.column)), first.first),
        (None, Some(after)) => (frame.time.x(after.0), after.1),
        (None, None) => return,
    };
    lines.push(crossing(from, to, frame.plot.left, frame));
    if columns.strokes.is_empty() {
        lines.push(crossing(from, to, frame.plot.right - 1, frame));
    }
}

fn leave(lines: &mut Polylines, columns: &Columns, frame: &Frame) {
    if let (Some(last), Some(after)) = (columns.strokes.last(), columns.after) {
        let from = (f64::from(x_of(frame, last.column)), last.last);
        let to = (frame.time.x(after.0), after.1);
        lines.push(crossing(from, to, frame.plot.right - 1, frame));
    }
}

/// Where a line from one place to another passes a column.
fn crossing(from: (f64, f32), to: (f64, f32), x: i32, frame: &Frame) -> Point {
    let (start, end) = (f64::from(from.1), f64::from(to.1));
    let length = to.0 - from.0;
    let share = if length > 0.0 {
        within((f64::from(x) - from.0) / length, 0.0, 1.0)
    } else {
        1.0
    };
    (x, px(frame.value.y_within(start + (end - start) * share)))
}

/// What lies below each piece, down to the foot of the plot.
fn areas(lines: &Polylines, frame: &Frame) -> Polylines {
    let foot = frame.plot.bottom - 1;
    let mut areas = Polylines::default();
    for piece in lines.pieces() {
        let (Some(first), Some(last)) = (piece.first(), piece.last()) else {
            continue;
        };
        // Of a column the highest: all else lies within.
        for column in piece.chunk_by(|one, other| one.0 == other.0) {
            areas
                .points
                .extend(column.iter().min_by_key(|point| point.1));
        }
        areas.points.push((last.0, foot));
        areas.points.push((first.0, foot));
        areas.ends.push(areas.points.len());
    }
    areas
}

/// A dash in device pixels.
struct Dash {
    /// Pieces and spaces in turn; none of a whole line.
    lengths: Vec<i32>,
    /// All of them together.
    period: i32,
}

impl Dash {
    fn of(ink: Ink, ratio: f64) -> Self {
        let lengths = ink.pattern().iter();
        let lengths: Vec<i32> = lengths.map(|length| px(length * ratio).max(1)).collect();
        Self {
            period: lengths.iter().sum(),
            lengths,
        }
    }

    /// Whether a line is drawn so far from its beginning, and for how long that stays so.
    fn at(&self, place: i32) -> (bool, i32) {
        if self.period <= 0 {
            return (true, i32::MAX / 2);
        }
        let mut rest = place.rem_euclid(self.period);
        let mut is_drawn = true;
        for length in &self.lengths {
            if rest < *length {
                return (is_drawn, length - rest);
            }
            rest -= length;
            is_drawn = !is_drawn;
        }
        (true, 1)
    }
}

/// Dashes along the axis of time. Along the line itself they would be tens of thousands where it
/// is steep, and a space could swallow a peak: what is steeper than a dash is long is drawn in
/// full, and so is a piece that would fall into a space as a whole.
fn dashed(lines: &Polylines, ink: Ink, frame: &Frame) -> Polylines {
    let dash = Dash::of(ink, frame.ratio);
    let (period, steep) = (dash.period, frame.css(6.0));
    let mut dashes = Polylines::default();
    for piece in lines.pieces() {
        let drawn = dashes.points.len();
        for two in piece.windows(2) {
            let [from, to] = *two else {
                continue;
            };
            let is_short = to.0 - from.0 < period;
            if is_short && (to.1 - from.1).abs() > steep {
                dashes.stroke(from, to);
                continue;
            }
            let y = |x: i32| {
                let share = f64::from(x - from.0) / f64::from((to.0 - from.0).max(1));
                px(f64::from(from.1) + f64::from(to.1 - from.1) * share)
            };
            let mut x = from.0;
            loop {
                let (is_drawn, length) = dash.at(x - frame.plot.left);
                if !is_drawn {
                    x += length;
                } else if from.0 == to.0 {
                    dashes.stroke(from, to);
                    x += period;
                } else {
                    let end = (x + length).min(to.0);
                    dashes.stroke((x, y(x)), (end, y(end)));
                    x = end;
                }
                if x >= to.0 {
                    break;
                }
            }
        }
        if dashes.points.len() == drawn {
            dashes.points.extend_from_slice(piece);
        }
        dashes.end();
    }
    dashes
}
