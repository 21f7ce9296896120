//! Pictures of flags and marks of operating systems, from files beside the app.

use leptos::prelude::*;

use crate::domain::flags::has_flag;
use crate::domain::os::mark_of;

/// A country's flag, in a field of fixed size; an unknown country leaves the field empty. The code
/// itself is said in words elsewhere.
#[component]
pub fn Flag(
    /// Lower-case ISO 3166 alpha-2, or anything else.
    #[prop(into)]
    code: Signal<String>,
) -> impl IntoView {
    move || {
        let code = code.get();
        let source = has_flag(&code).then(|| format!("assets/flags/{code}.svg"));
        match source {
            Some(source) => view! {
                <img class="flag" src=source alt="" width="20" height="14" loading="lazy" decoding="async" />
            }
            .into_any(),
            None => view! { <span class="flag flag--none"></span> }.into_any(),
        }
    }
}

/// An operating system's mark in the colour of the text around it.
#[component]
pub fn SystemMark(
    /// The platform as the agent names it.
    #[prop(into)]
    platform: Signal<String>,
) -> impl IntoView {
    let image = move || {
        let platform = platform.get();
        mark_of(&platform).map_or_else(
            || "none".to_owned(),
            |mark| format!("url(\"assets/os/{mark}.svg\")"),
        )
    };
    view! { <span class="system-mark" aria-hidden="true" style:mask-image=image></span> }
}
