//! A server among others: which it is, is it well, how loaded, how fast, since when. As a card or as
//! a line; how it looks is the style sheet's.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::desk::offline_for;
use super::place::Place;
use super::threads::CardThreads;
use crate::domain::plausible::Part;
use crate::domain::route::Route;
use crate::domain::server::{Host, ServerId};
use crate::domain::status::{Carrier, Status};
use crate::domain::units::{self, Span};
use crate::live::{ServerStateStoreFields, ServerStore, use_live, why_unknown};
use crate::platform::page;
use crate::ui::{Flag, Icon, Meter, Quantity, Shape, SystemMark, use_texts, when, word};

/// One server. Each part reads the fields it shows, and is woken when they change.
#[component]
pub(super) fn ServerCard(
    /// Its id.
    id: ServerId,
    /// What is known of it.
    server: ServerStore,
    /// Where it stands.
    place: Place,
    /// Its latencies, where any are pinned.
    threads: CardThreads,
) -> impl IntoView {
    let texts = use_texts();
    let to = Route::Server(id);
    let name = Signal::derive(move || server.name().get());
    let tag = Signal::derive(move || server.tag().get());
    let system =
        Signal::derive(move || server.host().with(|host| about(host, host.short_system())));
    let whole_system =
        Signal::derive(move || server.host().with(|host| about(host, host.system())));
    let platform = Signal::derive(move || server.host().with(|host| host.platform.clone()));
    let country = Signal::derive(move || server.host().with(|host| host.country_code.clone()));
    let hidden_mark = move || {
        view! {
            <span class="server-card__hidden" title=texts.hidden_from_guests>
                <Icon shape=Shape::Hidden />
                <span class="visually-hidden">{texts.hidden_from_guests}</span>
            </span>
        }
        .into_any()
    };
    let tag_view = move || {
        view! {
            <span class="tag" title=tag dir="auto">
                {tag}
            </span>
        }
        .into_any()
    };
    // What it said before stays where it is.
    let is_speechless = move || server.unreadable().get() || !server.has_metrics().get();
    view! {
        <li
            class="server-card"
            data-server-id=id.0.to_string()
            data-status=word(move || server.status().get().name())
            aria-setsize=place.size
            aria-posinset=place.position
            style:inset-block-start=place.top
            style:--column=place.column
            on:click=move |event| open(&event, to)
        >
            <div class="server-card__head">
                <Flag code=country />
                <h2 class="server-card__title" title=name>
                    <a class="server-card__link" href=to.href() dir="auto">
                        {name}
                    </a>
                </h2>
                <StatusWord server=server />
            </div>
            <p class="server-card__about">
                <SystemMark platform=platform />
                <span class="server-card__system" title=whole_system>
                    {system}
                </span>
                {when(move || server.is_hidden().get(), hidden_mark)}
                {when(move || server.tag().with(|tag| !tag.trim().is_empty()), tag_view)}
            </p>
            {when(is_speechless, move || view! { <Sentence server=server /> }.into_any())}
            {when(
                move || server.has_metrics().get(),
                move || {
                    view! {
                        <Meters server=server />
                        <Flow server=server />
                        {threads.of(id)}
                    }
                        .into_any()
                },
            )}
        </li>
    }
}

/// The link covers what is around the meters; a click on them means the same.
fn open(event: &MouseEvent, route: Route) {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_link = element.is_some_and(|element| element.closest("a").ok().flatten().is_some());
    if !is_link && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
        page::go_to(&route.href());
    }
}

/// For how long it has been as it is: running, or offline. That it is online is said to those who do
/// not see its mark; to the others it would be the same word on each card.
#[component]
fn StatusWord(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let online = word(move || match server.status().get() {
        Status::Online => texts.online,
        Status::Offline | Status::Pending => "",
    });
    let status = Signal::derive(move || match server.status().get() {
        Status::Online => match server.uptime_seconds().get() {
            Some(uptime) => texts.span(Span::of_seconds(uptime)),
            None => "–".to_owned(),
        },
        Status::Pending => texts.pending.to_owned(),
        // Only where it is told how long are the last report and the minute followed.
        Status::Offline => offline_for(live, texts, server.last_active().get()),
    });
    // The threshold belongs to the server: what carries its reports decides it.
    let hint = Signal::derive(move || {
        let why = why_unknown(server, &[Part::Uptime], texts);
        let hint = match server.carrier().get() {
            Carrier::Live => texts.feed_live_hint,
            Carrier::Polled => texts.feed_polling_hint,
        };
        if why.is_empty() { hint.to_owned() } else { why }
    });
    view! {
        <span class="status" title=hint>
            <span class="visually-hidden">{online} " "</span>
            {status}
        </span>
    }
}

/// Why there are no figures.
#[component]
fn Sentence(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let sentence = word(move || {
        if server.unreadable().get() {
            texts.unreadable_sentence
        } else {
            texts.pending_sentence
        }
    });
    view! {
        <p class="server-card__sentence" title=sentence>
            {sentence}
        </p>
    }
}

/// CPU, memory with swap, disk, and load as a share of the cores.
#[component]
fn Meters(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let total = move |pick: fn(&Host) -> u64| server.host().with(pick);
    let share = move |used: Option<u64>, pick: fn(&Host) -> u64| units::share(used, total(pick));
    let cores = Signal::derive(move || {
        let cores = server.host().with(Host::cores);
        cores.map(|cores| texts.cores(cores)).unwrap_or_default()
    });
    let cpu = Signal::derive(move || server.cpu_percent().get());
    let memory =
        Signal::derive(move || share(server.mem_used_bytes().get(), |host| host.mem_total_bytes));
    let swap =
        Signal::derive(move || share(server.swap_used_bytes().get(), |host| host.swap_total_bytes));
    let disk =
        Signal::derive(move || share(server.disk_used_bytes().get(), |host| host.disk_total_bytes));
    let memory_detail = Signal::derive(move || {
        let memory = texts.used_of_total(
            server.mem_used_bytes().get(),
            total(|host| host.mem_total_bytes),
        );
        let swap = texts.used_of_total(
            server.swap_used_bytes().get(),
            total(|host| host.swap_total_bytes),
        );
        if swap.is_empty() {
            memory
        } else {
            format!("{memory} · {}: {swap}", texts.swap)
        }
    });
    let disk_detail = Signal::derive(move || {
        texts.used_of_total(
            server.disk_used_bytes().get(),
            total(|host| host.disk_total_bytes),
        )
    });
    let load = Signal::derive(move || match server.load1().get() {
        Some(load) => texts.number(&units::three_digits(load)),
        None => "–".to_owned(),
    });
    let load_share = Signal::derive(move || {
        let cores = server.host().with(Host::cores)?;
        Some(server.load1().get()? / cores as f64 * 100.0)
    });
    let why =
        move |parts: &'static [Part]| Signal::derive(move || why_unknown(server, parts, texts));
    let why_cpu = why(&[Part::Cpu]);
    let why_memory = why(&[Part::MemoryTotal, Part::Memory]);
    let why_disk = why(&[Part::DiskTotal, Part::Disk]);
    let why_load = why(&[Part::Load]);
    view! {
        <div class="server-card__meters">
            <Meter label=texts.cpu share=cpu detail=cores why=why_cpu />
            <Meter
                label=texts.memory
                share=memory
                detail=memory_detail
                below=swap
                why=why_memory
            />
            <Meter label=texts.disk share=disk detail=disk_detail why=why_disk />
            <Meter label=texts.load share=load_share detail=cores figure=load why=why_load />
        </div>
    }
}

/// Speeds, and the traffic both ways.
#[component]
fn Flow(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let up = Signal::derive(move || server.net_out_speed().get().map(units::speed));
    let down = Signal::derive(move || server.net_in_speed().get().map(units::speed));
    let sent = move || server.net_out_transfer_bytes().get();
    let received = move || server.net_in_transfer_bytes().get();
    let sum = Signal::derive(move || {
        let sum = sent()?.saturating_add(received()?);
        Some(units::traffic(sum))
    });
    let both = Signal::derive(move || {
        let why = why_unknown(server, &[Part::Sent, Part::Received], texts);
        if !why.is_empty() {
            return why;
        }
        let [sent, received] = [sent(), received()]
            .map(|bytes| texts.quantity(&units::traffic(bytes.unwrap_or_default())));
        format!("{}: ↑ {sent} · ↓ {received}", texts.total_traffic)
    });
    let why_up = Signal::derive(move || why_unknown(server, &[Part::Up], texts));
    let why_down = Signal::derive(move || why_unknown(server, &[Part::Down], texts));
    view! {
        <div class="server-card__flow">
            <Quantity class="flow flow--up" name=texts.upload hint=why_up quantity=up />
            <Quantity class="flow flow--down" name=texts.download hint=why_down quantity=down />
            <Quantity class="flow flow--sum" name=texts.traffic_sum hint=both quantity=sum />
        </div>
    }
}

/// `Debian 12 · 2C 4G 60G`, as much of it as is known.
fn about(host: &Host, system: String) -> String {
    let parts = [system, host.shorthand()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
