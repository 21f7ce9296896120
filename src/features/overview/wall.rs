//! The overview on a wall: `?kiosk=1` shows nothing to press, keeps the screen on and pages by itself.
//! What the address chooses is shown, so that a wall may be held to one group.

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use leptos::prelude::*;

use super::sight::Sight;
use crate::platform::{awake, page};

/// How long a page of the list stands, ms.
const PAGE_MS: u32 = 15_000;

/// Makes a wall of the overview where the page's address asks for one, as long as the calling scope.
pub(super) fn make_wall(sight: Sight) {
    if page::parameter("kiosk").as_deref() != Some("1") {
        return;
    }
    page::set_root_attribute("data-wall", "true");
    on_cleanup(|| page::remove_root_attribute("data-wall"));
    awake::keep_awake();
    // The browser lets go of the screen when the page is hidden.
    let shown = EventListener::new(&document(), "visibilitychange", |_| {
        if !page::is_hidden() {
            awake::keep_awake();
        }
    });
    let turn = Interval::new(PAGE_MS, move || sight.turn_page());
    StoredValue::new_local((shown, turn));
}
