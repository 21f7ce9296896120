//! Signing in, and who one is once that is done.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::session::{Cookie, Token};
use crate::domain::token::Secret;
use crate::live::{Kept, SignOutReply, TokenReply, use_live};
use crate::platform::page;
use crate::platform::storage::Keep;
use crate::ui::{
    ButtonKind, Field, FieldKind, button, link_button, page_title, submit_button, switch, text,
    tick_box, use_words, when,
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
#[component]
pub fn SignInPage() -> AnyView {
    let words = use_words();
    let live = use_live();
    let is_guest = Memo::new(move |_| {
        let session = live.state().session;
        session.cookie != Cookie::Yes && session.token == Token::None
    });
    let title = text(move || {
        let texts = words.texts();
        let title = if is_guest.get() {
            texts.sign_in
        } else {
            texts.account
        };
        title.to_owned()
    });
    page_title(title);
    let has_cookie = Memo::new(move |_| live.state().session.cookie == Cookie::Yes);
    let has_token = Memo::new(move |_| live.state().token_kept.is_some());
    view! {
        <div class="page page--narrow">
            <h1 class="page__title" tabindex="-1">{title}</h1>
            {when(
                move || is_guest.get(),
                move || view! { <p class="page__sentence">{words.say(|texts| texts.sign_in_adds)}</p> },
            )}
            {switch(move || if has_cookie.get() {
                view! { <SignedIn /> }
            } else {
                view! { <DashboardLogin /> }
            })}
            {when(move || has_token.get(), || view! { <TokenInUse /> })}
            <TokenForm />
        </div>
    }
    .into_any()
}

#[component]
fn DashboardLogin() -> AnyView {
    let words = use_words();
    let live = use_live();
    let came_from = use_came_from();
    view! {
        <section class="panel">
            <a
                class="button button--primary"
                href=live.login_address()
                on:click=move |_| live.remember_place(&came_from.fragment())
            >
                {words.say(|texts| texts.sign_in_dashboard)}
            </a>
            <p class="panel__note">{words.say(|texts| texts.sign_in_dashboard_hint)}</p>
        </section>
    }
    .into_any()
}

#[component]
fn SignedIn() -> AnyView {
    let words = use_words();
    let live = use_live();
    let problem = RwSignal::new(false);
    let replied = Callback::new(move |reply: SignOutReply| {
        problem.set(reply == SignOutReply::StillSignedIn);
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
    view! {
        <section class="panel">
            <h2>{words.say(|texts| texts.signed_in_dashboard)}</h2>
            <p class="actions">
                {link_button(words.say(|texts| texts.nav_tokens), Route::Tokens.href(), false)}
                {link_button(words.say(|texts| texts.nav_register), Route::Register.href(), false)}
                {button(words.say(|texts| texts.sign_out), ButtonKind::Plain, sign_out)}
            </p>
            <p class="panel__note">{words.say(|texts| texts.sign_out_hint)}</p>
            <p class="field__problem" role="alert">{said}</p>
        </section>
    }
    .into_any()
}

#[component]
fn TokenInUse() -> AnyView {
    let words = use_words();
    let live = use_live();
    let masked = text(move || live.token().map(|token| token.masked()).unwrap_or_default());
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
    let forget = Callback::new(move |()| live.forget_token());
    view! {
        <section class="panel">
            <h2>{words.say(|texts| texts.token_in_use)}</h2>
            <p><code>{masked}</code></p>
            <p class="panel__note">{kept}</p>
            <p class="actions">
                {link_button(words.say(|texts| texts.nav_register), Route::Register.href(), false)}
                {button(words.say(|texts| texts.forget_token), ButtonKind::Plain, forget)}
            </p>
        </section>
    }
    .into_any()
}

#[component]
fn TokenForm() -> AnyView {
    let words = use_words();
    let live = use_live();
    let came_from = use_came_from();
    let input = NodeRef::<Input>::new();
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
        if let Some(field) = input.get_untracked() {
            let _ = field.focus();
            field.select();
        }
    });
    let is_missing = RwSignal::new(false);
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
    view! {
        <section class="panel">
            <h2>{words.say(|texts| texts.token_section)}</h2>
            <form class="form" on:submit=send>
                {field.view_with(input, None)}
                {tick_box(words.say(|texts| texts.keep_on_device), hint, false, keeps)}
                {submit_button(words.say(|texts| texts.use_token), is_sending.into())}
            </form>
        </section>
    }
    .into_any()
}
