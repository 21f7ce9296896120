//! One-shot and repeating timers that end when they are dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// A call that is due after a while, or every while; dropping it calls it off.
#[derive(Debug)]
pub struct Timer {
    handle: i32,
    repeats: bool,
    _call: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls once after this many milliseconds.
    pub fn after(ms: f64, call: impl FnOnce() + 'static) -> Self {
        let mut call = Some(call);
        Self::start(
            ms,
            false,
            Box::new(move || {
                if let Some(call) = call.take() {
                    call();
                }
            }),
        )
    }

    /// Calls every so many milliseconds.
    pub fn every(ms: f64, call: impl FnMut() + 'static) -> Self {
        Self::start(ms, true, Box::new(call))
    }

    fn start(ms: f64, repeats: bool, call: Box<dyn FnMut()>) -> Self {
        let call = Closure::wrap(call);
        // The browser's timers take a signed 32-bit number of milliseconds and call at once above.
        #[expect(clippy::cast_possible_truncation)]
        let ms = ms.ceil().clamp(0.0, f64::from(i32::MAX)) as i32;
        let function = call.as_ref().unchecked_ref();
        let handle = web_sys::window().and_then(|window| {
            if repeats {
                window
                    .set_interval_with_callback_and_timeout_and_arguments_0(function, ms)
                    .ok()
            } else {
                window
                    .set_timeout_with_callback_and_timeout_and_arguments_0(function, ms)
                    .ok()
            }
        });
        Self {
            handle: handle.unwrap_or(0),
            repeats,
            _call: call,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        let Some(window) = web_sys::window() else {
            return;
        };
        if self.repeats {
            window.clear_interval_with_handle(self.handle);
        } else {
            window.clear_timeout_with_handle(self.handle);
        }
    }
}
