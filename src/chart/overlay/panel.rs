//! Where the panel of values stands and what fits into it.

use std::ops::Range;

use super::super::labels::{Measure, Viewer};
use super::super::scale::px;
use super::super::scene::{Align, Frame, Point, Polylines, Rect, TYPE, Text};
use super::super::series::Series;
use super::{Entry, Panel, Pointer, Row, foot};

/// CSS pixels.
const PADDING: f64 = 8.0;
const LINE_HEIGHT: f64 = 18.0;
const SWATCH: f64 = 16.0;
const SPACE: f64 = 8.0;
/// Everything in a row but the texts.
const AROUND: f64 = 2.0 * PADDING + SWATCH + SPACE;
/// How near to a line one points at it.
const POINTED: f64 = 12.0;
/// The panel's width goes in steps: a digit more does not move its edge.
const STEP: f64 = 16.0;

/// Lays the panel out: on the side of the pointer that has room, or with names cut on the wider
/// one, or above or below the pointer. `None` where not even the values fit.
pub(super) fn place(
    frame: &Frame,
    series: &[Series<'_>],
    entries: &[Entry],
    title: String,
    pointer: Pointer,
    viewer: Viewer<'_>,
) -> Option<Panel> {
    let ratio = frame.ratio;
    let plot = Rect {
        bottom: foot(frame) + 1,
        ..frame.plot
    };
    let name_of = |entry: &Entry| series.get(entry.series).map_or("", |one| one.name);
    let measure = |text: &str| viewer.measure.width(text, TYPE);
    let widest = |text: &dyn Fn(&Entry) -> f64| entries.iter().map(text).fold(0.0, f64::max);
    let names = widest(&|entry| measure(name_of(entry)));
    let values = widest(&|entry| measure(&entry.value));
    let least = (AROUND + values).max(measure(&title) + 2.0 * PADDING);
    let wanted = least.max(AROUND + names + SPACE + values);
    let wanted = px((wanted / STEP).ceil() * STEP * ratio);
    let least = px((least * ratio).ceil());

    let reach = px(pointer.reach * ratio).max(1);
    let x = pointer.x.min(plot.right).max(plot.left);
    let (before, after) = (x - reach - plot.left, plot.right - x - reach - 1);
    let is_after = wanted <= after || after >= before;
    let room = if is_after { after } else { before };
    let (left, width, rows) = if least <= room {
        let width = wanted.min(room);
        let left = if is_after {
            x + reach + 1
        } else {
            x - reach - width
        };
        (left, width, plot.top..plot.bottom)
    } else if least <= plot.width() {
        let width = wanted.min(plot.width());
        let left = (x - width / 2).min(plot.right - width).max(plot.left);
        (left, width, clear(plot, pointer.y, reach))
    } else {
        return None;
    };

    let height_of = |rows: usize| px((rows as f64 * LINE_HEIGHT + 2.0 * PADDING) * ratio);
    let most = (f64::from(rows.end - rows.start) / ratio - 2.0 * PADDING) / LINE_HEIGHT;
    let lines = usize::try_from(px(most.floor())).unwrap_or(0);
    let shown = fitting(
        entries,
        lines.checked_sub(1)?,
        pointer.y.unwrap_or(plot.top),
    )?;
    let hidden = entries.len() - shown.len();
    let height = height_of(1 + shown.len() + usize::from(hidden > 0));
    let middle = pointer.y.unwrap_or(rows.start) - height / 2;
    let top = middle.min(rows.end - height).max(rows.start);
    let area = Rect {
        left,
        top,
        right: left + width,
        bottom: top + height,
    };

    let edge = px(PADDING * ratio);
    let name_left = area.left + edge + px((SWATCH + SPACE) * ratio);
    let room = f64::from(width) / ratio - AROUND - SPACE - values;
    let line = |index: usize| {
        let middle = PADDING + LINE_HEIGHT * (index as f64 + 0.5);
        area.top + px(middle * ratio)
    };
    let text = |at: Point, align: Align, text: String, is_quiet: bool| Text {
        at,
        align,
        text,
        is_quiet,
    };
    let kept = entries.get(shown).unwrap_or_default();
    let meant = meant(kept, pointer.y, px(POINTED * ratio));
    let rows = kept.iter().enumerate().map(|(index, entry)| {
        let y = line(index + 1);
        // The line that is pointed at is named more clearly than the others.
        let is_meant = meant == Some(entry.y);
        let ink = series.get(entry.series).map(|one| one.ink);
        let ink = ink.unwrap_or_default();
        let name = cut(name_of(entry), room, viewer.measure);
        let swatch = area.left + edge;
        let value = entry.value.clone();
        Row {
            series: entry.series,
            ink,
            swatch: Polylines::level(swatch, swatch + px(SWATCH * ratio), y, ink, ratio),
            name: text((name_left, y), Align::Start, name, !is_meant),
            value: text((area.right - edge, y), Align::End, value, false),
        }
    });
    let rows: Vec<_> = rows.collect();
    let start = (area.left + edge, line(0));
    let more = (hidden > 0).then(|| {
        let at = (name_left, line(rows.len() + 1));
        text(at, Align::Start, format!("+{hidden}"), true)
    });
    Some(Panel {
        area,
        title: text(start, Align::Start, title, true),
        rows,
        more,
    })
}

/// The row of pixels of the line that is pointed at: the nearest one, if it is near.
fn meant(entries: &[Entry], y: Option<i32>, reach: i32) -> Option<i32> {
    let far = |entry: &&Entry| y.map_or(i32::MAX, |y| entry.y.saturating_sub(y).abs());
    let nearest = entries.iter().min_by_key(far)?;
    (far(&nearest) <= reach).then_some(nearest.y)
}

/// The rows of pixels above or below the pointer, whichever are more; all without a pointer.
fn clear(plot: Rect, y: Option<i32>, reach: i32) -> Range<i32> {
    let Some(y) = y else {
        return plot.top..plot.bottom;
    };
    let (above, below) = (y - reach, y + reach + 1);
    if above - plot.top >= plot.bottom - below {
        plot.top..above.min(plot.bottom).max(plot.top)
    } else {
        below.max(plot.top).min(plot.bottom)..plot.bottom
    }
}

/// Which entries fit into so many lines, those around the pointer; one line is for the number of
/// those that do not. `None` where there is no line for any.
fn fitting(entries: &[Entry], lines: usize, y: i32) -> Option<Range<usize>> {
    if entries.len() <= lines {
        return Some(0..entries.len());
    }
    let keep = lines.checked_sub(1).filter(|keep| *keep > 0)?;
    let above = entries.partition_point(|entry| entry.y < y);
    let start = above.saturating_sub(keep / 2).min(entries.len() - keep);
    Some(start..start + keep)
}

/// As much of a name as fits, with an ellipsis where something is missing.
pub(in crate::chart) fn cut(name: &str, room: f64, measure: &dyn Measure) -> String {
    let mut text = name.to_owned();
    if measure.width(name, TYPE) <= room {
        return text;
    }
    while text.pop().is_some() && !text.is_empty() {
        let shorter = format!("{}…", text.trim_end());
        if measure.width(&shorter, TYPE) <= room {
            return shorter;
        }
    }
    text
}
