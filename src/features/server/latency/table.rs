//! The figures of the visible stretch: the chart's legend and its text.

use super::desk::Desk;
use super::labels::{cap, latency};
use super::toolbar::options;
use crate::chart::{DARK, Ink, LIGHT};
use crate::domain::latency::MonitorId;
use crate::domain::stats::{Last, Latency, LatencyStats};
use crate::domain::units;
use crate::i18n::Texts;
use crate::ui::old::{Element, el, text, tick, use_scheme};
use leptos::prelude::*;

/// A column: its name, its definition, and what it says and is sorted by.
struct Column {
    name: fn(&Texts) -> &'static str,
    hint: fn(&Texts) -> &'static str,
    value: fn(&LatencyStats) -> Option<f64>,
    text: fn(&Texts, &LatencyStats) -> String,
}

fn no_hint(_: &Texts) -> &'static str {
    ""
}

fn ms(value: Option<Latency>) -> Option<f64> {
    value.map(|value| match value {
        Latency::Exact(ms) => ms.into(),
        Latency::AtLeastCap => f64::INFINITY,
    })
}

fn say(texts: &Texts, value: Option<Latency>) -> String {
    value.map_or_else(dash, |value| latency(texts, value, 1))
}

fn dash() -> String {
    "–".to_owned()
}

fn mean(texts: &Texts, value: Option<f64>) -> String {
    value.map_or_else(dash, |ms| {
        format!("{} ms", texts.number(&units::at_most(ms, 1)))
    })
}

/// A share with one decimal, and never 0.0 where there is something.
fn share(texts: &Texts, value: Option<f64>) -> String {
    value.map_or_else(dash, |share| {
        let percent = share * 100.0;
        if percent > 0.0 && percent < 0.05 {
            format!("< {} %", texts.number("0.1"))
        } else {
            format!("{} %", texts.number(&format!("{percent:.1}")))
        }
    })
}

fn last(texts: &Texts, stats: &LatencyStats) -> String {
    match stats.last {
        Some(Last::Lost) => texts.lost.to_owned(),
        Some(Last::Measured(value)) => latency(texts, value, 1),
        None => dash(),
    }
}

const COLUMNS: &[Column] = &[
    Column {
        name: |texts| texts.last,
        hint: no_hint,
        value: |stats| match stats.last {
            Some(Last::Measured(value)) => ms(Some(value)),
            Some(Last::Lost) => Some(f64::INFINITY),
            None => None,
        },
        text: last,
    },
    Column {
        name: |texts| texts.minimum,
        hint: no_hint,
        value: |stats| ms(stats.min),
        text: |texts, stats| say(texts, stats.min),
    },
    Column {
        name: |texts| texts.average,
        hint: |texts| texts.without_capped,
        value: |stats| stats.average_ms,
        text: |texts, stats| mean(texts, stats.average_ms),
    },
    Column {
        name: |texts| texts.median,
        hint: no_hint,
        value: |stats| ms(stats.median),
        text: |texts, stats| say(texts, stats.median),
    },
    Column {
        name: |_| "p95",
        hint: no_hint,
        value: |stats| ms(stats.p95),
        text: |texts, stats| say(texts, stats.p95),
    },
    Column {
        name: |_| "p99",
        hint: no_hint,
        value: |stats| ms(stats.p99),
        text: |texts, stats| say(texts, stats.p99),
    },
    Column {
        name: |texts| texts.maximum,
        hint: no_hint,
        value: |stats| ms(stats.max),
        text: |texts, stats| say(texts, stats.max),
    },
    Column {
        name: |texts| texts.jitter,
        hint: |texts| texts.jitter_hint,
        value: |stats| stats.jitter_ms,
        text: |texts, stats| mean(texts, stats.jitter_ms),
    },
    Column {
        name: |texts| texts.loss,
        hint: |texts| texts.loss_hint,
        value: LatencyStats::loss,
        text: |texts, stats| share(texts, stats.loss()),
    },
    Column {
        name: |texts| texts.at_cap,
        hint: |texts| texts.at_cap_hint,
        value: LatencyStats::at_cap_share,
        text: |texts, stats| share(texts, stats.at_cap_share()),
    },
    Column {
        name: |texts| texts.estimated,
        hint: |texts| texts.estimated_hint,
        value: LatencyStats::estimated_share,
        text: |texts, stats| share(texts, stats.estimated_share()),
    },
    Column {
        name: |texts| texts.samples,
        hint: no_hint,
        value: |stats| Some(stats.samples as f64),
        text: |texts, stats| texts.grouped(&stats.samples.to_string()),
    },
    Column {
        name: |texts| texts.coverage,
        hint: |texts| texts.coverage_hint,
        value: |stats| stats.coverage,
        text: |texts, stats| share(texts, stats.coverage),
    },
];

/// How the rows are sorted: by a column, or by id where there is none; downwards or upwards.
type Order = (Option<usize>, bool);

pub(super) fn statistics(desk: Desk) -> Element {
    let words = desk.words;
    let order = RwSignal::new((None, false) as Order);
    let mut head = el("tr").add(
        el("th")
            .attr("scope", "col")
            .text(words.say(|texts| texts.monitor)),
    );
    for (position, column) in COLUMNS.iter().enumerate() {
        head = head.add(heading(desk, order, position, column));
    }
    el("div")
        .class("latency__figures")
        .add(
            el("div").class("latency__table").add(
                el("table")
                    .class("figures")
                    .attr_of("aria-label", words.say(|texts| texts.latency_table))
                    .add(el("thead").add(head))
                    .add(el("tbody").each(
                        move || rows(desk, order.get()),
                        move |key| row(desk, MonitorId(key)),
                    )),
            ),
        )
        .add(
            el("p")
                .class("latency__note")
                .text(words.say(|texts| texts.solo_hint)),
        )
        .add(options(desk))
}

fn heading(
    desk: Desk,
    order: RwSignal<Order>,
    position: usize,
    column: &'static Column,
) -> Element {
    let words = desk.words;
    let sorted = text(move || {
        match order.get() {
            (Some(by), false) if by == position => "ascending",
            (Some(by), true) if by == position => "descending",
            _ => "none",
        }
        .to_owned()
    });
    let hint = text(move || {
        let texts = words.texts();
        crate::i18n::fill((column.hint)(texts), &[&cap(texts)])
    });
    let turn = move |_| {
        order.update(|order| {
            *order = match *order {
                (Some(by), false) if by == position => (Some(position), true),
                (Some(by), true) if by == position => (None, false),
                _ => (Some(position), false),
            };
        });
    };
    el("th")
        .attr("scope", "col")
        .attr_of("aria-sort", sorted)
        .attr_of("title", hint)
        .add(
            el("button")
                .attr("type", "button")
                .class("figures__sort")
                .on("click", turn)
                .text(text(move || (column.name)(words.texts()).to_owned())),
        )
}

/// The monitors in order.
fn rows(desk: Desk, order: Order) -> Vec<u64> {
    let monitors = desk.monitors.get();
    let (Some(column), is_descending) = order else {
        return monitors;
    };
    let Some(column) = COLUMNS.get(column) else {
        return monitors;
    };
    let figures = desk.figures.get();
    let value = |key: u64| {
        let stats = figures.iter().find(|(id, _)| id.0 == key);
        stats.and_then(|(_, stats)| (column.value)(stats))
    };
    let mut sorted: Vec<u64> = Vec::with_capacity(monitors.len());
    for key in monitors {
        // Whoever has no figure comes last, whichever way it is sorted.
        let comes_before = |other: &u64| match (value(*other), value(key)) {
            (Some(other), Some(new)) if is_descending => other >= new,
            (Some(other), Some(new)) => other <= new,
            (Some(_) | None, None) => true,
            (None, Some(_)) => false,
        };
        let place = sorted.iter().position(|other| !comes_before(other));
        sorted.insert(place.unwrap_or(sorted.len()), key);
    }
    sorted
}

fn row(desk: Desk, id: MonitorId) -> Element {
    let words = desk.words;
    let name = desk.line(id, |line| line.name.clone()).unwrap_or_default();
    let ink = desk.line(id, |line| line.ink).unwrap_or_default();
    let is_shown = move || desk.view.with(|view| view.shows(id));
    let toggle = move |is_shown: bool| desk.toggle(id, is_shown);
    let label = el("label")
        .class("figures__monitor")
        .on("dblclick", move |event| {
            event.prevent_default();
            desk.solo(id);
        })
        .add(tick(is_shown, toggle))
        .add(swatch(ink))
        .add(el("bdi").plain(&name));
    let mut row = el("tr")
        .attr_of("data-shown", text(move || is_shown().to_string()))
        .add(el("th").attr("scope", "row").add(label));
    for column in COLUMNS {
        let said = text(move || {
            let texts = words.texts();
            desk.figures.with(|figures| {
                let stats = figures.iter().find(|(other, _)| *other == id);
                stats.map_or_else(String::new, |(_, stats)| (column.text)(texts, stats))
            })
        });
        row = row.add(el("td").text(said));
    }
    row
}

/// A piece of the monitor's line.
fn swatch(ink: Ink) -> Element {
    let scheme = use_scheme();
    let colour = text(move || {
        let hues = if scheme.0.get() { &DARK } else { &LIGHT };
        let (r, g, b) = ink.colour(hues);
        format!("rgb({r} {g} {b})")
    });
    let class = if ink.is_dashed {
        "swatch swatch--dashed"
    } else {
        "swatch"
    };
    el("span")
        .class(class)
        .attr("aria-hidden", "true")
        .style_of("color", colour)
}
