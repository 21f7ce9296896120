//! Tabs, by the ARIA pattern: arrows walk, Home and End jump.

use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dynamic::text;

/// The tabs alone; the caller shows the panel of the one taken, under this id.
pub fn tabs(
    label: Signal<String>,
    names: Vec<Signal<String>>,
    taken: RwSignal<usize>,
    panel_id: &'static str,
) -> AnyView {
    let list = NodeRef::<html::Div>::new();
    let last = names.len().saturating_sub(1);
    let on_key = move |event: KeyboardEvent| {
        let at = taken.get_untracked();
        let next = match event.key().as_str() {
            "ArrowRight" if at == last => 0,
            "ArrowRight" => at + 1,
            "ArrowLeft" if at == 0 => last,
            "ArrowLeft" => at - 1,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        taken.set(next);
        let tab = list.get_untracked().and_then(|list| nth_child(&list, next));
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            let _ = tab.focus();
        }
    };
    let tab = |(position, name): (usize, Signal<String>)| {
        let is_taken = move || taken.get() == position;
        view! {
            <button
                type="button"
                class="tabs__tab"
                role="tab"
                aria-controls=panel_id
                aria-selected=text(move || is_taken().to_string())
                tabindex=text(move || if is_taken() { "0" } else { "-1" }.to_owned())
                on:click=move |_| taken.set(position)
            >
                {name}
            </button>
        }
        .into_any()
    };
    let tabs = names.into_iter().enumerate().map(tab).collect::<Vec<_>>();
    view! {
        <div node_ref=list class="tabs" role="tablist" aria-label=label on:keydown=on_key>
            {tabs}
        </div>
    }
    .into_any()
}

fn nth_child(parent: &Element, position: usize) -> Option<Element> {
    parent.children().item(u32::try_from(position).ok()?)
}
