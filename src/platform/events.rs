//! Listening to the browser until the listener is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// A listener on one target; dropping it stops it.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    call: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls at each event of this kind.
    pub fn new(
        target: &EventTarget,
        kind: &'static str,
        call: impl FnMut(Event) + 'static,
    ) -> Self {
        Self::listen(target, kind, Box::new(call))
    }

    fn listen(target: &EventTarget, kind: &'static str, call: Box<dyn FnMut(Event)>) -> Self {
        let call = Closure::<dyn FnMut(Event)>::wrap(call);
        // Adding a listener fails on no target there is.
        let _ = target.add_event_listener_with_callback(kind, call.as_ref().unchecked_ref());
        Self {
            target: target.clone(),
            kind,
            call,
        }
    }

    /// The same on the window; `None` without one.
    pub fn on_window(kind: &'static str, call: impl FnMut(Event) + 'static) -> Option<Self> {
        web_sys::window().map(|window| Self::new(&window, kind, call))
    }

    /// The same on the document; `None` without one.
    pub fn on_document(kind: &'static str, call: impl FnMut(Event) + 'static) -> Option<Self> {
        let document = web_sys::window()?.document()?;
        Some(Self::new(&document, kind, call))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let call = self.call.as_ref().unchecked_ref();
        let _ = self
            .target
            .remove_event_listener_with_callback(self.kind, call);
    }
}
