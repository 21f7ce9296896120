//! Elements as Leptos mounts them: the whole app, and what tests look at alone.

use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::no_attrs;
use leptos::tachys::view::{Mountable, Position, PositionState, Render, RenderHtml};
use web_sys::Node;

use super::built::{Kept, put_text};
use super::choice::clear_between;
use super::element::Element;

/// An element that is to be or that stands between two places of the page.
pub struct Mounted {
    element: Option<Element>,
    places: Option<[Node; 2]>,
    kept: Kept,
}

impl Mounted {
    fn clear(&mut self) {
        self.kept = Kept::default();
        if let Some([first, last]) = &self.places {
            clear_between(first, last);
        }
    }

    fn fill(&mut self) {
        if let (Some(element), Some([_, last])) = (self.element.take(), &self.places)
            && let Some(parent) = last.parent_node()
        {
            element.build(&parent, Some(last), &mut self.kept);
        }
    }
}

impl Render for Element {
    type State = Mounted;

    fn build(self) -> Mounted {
        Mounted {
            element: Some(self),
            places: None,
            kept: Kept::default(),
        }
    }

    fn rebuild(self, state: &mut Mounted) {
        state.clear();
        state.element = Some(self);
        state.fill();
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        self.clear();
        for place in self.places.take().into_iter().flatten() {
            if let Some(parent) = place.parent_node() {
                let _ = parent.remove_child(&place);
            }
        }
    }

    fn mount(&mut self, parent: &web_sys::Element, marker: Option<&Node>) {
        self.places = Some([put_text("", parent, marker), put_text("", parent, marker)]);
        self.fill();
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let first = self.places.as_ref().map(|[first, _]| first);
        match first.and_then(Node::parent_element) {
            Some(parent) => {
                child.mount(&parent, first);
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<web_sys::Element> {
        Vec::new()
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

    fn hydrate<const FROM_SERVER: bool>(self, _: &Cursor, _: &PositionState) -> Mounted {
        Render::build(self)
    }

    fn into_owned(self) -> Self {
        self
    }
}
