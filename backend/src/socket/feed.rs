//! What one open socket is sent.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::time::{MissedTickBehavior, interval};

use super::{PATH, frame};
use crate::faults::Socket;
use crate::frames::{Audience, Frame};
use crate::state::State;

/// Every so many frames come with a ping.
const FRAMES_PER_PING: u32 = 4;

/// Of so many frames a slow line brings one.
const LATE: u32 = 3;

/// How many older frames a burst brings.
const BURST: i64 = 30;

/// Sends frames until the peer is gone or a fault says so.
pub(super) async fn run(state: &State, audience: Audience, io: impl AsyncRead + AsyncWrite + Send) {
    let (reader, writer) = tokio::io::split(io);
    // Whichever ends first ends the socket; an error of either means that the peer is gone.
    tokio::select! {
        () = until_gone(reader) => {}
        _ = send(state, audience, writer) => {}
    }
}

/// Reads and ignores what the peer sends, a close included, only to notice when it is gone.
async fn until_gone(mut reader: impl AsyncRead + Unpin) {
    let mut ignored = [0; 512];
    while reader
        .read(&mut ignored)
        .await
        .is_ok_and(|length| length > 0)
    {}
}

async fn send(
    state: &State,
    audience: Audience,
    mut writer: impl AsyncWrite + Unpin,
) -> io::Result<()> {
    let mut faults = state.watch_faults();
    let mut beat = interval(state.beat());
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut sent: u32 = 0;
    let mut beats: u32 = 0;
    loop {
        let is_beat = tokio::select! {
            _ = beat.tick() => true,
            changed = faults.changed() => { changed.map_err(io::Error::other)?; false }
        };
        let fault = state.faults().faults.socket(PATH);
        if fault == Some(Socket::Dropped) {
            return Ok(());
        }
        if !is_beat || fault == Some(Socket::Silent) {
            continue;
        }
        beats = beats.wrapping_add(1);
        if fault == Some(Socket::Late) && !beats.is_multiple_of(LATE) {
            continue;
        }
        if fault == Some(Socket::Burst) {
            for age in (1..=BURST).rev() {
                write(&mut writer, state.frame_of_the_past(audience, age * 2000)).await?;
            }
        }
        let whole = state.frame(audience);
        if let (Some(Socket::Severed), Some(text)) = (fault, &whole) {
            let bytes = frame::text(text);
            writer
                .write_all(bytes.slice(..bytes.len() / 2).as_ref())
                .await?;
            return writer.flush().await;
        }
        let frame = if fault == Some(Socket::Cut) {
            whole.map(|text| half(&text))
        } else {
            whole
        };
        write(&mut writer, frame).await?;
        sent = sent.wrapping_add(1);
        if sent.is_multiple_of(FRAMES_PER_PING) {
            writer.write_all(frame::PING).await?;
        }
        writer.flush().await?;
    }
}

/// Writes a frame; what JSON cannot tell is not sent, and the socket stays open and silent.
async fn write(writer: &mut (impl AsyncWrite + Unpin), text: Option<Frame>) -> io::Result<()> {
    match text {
        Some(text) => writer.write_all(&frame::text(&text)).await,
        None => Ok(()),
    }
}

/// The first half of a text, which then ends in the middle of its JSON.
fn half(text: &str) -> Frame {
    text.chars()
        .take(text.chars().count() / 2)
        .collect::<String>()
        .into()
}
