//! The overview: the whole fleet at a glance.

mod server_card;
mod totals;

use leptos::prelude::*;

use crate::domain::session::Reader;
use crate::live::use_live;
use crate::ui::{page_title, text, use_words, when};
use server_card::ServerCard;
use totals::TotalsHeader;

/// The totals, and a card a server.
#[component]
pub fn OverviewPage() -> AnyView {
    let words = use_words();
    let live = use_live();
    let order = live.registry.order;
    page_title(words.say(|texts| texts.servers));
    let nothing = text(move || {
        let texts = words.texts();
        match live.state().reader() {
            Reader::Guest => texts.empty_guest,
            Reader::Cookie | Reader::Token => texts.empty_fleet,
        }
        .to_owned()
    });
    let stale = text(move || live.state().is_stale().to_string());
    view! {
        <h1 class="visually-hidden" tabindex="-1">{words.say(|texts| texts.servers)}</h1>
        <TotalsHeader />
        {when(
            move || live.state().is_settled && order.with(Vec::is_empty),
            move || view! { <section class="state"><p>{nothing}</p></section> },
        )}
        <ul class="overview" role="list" data-stale=stale>
            <For each=move || order.get() key=|id| *id let:id>
                {live.server(id).map(|server| view! { <ServerCard server /> })}
            </For>
        </ul>
    }
    .into_any()
}
