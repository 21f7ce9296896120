//! The cap of recorded latencies, learned from an answer: no answer tells it, and owners change it.
//!
//! The dashboard caps each mean once, so every capped sample of an answer is exactly the cap, a whole
//! number of milliseconds, and nothing lies above it. All monitors share it. The rule:
//!
//! - **Above the default**: one sample of more than the default proves that the cap is higher, whatever
//!   else there is.
//! - **Found**: the highest of all samples is the cap if at least [`AT_LEAST`] are exactly that, and it is
//!   a whole number of [`LEAST_MS`] or more. Below the default, of the others that were answered half or
//!   more must be no multiples of half a millisecond: only where times are measured finely are three
//!   alike no chance.
//! - **Open**: a sample is above the default, and no highest value repeats. Where the cap is then, nobody
//!   knows, and no sample is at it.
//! - **Assumed**: none of this, and the default holds.

use crate::domain::rules::MonitorRules;

/// So many samples at exactly the highest value are no chance.
pub const AT_LEAST: usize = 3;

/// No owner caps below.
pub const LEAST_MS: f32 = 10.0;

/// What is known of the cap, milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cap {
    /// The default, which no sample speaks against.
    Assumed(f64),
    /// The samples tell it.
    Found(f64),
    /// It is above this, which was recorded.
    Above(f64),
}

impl Cap {
    /// Learns it from the samples of all monitors of an answer.
    #[inline(never)]
    pub fn of(monitors: &[&[f32]], rules: &MonitorRules) -> Self {
        let answered = || {
            let values = monitors.iter().copied().flatten().copied();
            values.filter(|value| value.is_finite() && *value > 0.0)
        };
        let default = rules.latency_cap_ms;
        let highest = answered().fold(0.0, f32::max);
        let (mut at_highest, mut below, mut fine) = (0_usize, 0_usize, 0_usize);
        for value in answered() {
            if value >= highest {
                at_highest += 1;
            } else {
                below += 1;
                fine += usize::from((value * 2.0).fract() != 0.0);
            }
        }
        let exact = f64::from(highest);
        let is_whole = highest >= LEAST_MS && highest.fract() == 0.0;
        let is_fine = below > 0 && fine * 2 >= below;
        let is_no_chance = exact > default || exact < default && is_fine;
        if at_highest >= AT_LEAST && is_whole && is_no_chance {
            Self::Found(exact)
        } else if exact > default {
            Self::Above(exact)
        } else {
            Self::Assumed(default)
        }
    }

    /// From how many milliseconds on a sample is at the cap; infinite where nobody knows.
    pub fn ms(self) -> f64 {
        match self {
            Self::Assumed(ms) | Self::Found(ms) => ms,
            Self::Above(_) => f64::INFINITY,
        }
    }
}

impl Default for Cap {
    fn default() -> Self {
        Self::Assumed(MonitorRules::V0.latency_cap_ms)
    }
}
