//! A modal dialog.

use super::dynamic::Text;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement};

use super::element::{Element, Handle, el};

/// A dialog that is open as long as it is in the page. What is handed to `fill` closes it: the
/// browser then gives the focus back, and `closed` is told, as it is after Escape.
pub fn dialog(
    title: Text,
    closed: Callback<()>,
    fill: impl FnOnce(Element, Callback<()>) -> Element,
) -> Element {
    let handle = Handle::new();
    let close = Callback::new(move |()| {
        if let Some(dialog) = dialog_of(handle.get()) {
            dialog.close();
        }
    });
    let dialog = el("dialog")
        .class("dialog")
        .attr_of("aria-label", title)
        .handle(handle)
        .ready(|element| {
            if let Some(dialog) = dialog_of(Some(element)) {
                let _ = dialog.show_modal();
            }
        })
        .on("close", move |_| closed.run(()))
        .add(el("h2").class("dialog__title").text(title));
    fill(dialog, close)
}

fn dialog_of(element: Option<HtmlElement>) -> Option<HtmlDialogElement> {
    element?.dyn_into().ok()
}
