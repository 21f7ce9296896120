//! The state of the connection: a badge in the shell, and a sentence where it needs one.

use leptos::prelude::*;

use crate::domain::feed::{Badge, Spared, Trouble};
use crate::i18n::{Texts, fill};
use crate::live::{Live, use_live};
use crate::platform::{intl, page};
use crate::ui::{Button, use_texts, when, word};

/// The badge: one word, a colour and a shape.
#[component]
pub(super) fn ConnectionBadge() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let badge = move || live.state().badge;
    let is_partly = move || badge() == Badge::Live && live.state().is_partly_polled;
    let hint = word(move || match (badge(), live.state().spared) {
        (Badge::Live, _) if is_partly() => texts.feed_partly_hint,
        (Badge::Live, _) => texts.feed_live_hint,
        (Badge::Polling, Spared::SlowLine) => texts.feed_slow_line_hint,
        (Badge::Polling, Spared::SavesData) => texts.feed_saves_data_hint,
        (Badge::Polling, Spared::No) => texts.feed_polling_hint,
        _ => "",
    });
    let name = word(move || match (badge(), live.state().spared) {
        _ if is_partly() => texts.feed_partly,
        (Badge::Polling, Spared::SlowLine) => texts.feed_slow_line,
        (Badge::Polling, Spared::SavesData) => texts.feed_saves_data,
        (badge, _) => state_text(badge, texts),
    });
    view! {
        <span
            class="connection"
            data-feed=word(move || state_name(badge()))
            title=hint
        >
            <span class="connection__dot" aria-hidden="true"></span>
            <span class="visually-hidden">{texts.connection}</span>
            <span class="connection__text">{name}</span>
        </span>
    }
}

/// The sentence: what happened, and what to do.
#[component]
pub(super) fn ConnectionNotice() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let sentence = Signal::derive(move || {
        let trouble = live
            .state()
            .trouble
            .map_or("", |trouble| trouble_text(trouble, texts));
        let time = live
            .heard_at()
            .map(|at| intl::on_clock(at).time_of_day(true));
        let since = fill(texts.stale_since, &[&time.unwrap_or_default()]);
        format!("{trouble} {since}").trim().to_owned()
    });
    let notice = move || {
        view! {
            <Notice
                class="notice notice--warning"
                sentence=sentence
                label=way_out_text(live, texts)
                press=way_out(live)
            />
        }
        .into_any()
    };
    view! {
        // Only where there are values to be shown as old: an empty screen says it itself.
        <div role="status">{when(move || live.state().is_stale(), notice)}</div>
    }
}

/// A sentence with a button.
#[component]
pub(super) fn Notice(
    class: &'static str,
    sentence: Signal<String>,
    #[prop(into)] label: Signal<String>,
    press: Callback<()>,
    /// What stands before the button.
    #[prop(optional)]
    also: Option<AnyView>,
) -> impl IntoView {
    view! {
        <p class=class>
            <span>{sentence}</span>
            {also}
            <Button label=label press=press />
        </p>
    }
}

/// Whether what stands in front of the dashboard is a page of its own, which only loading it brings.
fn is_walled(live: Live) -> bool {
    let trouble = live.state().trouble;
    matches!(trouble, Some(Trouble::Walled | Trouble::LedAway))
}

/// What the button beside a trouble says.
pub(super) fn way_out_text(live: Live, texts: &'static Texts) -> Signal<String> {
    word(move || {
        if is_walled(live) {
            texts.reload
        } else {
            texts.retry_now
        }
    })
}

/// What it does.
pub(super) fn way_out(live: Live) -> Callback<()> {
    Callback::new(move |()| {
        if untrack(|| is_walled(live)) {
            page::reload();
        } else {
            live.retry_now();
        }
    })
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

fn state_text(badge: Badge, texts: &Texts) -> &'static str {
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
pub(super) fn trouble_text(trouble: Trouble, texts: &Texts) -> &'static str {
    match trouble {
        Trouble::NoAnswer => texts.trouble_no_answer,
        Trouble::NotADashboard => texts.trouble_not_a_dashboard,
        Trouble::BehindProxy => texts.trouble_behind_proxy,
        Trouble::Walled => texts.trouble_walled,
        Trouble::LedAway => texts.trouble_led_away,
        Trouble::ApiClosed => texts.trouble_api_closed,
        Trouble::SocketRefused => texts.trouble_socket_refused,
        Trouble::SocketSilent => texts.trouble_socket_silent,
    }
}
