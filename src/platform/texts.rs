//! The files of texts beside the app, as `start.js` loads them.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The file of a language, by its BCP 47 tag. `None` where there is none, or where it does not come
/// within seconds; asking again tries again.
pub async fn file(tag: &str) -> Option<String> {
    let load = Reflect::get(&js_sys::global(), &JsValue::from_str("lotusTexts")).ok()?;
    let load = load.dyn_ref::<Function>()?;
    let file = load
        .call1(&JsValue::UNDEFINED, &JsValue::from_str(tag))
        .ok()?;
    let file = JsFuture::from(Promise::resolve(&file)).await.ok()?;
    file.as_string()
}
