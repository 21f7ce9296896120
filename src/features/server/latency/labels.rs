//! The words of a latency chart.

use crate::chart::{Class, Labels, Span, Zone};
use crate::domain::latency_cap::Cap;
use crate::domain::latency_view::Rolling;
use crate::domain::stats::Latency;
use crate::domain::time::{UnixMillis, zone_name};
use crate::domain::units;
use crate::features::server::local_time::{LocalZone, time_of_day};
use crate::i18n::{Texts, fill};
use crate::platform::intl::on_clock;

/// Words for latencies and times, in the language that is shown.
#[derive(Clone, Copy)]
pub(super) struct LatencyLabels {
    texts: &'static Texts,
}

impl LatencyLabels {
    pub(super) fn new(texts: &'static Texts) -> Self {
        Self { texts }
    }

    /// A stretch of time from end to end, and the zone it is told in; empty where there is none.
    pub(super) fn stretch(self, span: Option<Span>) -> String {
        span.map_or_else(String::new, |span| {
            let [from, to] = [span.from_ms, span.to_ms].map(|at| self.moment(at));
            let zone = zone_name(LocalZone.offset_ms(span.to_ms));
            format!("{from} – {to} ({zone})")
        })
    }
}

/// A latency in milliseconds with at most so many decimals: `34.2 ms`; `≥ 300 ms` at a cap of those.
pub(super) fn latency(texts: &Texts, latency: Latency, decimals: usize, cap_ms: f64) -> String {
    match latency {
        Latency::Exact(ms) => {
            let number = units::at_most(ms.into(), decimals);
            format!("{} ms", texts.number(&number))
        }
        Latency::AtLeastCap => fill(texts.at_least, &[&whole_ms(texts, cap_ms)]),
    }
}

/// Whole milliseconds: `1,000 ms`.
pub(super) fn whole_ms(texts: &Texts, ms: f64) -> String {
    format!("{} ms", texts.grouped(&format!("{ms:.0}")))
}

/// What is said of samples at the cap.
pub(super) fn cap_hint(texts: &Texts, cap: Cap) -> String {
    match cap {
        Cap::Assumed(ms) | Cap::Found(ms) => fill(texts.at_cap_hint, &[&whole_ms(texts, ms)]),
        Cap::Above(ms) => fill(texts.cap_above, &[&whole_ms(texts, ms)]),
    }
}

/// What is said of the cap itself, where it is not the usual one.
pub(super) fn cap_note(texts: &Texts, cap: Cap) -> String {
    match cap {
        Cap::Assumed(_) => String::new(),
        Cap::Found(ms) => fill(texts.cap_found, &[&whole_ms(texts, ms)]),
        Cap::Above(ms) => fill(texts.cap_above, &[&whole_ms(texts, ms)]),
    }
}

pub(super) fn range_name(texts: &Texts, rolling: Rolling) -> &'static str {
    match rolling {
        Rolling::HalfHour => texts.range_half_hour,
        Rolling::Hour => texts.range_hour,
        Rolling::SixHours => texts.range_six_hours,
        Rolling::Day => texts.range_day,
    }
}

/// How many decimals tell neighbours apart that differ by this.
fn decimals(step: f64) -> usize {
    if step >= 1.0 {
        0
    } else if step >= 0.1 {
        1
    } else if step >= 0.01 {
        2
    } else {
        3
    }
}

impl Labels for LatencyLabels {
    fn unit(&self, _: f64) -> String {
        "ms".to_owned()
    }

    fn tick(&self, value: f64, step: f64, _: f64) -> String {
        let number = format!("{value:.*}", decimals(step));
        self.texts.grouped(&number)
    }

    fn reading(&self, value: f32, class: Class) -> String {
        let texts = self.texts;
        match class {
            Class::Normal => latency(texts, Latency::Exact(value), 3, 0.0),
            Class::Lost => texts.lost.to_owned(),
            Class::AtCap => latency(texts, Latency::AtLeastCap, 0, value.into()),
            Class::Estimated => {
                let value = latency(texts, Latency::Exact(value), 3, 0.0);
                fill(texts.reading_estimated, &[&value])
            }
        }
    }

    fn no_reading(&self) -> String {
        self.texts.no_sample.to_owned()
    }

    fn time(&self, at_ms: i64, step_ms: i64) -> String {
        time_of_day(at_ms, step_ms < 60_000)
    }

    fn day(&self, at_ms: i64) -> String {
        self.texts.day(on_clock(UnixMillis(at_ms)))
    }

    fn moment(&self, at_ms: i64) -> String {
        self.texts.moment(on_clock(UnixMillis(at_ms)))
    }
}
