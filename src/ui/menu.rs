//! A button that opens a list, by the ARIA pattern of a menu button: arrows walk, Home and End jump,
//! Escape closes and gives the focus back.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::flow::{effect, when};
use super::icon::{Icon, Shape};

/// One choice of a menu, or one thing to do.
#[derive(Clone, Copy, Debug)]
pub struct MenuItem {
    /// What it is called.
    pub name: &'static str,
    /// The language of the name, where it is not the page's.
    pub lang: Option<&'static str>,
}

impl MenuItem {
    /// An item whose name is in the page's language.
    pub fn new(name: &'static str) -> Self {
        Self { name, lang: None }
    }
}

/// A menu of choices, one of which is taken. The button has an icon; the label is its name.
#[component]
pub fn ChoiceMenu(
    /// What is chosen.
    label: &'static str,
    /// The icon on the button.
    shape: Shape,
    /// The choices.
    choices: Vec<MenuItem>,
    /// The position of the one that is taken.
    #[prop(into)]
    taken: Signal<usize>,
    /// Takes the one at a position.
    take: Callback<usize>,
) -> impl IntoView {
    view! {
        <Dropdown
            label=label
            items=choices
            taken=taken
            take=take
            class="button button--icon"
            face=view! { <Icon shape=shape /> }.into_any()
        />
    }
}

/// A menu of things to do. The button shows its label.
#[component]
pub fn ActionMenu(
    /// What they are called together.
    label: &'static str,
    /// What each is called.
    actions: Vec<MenuItem>,
    /// Does the one at a position.
    act: Callback<usize>,
) -> impl IntoView {
    view! {
        <Dropdown label=label items=actions take=act class="button" face=label.into_any() />
    }
}

/// The button and its list. The items of a list of which one is taken are radio buttons.
#[component]
fn Dropdown(
    label: &'static str,
    items: Vec<MenuItem>,
    #[prop(optional)] taken: Option<Signal<usize>>,
    take: Callback<usize>,
    class: &'static str,
    face: AnyView,
) -> impl IntoView {
    let opening = Opening {
        is_open: RwSignal::new(false),
        button: NodeRef::new(),
        list: NodeRef::new(),
    };
    let is_open = opening.is_open;
    // The list is in the page only while it is open; it takes the focus when it comes.
    effect(move || {
        if let Some(list) = opening.list.get() {
            let checked = list.query_selector("[aria-checked=true]").ok().flatten();
            focus(checked.or_else(|| list.first_element_child()));
        }
    });
    let list = move || {
        let items = items.iter().enumerate().map(|(position, item)| {
            let take = Callback::new(move |()| {
                // What is taken may mount the page anew: the focus is given back before.
                opening.close();
                take.run(position);
            });
            match taken {
                Some(taken) => choice(*item, position, taken, take),
                None => action(*item, take),
            }
        });
        view! {
            <div
                class="menu__list"
                role="menu"
                aria-label=label
                node_ref=opening.list
                on:keydown=move |event| opening.walk(&event)
            >
                {items.collect_view()}
            </div>
        }
        .into_any()
    };
    let title = (class != "button").then_some(label);
    view! {
        <div class="menu" on:focusout=move |event| opening.leave(&event)>
            <button
                type="button"
                class=class
                aria-label=title
                title=title
                aria-haspopup="menu"
                aria-expanded=Signal::derive(move || is_open.get().to_string())
                node_ref=opening.button
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {face}
            </button>
            {when(move || is_open.get(), list)}
        </div>
    }
}

fn choice(
    MenuItem { name, lang }: MenuItem,
    position: usize,
    taken: Signal<usize>,
    take: Callback<()>,
) -> AnyView {
    let checked = Signal::derive(move || (taken.get() == position).to_string());
    view! {
        <button
            type="button"
            class="menu__item"
            role="menuitemradio"
            tabindex="-1"
            lang=lang
            aria-checked=checked
            on:click=move |_| take.run(())
        >
            <Icon shape=Shape::Check />
            <span>{name}</span>
        </button>
    }
    .into_any()
}

fn action(MenuItem { name, .. }: MenuItem, take: Callback<()>) -> AnyView {
    view! {
        <button
            type="button"
            class="menu__item menu__item--plain"
            role="menuitem"
            tabindex="-1"
            on:click=move |_| take.run(())
        >
            {name}
        </button>
    }
    .into_any()
}

/// Whether the list is open, and the ways to what has the focus.
#[derive(Clone, Copy)]
struct Opening {
    is_open: RwSignal<bool>,
    button: NodeRef<html::Button>,
    list: NodeRef<html::Div>,
}

impl Opening {
    fn close(self) {
        self.is_open.set(false);
        if let Some(button) = self.button.get_untracked() {
            let _ = button.focus();
        }
    }

    fn walk(self, event: &KeyboardEvent) {
        let Some(list) = self.list.get_untracked() else {
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
                self.close();
                return;
            }
            _ => return,
        };
        event.prevent_default();
        focus(target);
    }

    /// Closes when the focus leaves the menu.
    fn leave(self, event: &FocusEvent) {
        let menu = self
            .button
            .get_untracked()
            .and_then(|button| button.parent_node());
        let is_inside = event
            .related_target()
            .zip(menu)
            .is_some_and(|(target, menu)| menu.contains(target.dyn_ref::<Node>()));
        if !is_inside {
            self.is_open.set(false);
        }
    }
}

fn focus(element: Option<web_sys::Element>) {
    if let Some(element) = element {
        let element: &HtmlElement = element.unchecked_ref();
        let _ = element.focus();
    }
}
