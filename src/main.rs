//! Mounts the app.

#[cfg(target_arch = "wasm32")]
fn main() {
    lotus::app::mount();
}

/// The app is a page: natively there is nothing to mount.
#[cfg(not(target_arch = "wasm32"))]
fn main() {}
