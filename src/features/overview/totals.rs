//! The totals header: how many, how many are there, and what they move.

use leptos::prelude::*;

use crate::domain::roster::Totals;
use crate::domain::units;
use crate::live::use_live;
use crate::ui::{Icon, Quantity, Shape, use_texts, when, word};

/// Counts over the whole fleet, speeds of what is online, traffic of all.
#[component]
pub(super) fn TotalsHeader() -> impl IntoView {
    let texts = use_texts();
    let totals = use_live().registry.totals;
    let count =
        move |pick: fn(&Totals) -> usize| Signal::derive(move || totals.with(pick).to_string());
    let figure =
        move |pick: fn(&Totals) -> units::Quantity| Signal::derive(move || Some(totals.with(pick)));
    let total = count(|totals| totals.total);
    let online = count(|totals| totals.online);
    let offline = count(|totals| totals.offline);
    let pending = count(|totals| totals.pending);
    let offline_state = word(move || {
        if totals.with(|totals| totals.offline > 0) {
            "offline"
        } else {
            "none"
        }
    });
    view! {
        <dl class="totals" data-total=total data-online=online data-offline=offline>
            <Tile name=texts.servers state="none" figure=total />
            <Tile name=texts.online state="online" figure=online />
            <Tile name=texts.offline state=offline_state figure=offline />
            {when(
                move || totals.with(|totals| totals.pending > 0),
                move || {
                    view! { <Tile name=texts.pending state="pending" figure=pending /> }.into_any()
                },
            )}
            <UpAndDown
                name=texts.current_speed
                up=figure(|totals| units::speed(totals.net_out_speed))
                down=figure(|totals| units::speed(totals.net_in_speed))
            />
            <UpAndDown
                name=texts.total_traffic
                up=figure(|totals| units::traffic(totals.net_out_transfer_bytes))
                down=figure(|totals| units::traffic(totals.net_in_transfer_bytes))
            />
        </dl>
    }
}

/// A count with its name.
#[component]
fn Tile(
    name: &'static str,
    #[prop(into)] state: Signal<String>,
    figure: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="totals__tile" data-state=state>
            <dt>{name}</dt>
            <dd class="totals__figure">{figure}</dd>
        </div>
    }
}

/// What is sent and received.
#[component]
fn UpAndDown(
    name: &'static str,
    up: Signal<Option<units::Quantity>>,
    down: Signal<Option<units::Quantity>>,
) -> impl IntoView {
    let texts = use_texts();
    view! {
        <div class="totals__tile totals__tile--wide">
            <dt>{name}</dt>
            <dd class="totals__pair">
                <Direction shape=Shape::Up name=texts.upload />
                <Quantity quantity=up />
                <Direction shape=Shape::Down name=texts.download />
                <Quantity quantity=down />
            </dd>
        </div>
    }
}

/// Which way the figure after it flows, drawn and said.
#[component]
fn Direction(shape: Shape, name: &'static str) -> impl IntoView {
    view! {
        <span class="direction" title=name>
            <Icon shape=shape />
            <span class="visually-hidden">{name}</span>
        </span>
    }
}
