//! The totals header: how many, how many are there, and what they move.

use crate::domain::roster::Totals;
use crate::domain::units::{self, Quantity};
use crate::live::Live;
use crate::ui::old::Text;
use crate::ui::old::{Element, Shape, Words, el, icon, quantity, text, when};
use leptos::prelude::*;

/// Counts over the whole fleet, speeds of what is online, traffic of all.
pub(super) fn totals_header(words: Words, live: Live) -> Element {
    let totals = live.registry.totals;
    let count = move |pick: fn(&Totals) -> usize| text(move || totals.with(pick).to_string());
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
    let pending = move || {
        let pending = count(|totals| totals.pending);
        tile(words.say(|texts| texts.pending), pending).attr("data-state", "pending")
    };
    let pair = move |name: Text, up: fn(&Totals) -> Quantity, down: fn(&Totals) -> Quantity| {
        let figure = move |pick: fn(&Totals) -> Quantity| quantity(move || Some(totals.with(pick)));
        let figures = el("dd")
            .class("totals__pair")
            .add(direction(Shape::Up, words.say(|texts| texts.upload)))
            .add(figure(up))
            .add(direction(Shape::Down, words.say(|texts| texts.download)))
            .add(figure(down));
        el("div")
            .class("totals__tile totals__tile--wide")
            .add(el("dt").text(name))
            .add(figures)
    };
    el("dl")
        .class("totals")
        .attr_of("data-total", total)
        .attr_of("data-online", online)
        .attr_of("data-offline", offline)
        .add(tile(words.say(|texts| texts.servers), total).attr("data-state", "none"))
        .add(tile(words.say(|texts| texts.online), online).attr("data-state", "online"))
        .add(tile(words.say(|texts| texts.offline), offline).attr_of("data-state", offline_state))
        .add(when(
            move || totals.with(|totals| totals.pending > 0),
            pending,
        ))
        .add(pair(
            words.say(|texts| texts.current_speed),
            |totals| units::speed(totals.net_out_speed),
            |totals| units::speed(totals.net_in_speed),
        ))
        .add(pair(
            words.say(|texts| texts.total_traffic),
            |totals| units::traffic(totals.net_out_transfer_bytes),
            |totals| units::traffic(totals.net_in_transfer_bytes),
        ))
}

fn tile(name: Text, figure: Text) -> Element {
    el("div")
        .class("totals__tile")
        .add(el("dt").text(name))
        .add(el("dd").class("totals__figure").text(figure))
}

/// Which way the figure after it flows, drawn and said.
fn direction(shape: Shape, label: Text) -> Element {
    el("span")
        .class("direction")
        .attr_of("title", label)
        .add(icon(shape))
        .add(el("span").class("visually-hidden").text(label))
}
