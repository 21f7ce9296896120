//! What was registered: each server's secret, the command for its agent, and whether it reports.

use crate::live::Picked;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::address::{AddressDesk, address_fault, speaks_english};
use super::desk::{Desk, Made};
use super::form::{problem, progress};
use crate::domain::install::{System, install_command};
use crate::domain::registration::Match;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::status::Status;
use crate::platform::page;
use crate::ui::old::{
    ButtonKind, Element, Handle, Words, button, choose, copy_button, either, el, link_button,
    number_of, tabs, text, when,
};

pub(super) fn results(words: Words, desk: Desk, address: AddressDesk) -> Element {
    let system = RwSignal::new(0);
    let start_over = Callback::new(move |()| desk.start_over());
    let is_done = move || desk.run.with(|run| !run.is_sending);
    let positions = move || {
        let count = desk.run.with(|run| run.made.len() as u64);
        (0..count).collect::<Vec<u64>>()
    };
    let names = System::ALL.map(System::name);
    el("section")
        .class("registered")
        .add(el("p").attr("role", "status").text(progress(words, desk)))
        .add(
            el("p")
                .class("field__problem")
                .attr("role", "alert")
                .text(problem(words, desk)),
        )
        .add(tabs(
            words.say(|texts| texts.install_command),
            &names,
            system,
            "install-commands",
        ))
        .add(
            el("div")
                .attr("id", "install-commands")
                .attr("role", "tabpanel")
                .class("registered__all")
                .each(positions, move |position| {
                    registered(words, desk, address, system, position)
                }),
        )
        .add(when(is_done, move || {
            el("div").add(button(
                words.say(|texts| texts.register_another),
                ButtonKind::Plain,
                start_over,
            ))
        }))
}

fn made_at<T>(desk: Desk, position: u64, read: impl FnOnce(&Made) -> T) -> Option<T> {
    let position = usize::try_from(position).ok()?;
    desk.run.with(|run| run.made.get(position).map(read))
}

/// Who sent the form goes on at the first server that was made, unless they are elsewhere already.
fn take_focus(heading: &HtmlElement) {
    if !page::content_has_focus() {
        let _ = heading.focus();
    }
}

/// `web-1 is registered`, with the name isolated: it may run in any direction.
fn title(words: Words, name: &str) -> Element {
    let heading = el("h2").attr("tabindex", "-1");
    if name.is_empty() {
        return heading.text(words.say(|texts| texts.registered_unnamed));
    }
    let around = move |is_before: bool| {
        text(move || {
            let parts = words.texts().registered.split_once("{}");
            let (before, after) = parts.unwrap_or_default();
            if is_before { before } else { after }.to_owned()
        })
    };
    heading
        .text(around(true))
        .add(el("bdi").plain(name))
        .text(around(false))
}

fn registered(
    words: Words,
    desk: Desk,
    address: AddressDesk,
    system: RwSignal<usize>,
    position: u64,
) -> Element {
    let is_one = desk.run.with_untracked(|run| run.wanted == 1);
    let name = untrack(move || made_at(desk, position, |made| made.name.clone()));
    let name = StoredValue::new(name.unwrap_or_default());
    let title = name.with_value(|name| title(words, name));
    let title = if position == 0 {
        title.ready(|heading| take_focus(&heading))
    } else {
        title
    };
    let secret = text(move || {
        let secret = untrack(move || made_at(desk, position, |made| made.secret.clone()));
        secret
            .map(|secret| secret.reveal().to_owned())
            .unwrap_or_default()
    });
    let label = text(move || {
        let texts = words.texts();
        if is_one {
            texts.secret.to_owned()
        } else {
            format!("{} {}", texts.secret, name.get_value())
        }
    });
    let command = text(move || {
        let system = System::ALL.get(system.get()).copied();
        let Some(system) = system else {
            return String::new();
        };
        let address = match address.get() {
            Ok(address) => address,
            Err(fault) => return address_fault(words, fault).to_owned(),
        };
        let english = speaks_english(words);
        made_at(desk, position, |made| {
            install_command(system, &address, &made.secret, english)
        })
        .unwrap_or_default()
    });
    let found = move || made_at(desk, position, |made| made.found.clone());
    let input = Handle::new();
    let field = el("input")
        .class("field__input field__input--code")
        .attr("type", "text")
        .attr("readonly", "")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr_of("aria-label", label)
        .value_of(secret)
        .handle(input)
        .on("focus", move |_| input.focus_and_select());
    el("section")
        .class("panel")
        .add(title)
        .add(choose(
            move || match found() {
                Some(Match::Found(id)) => number_of([1, id.0]),
                Some(Match::Alike(ids)) => number_of(ids.into_iter().map(|id| id.0)),
                Some(Match::Missing) | None => 0,
            },
            move |_| match found() {
                Some(Match::Found(id)) => arrival(words, desk, id, name.get_value()),
                Some(Match::Alike(ids)) => alike(words, &ids),
                Some(Match::Missing) | None => el("p")
                    .class("quiet")
                    .text(words.say(|texts| texts.register_not_listed)),
            },
        ))
        .add(
            el("div")
                .class("field")
                .add(
                    el("span")
                        .class("field__label")
                        .attr("aria-hidden", "true")
                        .text(words.say(|texts| texts.secret)),
                )
                .add(
                    el("div")
                        .class("field__row")
                        .add(field)
                        .add(copy_button(words.say(|texts| texts.copy), secret)),
                )
                .add(
                    el("p")
                        .class("field__hint")
                        .text(words.say(|texts| texts.secret_sentence)),
                ),
        )
        .add(
            el("pre")
                .class("code code--wrapped")
                .attr("tabindex", "0")
                .add(el("code").text(command)),
        )
        .add(copy_button(words.say(|texts| texts.command_copy), command))
}

/// Waits for the first report, and leads to the server when it came.
fn arrival(words: Words, desk: Desk, id: ServerId, name: String) -> Element {
    let live = desk.live;
    let reports = move || {
        live.registry.order.track();
        live.server(id)
            .is_some_and(|server| server.pick(|server| server.status) != Status::Pending)
    };
    let said = text(move || {
        let texts = words.texts();
        let said = if reports() {
            texts.arrived
        } else {
            texts.waiting
        };
        said.to_owned()
    });
    el("div")
        .class("arrival")
        .attr_of("data-arrived", text(move || reports().to_string()))
        .add(el("span").class("arrival__dot").attr("aria-hidden", "true"))
        .add(el("span").attr("role", "status").text(said))
        .add(either(
            reports,
            move || open_link(words, id, name.clone()),
            || el("span"),
        ))
}

fn alike(words: Words, ids: &[ServerId]) -> Element {
    let mut links = el("p").class("actions");
    for id in ids {
        links = links.add(open_link(words, *id, format!("#{}", id.0)));
    }
    el("div")
        .add(
            el("p")
                .attr("role", "status")
                .text(words.say(|texts| texts.register_alike)),
        )
        .add(links)
}

fn open_link(words: Words, id: ServerId, name: String) -> Element {
    let name = if name.is_empty() {
        format!("#{}", id.0)
    } else {
        name
    };
    let label = text(move || words.fill(|texts| texts.open_server, &[&name]));
    link_button(label, &Route::Server(id).href(), false)
}
