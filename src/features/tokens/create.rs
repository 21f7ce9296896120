//! The form for a new token, and the one place where a new token is shown.

use leptos::html;
use leptos::prelude::*;

use super::desk::{CreateFault, Desk};
use crate::domain::note::NoteFault;
use crate::domain::snippets::{SnippetLanguage, snippet};
use crate::domain::token::Secret;
use crate::i18n::fill;
use crate::ui::{
    Button, ButtonKind, CopyButton, Dialog, SubmitButton, Tab, Tabs, TextField, focus_and_select,
    use_texts, when,
};

/// The form for a new token.
#[component]
pub(super) fn CreateTokenForm(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let problem = Signal::derive(move || match desk.create_fault.get() {
        None => String::new(),
        Some(CreateFault::Note(NoteFault::TooLong { characters })) => {
            fill(texts.note_too_long, &[&characters.to_string()])
        }
        Some(CreateFault::Note(NoteFault::ControlCharacter)) => texts.note_control.to_owned(),
        Some(CreateFault::Refused(error)) => texts.error(&error),
        Some(CreateFault::Uncertain) => texts.create_uncertain.to_owned(),
    });
    view! {
        <form
            class="panel form form--row"
            on:submit=move |event| {
                event.prevent_default();
                desk.create();
            }
        >
            <TextField
                id="note"
                label=texts.note
                value=desk.draft
                hint=texts.note_hint
                problem=problem
            />
            <SubmitButton label=texts.create_token is_sending=desk.is_creating />
        </form>
    }
}

/// Shows the token that was just made, until it is closed.
#[component]
pub(super) fn NewTokenDialog(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let closed = Callback::new(move |()| desk.made.set(None));
    let dialog = move || {
        let token = desk.made.get_untracked().map(|made| made.token);
        view! {
            <Dialog title=texts.new_token closed=closed let:close>
                <p>{texts.new_token_sentence}</p>
                {token.map(|token| view! { <NewToken token=token origin=desk.live.origin() /> })}
                <p class="actions actions--end">
                    <Button label=texts.close kind=ButtonKind::Primary press=close />
                </p>
            </Dialog>
        }
        .into_any()
    };
    when(move || desk.made.with(Option::is_some), dialog)
}

/// A token and what can be done with it. A field's text is a property, so the token itself is in
/// no markup but that of the examples.
#[component]
fn NewToken(
    /// The token.
    token: Secret,
    /// The dashboard's address.
    origin: String,
) -> impl IntoView {
    let texts = use_texts();
    let examples = StoredValue::new(
        SnippetLanguage::ALL
            .map(|language| snippet(language, &origin, &token))
            .to_vec(),
    );
    let shown = RwSignal::new(0);
    let example = Signal::derive(move || {
        let position = shown.get();
        examples.with_value(|examples| examples.get(position).cloned().unwrap_or_default())
    });
    let token = Signal::stored(token.reveal().to_owned());
    let input = NodeRef::<html::Input>::new();
    view! {
        <div class="field">
            <label class="field__label" for="new-token">
                {texts.token}
            </label>
            <div class="field__row">
                <input
                    id="new-token"
                    class="field__input field__input--code"
                    type="text"
                    readonly=true
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=token
                    node_ref=input
                    on:focus=move |_| focus_and_select(input)
                />
                <CopyButton label=texts.copy text=token />
            </div>
        </div>
        <Tabs
            label=texts.snippets
            tabs=Signal::stored(
                SnippetLanguage::ALL.map(|language| Tab::new(language.name())).to_vec(),
            )
            taken=shown
            take=Callback::new(move |position| shown.set(position))
            panel_id="snippet"
        />
        <pre id="snippet" class="code" role="tabpanel" tabindex="0">
            <code>{example}</code>
        </pre>
        <CopyButton label=texts.snippet_copy text=example />
    }
}
