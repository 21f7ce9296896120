//! A figure with its unit, the unit smaller and quieter.

use leptos::prelude::*;

use super::flow::word;
use super::language::use_texts;
use crate::domain::units;

/// A quantity that may be unknown; that is written as a dash.
#[component]
pub fn Quantity(
    /// The quantity.
    #[prop(into)]
    quantity: Signal<Option<units::Quantity>>,
) -> impl IntoView {
    let texts = use_texts();
    let value = Signal::derive(move || {
        quantity.with(|quantity| match quantity {
            Some(quantity) => texts.number(&quantity.value),
            None => "–".to_owned(),
        })
    });
    let unit = word(move || {
        quantity.with(|quantity| quantity.as_ref().map_or("", |quantity| quantity.unit))
    });
    view! { <Figure class="quantity" value=value unit=unit /> }
}

/// A figure and its unit.
#[component]
pub(super) fn Figure(
    class: &'static str,
    value: Signal<String>,
    unit: Signal<String>,
) -> impl IntoView {
    view! {
        <span class=class>
            <span class="quantity__value">{value}</span>
            " "
            <span class="quantity__unit">{unit}</span>
        </span>
    }
}
