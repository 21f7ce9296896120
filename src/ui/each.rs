//! A list of elements, one for each key, that follows a list of keys.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::view::{Mountable, Render};
use web_sys::Node;

use super::element::{Element, ElementState};

/// Makes the element of a key.
pub(super) type MakeRow = Arc<dyn Fn(u64) -> Element + Send + Sync>;

/// The rows of a list, in ascending order of their keys.
pub(super) type Rows = Vec<Row>;

/// One element of a list. What it made for itself goes when it goes.
pub(super) struct Row {
    key: u64,
    owner: Owner,
    state: ElementState,
}

impl Drop for Row {
    fn drop(&mut self) {
        self.state.unmount();
        self.owner.cleanup();
    }
}

/// Keeps the children of `parent` in step with the keys: an element whose key stays is not made
/// anew and, unless its place among the others changed, not touched. A key that occurs twice has
/// one element.
pub(super) fn follow_keys(
    parent: web_sys::Element,
    keys: Signal<Vec<u64>>,
    make: MakeRow,
) -> RenderEffect<Rows> {
    let owner = Owner::current().unwrap_or_default();
    RenderEffect::new(move |former: Option<Rows>| {
        let keys = keys.get();
        let mut wanted = keys.clone();
        wanted.sort_unstable();
        let mut rows = former.unwrap_or_default();
        rows.retain(|row| wanted.binary_search(&row.key).is_ok());
        let mut place = parent.first_child();
        for key in keys {
            let position = match rows.binary_search_by_key(&key, |row| row.key) {
                Ok(position) => position,
                Err(position) => {
                    let owner = owner.child();
                    let state = owner.with(|| untrack(|| make(key)).build());
                    rows.insert(position, Row { key, owner, state });
                    position
                }
            };
            if let Some(row) = rows.get_mut(position) {
                put(&parent, &mut row.state, &mut place);
            }
        }
        rows
    })
}

/// Puts an element at a place, unless it stands there, and goes on to the next place.
fn put(parent: &web_sys::Element, state: &mut ElementState, place: &mut Option<Node>) {
    if place.as_ref() == Some(state.node()) {
        *place = state.node().next_sibling();
    } else {
        state.mount(parent, place.as_ref());
    }
}
