//! The overview as it was left, so that the ways back and onward lead through the same list.

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::server::ServerId;

/// What was seen of the overview last.
#[derive(Clone, Debug, Default)]
struct Left {
    /// Its fragment, with what was chosen there; empty before.
    href: String,
    /// How far it was scrolled, CSS pixels.
    scroll_y: f64,
    /// The servers it showed, in their order.
    order: Vec<ServerId>,
    /// The server whose link takes the focus when one returns.
    focus: Option<ServerId>,
}

/// A handle on it; a copy is as good as the original.
#[derive(Clone, Copy, Debug)]
pub struct OverviewLeft(StoredValue<Left>);

impl OverviewLeft {
    /// Of an overview that nobody has seen yet.
    pub fn new() -> Self {
        Self(StoredValue::new(Left::default()))
    }

    /// The way back to it.
    pub fn href(self) -> String {
        let href = self.0.with_value(|left| left.href.clone());
        if href.is_empty() {
            Route::Overview.href()
        } else {
            href
        }
    }

    /// The visitor leaves it.
    pub fn leave(self, href: String, scroll_y: f64) {
        self.0.update_value(|left| {
            left.href = whole(href);
            left.scroll_y = scroll_y;
            left.focus = None;
        });
    }

    /// Whether this address is the one that was left.
    pub fn is_left_at(self, fragment: &str) -> bool {
        let fragment = whole(fragment.to_owned());
        self.0.with_value(|left| left.href == fragment)
    }

    /// How far it was scrolled when it was left.
    pub fn scroll_y(self) -> f64 {
        self.0.with_value(|left| left.scroll_y)
    }

    /// The servers it showed last, in their order.
    pub fn order(self) -> Vec<ServerId> {
        self.0.with_value(|left| left.order.clone())
    }

    /// It shows these servers now.
    pub fn show(self, order: Vec<ServerId>) {
        self.0.update_value(|left| left.order = order);
    }

    /// When it is shown next, the link of this server takes the focus.
    pub fn focus_next(self, id: ServerId) {
        self.0
            .update_value(|left| left.focus = (!left.href.is_empty()).then_some(id));
    }

    /// Whether the link of a server takes the focus when it is shown next.
    pub fn has_focus(self) -> bool {
        self.0.with_value(|left| left.focus.is_some())
    }

    /// The server whose link takes the focus, told once.
    pub fn take_focus(self) -> Option<ServerId> {
        self.0.try_update_value(|left| left.focus.take()).flatten()
    }
}

/// The address of the overview as it is written where something is chosen; an address without a
/// fragment is the overview's too.
fn whole(fragment: String) -> String {
    if fragment.is_empty() {
        Route::Overview.href()
    } else {
        fragment
    }
}

impl Default for OverviewLeft {
    fn default() -> Self {
        Self::new()
    }
}

/// The overview as it was left, which the app provides to all its screens.
pub fn use_overview_left() -> OverviewLeft {
    use_context::<OverviewLeft>().unwrap_or_default()
}
