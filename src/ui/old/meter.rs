//! A track that fills, with its figure.

use super::dynamic::Text;
use leptos::prelude::*;
use std::rc::Rc;

use super::dynamic::text;
use super::element::{Element, el};
use super::quantity::quantity_span;
use super::words::use_words;
use crate::domain::units::{self, Level, percent};

/// A share of something, in percent; `None` when it is not known.
type Share = Rc<dyn Fn() -> Option<f64>>;

/// A share of something, in percent, with the amounts behind it for those who point at it or have
/// the room. A figure beyond the scale fills the track and is told as it is.
pub fn meter(label: Text, share: impl Fn() -> Option<f64> + 'static, detail: Text) -> Element {
    meter_of(label, &(Rc::new(share) as Share), detail)
}

/// The share that is used of an amount of bytes, as `(used, total)`.
pub fn bytes_meter(label: Text, amounts: impl Fn() -> (u64, u64) + 'static) -> Element {
    bytes_meter_of(label, Rc::new(amounts))
}

fn bytes_meter_of(label: Text, amounts: Rc<dyn Fn() -> (u64, u64)>) -> Element {
    let words = use_words();
    let again = Rc::clone(&amounts);
    let detail = text(move || {
        let (used, total) = again();
        words.used_of_total(used, total)
    });
    let share: Share = Rc::new(move || {
        let (used, total) = amounts();
        units::share(used, total)
    });
    meter_of(label, &share, detail)
}

fn meter_of(label: Text, share: &Share, detail: Text) -> Element {
    let words = use_words();
    let follow = |write: fn(Option<f64>) -> String| {
        let share = Rc::clone(share);
        text(move || write(share()))
    };
    let figure = {
        let share = Rc::clone(share);
        text(move || match share() {
            Some(share) => words.texts().number(&percent(share)),
            None => "–".to_owned(),
        })
    };
    let unit = follow(|share| share.map_or("", |_| "%").to_owned());
    let level = follow(|share| {
        match share.map(Level::of) {
            Some(Level::Critical) => "critical",
            Some(Level::High) => "high",
            _ => "normal",
        }
        .to_owned()
    });
    // Whole promilles: a track of 100 px does not show more, and what is not seen is not set.
    let scale = follow(|share| format!("scaleX({:.3})", on_scale(share) / 100.0));
    let now = follow(|share| format!("{:.0}", on_scale(share)));
    let spoken = text(move || {
        let (figure, detail) = (figure.get(), detail.get());
        if detail.is_empty() {
            format!("{figure} %")
        } else {
            format!("{figure} % ({detail})")
        }
    });
    el("div")
        .class("meter")
        .attr("role", "meter")
        .attr_of("aria-label", label)
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr_of("aria-valuenow", now)
        .attr_of("aria-valuetext", spoken)
        .attr_of("data-level", level)
        .attr_of("title", detail)
        .add(el("span").class("meter__label").text(label))
        .add(
            el("span")
                .class("meter__track")
                .add(el("span").class("meter__fill").style_of("transform", scale)),
        )
        .add(quantity_span("meter__value quantity", figure, unit))
        .add(el("span").class("meter__detail").text(detail))
}

fn on_scale(share: Option<f64>) -> f64 {
    share.unwrap_or(0.0).clamp(0.0, 100.0)
}
