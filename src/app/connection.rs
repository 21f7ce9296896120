//! The state of the connection: a badge in the shell, and a sentence where it needs one.

use leptos::prelude::*;

use crate::domain::feed::{Badge, Trouble};
use crate::i18n::Texts;
use crate::live::Live;
use crate::platform::intl;
use crate::ui::use_words;

/// The badge: one word, a colour and a shape.
#[component]
pub fn ConnectionBadge() -> impl IntoView {
    let words = use_words();
    let live = use_context::<Live>().unwrap_or_default();
    let state = move || state_name(live.badge.get());
    let text = move || state_text(live.badge.get(), words.texts());
    let hint = move || match live.badge.get() {
        Badge::Live => words.texts().feed_live_hint,
        Badge::Polling => words.texts().feed_polling_hint,
        _ => "",
    };
    view! {
        <span class="connection" data-feed=state title=hint>
            <span class="connection__dot" aria-hidden="true"></span>
            <span class="visually-hidden">{move || words.fill(|texts| texts.feed_label, &[""])}</span>
            <span class="connection__text">{text}</span>
        </span>
    }
}

/// The sentence: what happened, and what to do.
#[component]
pub fn ConnectionNotice() -> impl IntoView {
    let words = use_words();
    let live = use_context::<Live>().unwrap_or_default();
    // Only where there are values to be shown as old: an empty screen says it itself.
    let is_shown = Memo::new(move |_| live.is_stale() && live.has_data.get());
    let heard_at = move || {
        let at = live.heard_at.get_untracked()?;
        let time = intl::time_of_day(words.language.get().tag(), at);
        Some(words.fill(|texts| texts.stale_since, &[&time]))
    };
    let trouble = move || {
        live.trouble
            .get()
            .map(|trouble| trouble_text(trouble, words.texts()))
    };
    view! {
        <div class="notices" role="status">
            <Show when=move || is_shown.get()>
                <p class="notice notice--warning">
                    <span>{trouble} " " {heard_at}</span>
                    <button type="button" class="button" on:click=move |_| live.retry_now()>
                        {words.say(|texts| texts.retry_now)}
                    </button>
                </p>
            </Show>
        </div>
    }
}

/// The value of the hook `data-feed`.
fn state_name(badge: Badge) -> &'static str {
    match badge {
        Badge::Connecting => "connecting",
        Badge::Live => "live",
        Badge::Polling => "polling",
        Badge::Stale => "stale",
        Badge::Offline => "offline",
        Badge::Paused => "paused",
    }
}

fn state_text(badge: Badge, texts: &'static Texts) -> &'static str {
    match badge {
        Badge::Connecting => texts.feed_connecting,
        Badge::Live => texts.feed_live,
        Badge::Polling => texts.feed_polling,
        Badge::Stale => texts.feed_stale,
        Badge::Offline => texts.feed_offline,
        Badge::Paused => texts.feed_paused,
    }
}

/// The sentence for a trouble.
pub(super) fn trouble_text(trouble: Trouble, texts: &'static Texts) -> &'static str {
    match trouble {
        Trouble::NoAnswer => texts.trouble_no_answer,
        Trouble::NotADashboard => texts.trouble_not_a_dashboard,
        Trouble::SocketRefused => texts.trouble_socket_refused,
        Trouble::SocketSilent => texts.trouble_socket_silent,
    }
}
