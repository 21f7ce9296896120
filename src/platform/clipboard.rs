//! The clipboard, on pages that came over plain HTTP too.
//!
//! Dashboards often do, and there browsers have no `navigator.clipboard`: crates stop at that.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlDocument, HtmlElement, HtmlTextAreaElement};

/// Puts a text on the clipboard; whether that worked.
pub async fn copy(text: &str) -> bool {
    by_promise(text).await || by_selection(text).is_some_and(|copied| copied)
}

/// The modern way, which browsers offer to secure pages alone.
async fn by_promise(text: &str) -> bool {
    match write_text(text) {
        Some(written) => JsFuture::from(written).await.is_ok(),
        None => false,
    }
}

/// Asked for by name: what a browser does not have must not be called.
fn write_text(text: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard")).ok()?;
    let write = Reflect::get(&clipboard, &JsValue::from_str("writeText")).ok()?;
    let write: Function = write.dyn_into().ok()?;
    let written = write.call1(&clipboard, &JsValue::from_str(text)).ok()?;
    written.dyn_into().ok()
}

/// The old way: a selected text field and the browser's own command. The field stands inside an
/// open dialog, where there is one: nothing outside it may take the focus. A text is a field's
/// property, so it is in no markup.
fn by_selection(text: &str) -> Option<bool> {
    let document: Document = web_sys::window()?.document()?;
    let before = document.active_element();
    let place: Element = match document.query_selector("dialog[open]").ok().flatten() {
        Some(dialog) => dialog,
        None => document.body()?.into(),
    };
    let field: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    field.set_class_name("visually-hidden");
    field.set_value(text);
    field.set_read_only(true);
    place.append_child(&field).ok()?;
    field.select();
    let copied = document
        .dyn_ref::<HtmlDocument>()
        .and_then(|document| document.exec_command("copy").ok());
    field.remove();
    if let Some(before) = before.and_then(|before| before.dyn_into::<HtmlElement>().ok()) {
        let _ = before.focus();
    }
    copied
}
