//! What the series say at a time. A crosshair asks this on every move: nothing here looks at more
//! samples than it returns, beside binary searches.

use std::ops::Range;

use super::scale::Span;
use super::series::Series;

/// The samples of one series at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which series.
    pub series: usize,
    /// Which of its samples: all that share the time, none if it has none then.
    pub samples: Range<usize>,
}

/// The time of the sample nearest to `at_ms` in any series, of the samples in `span`; the earlier
/// of two that are equally near.
pub fn nearest_time(series: &[Series<'_>], at_ms: i64, span: Span) -> Option<i64> {
    let mut nearest: Option<i64> = None;
    // Of the samples in the range those around this time are the nearest.
    let at_ms = at_ms.max(span.from_ms).min(span.to_ms);
    for one in series {
        let times = one.times();
        let next = times.partition_point(|at| *at < at_ms);
        let around = [next.checked_sub(1), Some(next)];
        for candidate in around.into_iter().flatten() {
            let Some(time) = times.get(candidate).copied() else {
                continue;
            };
            let key = |time: i64| (time.abs_diff(at_ms), time);
            if span.contains(time) && nearest.is_none_or(|best| key(time) < key(best)) {
                nearest = Some(time);
            }
        }
    }
    nearest
}

/// What each series has at exactly this time.
pub fn readings(series: &[Series<'_>], at_ms: i64) -> Vec<Reading> {
    let all = series.iter().enumerate();
    all.map(|(series, one)| Reading {
        series,
        samples: one.at(at_ms),
    })
    .collect()
}
