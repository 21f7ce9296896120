//! The form that stands in the way where the owner wants a view password.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use crate::live::{ViewPasswordReply, use_live};
use crate::ui::{page_title, part, shared_text, text, use_words};

part! {
    /// The form that asks for the view password, a part of its own.
    pub fn view_password_page() {
        view! { <ViewPasswordPage /> }
    }
}

/// Asks for the view password. The address stays, so the asked-for screen follows.
#[component]
fn ViewPasswordPage() -> AnyView {
    let words = use_words();
    let live = use_live();
    let input = NodeRef::<Input>::new();
    let is_sending = RwSignal::new(false);
    let reply = RwSignal::new(None::<ViewPasswordReply>);
    page_title(words.say(|texts| texts.view_password_title));

    let replied = Callback::new(move |said: ViewPasswordReply| {
        is_sending.set(false);
        reply.set(Some(said));
        if let Some(field) = input.get_untracked()
            && said != ViewPasswordReply::Taken
        {
            let _ = field.focus();
            field.select();
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
    let problem = shared_text(move || {
        match reply.get() {
            Some(ViewPasswordReply::Wrong) => words.texts().view_password_wrong,
            Some(ViewPasswordReply::Failed) => words.texts().view_password_failed,
            Some(ViewPasswordReply::Taken) | None => "",
        }
        .to_owned()
    });
    view! {
        <section class="state">
            <h1 tabindex="-1">{words.say(|texts| texts.view_password_title)}</h1>
            <p id="view-password-why">{words.say(|texts| texts.view_password_sentence)}</p>
            <form class="form" on:submit=send>
                // Password managers ask for a name beside a password; there is none here.
                <input type="text" name="username" autocomplete="username" hidden=true />
                <label class="field">
                    <span class="field__label">{words.say(|texts| texts.view_password)}</span>
                    <input
                        node_ref=input
                        class="field__input"
                        type="password"
                        name="Password"
                        autocomplete="current-password"
                        required=true
                        aria-describedby="view-password-why"
                        aria-invalid=text(move || problem.with(|problem| !problem.is_empty()).to_string())
                    />
                </label>
                <p class="field__problem" role="alert">{problem}</p>
                <button type="submit" class="button button--primary" aria-disabled=text(move || is_sending.get().to_string())>
                    {words.say(|texts| texts.view_password_continue)}
                </button>
            </form>
        </section>
    }
    .into_any()
}
