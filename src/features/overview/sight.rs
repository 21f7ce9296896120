//! What of a long list is in sight: only that, and a little beside it, is in the page.

use std::ops::Range;

use gloo_events::EventListener;
use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

use super::desk::Desk;
use crate::domain::fleet::grid::{Cell, Grid, Measures, Section, Step};
use crate::domain::server::ServerId;
use crate::live::use_overview_left;
use crate::platform::observers::SizeWatch;
use crate::platform::page;
use crate::ui::effect;

/// How much of the window's height is kept ready above and below it.
const READY: f64 = 0.5;

/// What holds the cells.
const CELLS: &str = "ul.fleet__list, .fleet__list tbody";

/// What the list knows of itself; a copy is as good as the original.
#[derive(Clone, Copy)]
pub(super) struct Sight {
    pub(super) desk: Desk,
    /// As large as a cell with the gap beside it; in it stands what is as large as a gap and a head.
    pub(super) probe: NodeRef<html::Div>,
    pub(super) measures: RwSignal<Measures>,
    pub(super) sections: Memo<Vec<Section>>,
    pub(super) grid: Memo<Grid>,
    /// The cells that are in the page.
    pub(super) range: RwSignal<Range<usize>>,
    /// The server that has the focus, which stays in the page wherever one scrolls.
    pub(super) focused: RwSignal<Option<ServerId>>,
}

impl Sight {
    /// A list that has not been seen yet.
    pub(super) fn new(desk: Desk) -> Self {
        let measures = RwSignal::new(Measures {
            columns: 1,
            row: 0.0,
            head: 0.0,
        });
        let sections = Memo::new(move |_| desk.sections());
        let sight = Self {
            desk,
            probe: NodeRef::new(),
            measures,
            sections,
            grid: Memo::new(move |_| sections.with(|sections| Grid::new(sections, measures.get()))),
            // Until something was measured, nobody knows what is in sight.
            range: RwSignal::new(0..0),
            focused: RwSignal::new(None),
        };
        sight.follow();
        sight
    }

    fn follow(self) {
        let left = use_overview_left();
        let watches = StoredValue::new_local(Vec::new());
        // Once the list is there: measured before anything is painted, so that the first paint has
        // servers in it.
        Effect::new(move |done: Option<bool>| {
            let (Some(area), Some(probe)) = (self.desk.list.get(), self.probe.get()) else {
                return false;
            };
            if done == Some(true) {
                return true;
            }
            self.measure();
            if left.is_left_at(&page::fragment()) {
                self.return_to(left.scroll_y(), left.take_focus());
            }
            self.look();
            let sizes =
                [area, probe].map(|element| SizeWatch::new(&element, move || self.measure()));
            watches.set_value(sizes.into_iter().flatten().collect());
            true
        });
        effect(move || {
            self.grid.track();
            self.look();
        });
        let on_window =
            |kind: &'static str| EventListener::new(&window(), kind, move |_| self.look());
        let listeners = [on_window("scroll"), on_window("resize")];
        // Goes with the scope, as the watches do.
        StoredValue::new_local(listeners);
    }

    /// Measures the cells anew: the window, the layout or the size of letters changed.
    fn measure(self) {
        let (Some(area), Some(probe)) =
            (self.desk.list.get_untracked(), self.probe.get_untracked())
        else {
            return;
        };
        let (width, cell) = (
            area.get_bounding_client_rect().width(),
            probe.get_bounding_client_rect(),
        );
        // On the map there are no cells.
        if cell.height() <= 0.0 {
            return;
        }
        let inner = probe
            .first_element_child()
            .map(|inner| inner.get_bounding_client_rect());
        let (gap, head) = inner.map_or((0.0, 0.0), |inner| (inner.width(), inner.height()));
        // Never negative, and a window is no million pixels wide.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let columns = ((width + gap + 0.5) / cell.width().max(1.0)) as usize;
        let measures = Measures {
            columns: columns.max(1),
            row: cell.height(),
            head,
        };
        if self.measures.with_untracked(|former| *former != measures) {
            self.measures.set(measures);
        }
    }

    /// Takes in what is in sight now.
    fn look(self) {
        let Some(area) = self.desk.list.get_untracked() else {
            return;
        };
        let top = area.get_bounding_client_rect().top();
        let height = page::view_height();
        let ready = height * READY;
        let range =
            (self.grid).with_untracked(|grid| grid.window(-top - ready, height - top + ready));
        if self.range.with_untracked(|former| *former != range) {
            self.range.set(range);
        }
    }

    /// Scrolls to where one was. The list must be as high as it will be before.
    fn return_to(self, scroll_y: f64, focus: Option<ServerId>) {
        let height = self.grid.with_untracked(Grid::height);
        let list = self.desk.list.get_untracked().and_then(|list| {
            let list = list.query_selector("ul.fleet__list").ok().flatten()?;
            list.dyn_into::<HtmlElement>().ok()
        });
        if let Some(list) = list {
            let height = format!("{height:.2}px");
            let _ = list.style().set_property("block-size", &height);
        }
        page::scroll_to(scroll_y);
        if let Some(id) = focus {
            self.go_to(id);
        }
    }

    /// The keys of what is in the page, in reading order.
    pub(super) fn keys(self) -> Vec<(u64, bool)> {
        let range = self.range.get();
        let focused = self.focused.get();
        self.grid.with(|grid| {
            let key = |cell: Cell| match cell {
                Cell::Server(id) => (id.0, false),
                Cell::Head(position) => (position as u64, true),
            };
            let cells = grid.cells().get(range.clone()).into_iter().flatten();
            let mut keys: Vec<_> = cells.map(|placed| key(placed.cell)).collect();
            let away = focused.and_then(|id| {
                let cell = grid.cell_of(id)?;
                (!range.contains(&cell)).then_some((cell, id))
            });
            if let Some((cell, id)) = away {
                let place = if cell < range.start { 0 } else { keys.len() };
                keys.insert(place, (id.0, false));
            }
            keys
        })
    }

    /// Shows the next page of whole rows; after the last the first.
    pub(super) fn turn_page(self) {
        let row = self.measures.with_untracked(|measures| measures.row);
        let (at, end) = (page::scroll_y(), page::scroll_end());
        if row <= 0.0 || at >= end - 1.0 {
            page::scroll_to(0.0);
        } else {
            let seen = page::view_height() - page::height_of(".fleet__head");
            let rows = (seen / row).floor().max(1.0);
            page::scroll_to((at + rows * row).min(end));
        }
    }

    pub(super) fn focus_moved(self, event: &FocusEvent) {
        let target = event.target();
        self.focused
            .set(target.and_then(|target| server_of(&target)));
    }

    pub(super) fn keyed(self, event: &KeyboardEvent) {
        let is_plain =
            !(event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key());
        let step = match event.key().as_str() {
            "ArrowLeft" => Step::Before,
            "ArrowRight" => Step::After,
            "ArrowUp" => Step::Above,
            "ArrowDown" => Step::Below,
            "Home" => Step::First,
            "End" => Step::Last,
            _ => return,
        };
        let from = event.target().and_then(|target| server_of(&target));
        let to = from.and_then(|from| self.grid.with_untracked(|grid| grid.step(from, step)));
        if let Some(to) = to.filter(|_| is_plain) {
            event.prevent_default();
            self.go_to(to);
        }
    }

    /// Brings a server into sight and gives its link the focus.
    fn go_to(self, id: ServerId) {
        let place = self.grid.with_untracked(|grid| grid.place(id));
        let (Some(place), Some(list)) = (place, self.desk.list.get_untracked()) else {
            return;
        };
        let row = self.measures.with_untracked(|measures| measures.row);
        let cells = list.query_selector(CELLS).ok().flatten();
        let above = cells.map_or(0.0, |cells| cells.get_bounding_client_rect().top());
        let (top, height) = (above + place.top, page::view_height());
        let covered = page::lower_edge_of(".shell__header") + page::height_of(".fleet__head");
        if top < covered {
            page::scroll_to(page::scroll_y() + top - covered);
        } else if top + row > height {
            page::scroll_to(page::scroll_y() + top + row - height);
        }
        self.look();
        self.focused.set(Some(id));
        // Once it is in the page.
        request_animation_frame(move || {
            let selector = format!("[data-server-id='{}'] a", id.0);
            let link = list.query_selector(&selector).ok().flatten();
            if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
                let options = FocusOptions::new();
                options.set_prevent_scroll(true);
                let _ = link.focus_with_options(&options);
            }
        });
    }
}

/// The server in whose element something is.
fn server_of(target: &web_sys::EventTarget) -> Option<ServerId> {
    let element = target.dyn_ref::<Element>()?;
    let card = element.closest("[data-server-id]").ok().flatten()?;
    card.get_attribute("data-server-id")?
        .parse()
        .ok()
        .map(ServerId)
}
