//! What a recorded value means: answered, lost, at the cap, or probably lost in part.

mod partial;

use crate::domain::rules::MonitorRules;

/// What a sample says about its probes. A sample is of one class alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SampleClass {
    /// Above 0 and below the cap.
    Answered,
    /// Answered, but probably by some of its probes only: an estimate, whose rule stands in
    /// `loss/partial.rs`. The value is what was recorded; who switches the estimate off sees
    /// [`Answered`](Self::Answered). What comes later may make a sample of the last minutes one.
    Partial,
    /// At the cap or over it: slow but answered probes, perhaps with failures among them. Not a
    /// time-out.
    AtCap,
    /// 0: every probe failed.
    Lost,
}

impl SampleClass {
    /// Whether the value is a latency below the cap, in part lost or not.
    pub fn is_below_cap(self) -> bool {
        matches!(self, Self::Answered | Self::Partial)
    }

    /// The class for somebody who switched the estimate off.
    #[must_use]
    pub fn without_estimate(self) -> Self {
        match self {
            Self::Partial => Self::Answered,
            class => class,
        }
    }

    /// The class of a value by itself.
    fn of(value: f32, cap_ms: f64) -> Self {
        if value <= 0.0 {
            Self::Lost
        } else if f64::from(value) >= cap_ms {
            Self::AtCap
        } else {
            Self::Answered
        }
    }
}

/// Judges each sample of a series by the rules: one class a sample. Times are ascending unix
/// milliseconds, values milliseconds; `gap_after_ms` is the series' own
/// ([`Rhythm`](crate::domain::rhythm::Rhythm)).
#[inline(never)]
pub fn classify(
    times: &[i64],
    values: &[f32],
    gap_after_ms: i64,
    rules: &MonitorRules,
) -> Vec<SampleClass> {
    let cap_ms = rules.latency_cap_ms;
    let mut classes: Vec<SampleClass> = values
        .iter()
        .map(|value| SampleClass::of(*value, cap_ms))
        .collect();
    partial::estimate(times, values, gap_after_ms, rules, &mut classes);
    classes
}
