//! Where this page's API token is kept: in the tab, on the device or, where the browser blocks
//! both, in memory alone.

use crate::domain::token::Secret;
use crate::platform::storage::{self, Keep};

/// The key under which the token is stored.
const KEY: &str = "lotus.token";

/// Stands beside a token that is stored and no longer good, once that was said: how lists show it.
const ENDED_KEY: &str = "lotus.token.ended";

/// Where the token in use is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// As long as this tab.
    InTab,
    /// On this device.
    OnDevice,
    /// As long as this page: the browser blocks its storage.
    InMemory,
}

/// The stored token: the tab's, else the device's.
pub(super) fn read() -> Option<(Secret, Kept)> {
    let places = [(Keep::Tab, Kept::InTab), (Keep::Device, Kept::OnDevice)];
    places.into_iter().find_map(|(keep, kept)| {
        let text = storage::read(keep, KEY)?;
        let text = text.trim();
        (!text.is_empty()).then(|| (Secret::new(text.to_owned()), kept))
    })
}

/// Stores a token in place of any other; where it is kept then.
pub(super) fn keep(token: &Secret, keep: Keep) -> Kept {
    let (kept, other) = match keep {
        Keep::Tab => (Kept::InTab, Keep::Device),
        Keep::Device => (Kept::OnDevice, Keep::Tab),
    };
    storage::remove(other, KEY);
    is_good();
    if storage::write(keep, KEY, token.reveal()) {
        kept
    } else {
        // What may still be there is another token.
        storage::remove(keep, KEY);
        Kept::InMemory
    }
}

/// Forgets the stored token in both places.
pub(super) fn forget() {
    storage::remove(Keep::Tab, KEY);
    storage::remove(Keep::Device, KEY);
    is_good();
}

/// Notes that it was said that the stored token is no longer good.
pub(super) fn has_ended() {
    if let Some((token, kept)) = read() {
        let keep = match kept {
            Kept::OnDevice => Keep::Device,
            Kept::InTab | Kept::InMemory => Keep::Tab,
        };
        storage::write(keep, ENDED_KEY, &token.masked());
    }
}

/// Whether that was said of the stored token before.
pub(super) fn is_known_to_have_ended() -> bool {
    let Some((token, _)) = read() else {
        return false;
    };
    let said = [Keep::Tab, Keep::Device].map(|keep| storage::read(keep, ENDED_KEY));
    said.into_iter()
        .flatten()
        .any(|said| said == token.masked())
}

/// The token in use is good, or there is none.
pub(super) fn is_good() {
    storage::remove(Keep::Tab, ENDED_KEY);
    storage::remove(Keep::Device, ENDED_KEY);
}
