//! Elements of a view, of one type.
//!
//! Leptos' `view!` makes code of its own for every element: its tag, attributes and children are
//! types. An [`Element`] holds them as data, so that a screen is a list of calls; the parts that
//! follow signals are the same few closures for the whole app.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::renderer::Rndr;
use leptos::tachys::view::any_view::AnyViewState;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use wasm_bindgen::JsCast;
use web_sys::{Document, Event, HtmlElement, HtmlInputElement, Node};

use super::each::{MakeRow, Rows, follow_keys};
use crate::platform::events::Listener;

/// The name space of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// An element that is to be: its tag and, in order, what it has.
pub struct Element {
    tag: &'static str,
    is_drawn: bool,
    parts: Vec<Part>,
}

enum Part {
    Attribute(&'static str, String),
    Follows(Place, Signal<String>),
    On(&'static str, Box<dyn FnMut(Event) + Send>),
    Child(AnyView),
    Handle(Handle),
    Ready(Box<dyn FnOnce(HtmlElement) + Send>),
    Each(Signal<Vec<u64>>, MakeRow),
}

/// Where a text that follows a signal is written.
#[derive(Clone, Copy)]
enum Place {
    Text,
    Attribute(&'static str),
    Style(&'static str),
    Value,
    Checked,
}

/// A way to an element that is in the page.
#[derive(Clone, Copy, Debug)]
pub struct Handle(StoredValue<Option<HtmlElement>, LocalStorage>);

impl Handle {
    /// A way to nothing yet.
    pub fn new() -> Self {
        Self(StoredValue::new_local(None))
    }

    /// The element, as long as it is there.
    pub fn get(self) -> Option<HtmlElement> {
        self.0.try_get_value().flatten()
    }

    /// Gives it the focus.
    pub fn focus(self) {
        if let Some(element) = self.get() {
            let _ = element.focus();
        }
    }

    /// The same for a field, whose text is selected, so that typing replaces it.
    pub fn focus_and_select(self) {
        self.focus();
        let field = self.get().and_then(|element| element.dyn_into().ok());
        if let Some(field) = field {
            HtmlInputElement::select(&field);
        }
    }
}

impl Default for Handle {
    fn default() -> Self {
        Self::new()
    }
}

/// An element of HTML.
pub fn el(tag: &'static str) -> Element {
    Element {
        tag,
        is_drawn: false,
        parts: Vec::new(),
    }
}

/// An element of a drawing.
pub fn svg(tag: &'static str) -> Element {
    Element {
        is_drawn: true,
        ..el(tag)
    }
}

impl Element {
    fn with(mut self, part: Part) -> Self {
        self.parts.push(part);
        self
    }

    /// An attribute that stays.
    pub fn attr(self, name: &'static str, value: &str) -> Self {
        self.with(Part::Attribute(name, value.to_owned()))
    }

    /// The classes.
    pub fn class(self, names: &str) -> Self {
        self.attr("class", names)
    }

    /// An attribute that follows a signal.
    pub fn attr_of(self, name: &'static str, value: Signal<String>) -> Self {
        self.with(Part::Follows(Place::Attribute(name), value))
    }

    /// A property of its style that follows a signal.
    pub fn style_of(self, name: &'static str, value: Signal<String>) -> Self {
        self.with(Part::Follows(Place::Style(name), value))
    }

    /// What stands in a field, following a signal; what is typed goes elsewhere.
    pub fn value_of(self, value: Signal<String>) -> Self {
        self.with(Part::Follows(Place::Value, value))
    }

    /// A field and a signal that say the same.
    pub fn bind(self, value: RwSignal<String>) -> Self {
        self.value_of(value.into())
            .on("input", move |event| value.set(event_target_value(&event)))
    }

    /// Whether a box is ticked, following a signal.
    pub fn checked_of(self, checked: Signal<bool>) -> Self {
        let checked = Signal::derive(move || checked.get().to_string());
        self.with(Part::Follows(Place::Checked, checked))
    }

    /// A text that follows a signal. One that stays the same touches no DOM.
    pub fn text(self, text: Signal<String>) -> Self {
        self.with(Part::Follows(Place::Text, text))
    }

    /// Calls at each event of this kind.
    pub fn on(self, kind: &'static str, call: impl FnMut(Event) + Send + 'static) -> Self {
        self.with(Part::On(kind, Box::new(call)))
    }

    /// Another element inside.
    pub fn add(self, child: Self) -> Self {
        self.view(child.into_any())
    }

    /// Any view inside.
    pub fn view(self, child: AnyView) -> Self {
        self.with(Part::Child(child))
    }

    /// An element inside for each key, in the keys' order. It holds nothing else.
    pub fn each(
        self,
        keys: Signal<Vec<u64>>,
        make: impl Fn(u64) -> Self + Send + Sync + 'static,
    ) -> Self {
        self.with(Part::Each(keys, Arc::new(make)))
    }

    /// Lets a handle lead here.
    pub fn handle(self, handle: Handle) -> Self {
        self.with(Part::Handle(handle))
    }

    /// Calls once, when the element is in the page.
    pub fn ready(self, call: impl FnOnce(HtmlElement) + Send + 'static) -> Self {
        self.with(Part::Ready(Box::new(call)))
    }
}

/// An element that is there, and what keeps it up to date.
pub struct ElementState {
    node: web_sys::Element,
    children: Vec<AnyViewState>,
    effects: Vec<RenderEffect<String>>,
    listeners: Vec<Listener>,
    rows: Option<RenderEffect<Rows>>,
}

/// Writes a text where it belongs.
fn write(node: &Node, place: Place, text: &str) {
    match place {
        Place::Text => node.set_text_content(Some(text)),
        Place::Attribute(name) => {
            if let Some(element) = node.dyn_ref::<web_sys::Element>() {
                let _ = element.set_attribute(name, text);
            }
        }
        Place::Style(name) => {
            if let Some(element) = node.dyn_ref::<HtmlElement>() {
                let _ = element.style().set_property(name, text);
            }
        }
        // By name: fields of several kinds have it.
        Place::Value => {
            let _ = js_sys::Reflect::set(node, &"value".into(), &text.into());
        }
        Place::Checked => {
            if let Some(field) = node.dyn_ref::<HtmlInputElement>() {
                field.set_checked(text == "true");
            }
        }
    }
}

fn follow(node: Node, place: Place, text: Signal<String>) -> RenderEffect<String> {
    RenderEffect::new(move |former: Option<String>| {
        let text = text.get();
        if former.as_ref() != Some(&text) {
            write(&node, place, &text);
        }
        text
    })
}

impl Render for Element {
    type State = ElementState;

    fn build(self) -> ElementState {
        let page: Document = document();
        let node = Rndr::create_element(self.tag, self.is_drawn.then_some(SVG));
        let mut state = ElementState {
            node,
            children: Vec::new(),
            effects: Vec::new(),
            listeners: Vec::new(),
            rows: None,
        };
        for part in self.parts {
            state.take(&page, part);
        }
        state
    }

    fn rebuild(self, state: &mut ElementState) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl ElementState {
    /// The node in the page.
    pub(super) fn node(&self) -> &Node {
        &self.node
    }

    fn take(&mut self, page: &Document, part: Part) {
        match part {
            Part::Attribute(name, value) => {
                let _ = self.node.set_attribute(name, &value);
            }
            Part::Follows(Place::Text, text) => {
                let node: Node = page.create_text_node("").into();
                let _ = self.node.append_child(&node);
                self.effects.push(follow(node, Place::Text, text));
            }
            Part::Follows(place, text) => {
                let node: Node = self.node.clone().into();
                self.effects.push(follow(node, place, text));
            }
            Part::On(kind, call) => self.listeners.push(Listener::new(&self.node, kind, call)),
            Part::Child(child) => {
                let mut child = child.build();
                child.mount(&self.node, None);
                self.children.push(child);
            }
            Part::Each(keys, make) => {
                self.rows = Some(follow_keys(self.node.clone(), keys, make));
            }
            Part::Handle(handle) => {
                let element = self.node.dyn_ref::<HtmlElement>().cloned();
                handle.0.try_set_value(element);
            }
            Part::Ready(call) => {
                if let Some(element) = self.node.dyn_ref::<HtmlElement>().cloned() {
                    queue_microtask(move || call(element));
                }
            }
        }
    }
}

impl Mountable for ElementState {
    fn unmount(&mut self) {
        self.node.remove();
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) {
        let _ = parent.insert_before(&self.node, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.node.parent_element() {
            Some(parent) => {
                child.mount(&parent, Some(&self.node));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        vec![self.node.clone()]
    }
}

no_attrs!(Element);

/// There is no server that would write the page: nothing here is ever called.
impl RenderHtml for Element {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _: &mut String,
        _: &mut Position,
        _: bool,
        _: bool,
        _: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> ElementState {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
