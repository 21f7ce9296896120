//! Files that are made in the page and kept by the visitor.
//!
//! A link to a blob that is clicked: no crate does the clicking, and the blob is one call.

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlCanvasElement, Url};

/// Hands the visitor a text file of this name and type; whether the browser took it.
pub fn text_file(name: &str, kind: &str, text: &str) -> bool {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence_and_options(&parts, &options).ok();
    blob.and_then(|blob| hand_over(name, &blob)).is_some()
}

/// Hands the visitor the picture on a canvas.
pub fn canvas_as_png(name: &str, canvas: &HtmlCanvasElement) {
    let name = name.to_owned();
    let taken = Closure::once_into_js(move |blob: Option<Blob>| {
        if let Some(blob) = blob {
            hand_over(&name, &blob);
        }
    });
    let _ = canvas.to_blob(taken.unchecked_ref());
}

fn hand_over(name: &str, blob: &Blob) -> Option<()> {
    let address = Url::create_object_url_with_blob(blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken hold of it by then.
    let _ = Url::revoke_object_url(&address);
    Some(())
}
