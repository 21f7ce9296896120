//! The live feed's WebSocket.

use std::future::poll_fn;
use std::pin::Pin;

use futures_util::future::{AbortHandle, Abortable};
use futures_util::{Sink, StreamExt};
use gloo_net::websocket::futures::WebSocket;
use gloo_net::websocket::{Message, State};
use leptos::task::spawn_local;

use crate::api::endpoint;
use crate::domain::error::ApiError;
use crate::domain::server::{ServerId, Snapshot};
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
pub struct Socket(AbortHandle);

impl Socket {
    /// Opens the socket of this page's dashboard; `None` where the browser refuses to try.
    pub fn open(hear: impl FnMut(Said) + 'static) -> Option<Self> {
        let socket = WebSocket::open(&endpoint::socket()?).ok()?;
        let (handle, registration) = AbortHandle::new_pair();
        let listening = Abortable::new(listen(socket, hear, handle.clone()), registration);
        spawn_local(async move {
            // Given up or at its end: either way the socket is dropped, which closes it.
            let _ = listening.await;
        });
        Some(Self(handle))
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn listen(mut socket: WebSocket, mut hear: impl FnMut(Said), given_up: AbortHandle) {
    // gloo-net tells of no opening, but as a sink the socket is ready once it is opening no longer.
    let _ = poll_fn(|context| Pin::new(&mut socket).poll_ready(context)).await;
    if matches!(socket.state(), State::Open) {
        hear(Said::Opened);
    }
    // Who hears something may drop the socket while more of it is here already.
    while !given_up.is_aborted() {
        match socket.next().await {
            Some(Ok(Message::Text(text))) => hear(Said::Frame(text)),
            // Nothing that a dashboard sends.
            Some(Ok(Message::Bytes(_))) => {}
            Some(Err(_)) | None => {
                hear(Said::Closed);
                break;
            }
        }
    }
}

/// Reads the frames of one socket, each by what the one before said.
#[derive(Debug, Default)]
pub struct FrameReader(wire::Hosts);

impl FrameReader {
    /// Reads the next frame. `knows` tells of whom it is still known what the machine is.
    pub fn read(
        &mut self,
        frame: &str,
        knows: &dyn Fn(ServerId) -> bool,
    ) -> Result<Snapshot, ApiError> {
        wire::decode_next_frame(frame, &mut self.0, knows)
    }
}
