//! Pictures of flags and marks of operating systems, from files beside the app.

use leptos::prelude::*;

use crate::domain::flags::has_flag;
use crate::domain::os::mark_of;

/// A country's flag, or nothing where there is none. The country itself is said in words elsewhere.
#[component]
pub fn Flag(
    /// Lower-case ISO 3166 alpha-2, or anything else.
    #[prop(into)]
    code: Signal<String>,
) -> impl IntoView {
    move || {
        let code = code.get();
        has_flag(&code).then(|| {
            view! {
                <img
                    class="flag"
                    src=format!("assets/flags/{code}.svg")
                    alt=""
                    width="20"
                    height="14"
                    loading="lazy"
                    decoding="async"
                />
            }
        })
    }
}

/// An operating system's mark in the colour of the text around it.
#[component]
pub fn SystemMark(
    /// The platform as the agent names it.
    #[prop(into)]
    platform: Signal<String>,
) -> impl IntoView {
    let mark = move || platform.with(|platform| mark_of(platform));
    let image = Signal::derive(move || match mark() {
        Some(mark) => format!("url(\"assets/os/{mark}.svg\")"),
        None => "none".to_owned(),
    });
    let display = Signal::derive(move || mark().map_or("none", |_| "inline-block").to_owned());
    view! {
        <span
            class="system-mark"
            aria-hidden="true"
            style:display=display
            style:mask-image=image
        ></span>
    }
}
