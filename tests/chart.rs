//! The chart module: what it keeps of the samples, where it puts them, and what is drawn.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss,
    missing_docs
)]

#[path = "chart/clipping.rs"]
mod clipping;
#[path = "chart/columns.rs"]
mod columns;
#[path = "chart/crosshair.rs"]
mod crosshair;
#[path = "chart/drawings.rs"]
mod drawings;
#[path = "chart/histories.rs"]
mod histories;
#[path = "chart/lanes.rs"]
mod lanes;
#[path = "chart/layout.rs"]
mod layout;
#[path = "chart/palette.rs"]
mod palette;
#[path = "chart/pictures.rs"]
mod pictures;
#[path = "chart/recorder.rs"]
mod recorder;
#[path = "chart/scales.rs"]
mod scales;
#[path = "chart/times.rs"]
mod times;
#[path = "chart/values.rs"]
mod values;
#[path = "chart/viewer.rs"]
mod viewer;
