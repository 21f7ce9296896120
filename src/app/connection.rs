//! The state of the connection: a badge in the shell, and a sentence where it needs one.

use crate::domain::feed::{Badge, Trouble};
use crate::i18n::Texts;
use crate::live::Live;
use crate::platform::intl;
use crate::ui::old::Text;
use crate::ui::old::{ButtonKind, Element, Words, button, el, text, when};
use leptos::prelude::*;

/// The badge: one word, a colour and a shape.
pub(super) fn connection_badge(words: Words, live: Live) -> Element {
    let badge = move || live.state().badge;
    let state = text(move || state_name(badge()).to_owned());
    let name = text(move || state_text(badge(), words.texts()).to_owned());
    let hint = text(move || {
        match badge() {
            Badge::Live => words.texts().feed_live_hint,
            Badge::Polling => words.texts().feed_polling_hint,
            _ => "",
        }
        .to_owned()
    });
    let label = el("span")
        .class("visually-hidden")
        .text(words.say(|texts| texts.connection));
    el("span")
        .class("connection")
        .attr_of("data-feed", state)
        .attr_of("title", hint)
        .add(
            el("span")
                .class("connection__dot")
                .attr("aria-hidden", "true"),
        )
        .add(label)
        .add(el("span").class("connection__text").text(name))
}

/// The sentence: what happened, and what to do.
pub(super) fn connection_notice(words: Words, live: Live) -> Element {
    let sentence = text(move || {
        let texts = words.texts();
        let trouble = live
            .state()
            .trouble
            .map_or("", |trouble| trouble_text(trouble, texts));
        let time = live
            .heard_at()
            .map(|at| intl::on_clock(at).time_of_day(true));
        let since = words.fill(|texts| texts.stale_since, &[&time.unwrap_or_default()]);
        format!("{trouble} {since}").trim().to_owned()
    });
    let retry = Callback::new(move |()| live.retry_now());
    // Only where there are values to be shown as old: an empty screen says it itself.
    let notice = move || {
        notice(sentence, words.say(|texts| texts.retry_now), retry).class("notice notice--warning")
    };
    el("div")
        .attr("role", "status")
        .add(when(move || live.state().is_stale(), notice))
}

/// A sentence with a button; its classes are the caller's.
pub(super) fn notice(sentence: Text, label: Text, press: Callback<()>) -> Element {
    el("p")
        .add(el("span").text(sentence))
        .add(button(label, ButtonKind::Plain, press))
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
