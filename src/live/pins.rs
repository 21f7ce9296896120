//! The monitors whose latency stands on each card: what the visitor pinned, by id or by name.

use leptos::prelude::*;

use crate::platform::storage::{self, Keep};

/// Where they are kept, a line each.
const PINS_KEY: &str = "lotus.pins";

/// A card has room for so many.
pub const MOST_PINS: usize = 3;

/// The pins; a copy is as good as the original.
#[derive(Clone, Copy, Debug)]
pub struct Pins(RwSignal<Vec<String>>);

impl Pins {
    /// Those that this device remembers.
    pub fn read() -> Self {
        let kept = storage::read(Keep::Device, PINS_KEY).unwrap_or_default();
        let pins = kept.lines().filter(|pin| !pin.trim().is_empty());
        Self(RwSignal::new(
            pins.take(MOST_PINS).map(str::to_owned).collect(),
        ))
    }

    /// What is pinned; reading it subscribes the reader.
    pub fn get(self) -> Vec<String> {
        self.0.get()
    }

    /// Whether anything is pinned; reading it subscribes the reader.
    pub fn has_any(self) -> bool {
        self.0.with(|pins| !pins.is_empty())
    }

    /// Whether a monitor is pinned by its name or its id; reading it subscribes the reader.
    pub fn has(self, id: u64, name: &str) -> bool {
        self.0
            .with(|pins| pins.iter().any(|pin| is_it(pin, id, name)))
    }

    /// Pins a monitor by its name, which is the same on all servers, or takes it off. Of too many the
    /// oldest goes.
    pub fn toggle(self, id: u64, name: &str) {
        let mut pins = self.0.get_untracked();
        let before = pins.len();
        pins.retain(|pin| !is_it(pin, id, name));
        if pins.len() == before {
            pins.push(name.to_owned());
            let over = pins.len().saturating_sub(MOST_PINS);
            pins.drain(..over);
        }
        storage::write(Keep::Device, PINS_KEY, &pins.join("\n"));
        self.0.set(pins);
    }
}

fn is_it(pin: &str, id: u64, name: &str) -> bool {
    pin.trim() == name.trim() || pin.trim() == id.to_string()
}

/// The pins, which the app provides to all its screens.
pub fn use_pins() -> Pins {
    use_context::<Pins>().unwrap_or_else(|| Pins(RwSignal::new(Vec::new())))
}
