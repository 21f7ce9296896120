//! Charts of values over time, without a monitor, a language, a zone or a browser.
//!
//! Words come from [`Labels`], the width of a text from [`Measure`], the viewer's zone from
//! [`Zone`]. [`Series`] are borrowed; [`decimate()`] reduces them to pixel columns.

mod clip;
mod decimate;
mod labels;
mod palette;
mod scale;
mod series;
mod ticks;

pub use clip::{BAND, DEVIATIONS, GAIN, HEADROOM, robust_bound};
pub use decimate::{Columns, Marks, Stroke, decimate};
pub use labels::{Labels, Measure, Viewer, Zone};
pub use palette::{DARK, HUES, Ink, LIGHT, Rgb};
pub use scale::{Span, TimeScale, ValueScale};
pub use series::{Class, Series};
pub use ticks::{Base, TimeTick, ValueTicks, time_ticks, value_ticks};
