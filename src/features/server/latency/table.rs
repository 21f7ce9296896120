//! The figures of the visible stretch: the chart's legend and its text.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::desk::Desk;
use super::labels::{cap_hint, cap_note, latency};
use super::toolbar::Options;
use crate::chart::{DARK, Ink, LIGHT};
use crate::domain::latency::MonitorId;
use crate::domain::stats::{Last, Latency, LatencyStats};
use crate::domain::units;
use crate::i18n::{Texts, fill};
use crate::live::use_pins;
use crate::ui::{Icon, Shape, Tick, each, use_scheme, word};

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

fn say(texts: &Texts, stats: &LatencyStats, value: Option<Latency>) -> String {
    value.map_or_else(dash, |value| latency(texts, value, 1, stats.cap.ms()))
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
        Some(Last::Measured(value)) => latency(texts, value, 1, stats.cap.ms()),
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
        text: |texts, stats| say(texts, stats, stats.min),
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
        text: |texts, stats| say(texts, stats, stats.median),
    },
    Column {
        name: |_| "p95",
        hint: no_hint,
        value: |stats| ms(stats.p95),
        text: |texts, stats| say(texts, stats, stats.p95),
    },
    Column {
        name: |_| "p99",
        hint: no_hint,
        value: |stats| ms(stats.p99),
        text: |texts, stats| say(texts, stats, stats.p99),
    },
    Column {
        name: |texts| texts.maximum,
        hint: no_hint,
        value: |stats| ms(stats.max),
        text: |texts, stats| say(texts, stats, stats.max),
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

/// A row a monitor, and what else is chosen for the chart.
#[component]
pub(super) fn Statistics(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let texts = desk.texts;
    let order = RwSignal::new((None, false) as Order);
    let note = Signal::derive(move || cap_note(texts, desk.cap()));
    let headings = COLUMNS.iter().enumerate().map(|(position, column)| {
        view! { <Heading desk=desk order=order position=position column=column /> }
    });
    view! {
        <div class="latency__figures">
            <div class="latency__table">
                <table class="figures" aria-label=texts.latency_table>
                    <thead>
                        <tr>
                            <th scope="col">{texts.monitor}</th>
                            {headings.collect_view()}
                        </tr>
                    </thead>
                    <tbody>
                        {each(
                            move || rows(desk, order.get()),
                            move |id| view! { <Row desk=desk id=MonitorId(id) /> }.into_any(),
                        )}
                    </tbody>
                </table>
            </div>
            <p class="latency__note">{note}</p>
            <p class="latency__note">{texts.solo_hint}</p>
            <Options desk=desk />
        </div>
    }
}

/// The name of a column, by which the rows are sorted.
#[component]
fn Heading(
    desk: Desk,
    order: RwSignal<Order>,
    position: usize,
    column: &'static Column,
) -> impl IntoView {
    let texts = desk.texts;
    let hint = Signal::derive(move || match (column.hint)(texts) {
        hint if hint == texts.at_cap_hint => cap_hint(texts, desk.cap()),
        hint => hint.to_owned(),
    });
    let sorted = word(move || match order.get() {
        (Some(by), false) if by == position => "ascending",
        (Some(by), true) if by == position => "descending",
        _ => "none",
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
    view! {
        <th scope="col" aria-sort=sorted title=hint>
            <button type="button" class="figures__sort" on:click=turn>
                {(column.name)(texts)}
            </button>
        </th>
    }
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

/// A monitor and its figures.
#[component]
fn Row(desk: Desk, id: MonitorId) -> impl IntoView {
    let name = desk.line(id, |line| line.name.clone()).unwrap_or_default();
    let ink = desk.line(id, |line| line.ink).unwrap_or_default();
    // The view changes with each move, what it shows rarely.
    let is_shown = Memo::new(move |_| desk.view.with(|view| view.shows(id)));
    let toggle = Callback::new(move |is_shown| desk.toggle(id, is_shown));
    let solo = move |event: MouseEvent| {
        event.prevent_default();
        desk.solo(id);
    };
    let cells = COLUMNS.iter().map(|column| {
        let said = Signal::derive(move || {
            desk.figures.with(|figures| {
                let stats = figures.iter().find(|(other, _)| *other == id);
                stats.map_or_else(String::new, |(_, stats)| (column.text)(desk.texts, stats))
            })
        });
        view! { <td>{said}</td> }
    });
    let pins = use_pins();
    // Pinned by the name that it has on all servers, also where two share it here.
    let pinned = desk.line(id, |line| line.history.title());
    let pinned = StoredValue::new(pinned.unwrap_or_default());
    let is_pinned =
        Signal::derive(move || pinned.with_value(|name| pins.has(id.0, name)).to_string());
    let pin = move |_| pinned.with_value(|name| pins.toggle(id.0, name));
    let pin_name = fill(desk.texts.pin_monitor, &[&name]);
    view! {
        <tr data-shown=Signal::derive(move || is_shown.get().to_string())>
            <th scope="row">
                <label class="figures__monitor" on:dblclick=solo>
                    <Tick checked=is_shown take=toggle />
                    <Swatch ink=ink />
                    <bdi>{name}</bdi>
                </label>
                <button
                    type="button"
                    class="button button--icon figures__pin"
                    aria-label=pin_name.clone()
                    title=pin_name
                    aria-pressed=is_pinned
                    on:click=pin
                >
                    <Icon shape=Shape::Pin />
                </button>
            </th>
            {cells.collect_view()}
        </tr>
    }
}

/// A piece of the monitor's line.
#[component]
fn Swatch(ink: Ink) -> impl IntoView {
    let scheme = use_scheme();
    let colour = Signal::derive(move || {
        let hues = if scheme.0.get() { &DARK } else { &LIGHT };
        let (r, g, b) = ink.colour(hues);
        format!("rgb({r} {g} {b})")
    });
    view! {
        <span
            class="swatch"
            data-dash=ink.dash.to_string()
            aria-hidden="true"
            style:color=colour
        ></span>
    }
}
