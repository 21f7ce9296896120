//! Signing in, and who one is once that is done.

use leptos::prelude::*;
use web_sys::Event;

use crate::domain::route::Route;
use crate::domain::session::{Cookie, Token};
use crate::domain::token::Secret;
use crate::live::{Kept, Live, SignOutReply, TokenReply, use_live};
use crate::platform::page;
use crate::platform::signal::{Callback, RwSignal, StoredValue, Text};
use crate::platform::storage::Keep;
use crate::ui::{
    ButtonKind, Element, Extent, Field, FieldKind, Handle, Missing, Words, button, either, el,
    link_button, page_title, part, submit_button, text, tick_box, use_words, when,
};

/// The fragment of the screen from which the visitor came to sign in; empty when there was none.
#[derive(Clone, Copy, Debug)]
pub struct CameFrom(pub StoredValue<String>);

impl CameFrom {
    /// Where to go once one is signed in.
    fn fragment(self) -> String {
        let fragment = self.0.get_value();
        if fragment.is_empty() {
            Route::Overview.href()
        } else {
            fragment
        }
    }
}

fn use_came_from() -> CameFrom {
    use_context().unwrap_or_else(|| CameFrom(StoredValue::new(String::new())))
}

/// The screen: the ways in, or the ways out.
pub fn sign_in_page() -> Element {
    part(Extent::Screen, sign_in)
}

#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
)]
fn sign_in() -> Result<Element, Missing> {
    Ok(page())
}

fn page() -> Element {
    let words = use_words();
    let live = use_live();
    let is_guest = move || {
        let session = live.state().session;
        session.cookie != Cookie::Yes && session.token == Token::None
    };
    let title = text(move || {
        let texts = words.texts();
        let title = if is_guest() {
            texts.sign_in
        } else {
            texts.account
        };
        title.to_owned()
    });
    page_title(title);
    let has_cookie = move || live.state().session.cookie == Cookie::Yes;
    let has_token = move || live.state().token_kept.is_some();
    let sentence = move || {
        el("p")
            .class("page__sentence")
            .text(words.say(|texts| texts.sign_in_adds))
    };
    el("div")
        .class("page page--narrow")
        .add(
            el("h1")
                .class("page__title")
                .attr("tabindex", "-1")
                .text(title),
        )
        .add(when(is_guest, sentence))
        .add(either(
            has_cookie,
            move || signed_in(words, live),
            move || dashboard_login(words, live),
        ))
        .add(when(has_token, move || token_in_use(words, live)))
        .add(token_form(words, live))
}

fn panel(title: Text) -> Element {
    el("section").class("panel").add(el("h2").text(title))
}

fn panel_note(text: Text) -> Element {
    el("p").class("panel__note").text(text)
}

fn dashboard_login(words: Words, live: Live) -> Element {
    let came_from = use_came_from();
    let link = link_button(
        words.say(|texts| texts.sign_in_dashboard),
        &live.login_address(),
        true,
    );
    el("section")
        .class("panel")
        .add(link.on("click", move |_| {
            live.remember_place(&came_from.fragment());
        }))
        .add(panel_note(words.say(|texts| texts.sign_in_dashboard_hint)))
}

fn signed_in(words: Words, live: Live) -> Element {
    let problem = RwSignal::new(false);
    let replied = Callback::new(move |reply: SignOutReply| {
        problem.set(reply == SignOutReply::StillSignedIn);
        if reply == SignOutReply::SignedOut {
            // The button goes.
            page::focus_heading_in_place();
        }
    });
    let sign_out = Callback::new(move |()| live.sign_out(replied));
    let said = text(move || {
        let texts = words.texts();
        if problem.get() {
            texts.still_signed_in.to_owned()
        } else {
            String::new()
        }
    });
    let to = |screen: Route, name| link_button(name, &screen.href(), false);
    panel(words.say(|texts| texts.signed_in_dashboard))
        .add(
            el("p")
                .class("actions")
                .add(to(Route::Tokens, words.say(|texts| texts.nav_tokens)))
                .add(to(Route::Register, words.say(|texts| texts.nav_register)))
                .add(button(
                    words.say(|texts| texts.sign_out),
                    ButtonKind::Plain,
                    sign_out,
                )),
        )
        .add(panel_note(words.say(|texts| texts.sign_out_hint)))
        .add(
            el("p")
                .class("field__problem")
                .attr("role", "alert")
                .text(said),
        )
}

fn token_in_use(words: Words, live: Live) -> Element {
    let masked = text(move || {
        let token = live.token();
        token.map(|token| token.masked()).unwrap_or_default()
    });
    let kept = text(move || {
        let texts = words.texts();
        let state = live.state();
        if state.session.token == Token::Refused {
            return texts.token_no_longer.to_owned();
        }
        match state.token_kept {
            Some(Kept::InTab) => texts.kept_in_tab,
            Some(Kept::OnDevice) => texts.kept_on_device,
            Some(Kept::InMemory) => texts.kept_in_memory,
            None => "",
        }
        .to_owned()
    });
    let forget = Callback::new(move |()| {
        live.forget_token();
        // The button goes.
        page::focus_heading_in_place();
    });
    panel(words.say(|texts| texts.token_in_use))
        .add(el("p").add(el("code").text(masked)))
        .add(panel_note(kept))
        .add(el("p").class("actions").add(button(
            words.say(|texts| texts.forget_token),
            ButtonKind::Plain,
            forget,
        )))
}

fn token_form(words: Words, live: Live) -> Element {
    let came_from = use_came_from();
    let input = Handle::new();
    let value = RwSignal::new(String::new());
    let keeps = RwSignal::new(false);
    let is_sending = RwSignal::new(false);
    let reply = RwSignal::new(None::<TokenReply>);

    let replied = Callback::new(move |said: TokenReply| {
        is_sending.set(false);
        if said == TokenReply::Taken {
            value.set(String::new());
            page::replace_fragment(&came_from.fragment());
            return;
        }
        reply.set(Some(said));
        input.focus_and_select();
    });
    let is_missing = RwSignal::new(false);
    let send = move |event: Event| {
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
    let problem = text(move || {
        let texts = words.texts();
        if is_missing.get() {
            return texts.token_missing.to_owned();
        }
        match reply.get() {
            Some(TokenReply::Refused) => texts.token_refused.to_owned(),
            Some(TokenReply::Failed(error)) => texts.error(&error),
            Some(TokenReply::Taken) | None => String::new(),
        }
    });
    let field = Field {
        id: "api-token",
        label: words.say(|texts| texts.api_token),
        kind: FieldKind::Secret,
        value,
        hint: words.say(|texts| texts.api_token_hint),
        problem,
    };
    let hint = words.say(|texts| texts.keep_on_device_hint);
    panel(words.say(|texts| texts.token_section)).add(
        el("form")
            .class("form")
            .on("submit", send)
            .add(field.view_with(el("input").attr("type", "text").handle(input)))
            .add(tick_box(
                words.say(|texts| texts.keep_on_device),
                hint,
                false,
                keeps,
            ))
            .add(submit_button(
                words.say(|texts| texts.use_token),
                is_sending,
            )),
    )
}
