//! Widgets that know nothing of Nezha: what they show is handed to them.

mod dynamic;
mod flag;
mod icon;
mod menu;
mod meter;
mod quantity;
mod words;

pub use dynamic::{shared_text, switch, text, when};
pub use flag::{Flag, SystemMark};
pub use icon::{Icon, Shape};
pub use menu::{Choice, Menu};
pub use meter::Meter;
pub use quantity::QuantityText;
pub use words::{Words, page_title, use_words};
