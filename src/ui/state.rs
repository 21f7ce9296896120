//! A screen that has one thing to say, and what can be done about it.

use leptos::prelude::*;

use super::element::{Element, el};
use super::words::page_title;

/// The whole of a screen: a heading, which is the page's title too, a sentence and what follows it.
pub fn state_screen(heading: Signal<String>, sentence: Signal<String>, action: Element) -> AnyView {
    page_title(heading);
    el("section")
        .class("state")
        .add(el("h1").attr("tabindex", "-1").text(heading))
        .add(el("p").text(sentence))
        .add(action)
        .into_any()
}

/// A link that looks like a button.
pub fn link_button(label: Signal<String>, href: &str, is_primary: bool) -> Element {
    let class = if is_primary {
        "button button--primary"
    } else {
        "button"
    };
    el("a").class(class).attr("href", href).text(label)
}
