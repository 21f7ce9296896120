//! The card: which server, is it well, how loaded, how fast, since when.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::roster::Server;
use crate::domain::route::Route;
use crate::domain::status::Status;
use crate::domain::units::{self, Span};
use crate::live::Live;
use crate::ui::{Flag, Icon, Meter, QuantityText, Shape, SystemMark, Words, use_words};

/// One server. Each part reads what it shows; a part whose text stays the same touches no DOM.
#[component]
pub fn ServerCard(
    /// The server's own signal.
    server: ArcRwSignal<Server>,
) -> impl IntoView {
    let words = use_words();
    let live = use_context::<Live>().unwrap_or_default();
    let server = RwSignal::from(server);
    let id = server.with_untracked(|server| server.id);
    let status = Memo::new(move |_| server.with(|server| server.status));
    let name = Memo::new(move |_| server.with(|server| server.name.clone()));
    let group = Memo::new(move |_| server.with(|server| server.tag.clone()));
    let platform = Memo::new(move |_| server.with(|server| server.host.platform.clone()));
    let country = Memo::new(move |_| server.with(|server| server.host.country_code.clone()));
    let is_hidden = Memo::new(move |_| server.with(|server| server.hidden));
    let about = Memo::new(move |_| server.with(|server| about(server, words)));
    let has_meters = Memo::new(move |_| server.with(|server| server.has_metrics));
    let sentence = move || {
        let texts = words.texts();
        server.with(|server| match server.status {
            _ if server.unreadable => texts.unreadable_sentence,
            Status::Pending if server.has_metrics => texts.pending_again,
            _ => texts.pending_sentence,
        })
    };
    let has_sentence = Memo::new(move |_| {
        server.with(|server| server.unreadable || server.status == Status::Pending)
    });
    let open = move |event: MouseEvent| {
        // The link covers what is around the meters; a click on them means the same.
        let on_link = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|element| element.closest("a").ok().flatten().is_some());
        if !on_link && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            let _ = window().location().set_hash(&Route::Server(id).href());
        }
    };
    view! {
        <li
            class="server-card"
            data-server-id=id.0.to_string()
            data-status=move || status.get().name()
            on:click=open
        >
            <div class="server-card__head">
                <Flag code=country />
                <h2 class="server-card__title" title=move || name.get()>
                    <a class="server-card__link" href=Route::Server(id).href()>
                        <bdi>{name}</bdi>
                    </a>
                </h2>
                <StatusWord server status live />
            </div>
            <p class="server-card__about">
                <SystemMark platform />
                <span class="server-card__system">{about}</span>
                <Show when=move || is_hidden.get()>
                    <span class="server-card__hidden" title=words.say(|texts| texts.hidden_from_guests)>
                        <Icon shape=Shape::Hidden />
                        <span class="visually-hidden">{words.say(|texts| texts.hidden_from_guests)}</span>
                    </span>
                </Show>
                <Show when=move || group.with(|group| !group.is_empty())>
                    <span class="tag" title=move || group.get()><bdi>{group}</bdi></span>
                </Show>
            </p>
            <Show when=move || has_sentence.get()>
                <p class="server-card__sentence">{sentence}</p>
            </Show>
            <Show when=move || has_meters.get()>
                <Meters server />
                <Flow server />
            </Show>
        </li>
    }
}

/// The status in a word, with how long it has been so.
#[component]
fn StatusWord(server: RwSignal<Server>, status: Memo<Status>, live: Live) -> impl IntoView {
    let words = use_words();
    let text = move || {
        let texts = words.texts();
        match status.get() {
            Status::Online => texts.online.to_owned(),
            Status::Pending => texts.pending.to_owned(),
            Status::Offline => {
                let last_active = server.with(|server| server.last_active);
                let now = live.minute.get().max(live.now());
                match now.zip(last_active) {
                    Some((now, at)) => {
                        let span = texts.span(Span::of_ms(now.since(at)));
                        words.fill(|texts| texts.offline_for, &[&span])
                    }
                    None => texts.offline.to_owned(),
                }
            }
        }
    };
    view! {
        <span class="status">
            <span class="status__dot" aria-hidden="true"></span>
            <span class="status__text">{text}</span>
        </span>
    }
}

#[component]
fn Meters(server: RwSignal<Server>) -> impl IntoView {
    let words = use_words();
    let cpu = Signal::derive(move || server.with(|server| server.metrics.cpu_percent));
    let cpu_detail = Memo::new(move |_| {
        let cores = server.with(|server| server.host.cores());
        cores.map_or_else(String::new, |cores| {
            words.fill(|texts| texts.cores, &[&cores.to_string()])
        })
    });
    let memory = Signal::derive(move || {
        server
            .with(|server| units::share(server.metrics.mem_used_bytes, server.host.mem_total_bytes))
    });
    let memory_detail = Memo::new(move |_| {
        server.with(|server| {
            words.used_of_total(server.metrics.mem_used_bytes, server.host.mem_total_bytes)
        })
    });
    let has_swap = Memo::new(move |_| server.with(|server| server.host.swap_total_bytes > 0));
    let swap = Signal::derive(move || {
        server.with(|server| {
            units::share(server.metrics.swap_used_bytes, server.host.swap_total_bytes)
        })
    });
    let swap_detail = Memo::new(move |_| {
        server.with(|server| {
            words.used_of_total(server.metrics.swap_used_bytes, server.host.swap_total_bytes)
        })
    });
    let disk = Signal::derive(move || {
        server.with(|server| {
            units::share(server.metrics.disk_used_bytes, server.host.disk_total_bytes)
        })
    });
    let disk_detail = Memo::new(move |_| {
        server.with(|server| {
            words.used_of_total(server.metrics.disk_used_bytes, server.host.disk_total_bytes)
        })
    });
    view! {
        <div class="server-card__meters">
            <Meter label=Signal::derive(words.say(|texts| texts.cpu)) value=cpu detail=cpu_detail />
            <Meter label=Signal::derive(words.say(|texts| texts.memory)) value=memory detail=memory_detail />
            <Show when=move || has_swap.get()>
                <Meter label=Signal::derive(words.say(|texts| texts.swap)) value=swap detail=swap_detail />
            </Show>
            <Meter label=Signal::derive(words.say(|texts| texts.disk)) value=disk detail=disk_detail />
        </div>
    }
}

/// Speeds, traffic, load, uptime.
#[component]
fn Flow(server: RwSignal<Server>) -> impl IntoView {
    let words = use_words();
    let metric =
        move |read: fn(&Server) -> Option<units::Quantity>| Memo::new(move |_| server.with(read));
    let speed_out = metric(|server| server.metrics.net_out_speed.map(units::speed));
    let speed_in = metric(|server| server.metrics.net_in_speed.map(units::speed));
    let sent = metric(|server| Some(units::traffic(server.metrics.net_out_transfer_bytes)));
    let received = metric(|server| Some(units::traffic(server.metrics.net_in_transfer_bytes)));
    let load = move || {
        let load = server.with(|server| server.metrics.load1);
        load.map_or_else(
            || "–".to_owned(),
            |load| words.texts().number(&units::three_digits(load)),
        )
    };
    let uptime = move || {
        let seconds = server.with(|server| server.metrics.uptime_seconds);
        words.texts().span(Span::of_seconds(seconds))
    };
    view! {
        <dl class="server-card__flow">
            <div class="server-card__speed">
                <dt title=words.say(|texts| texts.upload)>
                    <Icon shape=Shape::Up />
                    <span class="visually-hidden">{words.say(|texts| texts.upload)}</span>
                </dt>
                <dd><QuantityText quantity=speed_out /></dd>
            </div>
            <div class="server-card__speed">
                <dt title=words.say(|texts| texts.download)>
                    <Icon shape=Shape::Down />
                    <span class="visually-hidden">{words.say(|texts| texts.download)}</span>
                </dt>
                <dd><QuantityText quantity=speed_in /></dd>
            </div>
            <div class="server-card__traffic">
                <dt title=words.say(|texts| texts.total_traffic)>
                    <span aria-hidden="true">"∑"</span>
                    <span class="visually-hidden">{words.say(|texts| texts.total_traffic)}</span>
                </dt>
                <dd>
                    <QuantityText quantity=sent />
                    <span class="server-card__slash">" / "</span>
                    <QuantityText quantity=received />
                </dd>
            </div>
            <div>
                <dt>{words.say(|texts| texts.load)}</dt>
                <dd>{load}</dd>
            </div>
            <div>
                <dt>{words.say(|texts| texts.uptime)}</dt>
                <dd>{uptime}</dd>
            </div>
        </dl>
    }
}

/// `Debian 12.5 · kvm · 2 cores`, as much of it as is known.
fn about(server: &Server, words: Words) -> String {
    let host = &server.host;
    let cores = host
        .cores()
        .map(|cores| words.fill(|texts| texts.cores, &[&cores.to_string()]));
    let parts = [
        host.system(),
        host.virtualization.clone(),
        cores.unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
