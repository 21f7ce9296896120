//! A track that fills, with its figure.

use leptos::prelude::*;

use super::words::use_words;
use crate::domain::units::{Level, percent};

/// A share of something, in percent. A figure beyond the scale fills the track and is told as it
/// is.
#[component]
pub fn Meter(
    /// What is measured.
    #[prop(into)]
    label: Signal<&'static str>,
    /// Percent; `None` when it is not known.
    #[prop(into)]
    value: Signal<Option<f64>>,
    /// The amounts behind the share, for those who point at it or have the room.
    #[prop(into)]
    detail: Signal<String>,
) -> impl IntoView {
    let words = use_words();
    let text = Memo::new(move |_| match value.get() {
        Some(value) => words.texts().number(&percent(value)),
        None => "–".to_owned(),
    });
    let unit = move || if value.get().is_some() { "%" } else { "" };
    let level = move || match value.get().map(Level::of) {
        Some(Level::Critical) => "critical",
        Some(Level::High) => "high",
        _ => "normal",
    };
    // Whole promilles: a track of 100 px does not show more, and what is not seen is not set.
    let scale = Memo::new(move |_| {
        let share = value.get().unwrap_or(0.0).clamp(0.0, 100.0) / 100.0;
        format!("scaleX({share:.3})")
    });
    let now = move || format!("{:.0}", value.get().unwrap_or(0.0).clamp(0.0, 100.0));
    let spoken = move || {
        let (text, detail) = (text.get(), detail.get());
        if detail.is_empty() {
            format!("{text} %")
        } else {
            format!("{text} % ({detail})")
        }
    };
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
                <span class="meter__fill" style:transform=move || scale.get()></span>
            </span>
            <span class="meter__value quantity">
                <span class="quantity__value">{text}</span>
                " "
                <span class="quantity__unit">{unit}</span>
            </span>
            <span class="meter__detail">{detail}</span>
        </div>
    }
}
