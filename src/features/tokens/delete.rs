//! Asking before tokens are deleted.

use crate::ui::old::Text;
use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::token::ApiToken;
use crate::i18n::fill;
use crate::ui::old::{ButtonKind, Element, Words, button, dialog, el, text, when};

/// How many notes are named.
const NAMED: usize = 8;

pub(super) fn delete_dialog(words: Words, desk: Desk) -> Element {
    let show = move || {
        let closed = Callback::new(move |()| desk.doomed.set(Vec::new()));
        dialog(
            words.say(|texts| texts.delete_token),
            closed,
            |dialog, close| {
                let delete = Callback::new(move |()| {
                    desk.delete();
                    close.run(());
                });
                question(dialog, words, desk, &desk.doomed.get_untracked()).add(
                    el("p")
                        .class("actions actions--end")
                        .add(button(
                            words.say(|texts| texts.cancel),
                            ButtonKind::Plain,
                            close,
                        ))
                        .add(button(
                            words.say(|texts| texts.delete),
                            ButtonKind::Danger,
                            delete,
                        )),
                )
            },
        )
    };
    when(move || desk.doomed.with(|doomed| !doomed.is_empty()), show)
}

fn question(dialog: Element, words: Words, desk: Desk, doomed: &[ApiToken]) -> Element {
    let count = doomed.len();
    let in_use = untrack(move || desk.live.token());
    let is_in_use = doomed
        .iter()
        .any(|token| Some(&token.token) == in_use.as_ref());
    let question = text(move || {
        let texts = words.texts();
        if count == 1 {
            texts.delete_one.to_owned()
        } else {
            fill(texts.delete_question, &[&count.to_string()])
        }
    });
    let mut notes = el("ul").class("dialog__list");
    for token in doomed.iter().take(NAMED) {
        notes = notes.add(el("li").add(note(words, &token.note)));
    }
    if count > NAMED {
        let more = text(move || {
            let more = count.saturating_sub(NAMED);
            words.fill(|texts| texts.delete_more, &[&more.to_string()])
        });
        notes = notes.add(el("li").class("quiet").text(more));
    }
    let dialog = dialog
        .add(el("p").text(question))
        .add(notes)
        .add(el("p").text(words.say(|texts| texts.delete_warning)));
    if is_in_use {
        let warning = words.say(|texts| texts.delete_in_use);
        dialog.add(
            el("p")
                .class("notice notice--warning notice--inline")
                .text(warning),
        )
    } else {
        dialog
    }
}

/// A note as it stands in a text, whichever way it is written.
pub(super) fn note(words: Words, note: &str) -> Element {
    if note.is_empty() {
        el("span")
            .class("quiet")
            .text(words.say(|texts| texts.no_note))
    } else {
        el("bdi").text(Text::from(note.to_owned()))
    }
}
