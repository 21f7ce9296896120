//! Signing in, and who one is once that is done.

mod token;

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::session::{Cookie, Token};
use crate::live::{SignOutReply, use_live};
use crate::platform::page;
use crate::ui::{
    Button, ButtonKind, Extent, LinkButton, Missing, either, part, set_page_title, use_texts, when,
};
use token::{TokenForm, TokenInUse};

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

/// The screen, whose code is a file of its own.
#[component]
pub fn SignInPage() -> impl IntoView {
    part(Extent::Screen, sign_in)
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
)]
fn sign_in() -> Result<AnyView, Missing> {
    Ok(view! { <SignInScreen /> }.into_any())
}

/// The screen: the ways in, or the ways out.
#[component]
fn SignInScreen() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let is_guest = move || {
        let session = live.state().session;
        session.cookie != Cookie::Yes && session.token == Token::None
    };
    let title = Signal::derive(move || {
        let title = if is_guest() {
            texts.sign_in
        } else {
            texts.account
        };
        title.to_owned()
    });
    set_page_title(title);
    let dashboard = either(
        move || live.state().session.cookie == Cookie::Yes,
        || view! { <SignedIn /> }.into_any(),
        || view! { <DashboardLogin /> }.into_any(),
    );
    view! {
        <div class="page page--narrow">
            <h1 class="page__title" tabindex="-1">
                {title}
            </h1>
            {when(
                is_guest,
                move || view! { <p class="page__sentence">{texts.sign_in_adds}</p> }.into_any(),
            )}
            {dashboard}
            {when(
                move || live.state().token_kept.is_some(),
                || view! { <TokenInUse /> }.into_any(),
            )}
            <TokenForm />
        </div>
    }
}

/// The way to the dashboard's own login.
#[component]
fn DashboardLogin() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let came_from = use_came_from();
    view! {
        <section class="panel">
            <LinkButton
                label=texts.sign_in_dashboard
                href=live.login_address()
                kind=ButtonKind::Primary
                on:click=move |_| live.remember_place(&came_from.fragment())
            />
            <p class="panel__note">{texts.sign_in_dashboard_hint}</p>
        </section>
    }
}

/// What the sign-in by cookie allows, and the way out of it.
#[component]
fn SignedIn() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let problem = RwSignal::new(String::new());
    let replied = Callback::new(move |reply: SignOutReply| match reply {
        SignOutReply::StillSignedIn => problem.set(texts.still_signed_in.to_owned()),
        SignOutReply::SignedOut => {
            problem.set(String::new());
            // The button goes.
            page::focus_heading_in_place();
        }
    });
    let sign_out = Callback::new(move |()| live.sign_out(replied));
    view! {
        <section class="panel">
            <h2>{texts.signed_in_dashboard}</h2>
            <p class="actions">
                <LinkButton label=texts.nav_tokens href=Route::Tokens.href() />
                <LinkButton label=texts.nav_register href=Route::Register.href() />
                <Button label=texts.sign_out press=sign_out />
            </p>
            <p class="panel__note">{texts.sign_out_hint}</p>
            <p class="field__problem" role="alert">
                {problem}
            </p>
        </section>
    }
}
