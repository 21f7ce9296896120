//! How often a monitor measures, told from its samples alone, and what is missing by that.

use crate::domain::time::{TimeRange, UnixMillis};

/// A monitor's own rhythm.
///
/// The dashboard cuts times to the minute, so the pauses between samples are whole minutes on both
/// sides of the real interval: 30 s shows as 0 and 60 s in turn, 96 s as 60 and 120 s.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rhythm {
    /// The usual interval in milliseconds; `None` where all samples share one moment.
    pub step_ms: Option<i64>,
    /// Two successive samples that are further apart than this many milliseconds have a gap
    /// between them: something did not run, which is not loss. `i64::MAX` without an interval.
    pub gap_after_ms: i64,
}

/// How far back an answer reaches.
const ANSWER_MS: i64 = 24 * 3_600_000;

/// What cutting to the minute may add to a pause.
const MINUTE_MS: i64 = 60_000;

impl Rhythm {
    /// The rhythm of ascending unix milliseconds.
    ///
    /// The lower median of the pauses that are not 0 says what is usual. If seven of eight usual
    /// pauses are equal to it, it is the interval, so that single missing rows don't stretch it;
    /// if fewer are, the cut to the minute hides the interval, which is then the mean of the usual
    /// pauses. A gap is a pause over one and a half intervals, and over a minute more where times
    /// are cut to it: so much may be added by the cut alone.
    #[inline(never)]
    pub fn of(times: &[i64]) -> Self {
        let mut pauses: Vec<f64> = pauses(times).filter(|pause| *pause > 0.0).collect();
        if pauses.is_empty() {
            return Self {
                step_ms: None,
                gap_after_ms: i64::MAX,
            };
        }
        let middle = (pauses.len() - 1) / 2;
        let median = *pauses.select_nth_unstable_by(middle, f64::total_cmp).1;
        drop(pauses);

        let is_cut = times.iter().all(|at| at % MINUTE_MS == 0);
        let cut_ms = if is_cut { MINUTE_MS as f64 } else { 0.0 };
        let (mut usual, mut equal, mut sum) = (0_u32, 0_u32, 0.0);
        for pause in self::pauses(times) {
            if pause <= median * 1.5 + cut_ms {
                usual += 1;
                equal += u32::from((pause - median).abs() <= median * 1e-6);
                sum += pause;
            }
        }
        let step = if u64::from(equal) * 8 >= u64::from(usual) * 7 {
            median
        } else {
            sum / f64::from(usual)
        };
        // Saturates where times are centuries apart.
        #[expect(clippy::cast_possible_truncation)]
        Self {
            step_ms: Some((step.round() as i64).max(1)),
            gap_after_ms: (step * 1.5 + cut_ms) as i64,
        }
    }

    /// Whether the time between two samples is a gap.
    pub fn is_gap(self, earlier_ms: i64, later_ms: i64) -> bool {
        later_ms.saturating_sub(earlier_ms) > self.gap_after_ms
    }

    /// Samples present ÷ samples expected in a stretch of time, at most 1.
    ///
    /// The stretch is what is looked at: a monitor that began in it covers a part of it. Nothing is
    /// expected after `until`, the moment the answer was given, nor before what an answer reaches back
    /// to. Only whole intervals count: of a stretch that may hold two samples or three, two are
    /// expected. `None` where nothing is: without a rhythm, outside of what the answer covers, and in
    /// less than an interval.
    pub fn coverage(self, samples: usize, range: TimeRange, until: UnixMillis) -> Option<f64> {
        let since = until.plus(-ANSWER_MS);
        let covered_ms = range
            .to
            .0
            .min(until.0)
            .saturating_sub(range.from.0.max(since.0));
        let expected = covered_ms.checked_div(self.step_ms?)?;
        (expected > 0).then(|| (samples as f64 / expected as f64).min(1.0))
    }
}

/// Milliseconds between each two successive times.
fn pauses(times: &[i64]) -> impl Iterator<Item = f64> + '_ {
    let later = times.iter().skip(1);
    times
        .iter()
        .zip(later)
        .map(|(earlier, later)| later.saturating_sub(*earlier) as f64)
}
