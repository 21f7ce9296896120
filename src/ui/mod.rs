//! Widgets that know nothing of Nezha: what they show is handed to them.

mod button;
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
mod part;
mod quantity;
mod state;
mod tabs;
mod task;
mod words;

pub use button::{ButtonKind, button, submit_button};
pub use copy::copy_button;
pub use dialog::dialog;
pub use dynamic::{shared_text, switch, text, when};
pub use element::{Element, Handle, el, svg};
pub use field::{Field, FieldKind, tick, tick_box};
pub use flag::{Flag, SystemMark};
pub use icon::{Icon, Shape};
pub use menu::{Choice, Menu};
pub use meter::Meter;
pub(crate) use part::part;
pub use part::{Coming, at_once, loaded};
pub use quantity::QuantityText;
pub use state::{link_button, state_screen};
pub use tabs::tabs;
pub use task::run;
pub use words::{Words, page_title, use_words};
