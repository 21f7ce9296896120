//! The wire against what a real dashboard sent, against the public guide's examples, and against
//! whatever chance makes of both.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "wire/borrowing.rs"]
mod borrowing;
#[path = "wire/fleet.rs"]
mod fleet;
#[path = "wire/guide.rs"]
mod guide;
#[path = "wire/histories.rs"]
mod histories;
#[path = "wire/mutation.rs"]
mod mutation;
#[path = "wire/quirks.rs"]
mod quirks;
#[path = "wire/recorded.rs"]
mod recorded;
#[path = "wire/refusals.rs"]
mod refusals;
#[path = "wire/repeating.rs"]
mod repeating;
#[path = "wire/round_trip.rs"]
mod round_trip;
#[path = "wire/secrets.rs"]
mod secrets;
#[path = "wire/tolerance.rs"]
mod tolerance;
#[path = "wire/walk.rs"]
mod walk;
