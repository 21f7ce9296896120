//! The card: which server, is it well, how loaded, how fast, since when.

use crate::ui::old::Text;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};

use crate::domain::roster::Server;
use crate::domain::route::Route;
use crate::domain::status::{Carrier, Status};
use crate::domain::units::{self, Quantity, Span};
use crate::live::{Live, Picked, ServerStateStoreFields, ServerStore};
use crate::ui::old::{
    Element, Shape, Words, bytes_meter, el, flag, group, icon, meter, quantity, system_mark, text,
    when,
};

/// One server. Each part reads what it shows; a part whose text stays the same touches no DOM.
pub(super) fn server_card(words: Words, live: Live, server: ServerStore) -> Element {
    let id = server.pick_untracked(|server| server.id);
    let to = Route::Server(id);
    let name = server.said(|server| server.name.clone());
    let group_name = server.said(|server| server.tag.clone());
    let about = text(move || server.whole().with(|server| about(server, words)));
    let status = text(move || server.pick(|server| server.status).name().to_owned());
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
        el("span")
            .class("server-card__hidden")
            .attr_of("title", hidden)
            .add(icon(Shape::Hidden))
            .add(el("span").class("visually-hidden").text(hidden))
    };
    let tag = move || {
        el("span")
            .class("tag")
            .attr_of("title", group_name)
            .add(el("bdi").text(group_name))
    };
    let title = el("h2")
        .class("server-card__title")
        .attr_of("title", name)
        .add(
            el("a")
                .class("server-card__link")
                .attr("href", &to.href())
                .add(el("bdi").text(name)),
        );
    let about = el("p")
        .class("server-card__about")
        .add(system_mark(
            server.said(|server| server.host.platform.clone()),
        ))
        .add(
            el("span")
                .class("server-card__system")
                .attr_of("title", about)
                .text(about),
        )
        .add(when(move || server.pick(Server::is_hidden), hidden_mark))
        .add(when(
            move || server.pick(|server| !server.tag.is_empty()),
            tag,
        ));
    el("li")
        .class("server-card")
        .attr("data-server-id", &id.0.to_string())
        .attr_of("data-status", status)
        .on("click", move |event| open(&event, to))
        .add(
            el("div")
                .class("server-card__head")
                .add(flag(server.said(|server| server.host.country_code.clone())))
                .add(title)
                .add(status_word(words, live, server)),
        )
        .add(about)
        .add(when(
            move || server.pick(|server| server.unreadable || server.status == Status::Pending),
            move || el("p").class("server-card__sentence").text(sentence),
        ))
        .add(when(
            move || server.pick(|server| server.has_metrics),
            move || group().add(meters(words, server)).add(flow(words, server)),
        ))
}

/// The link covers what is around the meters; a click on them means the same.
fn open(event: &Event, route: Route) {
    let event: &MouseEvent = event.unchecked_ref();
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let is_link = element.is_some_and(|element| element.closest("a").ok().flatten().is_some());
    if !is_link && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
        let _ = window().location().set_hash(&route.href());
    }
}

/// The status in a word, with how long it has been so.
fn status_word(words: Words, live: Live, server: ServerStore) -> Element {
    let status = text(move || {
        let texts = words.texts();
        match server.pick(|server| (server.status, server.last_active)) {
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
        match server.pick(|server| server.carrier) {
            Carrier::Live => texts.feed_live_hint,
            Carrier::Polled => texts.feed_polling_hint,
        }
        .to_owned()
    });
    el("span")
        .class("status")
        .attr_of("title", hint)
        .add(el("span").class("status__dot").attr("aria-hidden", "true"))
        .add(el("span").class("status__text").text(status))
}

fn meters(words: Words, server: ServerStore) -> Element {
    let cores = text(move || cores(server, words));
    let share = move |label: Text, amounts: fn(&Server) -> (u64, u64)| {
        bytes_meter(label, move || server.pick(amounts))
    };
    let swap = move || {
        share(words.say(|texts| texts.swap), |server| {
            (server.metrics.swap_used_bytes, server.host.swap_total_bytes)
        })
    };
    el("div")
        .class("server-card__meters")
        .add(meter(
            words.say(|texts| texts.cpu),
            move || server.pick(|server| server.metrics.cpu_percent),
            cores,
        ))
        .add(share(words.say(|texts| texts.memory), |server| {
            (server.metrics.mem_used_bytes, server.host.mem_total_bytes)
        }))
        .add(when(
            move || server.pick(|server| server.host.swap_total_bytes > 0),
            swap,
        ))
        .add(share(words.say(|texts| texts.disk), |server| {
            (server.metrics.disk_used_bytes, server.host.disk_total_bytes)
        }))
}

/// Speeds, traffic, load, uptime.
fn flow(words: Words, server: ServerStore) -> Element {
    let figure = move |read: fn(&Server) -> Option<Quantity>| quantity(move || server.pick(read));
    let said = |name: Text| el("span").class("visually-hidden").text(name);
    let speed = move |shape: Shape, name: Text, read: fn(&Server) -> Option<Quantity>| {
        let name = el("dt")
            .attr_of("title", name)
            .add(icon(shape))
            .add(said(name));
        el("div").add(name).add(el("dd").add(figure(read)))
    };
    let fact = |name: Text, fact: Text| el("div").add(el("dt").text(name)).add(el("dd").text(fact));
    let traffic = words.say(|texts| texts.total_traffic);
    let load = text(move || match server.pick(|server| server.metrics.load1) {
        Some(load) => words.texts().number(&units::three_digits(load)),
        None => "–".to_owned(),
    });
    let uptime = text(move || {
        let seconds = server.pick(|server| server.metrics.uptime_seconds);
        words.texts().span(Span::of_seconds(seconds))
    });
    let sum = el("span").attr("aria-hidden", "true").plain("∑");
    let transfers = el("dd")
        .add(figure(|server| {
            Some(units::traffic(server.metrics.net_out_transfer_bytes))
        }))
        .add(el("span").class("server-card__slash").plain(" / "))
        .add(figure(|server| {
            Some(units::traffic(server.metrics.net_in_transfer_bytes))
        }));
    el("dl")
        .class("server-card__flow")
        .add(speed(
            Shape::Up,
            words.say(|texts| texts.upload),
            |server| server.metrics.net_out_speed.map(units::speed),
        ))
        .add(speed(
            Shape::Down,
            words.say(|texts| texts.download),
            |server| server.metrics.net_in_speed.map(units::speed),
        ))
        .add(
            el("div")
                .class("server-card__traffic")
                .add(
                    el("dt")
                        .attr_of("title", traffic)
                        .add(sum)
                        .add(said(traffic)),
                )
                .add(transfers),
        )
        .add(fact(words.say(|texts| texts.load), load))
        .add(fact(words.say(|texts| texts.uptime), uptime))
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

fn cores(server: ServerStore, words: Words) -> String {
    let cores = server.pick(|server| server.host.cores());
    cores.map(|cores| words.cores(cores)).unwrap_or_default()
}
