//! The browser's storage, which may be blocked, full or gone.
//!
//! `gloo_storage` ends the page where it is blocked, and writes JSON, which `start.js` and what was
//! stored before know nothing of.

use web_sys::Storage;

/// How long a value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// `sessionStorage`: as long as this tab.
    Tab,
    /// `localStorage`: on this device.
    Device,
}

fn storage(keep: Keep) -> Option<Storage> {
    let window = web_sys::window()?;
    match keep {
        Keep::Tab => window.session_storage(),
        Keep::Device => window.local_storage(),
    }
    .ok()
    .flatten()
}

/// A stored value; `None` also where storage is blocked.
pub fn read(keep: Keep, key: &str) -> Option<String> {
    storage(keep)?.get_item(key).ok().flatten()
}

/// Stores a value; whether it was kept.
pub fn write(keep: Keep, key: &str, value: &str) -> bool {
    storage(keep).is_some_and(|storage| storage.set_item(key, value).is_ok())
}

/// Forgets a value.
pub fn remove(keep: Keep, key: &str) {
    if let Some(storage) = storage(keep) {
        let _ = storage.remove_item(key);
    }
}
