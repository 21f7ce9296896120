//! Placeholder.
use leptos::prelude::*;
/// Placeholder.
#[component]
pub fn RegisterPage() -> AnyView {
    ().into_any()
}
