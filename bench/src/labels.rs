//! The words of the plot: as many and as dear as the app's.

use std::cell::OnceCell;

use lotus::chart::{Class, Labels, Zone};
use lotus::domain::time::UnixMillis;
use lotus::domain::units;
use lotus::platform::intl::{self, Formatter};

const LANGUAGE: &str = "en";

#[derive(Default)]
pub(crate) struct Words {
    day: OnceCell<Option<Formatter>>,
    moment: OnceCell<Option<Formatter>>,
}

fn format(formatter: Option<&Formatter>, at_ms: i64) -> String {
    formatter.map_or_else(String::new, |formatter| formatter.format(UnixMillis(at_ms)))
}

fn latency(value: f32) -> String {
    format!("{} ms", units::at_most(value.into(), 3))
}

impl Labels for Words {
    fn unit(&self, _: f64) -> String {
        "ms".to_owned()
    }

    fn tick(&self, value: f64, step: f64, _: f64) -> String {
        units::fixed(value, u32::from(step < 1.0))
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
        let local = at_ms + LocalZone.offset_ms(at_ms);
        let seconds = local.div_euclid(1000).rem_euclid(86_400);
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
        if step_ms < 60_000 {
            format!("{hours:02}:{minutes:02}:{:02}", seconds % 60)
        } else {
            format!("{hours:02}:{minutes:02}")
        }
    }

    fn day(&self, at_ms: i64) -> String {
        let formatter = self.day.get_or_init(|| Formatter::of_days(LANGUAGE));
        format(formatter.as_ref(), at_ms)
    }

    fn moment(&self, at_ms: i64) -> String {
        let formatter = self.moment.get_or_init(|| Formatter::of_moments(LANGUAGE));
        format(formatter.as_ref(), at_ms)
    }
}

pub(crate) struct LocalZone;

impl Zone for LocalZone {
    fn offset_ms(&self, at_ms: i64) -> i64 {
        intl::offset_ms(UnixMillis(at_ms))
    }
}
