//! Widgets that know nothing of Nezha: what they show is handed to them.

mod canvas;
pub mod old;
mod part;
mod plot;
mod scheme;
mod task;

pub use canvas::{CanvasBackend, CanvasMeasure, new_canvas};
pub(crate) use part::part;
pub use part::{Coming, Extent, at_once, loaded};
pub use plot::{FONT, KEY_FACTOR, KEY_SHARE, LEAST_MS, PlotHandle, Plotted, plot, theme};
pub use scheme::{Scheme, use_scheme};
pub use task::run;
