//! Lotus' plot alone in a page, as `cargo xtask bench` measures it. Natively there is nothing.

#[cfg(target_arch = "wasm32")]
mod harness;
#[cfg(target_arch = "wasm32")]
mod labels;
