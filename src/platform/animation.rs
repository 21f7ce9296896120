//! The browser's next frame, changes of an element's size, and whether it is in sight.

use std::cell::Cell;

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    ResizeObserver,
};

/// A call that can be had in a next frame, again and again; dropping it calls it off.
#[derive(Debug)]
pub struct NextFrame {
    handle: Cell<i32>,
    call: Closure<dyn FnMut()>,
}

impl NextFrame {
    /// What is to be called.
    pub fn new(call: impl FnMut() + 'static) -> Self {
        Self {
            handle: Cell::new(0),
            call: Closure::new(call),
        }
    }

    /// Calls once, before the next frame is painted.
    pub fn request(&self) {
        let handle = web_sys::window().and_then(|window| {
            let call = self.call.as_ref().unchecked_ref();
            window.request_animation_frame(call).ok()
        });
        self.handle.set(handle.unwrap_or(0));
    }
}

impl Drop for NextFrame {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            let _ = window.cancel_animation_frame(self.handle.get());
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

/// An eye on whether an element is in sight, or nearly; dropping it closes it.
#[derive(Debug)]
pub struct SightWatch {
    observer: IntersectionObserver,
    _call: Closure<dyn FnMut(Array)>,
}

impl SightWatch {
    /// Tells it soon and whenever it changes.
    pub fn new(element: &Element, mut tell: impl FnMut(bool) + 'static) -> Option<Self> {
        let call = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            let newest = entries.pop().dyn_into::<IntersectionObserverEntry>();
            tell(newest.is_ok_and(|newest| newest.is_intersecting()));
        });
        let options = IntersectionObserverInit::new();
        options.set_root_margin("200px");
        let function = call.as_ref().unchecked_ref();
        let observer = IntersectionObserver::new_with_options(function, &options).ok()?;
        observer.observe(element);
        Some(Self {
            observer,
            _call: call,
        })
    }
}

impl Drop for SightWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
