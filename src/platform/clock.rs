//! The timer that only runs forward.

use crate::domain::time::Monotonic;

/// Milliseconds since the page was opened.
pub fn now() -> Monotonic {
    let performance = web_sys::window().and_then(|window| window.performance());
    Monotonic(performance.map_or(0.0, |performance| performance.now()))
}

/// A number no other page is likely to have drawn.
pub fn seed() -> u64 {
    (js_sys::Math::random() * 2_f64.powi(53)).to_bits()
}
