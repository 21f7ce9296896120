//! What a chart needs from outside: words, widths and the viewer's zone.

use super::series::Class;

/// Words in the viewer's language. No text here is markup.
pub trait Labels {
    /// The unit, which stands once above the axis (`ms`, `MB/s`); may be empty. `top` is the
    /// largest value of the axis, so that one prefix serves all of its labels.
    fn unit(&self, top: f64) -> String;

    /// A value on the axis without its unit; neighbours differ by `step`.
    fn tick(&self, value: f64, step: f64, top: f64) -> String;

    /// A sample in the panel of values, with its unit, its class in words: `34.2 ms`, `lost`,
    /// `≥ 1,000 ms`, `17 ms (estimated loss)`.
    fn reading(&self, value: f32, class: Class) -> String;

    /// What stands in the panel for a series without a sample at that time.
    fn no_reading(&self) -> String;

    /// A time on the axis: to the second where `step_ms` is below a minute, else to the minute.
    fn time(&self, at_ms: i64, step_ms: i64) -> String;

    /// A day on the axis: `12 Mar`.
    fn day(&self, at_ms: i64) -> String;

    /// A time above the panel of values, in full.
    fn moment(&self, at_ms: i64) -> String;
}

/// How wide a text is.
pub trait Measure {
    /// The width in the unit in which the size is given.
    fn width(&self, text: &str, size: f64) -> f64;
}

/// The viewer's zone.
pub trait Zone {
    /// What is added to universal time to get local time then, in milliseconds.
    fn offset_ms(&self, at_ms: i64) -> i64;
}

impl<F: Fn(i64) -> i64> Zone for F {
    fn offset_ms(&self, at_ms: i64) -> i64 {
        self(at_ms)
    }
}

/// What depends on who looks.
#[derive(Clone, Copy)]
pub struct Viewer<'a> {
    /// Words.
    pub labels: &'a dyn Labels,
    /// Widths of words.
    pub measure: &'a dyn Measure,
    /// The zone.
    pub zone: &'a dyn Zone,
}
