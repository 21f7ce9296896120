//! Registering servers: a form, and what a new server's agent needs.

mod address;
mod desk;
mod form;
mod result;

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::live::use_live;
use crate::platform::page;
use crate::ui::{
    ButtonKind, Extent, LinkButton, Missing, StateScreen, either, part, screen_state,
    set_page_title, use_texts,
};
use address::{AddressDesk, AddressPanel, ScriptPanel};
use desk::Desk;
use form::RegisterForm;
use result::Results;

/// The screen, whose code is a file of its own.
#[component]
pub fn RegisterPage() -> impl IntoView {
    part(Extent::Screen, register)
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(register, wasm_split_path = leptos::wasm_split, fallible)
)]
fn register() -> Result<AnyView, Missing> {
    Ok(view! { <RegisterScreen /> }.into_any())
}

/// The screen: for those who are signed in either way; the others are told how to be.
#[component]
fn RegisterScreen() -> impl IntoView {
    let live = use_live();
    let desk = screen_state(|| Desk::new(live));
    let address = screen_state(AddressDesk::new);
    // What was typed stays when the sign-in ends, and so do secrets, which are shown once.
    let is_open =
        Memo::new(move |_| live.state().session.rights().registers_servers || desk.is_in_use());
    Effect::new(move |was_open: Option<bool>| {
        let is_open = is_open.get();
        if was_open == Some(true) && !is_open {
            // The form goes, and with it what had the focus.
            request_animation_frame(page::focus_heading_if_lost);
        }
        is_open
    });
    either(
        move || is_open.get(),
        move || view! { <Open desk=desk address=address /> }.into_any(),
        || view! { <Closed /> }.into_any(),
    )
}

/// The form or what came of it, and what agents need besides.
#[component]
fn Open(desk: Desk, address: AddressDesk) -> impl IntoView {
    let texts = use_texts();
    set_page_title(texts.nav_register);
    let has_result = Memo::new(move |_| desk.run.with(|run| !run.made.is_empty()));
    let form_or_results = either(
        move || has_result.get(),
        move || view! { <Results desk=desk address=address /> }.into_any(),
        move || view! { <RegisterForm desk=desk /> }.into_any(),
    );
    view! {
        <div class="page">
            <h1 class="page__title" tabindex="-1">
                {texts.nav_register}
            </h1>
            <p class="page__sentence">{texts.register_sentence}</p>
            {form_or_results}
            <AddressPanel desk=address />
            <ScriptPanel desk=address />
        </div>
    }
}

/// Where to sign in.
#[component]
fn Closed() -> impl IntoView {
    let texts = use_texts();
    view! {
        <StateScreen heading=texts.nav_register sentence=texts.register_needs_sign_in>
            <LinkButton
                label=texts.sign_in
                href=Route::SignIn.href()
                kind=ButtonKind::Primary
            />
        </StateScreen>
    }
}
