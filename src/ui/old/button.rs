//! A button.

use super::dynamic::Text;
use super::dynamic::text;
use super::element::{Element, el};
use leptos::prelude::*;

/// How much a button stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several.
    Plain,
    /// What the screen is for.
    Primary,
    /// What cannot be undone.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button--primary",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button with a word on it.
pub fn button(label: Text, kind: ButtonKind, press: Callback<()>) -> Element {
    el("button")
        .attr("type", "button")
        .class(kind.class())
        .on("click", move |_| press.run(()))
        .text(label)
}

/// The button that sends a form. While it is sent the button stays where it is and can be focused,
/// but does nothing more.
pub fn submit_button(label: Text, is_sending: RwSignal<bool>) -> Element {
    el("button")
        .attr("type", "submit")
        .class("button button--primary")
        .attr_of("aria-disabled", text(move || is_sending.get().to_string()))
        .text(label)
}
