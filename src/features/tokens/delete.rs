//! Asking before tokens are deleted.

use leptos::prelude::*;

use super::desk::Desk;
use crate::i18n::fill;
use crate::ui::{ButtonKind, button, dialog, text, use_words, when};

/// How many notes are named.
const NAMED: usize = 8;

#[component]
pub(super) fn DeleteDialog(desk: Desk) -> AnyView {
    let words = use_words();
    let show = move || {
        let doomed = desk.doomed.get_untracked();
        let count = doomed.len();
        let in_use = untrack(move || desk.live.token());
        let is_in_use = doomed.iter().any(|token| Some(&token.token) == in_use.as_ref());
        let notes = doomed.iter().take(NAMED).map(|token| {
            let note = token.note.clone();
            if note.is_empty() {
                view! { <li class="quiet">{words.say(|texts| texts.no_note)}</li> }.into_any()
            } else {
                view! { <li><bdi>{note}</bdi></li> }.into_any()
            }
        });
        let notes = notes.collect::<Vec<_>>();
        let question = text(move || {
            let texts = words.texts();
            if count == 1 {
                texts.delete_one.to_owned()
            } else {
                fill(texts.delete_question, &[&count.to_string()])
            }
        });
        let more = text(move || {
            let more = count.saturating_sub(NAMED);
            words.fill(|texts| texts.delete_more, &[&more.to_string()])
        });
        let closed = Callback::new(move |()| desk.doomed.set(Vec::new()));
        dialog(words.say(|texts| texts.delete_token), closed, |close| {
            let delete = Callback::new(move |()| {
                desk.delete();
                close.run(());
            });
            view! {
                <p>{question}</p>
                <ul class="dialog__list">
                    {notes}
                    {(count > NAMED).then(|| view! { <li class="quiet">{more}</li> })}
                </ul>
                <p>{words.say(|texts| texts.delete_warning)}</p>
                {is_in_use.then(|| view! {
                    <p class="notice notice--warning notice--inline">
                        {words.say(|texts| texts.delete_in_use)}
                    </p>
                })}
                <p class="actions actions--end">
                    {button(words.say(|texts| texts.cancel), ButtonKind::Plain, close)}
                    {button(words.say(|texts| texts.delete), ButtonKind::Danger, delete)}
                </p>
            }
            .into_any()
        })
    };
    when(move || desk.doomed.with(|doomed| !doomed.is_empty()), show)
}
