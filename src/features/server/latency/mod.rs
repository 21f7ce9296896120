//! Latencies of a server: the chart, what is chosen for it, and its figures.

mod desk;
mod export;
mod labels;
mod source;
mod strip;
mod table;
mod toolbar;

use std::rc::Rc;

use super::charts::live_charts;
use crate::domain::error::ApiError;
use crate::domain::server::ServerId;
use crate::domain::session::Reader;
use crate::live::use_live;
use crate::platform::signal::{Callback, RwSignal};
use crate::ui::{
    ButtonKind, Element, Extent, Missing, button, choose, el, follow, group, part, plot, text,
    use_scheme, use_words, when,
};
use desk::{Desk, Known};
use source::LatencySource;
use strip::strip;
use table::statistics;
use toolbar::toolbar;

/// The section of a server's page, and the live charts below it, which are in the same file: they
/// share the drawing of charts. `rest` is set once the chart is drawn, or there is none to be drawn
/// soon: what stands below it is built then.
pub(super) fn latency_section(id: ServerId, is_seen: bool, rest: RwSignal<bool>) -> Element {
    part(Extent::Section, move || charts(id, is_seen, rest))
}

#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(
        server,
        wasm_split_path = leptos::wasm_split,
        preload(load_charts),
        fallible
    )
)]
pub(super) fn charts(
    id: ServerId,
    is_seen: bool,
    rest: RwSignal<bool>,
) -> Result<Element, Missing> {
    let desk = Desk::new(use_live(), use_words(), id, is_seen, rest);
    Ok(group()
        .add(section(desk, rest))
        .add(when(move || rest.get(), move || live_charts(id))))
}

/// The figures are worked out, and the live charts built, once the chart is drawn.
fn section(desk: Desk, rest: RwSignal<bool>) -> Element {
    let words = desk.words;
    let scheme = use_scheme();
    follow(move || {
        scheme.0.track();
        words.language.track();
        desk.redraw();
    });
    let is_there = move || desk.known.with(|known| matches!(known, Known::There(_)));
    // What is surely needed is there from the start, so that nothing moves when the answer comes.
    let may_be = move || {
        desk.known
            .with(|known| matches!(known, Known::Waiting | Known::Slow | Known::There(_)))
    };
    let has_figures = move || is_there() && desk.figures.with(|figures| !figures.is_empty());
    let title = words.say(|texts| texts.latency);
    el("section")
        .class("panel latency")
        .attr_of("aria-label", title)
        .add(el("h2").text(title))
        .add(when(may_be, move || toolbar(desk)))
        .add(chart(desk))
        .add(when(move || rest.get() && may_be(), move || strip(desk)))
        .add(old(desk))
        .add(when(has_figures, move || statistics(desk)))
        .add(without_answer(desk))
}

/// The plot, with what there is to say where there is nothing to draw.
fn chart(desk: Desk) -> Element {
    let words = desk.words;
    let state = text(move || {
        desk.known
            .with(|known| match known {
                Known::Waiting | Known::Slow => "loading",
                Known::Failed(_) => "error",
                Known::Empty => "empty",
                Known::There(_) => "ready",
            })
            .to_owned()
    });
    let source = LatencySource::new(desk, use_scheme());
    plot(desk.plot, Rc::new(source))
        .attr("data-chart", "latency")
        .attr("role", "application")
        .attr_of("aria-label", words.say(|texts| texts.latency_chart))
        .attr_of("aria-description", words.say(|texts| texts.latency_keys))
        .attr_of("data-state", state)
        .attr_of("data-series", text(move || desk.drawn().0.to_string()))
        .attr_of("data-points", text(move || desk.drawn().1.to_string()))
        .add(
            el("p")
                .class("visually-hidden")
                .attr("role", "status")
                .text(desk.spoken.into()),
        )
        .add(explanation(desk))
}

/// What stands over an empty plot.
fn explanation(desk: Desk) -> Element {
    let words = desk.words;
    let kind = move || {
        desk.known.with(|known| match known {
            Known::Waiting | Known::There(_) => 0,
            Known::Slow => 1,
            Known::Empty => 2,
            Known::Failed(ApiError::NotFound) => 4,
            Known::Failed(_) => 3,
        })
    };
    let sentence = text(move || {
        let texts = words.texts();
        desk.known.with(|known| match known {
            Known::Slow => texts.latency_slow.to_owned(),
            Known::Empty => texts.latency_empty.to_owned(),
            Known::Failed(ApiError::Forbidden) => texts.latency_hidden.to_owned(),
            // A guest cannot tell one that is hidden from one that is not there.
            Known::Failed(ApiError::NotFound) => match desk.live.state().reader() {
                Reader::Guest => texts.server_missing_guest,
                Reader::Cookie | Reader::Token => texts.latency_missing,
            }
            .to_owned(),
            Known::Failed(ApiError::ViewPasswordRequired) => texts.latency_guarded.to_owned(),
            Known::Failed(error) => texts.error(error),
            Known::Waiting | Known::There(_) => String::new(),
        })
    });
    choose(kind, move |kind| {
        if kind == 0 {
            return group();
        }
        let box_of = el("div").class("plot__state");
        let said = el("p").text(sentence);
        match kind {
            3 => {}
            // Trying again finds no server that the list does not have.
            4 => return box_of.attr("role", "alert").add(said),
            _ => return box_of.attr("role", "status").add(said),
        }
        let again = Callback::new(move |()| desk.load());
        box_of.attr("role", "alert").add(said).add(button(
            words.say(|texts| texts.retry_now),
            ButtonKind::Plain,
            again,
        ))
    })
}

/// Said when the shown histories could not be renewed.
fn old(desk: Desk) -> Element {
    let sentence = text(move || {
        let texts = desk.words.texts();
        desk.known.with(|known| match known {
            Known::There(Some(error)) => {
                format!("{} {}", texts.latency_old, texts.error(error))
            }
            _ => String::new(),
        })
    });
    el("p")
        .class("latency__note")
        .attr("role", "status")
        .text(sentence)
}

/// Names the monitors that had no answer at all in the visible stretch, and what that may mean. It
/// stands below the figures, which would move with each stretch that has such a monitor.
fn without_answer(desk: Desk) -> Element {
    let sentence = text(move || {
        let mut names = String::new();
        desk.figures.with(|figures| {
            let silent = figures.iter().filter(|(id, stats)| {
                stats.is_without_answer() && desk.view.with(|view| view.shows(*id))
            });
            for (id, _) in silent {
                names.push_str(if names.is_empty() { "" } else { ", " });
                let name = desk.line(*id, |line| line.name.clone());
                names.push_str(&name.unwrap_or_default());
            }
        });
        if names.is_empty() {
            return names;
        }
        desk.words.fill(|texts| texts.no_answer_at_all, &[&names])
    });
    el("p").class("latency__note").text(sentence)
}
