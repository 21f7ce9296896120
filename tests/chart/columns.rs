use lotus::chart::{Class, Columns, Series, Span, Stroke, decimate};
use proptest::prelude::*;

use crate::histories::{History, histories};

const GAP: i64 = 150;

/// One sample of the visible range with its column, worked out the plain way.
struct Seen {
    index: usize,
    column: u32,
    value: f32,
    class: Class,
}

fn seen(history: &History, span: Span, width: u32) -> Vec<Seen> {
    let mut seen = Vec::new();
    for (index, at) in history.times.iter().enumerate() {
        if !span.contains(*at) {
            continue;
        }
        let length = i128::from(span.width_ms().max(1));
        let column = i128::from(at - span.from_ms) * i128::from(width) / length;
        seen.push(Seen {
            index,
            column: u32::try_from(column).unwrap().min(width - 1),
            value: history.values[index],
            class: history.classes[index],
        });
    }
    seen
}

/// Whether a line leads from this sample to the next one.
fn joins(history: &History, index: usize) -> bool {
    let next = index + 1;
    next < history.times.len()
        && history.times[next] - history.times[index] <= GAP
        && history.classes[index] != Class::Lost
        && history.classes[next] != Class::Lost
}

fn of_column(columns: &Columns, column: u32) -> Vec<Stroke> {
    let strokes = columns.strokes.iter();
    strokes
        .filter(|one| one.column == column)
        .copied()
        .collect()
}

fn check(history: &History, span: Span, width: u32) -> Result<(), TestCaseError> {
    let series = history.series().broken_after(GAP);
    let columns = decimate(&series, span, width);
    let seen = seen(history, span, width);
    prop_assert_eq!(columns.samples, seen.len());

    for column in 0..width {
        let here: Vec<_> = seen.iter().filter(|one| one.column == column).collect();
        let values: Vec<_> = here.iter().filter(|one| one.class != Class::Lost).collect();
        let strokes = of_column(&columns, column);
        prop_assert!(strokes.len() <= 2);
        prop_assert_eq!(strokes.is_empty(), values.is_empty());
        let count = |class: Class| here.iter().filter(|one| one.class == class).count();
        let marks = columns.marks.iter().filter(|one| one.column == column);
        let marks: Vec<_> = marks.collect();
        let any = count(Class::Lost) + count(Class::AtCap) + count(Class::Estimated) > 0;
        prop_assert_eq!(marks.len(), usize::from(any));
        for marks in marks {
            prop_assert_eq!(marks.lost as usize, count(Class::Lost));
            prop_assert_eq!(marks.at_cap as usize, count(Class::AtCap));
            prop_assert_eq!(marks.estimated as usize, count(Class::Estimated));
            let estimated = here.iter().filter(|one| one.class == Class::Estimated);
            let lowest = estimated.map(|one| one.value).fold(f32::INFINITY, f32::min);
            prop_assert_eq!(marks.lowest_estimated, lowest);
        }
        let (Some(first), Some(last)) = (values.first(), values.last()) else {
            continue;
        };
        let lowest = values
            .iter()
            .map(|one| one.value)
            .fold(f32::INFINITY, f32::min);
        let highest = values.iter().map(|one| one.value).fold(0.0, f32::max);
        let min = strokes
            .iter()
            .map(|one| one.min)
            .fold(f32::INFINITY, f32::min);
        let max = strokes.iter().map(|one| one.max).fold(0.0, f32::max);
        prop_assert_eq!((min, max), (lowest, highest));
        prop_assert_eq!(strokes[0].first, first.value);
        prop_assert_eq!(strokes[strokes.len() - 1].last, last.value);
        for stroke in &strokes {
            prop_assert!(stroke.min <= stroke.first && stroke.first <= stroke.max);
            prop_assert!(stroke.min <= stroke.last && stroke.last <= stroke.max);
        }
        // A break within the column parts its two strokes, and nothing else does.
        let breaks = values
            .windows(2)
            .filter(|two| two[1].index != two[0].index + 1 || !joins(history, two[0].index));
        prop_assert_eq!(strokes.len() == 2, breaks.count() > 0);
        prop_assert!(strokes.len() < 2 || !strokes[1].is_joined);
        // The line comes into the column exactly if it leads here from the sample before.
        let from = first.index.checked_sub(1);
        let comes = from.is_some_and(|from| joins(history, from));
        prop_assert_eq!(strokes[0].is_joined, comes);
    }

    let before = history.times.iter().rposition(|at| *at < span.from_ms);
    let after = history.times.iter().position(|at| *at > span.to_ms);
    let sample = |index: usize| (history.times[index], history.values[index]);
    let expected = before.filter(|index| joins(history, *index)).map(sample);
    prop_assert_eq!(columns.before, expected);
    let comes = after.filter(|index| *index > 0 && joins(history, index - 1));
    prop_assert_eq!(columns.after, comes.map(sample));
    Ok(())
}

proptest! {
    #[test]
    fn no_lowest_no_highest_no_gap_and_no_mark_is_dropped(
        history in histories(), from in 0..12_000_i64, length in 0..12_000_i64, width in 1..80_u32,
    ) {
        check(&history, Span::new(from, from + length), width)?;
    }

    #[test]
    fn nor_where_all_is_visible(history in histories(), width in 1..200_u32) {
        if let Some(extent) = history.series().extent() {
            check(&history, extent, width)?;
        }
    }

    #[test]
    fn a_value_that_is_none_breaks_the_line_as_a_loss_does_and_is_not_marked(
        history in histories(), from in 0..12_000_i64, length in 0..12_000_i64, width in 1..80_u32,
    ) {
        let span = Span::new(from, from + length);
        let plain = |class: &Class| if *class == Class::Lost { *class } else { Class::Normal };
        let classes: Vec<Class> = history.classes.iter().map(plain).collect();
        let samples = history.values.iter().zip(&classes);
        let values: Vec<f32> = samples
            .map(|(value, class)| if *class == Class::Lost { f32::NAN } else { *value })
            .collect();
        let of = |series: Series<'_>| decimate(&series.broken_after(GAP), span, width);
        let lost = of(Series::new(&history.times, &history.values, &classes));
        let absent = of(Series::new(&history.times, &values, &[]));
        prop_assert_eq!(absent.marks, []);
        prop_assert_eq!(absent.strokes, lost.strokes);
        prop_assert_eq!((absent.before, absent.after), (lost.before, lost.after));
    }

    #[test]
    fn marks_add_up_to_the_samples(history in histories(), width in 1..50_u32) {
        let Some(extent) = history.series().extent() else { return Ok(()) };
        let columns = decimate(&history.series(), extent, width);
        let of = |class: Class| history.classes.iter().filter(|one| **one == class).count();
        let lost: u32 = columns.marks.iter().map(|one| one.lost).sum();
        let at_cap: u32 = columns.marks.iter().map(|one| one.at_cap).sum();
        prop_assert_eq!((lost as usize, at_cap as usize), (of(Class::Lost), of(Class::AtCap)));
    }
}

#[test]
fn samples_that_share_a_minute_are_one_stroke_from_the_lowest_to_the_highest() {
    let times = [0, 60_000, 60_000, 60_000, 120_000];
    let series = Series::new(&times, &[30.0, 50.0, 20.0, 40.0, 30.0], &[]).broken_after(90_000);
    let columns = decimate(&series, Span::new(0, 120_000), 200);
    let stroke = columns.strokes[1];
    assert_eq!((stroke.first, stroke.min), (50.0, 20.0));
    assert_eq!((stroke.max, stroke.last), (50.0, 40.0));
    assert_eq!(columns.strokes.len(), 3);
}

#[test]
fn between_two_samples_the_line_still_passes() {
    let series = Series::new(&[0, 60_000], &[30.0, 50.0], &[]).broken_after(90_000);
    let columns = decimate(&series, Span::new(10_000, 20_000), 200);
    assert_eq!((columns.samples, columns.strokes.len()), (0, 0));
    assert_eq!(columns.before, Some((0, 30.0)));
    assert_eq!(columns.after, Some((60_000, 50.0)));
    let apart = series.broken_after(30_000);
    assert_eq!(
        decimate(&apart, Span::new(10_000, 20_000), 200),
        Columns::default()
    );
}

#[test]
fn slices_of_unequal_length_lose_what_has_no_partner() {
    let series = Series::new(&[1, 2, 3], &[1.0, 2.0, 3.0], &[Class::Lost, Class::Normal]);
    assert_eq!(
        (series.times(), series.values()),
        (&[1, 2][..], &[1.0, 2.0][..])
    );
    assert_eq!(
        Series::new(&[1, 2, 3], &[1.0], &[]).extent(),
        Some(Span::new(1, 1))
    );
    assert_eq!(decimate(&series, Span::new(0, 5), 0).samples, 2);
}
