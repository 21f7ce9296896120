//! The totals: how many servers are how, which also chooses them, and what they move.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::roster::Totals;
use crate::domain::status::Status;
use crate::domain::units;
use crate::live::use_live;
use crate::ui::{Quantity, use_texts};

/// Counts over the whole fleet, speeds of what is online, traffic of all.
#[component]
pub(super) fn TotalsHeader(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let texts = use_texts();
    let totals = use_live().registry.totals;
    let count =
        move |pick: fn(&Totals) -> usize| Signal::derive(move || totals.with(pick).to_string());
    let figure =
        move |pick: fn(&Totals) -> units::Quantity| Signal::derive(move || Some(totals.with(pick)));
    let all = count(|totals| totals.total);
    let online = count(|totals| totals.online);
    let offline = count(|totals| totals.offline);
    let pending = count(|totals| totals.pending);
    view! {
        <div class="totals">
            <div class="totals__tiles">
                <Tile desk=desk status=None name=texts.all figure=all />
                <Tile desk=desk status=Some(Status::Online) name=texts.online figure=online />
                <Tile desk=desk status=Some(Status::Offline) name=texts.offline figure=offline />
                <Tile desk=desk status=Some(Status::Pending) name=texts.pending figure=pending />
            </div>
            <div class="totals__shares" aria-hidden="true">
                <span class="totals__share" data-state="online" style:flex-grow=online></span>
                <span class="totals__share" data-state="offline" style:flex-grow=offline></span>
                <span class="totals__share" data-state="pending" style:flex-grow=pending></span>
            </div>
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
        </div>
    }
}

/// A count with its name, which shows those that it counts.
#[component]
fn Tile(
    desk: Desk,
    status: Option<Status>,
    name: &'static str,
    figure: Signal<String>,
) -> impl IntoView {
    let is_pressed = Signal::derive(move || {
        desk.chosen(|choice| choice.view.status == status)
            .to_string()
    });
    let state = match status {
        Some(status) => status.name(),
        None => "all",
    };
    let is_none = Signal::derive(move || figure.with(|figure| figure == "0").to_string());
    view! {
        <button
            type="button"
            class="totals__tile"
            data-state=state
            data-none=is_none
            aria-pressed=is_pressed
            on:click=move |_| desk.choose(|view| view.status = status)
        >
            <span class="totals__name">{name}</span>
            " "
            <span class="totals__figure">{figure}</span>
        </button>
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
        <div class="totals__flow" role="group" aria-label=name>
            <span class="totals__name" aria-hidden="true">
                {name}
            </span>
            <Quantity class="flow flow--up" name=texts.upload quantity=up />
            <Quantity class="flow flow--down" name=texts.download quantity=down />
        </div>
    }
}
