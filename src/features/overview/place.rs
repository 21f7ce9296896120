//! Where a server stands in the list.

use leptos::prelude::*;

use crate::domain::fleet::grid::{Grid, Placed};
use crate::domain::server::ServerId;

/// Where a server stands, as its element says it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its upper edge in the list, CSS.
    pub(super) top: Signal<String>,
    /// Its column, from 0.
    pub(super) column: Signal<String>,
    /// Its position among all that are shown, from 1, whether they are in the page or not.
    pub(super) position: Signal<String>,
    /// How many are shown.
    pub(super) size: Signal<String>,
}

impl Place {
    /// The place of a server in a list that may change.
    pub(super) fn of(id: ServerId, grid: Memo<Grid>) -> Self {
        let place = Memo::new(move |_| grid.with(|grid| grid.place(id)));
        let told = move |tell: fn(&Placed) -> String| {
            Signal::derive(move || place.with(|place| place.as_ref().map(tell).unwrap_or_default()))
        };
        Self {
            top: told(|place| format!("{:.2}px", place.top)),
            column: told(|place| place.column.to_string()),
            position: told(|place| (place.position + 1).to_string()),
            size: Signal::derive(move || grid.with(Grid::servers).to_string()),
        }
    }
}
