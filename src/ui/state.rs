//! A screen that has one thing to say, and what can be done about it.

use leptos::prelude::*;

use super::button::{Button, ButtonKind};
use super::language::{set_page_title, use_texts};

/// The whole of a screen: a heading, which is the page's title too, a sentence and what follows it.
#[component]
pub fn StateScreen(
    /// The heading.
    #[prop(into)]
    heading: Signal<String>,
    /// The sentence.
    #[prop(into)]
    sentence: Signal<String>,
    /// What can be done.
    children: Children,
) -> impl IntoView {
    set_page_title(heading);
    view! {
        <section class="state">
            <h1 tabindex="-1">{heading}</h1>
            <p>{sentence}</p>
            {children()}
        </section>
    }
}

/// The whole of a screen that cannot be shown: why, and a button to try again before that is done
/// without it.
#[component]
pub fn TroubleScreen(
    /// The heading.
    #[prop(into)]
    heading: Signal<String>,
    /// The sentence.
    #[prop(into)]
    sentence: Signal<String>,
    /// What the button says.
    #[prop(into)]
    label: Signal<String>,
    /// Tries again.
    retry: Callback<()>,
) -> impl IntoView {
    let texts = use_texts();
    set_page_title(heading);
    view! {
        <section class="state" role="alert">
            <h1 tabindex="-1">{heading}</h1>
            <p>{sentence}</p>
            <p class="state__quiet">{texts.trouble_retrying}</p>
            <Button label=label kind=ButtonKind::Primary press=retry />
        </section>
    }
}
