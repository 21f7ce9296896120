//! The list of tokens.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::token::{ApiToken, Secret};
use crate::i18n::fill;
use crate::ui::{ButtonKind, button, copy_button, switch, text, use_words, when};

/// From so many on, the list can be filtered.
const FILTERED_FROM: usize = 8;

#[component]
pub(super) fn TokenList(desk: Desk) -> AnyView {
    let words = use_words();
    let count = Memo::new(move |_| desk.tokens().len());
    let shown = Memo::new(move |_| {
        let wanted = desk.filter.get().to_ascii_lowercase();
        let fits = |token: &&ApiToken| token.note.to_ascii_lowercase().contains(&wanted);
        desk.tokens().iter().filter(fits).cloned().collect::<Vec<_>>()
    });
    let selected = Memo::new(move |_| desk.selected.with(Vec::len));
    let filter = move || {
        view! {
            <input
                class="field__input"
                type="search"
                aria-label=words.say(|texts| texts.filter_tokens)
                placeholder=words.say(|texts| texts.filter_tokens)
                autocomplete="off"
                prop:value=desk.filter
                on:input=move |event| desk.filter.set(event_target_value(&event))
            />
        }
    };
    let ask_for_selected = Callback::new(move |()| {
        let selected = desk.selected.get_untracked();
        let tokens = untrack(move || desk.tokens());
        let doomed = tokens.iter().filter(|token| selected.contains(&token.token));
        desk.doomed.set(doomed.cloned().collect());
    });
    let remove_label = text(move || {
        words.fill(|texts| texts.remove_selected, &[&selected.get().to_string()])
    });
    let remove = move || button(remove_label, ButtonKind::Danger, ask_for_selected);
    let is_all = Memo::new(move |_| {
        let selected = desk.selected.get();
        shown.with(|shown| {
            !shown.is_empty() && shown.iter().all(|token| selected.contains(&token.token))
        })
    });
    let select_all = move |event| {
        let all = event_target_checked(&event);
        let secrets = shown.with_untracked(|shown| {
            let secrets = shown.iter().map(|token| token.token.clone());
            secrets.filter(|_| all).collect::<Vec<Secret>>()
        });
        desk.selected.set(secrets);
    };
    let table = move || {
        view! {
            <div class="tokens__tools">
                {when(move || count.get() >= FILTERED_FROM, filter)}
                {when(move || selected.get() != 0, remove)}
            </div>
            <table class="tokens">
                <thead>
                    <tr>
                        <th scope="col">
                            <input
                                type="checkbox"
                                class="tick__box"
                                aria-label=words.say(|texts| texts.select_all)
                                prop:checked=move || is_all.get()
                                on:change=select_all
                            />
                        </th>
                        <th scope="col">{words.say(|texts| texts.note)}</th>
                        <th scope="col">{words.say(|texts| texts.token)}</th>
                        <th><span class="visually-hidden">{words.say(|texts| texts.copy)}</span></th>
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=move || shown.get()
                        key=|token| token.token.reveal().to_owned()
                        children=move |token| view! { <TokenRow desk token /> }
                    />
                </tbody>
            </table>
        }
        .into_any()
    };
    switch(move || {
        if count.get() == 0 {
            view! { <p class="panel quiet">{words.say(|texts| texts.tokens_empty)}</p> }.into_any()
        } else {
            table()
        }
    })
}

#[component]
fn TokenRow(desk: Desk, token: ApiToken) -> AnyView {
    let words = use_words();
    let ApiToken {
        token: secret,
        note,
    } = token.clone();
    let masked = secret.masked();
    let token = StoredValue::new(token);
    let is_here = Memo::new(move |_| {
        let here = desk.live.token();
        token.with_value(|token| here.as_ref() == Some(&token.token))
    });
    let is_selected = Memo::new(move |_| {
        desk.selected
            .with(|selected| token.with_value(|token| selected.contains(&token.token)))
    });
    let select = move |event| {
        let takes = event_target_checked(&event);
        let secret = token.with_value(|token| token.token.clone());
        desk.selected.update(|selected| {
            selected.retain(|other| *other != secret);
            if takes {
                selected.push(secret);
            }
        });
    };
    let name = StoredValue::new(note.clone());
    let label = text(move || {
        let texts = words.texts();
        let note = name.get_value();
        let note = if note.is_empty() { texts.no_note } else { &note };
        fill(texts.select_token, &[note])
    });
    let shown_note = if note.is_empty() {
        view! { <span class="quiet">{words.say(|texts| texts.no_note)}</span> }.into_any()
    } else {
        view! { <bdi>{note.clone()}</bdi> }.into_any()
    };
    let copy = Callback::new(move |()| token.with_value(|token| token.token.reveal().to_owned()));
    let delete = Callback::new(move |()| desk.doomed.set(vec![token.get_value()]));
    let here = move || view! { <span class="tag">{words.say(|texts| texts.token_here)}</span> };
    view! {
        <tr data-token=note>
            <td>
                <input
                    type="checkbox"
                    class="tick__box"
                    aria-label=label
                    prop:checked=move || is_selected.get()
                    on:change=select
                />
            </td>
            <th scope="row">{shown_note}</th>
            <td><code>{masked}</code>{when(move || is_here.get(), here)}</td>
            <td class="tokens__actions">
                {copy_button(words.say(|texts| texts.copy), copy)}
                {button(words.say(|texts| texts.delete), ButtonKind::Plain, delete)}
            </td>
        </tr>
    }
    .into_any()
}
