//! A button that opens a list of choices, one of which is taken.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

use super::dynamic::{text, when};
use super::icon::{Icon, Shape};

/// One choice of a menu.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// What it is called.
    pub name: Signal<String>,
    /// The language of the name, where it is not the page's.
    pub lang: Option<&'static str>,
}

/// A menu of choices, by the ARIA pattern of a menu button: arrows walk, Home and End jump, Escape
/// closes and gives the focus back.
#[component]
pub fn Menu(
    /// The button's name.
    label: Signal<String>,
    /// The button's icon.
    shape: Shape,
    /// The choices.
    choices: Vec<Choice>,
    /// The position of the one that is taken.
    taken: Signal<usize>,
    /// Takes the one at a position.
    take: Callback<usize>,
) -> AnyView {
    let is_open = RwSignal::new(false);
    let button = NodeRef::<Button>::new();
    let list = NodeRef::<Div>::new();

    let close = move || {
        is_open.set(false);
        if let Some(button) = button.get_untracked() {
            let _ = button.focus();
        }
    };
    // The list is in the page only while it is open; it takes the focus when it comes.
    Effect::new(move || {
        if let Some(list) = list.get() {
            let checked = list.query_selector("[aria-checked=true]").ok().flatten();
            focus(checked.or_else(|| list.first_element_child()));
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let Some(list) = list.get_untracked() else {
            return;
        };
        let at = document().active_element();
        let target = match event.key().as_str() {
            "ArrowDown" => at
                .and_then(|at| at.next_element_sibling())
                .or_else(|| list.first_element_child()),
            "ArrowUp" => at
                .and_then(|at| at.previous_element_sibling())
                .or_else(|| list.last_element_child()),
            "Home" => list.first_element_child(),
            "End" => list.last_element_child(),
            "Escape" => {
                event.prevent_default();
                close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        focus(target);
    };
    let on_focus_out = move |event: FocusEvent| {
        let target = event.related_target();
        let menu = list.get_untracked().and_then(|list| list.parent_node());
        let is_inside = target
            .zip(menu)
            .is_some_and(|(target, menu)| menu.contains(target.dyn_ref::<Node>()));
        if !is_inside {
            is_open.set(false);
        }
    };
    let items = move || {
        let item = |(position, choice): (usize, &Choice)| {
            let Choice { name, lang } = *choice;
            let choose = move |_| {
                take.run(position);
                close();
            };
            view! {
                <button
                    type="button"
                    class="menu__item"
                    role="menuitemradio"
                    tabindex="-1"
                    lang=lang
                    aria-checked=text(move || (taken.get() == position).to_string())
                    on:click=choose
                >
                    <Icon shape=Shape::Check />
                    <span>{name}</span>
                </button>
            }
            .into_any()
        };
        choices.iter().enumerate().map(item).collect::<Vec<_>>()
    };
    let open_list = move || {
        view! {
            <div node_ref=list class="menu__list" role="menu" aria-label=label on:keydown=on_key>
                {items()}
            </div>
        }
    };
    view! {
        <div class="menu" on:focusout=on_focus_out>
            <button
                node_ref=button
                type="button"
                class="button button--icon"
                aria-label=label
                title=label
                aria-haspopup="menu"
                aria-expanded=text(move || is_open.get().to_string())
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <Icon shape />
            </button>
            {when(move || is_open.get(), open_list)}
        </div>
    }
    .into_any()
}

fn focus(element: Option<Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
