//! Which columns the table has, and in which order.

use leptos::ev::{self, Event, FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, Node};

use super::super::desk::Desk;
use super::cells::name_of;
use super::{choose_columns, columns_of};
use crate::domain::fleet::view::Column;
use crate::i18n::fill;
use crate::ui::{Icon, Shape, Tick, each, use_texts, when};

/// A button that opens the list of all columns: those that are shown stand first, in their order.
#[component]
pub(super) fn ColumnsMenu(desk: Desk) -> impl IntoView {
    let columns = Memo::new(move |_| columns_of(desk));
    let texts = use_texts();
    let is_open = RwSignal::new(false);
    let area = NodeRef::<html::Div>::new();
    let is_within = move |target: Option<EventTarget>| {
        let target = target.and_then(|target| target.dyn_into::<Node>().ok());
        let area = area.get_untracked();
        area.is_none_or(|area| target.is_some_and(|target| area.contains(Some(&target))))
    };
    // What is moved in the list loses the focus to nothing for a moment.
    let left = move |event: FocusEvent| {
        let next = event.related_target();
        if next.is_some() && !is_within(next) {
            is_open.set(false);
        }
    };
    let pressed = window_event_listener(ev::pointerdown, move |event| {
        if is_open.get_untracked() && !is_within(event.target()) {
            is_open.set(false);
        }
    });
    on_cleanup(move || pressed.remove());
    let keyed = move |event: KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.prevent_default();
            is_open.set(false);
            let button = area
                .get_untracked()
                .and_then(|area| area.first_element_child());
            if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
                let _ = button.focus();
            }
        }
    };
    // By their places among all columns.
    let order = move || {
        let shown = columns.get();
        let others = Column::ALL
            .into_iter()
            .filter(|column| !shown.contains(column));
        let order = shown.iter().copied().chain(others);
        order.filter_map(place).collect()
    };
    let row = move |place: u64| {
        let column = usize::try_from(place)
            .ok()
            .and_then(|place| Column::ALL.get(place));
        column
            .map(|column| view! { <Entry desk=desk columns=columns column=*column /> })
            .into_any()
    };
    view! {
        <div class="columns" node_ref=area on:focusout=left on:keydown=keyed>
            <button
                type="button"
                class="button"
                aria-haspopup="true"
                aria-expanded=Signal::derive(move || is_open.get().to_string())
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {texts.columns}
            </button>
            {when(
                move || is_open.get(),
                move || {
                    view! {
                        <ul class="columns__list" role="list" aria-label=texts.columns tabindex="-1">
                            {each(order, row)}
                        </ul>
                    }
                        .into_any()
                },
            )}
        </div>
    }
}

fn place(column: Column) -> Option<u64> {
    let place = Column::ALL.iter().position(|other| *other == column)?;
    u64::try_from(place).ok()
}

#[component]
fn Entry(desk: Desk, columns: Memo<Vec<Column>>, column: Column) -> impl IntoView {
    let texts = use_texts();
    let name = name_of(column, texts);
    let is_shown = Signal::derive(move || columns.with(|columns| columns.contains(&column)));
    let take = Callback::new(move |is_wanted: bool| {
        let mut columns = columns.get_untracked();
        columns.retain(|other| *other != column);
        if is_wanted {
            columns.push(column);
        }
        // A table of names alone is none.
        if columns.is_empty() {
            columns.push(column);
        }
        choose_columns(desk, columns);
    });
    let move_by = move |step: isize, event: &Event| {
        let mut columns = columns.get_untracked();
        let here = columns.iter().position(|other| *other == column);
        let there = here.and_then(|here| here.checked_add_signed(step));
        if let (Some(here), Some(there)) = (here, there)
            && there < columns.len()
        {
            columns.swap(here, there);
            choose_columns(desk, columns);
            focus_again(event);
        }
    };
    let forward = fill(texts.move_before, &[name]);
    let back = fill(texts.move_after, &[name]);
    let is_still = Signal::derive(move || !is_shown.get());
    view! {
        <li class="columns__entry" on:change=move |event| focus_again(&event)>
            <label class="tick__label">
                <Tick checked=is_shown take=take />
                <span>{name}</span>
            </label>
            <button
                type="button"
                class="button button--icon"
                aria-label=forward
                disabled=is_still
                on:click=move |event| move_by(-1, &event)
            >
                <Icon shape=Shape::Up />
            </button>
            <button
                type="button"
                class="button button--icon"
                aria-label=back
                disabled=is_still
                on:click=move |event| move_by(1, &event)
            >
                <Icon shape=Shape::Down />
            </button>
        </li>
    }
}

/// What is moved to another place of the page loses the focus.
fn focus_again(event: &Event) {
    let pressed = event.target();
    if let Some(pressed) = pressed.and_then(|pressed| pressed.dyn_into::<Element>().ok())
        && let Ok(Some(control)) = pressed.closest("button, input")
        && let Ok(control) = control.dyn_into::<HtmlElement>()
    {
        request_animation_frame(move || {
            let _ = control.focus();
        });
    }
}
