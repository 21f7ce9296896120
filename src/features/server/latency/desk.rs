//! What the parts of the latency section share: the answer, how it is looked at, and what the
//! visitor does with it.

mod lines;
mod loading;
mod view;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use leptos::ev;
use leptos::prelude::*;

use crate::domain::error::ApiError;
use crate::domain::latency::MonitorId;
use crate::domain::latency_view::LatencyView;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::stats::LatencyStats;
use crate::i18n::Texts;
use crate::live::{Live, use_live};
use crate::platform::page;
use crate::platform::storage::{self, Keep};
use crate::ui::{PlotHandle, effect, use_texts};
use lines::Line;

/// How often the dashboard is asked anew: it adds a sample a minute.
const REFRESH_MS: u32 = 60_000;
/// How long an answer may take before that is said.
const SLOW_MS: u32 = 2_000;
/// Where it is kept whether peaks are clipped: `off`, `auto` or a number of milliseconds.
const CLIP_KEY: &str = "lotus.clip";

/// What is known of the histories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// Nothing yet.
    Waiting,
    /// No answer yet, and that for a while.
    Slow,
    /// Nothing, and why.
    Failed(ApiError),
    /// There are none.
    Empty,
    /// They are there; if the last attempt to renew them failed, why.
    There(Option<ApiError>),
}

/// Figures of the monitors in the visible stretch.
pub(super) type Figures = Arc<Vec<(MonitorId, LatencyStats)>>;

/// The questions to the dashboard.
#[derive(Clone, Copy, Debug, Default)]
struct Asked {
    /// Counts them, so that a late answer is told from the newest.
    number: u32,
    /// The dashboard's time of the newest answer.
    answered_at: i64,
}

/// What goes on while nobody does anything.
#[derive(Debug, Default)]
struct Timers {
    asked: Asked,
    refresh: Option<Interval>,
    slow: Option<Timeout>,
    build: Option<Timeout>,
    resting: Option<Timeout>,
}

/// The state of the section; a copy is as good as the original.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) live: Live,
    pub(super) texts: &'static Texts,
    pub(super) id: ServerId,
    pub(super) known: RwSignal<Known>,
    /// Whether what stands below the chart may be built.
    rest: RwSignal<bool>,
    /// The monitors of the answer, by id.
    pub(super) monitors: RwSignal<Vec<u64>>,
    pub(super) view: RwSignal<LatencyView>,
    /// `off`, `auto` or a number of milliseconds.
    pub(super) clip: RwSignal<String>,
    pub(super) estimates: RwSignal<bool>,
    pub(super) figures: RwSignal<Figures>,
    /// The crosshair in words, where it was moved by keys.
    pub(super) spoken: RwSignal<String>,
    pub(super) plot: PlotHandle,
    pub(super) strip: PlotHandle,
    /// Changes with every answer.
    version: RwSignal<u32>,
    lines: StoredValue<Rc<RefCell<Vec<Line>>>, LocalStorage>,
    timers: StoredValue<Timers, LocalStorage>,
}

impl Desk {
    /// Of a server that is not to be seen nothing is asked: it is known what the answer would be, and
    /// browsers write it down as an error.
    pub(super) fn new(id: ServerId, is_seen: bool, rest: RwSignal<bool>) -> Self {
        let clip = storage::read(Keep::Device, CLIP_KEY);
        let desk = Self {
            live: use_live(),
            texts: use_texts(),
            id,
            known: RwSignal::new(if is_seen {
                Known::Waiting
            } else {
                Known::Failed(ApiError::NotFound)
            }),
            rest,
            monitors: RwSignal::default(),
            view: RwSignal::new(LatencyView::parse(&page::fragment())),
            clip: RwSignal::new(clip.unwrap_or_else(|| "auto".to_owned())),
            estimates: RwSignal::new(true),
            figures: RwSignal::default(),
            spoken: RwSignal::default(),
            plot: PlotHandle::new(),
            strip: PlotHandle::new(),
            version: RwSignal::new(0),
            lines: StoredValue::new_local(Rc::default()),
            timers: StoredValue::new_local(Timers::default()),
        };
        if is_seen {
            desk.follow();
        }
        desk
    }

    fn follow(self) {
        // Another sign-in may see what this one may not. The question is given up with the effect
        // that asked it, so that must run anew for another reader alone.
        let reader = Memo::new(move |_| self.live.state().reader());
        effect(move || {
            reader.track();
            untrack(|| self.load());
        });
        effect(move || {
            let is_coming =
                (self.known).with(|known| matches!(known, Known::Waiting | Known::There(_)));
            if !is_coming && !self.rest.get_untracked() {
                self.rest.set(true);
            }
        });
        Effect::new(move |had: Option<bool>| {
            let wants = self.estimates.get();
            if had.is_some_and(|had| had != wants) {
                self.classify_all();
            }
            wants
        });
        effect(move || {
            self.track_view();
            self.redraw();
            self.rest();
        });
        let renew = Interval::new(REFRESH_MS, move || {
            if !page::is_hidden() {
                self.load();
            }
        });
        let slow = Timeout::new(SLOW_MS, move || {
            if self.known.try_get_untracked() == Some(Known::Waiting) {
                self.known.set(Known::Slow);
            }
        });
        self.timers.try_update_value(|timers| {
            timers.refresh = Some(renew);
            timers.slow = Some(slow);
        });
        // Back, forward and an address that was changed by hand.
        let address = window_event_listener(ev::hashchange, move |_| {
            let fragment = page::fragment();
            if Route::parse(&fragment) == Route::Server(self.id) {
                self.view.set(LatencyView::parse(&fragment));
            }
        });
        let shown = EventListener::new(&document(), "visibilitychange", move |_| {
            if !page::is_hidden() {
                self.load();
            }
        });
        // Goes with the scope that calls, as the timers do.
        StoredValue::new_local(shown);
        on_cleanup(move || address.remove());
    }

    /// Subscribes the reader to what is seen: the view, and the answer.
    pub(super) fn track_view(self) {
        self.view.track();
        self.version.track();
    }

    fn asked(self) -> Option<Asked> {
        self.timers.try_update_value(|timers| timers.asked)
    }

    /// The chart was drawn. What stands below it is built once that is seen.
    pub(super) fn was_drawn(self) {
        if self.rest.try_get_untracked() == Some(false) {
            let build = Timeout::new(0, move || self.rest.set(true));
            self.timers
                .try_update_value(|timers| timers.build = Some(build));
        }
    }

    /// Draws the chart and the strip anew in the next frame.
    pub(super) fn redraw(self) {
        self.plot.redraw();
        self.strip.redraw();
    }
}
