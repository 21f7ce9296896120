//! What a recorded value means: answered, lost, at the cap.

use crate::domain::rules::MonitorRules;

/// What a sample says about its probes. A sample is of one class alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SampleClass {
    /// Above 0 and below the cap.
    Answered,
    /// 0: every probe failed.
    Lost,
    /// At the cap or over it: slow but answered probes, perhaps with failures among them.
    AtCap,
}

impl SampleClass {
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

/// Judges each sample of a series by the rules.
pub fn classify(
    _times: &[i64],
    values: &[f32],
    _gap_after_ms: i64,
    rules: &MonitorRules,
) -> Vec<SampleClass> {
    let values = values.iter();
    values
        .map(|value| SampleClass::of(*value, rules.latency_cap_ms))
        .collect()
}
