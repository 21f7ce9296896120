//! Thin wrappers over the browser: nothing here knows of servers.
//!
//! What may be missing or refuse (storage, a date formatter, a mark) answers with an `Option` or
//! does nothing; none of it can end the page.

pub mod animation;
pub mod broadcast;
pub mod clipboard;
pub mod clock;
pub mod cookies;
pub mod download;
pub mod early;
pub mod events;
pub mod intl;
pub mod marks;
mod memory;
pub mod page;
pub mod signal;
pub mod storage;
pub mod task;
pub mod texts;
pub mod timer;
