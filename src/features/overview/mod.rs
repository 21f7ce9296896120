//! The overview: the whole fleet at a glance.

mod server_card;
mod totals;

use leptos::prelude::*;

use crate::domain::session::Reader;
use crate::live::Live;
use crate::platform::page;
use crate::ui::use_words;
use server_card::ServerCard;
use totals::TotalsHeader;

/// The totals, and a card a server.
#[component]
pub fn OverviewPage() -> impl IntoView {
    let words = use_words();
    let live = use_context::<Live>().unwrap_or_default();
    Effect::new(move || page::set_title(&format!("{} · Lotus", words.texts().servers)));
    let order = live.registry.order;
    let is_empty = Memo::new(move |_| order.with(Vec::is_empty));
    let nothing = move || {
        let reader = live.session.with(|session| session.rights().reader);
        if reader == Reader::Guest {
            words.texts().empty_guest
        } else {
            words.texts().empty_fleet
        }
    };
    let stale = Memo::new(move |_| live.is_stale());
    view! {
        <h1 class="visually-hidden" tabindex="-1">{words.say(|texts| texts.servers)}</h1>
        <TotalsHeader />
        <Show when=move || is_empty.get()>
            <section class="state">
                <p>{nothing}</p>
            </section>
        </Show>
        <ul class="overview" role="list" data-stale=move || stale.get().to_string()>
            <For each=move || order.get() key=|id| *id let:id>
                {live.server(id).map(|server| view! { <ServerCard server /> })}
            </For>
        </ul>
    }
}
