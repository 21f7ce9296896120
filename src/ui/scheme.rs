//! Whether the page is dark, for what is no style sheet's to colour.

use leptos::prelude::*;

/// Whether the page is dark. Reading it subscribes the reader.
#[derive(Clone, Copy, Debug)]
pub struct Scheme(pub RwSignal<bool>);

/// The page's scheme; light outside the app's tree.
pub fn use_scheme() -> Scheme {
    use_context().unwrap_or_else(|| Scheme(RwSignal::new(false)))
}
