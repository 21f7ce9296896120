//! What a server costs, and until when it is paid.

use std::sync::Arc;

use leptos::prelude::*;

use super::{Term, TermsPanel};
use crate::domain::billing::{Amount, Billing, Cycle, End, SOON_DAYS, TimeLeft};
use crate::domain::time::UnixMillis;
use crate::i18n::{Texts, fill};
use crate::live::use_live;
use crate::ui::use_texts;
use crate::ui::word;

/// The panel; none where nothing was told.
#[component]
pub(super) fn BillingPanel(
    /// What the owner told.
    billing: Billing,
) -> impl IntoView {
    let (texts, live) = (use_texts(), use_live());
    let billing = Arc::new(billing);
    // Told anew once a minute.
    let now = move || live.state().minute.max(live.now()).unwrap_or_default();
    let of = |read: fn(&Texts, &Billing, UnixMillis) -> String| {
        let billing = Arc::clone(&billing);
        Signal::derive(move || read(texts, &billing, now()))
    };
    let price = match &billing.amount {
        None => String::new(),
        Some(Amount::Free) => texts.free.to_owned(),
        Some(Amount::PayAsYouGo) => texts.pay_as_you_go.to_owned(),
        Some(Amount::Price(price)) => price.text.clone(),
        Some(Amount::Other(amount)) => amount.clone(),
    };
    let cycle = match &billing.cycle {
        None => String::new(),
        Some(Cycle::Month) => texts.monthly.to_owned(),
        Some(Cycle::Quarter) => texts.quarterly.to_owned(),
        Some(Cycle::HalfYear) => texts.half_yearly.to_owned(),
        Some(Cycle::Year) => texts.yearly.to_owned(),
        Some(Cycle::Other(cycle)) => cycle.clone(),
    };
    let start = billing.start_on_clock();
    let start = start.map(|at| Term::new(texts.billing_start, texts.date(at)));
    // What has no date renews itself all the same.
    let end = (billing.end.is_some() || billing.renews).then(|| {
        let label = if billing.renews {
            texts.renews
        } else {
            texts.expires
        };
        Term::new(label, of(end))
    });
    // Nobody knows how long it is to a renewal without a date.
    let has_date = matches!(untrack(|| billing.end_at(now())), Some(End::At(_)));
    let left = has_date.then(|| {
        let billing = Arc::clone(&billing);
        Term {
            level: Some(word(move || level(&billing, now()))),
            ..Term::new(texts.time_left, of(time_left))
        }
    });
    let worth = untrack(|| billing.remaining_value(now())).is_some_and(|value| value > 0.0);
    let worth = worth.then(|| Term::new(texts.remaining_value, of(remaining_value)));
    let terms = [
        Term::told(texts.price, price),
        Term::told(texts.billing_cycle, cycle),
        start,
        end,
        left,
        worth,
    ];
    view! { <TermsPanel title=texts.billing terms=terms.into_iter().flatten().collect() /> }
}

fn end(texts: &Texts, billing: &Billing, now: UnixMillis) -> String {
    match billing.end_at(now) {
        None => "✓".to_owned(),
        Some(End::Never) => texts.expires_never.to_owned(),
        Some(End::At(at)) => texts.date(billing.end_on_clock(at)),
        Some(End::Other(end)) => end,
    }
}

fn time_left(texts: &Texts, billing: &Billing, now: UnixMillis) -> String {
    match billing.time_left(now) {
        Some(TimeLeft::Days(left)) => texts.days(left),
        Some(TimeLeft::Expired(since)) => fill(texts.expired_for, &[&texts.days(since)]),
        Some(TimeLeft::Endless) | None => String::new(),
    }
}

fn level(billing: &Billing, now: UnixMillis) -> &'static str {
    match billing.time_left(now) {
        Some(TimeLeft::Expired(_)) => "critical",
        // What goes on by itself needs nobody's care.
        Some(TimeLeft::Days(..SOON_DAYS)) if !billing.renews => "high",
        _ => "normal",
    }
}

fn remaining_value(texts: &Texts, billing: &Billing, now: UnixMillis) -> String {
    match (&billing.amount, billing.remaining_value(now)) {
        (Some(Amount::Price(price)), Some(value)) => {
            format!("≈ {}", texts.number(&price.text_of(value)))
        }
        _ => String::new(),
    }
}
