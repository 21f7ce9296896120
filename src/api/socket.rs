//! The live feed's WebSocket.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{MessageEvent, WebSocket};

use crate::api::endpoint;
use crate::domain::error::ApiError;
use crate::domain::server::Snapshot;
use crate::platform::early;
use crate::wire;

/// What the socket says.
#[derive(Debug)]
pub enum Said {
    /// It opened.
    Opened,
    /// A frame, not read yet: of a burst only the newest is worth reading.
    Frame(String),
    /// It closed, or could not be opened.
    Closed,
}

/// An open socket, or one that is opening. Dropping it closes it and hears nothing of it any more:
/// the dashboard never answers a close, so the browser's own `close` event may take a minute.
#[derive(Debug)]
pub struct Socket {
    socket: WebSocket,
    _listeners: [EventListener; 3],
}

impl Socket {
    /// Opens the socket of this page's dashboard, or takes the one that was opened while the app was on
    /// its way; `None` where the browser refuses to try.
    pub fn open(mut hear: impl FnMut(Said) + Clone + 'static) -> Option<Self> {
        let socket = match early::socket() {
            Some(socket) => socket,
            None => WebSocket::new(&endpoint::socket()?).ok()?,
        };
        let mut hear_open = hear.clone();
        let mut hear_close = hear.clone();
        let listeners = [
            EventListener::new(&socket, "open", move |_| hear_open(Said::Opened)),
            EventListener::new(&socket, "message", move |event| {
                let text = event
                    .dyn_ref::<MessageEvent>()
                    .and_then(|event| event.data().as_string());
                if let Some(text) = text {
                    hear(Said::Frame(text));
                }
            }),
            EventListener::new(&socket, "close", move |_| hear_close(Said::Closed)),
        ];
        Some(Self {
            socket,
            _listeners: listeners,
        })
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        let _ = self.socket.close();
    }
}

/// Reads a frame.
pub fn read(frame: &str) -> Result<Snapshot, ApiError> {
    wire::decode_frame(frame)
}
