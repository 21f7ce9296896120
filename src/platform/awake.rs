//! Keeping the screen on, where the browser can and allows it.
//!
//! `web_sys` has the wake lock among what may still change; these are two calls by name.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Asks the browser to keep the screen on as long as the page is seen. Where it cannot, the screen does
/// as it does.
pub fn keep_awake() {
    if let Some(asked) = ask() {
        spawn_local(async move {
            // A refusal that nobody hears would be written to the console.
            let _ = JsFuture::from(asked).await;
        });
    }
}

fn ask() -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let lock = Reflect::get(&navigator, &JsValue::from_str("wakeLock")).ok()?;
    let request = Reflect::get(&lock, &JsValue::from_str("request")).ok()?;
    let asked = request
        .dyn_ref::<Function>()?
        .call1(&lock, &JsValue::from_str("screen"))
        .ok()?;
    asked.dyn_into().ok()
}
