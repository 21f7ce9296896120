//! How the histories are looked at, and what follows from it: the figures and the address.

use std::sync::Arc;

use leptos::prelude::*;

use super::{CLIP_KEY, Desk};
use crate::chart::Span;
use crate::domain::latency::MonitorId;
use crate::domain::latency_view::{LatencyView, Stretch};
use crate::domain::route::Route;
use crate::domain::stats::LatencyStats;
use crate::domain::time::{TimeRange, UnixMillis};
use crate::platform::page;
use crate::platform::storage::{self, Keep};

/// How long the view rests before the figures are worked out and the address is written.
const REST_MS: u32 = 80;

impl Desk {
    /// The visible stretch.
    pub(in super::super) fn span(self) -> Option<Span> {
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
    pub(in super::super) fn extent(self) -> Option<Span> {
        Some(self.answer_span()?.union(self.span()?))
    }

    /// Shows a stretch; `None` for everything there is.
    pub(in super::super) fn look_at(self, span: Option<Span>) {
        let everything = self.answer_span();
        self.view.update(|view| {
            view.stretch = match span {
                Some(span) if everything != Some(span) => Stretch::Fixed(span.from_ms, span.to_ms),
                _ => Stretch::Everything,
            };
        });
    }

    /// Draws or hides a monitor.
    pub(in super::super) fn toggle(self, id: MonitorId, is_shown: bool) {
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
    pub(in super::super) fn solo(self, id: MonitorId) {
        self.view.update(|view| {
            let alone = Some(vec![id]);
            view.monitors = if view.monitors == alone { None } else { alone };
        });
    }

    /// Clips peaks so from now on, and on this device.
    pub(in super::super) fn take_clip(self, clip: &str) {
        if self.clip.with_untracked(|former| former != clip) {
            self.clip.set(clip.to_owned());
            storage::write(Keep::Device, CLIP_KEY, clip);
            self.redraw();
        }
    }

    /// The visible stretch in the dashboard's time.
    pub(in super::super) fn range(self) -> Option<TimeRange> {
        let span = self.span()?;
        Some(TimeRange {
            from: UnixMillis(span.from_ms),
            to: UnixMillis(span.to_ms),
        })
    }

    /// Works out the figures and writes the address, once the view rests.
    pub(super) fn rest(self) {
        let timer = gloo_timers::callback::Timeout::new(REST_MS, move || {
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
}
