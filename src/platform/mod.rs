//! Thin wrappers over the browser: nothing here knows of servers.
//!
//! Timers are those of `gloo_timers`, listeners of `gloo_events` or Leptos' `window_event_listener`,
//! frames and tasks Leptos' own: there is something here only where no crate does the same. Why, each
//! module says.
//!
//! What may be missing or refuse (storage, a date formatter, a mark) answers with an `Option` or
//! does nothing; none of it can end the page.

pub mod awake;
pub mod broadcast;
pub mod clipboard;
pub mod clock;
pub mod cookies;
pub mod download;
pub mod intl;
pub mod line;
pub mod marks;
mod memory;
pub mod notify;
pub mod observers;
pub mod page;
pub mod storage;
pub mod texts;
