//! What the visitor chooses: whom to see, in which order, and how.

use leptos::prelude::*;

use super::desk::{Desk, Shown};
use super::table::columns_view;
use super::threads::UNASKED;
use crate::domain::fleet::order::SortKey;
use crate::domain::fleet::query::Fault;
use crate::domain::fleet::view::Layout;
use crate::i18n::{Texts, fill};
use crate::live::{use_keep_watch, use_pins};
use crate::ui::{Button, Icon, Shape, Tab, Tabs, Tick, when, word};

/// The id of the list, which the tabs name.
pub(super) const LIST_ID: &str = "fleet";

/// The id of what a narrow window shows when asked.
const ARRANGE_ID: &str = "arrange";

/// The box to search in, the groups, the order and the layout.
#[component]
pub(super) fn Tools(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let texts = desk.texts;
    let is_table = move || desk.chosen(|choice| choice.layout == Layout::Table);
    let pins = use_pins();
    let may_show_latency = move || {
        let is_large = desk.found(|shown| shown.order.len() > UNASKED);
        let may = desk.chosen(|choice| choice.layout != Layout::Map && !choice.wants_latency);
        is_large && may && pins.has_any()
    };
    let has_groups =
        move || desk.found(|shown| shown.groups.iter().any(|group| !group.name.is_empty()));
    view! {
        <div class="tools">
            <SearchBox desk=desk />
            {when(has_groups, move || view! { <Groups desk=desk /> }.into_any())}
            <button
                type="button"
                class="button button--icon sheet__open"
                aria-label=texts.filter_and_sort
                popovertarget=ARRANGE_ID
            >
                <Icon shape=Shape::Tools />
            </button>
            <div class="sheet tools__arrange" id=ARRANGE_ID popover="auto">
                <label class="tools__last">
                    <Tick
                        is_switch=true
                        checked=Signal::derive(move || desk.chosen(|choice| choice.offline_last))
                        take=Callback::new(move |wanted| desk.take_offline_last(wanted))
                    />
                    <span>{texts.offline_last}</span>
                </label>
                <WatchButton desk=desk />
                {when(
                    may_show_latency,
                    move || {
                        let press = Callback::new(move |()| desk.want_latency());
                        view! { <Button label=texts.show_latency press=press /> }.into_any()
                    },
                )}
                <Sorting desk=desk />
                {when(is_table, move || columns_view(desk))}
                <Layouts desk=desk />
            </div>
        </div>
    }
}

/// What is searched for.
#[component]
fn SearchBox(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let query = Signal::derive(move || desk.chosen(|choice| choice.view.query.clone()));
    let take = move |event| {
        let typed = event_target_value(&event);
        desk.choose(|view| view.query = typed);
    };
    view! {
        <input
            type="search"
            class="field__input tools__search"
            aria-label=texts.filter_servers
            placeholder=texts.filter_hint
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="search"
            prop:value=query
            on:input=take
        />
    }
}

/// Why a term of the search finds nobody, and how many of all are shown where some are not.
#[component]
pub(super) fn WrongTerms(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let texts = desk.texts;
    let wrong = Signal::derive(move || {
        desk.found(|shown| {
            if shown.is_missing {
                return texts.part_missing.to_owned();
            }
            let sentences = shown.wrong.iter().map(|wrong| {
                let sentence = match wrong.fault {
                    Fault::NoField => texts.wrong_field,
                    Fault::NoFigure => texts.wrong_figure,
                    Fault::NoNumber => texts.wrong_number,
                    Fault::NoStatus => texts.wrong_status,
                };
                fill(sentence, &[&wrong.term])
            });
            sentences.collect::<Vec<_>>().join(" ")
        })
    });
    let count = Signal::derive(move || {
        let (shown, is_found) = desk.found(|shown| (shown.order.len(), shown.is_found));
        let all = desk.live.registry.order.with(Vec::len);
        if shown == all || !is_found {
            return String::new();
        }
        fill(texts.shown_of, &[&shown.to_string(), &all.to_string()])
    });
    view! {
        <p class="tools__wrong" role="alert">
            {wrong}
        </p>
        <p class="tools__count" role="status">
            {count}
        </p>
    }
}

/// The groups, as tabs.
#[component]
fn Groups(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let tabs = Signal::derive(move || {
        desk.found(|Shown { groups, .. }| {
            let all = groups.iter().map(|group| group.total).sum::<usize>();
            let all = Tab {
                name: texts.all.to_owned(),
                note: all.to_string(),
            };
            let named = groups.iter().map(|group| Tab {
                name: match group.name.as_str() {
                    "" => texts.no_group.to_owned(),
                    name => name.to_owned(),
                },
                note: group.total.to_string(),
            });
            std::iter::once(all).chain(named).collect()
        })
    });
    // A group that is gone is none of the tabs.
    let taken = Signal::derive(move || {
        let Some(chosen) = desk.chosen(|choice| choice.view.group.clone()) else {
            return 0;
        };
        desk.found(|Shown { groups, .. }| {
            let place = groups.iter().position(|group| group.name == chosen);
            place.map_or(usize::MAX, |place| place + 1)
        })
    });
    let take = Callback::new(move |position: usize| {
        let group = untrack(|| {
            desk.found(|shown| {
                let group = shown.groups.get(position.checked_sub(1)?)?;
                Some(group.name.clone())
            })
        });
        desk.choose(|view| view.group = group);
    });
    view! {
        <div class="tools__groups">
            <Tabs label=texts.groups tabs=tabs taken=taken take=take panel_id=LIST_ID />
        </div>
    }
}

/// By what the servers are sorted, and which way.
#[component]
fn Sorting(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let sort = Signal::derive(move || desk.chosen(|choice| choice.view.sort.name().to_owned()));
    let take = move |event| {
        let named = event_target_value(&event);
        if let Some(key) = SortKey::ALL.into_iter().find(|key| key.name() == named) {
            desk.choose(|view| {
                view.sort = key;
                view.is_descending = key.begins_high();
            });
        }
    };
    let options = SortKey::ALL
        .into_iter()
        .map(|key| view! { <option value=key.name()>{name_of(key, texts)}</option> });
    let is_descending = move || desk.chosen(|choice| choice.view.is_descending);
    let direction = word(move || {
        if is_descending() {
            texts.descending
        } else {
            texts.ascending
        }
    });
    let state = Signal::derive(move || is_descending().to_string());
    view! {
        <select class="field__input tools__sort" aria-label=texts.sort_by prop:value=sort on:change=take>
            {options.collect_view()}
        </select>
        <button
            type="button"
            class="button button--icon tools__direction"
            aria-label=direction
            title=direction
            data-descending=state
            on:click=move |_| desk.choose(|view| view.is_descending = !view.is_descending)
        >
            <Icon shape=Shape::Up />
        </button>
    }
}

/// What an order is called.
fn name_of(key: SortKey, texts: &Texts) -> &'static str {
    match key {
        SortKey::Owner => texts.sort_owner,
        SortKey::Name => texts.name,
        SortKey::Group => texts.group,
        SortKey::Status => texts.sort_status,
        SortKey::Cpu => texts.cpu,
        SortKey::Memory => texts.memory,
        SortKey::Disk => texts.disk,
        SortKey::Swap => texts.swap,
        SortKey::Load => texts.load,
        SortKey::Down => texts.download_speed,
        SortKey::Up => texts.upload_speed,
        SortKey::Traffic => texts.total_traffic,
        SortKey::Uptime => texts.uptime,
        SortKey::LastSeen => texts.last_report,
        SortKey::Connections => texts.connections,
        SortKey::Processes => texts.processes,
        SortKey::Country => texts.country,
        SortKey::Latency => texts.latency,
    }
}

/// Whether the page keeps watch while its tab is hidden.
#[component]
fn WatchButton(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let keep = use_keep_watch();
    view! {
        <button
            type="button"
            class="button button--icon tools__watch"
            aria-label=texts.keep_watching
            title=texts.keep_watching_hint
            aria-pressed=Signal::derive(move || keep.get().to_string())
            on:click=move |_| keep.take(!untrack(|| keep.get()))
        >
            <Icon shape=Shape::Bell />
        </button>
    }
}

/// As what the servers are shown.
#[component]
fn Layouts(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let buttons = Layout::ALL.map(|layout| {
        let (name, shape) = match layout {
            Layout::Cards => (texts.view_cards, Shape::Cards),
            Layout::List => (texts.view_list, Shape::List),
            Layout::Table => (texts.view_table, Shape::Table),
            Layout::Map => (texts.view_map, Shape::Map),
        };
        let is_pressed =
            Signal::derive(move || desk.chosen(|choice| choice.layout == layout).to_string());
        view! {
            <button
                type="button"
                class="button button--icon"
                aria-label=name
                title=name
                aria-pressed=is_pressed
                on:click=move |_| desk.lay_out(layout)
            >
                <Icon shape=shape />
            </button>
        }
    });
    view! {
        <div class="segments" role="group" aria-label=texts.view>
            {buttons.collect_view()}
        </div>
    }
}
