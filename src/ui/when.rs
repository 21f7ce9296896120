//! What is there while a condition holds.

use std::sync::Arc;

use leptos::prelude::*;

type Condition = Box<dyn Fn() -> bool + Send + Sync>;
type MakeView = Arc<dyn Fn() -> AnyView + Send + Sync>;

/// A view that is there while a condition holds; what making it reads is not followed. This is
/// `<Show>` of one type for the whole app, because code is made for each type.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    show(Box::new(condition), Arc::new(view))
}

fn show(condition: Condition, view: MakeView) -> AnyView {
    let holds = Memo::new(move |_| condition());
    (move || holds.get().then(|| untrack(|| view()))).into_any()
}
