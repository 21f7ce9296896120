//! The list of tokens.

use crate::ui::old::Text;
use leptos::prelude::*;

use super::delete::note;
use super::desk::{Desk, Row};
use crate::i18n::fill;
use crate::ui::old::{
    ButtonKind, Element, Words, button, copy_button, either, el, text, tick, when,
};

/// From so many on, the list can be filtered.
const FILTERED_FROM: usize = 8;

pub(super) fn token_list(words: Words, desk: Desk) -> Element {
    either(
        move || desk.rows().is_empty(),
        move || {
            let empty = words.say(|texts| texts.tokens_empty);
            el("p").class("panel quiet").text(empty)
        },
        move || {
            el("div")
                .class("tokens__all")
                .add(tools(words, desk))
                .add(table(words, desk))
        },
    )
}

fn tools(words: Words, desk: Desk) -> Element {
    let selected = move || desk.selected.with(Vec::len);
    let filter = move || {
        let label = words.say(|texts| texts.filter_tokens);
        el("input")
            .class("field__input")
            .attr("type", "search")
            .attr_of("aria-label", label)
            .attr_of("placeholder", label)
            .attr("autocomplete", "off")
            .bind(desk.filter)
    };
    let label = text(move || {
        let selected = selected().to_string();
        words.fill(|texts| texts.remove_selected, &[&selected])
    });
    let remove = Callback::new(move |()| desk.doom(&desk.selected.get_untracked()));
    el("div")
        .class("tokens__tools")
        .add(when(move || desk.rows().len() >= FILTERED_FROM, filter))
        .add(when(
            move || selected() != 0,
            move || button(label, ButtonKind::Danger, remove),
        ))
}

fn table(words: Words, desk: Desk) -> Element {
    let shown = Memo::new(move |_| desk.shown());
    let is_all = move || {
        let selected = desk.selected.get();
        shown.with(|shown| !shown.is_empty() && shown.iter().all(|key| selected.contains(key)))
    };
    let select_all = move |all: bool| {
        let keys = if all {
            shown.get_untracked()
        } else {
            Vec::new()
        };
        desk.selected.set(keys);
    };
    let column = |name| el("th").attr("scope", "col").text(name);
    let box_name = words.say(|texts| texts.select_all);
    el("table")
        .class("tokens")
        .add(
            el("thead").add(
                el("tr")
                    .add(
                        el("th")
                            .attr("scope", "col")
                            .add(tick(is_all, select_all).attr_of("aria-label", box_name)),
                    )
                    .add(column(words.say(|texts| texts.note)))
                    .add(column(words.say(|texts| texts.token)))
                    .add(el("td")),
            ),
        )
        .add(el("tbody").each(move || shown.get(), move |key| row(words, desk, key)))
}

fn row(words: Words, desk: Desk, key: u64) -> Element {
    let Some(Row { token, .. }) = desk.row(key) else {
        return el("tr");
    };
    let is_here = move || {
        let here = desk.live.token();
        desk.row(key).map(|row| row.token.token) == here
    };
    let is_selected = move || desk.selected.with(|keys| keys.contains(&key));
    let select = move |takes: bool| {
        desk.selected.update(|keys| {
            keys.retain(|other| *other != key);
            if takes {
                keys.push(key);
            }
        });
    };
    let name = StoredValue::new(token.note.clone());
    let label = text(move || {
        let texts = words.texts();
        let note = name.get_value();
        let note = if note.is_empty() {
            texts.no_note
        } else {
            &note
        };
        fill(texts.select_token, &[note])
    });
    let copy = text(move || {
        let row = desk.row(key);
        row.map(|row| row.token.token.reveal().to_owned())
            .unwrap_or_default()
    });
    let delete = Callback::new(move |()| desk.doom(&[key]));
    let here = move || {
        el("span")
            .class("tag")
            .text(words.say(|texts| texts.token_here))
    };
    el("tr")
        .attr("data-token", &token.note)
        .add(el("td").add(tick(is_selected, select).attr_of("aria-label", label)))
        .add(el("th").attr("scope", "row").add(note(words, &token.note)))
        .add(
            el("td")
                .add(el("code").text(Text::from(token.token.masked())))
                .add(when(is_here, here)),
        )
        .add(
            el("td")
                .class("tokens__actions")
                .add(copy_button(words.say(|texts| texts.copy), copy))
                .add(button(
                    words.say(|texts| texts.delete),
                    ButtonKind::Plain,
                    delete,
                )),
        )
}
