//! The list of servers, as cards or as lines or as a table: however many there are, only those in
//! sight and a few beside them are in the page.

use leptos::prelude::*;

use super::desk::Desk;
use super::map::map_view;
use super::place::Place;
use super::server_card::ServerCard;
use super::sight::Sight;
use super::table::table_view;
use super::threads::CardThreads;
use super::tools::LIST_ID;
use super::wall::make_wall;
use crate::domain::fleet::grid::{Cell, Placed};
use crate::domain::fleet::view::Layout;
use crate::domain::server::ServerId;
use crate::ui::{each_of_two, when, word};

/// All that are shown.
#[component]
pub(super) fn FleetList(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let sight = Sight::new(desk);
    let threads = CardThreads::new(desk);
    let pins = Signal::derive(move || threads.count.get().to_string());
    make_wall(sight);
    let layout = word(move || desk.chosen(|choice| choice.layout.name()));
    let has_cells = move || {
        let layout = desk.chosen(|choice| choice.layout);
        matches!(layout, Layout::Cards | Layout::List)
    };
    let is = move |layout| move || desk.chosen(|choice| choice.layout == layout);
    view! {
        <div class="fleet" id=LIST_ID data-view=layout data-pins=pins style:--pins=pins node_ref=desk.list>
            <div class="fleet__probe" aria-hidden="true" node_ref=sight.probe>
                <div></div>
            </div>
            {when(is(Layout::List), move || view! { <ListHead desk=desk threads=threads /> }.into_any())}
            {when(is(Layout::Table), move || table_view(sight, threads))}
            {when(is(Layout::Map), move || map_view(desk))}
            {when(has_cells, move || view! { <Cells sight=sight threads=threads /> }.into_any())}
        </div>
    }
}

/// The servers as cards or lines, with the heads of their sections.
#[component]
fn Cells(sight: Sight, threads: CardThreads) -> impl IntoView {
    let (desk, grid) = (sight.desk, sight.grid);
    let height = Signal::derive(move || grid.with(|grid| format!("{:.2}px", grid.height())));
    let columns = Signal::derive(move || {
        let measures = sight.measures;
        measures.with(|measures| measures.columns.to_string())
    });
    let row = move |key, is_head| {
        if is_head {
            return view! { <SectionHead sight=sight position=key /> }.into_any();
        }
        let id = ServerId(key);
        let place = Place::of(id, grid);
        let server = desk.live.server(id);
        server
            .map(|server| view! { <ServerCard id=id server=server place=place threads=threads /> })
            .into_any()
    };
    view! {
        <ul
            class="fleet__list"
            role="list"
            style:block-size=height
            style:--columns=columns
            on:keydown=move |event| sight.keyed(&event)
            on:focusin=move |event| sight.focus_moved(&event)
            on:focusout=move |_| sight.focused.set(None)
        >
            {each_of_two(move || sight.keys(), row)}
        </ul>
    }
}

/// The names of a list's columns, for the eye: to others each figure has its own name.
#[component]
fn ListHead(desk: Desk, threads: CardThreads) -> impl IntoView {
    let texts = desk.texts;
    view! {
        <div class="fleet__head" aria-hidden="true">
            <span>{texts.name}</span>
            <span>{texts.operating_system}</span>
            <span>{texts.cpu}</span>
            <span>{texts.memory}</span>
            <span>{texts.disk}</span>
            <span>{texts.load}</span>
            <span>"↑"</span>
            <span>"↓"</span>
            <span>"∑"</span>
            {when(
                move || threads.count.get() > 0,
                move || view! { <span class="fleet__latency">{texts.latency}</span> }.into_any(),
            )}
            <span>{texts.uptime}</span>
        </div>
    }
}

/// The head of a section: the group, how many are in it, and a way to fold it.
#[component]
fn SectionHead(sight: Sight, position: u64) -> impl IntoView {
    let desk = sight.desk;
    let texts = desk.texts;
    // What is known of the group whose section this is.
    let group = move || {
        let position = usize::try_from(position).unwrap_or_default();
        let name = sight
            .sections
            .with(|sections| sections.get(position)?.head.clone())?;
        desk.found(|shown| {
            let group = shown.groups.iter().find(|group| group.name == name);
            group.cloned()
        })
    };
    let top = Signal::derive(move || {
        let placed = sight.grid.with(|grid| {
            let is_it = |placed: &&Placed| {
                matches!(placed.cell, Cell::Head(other) if other as u64 == position)
            };
            grid.cells().iter().find(is_it).map(|placed| placed.top)
        });
        format!("{:.2}px", placed.unwrap_or_default())
    });
    let name = Signal::derive(move || match group() {
        Some(group) if !group.name.is_empty() => group.name,
        _ => texts.no_group.to_owned(),
    });
    let count = Signal::derive(move || match group() {
        Some(group) if group.offline > 0 => {
            format!("{} · {} {}", group.total, texts.offline, group.offline)
        }
        Some(group) => group.total.to_string(),
        None => String::new(),
    });
    let is_open = Signal::derive(move || {
        let group = group().unwrap_or_default();
        desk.chosen(|choice| (!choice.folded.contains(&group.name)).to_string())
    });
    let fold = move |_| {
        if let Some(group) = untrack(group) {
            desk.fold(&group.name);
        }
    };
    view! {
        <li class="fleet__section" style:inset-block-start=top>
            <button type="button" class="fleet__fold" aria-expanded=is_open on:click=fold>
                <span class="fleet__group" dir="auto">
                    {name}
                </span>
            </button>
            <span class="fleet__count">{count}</span>
        </li>
    }
}
