//! The dashboard's API tokens: a list, a form for a new one, and deleting.

mod create;
mod delete;
mod desk;
mod list;

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::session::Reader;
use crate::live::use_live;
use crate::platform::page;
use crate::ui::{
    Button, ButtonKind, Extent, LinkButton, Missing, StateScreen, either, part, screen_state,
    set_page_title, use_texts, when,
};
use create::{CreateTokenForm, NewTokenDialog};
use delete::DeleteDialog;
use desk::{Desk, Loaded};
use list::TokenList;

/// The screen, whose code is a file of its own.
#[component]
pub fn TokensPage() -> impl IntoView {
    part(Extent::Screen, tokens)
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
)]
fn tokens() -> Result<AnyView, Missing> {
    Ok(view! { <TokensScreen /> }.into_any())
}

/// The screen: for those who are signed in with the dashboard; the others are told how to be.
#[component]
fn TokensScreen() -> impl IntoView {
    let live = use_live();
    let manages = move || live.state().session.rights().manages_tokens;
    // Outlives a sign-in that ends: what was typed is there again after the next one.
    let desk = screen_state(|| Desk::new(live));
    either(
        manages,
        move || view! { <Tokens desk=desk /> }.into_any(),
        || view! { <NeedsLogin /> }.into_any(),
    )
}

/// Where to sign in, and why.
#[component]
fn NeedsLogin() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let sentence = Signal::derive(move || {
        match live.state().reader() {
            Reader::Token => texts.tokens_for_token,
            Reader::Guest | Reader::Cookie => texts.tokens_for_guest,
        }
        .to_owned()
    });
    view! {
        <StateScreen heading=texts.nav_tokens sentence=sentence>
            <LinkButton
                label=texts.sign_in_dashboard
                href=live.login_address()
                kind=ButtonKind::Primary
                on:click=move |_| live.remember_place(&Route::Tokens.href())
            />
        </StateScreen>
    }
}

/// The form, the list and the dialogs.
#[component]
fn Tokens(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    set_page_title(texts.nav_tokens);
    desk.begin();
    // What had the focus goes with all of this.
    on_cleanup(|| request_animation_frame(page::focus_heading_if_lost));
    let is_pending = move || desk.list.with(|list| matches!(list, Loaded::Pending));
    let has_failed = move || desk.list.with(|list| matches!(list, Loaded::Failed(_)));
    let is_ready = move || desk.list.with(|list| matches!(list, Loaded::Ready(_)));
    view! {
        <div class="page">
            <h1 class="page__title" tabindex="-1">
                {texts.nav_tokens}
            </h1>
            <p class="page__sentence">{texts.tokens_sentence}</p>
            <CreateTokenForm desk=desk />
            <p class="page__said" role="status">
                {Signal::derive(move || desk.said(texts))}
            </p>
            {when(has_failed, move || view! { <Failure desk=desk /> }.into_any())}
            {when(
                is_pending,
                || view! { <div class="panel panel--loading" aria-hidden="true"></div> }.into_any(),
            )}
            {when(is_ready, move || view! { <TokenList desk=desk /> }.into_any())}
            <NewTokenDialog desk=desk />
            <DeleteDialog desk=desk />
        </div>
    }
}

/// Why there is no list, and a way to ask again.
#[component]
fn Failure(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let error = Signal::derive(move || {
        desk.list.with(|list| match list {
            Loaded::Failed(error) => texts.error(error),
            Loaded::Pending | Loaded::Ready(_) => String::new(),
        })
    });
    view! {
        <section class="panel" role="alert">
            <p>{error}</p>
            <Button label=texts.retry_now press=Callback::new(move |()| desk.reload()) />
        </section>
    }
}
