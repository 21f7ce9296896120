//! A list of elements, one for each key, that follows a list of keys.

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use web_sys::Node;

use super::built::Last;
use super::choice::Shown;
use super::element::{Keys, Make};

/// One element of a list.
pub(super) struct Row {
    key: u64,
    node: Option<Node>,
    is_wanted: bool,
    /// Dropped with the row.
    _shown: Shown,
}

/// Keeps the children of `parent` in step with the keys: an element whose key stays is not made
/// anew and, unless its place among the others changed, not touched. A key that occurs twice has
/// one element.
pub(super) fn follow_keys(parent: Node, keys: Keys, make: Make) -> RenderEffect<Last> {
    let owner = Owner::current().unwrap_or_default();
    RenderEffect::new(move |former| {
        let keys = keys();
        // In ascending order of their keys.
        let mut rows = match former {
            Some(Last::Rows(rows)) => rows,
            _ => Vec::new(),
        };
        for key in &keys {
            let position = rows.binary_search_by_key(key, |row| row.key);
            if let Some(row) = position.ok().and_then(|position| rows.get_mut(position)) {
                row.is_wanted = true;
            }
        }
        rows.retain_mut(|row| {
            let is_wanted = std::mem::take(&mut row.is_wanted);
            if !is_wanted && let Some(node) = &row.node {
                let _ = parent.remove_child(node);
            }
            is_wanted
        });
        let mut place = parent.first_child();
        for key in keys {
            let position = match rows.binary_search_by_key(&key, |row| row.key) {
                Ok(position) => position,
                Err(position) => {
                    let mut node = None;
                    let shown = Shown::build(owner.child(), |kept| {
                        node = make(key).build(&parent, place.as_ref(), kept);
                    });
                    let row = Row {
                        key,
                        node,
                        is_wanted: false,
                        _shown: shown,
                    };
                    rows.insert(position, row);
                    continue;
                }
            };
            let Some(node) = rows.get(position).and_then(|row| row.node.as_ref()) else {
                continue;
            };
            if place.as_ref() == Some(node) {
                place = node.next_sibling();
            } else {
                let _ = parent.insert_before(node, place.as_ref());
            }
        }
        Last::Rows(rows)
    })
}
