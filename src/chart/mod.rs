//! Charts of values over time: slices of samples in, one pure scene out, and the scene drawn alike
//! onto any backend of plotters.
//!
//! The module knows no monitor, no language, no zone and no browser. Words come from [`Labels`],
//! the width of a text from [`Measure`], the viewer's zone from [`Zone`], the colours of the page
//! from [`Theme`].
//!
//! From samples to pixels: [`Series`] (borrowed) → [`decimate()`] to pixel columns → [`Scene`]
//! (everything in device pixels) → [`draw()`]. The crosshair is an [`Overlay`] of its own, for a
//! canvas that lies over the other, so that moving it draws no series again.

mod clip;
mod decimate;
mod draw;
mod labels;
mod overlay;
mod palette;
mod picture;
mod readings;
mod scale;
mod scene;
mod series;
mod svg;
mod ticks;

pub use clip::{BAND, DEVIATIONS, GAIN, HEADROOM, robust_bound};
pub use decimate::{Columns, Marks, Stroke, decimate};
pub use draw::{Theme, draw, draw_overlay};
pub use labels::{Labels, Measure, Viewer, Zone};
pub use overlay::{Dot, Overlay, Panel, Pointer, Row, overlay};
pub use palette::{DARK, DASHES, HUES, Ink, LIGHT, Rgb};
pub use picture::{Caption, picture};
pub use readings::{Reading, nearest_time, readings};
pub use scale::{Span, TimeScale, ValueScale};
pub use scene::{
    Align, Chrome, Clip, Frame, GridLine, Mark, MarkKind, Point, Polylines, Rect, Scene,
    SeriesShape, Text, ValueAxis, View, scene,
};
pub use series::{Class, Series};
pub use svg::{Svg, svg};
pub use ticks::{Base, TimeTick, ValueTicks, time_ticks, value_ticks};
