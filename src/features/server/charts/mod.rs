//! Live charts of a server: its last hour, as far as this page has seen it.

mod desk;
mod labels;
mod source;

use std::rc::Rc;

use leptos::prelude::*;

use crate::chart::{DARK, LIGHT};
use crate::domain::live_chart::LiveChart;
use crate::domain::recording::Figure;
use crate::domain::sensors;
use crate::domain::server::ServerId;
use crate::domain::units;
use crate::features::server::facts::sensor_name;
use crate::live::{ServerStateStoreFields, ServerStore, use_live};
use crate::ui::{
    Plot, PlotHandle, Plotted, Quantity, Tick, each, effect, use_scheme, use_texts, when, word,
};
use desk::Desk;
use labels::{series_name, title};
use source::{ChartSource, ink};

/// The section of a server's page; nothing for a server that never told how it is.
#[component]
pub(super) fn LiveCharts(
    /// Whose.
    id: ServerId,
) -> impl IntoView {
    let server = use_live().server(id)?;
    Some(when(
        move || server.has_metrics().get(),
        move || view! { <Section id=id server=server /> }.into_any(),
    ))
}

#[component]
fn Section(id: ServerId, server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let desk = Desk::new(use_live(), texts, server, id);
    let crosshair = Signal::derive(move || match desk.crosshair.get() {
        0 => String::new(),
        second => second.to_string(),
    });
    let note = Signal::derive(move || desk.note());
    view! {
        <section class="panel live" aria-label=texts.live_charts data-crosshair=crosshair>
            <h2>{texts.live_charts}</h2>
            <p class="live__note">{note}</p>
            <div class="live__grid">
                {each(
                    move || desk.standing().into_iter().map(|chart| chart as u64).collect(),
                    move |chart| {
                        let chart = LiveChart::ALL.iter().find(|one| **one as u64 == chart);
                        chart.map(|chart| view! { <Chart desk=desk chart=*chart /> }).into_any()
                    },
                )}
            </div>
            <p class="visually-hidden" role="status">
                {desk.spoken}
            </p>
        </section>
    }
}

/// One chart: what it is, the figures under the crosshair or the newest, and the plot.
#[component]
fn Chart(desk: Desk, chart: LiveChart) -> impl IntoView {
    let texts = desk.texts;
    let (scheme, handle) = (use_scheme(), PlotHandle::new());
    effect(move || {
        scheme.0.track();
        desk.version.track();
        desk.sensors.track();
        handle.redraw();
    });
    effect(move || handle.follow(desk.pointed()));
    let name = title(texts, chart);
    let source: Rc<dyn Plotted> = Rc::new(ChartSource::new(desk, chart, scheme));
    let points = Memo::new(move |_| desk.points(chart));
    let state = word(move || match points.get() {
        0 => "empty",
        _ => "ready",
    });
    let drawn = Signal::derive(move || desk.series(chart).len().to_string());
    let count = Signal::derive(move || points.get().to_string());
    let moment = Signal::derive(move || desk.moment());
    view! {
        <div class="live__chart" role="group" aria-label=name>
            <div class="live__head">
                <h3>{name}</h3>
                <span class="live__time">{moment}</span>
            </div>
            <div class="live__figures">
                {each(
                    move || {
                        let figures = desk.series(chart).into_iter();
                        let places = figures.map(|figure| figure.place() as u64);
                        // One that moves has another colour, and so is another row.
                        (0..).zip(places).map(|(index, place)| index << 16 | place).collect()
                    },
                    move |key| {
                        let index = usize::try_from(key >> 16).unwrap_or_default();
                        let figure = desk.series(chart).get(index).copied();
                        figure
                            .map(|figure| {
                                view! {
                                    <FigureNow desk=desk chart=chart index=index figure=figure />
                                }
                            })
                            .into_any()
                    },
                )}
                {(chart == LiveChart::Temperatures).then(|| view! { <Sensors desk=desk /> })}
            </div>
            <Plot
                handle=handle
                source=source
                attr:data-chart=chart.name()
                attr:role="application"
                attr:aria-label=name
                attr:aria-description=texts.live_charts_keys
                attr:data-state=state
                attr:data-series=drawn
                attr:data-points=count
            />
        </div>
    }
}

/// One figure of a chart, with its name and a piece of its line where there are several.
#[component]
fn FigureNow(desk: Desk, chart: LiveChart, index: usize, figure: Figure) -> impl IntoView {
    let value = Signal::derive(move || Some(chart.scale().quantity(desk.figure(figure)?)));
    let is_one_of_several = chart.figures().len() != 1;
    let has_bytes = matches!(figure, Figure::Memory | Figure::Swap | Figure::Disk);
    view! {
        <span class="live__figure">
            {is_one_of_several
                .then(|| view! { <SeriesName desk=desk index=index figure=figure /> })}
            <Quantity quantity=value />
            {has_bytes.then(|| view! { <Bytes desk=desk figure=figure /> })}
        </span>
    }
}

/// Which sensors are drawn, where there are more than that.
#[component]
fn Sensors(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let count = move || {
        desk.version.get();
        desk.read(|recording| recording.sensors.len())
    };
    let first_of_name = move || {
        desk.version.get();
        desk.read(|recording| {
            let sensors = recording.sensors.iter().enumerate();
            let is_first = |(place, name): &(usize, &String)| {
                let earlier = recording.sensors.get(..*place).unwrap_or_default();
                !earlier.contains(name)
            };
            sensors
                .filter(is_first)
                .map(|(place, _)| place as u64)
                .collect()
        })
    };
    let choice = move || {
        view! {
            <details class="live__sensors">
                <summary>{texts.choose_sensors}</summary>
                <div class="live__choice">
                    {each(
                        first_of_name,
                        move |place| view! { <SensorTick desk=desk place=place /> }.into_any(),
                    )}
                </div>
            </details>
        }
        .into_any()
    };
    when(move || count() > sensors::SHOWN, choice)
}

/// One of them; those that share a name are drawn together.
#[component]
fn SensorTick(desk: Desk, place: u64) -> impl IntoView {
    let place = usize::try_from(place).unwrap_or_default();
    let name = desk.read(|recording| recording.sensors.get(place).cloned());
    let name = StoredValue::new(name.unwrap_or_default());
    let label = sensor_name(name.get_value(), place, desk.texts);
    let is_drawn = move || {
        let figures = desk.series(LiveChart::Temperatures);
        figures
            .iter()
            .any(|figure| figure.place() == Figure::of_sensor(place).place())
    };
    let take = Callback::new(move |is_shown| {
        name.with_value(|name| desk.choose(name, is_shown));
    });
    view! {
        <label class="tick__label">
            <Tick checked=Signal::derive(is_drawn) take=take />
            <bdi>{label}</bdi>
        </label>
    }
}

/// What a line is called, behind a piece of it.
#[component]
fn SeriesName(desk: Desk, index: usize, figure: Figure) -> impl IntoView {
    let scheme = use_scheme();
    let colour = Signal::derive(move || {
        let hues = if scheme.0.get() { &DARK } else { &LIGHT };
        let (r, g, b) = ink(index).colour(hues);
        format!("rgb({r} {g} {b})")
    });
    let name = Signal::derive(move || {
        desk.version.get();
        desk.read(|recording| series_name(desk.texts, figure, recording))
    });
    view! {
        <span
            class="swatch"
            data-dash=ink(index).dash.to_string()
            aria-hidden="true"
            style:color=colour
        ></span>
        <bdi class="live__name">{name}</bdi>
    }
}

/// A share as an amount.
#[component]
fn Bytes(desk: Desk, figure: Figure) -> impl IntoView {
    let bytes = Signal::derive(move || Some(units::memory(desk.bytes(figure)?)));
    view! {
        <span class="live__bytes">
            <Quantity quantity=bytes />
        </span>
    }
}
