//! A button that opens a list of choices, one of which is taken.

use super::dynamic::Text;
use std::rc::Rc;

use leptos::prelude::*;

use wasm_bindgen::JsCast;
use web_sys::{Event, FocusEvent, HtmlElement, KeyboardEvent, Node};

use super::dynamic::{text, when};
use super::element::{Element, Handle, el};
use super::icon::{Shape, icon};

/// One choice of a menu.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// What it is called.
    pub name: Text,
    /// The language of the name, where it is not the page's.
    pub lang: Option<&'static str>,
}

/// The choices of a menu.
pub struct Choices {
    /// All of them.
    pub all: Vec<Choice>,
    /// The position of the one that is taken.
    pub taken: Box<dyn Fn() -> usize>,
    /// Takes the one at a position.
    pub take: Box<dyn Fn(usize)>,
}

/// A menu of choices. The button has an icon; the label is its name.
pub fn menu(label: Text, shape: Shape, choices: Choices) -> Element {
    let button = el("button")
        .class("button button--icon")
        .attr_of("aria-label", label)
        .attr_of("title", label)
        .add(icon(shape));
    let choices = Rc::new(choices);
    dropdown(
        label,
        button,
        Box::new(move |opening| {
            let positions = 0..choices.all.len();
            let items = positions.filter_map(|position| item(opening, &choices, position));
            items.collect()
        }),
    )
}

fn item(opening: Opening, choices: &Rc<Choices>, position: usize) -> Option<Element> {
    let Choice { name, lang } = *choices.all.get(position)?;
    let mut item = el("button")
        .class("menu__item")
        .attr("role", "menuitemradio");
    if let Some(lang) = lang {
        item = item.attr("lang", lang);
    }
    let [for_text, for_click] = [Rc::clone(choices), Rc::clone(choices)];
    let checked = text(move || ((for_text.taken)() == position).to_string());
    Some(
        item.attr_of("aria-checked", checked)
            .on("click", move |_| {
                (for_click.take)(position);
                opening.close();
            })
            .add(icon(Shape::Check))
            .add(el("span").text(name)),
    )
}

/// A menu of things to do. The button shows its label.
pub fn action_menu(label: Text, actions: Vec<(&'static str, Callback<()>)>) -> Element {
    let button = el("button").class("button").text(label);
    dropdown(
        label,
        button,
        Box::new(move |opening| {
            let items = actions.iter().copied().map(|(name, act)| {
                el("button")
                    .class("menu__item menu__item--plain")
                    .attr("role", "menuitem")
                    .on("click", move |_| {
                        opening.close();
                        act.run(());
                    })
                    .plain(name)
            });
            items.collect()
        }),
    )
}

/// Makes what stands in an opened list.
type Items = Box<dyn Fn(Opening) -> Vec<Element>>;

/// A button and the list it opens, by the ARIA pattern of a menu button: arrows walk, Home and End
/// jump, Escape closes and gives the focus back.
fn dropdown(label: Text, button: Element, items: Items) -> Element {
    let opening = Opening {
        is_open: RwSignal::new(false),
        button: Handle::new(),
        list: Handle::new(),
    };
    let is_open = opening.is_open;
    let list = move || {
        let list = el("div")
            .class("menu__list")
            .attr("role", "menu")
            .attr_of("aria-label", label)
            .handle(opening.list)
            // The list is in the page only while it is open; it takes the focus when it comes.
            .ready(|list| {
                let checked = list.query_selector("[aria-checked=true]").ok().flatten();
                focus(checked.or_else(|| list.first_element_child()));
            })
            .on("keydown", move |event| opening.walk(event.unchecked_ref()));
        items(opening).into_iter().fold(list, |list, item| {
            list.add(item.attr("type", "button").attr("tabindex", "-1"))
        })
    };
    let button = button
        .handle(opening.button)
        .attr("type", "button")
        .attr("aria-haspopup", "menu")
        .attr_of("aria-expanded", text(move || is_open.get().to_string()))
        .on("click", move |_| is_open.set(!is_open.get_untracked()));
    el("div")
        .class("menu")
        .on("focusout", move |event| opening.leave(&event))
        .add(button)
        .add(when(move || is_open.get(), list))
}

/// Whether the list is open, and the ways to what has the focus.
#[derive(Clone, Copy)]
struct Opening {
    is_open: RwSignal<bool>,
    button: Handle,
    list: Handle,
}

impl Opening {
    fn close(self) {
        self.is_open.set(false);
        self.button.focus();
    }

    fn walk(self, event: &KeyboardEvent) {
        let Some(list) = self.list.get() else {
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
    fn leave(self, event: &Event) {
        let event: &FocusEvent = event.unchecked_ref();
        let menu = self.button.get().and_then(|button| button.parent_node());
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
