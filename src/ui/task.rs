//! What takes a while and belongs to a part of the page.

use std::pin::Pin;

use leptos::reactive::spawn_local_scoped_with_cancellation;

/// Runs until it is done or the part of the page that asked for it is gone.
pub fn run(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    spawn_local_scoped_with_cancellation(work);
}
