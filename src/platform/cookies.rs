//! The cookies that scripts of this page may see.
//!
//! Their names alone: crates for cookies read and write values, which nobody here has use for.

use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

fn document() -> Option<HtmlDocument> {
    web_sys::window()?.document()?.dyn_into().ok()
}

/// Their names.
pub fn names() -> Vec<String> {
    let cookies = document().and_then(|document| document.cookie().ok());
    cookies
        .unwrap_or_default()
        .split(';')
        .filter_map(|cookie| cookie.split('=').next())
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Throws one away that lies at the root of the origin.
pub fn expire(name: &str) {
    if let Some(document) = document() {
        let _ = document.set_cookie(&format!("{name}=; Path=/; Max-Age=0"));
    }
}
