//! The overview: the whole fleet at a glance.

mod server_card;
mod totals;

use leptos::prelude::*;

use crate::domain::server::ServerId;
use crate::domain::session::Reader;
use crate::live::use_live;
use crate::ui::{each, set_page_title, use_texts, when};
use server_card::ServerCard;
use totals::TotalsHeader;

/// The totals, and a card a server.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let order = live.registry.order;
    set_page_title(texts.servers);
    let is_empty = move || live.state().is_settled && order.with(Vec::is_empty);
    let nothing = Signal::derive(move || {
        match live.state().reader() {
            Reader::Guest => texts.empty_guest,
            Reader::Cookie | Reader::Token => texts.empty_fleet,
        }
        .to_owned()
    });
    let is_stale = Signal::derive(move || live.state().is_stale().to_string());
    view! {
        <h1 class="visually-hidden" tabindex="-1">
            {texts.servers}
        </h1>
        <TotalsHeader />
        {when(
            is_empty,
            move || {
                view! {
                    <section class="state">
                        <p>{nothing}</p>
                    </section>
                }
                    .into_any()
            },
        )}
        <ul class="overview" role="list" data-stale=is_stale>
            {each(
                move || order.with(|order| order.iter().map(|id| id.0).collect()),
                move |id| {
                    let id = ServerId(id);
                    let server = live.server(id);
                    server.map(|server| view! { <ServerCard id=id server=server /> }).into_any()
                },
            )}
        </ul>
    }
}
