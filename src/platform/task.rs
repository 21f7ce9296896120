//! What takes a while.

use std::pin::Pin;

use wasm_bindgen_futures::spawn_local;

/// Runs it until it is done. All that runs has one type: code is made for each.
pub fn spawn(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    spawn_local(work);
}
