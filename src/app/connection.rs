//! The state of the connection: a badge in the shell, and a sentence where it needs one.

use leptos::prelude::*;

use crate::domain::feed::{Badge, Trouble};
use crate::i18n::Texts;
use crate::live::use_live;
use crate::platform::intl;
use crate::ui::{text, use_words, when};

/// The badge: one word, a colour and a shape.
#[component]
pub fn ConnectionBadge() -> AnyView {
    let words = use_words();
    let live = use_live();
    let badge = move || live.state().badge;
    let state = text(move || state_name(badge()).to_owned());
    let name = text(move || state_text(badge(), words.texts()).to_owned());
    let label = words.say(|texts| texts.connection);
    let hint = text(move || {
        match badge() {
            Badge::Live => words.texts().feed_live_hint,
            Badge::Polling => words.texts().feed_polling_hint,
            _ => "",
        }
        .to_owned()
    });
    view! {
        <span class="connection" data-feed=state title=hint>
            <span class="connection__dot" aria-hidden="true"></span>
            <span class="visually-hidden">{label}</span>
            <span class="connection__text">{name}</span>
        </span>
    }
    .into_any()
}

/// The sentence: what happened, and what to do.
#[component]
pub fn ConnectionNotice() -> AnyView {
    let words = use_words();
    let live = use_live();
    let sentence = text(move || {
        let texts = words.texts();
        let trouble = live
            .state()
            .trouble
            .map_or("", |trouble| trouble_text(trouble, texts));
        let time = live
            .heard_at()
            .map(|at| intl::time_of_day(words.language.get().tag(), at));
        let since = words.fill(|texts| texts.stale_since, &[&time.unwrap_or_default()]);
        format!("{trouble} {since}").trim().to_owned()
    });
    // Only where there are values to be shown as old: an empty screen says it itself.
    let notice = move || {
        view! {
            <p class="notice notice--warning">
                <span>{sentence}</span>
                <button type="button" class="button" on:click=move |_| live.retry_now()>
                    {words.say(|texts| texts.retry_now)}
                </button>
            </p>
        }
    };
    view! {
        <div role="status">
            {when(move || live.state().is_stale(), notice)}
        </div>
    }
    .into_any()
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
