//! The pure reducers, by what somebody in front of the page would notice, and by properties that
//! hold whatever the network and the visitor do.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "domain/billing.rs"]
mod billing;
#[path = "domain/changes.rs"]
mod changes;
#[path = "domain/feed_anything.rs"]
mod feed_anything;
#[path = "domain/feed_tracker.rs"]
mod feed_tracker;
#[path = "domain/feed_world.rs"]
mod feed_world;
#[path = "domain/fleet.rs"]
mod fleet;
#[path = "domain/installing.rs"]
mod installing;
#[path = "domain/judging.rs"]
mod judging;
#[path = "domain/latency_cap.rs"]
mod latency_cap;
#[path = "domain/latency_csv.rs"]
mod latency_csv;
#[path = "domain/live_chart.rs"]
mod live_chart;
#[path = "domain/loss.rs"]
mod loss;
#[path = "domain/memory.rs"]
mod memory;
#[path = "domain/order.rs"]
mod order;
#[path = "domain/plausible.rs"]
mod plausible;
#[path = "domain/public_note.rs"]
mod public_note;
#[path = "domain/public_note_kinds.rs"]
mod public_note_kinds;
#[path = "domain/readers.rs"]
mod readers;
#[path = "domain/recording.rs"]
mod recording;
#[path = "domain/registering.rs"]
mod registering;
#[path = "domain/rhythm.rs"]
mod rhythm;
#[path = "domain/roster_anything.rs"]
mod roster_anything;
#[path = "domain/sensors.rs"]
mod sensors;
#[path = "domain/session_anything.rs"]
mod session_anything;
#[path = "domain/stats.rs"]
mod stats;
#[path = "domain/totals.rs"]
mod totals;
#[path = "domain/unreadable.rs"]
mod unreadable;
