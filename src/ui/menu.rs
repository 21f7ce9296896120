//! A button that opens a list of choices, one of which is taken.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::icon::{Icon, Shape};

/// One choice of a menu.
#[derive(Clone, Copy, Debug)]
pub struct Choice<T: 'static> {
    /// What it stands for.
    pub value: T,
    /// What it is called.
    pub name: Signal<&'static str>,
    /// The language of the name, where it is not the page's.
    pub lang: Option<&'static str>,
}

/// A menu of choices, by the ARIA pattern of a menu button: arrows walk, Home and End jump, Escape
/// closes and gives the focus back.
#[component]
pub fn Menu<T: Copy + PartialEq + Send + Sync + 'static>(
    /// The button's name.
    #[prop(into)]
    label: Signal<&'static str>,
    /// The button's icon.
    shape: Shape,
    /// The choices.
    choices: Vec<Choice<T>>,
    /// The one that is taken.
    #[prop(into)]
    taken: Signal<T>,
    /// Takes another one.
    #[prop(into)]
    take: Callback<T>,
) -> impl IntoView {
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
        let current = document().active_element();
        let target = match event.key().as_str() {
            "ArrowDown" => current
                .and_then(|at| at.next_element_sibling())
                .or_else(|| list.first_element_child()),
            "ArrowUp" => current
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
        let inside = event.related_target().is_some_and(|target| {
            let root = list.get_untracked().and_then(|list| list.parent_node());
            root.is_some_and(|root| root.contains(target.dyn_ref::<Node>()))
        });
        if !inside {
            is_open.set(false);
        }
    };
    let choices = StoredValue::new(choices);
    let items = move || {
        choices.with_value(|choices| {
            choices
                .iter()
                .map(|choice| {
                    let Choice { value, name, lang } = *choice;
                    view! {
                        <button
                            type="button"
                            class="menu__item"
                            role="menuitemradio"
                            tabindex="-1"
                            lang=lang
                            aria-checked=move || (taken.get() == value).to_string()
                            on:click=move |_| {
                                take.run(value);
                                close();
                            }
                        >
                            <Icon shape=Shape::Check />
                            <span>{name}</span>
                        </button>
                    }
                })
                .collect_view()
        })
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
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                <Icon shape />
            </button>
            <Show when=move || is_open.get()>
                <div node_ref=list class="menu__list" role="menu" aria-label=label on:keydown=on_key>
                    {items()}
                </div>
            </Show>
        </div>
    }
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
