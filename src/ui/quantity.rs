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
    /// What it is, for those who do not see where it stands; empty where that is said.
    #[prop(optional)]
    name: &'static str,
    /// What more there is to tell of it to those who point at it.
    #[prop(into, optional)]
    hint: Option<Signal<String>>,
    /// How it looks.
    #[prop(default = "quantity")]
    class: &'static str,
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
    view! {
        <span class=class title=hint>
            {(!name.is_empty()).then(|| view! { <span class="visually-hidden">{name} " "</span> })}
            {value} " " <span class="unit">{unit}</span>
        </span>
    }
}
