//! The domain: servers, their reports, sessions and latencies, as values and pure functions.
//!
//! Nothing here reads a clock or knows a browser; "now" is an argument.

pub mod billing;
pub mod calendar;
pub mod error;
pub mod feed;
pub mod flags;
pub mod fleet;
pub mod host;
pub mod ids;
pub mod install;
pub mod isolation;
pub mod latency;
pub mod latency_cap;
pub mod latency_csv;
pub mod latency_view;
pub mod live_chart;
pub mod loss;
pub mod new_server;
pub mod note;
pub mod os;
pub mod plausible;
pub mod public_note;
pub mod quoting;
pub mod recording;
pub mod register_script;
pub mod registration;
pub mod rhythm;
pub mod roster;
pub mod route;
pub mod rules;
pub mod sensors;
pub mod server;
pub mod session;
pub mod snippets;
pub mod stats;
pub mod status;
pub mod time;
pub mod token;
pub mod units;
