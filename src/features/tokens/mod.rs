//! The dashboard's API tokens: a list, a form for a new one, and deleting.

mod create;
mod delete;
mod desk;
mod list;

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::session::Reader;
use crate::live::{Live, use_live};
use crate::platform::page;
use crate::platform::signal::Callback;
use crate::ui::{
    ButtonKind, Element, Extent, Missing, Words, button, either, el, follow, link_button,
    page_title, part, state_screen, text, use_words, when,
};
use create::{create_form, new_token_dialog};
use delete::delete_dialog;
use desk::{Desk, Loaded};
use list::token_list;

/// The screen: for those who are signed in with the dashboard; the others are told how to be.
pub fn tokens_page() -> Element {
    part(Extent::Screen, screen)
}

#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
)]
fn screen() -> Result<Element, Missing> {
    Ok(page())
}

fn page() -> Element {
    let words = use_words();
    let live = use_live();
    let manages = Memo::new(move |_| live.state().session.rights().manages_tokens);
    // Outlives a sign-in that ends: what was typed is there again after the next one.
    let desk = Desk::new(live);
    let mut was_allowed = false;
    follow(move || {
        let manages = manages.get();
        if manages {
            desk.begin();
        } else if was_allowed {
            // The form goes, and with it what had the focus.
            request_animation_frame(page::focus_heading_if_lost);
        }
        was_allowed = manages;
    });
    either(
        move || manages.get(),
        move || tokens(words, desk),
        move || needs_login(words, live),
    )
}

fn needs_login(words: Words, live: Live) -> Element {
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
        &live.login_address(),
        true,
    );
    let link = link.on("click", move |_| {
        live.remember_place(&Route::Tokens.href());
    });
    state_screen(words.say(|texts| texts.nav_tokens), sentence, link)
}

fn tokens(words: Words, desk: Desk) -> Element {
    let title = words.say(|texts| texts.nav_tokens);
    page_title(title);
    let error = text(move || {
        desk.list.with(|list| match list {
            Loaded::Failed(error) => words.texts().error(error),
            Loaded::Pending | Loaded::Ready(_) => String::new(),
        })
    });
    let has_failed = move || desk.list.with(|list| matches!(list, Loaded::Failed(_)));
    let is_pending = move || desk.list.with(|list| matches!(list, Loaded::Pending));
    let is_ready = move || desk.list.with(|list| matches!(list, Loaded::Ready(_)));
    let retry = Callback::new(move |()| desk.reload());
    let failure = move || {
        let retry = button(words.say(|texts| texts.retry_now), ButtonKind::Plain, retry);
        el("section")
            .class("panel")
            .attr("role", "alert")
            .add(el("p").text(error))
            .add(retry)
    };
    let waiting = || {
        el("div")
            .class("panel panel--loading")
            .attr("aria-hidden", "true")
    };
    let said = text(move || desk.said(words));
    el("div")
        .class("page")
        .add(
            el("h1")
                .class("page__title")
                .attr("tabindex", "-1")
                .text(title),
        )
        .add(
            el("p")
                .class("page__sentence")
                .text(words.say(|texts| texts.tokens_sentence)),
        )
        .add(create_form(words, desk))
        .add(
            el("p")
                .class("page__said")
                .attr("role", "status")
                .text(said),
        )
        .add(when(has_failed, failure))
        .add(when(is_pending, waiting))
        .add(when(is_ready, move || token_list(words, desk)))
        .add(new_token_dialog(words, desk))
        .add(delete_dialog(words, desk))
}
