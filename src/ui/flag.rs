//! Pictures of flags and marks of operating systems, from files beside the app.

use leptos::prelude::*;

use super::dynamic::{shared_text, switch, text};
use crate::domain::flags::has_flag;
use crate::domain::os::mark_of;

/// A country's flag, or nothing where there is none. The country itself is said in words elsewhere.
#[component]
pub fn Flag(
    /// Lower-case ISO 3166 alpha-2, or anything else.
    code: Signal<String>,
) -> AnyView {
    let code = shared_text(move || code.get());
    switch(move || {
        let code = code.get();
        if !has_flag(&code) {
            return ().into_any();
        }
        let source = format!("assets/flags/{code}.svg");
        view! {
            <img class="flag" src=source alt="" width="20" height="14" loading="lazy" decoding="async" />
        }
        .into_any()
    })
}

/// An operating system's mark in the colour of the text around it.
#[component]
pub fn SystemMark(
    /// The platform as the agent names it.
    platform: Signal<String>,
) -> AnyView {
    let mark = move || mark_of(&platform.get());
    let image = text(move || match mark() {
        Some(mark) => format!("url(\"assets/os/{mark}.svg\")"),
        None => "none".to_owned(),
    });
    let display = text(move || mark().map_or("none", |_| "inline-block").to_owned());
    view! {
        <span class="system-mark" aria-hidden="true" style:display=display style:mask-image=image></span>
    }
    .into_any()
}
