//! A figure with its unit, the unit smaller and quieter.

use leptos::prelude::*;

use super::words::use_words;
use crate::domain::units::Quantity;

/// A quantity that may be unknown.
#[component]
pub fn QuantityText(
    /// The quantity; `None` is written as a dash.
    #[prop(into)]
    quantity: Signal<Option<Quantity>>,
) -> impl IntoView {
    let words = use_words();
    let value = move || {
        quantity.with(|quantity| match quantity {
            Some(quantity) => words.texts().number(&quantity.value),
            None => "–".to_owned(),
        })
    };
    let unit = move || quantity.with(|quantity| quantity.as_ref().map_or("", |some| some.unit));
    view! {
        <span class="quantity">
            <span class="quantity__value">{value}</span>
            " "
            <span class="quantity__unit">{unit}</span>
        </span>
    }
}
