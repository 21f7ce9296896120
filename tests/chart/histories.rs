//! Samples for tests.

use lotus::chart::{Class, Series};
use proptest::prelude::*;

#[derive(Clone, Debug, Default)]
pub(crate) struct History {
    pub(crate) times: Vec<i64>,
    pub(crate) values: Vec<f32>,
    pub(crate) classes: Vec<Class>,
}

impl History {
    pub(crate) fn of(samples: &[(i64, f32, Class)]) -> Self {
        let mut history = Self::default();
        for (at, value, class) in samples {
            history.times.push(*at);
            history.values.push(*value);
            history.classes.push(*class);
        }
        history
    }

    pub(crate) fn series(&self) -> Series<'_> {
        Series::new(&self.times, &self.values, &self.classes)
    }
}

/// A day of samples a minute, as a monitor with these habits records them: around a level, with
/// a spike, losses, values at the cap, an estimate and a pause now and then.
pub(crate) fn day(seed: u64, level: f32) -> History {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut history = History::default();
    for minute in 0..1440_i64 {
        if (600..640).contains(&minute) && seed.is_multiple_of(2) {
            continue;
        }
        let chance = next();
        let noise = 1.0 + 0.1 * (next() + next() - 1.0) as f32;
        let (value, class) = match chance {
            0.0..0.01 => (0.0, Class::Lost),
            0.01..0.015 => (1000.0, Class::AtCap),
            0.015..0.025 => (level * noise / 2.0, Class::Estimated),
            0.025..0.035 => (level * noise * 6.0, Class::Normal),
            _ => (level * noise, Class::Normal),
        };
        history.times.push(minute * 60_000);
        history.values.push(value);
        history.classes.push(class);
    }
    history
}

/// Anything that a dashboard could send: times that repeat, pauses, every class.
pub(crate) fn histories() -> impl Strategy<Value = History> {
    let steps = prop_oneof![
        4 => Just(60_i64), 3 => Just(0_i64), 2 => 1..200_i64, 1 => 500..5_000_i64
    ];
    let values = prop_oneof![6 => 10.0..100.0_f32, 1 => Just(1000.0_f32), 1 => Just(30.0_f32)];
    let classes = prop_oneof![
        8 => Just(Class::Normal), 2 => Just(Class::Lost),
        1 => Just(Class::AtCap), 1 => Just(Class::Estimated)
    ];
    prop::collection::vec((steps, values, classes), 0..120).prop_map(|samples| {
        let mut at = 1_000;
        let mut history = History::default();
        for (step, value, class) in samples {
            at += step;
            history.times.push(at);
            history.values.push(value);
            history.classes.push(class);
        }
        history
    })
}
