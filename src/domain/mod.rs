//! The domain: servers, their reports, sessions and latencies, as values and pure functions.
//!
//! Nothing here reads a clock or knows a browser; "now" is an argument.

pub mod error;
pub mod latency;
pub mod server;
pub mod time;
pub mod token;
