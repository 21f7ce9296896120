//! The overview: the whole fleet at a glance.

mod attention;
mod desk;
mod finding;
mod latencies;
mod list;
mod map;
mod place;
mod server_card;
mod sight;
mod table;
mod threads;
mod tools;
mod totals;
mod wall;

use leptos::prelude::*;

use crate::domain::roster::Totals;
use crate::domain::session::Reader;
use crate::i18n::fill;
use crate::live::use_live;
use crate::ui::{Button, set_page_title, use_texts, when};
use attention::Attention;
use desk::Desk;
use list::FleetList;
use threads::order_view;
use tools::{Tools, WrongTerms};
use totals::TotalsHeader;

/// The totals, what is chosen, and the servers.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let order = live.registry.order;
    set_page_title(texts.servers);
    let has_servers = Memo::new(move |_| order.with(|order| !order.is_empty()));
    let is_empty = move || live.state().is_settled && !has_servers.get();
    let nothing = Signal::derive(move || {
        match live.state().reader() {
            Reader::Guest => texts.empty_guest,
            Reader::Cookie | Reader::Token => texts.empty_fleet,
        }
        .to_owned()
    });
    let totals = live.registry.totals;
    let count =
        move |pick: fn(&Totals) -> usize| Signal::derive(move || totals.with(pick).to_string());
    let is_stale = Signal::derive(move || live.state().is_stale().to_string());
    view! {
        <div
            class="overview"
            data-total=count(|totals| totals.total)
            data-online=count(|totals| totals.online)
            data-offline=count(|totals| totals.offline)
            data-stale=is_stale
        >
        <h1 class="visually-hidden" tabindex="-1">
            {texts.servers}
        </h1>
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
        {when(move || has_servers.get(), || view! { <Fleet /> }.into_any())}
        </div>
    }
}

/// A fleet of at least one.
#[component]
fn Fleet() -> impl IntoView {
    let desk = Desk::new();
    let finds_none = move || desk.found(|shown| shown.is_found && shown.order.is_empty());
    view! {
        <TotalsHeader desk=desk />
        <Attention desk=desk />
        <Tools desk=desk />
        <WrongTerms desk=desk />
        {order_view(desk)}
        {when(finds_none, move || view! { <NoMatch desk=desk /> }.into_any())}
        <FleetList desk=desk />
    }
}

/// Nobody is left by what is chosen.
#[component]
fn NoMatch(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let order = desk.live.registry.order;
    let sentence = Signal::derive(move || {
        let count = order.with(|order| order.len().to_string());
        fill(texts.no_match_sentence, &[&count])
    });
    let clear = Callback::new(move |()| desk.clear());
    view! {
        <section class="state" role="status">
            <h2>{texts.no_match}</h2>
            <p>{sentence}</p>
            <Button label=texts.clear_filter press=clear />
        </section>
    }
}
