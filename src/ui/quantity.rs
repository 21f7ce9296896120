//! A figure with its unit, the unit smaller and quieter.

use leptos::prelude::*;

use super::dynamic::text;
use super::words::use_words;
use crate::domain::units::Quantity;

/// A quantity that may be unknown.
#[component]
pub fn QuantityText(
    /// The quantity; `None` is written as a dash.
    quantity: Signal<Option<Quantity>>,
) -> AnyView {
    let words = use_words();
    let value = text(move || match quantity.get() {
        Some(quantity) => words.texts().number(&quantity.value),
        None => "–".to_owned(),
    });
    let unit = text(move || {
        quantity
            .get()
            .map_or("", |quantity| quantity.unit)
            .to_owned()
    });
    view! {
        <span class="quantity">
            <span class="quantity__value">{value}</span>
            " "
            <span class="quantity__unit">{unit}</span>
        </span>
    }
    .into_any()
}
