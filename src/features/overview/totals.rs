//! The totals header: how many, how many are there, and what they move.

use leptos::prelude::*;

use crate::domain::roster::Totals;
use crate::domain::units::{self, Quantity};
use crate::live::use_live;
use crate::ui::{Icon, QuantityText, Shape, text, use_words, when};

/// Counts over the whole fleet, speeds of what is online, traffic of all.
#[component]
pub fn TotalsHeader() -> AnyView {
    let words = use_words();
    let totals = use_live().registry.totals;
    let count = move |pick: fn(&Totals) -> usize| text(move || totals.with(pick).to_string());
    let quantity =
        move |pick: fn(&Totals) -> Quantity| Signal::derive(move || Some(totals.with(pick)));
    let total = count(|totals| totals.total);
    let online = count(|totals| totals.online);
    let offline = count(|totals| totals.offline);
    let offline_state = text(move || {
        if totals.with(|totals| totals.offline > 0) {
            "offline"
        } else {
            "none"
        }
        .to_owned()
    });
    let tile = move |name: Signal<String>, state: Signal<String>, figure: Signal<String>| {
        view! {
            <div class="totals__tile" data-state=state>
                <dt>{name}</dt>
                <dd class="totals__figure">{figure}</dd>
            </div>
        }
        .into_any()
    };
    let plain = |name: &str| Signal::stored(name.to_owned());
    let pending = move || {
        tile(
            words.say(|texts| texts.pending),
            plain("pending"),
            count(|totals| totals.pending),
        )
    };
    let pair = move |name: Signal<String>,
                     up: Signal<Option<Quantity>>,
                     down: Signal<Option<Quantity>>| {
        view! {
            <div class="totals__tile totals__tile--wide">
                <dt>{name}</dt>
                <dd class="totals__pair">
                    <Direction shape=Shape::Up label=words.say(|texts| texts.upload) />
                    <QuantityText quantity=up />
                    <Direction shape=Shape::Down label=words.say(|texts| texts.download) />
                    <QuantityText quantity=down />
                </dd>
            </div>
        }
        .into_any()
    };
    view! {
        <dl class="totals" data-total=total data-online=online data-offline=offline>
            {tile(words.say(|texts| texts.servers), plain("none"), total)}
            {tile(words.say(|texts| texts.online), plain("online"), online)}
            {tile(words.say(|texts| texts.offline), offline_state, offline)}
            {when(move || totals.with(|totals| totals.pending > 0), pending)}
            {pair(
                words.say(|texts| texts.current_speed),
                quantity(|totals| units::speed(totals.net_out_speed)),
                quantity(|totals| units::speed(totals.net_in_speed)),
            )}
            {pair(
                words.say(|texts| texts.total_traffic),
                quantity(|totals| units::traffic(totals.net_out_transfer_bytes)),
                quantity(|totals| units::traffic(totals.net_in_transfer_bytes)),
            )}
        </dl>
    }
    .into_any()
}

/// Which way the figure after it flows, drawn and said.
#[component]
fn Direction(shape: Shape, label: Signal<String>) -> AnyView {
    view! {
        <span class="direction" title=label>
            <Icon shape />
            <span class="visually-hidden">{label}</span>
        </span>
    }
    .into_any()
}
