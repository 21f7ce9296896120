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
    pub(crate) fn series(&self) -> Series<'_> {
        Series::new(&self.times, &self.values, &self.classes)
    }
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
