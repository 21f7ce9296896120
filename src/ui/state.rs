//! A screen that has one thing to say, and what can be done about it.

use leptos::prelude::*;

use super::words::page_title;

/// The whole of a screen: a heading, which is the page's title too, a sentence and what follows it.
pub fn state_screen(heading: Signal<String>, sentence: Signal<String>, action: AnyView) -> AnyView {
    page_title(heading);
    view! {
        <section class="state">
            <h1 tabindex="-1">{heading}</h1>
            <p>{sentence}</p>
            {action}
        </section>
    }
    .into_any()
}

/// A link that looks like a button.
pub fn link_button(label: Signal<String>, href: String, is_primary: bool) -> AnyView {
    let class = if is_primary {
        "button button--primary"
    } else {
        "button"
    };
    view! { <a class=class href=href>{label}</a> }.into_any()
}
