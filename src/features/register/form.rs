//! What is asked about a new server.

use crate::live::Picked;
use crate::ui::old::Text;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Event, HtmlElement};

use super::desk::{Desk, Problem};
use crate::domain::note::NoteFault;
use crate::domain::registration::{NAMES_LIMIT, group_names};
use crate::domain::roster::Server;
use crate::i18n::fill;
use crate::ui::old::{
    ButtonKind, Element, Field, FieldKind, Words, button, choose, either, el, follow, number_of,
    submit_button, text, tick_box,
};

/// What went wrong at the dashboard or on the way there, in words.
pub(super) fn problem(words: Words, desk: Desk) -> Text {
    text(move || {
        let texts = words.texts();
        desk.run.with(|run| {
            let said = match &run.problem {
                None | Some(Problem::Note(_) | Problem::TooMany(_)) => return String::new(),
                Some(Problem::TooOld) => texts.register_too_old.to_owned(),
                Some(Problem::Refused(error)) => texts.error(error),
                Some(Problem::Lost) => texts.register_lost.to_owned(),
                Some(Problem::Nothing(error)) => {
                    format!("{} {}", texts.error(error), texts.register_nothing)
                }
                Some(Problem::Unknown) => texts.register_unknown.to_owned(),
            };
            let is_one_of_several = run.wanted > 1 || matches!(run.problem, Some(Problem::Lost));
            if run.stuck_at.is_empty() || !is_one_of_several {
                return said;
            }
            // Isolated, whatever direction the name has.
            format!("\u{2068}{}\u{2069}: {said}", run.stuck_at)
        })
    })
}

/// What is wrong with the note, or with the list.
fn field_problem(words: Words, desk: Desk, of_note: bool) -> Text {
    text(move || {
        let texts = words.texts();
        desk.run.with(|run| match &run.problem {
            Some(Problem::Note(fault)) if of_note => match fault {
                NoteFault::ControlCharacter => texts.note_control.to_owned(),
                NoteFault::TooLong { characters } => {
                    fill(texts.note_too_long, &[&characters.to_string()])
                }
            },
            Some(Problem::TooMany(count)) if !of_note => fill(
                texts.names_too_many,
                &[&NAMES_LIMIT.to_string(), &count.to_string()],
            ),
            _ => String::new(),
        })
    })
}

/// How far registering several has come.
pub(super) fn progress(words: Words, desk: Desk) -> Text {
    text(move || {
        let texts = words.texts();
        desk.run.with(|run| {
            let (done, wanted) = (run.made.len(), run.wanted);
            if wanted < 2 {
                String::new()
            } else if run.is_sending {
                let at = wanted.min(done + 1);
                fill(texts.registering, &[&at.to_string(), &wanted.to_string()])
            } else if done > 0 {
                let counts = [&*done.to_string(), &*wanted.to_string()];
                fill(texts.registered_some, &counts)
            } else {
                String::new()
            }
        })
    })
}

pub(super) fn register_form(words: Words, desk: Desk) -> Element {
    let nothing = Text::from(String::new());
    let is_sending = RwSignal::new(false);
    follow(move || is_sending.set(desk.run.with(|run| run.is_sending)));
    let several = desk.several;
    let name = Field {
        id: "name",
        label: words.say(|texts| texts.name),
        kind: FieldKind::Text,
        value: desk.name,
        hint: words.say(|texts| texts.name_hint),
        problem: nothing,
    };
    let names = Field {
        id: "names",
        label: words.say(|texts| texts.names),
        value: desk.list,
        hint: nothing,
        problem: field_problem(words, desk, false),
        ..name
    };
    let group = Field {
        id: "group",
        label: words.say(|texts| texts.group),
        value: desk.group,
        hint: words.say(|texts| texts.group_hint),
        ..name
    };
    let note = Field {
        id: "private-note",
        label: words.say(|texts| texts.private_note),
        value: desk.note,
        hint: nothing,
        problem: field_problem(words, desk, true),
        ..name
    };
    let swap = text(move || {
        let texts = words.texts();
        let text = if several.get() {
            texts.only_one
        } else {
            texts.several
        };
        text.to_owned()
    });
    let toggle = Callback::new(move |()| desk.swap());
    let input = || el("input").attr("type", "text");
    let focus = move |field: HtmlElement| {
        if desk.takes_focus() {
            let _ = field.focus();
        }
    };
    el("form")
        .class("panel form")
        .on("submit", move |event| {
            event.prevent_default();
            desk.register();
        })
        .add(either(
            move || several.get(),
            move || names.view_with(el("textarea").attr("rows", "6").ready(focus)),
            move || {
                let input = input().on("paste", move |event| take_list(desk, &event));
                name.view_with(input.ready(focus))
            },
        ))
        .add(el("div").add(button(swap, ButtonKind::Plain, toggle)))
        .add(group.view_with(input().attr("list", "groups")))
        .add(choose(
            move || {
                let order = desk.live.registry.order.get();
                number_of(order.into_iter().map(|id| id.0))
            },
            move |_| groups(desk),
        ))
        .add(note.view())
        .add(tick_box(
            words.say(|texts| texts.hidden_from_guests),
            nothing,
            true,
            desk.hidden,
        ))
        .add(
            el("p")
                .class("field__problem")
                .attr("role", "alert")
                .text(problem(words, desk)),
        )
        .add(
            el("p")
                .class("page__said")
                .attr("role", "status")
                .text(progress(words, desk)),
        )
        .add(submit_button(words.say(|texts| texts.register), is_sending))
}

/// A list that is pasted where one name goes asks for several servers.
fn take_list(desk: Desk, event: &Event) {
    let pasted = event
        .dyn_ref::<ClipboardEvent>()
        .and_then(ClipboardEvent::clipboard_data)
        .and_then(|data| data.get_data("text").ok())
        .unwrap_or_default();
    if pasted.trim().contains(['\n', '\r']) {
        event.prevent_default();
        desk.take_list(pasted);
    }
}

/// The groups there are, to choose from while typing.
fn groups(desk: Desk) -> Element {
    let order = desk.live.registry.order.get();
    let tag = |server: &Server| server.tag.clone();
    let tags: Vec<String> = order
        .into_iter()
        .filter_map(|id| desk.live.server(id))
        .map(|server| server.pick_untracked(tag))
        .collect();
    let mut list = el("datalist").attr("id", "groups");
    for group in group_names(tags.iter().map(String::as_str)) {
        list = list.add(el("option").attr("value", &group));
    }
    list
}
