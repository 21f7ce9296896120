//! Copying to the clipboard, and saying whether it worked.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped;

use super::button::{ButtonKind, button};
use super::dynamic::{text, when};
use super::words::use_words;
use crate::platform::clipboard;

/// A button that copies what `read` gives, with a word on what came of it beside it.
pub fn copy_button(label: Signal<String>, read: Callback<(), String>) -> AnyView {
    let words = use_words();
    let copied = RwSignal::new(None::<bool>);
    let copy = Callback::new(move |()| {
        copied.set(None);
        let text = read.run(());
        spawn_local_scoped(async move {
            let worked = clipboard::copy(&text).await;
            copied.try_set(Some(worked));
        });
    });
    let said = text(move || {
        let texts = words.texts();
        match copied.get() {
            Some(true) => texts.copied,
            Some(false) => texts.copy_failed,
            None => "",
        }
        .to_owned()
    });
    let failed = text(move || (copied.get() == Some(false)).to_string());
    view! {
        <span class="copy">
            {button(label, ButtonKind::Plain, copy)}
            {when(
                move || copied.get().is_some(),
                move || view! { <span class="copy__said" role="status" data-failed=failed>{said}</span> },
            )}
        </span>
    }
    .into_any()
}
