//! The servers as a table, whose columns the visitor chooses. What it shows is a file of its own.

mod cells;
mod columns;

use leptos::prelude::*;

use super::desk::Desk;
use super::sight::Sight;
use super::threads::CardThreads;
use crate::domain::fleet::grid::Grid;
use crate::domain::fleet::order::SortKey;
use crate::domain::fleet::view::Column;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::live::{ServerStateStoreFields, ServerStore};
use crate::platform::storage::{self, Keep};
use crate::ui::{Extent, Flag, Missing, each, part, use_texts, word};
use cells::{Cell, name_of};
use columns::ColumnsMenu;

/// Where the columns are kept that were chosen last.
const COLUMNS_KEY: &str = "lotus.columns";

/// The table, once its file is there.
pub(super) fn table_view(sight: Sight, threads: CardThreads) -> AnyView {
    part(Extent::Section, move || table(sight, threads))
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(table, wasm_split_path = leptos::wasm_split, fallible)
)]
fn table(sight: Sight, threads: CardThreads) -> Result<AnyView, Missing> {
    Ok(view! { <Table sight=sight threads=threads /> }.into_any())
}

/// The list of its columns, among the tools.
pub(super) fn columns_view(desk: Desk) -> AnyView {
    part(Extent::Silent, move || columns_menu(desk))
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(table, wasm_split_path = leptos::wasm_split, fallible)
)]
fn columns_menu(desk: Desk) -> Result<AnyView, Missing> {
    Ok(view! { <ColumnsMenu desk=desk /> }.into_any())
}

/// The columns that are shown: the address's, those that were chosen last, or the usual ones.
fn columns_of(desk: Desk) -> Vec<Column> {
    let columns = desk.chosen(|choice| choice.view.columns.clone());
    if !columns.is_empty() {
        return columns;
    }
    let kept = storage::read(Keep::Device, COLUMNS_KEY).unwrap_or_default();
    let kept = Column::read(&kept);
    if kept.is_empty() {
        Column::USUAL.to_vec()
    } else {
        kept
    }
}

/// Shows these columns, and remembers them.
fn choose_columns(desk: Desk, columns: Vec<Column>) {
    storage::write(Keep::Device, COLUMNS_KEY, &Column::write(&columns));
    desk.choose(|view| view.columns = columns);
}

#[component]
fn Table(sight: Sight, threads: CardThreads) -> impl IntoView {
    let texts = use_texts();
    let desk = sight.desk;
    let columns = Memo::new(move |_| columns_of(desk));
    // Rows are made for the columns that there are.
    let body =
        move || view! { <Rows sight=sight threads=threads columns=columns.get() /> }.into_any();
    let heads = move || {
        let heads = columns.get().into_iter();
        let heads = heads.map(|column| {
            view! {
                <Heading
                    desk=desk
                    name=name_of(column, texts)
                    sort=column.sort()
                    column=column.name()
                />
            }
        });
        heads.collect_view()
    };
    let width = Signal::derive(move || columns.with(|columns| columns.len().to_string()));
    let is_wide = Signal::derive(move || columns.with(|columns| columns.len() > 11).to_string());
    let count = Signal::derive(move || {
        let servers = sight.grid.with(Grid::servers);
        (servers + 1).to_string()
    });
    view! {
        <div class="table__frame" style:--count=width data-wide=is_wide>
            <table
                class="table fleet__list"
                aria-rowcount=count
                on:keydown=move |event| sight.keyed(&event)
                on:focusin=move |event| sight.focus_moved(&event)
                on:focusout=move |_| sight.focused.set(None)
            >
                <thead>
                    <tr aria-rowindex="1">
                        <Heading desk=desk name=texts.name sort=Some(SortKey::Name) column="name" />
                        {heads}
                    </tr>
                </thead>
                {body}
            </table>
        </div>
    }
}

/// The name of a column, by which the servers are sorted.
#[component]
fn Heading(
    desk: Desk,
    name: &'static str,
    sort: Option<SortKey>,
    /// Its name in the address.
    column: &'static str,
) -> impl IntoView {
    let sorted = word(move || {
        let chosen = desk.chosen(|choice| (choice.view.sort, choice.view.is_descending));
        match sort {
            Some(key) if chosen == (key, true) => "descending",
            Some(key) if chosen == (key, false) => "ascending",
            _ => "none",
        }
    });
    let turn = move |_| {
        if let Some(key) = sort {
            desk.choose(|view| {
                view.is_descending = if view.sort == key {
                    !view.is_descending
                } else {
                    key.begins_high()
                };
                view.sort = key;
            });
        }
    };
    let label = if sort.is_some() {
        view! {
            <button type="button" class="table__sort" on:click=turn>
                {name}
            </button>
        }
        .into_any()
    } else {
        view! { <span class="table__sort">{name}</span> }.into_any()
    };
    view! {
        <th scope="col" aria-sort=sorted data-column=column>
            {label}
        </th>
    }
}

/// The rows in sight, between two that are as high as what is not in the page.
#[component]
fn Rows(sight: Sight, threads: CardThreads, columns: Vec<Column>) -> impl IntoView {
    let width = (columns.len() + 1).to_string();
    // The tops of the first and behind the last row in the page, and of all.
    let spaces = move || {
        let range = sight.range.get();
        sight.grid.with(|grid| {
            let row = sight.measures.with(|measures| measures.row);
            let cells = grid.cells().get(range);
            let first = cells
                .and_then(<[_]>::first)
                .map_or(0.0, |placed| placed.top);
            let end = cells
                .and_then(<[_]>::last)
                .map_or(0.0, |placed| placed.top + row);
            (first, (grid.height() - end).max(0.0))
        })
    };
    let above = Signal::derive(move || format!("{:.2}px", spaces().0));
    let below = Signal::derive(move || format!("{:.2}px", spaces().1));
    let keys = move || {
        let servers = sight.keys().into_iter().filter(|(_, is_head)| !is_head);
        servers.map(|(key, _)| key).collect()
    };
    let row = move |key| {
        let id = ServerId(key);
        let server = sight.desk.live.server(id);
        let columns = columns.clone();
        server
            .map(|server| {
                view! { <Row sight=sight threads=threads id=id server=server columns=columns /> }
            })
            .into_any()
    };
    view! {
        <tbody>
            <tr class="table__space" aria-hidden="true">
                <td colspan=width.clone() style:block-size=above></td>
            </tr>
            {each(keys, row)}
            <tr class="table__space" aria-hidden="true">
                <td colspan=width style:block-size=below></td>
            </tr>
        </tbody>
    }
}

#[component]
fn Row(
    sight: Sight,
    threads: CardThreads,
    id: ServerId,
    server: ServerStore,
    columns: Vec<Column>,
) -> impl IntoView {
    let desk = sight.desk;
    let name = Signal::derive(move || server.name().get());
    let country = Signal::derive(move || server.host().with(|host| host.country_code.clone()));
    let position = Signal::derive(move || {
        let place = sight.grid.with(|grid| grid.place(id));
        place.map_or_else(String::new, |place| (place.position + 2).to_string())
    });
    let texts = use_texts();
    let status = word(move || texts.status(server.status().get()));
    let cells = columns.into_iter().map(|column| match column {
        Column::Latency => view! { <td class="table__latency">{threads.of(id)}</td> }.into_any(),
        column => view! { <Cell desk=desk server=server column=column /> }.into_any(),
    });
    view! {
        <tr
            class="table__row"
            data-server-id=id.0.to_string()
            data-status=word(move || server.status().get().name())
            aria-rowindex=position
        >
            <th scope="row" class="table__name" title=name>
                <span class="status">
                    <span class="visually-hidden">{status}" "</span>
                </span>
                <Flag code=country />
                <a href=Route::Server(id).href() dir="auto">
                    {name}
                </a>
            </th>
            {cells.collect_view()}
        </tr>
    }
}
