//! Elements of this layer among what `view!` makes.

use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use super::super::plot::{PlotHandle, Plotted, plot};
use super::element::Element;
use super::mounted::mount;

/// Makes an element where it stands, once it stands there.
#[component]
pub fn Hosted(
    /// Makes the element.
    make: impl FnOnce() -> Element + 'static,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let owner = Owner::current().unwrap_or_default();
    let mounted = StoredValue::new_local(None);
    root.on_load(move |root| {
        mounted.set_value(Some(owner.with(|| mount(&root, make))));
    });
    view! { <div node_ref=root style:display="contents"></div> }
}

/// A plot.
#[component]
pub fn Plot(
    /// The way to it.
    handle: PlotHandle,
    /// What it shows.
    source: Rc<dyn Plotted>,
) -> impl IntoView {
    view! { <Hosted make=move || plot(handle, source) /> }
}
