//! The estimate that some of a sample's probes failed.
//!
//! A sample is the mean of a few probes with failed ones counted as 0, so one failed probe of two
//! halves it. Nothing in the answer tells such a sample from a line that really was that fast for a
//! moment: this is a guess from the samples around it, and is labelled as one wherever it is shown.
//! When in doubt a sample is left as answered.
//!
//! A sample is flagged when all of this holds, within a stretch that no gap breaks and with lost
//! samples left out:
//!
//! - the **level** before it is known: the median of the last seven samples that are not flagged
//!   themselves, at least three, of which two thirds are within a fifth of it; 2 ms or more and
//!   below the cap;
//! - it lies within a tenth of the level from the fraction k/N of it (N probes, k answered), and
//!   1 ms or more below the level;
//! - no more than three such samples follow each other: more are a route that changed;
//! - the median of the next seven, at least three, is the same level again: the first and the last
//!   samples of a stretch are never flagged, the last ones perhaps later, when others have followed;
//! - of sixty samples to either side half are at the level; twice as many as are at a fraction of
//!   it, because where a line has two habits, half the level is ordinary; and twenty times as many
//!   as are below the level at no fraction of it, because what noise makes lies there too.
//!
//! The tolerances are those of two probes; with more they shrink, as the fractions lie closer. With
//! more than five, what one failed probe takes away is lost among ordinary variation, and nothing
//! is estimated.

use crate::domain::loss::SampleClass;
use crate::domain::rules::MonitorRules;

/// Samples that make a level, on either side.
const LEVEL_OF: usize = 7;
/// The fewest that do.
const LEVEL_OF_AT_LEAST: usize = 3;
/// Samples to either side among which the fraction must be rare.
const AROUND: usize = 60;
/// More in a row are another level.
const LONGEST_STREAK: usize = 3;
/// Below, noise is as large as what is looked for.
const LEAST_LEVEL_MS: f32 = 2.0;
const LEAST_DROP_MS: f32 = 1.0;
const MOST_PROBES: u32 = 5;

/// Makes samples [`SampleClass::Partial`] of which some probes probably failed. The slices are as
/// long as each other.
#[inline(never)]
pub(super) fn estimate(
    times: &[i64],
    values: &[f32],
    gap_after_ms: i64,
    rules: &MonitorRules,
    classes: &mut [SampleClass],
) {
    if !(2..=MOST_PROBES).contains(&rules.probes_per_sample) {
        return;
    }
    let mut stretch = Stretch::by(rules);
    let mut last_at = i64::MAX;
    for ((place, at), value) in (0..).zip(times).zip(values) {
        if at.saturating_sub(last_at) > gap_after_ms {
            stretch.judge(classes);
        }
        last_at = *at;
        if *value > 0.0 {
            stretch.samples.push((*value, place));
        }
    }
    stretch.judge(classes);
}

/// Samples without a gap between them.
struct Stretch {
    cap_ms: f32,
    probes: u32,
    /// How far from a level is still at it, as a share of it.
    tolerance: f32,
    /// The largest share of a level that is a fraction of it.
    largest_fraction: f32,
    /// Values that are not 0, with their places in the series.
    samples: Vec<(f32, usize)>,
    /// The values so far that are not flagged; room that is used again.
    ordinary: Vec<f32>,
}

impl Stretch {
    fn by(rules: &MonitorRules) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "a cap is a few digits, or infinite"
        )]
        let cap_ms = rules.latency_cap_ms as f32;
        let probes = rules.probes_per_sample;
        let tolerance = (0.5 / probes as f32).min(0.2);
        Self {
            cap_ms,
            probes,
            tolerance,
            largest_fraction: 1.0 - 1.0 / probes as f32 + tolerance / 2.0,
            samples: Vec::new(),
            ordinary: Vec::new(),
        }
    }

    /// Flags what there is to flag, and begins the next stretch.
    fn judge(&mut self, classes: &mut [SampleClass]) {
        let samples = std::mem::take(&mut self.samples);
        self.ordinary.clear();
        let mut start = 0;
        while let Some(rest) = samples.get(start..).filter(|rest| !rest.is_empty()) {
            let level = self.level_for(rest);
            let streak = level.as_ref().map_or(0, |level| {
                let in_streak = |(value, _): &&(f32, usize)| level.has_as_fraction(*value);
                rest.iter().take_while(in_streak).count()
            });
            let end = start + streak.max(1);
            let judged = samples.get(start..end).unwrap_or_default();
            let is_partial = (1..=LONGEST_STREAK).contains(&streak)
                && level.is_some_and(|level| level.holds_around(&samples, start, end));
            if is_partial {
                for (_, place) in judged {
                    if let Some(class) = classes.get_mut(*place) {
                        *class = SampleClass::Partial;
                    }
                }
            } else {
                self.ordinary.extend(judged.iter().map(|(value, _)| value));
            }
            start = end;
        }
        self.samples = samples;
        self.samples.clear();
    }

    /// The level before the first of these samples, if it is clear and the sample is far enough
    /// below it to be looked at closely.
    #[inline(never)]
    fn level_for(&self, rest: &[(f32, usize)]) -> Option<Level> {
        let (value, _) = rest.first()?;
        let before = self.ordinary.len().saturating_sub(LEVEL_OF);
        let before = self.ordinary.get(before..)?;
        // Nearly all samples end here: no level of these could make this one a fraction of it.
        let at_least = value / self.largest_fraction;
        let is_candidate = before.iter().any(|value| *value >= at_least);
        if !is_candidate || before.len() < LEVEL_OF_AT_LEAST {
            return None;
        }
        let ms = median(&before.iter())?;
        let level = Level {
            ms,
            lowest: ms - ms * self.tolerance,
            highest: ms + ms * self.tolerance,
            probes: self.probes,
        };
        let at_level = before.iter().filter(|value| level.holds(**value)).count();
        let is_clear = at_level * 3 >= before.len() * 2;
        (is_clear && ms >= LEAST_LEVEL_MS && ms < self.cap_ms).then_some(level)
    }
}

/// What a line usually takes for a while.
struct Level {
    ms: f32,
    lowest: f32,
    highest: f32,
    probes: u32,
}

impl Level {
    fn holds(&self, value: f32) -> bool {
        value >= self.lowest && value <= self.highest
    }

    /// Whether a value is what remains when some of the probes failed.
    fn has_as_fraction(&self, value: f32) -> bool {
        let share = self.ms / self.probes as f32;
        let tolerance = (self.ms - self.lowest) / 2.0;
        self.ms - value >= LEAST_DROP_MS
            && (1..self.probes).any(|answered| (value - share * answered as f32).abs() <= tolerance)
    }

    /// Whether the level holds after the samples from `start` to `end` as it did before, and
    /// fractions of it are rare around them.
    #[inline(never)]
    fn holds_around(&self, samples: &[(f32, usize)], start: usize, end: usize) -> bool {
        let before = samples.get(start.saturating_sub(AROUND)..start);
        let after = samples.get(end..samples.len().min(end + AROUND));
        let (before, after) = (before.unwrap_or_default(), after.unwrap_or_default());
        let next = after.iter().take(LEVEL_OF).map(|(value, _)| value);
        let goes_on = median(&next).is_some_and(|next| self.holds(next));
        if after.len() < LEVEL_OF_AT_LEAST || !goes_on {
            return false;
        }
        let (mut at_level, mut at_fraction, mut strays) = (0, 0, 0);
        for (value, _) in before.iter().chain(after) {
            if self.holds(*value) {
                at_level += 1;
            } else if self.has_as_fraction(*value) {
                at_fraction += 1;
            } else if *value < self.ms {
                strays += 1;
            }
        }
        at_level * 2 >= before.len() + after.len()
            && at_level >= at_fraction * 2
            && at_level >= strays * 20
    }
}

/// The upper median, because what doesn't belong lies below: found by counting, which for seven
/// values is as quick as sorting them.
fn median<'a>(values: &(impl ExactSizeIterator<Item = &'a f32> + Clone)) -> Option<f32> {
    let middle = values.len() / 2;
    let found = values.clone().find(|value| {
        let lower = values.clone().filter(|other| other < value).count();
        let higher = values.clone().filter(|other| other > value).count();
        (lower..values.len() - higher).contains(&middle)
    });
    found.copied()
}
