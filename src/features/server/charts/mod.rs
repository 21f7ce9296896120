//! Live charts of a server: its last hour, as far as this page has seen it.

mod desk;
mod labels;
mod source;

use leptos::prelude::*;
use std::rc::Rc;

use crate::chart::{DARK, LIGHT};
use crate::domain::live_chart::LiveChart;
use crate::domain::recording::Figure;
use crate::domain::server::ServerId;
use crate::domain::units;
use crate::live::{Picked, use_live};
use crate::ui::old::{
    Element, PlotHandle, el, follow, group, plot, quantity, text, use_scheme, use_words, when,
};
use desk::Desk;
use labels::{series_name, title};
use source::{ChartSource, ink};

/// The section of a server's page; nothing for a server that never told how it is.
pub(super) fn live_charts(id: ServerId) -> Element {
    let Some(server) = use_live().server(id) else {
        return group();
    };
    when(
        move || server.pick(|server| server.has_metrics),
        move || section(id),
    )
}

fn section(id: ServerId) -> Element {
    let (words, live) = (use_words(), use_live());
    let Some(server) = live.server(id) else {
        return group();
    };
    let desk = Desk::new(live, words, server, id);
    let title = words.say(|texts| texts.live_charts);
    let crosshair = text(move || match desk.crosshair.get() {
        0 => String::new(),
        second => second.to_string(),
    });
    el("section")
        .class("panel live")
        .attr_of("aria-label", title)
        .attr_of("data-crosshair", crosshair)
        .add(el("h2").text(title))
        .add(el("p").class("live__note").text(text(move || desk.note())))
        .add(
            el("div")
                .class("live__grid")
                .each(move || desk.standing(), move |key| card(desk, key)),
        )
        .add(
            el("p")
                .class("visually-hidden")
                .attr("role", "status")
                .text(desk.spoken.into()),
        )
}

/// One chart: what it is, the figures under the crosshair or the newest, and the plot.
fn card(desk: Desk, key: u64) -> Element {
    let chart = LiveChart::ALL.get(usize::try_from(key).unwrap_or_default());
    let Some(chart) = chart.copied() else {
        return group();
    };
    let (words, scheme, handle) = (desk.words, use_scheme(), PlotHandle::new());
    follow(move || {
        scheme.0.track();
        desk.version.track();
        handle.redraw();
    });
    follow(move || handle.follow(desk.pointed()));
    let name = text(move || title(words.texts(), chart).to_owned());
    let source = ChartSource::new(desk, chart, scheme);
    let points = move || {
        desk.version.get();
        desk.read(|recording| chart.points(recording))
    };
    let state = text(move || if points() == 0 { "empty" } else { "ready" }.to_owned());
    let drawn = text(move || {
        desk.version.get();
        desk.read(|recording| chart.series(recording).len())
            .to_string()
    });
    let figures = el("div").class("live__figures").each(
        move || {
            desk.version.get();
            let count = desk.read(|recording| chart.series(recording).len());
            (0..count as u64).collect()
        },
        move |index| figure(desk, chart, usize::try_from(index).unwrap_or_default()),
    );
    el("div")
        .class("live__chart")
        .attr("role", "group")
        .attr_of("aria-label", name)
        .add(
            el("div").class("live__head").add(el("h3").text(name)).add(
                el("span")
                    .class("live__time")
                    .text(text(move || desk.moment())),
            ),
        )
        .add(figures)
        .add(
            plot(handle, Rc::new(source))
                .attr("data-chart", chart.name())
                .attr("role", "application")
                .attr_of("aria-label", name)
                .attr_of(
                    "aria-description",
                    words.say(|texts| texts.live_charts_keys),
                )
                .attr_of("data-state", state)
                .attr_of("data-series", drawn)
                .attr_of("data-points", text(move || points().to_string())),
        )
}

/// One figure of a chart, with its name and a piece of its line where there are several.
fn figure(desk: Desk, chart: LiveChart, index: usize) -> Element {
    let Some(figure) = chart.figures().get(index).copied() else {
        return group();
    };
    let scheme = use_scheme();
    let shown = el("span").class("live__figure");
    let shown = if chart.figures().len() == 1 {
        shown
    } else {
        let colour = text(move || {
            let hues = if scheme.0.get() { &DARK } else { &LIGHT };
            let (r, g, b) = ink(index).colour(hues);
            format!("rgb({r} {g} {b})")
        });
        let name = text(move || {
            desk.version.get();
            let texts = desk.words.texts();
            desk.read(|recording| series_name(texts, figure, recording))
        });
        shown
            .add(
                el("span")
                    .class("swatch")
                    .attr("aria-hidden", "true")
                    .style_of("color", colour),
            )
            .add(el("bdi").class("live__name").text(name))
    };
    let value = quantity(move || Some(chart.scale().quantity(desk.figure(figure)?)));
    let shown = shown.add(value);
    if !matches!(figure, Figure::Memory | Figure::Swap | Figure::Disk) {
        return shown;
    }
    let bytes = quantity(move || Some(units::memory(desk.bytes(figure)?)));
    shown.add(el("span").class("live__bytes").add(bytes))
}
