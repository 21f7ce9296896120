//! What the parts of the latency section share: the answer, how it is looked at, and what the
//! visitor does with it.

mod loading;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;

use crate::chart::{Class, Ink, Series, Span};
use crate::domain::error::ApiError;
use crate::domain::latency::{MonitorHistory, MonitorId};
use crate::domain::latency_view::{LatencyView, Stretch};
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::stats::LatencyStats;
use crate::domain::time::{TimeRange, UnixMillis};
use crate::live::Live;
use crate::platform::events::Listener;
use crate::platform::page;
use crate::platform::storage::{self, Keep};
use crate::platform::timer::Timer;
use crate::ui::old::{PlotHandle, Words, follow};

/// How often the dashboard is asked anew: it adds a sample a minute.
const REFRESH_MS: f64 = 60_000.0;
/// How long an answer may take before that is said.
const SLOW_MS: f64 = 2_000.0;
/// How long the view rests before the figures are worked out and the address is written.
const REST_MS: f64 = 80.0;
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

/// A monitor's history as it is drawn.
pub(super) struct Line {
    pub(super) history: MonitorHistory,
    /// The name, told apart from others of the same name.
    pub(super) name: String,
    pub(super) ink: Ink,
    /// What the chart marks; the estimate is in it if it is wanted.
    classes: Vec<Class>,
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
    refresh: Option<Timer>,
    slow: Option<Timer>,
    build: Option<Timer>,
    resting: Option<Timer>,
}

/// The state of the section; a copy is as good as the original.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) live: Live,
    pub(super) words: Words,
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
    pub(super) fn new(
        live: Live,
        words: Words,
        id: ServerId,
        is_seen: bool,
        rest: RwSignal<bool>,
    ) -> Self {
        let clip = storage::read(Keep::Device, CLIP_KEY);
        let desk = Self {
            live,
            words,
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
        // Another sign-in may see what this one may not.
        let mut reader = None;
        follow(move || {
            let now = Some(self.live.state().reader());
            if reader != now {
                reader = now;
                self.load();
            }
        });
        follow(move || {
            let is_coming =
                (self.known).with(|known| matches!(known, Known::Waiting | Known::There(_)));
            if !is_coming && !self.rest.get_untracked() {
                self.rest.set(true);
            }
        });
        let mut had_estimates = true;
        follow(move || {
            let wants = self.estimates.get();
            if had_estimates != wants {
                had_estimates = wants;
                self.classify_all();
            }
        });
        follow(move || {
            self.view.track();
            self.version.get();
            self.redraw();
            self.rest();
        });
        let renew = Timer::every(REFRESH_MS, move || {
            if !page::is_hidden() {
                self.load();
            }
        });
        let slow = Timer::after(SLOW_MS, move || {
            if self.known.try_get_untracked() == Some(Known::Waiting) {
                self.known.set(Known::Slow);
            }
        });
        self.timers.try_update_value(|timers| {
            timers.refresh = Some(renew);
            timers.slow = Some(slow);
        });
        // Back, forward and an address that was changed by hand.
        let address = Listener::on_window("hashchange", move |_| {
            let fragment = page::fragment();
            if Route::parse(&fragment) == Route::Server(self.id) {
                self.view.set(LatencyView::parse(&fragment));
            }
        });
        let shown = Listener::on_document("visibilitychange", move |_| {
            if !page::is_hidden() {
                self.load();
            }
        });
        let listeners = StoredValue::new_local([address, shown]);
        on_cleanup(move || {
            listeners.try_update_value(|listeners| *listeners = [None, None]);
            self.timers.set_value(Timers::default());
        });
    }

    fn asked(self) -> Option<Asked> {
        self.timers.try_update_value(|timers| timers.asked)
    }

    pub(super) fn lines(self) -> Rc<RefCell<Vec<Line>>> {
        self.lines.try_get_value().unwrap_or_default()
    }

    /// Lends the drawn series: those the view shows, or all for the strip.
    pub(super) fn lend(self, take: &mut dyn FnMut(&[Series<'_>])) {
        let lines = self.lines();
        let lines = lines.borrow();
        let drawn = self.view.try_with_untracked(|view| {
            let shown = lines
                .iter()
                .filter(|line| view.shows(line.history.monitor_id));
            let series = shown.map(|line| {
                Series::new(line.history.times(), line.history.values(), &line.classes)
                    .named(&line.name)
                    .inked(line.ink)
                    .broken_after(line.history.rhythm().gap_after_ms)
            });
            series.collect::<Vec<_>>()
        });
        take(&drawn.unwrap_or_default());
    }

    /// The chart was drawn. What stands below it is built once that is seen.
    pub(super) fn was_drawn(self) {
        if self.rest.try_get_untracked() == Some(false) {
            let build = Timer::after(0.0, move || self.rest.set(true));
            self.timers
                .try_update_value(|timers| timers.build = Some(build));
        }
    }

    /// From the first to the last sample of the answer.
    pub(super) fn answer_span(self) -> Option<Span> {
        let lines = self.lines();
        let lines = lines.borrow();
        let spans = lines.iter().filter_map(|line| {
            let times = line.history.times();
            Some(Span::new(*times.first()?, *times.last()?))
        });
        let span = spans.reduce(Span::union)?;
        // A single sample has a minute around it.
        Some(if span.width_ms() == 0 {
            Span::new(span.from_ms - 30_000, span.to_ms + 30_000)
        } else {
            span
        })
    }

    /// The visible stretch.
    pub(super) fn span(self) -> Option<Span> {
        let everything = self.answer_span()?;
        Some(match self.view.try_get_untracked()?.stretch {
            Stretch::Everything => everything,
            Stretch::Fixed(from, to) => Span::new(from, to),
            Stretch::Rolling(rolling) => {
                let now = self.live.now().map_or(0, |now| now.0);
                let now = now
                    .max(self.asked().unwrap_or_default().answered_at)
                    .max(everything.to_ms);
                Span::new(now - rolling.length_ms(), now)
            }
        })
    }

    /// The furthest that can be zoomed out.
    pub(super) fn extent(self) -> Option<Span> {
        Some(self.answer_span()?.union(self.span()?))
    }

    /// Shows a stretch; `None` for everything there is.
    pub(super) fn look_at(self, span: Option<Span>) {
        let everything = self.answer_span();
        self.view.update(|view| {
            view.stretch = match span {
                Some(span) if everything != Some(span) => Stretch::Fixed(span.from_ms, span.to_ms),
                _ => Stretch::Everything,
            };
        });
    }

    /// Draws or hides a monitor.
    pub(super) fn toggle(self, id: MonitorId, is_shown: bool) {
        let all = self.monitors.get_untracked();
        self.view.update(|view| {
            let shown: Vec<MonitorId> = all
                .iter()
                .copied()
                .map(MonitorId)
                .filter(|one| {
                    if *one == id {
                        is_shown
                    } else {
                        view.shows(*one)
                    }
                })
                .collect();
            view.monitors = (shown.len() != all.len()).then_some(shown);
        });
    }

    /// Draws this monitor alone, or all if it is alone already.
    pub(super) fn solo(self, id: MonitorId) {
        self.view.update(|view| {
            let alone = Some(vec![id]);
            view.monitors = if view.monitors == alone { None } else { alone };
        });
    }

    /// Clips peaks so from now on, and on this device.
    pub(super) fn take_clip(self, clip: &str) {
        if self.clip.with_untracked(|former| former != clip) {
            self.clip.set(clip.to_owned());
            storage::write(Keep::Device, CLIP_KEY, clip);
            self.redraw();
        }
    }

    pub(super) fn redraw(self) {
        self.plot.redraw();
        self.strip.redraw();
    }

    /// Works out the figures and writes the address, once the view rests.
    fn rest(self) {
        let timer = Timer::after(REST_MS, move || {
            self.reckon();
            let view = self.view.try_get_untracked();
            let fragment = page::fragment();
            if let Some(view) = view
                && Route::parse(&fragment) == Route::Server(self.id)
            {
                // An address that says the same already stays as it was written.
                if LatencyView::parse(&fragment) != view {
                    page::replace_state(&view.href(Route::Server(self.id)));
                }
            }
        });
        self.timers
            .try_update_value(|timers| timers.resting = Some(timer));
    }

    pub(super) fn range(self) -> Option<TimeRange> {
        let span = self.span()?;
        Some(TimeRange {
            from: UnixMillis(span.from_ms),
            to: UnixMillis(span.to_ms),
        })
    }

    fn reckon(self) {
        let Some(range) = self.range() else {
            return;
        };
        let until = UnixMillis(self.asked().unwrap_or_default().answered_at);
        let mut scratch = Vec::new();
        let lines = self.lines();
        let figures = lines
            .borrow()
            .iter()
            .map(|line| {
                let stats = LatencyStats::of(&line.history, range, until, &mut scratch);
                (line.history.monitor_id, stats)
            })
            .collect();
        self.figures.set(Arc::new(figures));
    }

    /// What is read of a monitor's line.
    pub(super) fn line<T>(self, id: MonitorId, read: impl FnOnce(&Line) -> T) -> Option<T> {
        let lines = self.lines();
        let lines = lines.borrow();
        lines
            .iter()
            .find(|line| line.history.monitor_id == id)
            .map(read)
    }

    /// How many series are drawn and how many of their samples are in view; reading it subscribes
    /// the reader.
    pub(super) fn drawn(self) -> (usize, usize) {
        self.view.track();
        self.version.get();
        let Some(span) = self.span() else {
            return (0, 0);
        };
        let mut drawn = (0, 0);
        self.lend(&mut |series| {
            let points = series.iter().map(|one| one.within(span).len());
            drawn = (series.len(), points.sum());
        });
        drawn
    }
}
