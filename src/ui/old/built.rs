//! Elements that are in the page, and what keeps them up to date.

use super::dynamic::Text;
use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, Node};

use super::choice::{Shown, follow_choice};
use super::each::{Row, follow_keys};
use super::element::{Element, Part, Place, Plan, Tag};
use crate::platform::events::Listener;

/// The name space of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// What keeps some elements up to date, as long as it is not dropped. The elements inside each other
/// share one: what an element has goes when the whole goes.
#[derive(Default)]
pub(super) struct Kept {
    effects: Vec<RenderEffect<Last>>,
    listeners: Vec<Listener>,
    views: Vec<Box<dyn std::any::Any>>,
}

/// What an effect did last. It is one type for all effects, because each type costs code.
pub(super) enum Last {
    /// Wrote a text.
    Text(String),
    /// Put these elements into a list.
    Rows(Vec<Row>),
    /// Showed one of several, which goes when this goes.
    Choice(u64, #[expect(dead_code)] Shown),
}

impl Drop for Kept {
    /// An effect's task holds on to what it did last until it is called the next time.
    fn drop(&mut self) {
        for effect in &self.effects {
            drop(effect.take_value());
        }
    }
}

impl Element {
    /// Puts the element among the children of `parent`, before one of them or last.
    pub(super) fn build(
        self,
        parent: &Node,
        before: Option<&Node>,
        kept: &mut Kept,
    ) -> Option<Node> {
        let Plan { tag, parts } = *self.0;
        let page = document();
        let made = match tag {
            Tag::Html(tag) => page.create_element(tag),
            Tag::Drawn(tag) => page.create_element_ns(Some(SVG), tag),
            Tag::None => {
                for part in parts {
                    kept.take(part, parent, before);
                }
                return None;
            }
        };
        let node: Node = made.ok()?.into();
        for part in parts {
            kept.take(part, &node, None);
        }
        let _ = parent.insert_before(&node, before);
        Some(node)
    }
}

impl Kept {
    fn take(&mut self, part: Part, node: &Node, before: Option<&Node>) {
        let element: &HtmlElement = node.unchecked_ref();
        match part {
            Part::Attribute(name, value) => {
                let _ = element.set_attribute(name, &value);
            }
            Part::Text(text) => {
                put_text(&text, node, before);
            }
            Part::Follows(Place::Text, text) => {
                let node = put_text("", node, before);
                self.effects.push(follow(node, Place::Text, text));
            }
            Part::Follows(place, text) => self.effects.push(follow(node.clone(), place, text)),
            Part::On(kind, call) => self.listeners.push(Listener::new(node, kind, call)),
            Part::Child(child) => {
                child.build(node, before, self);
            }
            Part::Each(keys, make) => self.effects.push(follow_keys(node.clone(), keys, make)),
            Part::Choice(choose, make) => {
                let places = [put_text("", node, before), put_text("", node, before)];
                self.effects.push(follow_choice(places, choose, make));
            }
            Part::View(build) => self.views.push(build(node, before)),
            Part::Handle(handle) => {
                handle.0.set_value(Some(element.clone()));
            }
            Part::Ready(call) => {
                let element = element.clone();
                queue_microtask(move || call(element));
            }
        }
    }
}

/// A node of text among the children of `parent`.
pub(super) fn put_text(text: &str, parent: &Node, before: Option<&Node>) -> Node {
    let node: Node = document().create_text_node(text).into();
    let _ = parent.insert_before(&node, before);
    node
}

fn follow(node: Node, place: Place, text: Text) -> RenderEffect<Last> {
    RenderEffect::new(move |former| {
        let text = text.get();
        if !matches!(&former, Some(Last::Text(former)) if *former == text) {
            write(&node, place, &text);
        }
        Last::Text(text)
    })
}

/// Writes a text where it belongs.
fn write(node: &Node, place: Place, text: &str) {
    let element: &HtmlElement = node.unchecked_ref();
    match place {
        Place::Text => node.set_text_content(Some(text)),
        Place::Attribute(name) => {
            let _ = element.set_attribute(name, text);
        }
        Place::Style(name) => {
            let _ = element.style().set_property(name, text);
        }
        // By name: fields of several kinds have it.
        Place::Value => {
            let _ = js_sys::Reflect::set(node, &"value".into(), &text.into());
        }
        Place::Checked => {
            let field: &HtmlInputElement = node.unchecked_ref();
            field.set_checked(text == "true");
        }
    }
}
