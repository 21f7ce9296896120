//! The words of the plot: as many and as dear as the app's.

use lotus::chart::{Class, Labels, Zone};
use lotus::domain::time::UnixMillis;
use lotus::domain::units;
use lotus::i18n::{Language, Texts};
use lotus::platform::intl::{self, on_clock};

pub(crate) struct Words;

fn texts() -> &'static Texts {
    Language::En.texts()
}

fn latency(value: f32) -> String {
    format!("{} ms", units::at_most(value.into(), 3))
}

impl Labels for Words {
    fn unit(&self, _: f64) -> String {
        "ms".to_owned()
    }

    fn tick(&self, value: f64, step: f64, _: f64) -> String {
        format!("{value:.*}", usize::from(step < 1.0))
    }

    fn reading(&self, value: f32, class: Class) -> String {
        match class {
            Class::Normal => latency(value),
            Class::Lost => "lost".to_owned(),
            Class::AtCap => "≥ 1,000 ms".to_owned(),
            Class::Estimated => format!("{} (estimated loss)", latency(value)),
        }
    }

    fn no_reading(&self) -> String {
        "no sample".to_owned()
    }

    fn time(&self, at_ms: i64, step_ms: i64) -> String {
        on_clock(UnixMillis(at_ms)).time_of_day(step_ms < 60_000)
    }

    fn day(&self, at_ms: i64) -> String {
        texts().day(on_clock(UnixMillis(at_ms)))
    }

    fn moment(&self, at_ms: i64) -> String {
        texts().moment(on_clock(UnixMillis(at_ms)))
    }
}

pub(crate) struct LocalZone;

impl Zone for LocalZone {
    fn offset_ms(&self, at_ms: i64) -> i64 {
        intl::offset_ms(UnixMillis(at_ms))
    }
}
