//! The overview: the whole fleet at a glance.

mod server_card;
mod totals;

use crate::domain::server::ServerId;
use crate::domain::session::Reader;
use crate::live::use_live;
use crate::ui::old::{Element, el, group, page_title, text, use_words, when};
use leptos::prelude::*;
use server_card::server_card;
use totals::totals_header;

/// The totals, and a card a server.
pub fn overview_page() -> Element {
    let words = use_words();
    let live = use_live();
    let order = live.registry.order;
    let title = words.say(|texts| texts.servers);
    page_title(title);
    let nothing = text(move || {
        let texts = words.texts();
        match live.state().reader() {
            Reader::Guest => texts.empty_guest,
            Reader::Cookie | Reader::Token => texts.empty_fleet,
        }
        .to_owned()
    });
    let stale = text(move || live.state().is_stale().to_string());
    let is_empty = move || live.state().is_settled && order.with(Vec::is_empty);
    let ids = move || order.with(|order| order.iter().map(|id| id.0).collect());
    group()
        .add(
            el("h1")
                .class("visually-hidden")
                .attr("tabindex", "-1")
                .text(title),
        )
        .add(totals_header(words, live))
        .add(when(is_empty, move || {
            el("section").class("state").add(el("p").text(nothing))
        }))
        .add(
            el("ul")
                .class("overview")
                .attr("role", "list")
                .attr_of("data-stale", stale)
                .each(ids, move |id| match live.server(ServerId(id)) {
                    Some(server) => server_card(words, live, server),
                    None => group(),
                }),
        )
}
