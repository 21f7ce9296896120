//! Latencies of a server: the chart, what is chosen for it, and its figures.

mod desk;
mod export;
mod labels;
mod source;
mod strip;
mod table;
mod toolbar;

use std::rc::Rc;

use leptos::prelude::*;

use super::charts::LiveCharts;
use crate::domain::error::ApiError;
use crate::domain::server::ServerId;
use crate::domain::session::Reader;
use crate::i18n::fill;
use crate::ui::{Button, Extent, Missing, Plot, effect, part, use_scheme, when, word};
use desk::{Desk, Known};
use source::LatencySource;
use strip::OverviewStrip;
use table::Statistics;
use toolbar::Toolbar;

/// The section of a server's page, and the live charts below it, which are in the same file: they
/// share the drawing of charts. `rest` is set once the chart is drawn, or there is none to be drawn
/// soon: what stands below it is built then.
pub(super) fn charts_section(id: ServerId, is_seen: bool, rest: RwSignal<bool>) -> AnyView {
    part(Extent::Section, move || charts(id, is_seen, rest))
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
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
) -> Result<AnyView, Missing> {
    Ok(view! {
        <LatencySection id=id is_seen=is_seen rest=rest />
        {when(move || rest.get(), move || view! { <LiveCharts id=id /> }.into_any())}
    }
    .into_any())
}

/// The chart of a server's latencies, what is chosen for it, and the figures. The figures are worked
/// out once the chart is drawn.
#[component]
pub(super) fn LatencySection(
    /// The server.
    id: ServerId,
    /// Whether the server is there to be seen; of another nothing is asked.
    is_seen: bool,
    /// Set once the chart is drawn, or there is none to be drawn soon.
    rest: RwSignal<bool>,
) -> impl IntoView {
    let desk = Desk::new(id, is_seen, rest);
    let texts = desk.texts;
    let scheme = use_scheme();
    effect(move || {
        scheme.0.track();
        desk.redraw();
    });
    // What is surely needed is there from the start, so that nothing moves when the answer comes.
    let may_be = move || {
        desk.known
            .with(|known| matches!(known, Known::Waiting | Known::Slow | Known::There(_)))
    };
    let has_figures = move || {
        desk.known.with(|known| matches!(known, Known::There(_)))
            && desk.figures.with(|figures| !figures.is_empty())
    };
    view! {
        <section class="panel latency" aria-label=texts.latency>
            <h2>{texts.latency}</h2>
            {when(may_be, move || view! { <Toolbar desk=desk /> }.into_any())}
            <LatencyChart desk=desk />
            {when(
                move || rest.get() && may_be(),
                move || view! { <OverviewStrip desk=desk /> }.into_any(),
            )}
            <RenewalTrouble desk=desk />
            {when(has_figures, move || view! { <Statistics desk=desk /> }.into_any())}
            <WithoutAnswer desk=desk />
        </section>
    }
}

/// The plot, with what there is to say where there is nothing to draw.
#[component]
fn LatencyChart(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let state = word(move || {
        desk.known.with(|known| match known {
            Known::Waiting | Known::Slow => "loading",
            Known::Failed(_) => "error",
            Known::Empty => "empty",
            Known::There(_) => "ready",
        })
    });
    let series = Memo::new(move |_| desk.drawn().0);
    let points = Memo::new(move |_| desk.drawn().1);
    let source = LatencySource::new(desk, use_scheme());
    view! {
        <Plot
            handle=desk.plot
            source=Rc::new(source)
            attr:data-chart="latency"
            attr:role="application"
            attr:aria-label=texts.latency_chart
            attr:aria-description=texts.latency_keys
            attr:data-state=state
            attr:data-series=Signal::derive(move || series.get().to_string())
            attr:data-points=Signal::derive(move || points.get().to_string())
        >
            <p class="visually-hidden" role="status">
                {desk.spoken}
            </p>
            <Explanation desk=desk />
        </Plot>
    }
}

/// What kind of thing there is to say over an empty plot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Nothing,
    /// How it is.
    Word,
    /// What went wrong, for good.
    Refusal,
    /// What went wrong and may go well another time.
    Failure,
}

impl Said {
    fn of(known: &Known) -> Self {
        match known {
            Known::Waiting | Known::There(_) => Self::Nothing,
            Known::Slow | Known::Empty => Self::Word,
            // Trying again finds no server that the list does not have.
            Known::Failed(ApiError::NotFound) => Self::Refusal,
            Known::Failed(_) => Self::Failure,
        }
    }
}

/// Why the plot is empty.
#[component]
fn Explanation(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let is_said = move |said: Said| move || desk.known.with(Said::of) == said;
    let sentence = Signal::derive(move || {
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
    let again = Callback::new(move |()| desk.load());
    let word = move || {
        view! {
            <div class="plot__state" role="status">
                <p>{sentence}</p>
            </div>
        }
        .into_any()
    };
    let refusal = move || {
        view! {
            <div class="plot__state" role="alert">
                <p>{sentence}</p>
            </div>
        }
        .into_any()
    };
    let failure = move || {
        view! {
            <div class="plot__state" role="alert">
                <p>{sentence}</p>
                <Button label=texts.retry_now press=again />
            </div>
        }
        .into_any()
    };
    // Each is made anew, so that it is read out.
    view! {
        {when(is_said(Said::Word), word)}
        {when(is_said(Said::Refusal), refusal)}
        {when(is_said(Said::Failure), failure)}
    }
}

/// Said when the shown histories could not be renewed.
#[component]
fn RenewalTrouble(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let sentence = Signal::derive(move || {
        desk.known.with(|known| match known {
            Known::There(Some(error)) => {
                format!("{} {}", texts.latency_old, texts.error(error))
            }
            _ => String::new(),
        })
    });
    view! {
        <p class="latency__note" role="status">
            {sentence}
        </p>
    }
}

/// Names the monitors that had no answer at all in the visible stretch, and what that may mean. It
/// stands below the figures, which would move with each stretch that has such a monitor.
#[component]
fn WithoutAnswer(desk: Desk) -> impl IntoView {
    let sentence = Signal::derive(move || {
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
        fill(desk.texts.no_answer_at_all, &[&names])
    });
    view! { <p class="latency__note">{sentence}</p> }
}
