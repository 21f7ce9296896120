//! The line to the network, as far as the browser tells of it.
//!
//! `web_sys` has its wish to save data among what may still change; these are reads by name.

use gloo_events::EventListener;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::EventTarget;

/// Whether the browser is set to save data; not so where it does not tell.
pub fn saves_data() -> bool {
    let wish =
        connection().and_then(|line| Reflect::get(&line, &JsValue::from_str("saveData")).ok());
    wish.and_then(|wish| wish.as_bool()).unwrap_or(false)
}

/// Calls whenever anything about the line changes; dropping it ends that.
pub fn on_change(call: impl Fn() + 'static) -> Option<EventListener> {
    Some(EventListener::new(&connection()?, "change", move |_| {
        call();
    }))
}

fn connection() -> Option<EventTarget> {
    let navigator = web_sys::window()?.navigator();
    let line = Reflect::get(&navigator, &JsValue::from_str("connection")).ok()?;
    line.dyn_into().ok()
}
