//! A viewer for tests: English, letters of one width, a zone without or with a change of clocks.

use lotus::chart::{Class, Labels, Measure, Viewer, Zone};

pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const DAY: i64 = 24 * HOUR;

/// Words for milliseconds.
pub(crate) struct English<'a>(pub(crate) &'a dyn Zone);

/// Each letter is 6 pixels wide where the type has 12.
pub(crate) struct Monospace;

impl Measure for Monospace {
    fn width(&self, text: &str, size: f64) -> f64 {
        text.chars().count() as f64 * size / 2.0
    }
}

impl English<'_> {
    fn local(&self, at_ms: i64) -> i64 {
        at_ms + self.0.offset_ms(at_ms)
    }

    fn clock(&self, at_ms: i64, has_seconds: bool) -> String {
        let local = self.local(at_ms).rem_euclid(DAY);
        let (hours, minutes) = (local / HOUR, local / 60_000 % 60);
        if has_seconds {
            format!("{hours:02}:{minutes:02}:{:02}", local / 1_000 % 60)
        } else {
            format!("{hours:02}:{minutes:02}")
        }
    }
}

impl Labels for English<'_> {
    fn unit(&self, _top: f64) -> String {
        "ms".to_owned()
    }

    fn tick(&self, value: f64, step: f64, _top: f64) -> String {
        let decimals = usize::from(step < 1.0);
        format!("{value:.decimals$}")
    }

    fn reading(&self, value: f32, class: Class) -> String {
        match class {
            Class::Normal => format!("{value:.1} ms"),
            Class::Lost => "lost".to_owned(),
            Class::AtCap => format!("≥ {value:.0} ms"),
            Class::Estimated => format!("{value:.1} ms (estimated loss)"),
        }
    }

    fn no_reading(&self) -> String {
        "–".to_owned()
    }

    fn time(&self, at_ms: i64, step_ms: i64) -> String {
        self.clock(at_ms, step_ms < 60_000)
    }

    fn day(&self, at_ms: i64) -> String {
        format!("day {}", self.local(at_ms).div_euclid(DAY))
    }

    fn moment(&self, at_ms: i64) -> String {
        format!("{} {}", self.day(at_ms), self.clock(at_ms, true))
    }
}

/// Hands a viewer in universal time to a test.
pub(crate) fn with_viewer<T>(test: impl FnOnce(Viewer<'_>) -> T) -> T {
    in_zone(&|_: i64| 0, test)
}

pub(crate) fn in_zone<T>(zone: &dyn Zone, test: impl FnOnce(Viewer<'_>) -> T) -> T {
    test(Viewer {
        labels: &English(zone),
        measure: &Monospace,
        zone,
    })
}
