//! What the parts of the overview share: what the visitor wants to see, and who that is.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::finding::{Found, Job, find};
use super::latencies::Latencies;
use crate::domain::fleet::grid::Section;
use crate::domain::fleet::groups::{Group, group_of, groups};
use crate::domain::fleet::order::SortKey;
use crate::domain::fleet::query::Wrong;
use crate::domain::fleet::ranking::{CALM_MS, Cause, Ranking};
use crate::domain::fleet::view::{FleetView, Layout};
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::session::Reader;
use crate::domain::time::{Monotonic, UnixMillis};
use crate::domain::units::Span;
use crate::i18n::{Language, Texts, fill};
use crate::live::{Live, OverviewLeft, use_live, use_overview_left, use_pins};
use crate::platform::storage::{self, Keep};
use crate::platform::{clock, page};
use crate::ui::{Missing, effect, use_language, use_texts, with_part};

/// Where the view is kept that was chosen last.
const LAYOUT_KEY: &str = "lotus.view";
/// Where it is kept whether offline servers come last: `1`.
const OFFLINE_LAST_KEY: &str = "lotus.offline-last";
/// Where the names of the folded groups are kept, a line each.
const FOLDED_KEY: &str = "lotus.folded";

/// A narrow window begins with the list from so many servers on.
const LIST_FROM: usize = 30;
const NARROW: &str = "(max-width: 36rem)";

/// What the visitor chose.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Choice {
    /// What the address tells.
    pub(super) view: FleetView,
    /// As what the servers are shown.
    pub(super) layout: Layout,
    /// Whether those that are offline stand behind the others.
    pub(super) offline_last: bool,
    /// The groups whose servers are folded away.
    pub(super) folded: Vec<String>,
    /// Whether the latencies of a large fleet are wanted.
    pub(super) wants_latency: bool,
}

impl Choice {
    /// Whether groups are told by sections.
    fn has_sections(&self) -> bool {
        let is_sorted = self.view.sort == SortKey::Group && self.view.group.is_none();
        is_sorted && self.layout != Layout::Table
    }

    /// Whether servers are sorted by their latencies.
    fn is_by_latency(&self) -> bool {
        self.view.sort == SortKey::Latency
    }

    /// Whether everybody is shown as the owner ordered them.
    fn is_plain(&self) -> bool {
        let plain = FleetView {
            layout: self.view.layout,
            columns: self.view.columns.clone(),
            ..FleetView::default()
        };
        self.view == plain && !self.offline_last
    }
}

/// What is shown of that.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Shown {
    /// Who, in the order that is shown.
    pub(super) order: Vec<ServerId>,
    /// The groups of the fleet.
    pub(super) groups: Vec<Group>,
    /// Terms of the search that make no sense.
    pub(super) wrong: Vec<Wrong>,
    /// Whether it was found out who is shown.
    pub(super) is_found: bool,
    /// Whether that cannot be found out, for its file did not come.
    pub(super) is_missing: bool,
}

/// What is kept beside that.
#[derive(Debug, Default)]
struct Kept {
    ranking: Ranking,
    /// The owner's order that was arranged last, and when.
    arranged: Vec<ServerId>,
    arranged_at: Option<Monotonic>,
    /// Counts the questions who is shown.
    asked: u32,
}

/// The state of the overview; a copy is as good as the original.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) live: Live,
    /// The latencies that are known.
    pub(super) latencies: Latencies,
    pub(super) texts: &'static Texts,
    language: Language,
    choice: RwSignal<Choice>,
    shown: RwSignal<Shown>,
    kept: StoredValue<Kept>,
    /// Changes when messages are followed: at most every few seconds, and as servers come and go.
    pub(super) beat: RwSignal<u32>,
    /// The list that is shown, which is not to move under a pointer.
    pub(super) list: NodeRef<html::Div>,
    left: OverviewLeft,
}

impl Desk {
    pub(super) fn new() -> Self {
        let live = use_live();
        let view = FleetView::parse(&page::fragment());
        let kept = |key| storage::read(Keep::Device, key).unwrap_or_default();
        let choice = Choice {
            layout: first_layout(&view, live),
            view,
            offline_last: kept(OFFLINE_LAST_KEY) == "1",
            folded: kept(FOLDED_KEY).lines().map(str::to_owned).collect(),
            wants_latency: false,
        };
        let desk = Self {
            live,
            latencies: Latencies::new(live, use_pins()),
            texts: use_texts(),
            language: use_language(),
            choice: RwSignal::new(choice),
            shown: RwSignal::default(),
            kept: StoredValue::default(),
            beat: RwSignal::new(0),
            list: NodeRef::new(),
            left: use_overview_left(),
        };
        desk.follow();
        desk
    }

    fn follow(self) {
        self.arrange(Cause::Wanted);
        let registry = self.live.registry;
        effect(move || {
            registry.version.track();
            untrack(|| self.ticked());
        });
        // Once all latencies are there.
        let is_fetched = Memo::new(move |_| self.latencies.progress().is_some());
        effect(move || {
            if !is_fetched.get() && untrack(|| self.chosen(Choice::is_by_latency)) {
                self.arrange(Cause::Wanted);
            }
        });
        // Back, forward and an address that was changed by hand.
        let address = window_event_listener(ev::hashchange, move |_| {
            let fragment = page::fragment();
            if Route::parse(&fragment) == Route::Overview {
                let view = FleetView::parse(&fragment);
                self.change(|choice| {
                    choice.layout = first_layout(&view, self.live);
                    choice.view = view;
                });
            }
        });
        on_cleanup(move || address.remove());
    }

    /// What is chosen; reading it subscribes the reader.
    pub(super) fn chosen<T>(self, read: impl FnOnce(&Choice) -> T) -> T {
        self.choice.with(read)
    }

    /// What is shown; reading it subscribes the reader.
    pub(super) fn found<T>(self, read: impl FnOnce(&Shown) -> T) -> T {
        self.shown.with(read)
    }

    /// Changes what is chosen, and shows it.
    fn change(self, change: impl FnOnce(&mut Choice)) {
        let mut choice = self.choice.get_untracked();
        change(&mut choice);
        self.choice.set(choice);
        self.arrange(Cause::Wanted);
    }

    /// Changes what is wanted, and the address with it.
    pub(super) fn choose(self, change: impl FnOnce(&mut FleetView)) {
        self.change(|choice| {
            change(&mut choice.view);
            page::replace_state(&choice.view.href());
        });
    }

    /// Shows them as something else, and remembers it.
    pub(super) fn lay_out(self, layout: Layout) {
        storage::write(Keep::Device, LAYOUT_KEY, layout.name());
        self.change(|choice| {
            choice.layout = layout;
            choice.view.layout = Some(layout);
            page::replace_state(&choice.view.href());
        });
    }

    /// Shows everybody again, in the order and the view that are chosen.
    pub(super) fn clear(self) {
        self.choose(|view| {
            view.group = None;
            view.status = None;
            view.query.clear();
        });
    }

    /// Whether those that are offline stand last, from now on.
    pub(super) fn take_offline_last(self, is_wanted: bool) {
        storage::write(
            Keep::Device,
            OFFLINE_LAST_KEY,
            if is_wanted { "1" } else { "" },
        );
        self.change(|choice| choice.offline_last = is_wanted);
    }

    /// Shows the latencies of a large fleet too.
    pub(super) fn want_latency(self) {
        self.change(|choice| choice.wants_latency = true);
    }

    /// Folds a group's servers away, or shows them again.
    pub(super) fn fold(self, group: &str) {
        self.change(|choice| {
            match choice.folded.iter().position(|other| other == group) {
                Some(place) => drop(choice.folded.remove(place)),
                None => choice.folded.push(group.to_owned()),
            }
            storage::write(Keep::Device, FOLDED_KEY, &choice.folded.join("\n"));
        });
    }

    /// Who is shown, by sections where groups are told so; reading it subscribes the reader.
    pub(super) fn sections(self) -> Vec<Section> {
        let order = self.found(|shown| shown.order.clone());
        if !self.chosen(Choice::has_sections) {
            return vec![Section {
                head: None,
                servers: order,
            }];
        }
        let folded = self.chosen(|choice| choice.folded.clone());
        let mut sections: Vec<Section> = Vec::new();
        for id in order {
            let Some(server) = self.live.registry.known(id) else {
                continue;
            };
            let group = group_of(&server);
            // Names that differ by their case alone are sorted among each other.
            let is_it = |section: &Section| section.head.as_deref() == Some(group);
            let place = sections.iter().position(is_it).unwrap_or_else(|| {
                sections.push(Section {
                    head: Some(group.to_owned()),
                    servers: Vec::new(),
                });
                sections.len() - 1
            });
            if let Some(section) = sections.get_mut(place)
                && !folded.iter().any(|other| other == group)
            {
                section.servers.push(id);
            }
        }
        sections
    }

    /// A message came. Where nothing was chosen that it could change, there is nothing to do.
    fn ticked(self) {
        let order = self.live.registry.order;
        let is_other =
            order.with_untracked(|order| self.kept.with_value(|kept| kept.arranged != *order));
        // Groups and names may differ too.
        let is_due = self.kept.with_value(|kept| {
            let at = kept.arranged_at;
            at.is_none_or(|at| clock::now().since(at) >= CALM_MS)
        });
        let is_missing = self.shown.with_untracked(|shown| shown.is_missing);
        if is_other || is_missing || is_due {
            let held = "[data-server-id]:is(:hover, :focus-within)";
            let is_held = (self.list.get_untracked())
                .is_some_and(|list| matches!(list.query_selector(held), Ok(Some(_))));
            self.arrange(Cause::Ticked { is_held });
            self.beat.update(|beat| *beat = beat.wrapping_add(1));
        }
    }

    /// Finds out who is to be shown, and shows them.
    fn arrange(self, cause: Cause) {
        let fleet = self.live.registry.fleet();
        let order: Vec<ServerId> = fleet.iter().map(|server| server.id).collect();
        let number = self.kept.try_update_value(|kept| {
            kept.arranged.clone_from(&order);
            kept.arranged_at = Some(clock::now());
            kept.asked = kept.asked.wrapping_add(1);
            kept.asked
        });
        let groups = groups(fleet.iter().map(Arc::as_ref));
        let choice = self.choice.get_untracked();
        if choice.is_plain() {
            let everybody = Found {
                order,
                wrong: Vec::new(),
            };
            // The owner changes it rarely, and on purpose.
            self.take(Ok(everybody), groups, Cause::Wanted);
            return;
        }
        let latency_ms = if choice.is_by_latency() {
            untrack(|| self.latencies.by_server())
        } else {
            Vec::new()
        };
        let found = find(Job {
            fleet,
            latency_ms,
            view: choice.view,
            offline_last: choice.offline_last,
            has_addresses: untrack(|| self.live.state().reader()) != Reader::Guest,
            language: self.language.tag(),
        });
        with_part(found, move |found| {
            // Of several questions only the newest counts, and the screen may be gone.
            if self.kept.try_with_value(|kept| kept.asked) == number {
                self.take(found, groups, cause);
            }
        });
    }

    fn take(self, found: Result<Found, Missing>, groups: Vec<Group>, cause: Cause) {
        let mut shown = self.shown.get_untracked();
        shown.groups = groups;
        shown.is_missing = found.is_err();
        if let Ok(found) = found {
            let now = clock::now();
            let order = self.kept.try_update_value(|kept| {
                kept.ranking.rank(now, found.order, cause);
                kept.ranking.shown().to_vec()
            });
            shown.order = order.unwrap_or_default();
            shown.wrong = found.wrong;
            shown.is_found = true;
        }
        if self.shown.with_untracked(|former| *former != shown) {
            self.left.show(shown.order.clone());
            self.shown.set(shown);
        }
    }
}

/// For how long a server has been offline, in few words.
pub(super) fn offline_for(live: Live, texts: &Texts, since: Option<UnixMillis>) -> String {
    match since.and_then(|at| live.age_ms(at)) {
        Some(age_ms) => fill(texts.offline_short, &[&texts.span(Span::of_ms(age_ms))]),
        None => texts.offline.to_owned(),
    }
}

/// The layout to begin with: the address's, the one that was chosen last, or what suits the window.
fn first_layout(view: &FleetView, live: Live) -> Layout {
    let kept = || {
        let kept = storage::read(Keep::Device, LAYOUT_KEY)?;
        Layout::ALL.into_iter().find(|layout| layout.name() == kept)
    };
    view.layout.or_else(kept).unwrap_or_else(|| {
        let servers = live.registry.order.with_untracked(Vec::len);
        if servers >= LIST_FROM && page::is_media(NARROW) {
            Layout::List
        } else {
            Layout::Cards
        }
    })
}
