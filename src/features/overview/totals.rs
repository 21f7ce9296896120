//! The totals header: how many, how many are there, and what they move.

use leptos::prelude::*;

use crate::domain::units;
use crate::live::Live;
use crate::ui::{Icon, QuantityText, Shape, use_words};

/// Counts over the whole fleet, speeds of what is online, traffic of all.
#[component]
pub fn TotalsHeader() -> impl IntoView {
    let words = use_words();
    let totals = use_context::<Live>().unwrap_or_default().totals();
    let total = move || totals.with(|totals| totals.total);
    let online = move || totals.with(|totals| totals.online);
    let offline = move || totals.with(|totals| totals.offline);
    let pending = move || totals.with(|totals| totals.pending);
    let offline_state = move || if offline() > 0 { "offline" } else { "none" };
    let speed_out =
        Memo::new(move |_| totals.with(|totals| Some(units::speed(totals.net_out_speed))));
    let speed_in =
        Memo::new(move |_| totals.with(|totals| Some(units::speed(totals.net_in_speed))));
    let sent = Memo::new(move |_| {
        totals.with(|totals| Some(units::traffic(totals.net_out_transfer_bytes)))
    });
    let received = Memo::new(move |_| {
        totals.with(|totals| Some(units::traffic(totals.net_in_transfer_bytes)))
    });
    view! {
        <dl class="totals" data-total=total data-online=online data-offline=offline>
            <div class="totals__tile">
                <dt>{words.say(|texts| texts.servers)}</dt>
                <dd class="totals__figure">{total}</dd>
            </div>
            <div class="totals__tile" data-state="online">
                <dt>{words.say(|texts| texts.online)}</dt>
                <dd class="totals__figure">{online}</dd>
            </div>
            <div class="totals__tile" data-state=offline_state>
                <dt>{words.say(|texts| texts.offline)}</dt>
                <dd class="totals__figure">{offline}</dd>
            </div>
            <Show when=move || { pending() > 0 }>
                <div class="totals__tile" data-state="pending">
                    <dt>{words.say(|texts| texts.pending)}</dt>
                    <dd class="totals__figure">{pending}</dd>
                </div>
            </Show>
            <div class="totals__tile totals__tile--wide">
                <dt>{words.say(|texts| texts.current_speed)}</dt>
                <dd class="totals__pair">
                    <Direction shape=Shape::Up label=Signal::derive(words.say(|texts| texts.upload)) />
                    <QuantityText quantity=speed_out />
                    <Direction shape=Shape::Down label=Signal::derive(words.say(|texts| texts.download)) />
                    <QuantityText quantity=speed_in />
                </dd>
            </div>
            <div class="totals__tile totals__tile--wide">
                <dt>{words.say(|texts| texts.total_traffic)}</dt>
                <dd class="totals__pair">
                    <Direction shape=Shape::Up label=Signal::derive(words.say(|texts| texts.upload)) />
                    <QuantityText quantity=sent />
                    <Direction shape=Shape::Down label=Signal::derive(words.say(|texts| texts.download)) />
                    <QuantityText quantity=received />
                </dd>
            </div>
        </dl>
    }
}

/// Which way the figure after it flows, drawn and said.
#[component]
fn Direction(shape: Shape, label: Signal<&'static str>) -> impl IntoView {
    view! {
        <span class="direction" title=label>
            <Icon shape />
            <span class="visually-hidden">{label}</span>
        </span>
    }
}
