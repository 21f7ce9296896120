//! The way to the dashboard: its addresses, its HTTP and its WebSocket.
//!
//! Wire types stay in here; what comes out is the domain's. Every call ends in a value or an
//! [`ApiError`](crate::domain::error::ApiError).

pub mod endpoint;
mod http;
pub mod socket;
pub mod v0;
