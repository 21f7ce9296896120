//! A track that fills, with its figure.

use leptos::prelude::*;

use super::flow::word;
use super::language::use_texts;
use super::quantity::Figure;
use crate::domain::units::{self, Level, percent};

/// A share of something, in percent, with the amounts behind it for those who point at it or have
/// the room. A figure beyond the scale fills the track and is told as it is.
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
) -> impl IntoView {
    let texts = use_texts();
    let figure = Signal::derive(move || match share.get() {
        Some(share) => texts.number(&percent(share)),
        None => "–".to_owned(),
    });
    let unit = word(move || share.get().map_or("", |_| "%"));
    let level = word(move || match share.get().map(Level::of) {
        Some(Level::Critical) => "critical",
        Some(Level::High) => "high",
        _ => "normal",
    });
    let on_scale = move || share.get().unwrap_or(0.0).clamp(0.0, 100.0);
    // Whole promilles: a track of 100 px does not show more, and what is not seen is not set.
    let scale = Signal::derive(move || format!("scaleX({:.3})", on_scale() / 100.0));
    let now = Signal::derive(move || format!("{:.0}", on_scale()));
    let spoken = Signal::derive(move || {
        let (figure, detail) = (figure.get(), detail.get());
        if detail.is_empty() {
            format!("{figure} %")
        } else {
            format!("{figure} % ({detail})")
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
            title=detail
        >
            <span class="meter__label">{label}</span>
            <span class="meter__track">
                <span class="meter__fill" style:transform=scale></span>
            </span>
            <Figure class="meter__value quantity" value=figure unit=unit />
            <span class="meter__detail">{detail}</span>
        </div>
    }
}

/// The share that is used of an amount of bytes.
#[component]
pub fn BytesMeter(
    /// What it is a share of.
    label: &'static str,
    /// Bytes, as `(used, total)`.
    #[prop(into)]
    amounts: Signal<(u64, u64)>,
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
    view! { <Meter label=label share=share detail=detail /> }
}
