//! The search over everything: a server, a group, a screen, a theme, a language. What it shows is a
//! file of its own.

mod finds;

use gloo_events::EventListener;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::preferences::Preferences;
use crate::i18n::fill;
use crate::live::use_live;
use crate::platform::page;
use crate::ui::{
    Dialog, Extent, Icon, Missing, Shape, each, part, use_language, use_texts, when, word,
};
use finds::{Found, Target, find};

/// The id of what is found, which the box names.
const RESULTS: &str = "search-results";

/// Whether the search is open.
#[derive(Clone, Copy, Debug)]
pub(super) struct SearchOpen(pub(super) RwSignal<bool>);

/// The button that opens the search, which its keys do too: Ctrl or Command with K, and `/` where
/// nothing is typed.
#[component]
pub(super) fn SearchButton(is_open: SearchOpen) -> impl IntoView {
    let texts = use_texts();
    let keys = EventListener::new_with_options(
        &window(),
        "keydown",
        gloo_events::EventListenerOptions::enable_prevent_default(),
        move |event| {
            if let Some(event) = event.dyn_ref::<KeyboardEvent>()
                && opens(event)
                && !is_open.0.get_untracked()
            {
                event.prevent_default();
                is_open.0.set(true);
            }
        },
    );
    // Goes with the scope that calls.
    StoredValue::new_local(keys);
    view! {
        <button
            type="button"
            class="search-button"
            aria-label=texts.search
            aria-haspopup="dialog"
            on:click=move |_| is_open.0.set(true)
        >
            <Icon shape=Shape::Search />
            <span class="search-button__text" aria-hidden="true">
                {texts.search_hint}
            </span>
            <kbd class="search-button__key" aria-hidden="true">
                "Ctrl K"
            </kbd>
        </button>
    }
}

fn opens(event: &KeyboardEvent) -> bool {
    if event.is_composing() || event.alt_key() {
        return false;
    }
    let has_command = event.ctrl_key() || event.meta_key();
    match event.key().as_str() {
        "k" | "K" => has_command && !event.shift_key(),
        "/" => {
            let target = event.target();
            let element = target.and_then(|target| target.dyn_into::<Element>().ok());
            let is_typed = element.is_some_and(|element| {
                element
                    .matches("input, textarea, select, [contenteditable]")
                    .unwrap_or(false)
            });
            !has_command && !is_typed && !page::has_something_open()
        }
        _ => false,
    }
}

/// The search, while it is open.
#[component]
pub(super) fn Search(is_open: SearchOpen, preferences: Preferences) -> impl IntoView {
    when(
        move || is_open.0.get(),
        move || part(Extent::Overlay, move || palette(is_open, preferences)),
    )
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(finding, wasm_split_path = leptos::wasm_split, fallible)
)]
fn palette(is_open: SearchOpen, preferences: Preferences) -> Result<AnyView, Missing> {
    Ok(view! { <Palette is_open=is_open preferences=preferences /> }.into_any())
}

#[component]
fn Palette(is_open: SearchOpen, preferences: Preferences) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let language = use_language().tag();
    let typed = RwSignal::new(String::new());
    let active = RwSignal::new(0_usize);
    let found = Memo::new(move |_| {
        live.registry.order.track();
        typed.with(|typed| find(typed, live, texts, language))
    });
    let has_any = Signal::derive(move || found.with(|found| !found.is_empty()).to_string());
    let active_id = Signal::derive(move || {
        let is_there = found.with(|found| active.get() < found.len());
        is_there.then(|| format!("{RESULTS}-{}", active.get()))
    });
    let input = NodeRef::<html::Input>::new();
    let closed = Callback::new(move |()| is_open.0.set(false));
    view! {
        <Dialog title=texts.search closed=closed closes_outside=true let:close>
            <div class="palette">
                {
                    let take = move |position: usize| {
                        let target = found
                            .with_untracked(|found| {
                                found.get(position).map(|found| found.target.clone())
                            });
                        if let Some(target) = target {
                            close.run(());
                            go_to(&target, preferences);
                        }
                    };
                    let keyed = move |event: KeyboardEvent| {
                        let end = found.with_untracked(|found| found.len().saturating_sub(1));
                        let at = active.get_untracked().min(end);
                        match event.key().as_str() {
                            "ArrowDown" => active.set(if at == end { 0 } else { at + 1 }),
                            "ArrowUp" => active.set(if at == 0 { end } else { at - 1 }),
                            "Enter" if !event.is_composing() => take(at),
                            _ => return,
                        }
                        event.prevent_default();
                        show_active();
                    };
                    view! {
                        <input
                            type="text"
                            class="field__input palette__box"
                            role="combobox"
                            aria-label=texts.search
                            aria-expanded=has_any
                            aria-controls=RESULTS
                            aria-autocomplete="list"
                            aria-activedescendant=active_id
                            placeholder=texts.search_hint
                            autocomplete="off"
                            autocapitalize="off"
                            spellcheck="false"
                            autofocus
                            node_ref=input
                            prop:value=typed
                            on:input=move |event| {
                                typed.set(event_target_value(&event));
                                active.set(0);
                            }
                            on:keydown=keyed
                        />
                        <Results found=found active=active take=Callback::new(take) />
                        <NothingFound found=found typed=typed />
                    }
                }
            </div>
        </Dialog>
    }
}

/// Brings the one that Enter takes into sight.
fn show_active() {
    request_animation_frame(|| {
        let active = document()
            .query_selector(".palette [aria-selected=true]")
            .ok()
            .flatten();
        if let Some(active) = active.and_then(|active| active.dyn_into::<HtmlElement>().ok()) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            active.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
}

#[component]
fn Results(
    found: Memo<Vec<Found>>,
    active: RwSignal<usize>,
    take: Callback<usize>,
) -> impl IntoView {
    let texts = use_texts();
    let row = move |position: u64| {
        let position = usize::try_from(position).unwrap_or_default();
        let said = move |part: fn(&Found) -> String| {
            Signal::derive(move || {
                found.with(|found| found.get(position).map(part).unwrap_or_default())
            })
        };
        let section = Signal::derive(move || {
            found.with(|found| {
                let section = found.get(position).map(|found| found.section);
                let before = position.checked_sub(1).and_then(|before| found.get(before));
                let is_new = before.map(|before| before.section) != section;
                section.filter(|_| is_new).unwrap_or_default().to_owned()
            })
        });
        let is_active = word(move || {
            if active.get() == position {
                "true"
            } else {
                "false"
            }
        });
        view! {
            <li class="palette__section" role="presentation">
                {section}
            </li>
            <li
                class="palette__row"
                id=format!("{RESULTS}-{position}")
                role="option"
                aria-selected=is_active
                data-status=said(|found| found.status.to_owned())
                on:click=move |_| take.run(position)
                on:pointermove=move |_| {
                    if active.get_untracked() != position {
                        active.set(position);
                    }
                }
            >
                <span class="palette__name" dir="auto">
                    {said(|found| found.piece(0..found.matched.start))}
                    <b>{said(|found| found.piece(found.matched.clone()))}</b>
                    {said(|found| found.piece(found.matched.end..found.name.len()))}
                </span>
                " "
                <span class="palette__note">{said(|found| found.note.clone())}</span>
                " "
                <span class="palette__status">{said(|found| found.said.to_owned())}</span>
            </li>
        }
        .into_any()
    };
    let positions = move || (0..found.with(|found| found.len() as u64)).collect();
    view! {
        <ul class="palette__results" id=RESULTS role="listbox" aria-label=texts.search>
            {each(positions, row)}
        </ul>
    }
}

#[component]
fn NothingFound(found: Memo<Vec<Found>>, typed: RwSignal<String>) -> impl IntoView {
    let texts = use_texts();
    let sentence = Signal::derive(move || {
        if found.with(Vec::is_empty) {
            fill(texts.search_none, &[&typed.get()])
        } else {
            String::new()
        }
    });
    view! {
        <p class="palette__none" role="status">
            {sentence}
        </p>
    }
}

/// Does what was chosen.
fn go_to(target: &Target, preferences: Preferences) {
    match target {
        Target::Address(address) => page::go_to(address),
        Target::Theme(theme) => preferences.take_theme(*theme),
        Target::Language(language) => preferences.take_language(*language),
    }
}
