//! The form for a new token, and the one place where a new token is shown.

use super::desk::{CreateFault, Desk};
use crate::domain::note::NoteFault;
use crate::domain::snippets::{SnippetLanguage, snippet};
use crate::domain::token::Secret;
use crate::i18n::fill;
use crate::ui::old::{
    ButtonKind, Element, Field, FieldKind, Handle, Words, button, copy_button, dialog, el,
    submit_button, tabs, text, when,
};
use leptos::prelude::*;

pub(super) fn create_form(words: Words, desk: Desk) -> Element {
    let problem = text(move || {
        let texts = words.texts();
        match desk.create_fault.get() {
            None => String::new(),
            Some(CreateFault::Note(NoteFault::TooLong { characters })) => {
                fill(texts.note_too_long, &[&characters.to_string()])
            }
            Some(CreateFault::Note(NoteFault::ControlCharacter)) => texts.note_control.to_owned(),
            Some(CreateFault::Refused(error)) => texts.error(&error),
            Some(CreateFault::Uncertain) => texts.create_uncertain.to_owned(),
        }
    });
    let field = Field {
        id: "note",
        label: words.say(|texts| texts.note),
        kind: FieldKind::Text,
        value: desk.draft,
        hint: words.say(|texts| texts.note_hint),
        problem,
    };
    el("form")
        .class("panel form form--row")
        .on("submit", move |event| {
            event.prevent_default();
            desk.create();
        })
        .add(field.view())
        .add(submit_button(
            words.say(|texts| texts.create_token),
            desk.is_creating,
        ))
}

/// Shows the token that was just made, until it is closed.
pub(super) fn new_token_dialog(words: Words, desk: Desk) -> Element {
    let show = move || {
        let closed = Callback::new(move |()| desk.made.set(None));
        let sentence = words.say(|texts| texts.new_token_sentence);
        dialog(
            words.say(|texts| texts.new_token),
            closed,
            |dialog, close| {
                let dialog = dialog.add(el("p").text(sentence));
                let dialog = match desk.made.get_untracked() {
                    Some(made) => new_token(dialog, words, desk.live.origin(), made.token),
                    None => dialog,
                };
                dialog.add(el("p").class("actions actions--end").add(button(
                    words.say(|texts| texts.close),
                    ButtonKind::Primary,
                    close,
                )))
            },
        )
    };
    when(move || desk.made.with(Option::is_some), show)
}

fn new_token(dialog: Element, words: Words, origin: String, token: Secret) -> Element {
    let token = StoredValue::new(token);
    let revealed = text(move || token.with_value(|token| token.reveal().to_owned()));
    let shown = RwSignal::new(0);
    let example = StoredValue::new(origin);
    let example = move |position: usize| {
        let language = SnippetLanguage::ALL.get(position).copied();
        let language = language.unwrap_or(SnippetLanguage::Curl);
        token.with_value(|token| snippet(language, &example.get_value(), token))
    };
    let input = Handle::new();
    let field = el("input")
        .attr("id", "new-token")
        .class("field__input field__input--code")
        .attr("type", "text")
        .attr("readonly", "")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .value_of(revealed)
        .handle(input)
        .on("focus", move |_| input.focus_and_select());
    let label = words.say(|texts| texts.token);
    let copy_example = text(move || example(shown.get()));
    let names = SnippetLanguage::ALL.map(SnippetLanguage::name);
    dialog
        .add(
            el("div")
                .class("field")
                .add(
                    el("label")
                        .class("field__label")
                        .attr("for", "new-token")
                        .text(label),
                )
                .add(
                    el("div")
                        .class("field__row")
                        .add(field)
                        .add(copy_button(words.say(|texts| texts.copy), revealed)),
                ),
        )
        .add(tabs(
            words.say(|texts| texts.snippets),
            &names,
            shown,
            "snippet",
        ))
        .add(
            el("pre")
                .attr("id", "snippet")
                .class("code")
                .attr("role", "tabpanel")
                .attr("tabindex", "0")
                .add(el("code").text(text(move || example(shown.get())))),
        )
        .add(copy_button(
            words.say(|texts| texts.snippet_copy),
            copy_example,
        ))
}
