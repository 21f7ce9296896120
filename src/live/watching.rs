//! Whether the visitor wants the page to keep watch.

use leptos::ev;
use leptos::prelude::*;

use super::Live;
use crate::platform::storage::{self, Keep};

/// Where the wish is kept: `on`.
const WATCH_KEY: &str = "lotus.watch";
const ON: &str = "on";

/// The wish; a copy is as good as the original.
#[derive(Clone, Copy, Debug)]
pub struct KeepWatch {
    is_wanted: RwSignal<bool>,
    /// Whether it was uttered on this page, rather than remembered.
    is_new: RwSignal<bool>,
}

impl KeepWatch {
    /// The wish that this device remembers, which another tab may change.
    pub fn read(live: Live) -> Self {
        let keep = Self {
            is_wanted: RwSignal::new(is_kept()),
            is_new: RwSignal::new(false),
        };
        Effect::new(move || live.watch(keep.get()));
        let changed = window_event_listener(ev::storage, move |_| {
            if keep.is_wanted.get_untracked() != is_kept() {
                keep.is_wanted.set(is_kept());
            }
        });
        on_cleanup(move || changed.remove());
        keep
    }

    /// Whether the page keeps watch; reading it subscribes the reader.
    pub fn get(self) -> bool {
        self.is_wanted.get()
    }

    /// Whether that was wished for on this page.
    pub fn is_new(self) -> bool {
        self.is_new.get_untracked()
    }

    /// Wishes for it, or no longer.
    pub fn take(self, is_wanted: bool) {
        if is_wanted {
            storage::write(Keep::Device, WATCH_KEY, ON);
        } else {
            storage::remove(Keep::Device, WATCH_KEY);
        }
        self.is_new.set(is_wanted);
        self.is_wanted.set(is_wanted);
    }
}

fn is_kept() -> bool {
    storage::read(Keep::Device, WATCH_KEY).as_deref() == Some(ON)
}

/// The wish, which the app provides to all its screens.
pub fn use_keep_watch() -> KeepWatch {
    use_context::<KeepWatch>().unwrap_or_else(|| KeepWatch {
        is_wanted: RwSignal::new(false),
        is_new: RwSignal::new(false),
    })
}
