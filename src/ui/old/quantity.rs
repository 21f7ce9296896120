//! A figure with its unit, the unit smaller and quieter.

use super::dynamic::Text;
use std::rc::Rc;

use super::dynamic::text;
use super::element::{Element, el};
use super::words::use_words;
use crate::domain::units::Quantity;

/// A quantity that may be unknown; that is written as a dash.
pub fn quantity(read: impl Fn() -> Option<Quantity> + 'static) -> Element {
    quantity_of(Rc::new(read))
}

fn quantity_of(read: Rc<dyn Fn() -> Option<Quantity>>) -> Element {
    let words = use_words();
    let again = Rc::clone(&read);
    let value = text(move || match read() {
        Some(quantity) => words.texts().number(&quantity.value),
        None => "–".to_owned(),
    });
    let unit = text(move || again().map_or("", |quantity| quantity.unit).to_owned());
    quantity_span("quantity", value, unit)
}

pub(super) fn quantity_span(class: &str, value: Text, unit: Text) -> Element {
    el("span")
        .class(class)
        .add(el("span").class("quantity__value").text(value))
        .plain(" ")
        .add(el("span").class("quantity__unit").text(unit))
}
