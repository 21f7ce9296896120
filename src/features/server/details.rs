//! What not every server has: addresses, which only those who are signed in are told, and the
//! owner's public remark with plan and billing.

mod billing;

use std::rc::Rc;

use super::facts::{facts, panel, row, text_row, value};
use crate::domain::public_note::{Plan, PublicNote, TrafficType};
use crate::domain::roster::Server;
use crate::domain::server::ServerId;
use crate::i18n::Texts;
use crate::live::{ServerSignal, use_live};
use crate::platform::signal::Text;
use crate::ui::{
    Element, Extent, Missing, Words, choose, copy_button, el, group, number_of, part, text,
    use_words, when,
};
use billing::billing;

/// The panels of it, among the others of a server's page.
pub(super) fn server_details(id: ServerId) -> Element {
    part(Extent::Section, move || panels(id))
}

#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(server, wasm_split_path = leptos::wasm_split, fallible)
)]
fn panels(id: ServerId) -> Result<Element, Missing> {
    Ok(details(id))
}

/// Whether there is any of it, so that nobody loads the part for nothing.
pub(super) fn has_details(server: &Server) -> bool {
    let note = server.public_note.as_deref().unwrap_or_default();
    !(v4(server).is_empty() && v6(server).is_empty() && note.trim().is_empty())
}

fn v4(server: &Server) -> &str {
    server.ips.as_ref().map_or("", |ips| &ips.v4)
}

fn v6(server: &Server) -> &str {
    server.ips.as_ref().map_or("", |ips| &ips.v6)
}

fn details(id: ServerId) -> Element {
    let (words, live) = (use_words(), use_live());
    let Some(server) = live.server(id) else {
        return group();
    };
    let note = move || {
        server.with(|server| {
            let note = server.public_note.as_deref().unwrap_or_default();
            number_of(note.bytes().map(u64::from))
        })
    };
    let panels =
        move |_| {
            let note = server.get_untracked(|server| server.public_note.clone());
            match PublicNote::of(&note.unwrap_or_default()) {
                None => group(),
                Some(PublicNote::Plain(remark)) => el("section")
                    .class("panel server-page__remark")
                    .add(el("h2").text(words.say(|texts| texts.public_note)))
                    .add(
                        el("p")
                            .class("server-page__note")
                            .attr("dir", "auto")
                            .plain(&remark),
                    ),
                Some(PublicNote::Terms(terms)) => group()
                    .add(plan(words, &terms.plan))
                    .add(billing(words, live, &Rc::new(terms.billing))),
            }
        };
    group()
        .add(addresses(words, server))
        .add(choose(note, panels))
}

fn addresses(words: Words, server: ServerSignal) -> Element {
    let address = move |name: &'static str, read: fn(&Server) -> &str| {
        let shown = text(move || server.with(|server| read(server).to_owned()));
        let label = text(move || words.fill(|texts| texts.copy_address, &[name]));
        when(
            move || server.with(|server| !read(server).is_empty()),
            move || {
                let address = value().add(el("code").text(shown));
                row(Text::fixed(name.to_owned()), address)
                    .class("facts__row server-page__address")
                    .add(value().add(copy_button(label, shown)))
            },
        )
    };
    when(
        move || server.with(|server| v4(server).len() + v6(server).len() > 0),
        move || {
            let facts = facts().add(address("IPv4", v4)).add(address("IPv6", v6));
            panel(words.say(|texts| texts.addresses), facts)
        },
    )
}

/// What one gets for the money.
fn plan(words: Words, plan: &Plan) -> Element {
    let volume = plan.traffic_volume.clone();
    let counted: fn(&Texts) -> &'static str = match plan.traffic_type {
        TrafficType::Outbound => |texts| texts.traffic_outbound,
        TrafficType::Larger => |texts| texts.traffic_larger,
        TrafficType::Both => |texts| texts.traffic_both,
    };
    let traffic = (!volume.is_empty()).then(|| text(move || words.fill(counted, &[&volume])));
    let addresses = match (plan.has_ipv4, plan.has_ipv6) {
        (true, true) => "IPv4 · IPv6",
        (true, false) => "IPv4",
        (false, true) => "IPv6",
        (false, false) => "",
    };
    let rows = vec![
        told_row(words.say(|texts| texts.bandwidth), told(&plan.bandwidth)),
        told_row(words.say(|texts| texts.total_traffic), traffic),
        told_row(words.say(|texts| texts.addresses), told(addresses)),
        told_row(
            words.say(|texts| texts.network_routes),
            told(&plan.routes.join(" · ")),
        ),
        told_row(
            words.say(|texts| texts.extras),
            told(&plan.extras.join(" · ")),
        ),
    ];
    told_panel(words.say(|texts| texts.plan), rows)
}

/// A text of the owner's, where there is one.
fn told(text: &str) -> Option<Text> {
    (!text.is_empty()).then(|| Text::fixed(text.to_owned()))
}

fn told_row(label: Text, told: Option<Text>) -> Option<Element> {
    told.map(|told| text_row(label, told))
}

/// A panel of what was told; none where nothing was.
fn told_panel(title: Text, rows: Vec<Option<Element>>) -> Element {
    let mut facts = facts();
    let mut is_empty = true;
    for row in rows.into_iter().flatten() {
        facts = facts.add(row);
        is_empty = false;
    }
    if is_empty {
        return group();
    }
    panel(title, facts).class("panel server-page__terms")
}
