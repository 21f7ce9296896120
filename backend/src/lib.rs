//! The embedded backend: it stands where a Nezha V0 dashboard stands, so that Lotus needs no other
//! server to be tried, developed and tested.
//!
//! It speaks V0's wire contract, quirks included; the shapes are those of [`lotus::wire`]. What
//! only harms a server (a thread that spins, a panic) is not imitated, only its answer.
//!
//! [`app`] is the whole of it as a router, which tests call without a port; [`run`] is the program.

mod agents;
mod api;
mod auth;
mod clock;
pub mod faults;
pub mod fleet;
mod frames;
mod go_json;
pub mod machine;
mod measure;
mod options;
mod pages;
pub mod probe;
mod roster;
mod router;
mod secrets;
mod serve;
mod socket;
mod staging;
mod state;
mod store;
mod upstream;
mod web;

pub use auth::{SESSION_COOKIE, VIEW_PASSWORD_COOKIE};
pub use clock::{Clock, UnixNanos};
pub use options::Options;
pub use roster::{FIRST_SYNTHETIC_ID, Report, Server, THIS_MACHINE};
pub use router::app;
pub use serve::{StartError, run};
pub use state::{Setup, State};
pub use store::{Store, StoreError};
pub use upstream::{Upstream, UpstreamError};
