//! Elements of a view, of one type.
//!
//! Leptos' `view!` makes code of its own for every element: its tag, attributes and children are
//! types. An [`Element`] holds them as data, so that a screen is a list of calls; the parts that
//! follow signals are the same few closures for the whole app.

use super::dynamic::Text;
use leptos::prelude::*;
use leptos::tachys::view::Mountable;

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use super::dynamic::text;

/// An element that is to be: its tag and, in order, what it has. It is one pointer, for it is handed
/// on in every call.
#[must_use]
pub struct Element(pub(super) Box<Plan>);

pub(super) struct Plan {
    pub(super) tag: Tag,
    pub(super) parts: Vec<Part>,
}

#[derive(Clone, Copy)]
pub(super) enum Tag {
    Html(&'static str),
    Drawn(&'static str),
    /// No element at all: what is inside stands among its neighbours.
    None,
}

pub(super) enum Part {
    Attribute(&'static str, String),
    Text(String),
    Follows(Place, Text),
    On(&'static str, Box<dyn FnMut(Event)>),
    Child(Element),
    Handle(Handle),
    Ready(Box<dyn FnOnce(HtmlElement)>),
    Each(Keys, Make),
    Choice(Choose, Make),
    View(Box<dyn FnOnce(&web_sys::Node, Option<&web_sys::Node>) -> Box<dyn std::any::Any>>),
}

/// Makes the element of a key.
pub(super) type Make = Box<dyn Fn(u64) -> Element>;
/// The keys of a list.
pub(super) type Keys = Box<dyn Fn() -> Vec<u64>>;
/// Which of several is there.
pub(super) type Choose = Box<dyn Fn() -> u64>;

/// Where a text that follows a signal is written.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Text,
    Attribute(&'static str),
    Style(&'static str),
    Value,
    Checked,
}

/// A way to an element that is in the page.
#[derive(Clone, Copy, Debug)]
pub struct Handle(pub(super) StoredValue<Option<HtmlElement>, LocalStorage>);

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
    tagged(Tag::Html(tag))
}

/// An element of a drawing.
pub fn svg(tag: &'static str) -> Element {
    tagged(Tag::Drawn(tag))
}

/// Elements without one around them; nothing, as long as nothing is added.
pub fn group() -> Element {
    tagged(Tag::None)
}

fn tagged(tag: Tag) -> Element {
    let parts = Vec::new();
    Element(Box::new(Plan { tag, parts }))
}

impl Element {
    /// What `view!` makes, among elements of this layer.
    pub fn of(view: impl IntoView + 'static) -> Self {
        group().with(Part::View(Box::new(move |parent, before| {
            let mut state = view.into_any().build();
            let parent: &web_sys::Element = parent.unchecked_ref();
            state.mount(parent, before);
            Box::new(state)
        })))
    }

    pub(super) fn with(mut self, part: Part) -> Self {
        self.0.parts.push(part);
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
    pub fn attr_of(self, name: &'static str, value: Text) -> Self {
        self.with(Part::Follows(Place::Attribute(name), value))
    }

    /// A property of its style that follows a signal.
    pub fn style_of(self, name: &'static str, value: Text) -> Self {
        self.with(Part::Follows(Place::Style(name), value))
    }

    /// What stands in a field, following a signal; what is typed goes elsewhere.
    pub fn value_of(self, value: Text) -> Self {
        self.with(Part::Follows(Place::Value, value))
    }

    /// A field and a signal that say the same.
    pub fn bind(self, value: RwSignal<String>) -> Self {
        self.value_of(value.into())
            .on("input", move |event| value.set(event_target_value(&event)))
    }

    /// Whether a box is ticked, following a signal.
    pub fn checked_of(self, checked: impl Fn() -> bool + 'static) -> Self {
        let checked = text(move || checked().to_string());
        self.with(Part::Follows(Place::Checked, checked))
    }

    /// A text that follows a signal. One that stays the same touches no DOM.
    pub fn text(self, text: Text) -> Self {
        self.with(Part::Follows(Place::Text, text))
    }

    /// A text that stays.
    pub fn plain(self, text: &str) -> Self {
        self.with(Part::Text(text.to_owned()))
    }

    /// Calls at each event of this kind.
    pub fn on(self, kind: &'static str, call: impl FnMut(Event) + 'static) -> Self {
        self.with(Part::On(kind, Box::new(call)))
    }

    /// Another element inside.
    #[expect(clippy::should_implement_trait, reason = "this is no sum")]
    pub fn add(self, child: Self) -> Self {
        self.with(Part::Child(child))
    }

    /// An element inside for each key, in the keys' order. It holds nothing else.
    pub fn each(
        self,
        keys: impl Fn() -> Vec<u64> + 'static,
        make: impl Fn(u64) -> Self + 'static,
    ) -> Self {
        self.with(Part::Each(Box::new(keys), Box::new(make)))
    }

    /// Lets a handle lead here.
    pub fn handle(self, handle: Handle) -> Self {
        self.with(Part::Handle(handle))
    }

    /// Calls once, when the element is in the page.
    pub fn ready(self, call: impl FnOnce(HtmlElement) + 'static) -> Self {
        self.with(Part::Ready(Box::new(call)))
    }
}
