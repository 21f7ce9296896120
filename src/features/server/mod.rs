//! One server: everything it tells, live.

mod charts;
mod details;
mod facts;
mod latency;
mod local_time;
mod neighbours;
mod usage;

use leptos::prelude::{on_cleanup, use_context};

use crate::domain::roster::Server;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::session::Reader;
use crate::domain::status::Status;
use crate::domain::units::Span;
use crate::live::{Live, ServerSignal, use_live};
use crate::platform::intl;
use crate::platform::signal::{RwSignal, StoredValue};
#[cfg(lotus_split)]
use crate::platform::task::spawn;
use crate::platform::timer::Timer;
use crate::ui::{
    Element, Shape, Words, either, el, flag, group, icon, link_button, page_title, state_screen,
    text, use_words, when,
};
use details::{has_details, server_details};
use facts::{network, sensors, system};
use latency::latency_section;
use neighbours::neighbours;
use usage::usage;

/// How long what stands below the chart waits for it, ms: then it is built while the chart is on its way.
const CHART_FIRST_MS: f64 = 250.0;

/// The fragment of the overview as it was left, with what was chosen there; empty before.
#[derive(Clone, Copy, Debug)]
pub struct OverviewLeft(pub StoredValue<String>);

impl OverviewLeft {
    /// The way back to it.
    fn href() -> String {
        let left = use_context::<Self>().map(|left| left.0.get_value());
        let left = left.filter(|left| !left.is_empty());
        left.unwrap_or_else(|| Route::Overview.href())
    }
}

/// Gets what a server's page opens with before there is a server to show.
pub fn prepare_server_page() {
    #[cfg(lotus_split)]
    spawn(async {
        // Where it does not come, the page asks anew and says so.
        let _ = latency::load_charts().await;
    });
}

/// The page of a server, or what there is to say when there is no such server to see.
pub fn server_page(id: ServerId) -> Element {
    let words = use_words();
    let live = use_live();
    let order = live.registry.order;
    either(
        move || order.with(|order| order.contains(&id)),
        move || match live.server(id) {
            Some(server) => known_server(words, live, server),
            None => group(),
        },
        // Who has not been told apart yet may still be shown it.
        move || {
            when(
                move || live.state().is_settled,
                move || missing_server(words, live, id),
            )
        },
    )
}

fn known_server(words: Words, live: Live, server: ServerSignal) -> Element {
    let id = server.get_untracked(|server| server.id);
    let name = server.signal(|server| server.name.clone());
    let status = move || server.get(|server| server.status);
    page_title(name);

    let since = text(move || {
        let Some(at) = server.get(|server| server.last_active) else {
            return String::new();
        };
        let span = words
            .texts()
            .span(Span::of_ms(live.age_ms(at).unwrap_or(0)));
        let moment = words.texts().moment(intl::on_clock(at));
        let offline_for = words.fill(|texts| texts.offline_for, &[&span]);
        let last_seen = words.fill(|texts| texts.last_seen, &[&moment]);
        format!("{offline_for} · {last_seen}")
    });
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
    let status_name = text(move || status().name().to_owned());
    let stale = text(move || live.state().is_stale().to_string());
    let has_metrics = move || server.get(|server| server.has_metrics);
    let back = el("a")
        .class("server-page__back")
        .attr("href", &OverviewLeft::href())
        .add(icon(Shape::Back))
        .text(words.say(|texts| texts.back_to_overview));
    let rest = RwSignal::new(false);
    let timer = Timer::after(CHART_FIRST_MS, move || rest.set(true));
    let timer = StoredValue::new(Some(timer));
    on_cleanup(move || timer.set_value(None));
    let sections = move || {
        el("div")
            .class("server-page__sections")
            .add(when(has_metrics, move || network(words, server)))
            .add(system(words, server))
            .add(sensors(words, server))
            .add(when(
                move || server.get(has_details),
                move || server_details(id),
            ))
    };
    el("article")
        .class("server-page")
        .attr("data-server-id", &id.0.to_string())
        .attr_of("data-status", status_name)
        .attr_of("data-stale", stale)
        .add(
            el("div")
                .class("server-page__ways")
                .add(back)
                .add(neighbours(words, live, id)),
        )
        .add(head(words, server))
        .add(when(
            move || status() == Status::Offline,
            move || el("p").class("server-page__since").text(since),
        ))
        .add(when(
            move || server.get(|server| server.unreadable || server.status == Status::Pending),
            move || el("p").class("server-page__sentence").text(sentence),
        ))
        .add(when(has_metrics, move || usage(words, server)))
        .add(latency_section(id, true, rest))
        .add(when(move || rest.get(), sections))
}

/// What the server is called, how it is, and what is said about it in a word.
fn head(words: Words, server: ServerSignal) -> Element {
    let tag = server.signal(|server| server.tag.clone());
    let hidden = words.say(|texts| texts.hidden_from_guests);
    let name = server.signal(|server| server.name.clone());
    let status_text = text(move || {
        let texts = words.texts();
        match server.get(|server| server.status) {
            Status::Online => texts.online,
            Status::Offline => texts.offline,
            Status::Pending => texts.pending,
        }
        .to_owned()
    });
    let group_tag = move || {
        el("span")
            .class("tag")
            .attr_of("title", tag)
            .add(el("bdi").text(tag))
    };
    let hidden_tag = move || {
        el("span")
            .class("tag")
            .add(icon(Shape::Hidden))
            .text(hidden)
    };
    el("header")
        .class("server-page__head")
        .add(flag(
            server.signal(|server| server.host.country_code.clone()),
        ))
        .add(
            el("h1")
                .class("server-page__title")
                .attr("tabindex", "-1")
                .add(el("bdi").text(name)),
        )
        .add(
            el("span")
                .class("status")
                .add(el("span").class("status__dot").attr("aria-hidden", "true"))
                .add(el("span").class("status__text").text(status_text)),
        )
        .add(when(
            move || server.get(|server| !server.tag.is_empty()),
            group_tag,
        ))
        .add(when(move || server.get(Server::is_hidden), hidden_tag))
}

fn missing_server(words: Words, live: Live, id: ServerId) -> Element {
    let sentence = text(move || {
        let texts = words.texts();
        match live.state().reader() {
            Reader::Guest => texts.server_missing_guest,
            Reader::Cookie | Reader::Token => texts.server_missing_signed_in,
        }
        .to_owned()
    });
    let state = state_screen(
        words.say(|texts| texts.server_missing),
        sentence,
        link_button(
            words.say(|texts| texts.to_overview),
            &Route::Overview.href(),
            true,
        ),
    );
    el("div")
        .class("server-page")
        .add(state)
        .add(latency_section(id, false, RwSignal::new(true)))
}
