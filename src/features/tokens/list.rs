//! The list of tokens.

use leptos::prelude::*;

use super::delete::Note;
use super::desk::{Desk, Row};
use crate::domain::token::ApiToken;
use crate::i18n::fill;
use crate::ui::{Button, ButtonKind, CopyButton, Tick, each, either, use_texts, when};

/// From so many on, the list can be filtered.
const FILTERED_FROM: usize = 8;

/// All tokens, or that there are none.
#[component]
pub(super) fn TokenList(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    either(
        move || desk.rows().is_empty(),
        move || view! { <p class="panel quiet">{texts.tokens_empty}</p> }.into_any(),
        move || {
            view! {
                <div class="tokens__all">
                    <Tools desk=desk />
                    <TokenTable desk=desk />
                </div>
            }
            .into_any()
        },
    )
}

/// What is done with many at once.
#[component]
fn Tools(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let selected = move || desk.selected.with(Vec::len);
    let filter = move || {
        view! {
            <input
                class="field__input"
                type="search"
                aria-label=texts.filter_tokens
                placeholder=texts.filter_tokens
                autocomplete="off"
                prop:value=desk.filter
                on:input=move |event| desk.filter.set(event_target_value(&event))
            />
        }
        .into_any()
    };
    let remove = move || {
        let label = Signal::derive(move || fill(texts.remove_selected, &[&selected().to_string()]));
        let remove = Callback::new(move |()| desk.doom(&desk.selected.get_untracked()));
        view! { <Button label=label kind=ButtonKind::Danger press=remove /> }.into_any()
    };
    view! {
        <div class="tokens__tools">
            {when(move || desk.rows().len() >= FILTERED_FROM, filter)}
            {when(move || selected() != 0, remove)}
        </div>
    }
}

/// The tokens that the filter lets through.
#[component]
fn TokenTable(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let is_all = Signal::derive(move || {
        let selected = desk.selected.get();
        let shown = desk.shown();
        !shown.is_empty() && shown.iter().all(|key| selected.contains(key))
    });
    let select_all = Callback::new(move |all: bool| {
        let keys = if all {
            untrack(|| desk.shown())
        } else {
            Vec::new()
        };
        desk.selected.set(keys);
    });
    view! {
        <table class="tokens">
            <thead>
                <tr>
                    <th scope="col">
                        <Tick label=texts.select_all checked=is_all take=select_all />
                    </th>
                    <th scope="col">{texts.note}</th>
                    <th scope="col">{texts.token}</th>
                    <td></td>
                </tr>
            </thead>
            <tbody>
                {each(
                    move || desk.shown(),
                    move |key| {
                        let row = desk.row(key);
                        row.map(|row| view! { <TokenRow desk=desk row=row /> }).into_any()
                    },
                )}
            </tbody>
        </table>
    }
}

/// One token, of which only the ends are shown.
#[component]
fn TokenRow(desk: Desk, row: Row) -> impl IntoView {
    let texts = use_texts();
    let Row { key, token } = row;
    let ApiToken { token, note } = token;
    let is_selected = Signal::derive(move || desk.selected.with(|keys| keys.contains(&key)));
    let select = Callback::new(move |takes: bool| {
        desk.selected.update(|keys| {
            keys.retain(|other| *other != key);
            if takes {
                keys.push(key);
            }
        });
    });
    let name = if note.is_empty() {
        texts.no_note
    } else {
        &note
    };
    let label = fill(texts.select_token, &[name]);
    let masked = token.masked();
    let token = StoredValue::new(token);
    let is_here = move || {
        let here = desk.live.token();
        here.is_some_and(|here| token.with_value(|token| *token == here))
    };
    let here = move || view! { <span class="tag">{texts.token_here}</span> }.into_any();
    let copied = Signal::derive(move || token.with_value(|token| token.reveal().to_owned()));
    let delete = Callback::new(move |()| desk.doom(&[key]));
    view! {
        <tr data-token=note>
            <td>
                <Tick label=label checked=is_selected take=select />
            </td>
            <th scope="row">
                <Note note=note.clone() />
            </th>
            <td>
                <code>{masked}</code>
                {when(is_here, here)}
            </td>
            <td class="tokens__actions">
                <CopyButton label=texts.copy text=copied />
                <Button label=texts.delete press=delete />
            </td>
        </tr>
    }
}
