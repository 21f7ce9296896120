//! A track that fills, with its figure.

use leptos::prelude::*;

use super::flow::word;
use super::language::use_texts;
use crate::domain::units::{self, Level, percent};

/// A share of something, in percent, with the amounts behind it for those who point at it. A figure
/// beyond the scale fills the track and is told as it is.
#[component]
pub fn Meter(
    /// What it is a share of.
    label: &'static str,
    /// Percent; `None` when it is not known.
    #[prop(into)]
    share: Signal<Option<f64>>,
    /// The amounts behind it; empty where there are none.
    #[prop(into)]
    detail: Signal<String>,
    /// What is written instead of the percentage.
    #[prop(optional)]
    figure: Option<Signal<String>>,
    /// A second share below the track, percent; `None` where there is none.
    #[prop(optional)]
    below: Signal<Option<f64>>,
    /// Whether the amounts stand beside it.
    #[prop(optional)]
    tells_detail: bool,
    /// Why the share is not known; empty where it is.
    #[prop(optional)]
    why: Signal<String>,
) -> impl IntoView {
    let texts = use_texts();
    let hint = Signal::derive(move || {
        let why = why.get();
        if why.is_empty() { detail.get() } else { why }
    });
    let unit = if figure.is_some() { "" } else { "%" };
    let figure = figure.unwrap_or_else(|| {
        Signal::derive(move || match share.get() {
            Some(share) => texts.number(&percent(share)),
            None => "–".to_owned(),
        })
    });
    let level = word(move || match share.get().map(Level::of) {
        Some(Level::Critical) => "critical",
        Some(Level::High) => "high",
        Some(Level::Normal) => "normal",
        None => "unknown",
    });
    let now = Signal::derive(move || format!("{:.0}", on_scale(share.get())));
    let spoken = Signal::derive(move || {
        let (figure, detail) = (figure.get(), hint.get());
        let space = if unit.is_empty() { "" } else { " " };
        if detail.is_empty() {
            format!("{figure}{space}{unit}")
        } else {
            format!("{figure}{space}{unit} ({detail})")
        }
    });
    view! {
        <div
            class="meter"
            role="meter"
            aria-label=label
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=now
            aria-valuetext=spoken
            data-level=level
            title=hint
        >
            <span class="meter__label">{label}</span>
            <span class="meter__value">
                {figure} {(!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> })}
            </span>
            <span
                class="meter__track"
                style:--share=scale(share)
                style:--below=scale(below)
            ></span>
            {tells_detail.then(|| view! { <span class="meter__detail">{detail}</span> })}
        </div>
    }
}

fn on_scale(share: Option<f64>) -> f64 {
    share.unwrap_or(0.0).clamp(0.0, 100.0)
}

/// How much of a track is filled. Whole promilles: a track of 100 px does not show more, and what is
/// not seen is not set.
fn scale(share: Signal<Option<f64>>) -> Signal<String> {
    Signal::derive(move || format!("{:.3}", on_scale(share.get()) / 100.0))
}

/// The share that is used of an amount of bytes.
#[component]
pub fn BytesMeter(
    /// What it is a share of.
    label: &'static str,
    /// Bytes, as `(used, total)`.
    #[prop(into)]
    amounts: Signal<(Option<u64>, u64)>,
    /// Whether the amounts stand beside it.
    #[prop(optional)]
    tells_detail: bool,
    /// Why the share is not known; empty where it is.
    #[prop(optional)]
    why: Signal<String>,
) -> impl IntoView {
    let texts = use_texts();
    let share = Signal::derive(move || {
        let (used, total) = amounts.get();
        units::share(used, total)
    });
    let detail = Signal::derive(move || {
        let (used, total) = amounts.get();
        texts.used_of_total(used, total)
    });
    view! { <Meter label=label share=share detail=detail tells_detail=tells_detail why=why /> }
}
