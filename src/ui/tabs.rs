//! Tabs, by the ARIA pattern: arrows walk, Home and End jump.

use super::flow::{each, word};
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// A tab.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tab {
    /// What it is called.
    pub name: String,
    /// What is told beside that, quietly; empty for nothing.
    pub note: String,
}

impl Tab {
    /// A tab that has a name alone.
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            note: String::new(),
        }
    }
}

/// The tabs alone; the caller shows the panel of the one taken.
#[component]
pub fn Tabs(
    /// What they are called together.
    label: &'static str,
    /// The tabs, which may change.
    #[prop(into)]
    tabs: Signal<Vec<Tab>>,
    /// The position of the one taken.
    #[prop(into)]
    taken: Signal<usize>,
    /// Told which one the visitor wants.
    take: Callback<usize>,
    /// The id of the panel.
    panel_id: &'static str,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let walk = move |event: KeyboardEvent| {
        let end = tabs.with_untracked(|tabs| tabs.len().saturating_sub(1));
        let at = taken.get_untracked().min(end);
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
        take.run(next);
        let tab = list.get_untracked().and_then(|list| {
            let tab = list.children().item(u32::try_from(next).ok()?)?;
            tab.dyn_into::<HtmlElement>().ok()
        });
        if let Some(tab) = tab {
            let _ = tab.focus();
        }
    };
    let tab = move |position: u64| {
        let position = usize::try_from(position).unwrap_or_default();
        let said = move |part: fn(&Tab) -> &String| {
            Signal::derive(move || {
                tabs.with(|tabs| tabs.get(position).map(part).cloned().unwrap_or_default())
            })
        };
        let note = said(|tab| &tab.note);
        let is_taken = move || taken.get() == position;
        // Where none is taken, the first can be walked to.
        let is_way_in = move || is_taken() || (position == 0 && taken.get() >= tabs.with(Vec::len));
        view! {
            <button
                type="button"
                class="tabs__tab"
                role="tab"
                aria-controls=panel_id
                aria-selected=Signal::derive(move || is_taken().to_string())
                tabindex=word(move || if is_way_in() { "0" } else { "-1" })
                on:click=move |_| take.run(position)
            >
                <bdi>{said(|tab| &tab.name)}</bdi>
                " "
                <span class="tabs__note">{note}</span>
            </button>
        }
        .into_any()
    };
    let positions = move || (0..tabs.with(|tabs| tabs.len() as u64)).collect();
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=list on:keydown=walk>
            {each(positions, tab)}
        </div>
    }
}
