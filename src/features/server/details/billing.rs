//! What a server costs, and until when it is paid.

use std::rc::Rc;

use leptos::prelude::*;

use super::{told, told_panel, told_row};
use crate::domain::billing::{Amount, Billing, Cycle, End, TimeLeft};
use crate::domain::time::UnixMillis;
use crate::features::server::facts::{row, value};
use crate::i18n::{Texts, fill};
use crate::live::Live;
use crate::ui::old::{Element, Words, text};

/// From so many days before its end on, one is reminded of it.
const SOON_DAYS: i64 = 7;

/// The panel; none where nothing was told.
pub(super) fn billing(words: Words, live: Live, billing: &Rc<Billing>) -> Element {
    // Told anew once a minute.
    let now = move || live.state().minute.max(live.now()).unwrap_or_default();
    let of = |read: fn(Words, &Billing, UnixMillis) -> String| {
        let billing = Rc::clone(billing);
        text(move || read(words, &billing, now()))
    };
    let price = match &billing.amount {
        None => None,
        Some(Amount::Free) => Some(words.say(|texts| texts.free)),
        Some(Amount::PayAsYouGo) => Some(words.say(|texts| texts.pay_as_you_go)),
        Some(Amount::Price(price)) => told(&price.text),
        Some(Amount::Other(amount)) => told(amount),
    };
    let cycle = match &billing.cycle {
        None => None,
        Some(Cycle::Month) => Some(words.say(|texts| texts.monthly)),
        Some(Cycle::Quarter) => Some(words.say(|texts| texts.quarterly)),
        Some(Cycle::HalfYear) => Some(words.say(|texts| texts.half_yearly)),
        Some(Cycle::Year) => Some(words.say(|texts| texts.yearly)),
        Some(Cycle::Other(cycle)) => told(cycle),
    };
    // What has no date renews itself all the same.
    let end = (billing.end.is_some() || billing.renews).then(|| of(end));
    let end_label: fn(&Texts) -> &'static str = if billing.renews {
        |texts| texts.renews
    } else {
        |texts| texts.expires
    };
    let left = matches!(billing.end, Some(End::At(_))).then(|| {
        let value = value().attr_of("data-level", of(level)).text(of(time_left));
        row(words.say(|texts| texts.time_left), value)
    });
    let worth = untrack(|| billing.remaining_value(now())).is_some_and(|value| value > 0.0);
    let rows = vec![
        told_row(words.say(|texts| texts.price), price),
        told_row(words.say(|texts| texts.billing_cycle), cycle),
        told_row(
            words.say(|texts| texts.billing_start),
            billing.start.is_some().then(|| of(start)),
        ),
        told_row(words.say(end_label), end),
        left,
        told_row(
            words.say(|texts| texts.remaining_value),
            worth.then(|| of(remaining_value)),
        ),
    ];
    told_panel(words.say(|texts| texts.billing), rows)
}

fn start(words: Words, billing: &Billing, _: UnixMillis) -> String {
    let day = billing.start_on_clock();
    day.map(|at| words.texts().date(at)).unwrap_or_default()
}

fn end(words: Words, billing: &Billing, now: UnixMillis) -> String {
    match billing.end_at(now) {
        None => "✓".to_owned(),
        Some(End::Never) => words.texts().expires_never.to_owned(),
        Some(End::At(at)) => words.texts().date(billing.end_on_clock(at)),
        Some(End::Other(end)) => end,
    }
}

fn time_left(words: Words, billing: &Billing, now: UnixMillis) -> String {
    let texts = words.texts();
    let days = |days: i64| {
        let days = match days {
            0 => "< 1".to_owned(),
            days => days.to_string(),
        };
        fill(texts.span_days, &[&days])
    };
    match billing.time_left(now) {
        Some(TimeLeft::Days(left)) => days(left),
        Some(TimeLeft::Expired(since)) => fill(texts.expired_for, &[&days(since)]),
        Some(TimeLeft::Endless) | None => String::new(),
    }
}

fn level(_: Words, billing: &Billing, now: UnixMillis) -> String {
    match billing.time_left(now) {
        Some(TimeLeft::Expired(_)) => "critical",
        // What goes on by itself needs nobody's care.
        Some(TimeLeft::Days(..SOON_DAYS)) if !billing.renews => "high",
        _ => "normal",
    }
    .to_owned()
}

fn remaining_value(words: Words, billing: &Billing, now: UnixMillis) -> String {
    match (&billing.amount, billing.remaining_value(now)) {
        (Some(Amount::Price(price)), Some(value)) => {
            format!("≈ {}", words.texts().number(&price.text_of(value)))
        }
        _ => String::new(),
    }
}
