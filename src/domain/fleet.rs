//! How a fleet is looked at: what is searched for, in which order it stands, and in which groups.
//!
//! All of it is about servers as they are known (`roster::Server`), whatever shows them.

pub mod arranging;
pub mod attention;
mod figure;
pub mod grid;
pub mod groups;
pub mod order;
pub mod query;
pub mod ranking;
pub mod thread;
pub mod view;
pub mod watch;
pub mod world;
