//! The card: which server, is it well, how loaded, how fast, since when.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::domain::route::Route;
use crate::domain::server::{Host, ServerId};
use crate::domain::status::{Carrier, Status};
use crate::domain::units::{self, Span};
use crate::i18n::{Texts, fill};
use crate::live::{ServerStateStoreFields, ServerStore, use_live};
use crate::ui::{
    BytesMeter, Flag, Icon, Meter, Quantity, Shape, SystemMark, use_texts, when, word,
};

/// One server. Each part reads the fields it shows, and is woken when they change.
#[component]
pub(super) fn ServerCard(
    /// Its id.
    id: ServerId,
    /// What is known of it.
    server: ServerStore,
) -> impl IntoView {
    let texts = use_texts();
    let to = Route::Server(id);
    let name = Signal::derive(move || server.name().get());
    let tag = Signal::derive(move || server.tag().get());
    let about = Signal::derive(move || server.host().with(|host| about(host, texts)));
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
            <span class="tag" title=tag>
                <bdi>{tag}</bdi>
            </span>
        }
        .into_any()
    };
    let is_speechless =
        move || server.unreadable().get() || server.status().get() == Status::Pending;
    view! {
        <li
            class="server-card"
            data-server-id=id.0.to_string()
            data-status=word(move || server.status().get().name())
            on:click=move |event| open(&event, to)
        >
            <div class="server-card__head">
                <Flag code=country />
                <h2 class="server-card__title" title=name>
                    <a class="server-card__link" href=to.href()>
                        <bdi>{name}</bdi>
                    </a>
                </h2>
                <StatusWord server=server />
            </div>
            <p class="server-card__about">
                <SystemMark platform=platform />
                <span class="server-card__system" title=about>
                    {about}
                </span>
                {when(move || server.is_hidden().get(), hidden_mark)}
                {when(move || server.tag().with(|tag| !tag.is_empty()), tag_view)}
            </p>
            {when(is_speechless, move || view! { <Sentence server=server /> }.into_any())}
            {when(
                move || server.has_metrics().get(),
                move || {
                    view! {
                        <Meters server=server />
                        <Flow server=server />
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
        let _ = window().location().set_hash(&route.href());
    }
}

/// The status in a word, with how long it has been so.
#[component]
fn StatusWord(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let status = Signal::derive(move || match server.status().get() {
        Status::Online => texts.online.to_owned(),
        Status::Pending => texts.pending.to_owned(),
        // Only where it is told how long are the last report and the minute followed.
        Status::Offline => match server.last_active().get().and_then(|at| live.age_ms(at)) {
            Some(age_ms) => fill(texts.offline_for, &[&texts.span(Span::of_ms(age_ms))]),
            None => texts.offline.to_owned(),
        },
    });
    // The threshold belongs to the server: what carries its reports decides it.
    let hint = word(move || match server.carrier().get() {
        Carrier::Live => texts.feed_live_hint,
        Carrier::Polled => texts.feed_polling_hint,
    });
    view! {
        <span class="status" title=hint>
            <span class="status__dot" aria-hidden="true"></span>
            <span class="status__text">{status}</span>
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
        } else if server.status().get() == Status::Pending && server.has_metrics().get() {
            texts.pending_again
        } else {
            texts.pending_sentence
        }
    });
    view! { <p class="server-card__sentence">{sentence}</p> }
}

#[component]
fn Meters(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let cores = Signal::derive(move || {
        let cores = server.host().with(Host::cores);
        cores.map(|cores| texts.cores(cores)).unwrap_or_default()
    });
    let total = move |pick: fn(&Host) -> u64| server.host().with(pick);
    let memory = Signal::derive(move || {
        (
            server.mem_used_bytes().get(),
            total(|host| host.mem_total_bytes),
        )
    });
    let swap = Signal::derive(move || {
        (
            server.swap_used_bytes().get(),
            total(|host| host.swap_total_bytes),
        )
    });
    let disk = Signal::derive(move || {
        (
            server.disk_used_bytes().get(),
            total(|host| host.disk_total_bytes),
        )
    });
    let cpu = Signal::derive(move || server.cpu_percent().get());
    view! {
        <div class="server-card__meters">
            <Meter label=texts.cpu share=cpu detail=cores />
            <BytesMeter label=texts.memory amounts=memory />
            {when(
                move || total(|host| host.swap_total_bytes) > 0,
                move || view! { <BytesMeter label=texts.swap amounts=swap /> }.into_any(),
            )}
            <BytesMeter label=texts.disk amounts=disk />
        </div>
    }
}

/// Speeds, traffic, load, uptime.
#[component]
fn Flow(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let up = Signal::derive(move || server.net_out_speed().get().map(units::speed));
    let down = Signal::derive(move || server.net_in_speed().get().map(units::speed));
    let sent = Signal::derive(move || Some(units::traffic(server.net_out_transfer_bytes().get())));
    let received =
        Signal::derive(move || Some(units::traffic(server.net_in_transfer_bytes().get())));
    let load = Signal::derive(move || match server.load1().get() {
        Some(load) => texts.number(&units::three_digits(load)),
        None => "–".to_owned(),
    });
    let uptime =
        Signal::derive(move || texts.span(Span::of_seconds(server.uptime_seconds().get())));
    view! {
        <dl class="server-card__flow">
            <Speed shape=Shape::Up name=texts.upload speed=up />
            <Speed shape=Shape::Down name=texts.download speed=down />
            <div class="server-card__traffic">
                <dt title=texts.total_traffic>
                    <span aria-hidden="true">"∑"</span>
                    <span class="visually-hidden">{texts.total_traffic}</span>
                </dt>
                <dd>
                    <Quantity quantity=sent />
                    <span class="server-card__slash">" / "</span>
                    <Quantity quantity=received />
                </dd>
            </div>
            <Fact name=texts.load value=load />
            <Fact name=texts.uptime value=uptime />
        </dl>
    }
}

#[component]
fn Speed(
    shape: Shape,
    name: &'static str,
    speed: Signal<Option<units::Quantity>>,
) -> impl IntoView {
    view! {
        <div>
            <dt title=name>
                <Icon shape=shape />
                <span class="visually-hidden">{name}</span>
            </dt>
            <dd>
                <Quantity quantity=speed />
            </dd>
        </div>
    }
}

#[component]
fn Fact(name: &'static str, value: Signal<String>) -> impl IntoView {
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{value}</dd>
        </div>
    }
}

/// `Debian 12.5 · kvm · 2 cores`, as much of it as is known.
fn about(host: &Host, texts: &Texts) -> String {
    let cores = host.cores().map(|cores| texts.cores(cores));
    let parts = [
        host.system(),
        host.virtualization.clone(),
        cores.unwrap_or_default(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}
