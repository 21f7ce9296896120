//! What `start.js` began while the app was on its way.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::WebSocket;

/// Waits until there is something to show, or nothing will come, or the page has waited long enough.
pub async fn heard() {
    let heard = Reflect::get(&js_sys::global(), &JsValue::from_str("lotusHeard"));
    if let Ok(heard) = heard {
        let _ = JsFuture::from(Promise::resolve(&heard)).await;
    }
}

/// The live connection, once. What it said until now it says again after the caller is done, to
/// whoever listens then.
pub fn socket() -> Option<WebSocket> {
    function("lotusSocket")?
        .call0(&JsValue::UNDEFINED)
        .ok()?
        .dyn_into()
        .ok()
}

/// The answer of a `GET` that was sent in the name of this token or of the browser's cookies, once;
/// `undefined` comes of one that took too long.
pub fn answer(address: &str, token: Option<&str>) -> Option<Promise> {
    let token = token.map_or(JsValue::NULL, JsValue::from_str);
    function("lotusAnswer")?
        .call2(&JsValue::UNDEFINED, &JsValue::from_str(address), &token)
        .ok()?
        .dyn_into()
        .ok()
}

fn function(name: &str) -> Option<Function> {
    let function = Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok()?;
    function.dyn_into().ok()
}
