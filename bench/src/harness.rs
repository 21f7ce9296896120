//! What the page calls.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::mount::mount_to;
use leptos::prelude::*;
use lotus::chart::{Base, Chrome, Class, Clip, Ink, Labels, Series, Span, ValueAxis, View, Zone};
use lotus::domain::latency::{self, MonitorHistory, MonitorId};
use lotus::domain::latency_cap::Cap;
use lotus::domain::loss::SampleClass;
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::ServerId;
use lotus::ui::{Plot, PlotHandle, Plotted};
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

use crate::labels::{LocalZone, Words};

/// A line as the latency section keeps it.
struct Line {
    history: MonitorHistory,
    ink: Ink,
    classes: Vec<Class>,
}

/// What the plot shows: as the latency section's source, without what the app has around it.
struct Source {
    lines: RefCell<Vec<Line>>,
    span: Cell<Option<Span>>,
    words: Words,
}

impl Plotted for Source {
    fn lend(&self, take: &mut dyn FnMut(&[Series<'_>])) {
        let lines = self.lines.borrow();
        let series: Vec<Series<'_>> = lines
            .iter()
            .map(|line| {
                Series::new(line.history.times(), line.history.values(), &line.classes)
                    .named(&line.history.name)
                    .inked(line.ink)
                    .broken_after(line.history.rhythm().gap_after_ms)
            })
            .collect();
        take(&series);
    }

    fn view(&self, width: f64, height: f64, ratio: f64) -> Option<View> {
        Some(View {
            width,
            height,
            ratio,
            span: self.span.get().or_else(|| self.extent())?,
            clip: Clip::Automatic,
            axis: ValueAxis {
                base: Base::Decimal,
                low: Some(0.0),
                high: None,
                least_step: 0.0,
            },
            chrome: Chrome::Full,
            has_fill: true,
            gutter: 0.0,
        })
    }

    fn extent(&self) -> Option<Span> {
        let lines = self.lines.borrow();
        let spans = lines.iter().filter_map(|line| {
            let times = line.history.times();
            Some(Span::new(*times.first()?, *times.last()?))
        });
        spans.reduce(Span::union)
    }

    fn labels(&self) -> &dyn Labels {
        &self.words
    }

    fn zone(&self) -> &dyn Zone {
        &LocalZone
    }

    fn is_dark(&self) -> bool {
        false
    }

    fn look_at(&self, span: Option<Span>) {
        self.span.set(span);
    }

    fn point_at(&self, _: Option<i64>, _: bool) {}
}

/// A plot and what it shows.
#[wasm_bindgen]
pub struct Harness {
    source: Rc<Source>,
    plot: Rc<Cell<Option<PlotHandle>>>,
}

#[wasm_bindgen]
impl Harness {
    /// Nothing to show, nowhere.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        let source = Source {
            lines: RefCell::default(),
            span: Cell::new(None),
            words: Words,
        };
        Self {
            source: Rc::new(source),
            plot: Rc::default(),
        }
    }

    /// Adds a line: unix milliseconds, and latencies of which 0 is lost.
    pub fn add(&self, name: String, times: &[f64], values: Vec<f32>) {
        let mut lines = self.source.lines.borrow_mut();
        let index = lines.len();
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
        let times = times.iter().map(|at| *at as i64).collect();
        let Some(series) = latency::Series::new(times, values) else {
            return;
        };
        let id = MonitorId(u64::try_from(index).unwrap_or(0));
        let history = MonitorHistory::new(
            id,
            ServerId(1),
            name,
            series,
            &MonitorRules::V0,
            Cap::default(),
        );
        let class = |class: &SampleClass| match class {
            SampleClass::Answered => Class::Normal,
            SampleClass::Partial => Class::Estimated,
            SampleClass::AtCap => Class::AtCap,
            SampleClass::Lost => Class::Lost,
        };
        lines.push(Line {
            classes: history.classes().iter().map(class).collect(),
            ink: Ink::of_index(index),
            history,
        });
    }

    /// Puts the plot into the page; it is drawn in the next frame.
    pub fn show(&self, host: &HtmlElement) {
        let source = Rc::clone(&self.source);
        let kept = Rc::clone(&self.plot);
        let mounted = mount_to(host.clone(), move || {
            let handle = PlotHandle::new();
            kept.set(Some(handle));
            view! { <Plot handle=handle source=source /> }
        });
        mounted.forget();
    }

    /// Shows a stretch, unix milliseconds.
    pub fn look_at(&self, from_ms: f64, to_ms: f64) {
        #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
        let span = Span::new(from_ms as i64, to_ms as i64);
        self.source.look_at(Some(span));
        if let Some(plot) = self.plot.get() {
            plot.redraw();
        }
    }
}
