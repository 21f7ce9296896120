//! Signing in with an API token: the form, and the token in use.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use super::use_came_from;
use crate::domain::session::Token;
use crate::domain::token::Secret;
use crate::live::{Kept, TokenReply, use_live};
use crate::platform::page;
use crate::platform::storage::Keep;
use crate::ui::{
    Button, FieldKind, SubmitButton, TextField, TickBox, focus_and_select, use_texts, word,
};

/// Which token is in use and where it is kept, and the way to forget it.
#[component]
pub(super) fn TokenInUse() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let masked = Signal::derive(move || {
        let token = live.token();
        token.map(|token| token.masked()).unwrap_or_default()
    });
    let kept = word(move || {
        let state = live.state();
        match state.session.token {
            Token::Refused => return texts.token_no_longer,
            Token::Unchecked if state.is_walled => return texts.error_walled,
            Token::Unchecked if state.is_settled => return texts.token_untried,
            Token::None | Token::Unchecked | Token::Good => {}
        }
        match state.token_kept {
            Some(Kept::InTab) => texts.kept_in_tab,
            Some(Kept::OnDevice) => texts.kept_on_device,
            Some(Kept::InMemory) => texts.kept_in_memory,
            None => "",
        }
    });
    let title = word(move || {
        if live.state().session.token == Token::Good {
            texts.token_in_use
        } else {
            texts.token_stored
        }
    });
    let forget = Callback::new(move |()| {
        live.forget_token();
        // The button goes.
        page::focus_heading_in_place();
    });
    view! {
        <section class="panel">
            <h2>{title}</h2>
            <p>
                <code>{masked}</code>
            </p>
            <p class="panel__note">{kept}</p>
            <p class="actions">
                <Button label=texts.forget_token press=forget />
            </p>
        </section>
    }
}

/// The form that takes a token. It is checked before it is used.
#[component]
pub(super) fn TokenForm() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let came_from = use_came_from();
    let input = NodeRef::<html::Input>::new();
    let value = RwSignal::new(String::new());
    let keeps = RwSignal::new(false);
    let is_sending = RwSignal::new(false);
    let is_missing = RwSignal::new(false);
    let reply = RwSignal::new(None::<TokenReply>);

    let replied = Callback::new(move |said: TokenReply| {
        is_sending.set(false);
        if said == TokenReply::Taken {
            value.set(String::new());
            page::replace_fragment(&came_from.fragment());
            return;
        }
        reply.set(Some(said));
        focus_and_select(input);
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        if is_sending.get_untracked() {
            return;
        }
        let token = value.with_untracked(|value| value.trim().to_owned());
        reply.set(None);
        is_missing.set(token.is_empty());
        if token.is_empty() {
            return;
        }
        is_sending.set(true);
        let keep = if keeps.get_untracked() {
            Keep::Device
        } else {
            Keep::Tab
        };
        live.use_token(Secret::new(token), keep, replied);
    };
    let problem = Signal::derive(move || {
        if is_missing.get() {
            return texts.token_missing.to_owned();
        }
        match reply.get() {
            Some(TokenReply::Refused) => texts.token_refused.to_owned(),
            Some(TokenReply::Failed(error)) => texts.error(&error),
            Some(TokenReply::Taken) | None => String::new(),
        }
    });
    view! {
        <section class="panel">
            <h2>{texts.token_section}</h2>
            <form class="form" on:submit=send>
                <TextField
                    id="api-token"
                    label=texts.api_token
                    kind=FieldKind::Secret
                    value=value
                    hint=texts.api_token_hint
                    problem=problem
                    input=input
                />
                <TickBox
                    label=texts.keep_on_device
                    hint=texts.keep_on_device_hint
                    value=keeps
                />
                <SubmitButton label=texts.use_token is_sending=is_sending />
            </form>
        </section>
    }
}
