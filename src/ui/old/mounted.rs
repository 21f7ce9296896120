//! Elements in a place of the page: the whole app, and what tests look at alone.

use any_spawner::Executor;
use leptos::prelude::Owner;
use web_sys::{HtmlElement, Node};

use super::built::put_text;
use super::choice::{Shown, clear_between};
use super::element::Element;

/// What stands in a place of the page until this is dropped.
#[must_use = "it goes when this is dropped"]
pub struct Mounted {
    /// Goes before its elements.
    shown: Option<Shown>,
    places: [Node; 2],
}

/// Puts what is made behind all that `parent` has.
pub fn mount(parent: &HtmlElement, make: impl FnOnce() -> Element) -> Mounted {
    // It fails where that was said before.
    let _ = Executor::init_wasm_bindgen();
    let places = [put_text("", parent, None), put_text("", parent, None)];
    let [_, last] = &places;
    let shown = Shown::build(Owner::new(), |kept| {
        make().build(parent, Some(last), kept);
    });
    Mounted {
        shown: Some(shown),
        places,
    }
}

impl Mounted {
    /// Has it stay as long as the page.
    pub fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        drop(self.shown.take());
        let [first, last] = &self.places;
        clear_between(first, last);
        for place in &self.places {
            if let Some(parent) = place.parent_node() {
                let _ = parent.remove_child(place);
            }
        }
    }
}
