//! What needs somebody, each a link. It is not there when nothing does.

use std::sync::Arc;

use leptos::prelude::*;

use super::desk::{Desk, offline_for};
use super::finding::{ends, may_end};
use super::latencies::of_server;
use crate::domain::fleet::attention::{Matter, Matters, attention};
use crate::domain::fleet::view::FleetView;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::status::Status;
use crate::domain::units::percent;
use crate::i18n::fill;
use crate::live::{ServerStateStoreFields, ServerStore};
use crate::ui::{each, effect, when, with_part, word};

/// So many are shown; of the others it is told how many they are.
const MOST: usize = 20;

/// The strip.
#[component]
pub(super) fn Attention(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let texts = desk.texts;
    let matters = follow(desk);
    let has_any = move || matters.with(|matters| !matters.is_empty());
    let count = Signal::derive(move || matters.with(|matters| matters.len().to_string()));
    let more = Signal::derive(move || {
        let more = matters.with(Vec::len).saturating_sub(MOST);
        fill(texts.and_more, &[&more.to_string()])
    });
    let shown =
        move || matters.with(|matters| matters.iter().take(MOST).map(|(id, _)| id.0).collect());
    let link = move |id| {
        let id = ServerId(id);
        let server = desk.live.server(id);
        server
            .map(|server| view! { <Link desk=desk id=id server=server matters=matters /> })
            .into_any()
    };
    let has_more = move || matters.with(Vec::len) > MOST;
    let strip = move || {
        view! {
            <section class="attention" aria-label=texts.needs_attention>
                <span class="attention__name" aria-hidden="true">
                    {texts.needs_attention}
                    " "
                    {count}
                </span>
                {each(shown, link)}
                {when(has_more, move || view! { <More more=more matters=matters /> }.into_any())}
            </section>
        }
        .into_any()
    };
    when(has_any, strip)
}

/// How many more there are, and the way to them where all of them are offline.
#[component]
fn More(more: Signal<String>, matters: RwSignal<Matters>) -> impl IntoView {
    let offline = FleetView {
        status: Some(Status::Offline),
        ..FleetView::default()
    };
    let href = offline.href();
    let address = Signal::derive(move || {
        let is_offline = |(_, matter): &(ServerId, Matter)| matches!(matter, Matter::Offline(_));
        let are_all = matters.with(|matters| matters.iter().skip(MOST).all(is_offline));
        are_all.then(|| href.clone())
    });
    view! {
        <a class="attention__link" href=address>
            {more}
        </a>
    }
}

/// Follows who needs somebody: calmly what figures say, at once who goes and comes, and with each
/// minute what terms say.
fn follow(desk: Desk) -> RwSignal<Matters> {
    let registry = desk.live.registry;
    let ended = RwSignal::new(Matters::new());
    let losses = Memo::new(move |_| desk.latencies.losses());
    let find = move || {
        ended.with_untracked(|ended| {
            let losses = losses.get_untracked();
            let beside = |id| {
                let loss = of_server(&losses, id).and_then(Matter::of_loss);
                let found = || ended.iter().find(|(other, _)| *other == id);
                loss.or_else(|| found().map(|(_, matter)| *matter))
            };
            let fleet = registry.fleet();
            attention(fleet.iter().map(Arc::as_ref), &beside)
        })
    };
    // There from the start, so that nothing moves.
    let matters = RwSignal::new(find());
    let minute = Memo::new(move |_| desk.live.state().minute);
    effect(move || {
        let Some(now) = minute.get() else {
            return;
        };
        let fleet: Vec<_> = (registry.fleet().into_iter())
            .filter(|server| may_end(server))
            .collect();
        if !fleet.is_empty() {
            with_part(ends(fleet, now), move |found| {
                // Where the file did not come, the next minute asks again.
                let _ = found.map(|found| ended.try_set(found));
            });
        }
    });
    let offline = Memo::new(move |_| registry.totals.with(|totals| totals.offline));
    effect(move || {
        desk.beat.track();
        offline.track();
        ended.track();
        losses.track();
        let found = find();
        if matters.with_untracked(|former| *former != found) {
            matters.set(found);
        }
    });
    matters
}

/// A server, and what is the matter with it.
#[component]
fn Link(
    desk: Desk,
    id: ServerId,
    server: ServerStore,
    matters: RwSignal<Matters>,
) -> impl IntoView {
    let texts = desk.texts;
    let matter = Memo::new(move |_| {
        matters.with(|matters| {
            let found = matters.iter().find(|(other, _)| *other == id);
            found.map(|(_, matter)| *matter)
        })
    });
    let kind = word(move || match matter.get() {
        Some(Matter::Offline(_)) => "offline",
        _ => "other",
    });
    let share = move |label, share| format!("{label} {} %", texts.number(&percent(share)));
    let said = Signal::derive(move || match matter.get() {
        Some(Matter::Offline(since)) => offline_for(desk.live, texts, since),
        Some(Matter::Memory(percent)) => share(texts.memory, percent),
        Some(Matter::Disk(percent)) => share(texts.disk, percent),
        Some(Matter::Cpu(percent)) => share(texts.cpu, percent),
        Some(Matter::Loses(percent)) => share(texts.loss, percent),
        Some(Matter::Ends(days)) => fill(texts.time_left_short, &[&texts.days(days)]),
        Some(Matter::Ended) => texts.ended.to_owned(),
        None => String::new(),
    });
    let name = Signal::derive(move || server.name().get());
    view! {
        <a class="attention__link" href=Route::Server(id).href() data-matter=kind>
            <span class="attention__server" dir="auto">
                {name}
            </span>
            " "
            <b>{said}</b>
        </a>
    }
}
