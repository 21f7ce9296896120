//! A track that fills, with its figure.

use leptos::prelude::*;

use super::dynamic::{shared_text, text};
use super::words::use_words;
use crate::domain::units::{Level, fixed, percent};

/// A share of something, in percent. A figure beyond the scale fills the track and is told as it
/// is.
#[component]
pub fn Meter(
    /// What is measured.
    label: Signal<String>,
    /// Percent; `None` when it is not known.
    value: Signal<Option<f64>>,
    /// The amounts behind the share, for those who point at it or have the room.
    detail: Signal<String>,
) -> AnyView {
    let words = use_words();
    let share = move || value.get().unwrap_or(0.0).clamp(0.0, 100.0);
    let figure = shared_text(move || match value.get() {
        Some(value) => words.texts().number(&percent(value)),
        None => "–".to_owned(),
    });
    let unit = text(move || value.get().map_or("", |_| "%").to_owned());
    let level = text(move || {
        match value.get().map(Level::of) {
            Some(Level::Critical) => "critical",
            Some(Level::High) => "high",
            _ => "normal",
        }
        .to_owned()
    });
    // Whole promilles: a track of 100 px does not show more, and what is not seen is not set.
    let scale = text(move || format!("scaleX({})", fixed(share() / 100.0, 3)));
    let now = text(move || fixed(share(), 0));
    let spoken = text(move || {
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
            <span class="meter__value quantity">
                <span class="quantity__value">{figure}</span>
                " "
                <span class="quantity__unit">{unit}</span>
            </span>
            <span class="meter__detail">{detail}</span>
        </div>
    }
    .into_any()
}
