//! The parts of a view that follow signals, of few types.
//!
//! Leptos makes code of its own for each closure in a view. A page has hundreds of them, so they
//! are put into one type here, a [`Signal`] or an [`AnyView`]: the app is a third smaller for it.

use std::sync::Arc;

use leptos::prelude::*;

/// A text that follows what it reads. A text that stays the same touches no DOM.
pub fn text(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    text_of(Arc::new(read))
}

fn text_of(read: Arc<dyn Fn() -> String + Send + Sync>) -> Signal<String> {
    Signal::derive(move || read())
}

/// A text that is read by several and worked out once.
pub fn shared_text(read: impl Fn() -> String + Send + Sync + 'static) -> Signal<String> {
    memo_of(Arc::new(read)).into()
}

fn memo_of(read: Arc<dyn Fn() -> String + Send + Sync>) -> Memo<String> {
    Memo::new(move |_| read())
}

/// A view that is there while a condition holds.
pub fn when<V: IntoView + 'static>(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> V + Send + Sync + 'static,
) -> AnyView {
    show(Arc::new(condition), Arc::new(move || view().into_any()))
}

fn show(
    condition: Arc<dyn Fn() -> bool + Send + Sync>,
    view: Arc<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    let holds = Memo::new(move |_| condition());
    (move || holds.get().then(|| view())).into_any()
}

/// A view that is made anew whenever what it reads changes.
pub fn switch<V: IntoView + 'static>(view: impl Fn() -> V + Send + Sync + 'static) -> AnyView {
    made_anew(Arc::new(move || view().into_any()))
}

fn made_anew(view: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    (move || view()).into_any()
}
