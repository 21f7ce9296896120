//! Tabs, by the ARIA pattern: arrows walk, Home and End jump.

use super::flow::word;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The tabs alone; the caller shows the panel of the one taken.
#[component]
pub fn Tabs(
    /// What they are called together.
    label: &'static str,
    /// What each is called.
    names: Vec<&'static str>,
    /// The position of the one taken.
    taken: RwSignal<usize>,
    /// The id of the panel.
    panel_id: &'static str,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let end = names.len().saturating_sub(1);
    let walk = move |event: KeyboardEvent| {
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
        let tab = list.get_untracked().and_then(|list| {
            let tab = list.children().item(u32::try_from(next).ok()?)?;
            tab.dyn_into::<HtmlElement>().ok()
        });
        if let Some(tab) = tab {
            let _ = tab.focus();
        }
    };
    let tabs = names.into_iter().enumerate().map(|(position, name)| {
        let is_taken = move || taken.get() == position;
        view! {
            <button
                type="button"
                class="tabs__tab"
                role="tab"
                aria-controls=panel_id
                aria-selected=Signal::derive(move || is_taken().to_string())
                tabindex=word(move || if is_taken() { "0" } else { "-1" })
                on:click=move |_| taken.set(position)
            >
                {name}
            </button>
        }
    });
    view! {
        <div class="tabs" role="tablist" aria-label=label node_ref=list on:keydown=walk>
            {tabs.collect_view()}
        </div>
    }
}
