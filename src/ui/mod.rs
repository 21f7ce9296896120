//! Widgets that know nothing of Nezha: what they show is handed to them.

mod button;
mod canvas;
mod copy;
mod dialog;
mod field;
mod flag;
mod flow;
mod focus;
mod icon;
mod language;
mod menu;
mod meter;
mod part;
mod plot;
mod quantity;
mod scheme;
mod screen;
mod state;
mod tabs;

pub use button::{Button, ButtonKind, LinkButton, SubmitButton};
pub use canvas::{CanvasBackend, CanvasMeasure, new_canvas};
pub use copy::CopyButton;
pub use dialog::Dialog;
pub use field::{FieldKind, TextArea, TextField, Tick, TickBox};
pub use flag::{Flag, SystemMark};
pub use focus::focus_and_select;
pub use icon::{Icon, Shape};
pub use language::{TitleCount, provide_language, set_page_title, use_language, use_texts};
pub use menu::{ActionMenu, ChoiceMenu, MenuItem};
pub use meter::{BytesMeter, Meter};
pub use part::{Asked, Coming, Extent, Missing, loaded, part, with_part};
pub use plot::{FONT, KEY_FACTOR, KEY_SHARE, LEAST_MS, Plot, PlotHandle, Plotted, theme};
pub use quantity::Quantity;
pub use scheme::{Scheme, use_scheme};
pub use screen::{Screen, run, screen_state};
pub use state::{StateScreen, TroubleScreen};
pub use tabs::{Tab, Tabs};

pub use flow::{each, each_of_two, effect, either, when, word};
