//! Changes of an element's size, and whether it is in sight.
//!
//! Observers of the browser's that end when they are dropped. The crates that have them are sets of
//! hooks, which belong to a component: a plot keeps these itself.

use js_sys::Array;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    ResizeObserver,
};

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
