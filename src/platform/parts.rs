//! Parts of the app that are files of their own: getting one.
//!
//! A release build takes each function marked by `ui::part!` and what only it calls out of the main
//! file (`xtask/src/finish/split.rs`). Any other build leaves the app whole.

/// What is told whether a part came.
pub type Told = Box<dyn FnOnce(bool)>;

/// Gets a part. `true`: it is here, and nobody is told any more. `false`: it is on its way, and
/// `told` hears how that ended.
#[cfg(lotus_split)]
pub fn load(name: &str, told: Told) -> bool {
    let Some(coming) = split::load_part(name) else {
        return true;
    };
    wasm_bindgen_futures::spawn_local(async move {
        let came = wasm_bindgen_futures::JsFuture::from(coming).await.is_ok();
        told(came);
    });
    false
}

/// The app is whole: each part is here.
#[cfg(not(lotus_split))]
pub fn load(_name: &str, _told: Told) -> bool {
    true
}

#[cfg(lotus_split)]
mod split {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen]
    extern "C" {
        /// Stands in the script beside the wasm file (`xtask/src/finish/parts.js`). Nothing comes
        /// back for a part that is here, else what it is waited for by.
        #[wasm_bindgen(js_name = loadPart)]
        pub fn load_part(name: &str) -> Option<js_sys::Promise>;
    }
}

/// What the attribute that marks a split asks of its surroundings.
///
/// It can wait for the file itself, at a price of three kilobytes, and gives up the whole page where
/// none comes. [`load`] has made sure of the file before, so there is nothing to wait for.
#[cfg(lotus_split)]
pub mod rt {
    use std::convert::Infallible;
    use std::ffi::c_void;
    use std::future::{Ready, ready};
    use std::pin::Pin;

    /// What would be called when the file is there.
    pub type LoadCallbackFn = extern "C" fn(*const c_void, bool);

    /// The place of a loader.
    #[derive(Debug)]
    pub struct LazySplitLoader;

    impl LazySplitLoader {
        /// Drops the way to load: [`load`](super::load) has another.
        pub const fn new<Load: Copy>(_load: Load) -> Self {
            Self
        }
    }

    /// Done at once.
    pub fn ensure_loaded(_: Pin<&LazySplitLoader>) -> Ready<Result<(), Infallible>> {
        ready(Ok(()))
    }
}
