//! The wire contract, from the outside: the recorded answers of a real dashboard replayed, and
//! each thing a client can see of it beyond the recording.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that panics has failed, which is what it is for"
)]

mod assets;
mod client;
mod credentials;
mod faults;
mod guide;
mod monitors;
mod program;
mod recording;
mod register;
#[cfg(unix)]
mod register_script;
mod replay;
mod servers;
mod shape;
mod snippets;
mod socket;
mod stage;
mod tools;
mod upstream;
