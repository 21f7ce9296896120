//! Asking before tokens are deleted.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::token::{ApiToken, Secret};
use crate::i18n::fill;
use crate::ui::{Button, ButtonKind, Dialog, use_texts, when};

/// How many notes are named.
const NAMED: usize = 8;

/// Asks whether the doomed tokens are to be deleted, as long as there are any.
#[component]
pub(super) fn DeleteDialog(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let closed = Callback::new(move |()| desk.doomed.set(Vec::new()));
    let dialog = move || {
        let doomed = desk.doomed.get_untracked();
        view! {
            <Dialog title=texts.delete_token closed=closed let:close>
                <Question doomed=doomed in_use=desk.live.token() />
                <p class="actions actions--end">
                    <Button label=texts.cancel press=close />
                    <Button
                        label=texts.delete
                        kind=ButtonKind::Danger
                        press=Callback::new(move |()| {
                            desk.delete();
                            close.run(());
                        })
                    />
                </p>
            </Dialog>
        }
        .into_any()
    };
    when(
        move || desk.doomed.with(|doomed| !doomed.is_empty()),
        dialog,
    )
}

/// Which tokens, and what it means.
#[component]
fn Question(
    /// The tokens that would be deleted.
    doomed: Vec<ApiToken>,
    /// The token in use here.
    in_use: Option<Secret>,
) -> impl IntoView {
    let texts = use_texts();
    let count = doomed.len();
    let is_in_use = doomed
        .iter()
        .any(|token| Some(&token.token) == in_use.as_ref());
    let question = if count == 1 {
        texts.delete_one.to_owned()
    } else {
        fill(texts.delete_question, &[&count.to_string()])
    };
    let more = count.saturating_sub(NAMED);
    let more = (more > 0).then(|| fill(texts.delete_more, &[&more.to_string()]));
    let notes = doomed.into_iter().take(NAMED).map(|token| {
        view! {
            <li>
                <Note note=token.note />
            </li>
        }
    });
    let notes = notes.collect_view();
    view! {
        <p>{question}</p>
        <ul class="dialog__list">
            {notes}
            {more.map(|more| view! { <li class="quiet">{more}</li> })}
        </ul>
        <p>{texts.delete_warning}</p>
        {is_in_use
            .then(|| {
                view! { <p class="notice notice--warning notice--inline">{texts.delete_in_use}</p> }
            })}
    }
}

/// A note as it stands in a text, whichever way it is written.
#[component]
pub(super) fn Note(
    /// The note; may be empty.
    note: String,
) -> impl IntoView {
    let texts = use_texts();
    if note.is_empty() {
        view! { <span class="quiet">{texts.no_note}</span> }.into_any()
    } else {
        view! { <bdi>{note}</bdi> }.into_any()
    }
}
