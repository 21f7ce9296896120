//! From samples to pixel columns: first, lowest, highest and last of each column, breaks where the
//! line breaks, and how many marks of each kind stand there. What is kept is exact: no lowest, no
//! highest, no gap and no mark is ever dropped.

use super::scale::Span;
use super::series::{Class, Series};

/// A part of the line within one pixel column. A column has at most two: up to its first break,
/// and all that follows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    /// Which column, from the left of the plot.
    pub column: u32,
    /// Whether the line comes here from the stroke before, or, for the first, from
    /// [`Columns::before`].
    pub is_joined: bool,
    /// The first value.
    pub first: f32,
    /// The lowest.
    pub min: f32,
    /// The highest.
    pub max: f32,
    /// The last value.
    pub last: f32,
}

/// How many samples of a column are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Marks {
    /// Which column, from the left of the plot.
    pub column: u32,
    /// Samples without an answer.
    pub lost: u32,
    /// Samples at the most that can be recorded.
    pub at_cap: u32,
    /// Samples that probably hold a failure.
    pub estimated: u32,
    /// The lowest of the estimated values, where their mark stands.
    pub lowest_estimated: f32,
}

/// A series as far as it is visible, by pixel columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// From left to right.
    pub strokes: Vec<Stroke>,
    /// From left to right, columns with a mark only.
    pub marks: Vec<Marks>,
    /// Time and value of the sample before the visible ones, where the line comes from it.
    pub before: Option<(i64, f32)>,
    /// Time and value of the sample after the visible ones, where the line goes on to it. Without
    /// a stroke, `before` and this are the ends of one line across the plot.
    pub after: Option<(i64, f32)>,
    /// How many samples are visible, lost ones with them.
    pub samples: usize,
}

impl Columns {
    /// The lowest and the highest visible value.
    pub fn bounds(&self) -> Option<(f32, f32)> {
        let mut strokes = self.strokes.iter();
        let first = strokes.next()?;
        Some(strokes.fold((first.min, first.max), |(min, max), stroke| {
            (min.min(stroke.min), max.max(stroke.max))
        }))
    }
}

/// Reduces the visible samples to `width` columns in one pass. A time belongs to the column
/// ⌊(time − from) · width ÷ length⌋, the very last millisecond to the last column.
#[inline(never)]
pub fn decimate(series: &Series<'_>, span: Span, width: u32) -> Columns {
    let visible = series.within(span);
    let times = series.times().get(visible.clone()).unwrap_or_default();
    let values = series.values().get(visible.clone()).unwrap_or_default();
    let classes = series.classes().get(visible.clone()).unwrap_or_default();
    let mut columns = Columns {
        samples: times.len(),
        ..Columns::default()
    };
    if width == 0 {
        return columns;
    }
    columns.before = joined_before(series, visible.start);
    columns.after = joined_after(series, visible.end);
    let room = times.len().min(width as usize);
    columns.strokes.reserve(room + room / 8);
    let mut pass = Pass {
        grid: Grid::new(span, width),
        gap_ms: series.gap_ms,
        is_joined: columns.before.is_some(),
        latest: times.first().copied().unwrap_or(0),
        open: None,
        pieces: 0,
        columns: &mut columns,
    };
    let mut index = 0;
    while let (Some(at), Some(value)) = (times.get(index), values.get(index)) {
        let class = classes.get(index).copied().unwrap_or_default();
        if class != Class::Normal {
            pass.mark(*at, *value, class);
        }
        if class == Class::Lost || value.is_nan() {
            pass.is_joined = false;
        } else {
            pass.value(*at, *value);
        }
        index += 1;
        index += pass.run(
            times.get(index..).unwrap_or_default(),
            values.get(index..).unwrap_or_default(),
            classes.get(index..).unwrap_or_default(),
        );
    }
    pass.close();
    columns
}

/// The column of a time, the nearest edge for times outside.
pub(super) fn column_of(span: Span, width: u32, at_ms: i64) -> i32 {
    if width == 0 {
        return 0;
    }
    let mut grid = Grid::new(span, width);
    grid.moves_to(at_ms.min(span.to_ms).max(span.from_ms));
    i32::try_from(grid.column).unwrap_or(0)
}

/// The sample before this one, if the line comes from it.
pub(super) fn joined_before(series: &Series<'_>, index: usize) -> Option<(i64, f32)> {
    let before = index.checked_sub(1)?;
    joins(series, before, index).then(|| sample(series, before))?
}

/// The sample at this end of a range, if the line goes on to it.
pub(super) fn joined_after(series: &Series<'_>, end: usize) -> Option<(i64, f32)> {
    let last = end.checked_sub(1)?;
    joins(series, last, end).then(|| sample(series, end))?
}

/// Whether the line goes on from one sample to the next.
fn joins(series: &Series<'_>, one: usize, next: usize) -> bool {
    let (Some(from), Some(to)) = (series.times().get(one), series.times().get(next)) else {
        return false;
    };
    to - from <= series.gap_ms && series.has_value(one) && series.has_value(next)
}

fn sample(series: &Series<'_>, index: usize) -> Option<(i64, f32)> {
    Some((*series.times().get(index)?, *series.values().get(index)?))
}

/// Which column a time belongs to, in whole numbers throughout: no rounding moves a sample.
struct Grid {
    from_ms: i64,
    length: i64,
    width: i64,
    column: i64,
    /// The first time that belongs to a later column.
    ends_at: i64,
}

impl Grid {
    fn new(span: Span, width: u32) -> Self {
        Self {
            from_ms: span.from_ms,
            length: span.width_ms().max(1),
            width: i64::from(width),
            column: -1,
            ends_at: i64::MIN,
        }
    }

    /// Whether this time, none before the last one asked, begins another column.
    fn moves_to(&mut self, at: i64) -> bool {
        if at < self.ends_at {
            return false;
        }
        let last = self.width - 1;
        // Does not overflow within thousands of years; saturating would need 128 bits.
        let since = (at - self.from_ms).wrapping_mul(self.width);
        self.column = (since / self.length).min(last);
        self.ends_at = if self.column == last {
            i64::MAX
        } else {
            let next = (self.column + 1).wrapping_mul(self.length);
            self.from_ms + (next + self.width - 1) / self.width
        };
        true
    }

    fn column(&self) -> u32 {
        u32::try_from(self.column).unwrap_or(0)
    }
}

struct Pass<'a> {
    grid: Grid,
    gap_ms: i64,
    /// Whether the next value continues the line, gaps aside.
    is_joined: bool,
    latest: i64,
    open: Option<Stroke>,
    /// How many strokes the column has, the open one included.
    pieces: u8,
    columns: &'a mut Columns,
}

impl Pass<'_> {
    fn value(&mut self, at: i64, value: f32) {
        let is_joined = self.is_joined && at - self.latest <= self.gap_ms;
        self.latest = at;
        self.is_joined = true;
        if self.grid.moves_to(at) {
            self.close();
            self.pieces = 0;
        }
        if let Some(open) = &mut self.open {
            // A break within the column begins the second stroke; further ones are within it, as
            // narrow as a pixel.
            if is_joined || self.pieces > 1 {
                open.min = open.min.min(value);
                open.max = open.max.max(value);
                open.last = value;
                return;
            }
            self.close();
        }
        self.pieces += 1;
        self.open = Some(Stroke {
            column: self.grid.column(),
            is_joined,
            first: value,
            min: value,
            max: value,
            last: value,
        });
    }

    /// Takes the samples that only continue the open stroke, which are most of them where a column
    /// holds many, and tells how many they were.
    #[inline(never)]
    fn run(&mut self, times: &[i64], values: &[f32], classes: &[Class]) -> usize {
        let Some(open) = self.open.as_mut().filter(|_| self.is_joined) else {
            return 0;
        };
        let (mut min, mut max, mut last) = (open.min, open.max, open.last);
        let (mut latest, gap_ms, ends_at) = (self.latest, self.gap_ms, self.grid.ends_at);
        let mut classes = classes.iter();
        let mut count = 0;
        for (at, value) in times.iter().zip(values) {
            let is_plain = classes.next().is_none_or(|class| *class == Class::Normal);
            if !is_plain || *at >= ends_at || *at - latest > gap_ms || value.is_nan() {
                break;
            }
            latest = *at;
            last = *value;
            if last < min {
                min = last;
            }
            if last > max {
                max = last;
            }
            count += 1;
        }
        (open.min, open.max, open.last) = (min, max, last);
        self.latest = latest;
        count
    }

    #[inline(never)]
    fn mark(&mut self, at: i64, value: f32, class: Class) {
        if self.grid.moves_to(at) {
            self.close();
            self.pieces = 0;
        }
        let column = self.grid.column();
        let marks = &mut self.columns.marks;
        if marks.last().is_none_or(|last| last.column != column) {
            marks.push(Marks {
                column,
                lowest_estimated: f32::INFINITY,
                ..Marks::default()
            });
        }
        let Some(last) = marks.last_mut() else {
            return;
        };
        match class {
            Class::Normal => {}
            Class::Lost => last.lost += 1,
            Class::AtCap => last.at_cap += 1,
            Class::Estimated => {
                last.estimated += 1;
                last.lowest_estimated = last.lowest_estimated.min(value);
            }
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.columns.strokes.push(open);
        }
    }
}
