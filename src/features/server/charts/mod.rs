//! Live charts of a server: its last hour, as far as this page has seen it.

mod desk;
mod labels;
mod source;

use std::rc::Rc;

use leptos::prelude::*;

use crate::chart::{DARK, LIGHT};
use crate::domain::live_chart::LiveChart;
use crate::domain::recording::Figure;
use crate::domain::server::ServerId;
use crate::domain::units;
use crate::live::{ServerStateStoreFields, ServerStore, use_live};
use crate::ui::{
    Plot, PlotHandle, Plotted, Quantity, each, effect, use_scheme, use_texts, when, word,
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
                    move || (0..desk.series(chart).len() as u64).collect(),
                    move |index| {
                        let index = usize::try_from(index).unwrap_or_default();
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
    let is_one_of_several = chart.figures().len() > 1;
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
        <span class="swatch" aria-hidden="true" style:color=colour></span>
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
