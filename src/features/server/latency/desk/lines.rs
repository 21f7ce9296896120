//! The monitors' lines: what the plots draw and what is read of them.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use super::Desk;
use crate::chart::{Class, Ink, Series, Span};
use crate::domain::latency::{MonitorHistory, MonitorId};
use crate::domain::latency_cap::Cap;

/// A monitor's history as it is drawn.
pub(in super::super) struct Line {
    pub(in super::super) history: MonitorHistory,
    /// The name, told apart from others of the same name.
    pub(in super::super) name: String,
    pub(in super::super) ink: Ink,
    /// What the chart marks; the estimate is in it if it is wanted.
    pub(super) classes: Vec<Class>,
}

impl Desk {
    /// All of them.
    pub(in super::super) fn lines(self) -> Rc<RefCell<Vec<Line>>> {
        self.lines.try_get_value().unwrap_or_default()
    }

    /// Lends the drawn series: those the view shows, or all for the strip.
    pub(in super::super) fn lend(self, take: &mut dyn FnMut(&[Series<'_>])) {
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

    /// What is read of a monitor's line.
    pub(in super::super) fn line<T>(
        self,
        id: MonitorId,
        read: impl FnOnce(&Line) -> T,
    ) -> Option<T> {
        let lines = self.lines();
        let lines = lines.borrow();
        lines
            .iter()
            .find(|line| line.history.monitor_id == id)
            .map(read)
    }

    /// The cap that the answer proves; reading it subscribes the reader.
    pub(in super::super) fn cap(self) -> Cap {
        self.version.track();
        let lines = self.lines();
        let lines = lines.borrow();
        lines
            .first()
            .map(|line| line.history.cap())
            .unwrap_or_default()
    }

    /// From the first to the last sample of the answer.
    pub(in super::super) fn answer_span(self) -> Option<Span> {
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

    /// How many series are drawn and how many of their samples are in view; reading it subscribes
    /// the reader.
    pub(in super::super) fn drawn(self) -> (usize, usize) {
        self.track_view();
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
