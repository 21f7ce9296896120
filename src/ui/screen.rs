//! The shown screen: what belongs to it lasts until another one is shown, and so outlives a change of
//! language, which mounts the page anew.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

/// The shown screen. It goes when the visitor leaves it.
#[derive(Clone, Debug)]
pub struct Screen(Owner);

impl Screen {
    /// A screen of the part of the page that calls.
    pub fn new() -> Self {
        Self(Owner::new())
    }

    /// The visitor has left it.
    pub fn leave(&self) {
        self.0.cleanup();
    }
}

impl Default for Screen {
    fn default() -> Self {
        Self::new()
    }
}

/// Does something in the name of the shown screen; outside of one, in the caller's.
fn on_screen<T>(work: impl FnOnce() -> T) -> T {
    match use_context::<Screen>() {
        Some(Screen(owner)) => owner.with(work),
        None => work(),
    }
}

/// The state of the shown screen, which is made when it is asked for first.
pub fn screen_state<T: Clone + Send + Sync + 'static>(make: impl FnOnce() -> T) -> T {
    on_screen(|| {
        use_context::<T>().unwrap_or_else(|| {
            let state = make();
            provide_context(state.clone());
            state
        })
    })
}

/// Runs until it is done or the visitor has left the screen that asked for it.
pub fn run(work: impl Future<Output = ()> + 'static) {
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(work);
    on_screen(|| spawn_local_scoped_with_cancellation(work));
}
