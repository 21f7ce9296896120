//! Words between the tabs of one browser that show pages of this origin.
//!
//! The browser's own channel, which is left when it is dropped. Hooks for it belong to a component;
//! the connection that says and hears these words belongs to none.

use gloo_events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs; dropping it leaves it. A tab does not hear itself.
#[derive(Debug)]
pub struct Channel {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Channel {
    /// Joins the channel of this name; `None` where the browser has none to offer.
    pub fn join(name: &str, mut hear: impl FnMut(&str) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let word = event
                .dyn_ref::<MessageEvent>()
                .and_then(|event| event.data().as_string());
            if let Some(word) = word {
                hear(&word);
            }
        });
        Some(Self {
            channel,
            _listener: listener,
        })
    }

    /// Says a word to the other tabs.
    pub fn say(&self, word: &str) {
        let _ = self.channel.post_message(&JsValue::from_str(word));
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
