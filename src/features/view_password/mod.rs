//! The form that stands in the way where the owner wants a view password.

use leptos::ev::SubmitEvent;
use leptos::html::Input;
use leptos::prelude::*;

use crate::live::{Live, ViewPasswordReply};
use crate::platform::page;
use crate::ui::use_words;

/// Asks for the view password. The address stays, so the asked-for screen follows.
#[component]
pub fn ViewPasswordPage() -> impl IntoView {
    let words = use_words();
    let live = use_context::<Live>().unwrap_or_default();
    let input = NodeRef::<Input>::new();
    let is_sending = RwSignal::new(false);
    let reply = RwSignal::new(None::<ViewPasswordReply>);
    Effect::new(move || page::set_title(&format!("{} · Lotus", words.texts().view_password_title)));

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
        leptos::task::spawn_local_scoped_with_cancellation(async move {
            let said = live.give_view_password(password).await;
            is_sending.set(false);
            reply.set(Some(said));
            if said != ViewPasswordReply::Taken {
                let _ = field.focus();
                field.select();
            }
        });
    };
    let problem = move || match reply.get() {
        Some(ViewPasswordReply::Wrong) => Some(words.texts().view_password_wrong),
        Some(ViewPasswordReply::Failed) => Some(words.texts().view_password_failed),
        Some(ViewPasswordReply::Taken) | None => None,
    };
    view! {
        <section class="state">
            <h1 tabindex="-1">{words.say(|texts| texts.view_password_title)}</h1>
            <p id="view-password-why">{words.say(|texts| texts.view_password_sentence)}</p>
            <form class="form" on:submit=send>
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
                        aria-invalid=move || problem().is_some().to_string()
                    />
                </label>
                <p class="field__problem" role="alert">{problem}</p>
                <button type="submit" class="button button--primary" aria-disabled=move || is_sending.get().to_string()>
                    {words.say(|texts| texts.view_password_continue)}
                </button>
            </form>
        </section>
    }
}
