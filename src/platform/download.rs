//! Files that are made in the page and kept by the visitor.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

/// Hands the visitor a text file of this name; whether the browser took it.
pub fn text_file(name: &str, text: &str) -> bool {
    hand_over(name, text).is_some()
}

fn hand_over(name: &str, text: &str) -> Option<()> {
    let blob = Blob::new_with_str_sequence(&Array::of1(&JsValue::from_str(text))).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken hold of it by then.
    let _ = Url::revoke_object_url(&address);
    Some(())
}
