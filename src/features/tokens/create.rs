//! The form for a new token, and the one place where a new token is shown.

use leptos::ev::{FocusEvent, SubmitEvent};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use super::desk::{CreateFault, Desk};
use crate::domain::note::NoteFault;
use crate::domain::snippets::{SnippetLanguage, snippet};
use crate::domain::token::Secret;
use crate::i18n::fill;
use crate::ui::{
    ButtonKind, Field, FieldKind, button, copy_button, dialog, submit_button, tabs, text,
    use_words, when,
};

#[component]
pub(super) fn CreateForm(desk: Desk) -> AnyView {
    let words = use_words();
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
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        desk.create();
    };
    view! {
        <form class="panel form form--row" on:submit=send>
            {field.view()}
            {submit_button(words.say(|texts| texts.create_token), desk.is_creating.into())}
        </form>
    }
    .into_any()
}

/// Shows the token that was just made, until it is closed.
#[component]
pub(super) fn NewTokenDialog(desk: Desk) -> AnyView {
    let words = use_words();
    let show = move || {
        let token = desk.made.get_untracked().map(|made| made.token);
        let closed = Callback::new(move |()| desk.made.set(None));
        dialog(words.say(|texts| texts.new_token), closed, |close| {
            view! {
                <p>{words.say(|texts| texts.new_token_sentence)}</p>
                {token.map(|token| view! { <NewToken desk token /> })}
                <p class="actions actions--end">
                    {button(words.say(|texts| texts.close), ButtonKind::Primary, close)}
                </p>
            }
            .into_any()
        })
    };
    when(move || desk.made.with(Option::is_some), show)
}

#[component]
fn NewToken(desk: Desk, token: Secret) -> AnyView {
    let words = use_words();
    let shown = StoredValue::new(token);
    let reveal = move || shown.with_value(|token| token.reveal().to_owned());
    let taken = RwSignal::new(0);
    let origin = StoredValue::new(desk.live.origin());
    let example = move |position: usize| {
        let language = SnippetLanguage::ALL.get(position).copied();
        shown.with_value(|token| {
            language
                .map(|language| snippet(language, &origin.get_value(), token))
                .unwrap_or_default()
        })
    };
    let names = SnippetLanguage::ALL
        .map(|language| Signal::stored(language.name().to_owned()))
        .to_vec();
    let code = text(move || example(taken.get()));
    let select_all = |event: FocusEvent| event_target::<HtmlInputElement>(&event).select();
    let copy_token = Callback::new(move |()| reveal());
    let copy_code = Callback::new(move |()| example(taken.get_untracked()));
    view! {
        <div class="field">
            <label class="field__label" for="new-token">{words.say(|texts| texts.token)}</label>
            <span class="field__row">
                <input
                    id="new-token"
                    class="field__input field__input--code"
                    type="text"
                    readonly=true
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=reveal()
                    on:focus=select_all
                />
                {copy_button(words.say(|texts| texts.copy), copy_token)}
            </span>
        </div>
        {tabs(words.say(|texts| texts.snippets), names, taken, "snippet")}
        <pre id="snippet" class="code" role="tabpanel" tabindex="0"><code>{code}</code></pre>
        {copy_button(words.say(|texts| texts.snippet_copy), copy_code)}
    }
    .into_any()
}
