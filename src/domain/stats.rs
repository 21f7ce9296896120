//! The figures of one monitor over a visible stretch of time.
//!
//! They speak of recorded samples, each the mean of a few probes. Samples that are probably lost in
//! part keep their recorded value in every figure and are counted beside: whether the estimate is
//! switched on changes what is shown of them, and no figure.

use crate::domain::latency::MonitorHistory;
use crate::domain::latency_cap::Cap;
use crate::domain::loss::SampleClass;
use crate::domain::time::{TimeRange, UnixMillis};

/// A latency as far as it is known: the dashboard cuts what is higher than the cap.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Latency {
    /// Milliseconds below the cap.
    Exact(f32),
    /// The cap or anything over it.
    AtLeastCap,
}

/// The newest sample.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Last {
    /// Every probe failed.
    Lost,
    /// What was measured.
    Measured(Latency),
}

/// The figures of a stretch of time. Where there is nothing to tell, a figure is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LatencyStats {
    /// The cap that samples may be at.
    pub cap: Cap,
    /// Samples in the stretch.
    pub samples: usize,
    /// Samples whose every probe failed.
    pub lost: usize,
    /// Samples at the cap or over it.
    pub at_cap: usize,
    /// Samples that are probably lost in part: an estimate.
    pub estimated: usize,
    /// The newest sample.
    pub last: Option<Last>,
    /// The lowest of all samples that are not lost.
    pub min: Option<Latency>,
    /// The median by nearest rank of all samples that are not lost.
    pub median: Option<Latency>,
    /// 95 % of all samples that are not lost are at most this: by nearest rank.
    pub p95: Option<Latency>,
    /// 99 % of all samples that are not lost are at most this: by nearest rank.
    pub p99: Option<Latency>,
    /// The highest of all samples that are not lost.
    pub max: Option<Latency>,
    /// The mean in milliseconds of the samples below the cap. With samples at the cap the real one
    /// is higher: see [`Self::is_cut`].
    pub average_ms: Option<f64>,
    /// The mean absolute difference in milliseconds of neighbouring samples that are both answered
    /// below the cap, with no gap between them. See [`Self::is_cut`].
    pub jitter_ms: Option<f64>,
    /// Samples present ÷ samples expected, 0 to 1: see
    /// [`Rhythm::coverage`](crate::domain::rhythm::Rhythm::coverage).
    pub coverage: Option<f64>,
}

impl LatencyStats {
    /// The figures of the samples in `range`, both ends included. `until` is the moment the answer
    /// was given: nothing is expected after it. `scratch` is room that is used again from call to
    /// call; what it holds before and after means nothing.
    #[inline(never)]
    pub fn of(
        history: &MonitorHistory,
        range: TimeRange,
        until: UnixMillis,
        scratch: &mut Vec<f32>,
    ) -> Self {
        let places = history.places_in(range);
        let mut stats = Self {
            samples: places.len(),
            cap: history.cap(),
            ..Self::default()
        };
        let rhythm = history.rhythm();
        scratch.clear();
        let (mut sum, mut variation, mut pairs) = (0.0, 0.0, 0_usize);
        // The sample before, if it is one to compare with.
        let mut before = None;
        for sample in history.samples_at(places) {
            let value = f64::from(sample.delay_ms);
            stats.last = Some(match sample.class {
                SampleClass::Lost => Last::Lost,
                SampleClass::AtCap => Last::Measured(Latency::AtLeastCap),
                _ => Last::Measured(Latency::Exact(sample.delay_ms)),
            });
            match sample.class {
                SampleClass::Lost => stats.lost += 1,
                SampleClass::AtCap => stats.at_cap += 1,
                SampleClass::Partial => stats.estimated += 1,
                SampleClass::Answered => {}
            }
            if !sample.class.is_below_cap() {
                before = None;
                continue;
            }
            scratch.push(sample.delay_ms);
            sum += value;
            if let Some((at, earlier)) = before
                && !rhythm.is_gap(at, sample.at.0)
            {
                variation += f64::abs(value - earlier);
                pairs += 1;
            }
            before = Some((sample.at.0, value));
        }
        let below_cap = scratch.len();
        stats.average_ms = (below_cap > 0).then(|| sum / below_cap as f64);
        stats.jitter_ms = (pairs > 0).then(|| variation / pairs as f64);
        stats.rank(scratch);
        stats.coverage = rhythm.coverage(stats.samples, range, until);
        stats
    }

    /// Finds the figures by nearest rank among the values below the cap, in any order; those at the
    /// cap come after them.
    fn rank(&mut self, below_cap: &mut [f32]) {
        let answered = below_cap.len() + self.at_cap;
        if answered == 0 {
            return;
        }
        let lowest = below_cap.iter().copied().reduce(f32::min);
        let highest = below_cap.iter().copied().reduce(f32::max);
        self.min = Some(lowest.map_or(Latency::AtLeastCap, Latency::Exact));
        self.max = match highest {
            Some(highest) if self.at_cap == 0 => Some(Latency::Exact(highest)),
            _ => Some(Latency::AtLeastCap),
        };
        // Each selection leaves higher values behind it, among which the next one looks.
        let (mut rest, mut passed) = (below_cap, 0);
        for (percent, figure) in [
            (50, &mut self.median),
            (95, &mut self.p95),
            (99, &mut self.p99),
        ] {
            // The nearest rank, counted from 0: the least that so many percent are not above.
            let rank = (answered * percent).div_ceil(100) - 1;
            *figure = Some(Latency::AtLeastCap);
            // Two figures may fall on the same rank.
            let place = rank.saturating_sub(passed);
            if place < rest.len() {
                let (_, value, _) = rest.select_nth_unstable_by(place, f32::total_cmp);
                *figure = Some(Latency::Exact(*value));
                rest = rest.split_at_mut(place).1;
                passed += place;
            }
        }
    }

    /// Whether samples at the cap are left out of average and jitter.
    pub fn is_cut(&self) -> bool {
        self.at_cap > 0
    }

    /// Whether there are samples and every one is lost. That need not be the line: see
    /// [`MonitorHistory::is_without_answer`].
    pub fn is_without_answer(&self) -> bool {
        self.samples > 0 && self.lost == self.samples
    }

    /// Lost samples ÷ samples, 0 to 1; `None` without samples.
    pub fn loss(&self) -> Option<f64> {
        self.share(self.lost)
    }

    /// Samples at the cap ÷ samples, 0 to 1; `None` without samples.
    pub fn at_cap_share(&self) -> Option<f64> {
        self.share(self.at_cap)
    }

    /// Samples probably lost in part ÷ samples, 0 to 1; `None` without samples.
    pub fn estimated_share(&self) -> Option<f64> {
        self.share(self.estimated)
    }

    fn share(&self, part: usize) -> Option<f64> {
        (self.samples > 0).then(|| part as f64 / self.samples as f64)
    }
}
