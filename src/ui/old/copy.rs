//! Copying to the clipboard, and saying whether it worked.

use super::super::screen::run;
use super::button::{ButtonKind, button};
use super::dynamic::Text;
use super::dynamic::{text, when};
use super::element::{Element, el};
use super::words::use_words;
use crate::platform::clipboard;
use leptos::prelude::*;

/// A button that copies what `read` gives, with a word on what came of it beside it.
pub fn copy_button(label: Text, read: Text) -> Element {
    let words = use_words();
    let copied = RwSignal::new(None::<bool>);
    let copy = Callback::new(move |()| {
        copied.set(None);
        let text = read.get();
        run(async move {
            copied.set(Some(clipboard::copy(&text).await));
        });
    });
    let said = text(move || {
        let texts = words.texts();
        match copied.get() {
            Some(true) => texts.copied,
            Some(false) => texts.copy_failed,
            None => "",
        }
        .to_owned()
    });
    let failed = text(move || (copied.get() == Some(false)).to_string());
    let word = move || {
        el("span")
            .class("copy__said")
            .attr("role", "status")
            .attr_of("data-failed", failed)
            .text(said)
    };
    el("span")
        .class("copy")
        .add(button(label, ButtonKind::Plain, copy))
        .add(when(move || copied.get().is_some(), word))
}
