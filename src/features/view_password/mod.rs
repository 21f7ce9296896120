//! The form that stands in the way where the owner wants a view password.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use crate::live::{ViewPasswordReply, use_live};
use crate::ui::{
    Extent, Missing, SubmitButton, focus_and_select, part, set_page_title, use_texts, word,
};

/// The screen, whose code is a file of its own.
#[component]
pub fn ViewPasswordPage() -> impl IntoView {
    part(Extent::Screen, view_password)
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
)]
fn view_password() -> Result<AnyView, Missing> {
    Ok(view! { <ViewPasswordScreen /> }.into_any())
}

/// The form that asks for the view password. The address stays, so the asked-for screen follows.
#[component]
fn ViewPasswordScreen() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let input = NodeRef::<html::Input>::new();
    let is_sending = RwSignal::new(false);
    let reply = RwSignal::new(None::<ViewPasswordReply>);
    set_page_title(texts.view_password_title);

    let replied = Callback::new(move |said: ViewPasswordReply| {
        is_sending.set(false);
        reply.set(Some(said));
        if said != ViewPasswordReply::Taken {
            focus_and_select(input);
        }
    });
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let Some(field) = input.get_untracked() else {
            return;
        };
        let password = field.value();
        if is_sending.get_untracked() || password.is_empty() {
            return;
        }
        is_sending.set(true);
        reply.set(None);
        live.give_view_password(password, replied);
    };
    let problem = word(move || match reply.get() {
        Some(ViewPasswordReply::Wrong) => texts.view_password_wrong,
        Some(ViewPasswordReply::Failed) => texts.view_password_failed,
        Some(ViewPasswordReply::Taken) | None => "",
    });
    let is_invalid = Signal::derive(move || (!problem.get().is_empty()).to_string());
    view! {
        <section class="state">
            <h1 tabindex="-1">{texts.view_password_title}</h1>
            <p id="view-password-why">{texts.view_password_sentence}</p>
            <form class="form" on:submit=send>
                // Password managers ask for a name beside a password; there is none here.
                <input type="text" name="username" autocomplete="username" hidden="" />
                <label class="field">
                    <span class="field__label">{texts.view_password}</span>
                    <input
                        class="field__input"
                        type="password"
                        name="Password"
                        autocomplete="current-password"
                        required=true
                        aria-describedby="view-password-why"
                        aria-invalid=is_invalid
                        node_ref=input
                    />
                </label>
                <p class="field__problem" role="alert">
                    {problem}
                </p>
                <SubmitButton label=texts.view_password_continue is_sending=is_sending />
            </form>
        </section>
    }
}
