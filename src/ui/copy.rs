//! Copying to the clipboard, and saying whether it worked.

use leptos::prelude::*;

use super::button::Button;
use super::flow::when;
use super::language::use_texts;
use super::screen::run;
use crate::platform::clipboard;

/// A button that copies a text, with a word on what came of it beside it.
#[component]
pub fn CopyButton(
    /// The word on the button.
    #[prop(into)]
    label: Signal<String>,
    /// What is copied.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let texts = use_texts();
    let copied = RwSignal::new(None::<bool>);
    let copy = Callback::new(move |()| {
        copied.set(None);
        let text = text.get_untracked();
        run(async move {
            copied.set(Some(clipboard::copy(&text).await));
        });
    });
    let said = move || {
        let failed = Signal::derive(move || (copied.get() == Some(false)).to_string());
        let said = Signal::derive(move || {
            match copied.get() {
                Some(true) => texts.copied,
                Some(false) => texts.copy_failed,
                None => "",
            }
            .to_owned()
        });
        view! {
            <span class="copy__said" role="status" data-failed=failed>
                {said}
            </span>
        }
        .into_any()
    };
    view! {
        <span class="copy">
            <Button label=label press=copy />
            {when(move || copied.get().is_some(), said)}
        </span>
    }
}
