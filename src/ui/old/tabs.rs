//! Tabs, by the ARIA pattern: arrows walk, Home and End jump.

use super::dynamic::Text;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use super::dynamic::text;
use super::element::{Element, Handle, el};

/// The tabs alone; the caller shows the panel of the one taken, under this id.
pub fn tabs(
    label: Text,
    names: &[&str],
    taken: RwSignal<usize>,
    panel_id: &'static str,
) -> Element {
    let handle = Handle::new();
    let end = names.len().saturating_sub(1);
    let on_key = move |event: Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let at = taken.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" if at == end => 0,
            "ArrowRight" => at + 1,
            "ArrowLeft" if at == 0 => end,
            "ArrowLeft" => at - 1,
            "Home" => 0,
            "End" => end,
            _ => return,
        };
        event.prevent_default();
        taken.set(next);
        if let Some(tab) = handle.get().and_then(|list| nth_child(&list, next)) {
            let _ = tab.focus();
        }
    };
    let mut list = el("div")
        .class("tabs")
        .attr("role", "tablist")
        .attr_of("aria-label", label)
        .handle(handle)
        .on("keydown", on_key);
    for (position, name) in names.iter().enumerate() {
        let is_taken = move || taken.get() == position;
        list = list.add(
            el("button")
                .attr("type", "button")
                .class("tabs__tab")
                .attr("role", "tab")
                .attr("aria-controls", panel_id)
                .attr_of("aria-selected", text(move || is_taken().to_string()))
                .attr_of(
                    "tabindex",
                    text(move || if is_taken() { "0" } else { "-1" }.to_owned()),
                )
                .on("click", move |_| taken.set(position))
                .text(Text::from((*name).to_owned())),
        );
    }
    list
}

fn nth_child(parent: &HtmlElement, position: usize) -> Option<HtmlElement> {
    let child = parent.children().item(u32::try_from(position).ok()?)?;
    child.dyn_into().ok()
}
