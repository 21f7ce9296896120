//! The dashboard's API tokens: a list, a form for a new one, and deleting.

mod create;
mod delete;
mod desk;
mod list;

use leptos::prelude::*;

use crate::domain::session::Reader;
use crate::live::use_live;
use crate::ui::{link_button, page_title, state_screen, switch, text, use_words, when};
use create::{CreateForm, NewTokenDialog};
use delete::DeleteDialog;
use desk::{Desk, Loaded};
use list::TokenList;

/// The screen: for those who are signed in with the dashboard; the others are told how to be.
#[component]
pub fn TokensPage() -> AnyView {
    let live = use_live();
    let manages = Memo::new(move |_| live.state().session.rights().manages_tokens);
    // Outlives a sign-in that ends: what was typed is there again after the next one.
    let desk = Desk::new(live);
    Effect::new(move || {
        if manages.get() {
            desk.reload();
        }
    });
    switch(move || {
        if manages.get() {
            view! { <Tokens desk /> }
        } else {
            view! { <NeedsLogin /> }
        }
    })
}

#[component]
fn NeedsLogin() -> AnyView {
    let words = use_words();
    let live = use_live();
    let sentence = text(move || {
        let texts = words.texts();
        match live.state().reader() {
            Reader::Token => texts.tokens_for_token,
            Reader::Guest | Reader::Cookie => texts.tokens_for_guest,
        }
        .to_owned()
    });
    let link = link_button(
        words.say(|texts| texts.sign_in_dashboard),
        live.login_address(),
        true,
    );
    let remember = move |_| live.remember_place("#/tokens");
    let action = view! { <span on:click=remember>{link}</span> }.into_any();
    state_screen(words.say(|texts| texts.nav_tokens), sentence, action)
}

#[component]
fn Tokens(desk: Desk) -> AnyView {
    let words = use_words();
    let title = words.say(|texts| texts.nav_tokens);
    page_title(title);
    let error = text(move || {
        desk.list.with(|list| match list {
            Loaded::Failed(error) => words.texts().error(error),
            Loaded::Pending | Loaded::Ready(_) => String::new(),
        })
    });
    let has_failed = Memo::new(move |_| desk.list.with(|list| matches!(list, Loaded::Failed(_))));
    let is_ready = Memo::new(move |_| desk.list.with(|list| matches!(list, Loaded::Ready(_))));
    let failure = move || {
        view! {
            <section class="panel" role="alert">
                <p>{error}</p>
                <p class="actions">
                    <button type="button" class="button" on:click=move |_| desk.reload()>
                        {words.say(|texts| texts.retry_now)}
                    </button>
                </p>
            </section>
        }
    };
    let waiting = move || {
        view! {
            <div class="panel panel--loading" aria-hidden="true"></div>
        }
    };
    let said = text(move || desk.said(words));
    view! {
        <div class="page">
            <h1 class="page__title" tabindex="-1">{title}</h1>
            <p class="page__sentence">{words.say(|texts| texts.tokens_sentence)}</p>
            <CreateForm desk />
            <p class="page__said" role="status">{said}</p>
            {when(move || has_failed.get(), failure)}
            {when(move || !has_failed.get() && !is_ready.get(), waiting)}
            {when(move || is_ready.get(), move || view! { <TokenList desk /> })}
            <NewTokenDialog desk />
            <DeleteDialog desk />
        </div>
    }
    .into_any()
}
