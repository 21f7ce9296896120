//! Lotus: a dashboard for Nezha V0 server monitoring that is nothing but static files.
//!
//! The floors, top to bottom; an arrow only ever points down, which a test holds
//! (`tests/floors.rs`):
//!
//! app → features → ui, live → api → i18n, platform → chart, wire → domain

pub mod chart;
pub mod domain;
pub mod i18n;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod api;
#[cfg(target_arch = "wasm32")]
pub mod app;
#[cfg(target_arch = "wasm32")]
pub mod features;
#[cfg(target_arch = "wasm32")]
pub mod live;
#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod ui;
