//! The browser's next frame, and changes of an element's size.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// A call that is due in the next frame; dropping it calls it off.
#[derive(Debug)]
pub struct NextFrame {
    handle: i32,
    _call: Closure<dyn FnMut()>,
}

impl NextFrame {
    /// Calls once, before the next frame is painted.
    pub fn request(call: impl FnOnce() + 'static) -> Self {
        let call = Closure::once(call);
        let handle = web_sys::window()
            .and_then(|window| {
                window
                    .request_animation_frame(call.as_ref().unchecked_ref())
                    .ok()
            })
            .unwrap_or(0);
        Self {
            handle,
            _call: call,
        }
    }
}

impl Drop for NextFrame {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.cancel_animation_frame(self.handle);
        }
    }
}

/// An eye on an element's size; dropping it closes it.
#[derive(Debug)]
pub struct SizeWatch {
    observer: ResizeObserver,
    _call: Closure<dyn FnMut(Array)>,
}

impl SizeWatch {
    /// Calls at once and whenever the size changes.
    pub fn new(element: &Element, mut call: impl FnMut() + 'static) -> Option<Self> {
        let call = Closure::<dyn FnMut(Array)>::new(move |_: Array| call());
        let observer = ResizeObserver::new(call.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _call: call,
        })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
