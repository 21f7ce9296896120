//! The card: which server, is it well, how loaded, how fast, since when.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::domain::roster::Server;
use crate::domain::route::Route;
use crate::domain::status::{Carrier, Status};
use crate::domain::units::{self, Quantity, Span};
use crate::live::{ServerSignal, use_live};
use crate::ui::{Flag, Icon, Meter, QuantityText, Shape, SystemMark, Words, text, use_words, when};

/// One server. Each part reads what it shows; a part whose text stays the same touches no DOM.
#[component]
pub fn ServerCard(
    /// The server.
    server: ServerSignal,
) -> AnyView {
    let words = use_words();
    let id = server.get_untracked(|server| server.id);
    let name = server.signal(|server| server.name.clone());
    let group = server.signal(|server| server.tag.clone());
    let about = text(move || server.with(|server| about(server, words)));
    let sentence = text(move || {
        let texts = words.texts();
        server
            .with(|server| match server.status {
                _ if server.unreadable => texts.unreadable_sentence,
                Status::Pending if server.has_metrics => texts.pending_again,
                _ => texts.pending_sentence,
            })
            .to_owned()
    });
    let hidden = words.say(|texts| texts.hidden_from_guests);
    let hidden_mark = move || {
        view! {
            <span class="server-card__hidden" title=hidden>
                <Icon shape=Shape::Hidden />
                <span class="visually-hidden">{hidden}</span>
            </span>
        }
    };
    view! {
        <li
            class="server-card"
            data-server-id=id.0.to_string()
            data-status=text(move || server.get(|server| server.status).name().to_owned())
            on:click=move |event| open(&event, Route::Server(id))
        >
            <div class="server-card__head">
                <Flag code=server.signal(|server| server.host.country_code.clone()) />
                <h2 class="server-card__title" title=name>
                    <a class="server-card__link" href=Route::Server(id).href()>
                        <bdi>{name}</bdi>
                    </a>
                </h2>
                <StatusWord server />
            </div>
            <p class="server-card__about">
                <SystemMark platform=server.signal(|server| server.host.platform.clone()) />
                <span class="server-card__system" title=about>{about}</span>
                {when(move || server.get(Server::is_hidden), hidden_mark)}
                {when(
                    move || server.get(|server| !server.tag.is_empty()),
                    move || view! { <span class="tag" title=group><bdi>{group}</bdi></span> },
                )}
            </p>
            {when(
                move || server.get(|server| server.unreadable || server.status == Status::Pending),
                move || view! { <p class="server-card__sentence">{sentence}</p> },
            )}
            {when(
                move || server.get(|server| server.has_metrics),
                move || view! { <Meters server /> <Flow server /> },
            )}
        </li>
    }
    .into_any()
}

/// The link covers what is around the meters; a click on them means the same.
fn open(event: &MouseEvent, route: Route) {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let is_link = element.is_some_and(|element| element.closest("a").ok().flatten().is_some());
    if !is_link && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
        let _ = window().location().set_hash(&route.href());
    }
}

/// The status in a word, with how long it has been so.
#[component]
fn StatusWord(server: ServerSignal) -> AnyView {
    let words = use_words();
    let live = use_live();
    let status = text(move || {
        let texts = words.texts();
        match server.get(|server| (server.status, server.last_active)) {
            (Status::Online, _) => texts.online.to_owned(),
            (Status::Pending, _) => texts.pending.to_owned(),
            (Status::Offline, last_active) => match last_active.and_then(|at| live.age_ms(at)) {
                Some(age_ms) => {
                    let span = texts.span(Span::of_ms(age_ms));
                    words.fill(|texts| texts.offline_for, &[&span])
                }
                None => texts.offline.to_owned(),
            },
        }
    });
    // The threshold belongs to the server: what carries its reports decides it.
    let hint = text(move || {
        let texts = words.texts();
        match server.get(|server| server.carrier) {
            Carrier::Live => texts.feed_live_hint,
            Carrier::Polled => texts.feed_polling_hint,
        }
        .to_owned()
    });
    view! {
        <span class="status" title=hint>
            <span class="status__dot" aria-hidden="true"></span>
            <span class="status__text">{status}</span>
        </span>
    }
    .into_any()
}

#[component]
fn Meters(server: ServerSignal) -> AnyView {
    let words = use_words();
    let cores = text(move || cores(server, words));
    let share = move |label: Signal<String>, amounts: fn(&Server) -> (u64, u64)| {
        let value = Signal::derive(move || {
            let (used, total) = server.get(amounts);
            units::share(used, total)
        });
        let detail = text(move || {
            let (used, total) = server.get(amounts);
            words.used_of_total(used, total)
        });
        view! { <Meter label value detail /> }
    };
    let swap = move || {
        share(words.say(|texts| texts.swap), |server| {
            (server.metrics.swap_used_bytes, server.host.swap_total_bytes)
        })
    };
    view! {
        <div class="server-card__meters">
            <Meter
                label=words.say(|texts| texts.cpu)
                value=server.signal(|server| server.metrics.cpu_percent)
                detail=cores
            />
            {share(words.say(|texts| texts.memory), |server| {
                (server.metrics.mem_used_bytes, server.host.mem_total_bytes)
            })}
            {when(move || server.get(|server| server.host.swap_total_bytes > 0), swap)}
            {share(words.say(|texts| texts.disk), |server| {
                (server.metrics.disk_used_bytes, server.host.disk_total_bytes)
            })}
        </div>
    }
    .into_any()
}

/// Speeds, traffic, load, uptime.
#[component]
fn Flow(server: ServerSignal) -> AnyView {
    let words = use_words();
    let speed = move |shape: Shape, name: Signal<String>, read: fn(&Server) -> Option<Quantity>| {
        view! {
            <div>
                <dt title=name>
                    <Icon shape />
                    <span class="visually-hidden">{name}</span>
                </dt>
                <dd><QuantityText quantity=server.signal(read) /></dd>
            </div>
        }
        .into_any()
    };
    let traffic = words.say(|texts| texts.total_traffic);
    let load = text(move || match server.get(|server| server.metrics.load1) {
        Some(load) => words.texts().number(&units::three_digits(load)),
        None => "–".to_owned(),
    });
    let uptime = text(move || {
        let seconds = server.get(|server| server.metrics.uptime_seconds);
        words.texts().span(Span::of_seconds(seconds))
    });
    view! {
        <dl class="server-card__flow">
            {speed(Shape::Up, words.say(|texts| texts.upload), |server| {
                server.metrics.net_out_speed.map(units::speed)
            })}
            {speed(Shape::Down, words.say(|texts| texts.download), |server| {
                server.metrics.net_in_speed.map(units::speed)
            })}
            <div class="server-card__traffic">
                <dt title=traffic>
                    <span aria-hidden="true">"∑"</span>
                    <span class="visually-hidden">{traffic}</span>
                </dt>
                <dd>
                    <QuantityText quantity=server.signal(|server| {
                        Some(units::traffic(server.metrics.net_out_transfer_bytes))
                    }) />
                    <span class="server-card__slash">" / "</span>
                    <QuantityText quantity=server.signal(|server| {
                        Some(units::traffic(server.metrics.net_in_transfer_bytes))
                    }) />
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
    .into_any()
}

/// `Debian 12.5 · kvm · 2 cores`, as much of it as is known.
fn about(server: &Server, words: Words) -> String {
    let host = &server.host;
    let cores = host.cores().map(|cores| words.cores(cores));
    let parts = [
        host.system(),
        host.virtualization.clone(),
        cores.unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn cores(server: ServerSignal, words: Words) -> String {
    let cores = server.get(|server| server.host.cores());
    cores.map(|cores| words.cores(cores)).unwrap_or_default()
}
