//! The view layer that screens are leaving for `view!`.

mod built;
mod button;
mod choice;
mod copy;
mod dialog;
mod dynamic;
mod each;
mod element;
mod field;
mod flag;
mod icon;
mod menu;
mod meter;
mod mounted;
mod quantity;
mod state;
mod tabs;
mod words;

pub use button::{ButtonKind, button, submit_button};
pub use copy::copy_button;
pub use dialog::dialog;
pub use dynamic::{Text, choose, either, follow, number_of, text, when};
pub use element::{Element, Handle, el, group, svg};
pub use field::{Field, FieldKind, tick, tick_box};
pub use flag::{flag, system_mark};
pub use icon::{Shape, drawing, icon};
pub use menu::{Choice, Choices, action_menu, menu};
pub use meter::{bytes_meter, meter};
pub use mounted::{Mounted, mount};
pub use quantity::quantity;
pub use state::{link_button, state_screen, trouble_screen};
pub use tabs::tabs;
pub use words::{Words, page_title, use_words};

pub use super::canvas::{CanvasBackend, CanvasMeasure, new_canvas};
pub(crate) use super::part::part;
pub use super::part::{Coming, Extent, at_once, loaded};
pub use super::plot::{FONT, KEY_FACTOR, KEY_SHARE, LEAST_MS, PlotHandle, Plotted, plot, theme};
pub use super::scheme::{Scheme, use_scheme};
pub use super::screen::run;
