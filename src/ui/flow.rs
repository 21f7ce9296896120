//! What Leptos has for views that follow signals, each of one type for the whole app: code is made for
//! each type of closure in a view, and an app has hundreds.

use std::sync::Arc;

use leptos::prelude::*;

type Condition = Box<dyn Fn() -> bool + Send + Sync>;
type MakeView = Arc<dyn Fn() -> AnyView + Send + Sync>;
type Keys = Box<dyn Fn() -> Vec<u128> + Send + Sync>;
type MakeRow = Arc<dyn Fn(u128) -> AnyView + Send + Sync>;

/// A view that is there while a condition holds (`<Show>`). What making it reads is not followed.
pub fn when(
    condition: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    show(Box::new(condition), Arc::new(view))
}

/// One of two views; neither is made of the other's nodes.
pub fn either(
    condition: impl Fn() -> bool + Copy + Send + Sync + 'static,
    holds: impl Fn() -> AnyView + Send + Sync + 'static,
    fails: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    view! {
        {when(condition, holds)}
        {when(move || !condition(), fails)}
    }
    .into_any()
}

/// A view for each key, in their order (`<For>`). A key that stays keeps its view.
pub fn each(
    keys: impl Fn() -> Vec<u64> + Send + Sync + 'static,
    row: impl Fn(u64) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let keys = move || keys().into_iter().map(u128::from).collect();
    // Each is one of those.
    let row = move |key| row(u64::try_from(key).unwrap_or_default());
    rows(Box::new(keys), Arc::new(row))
}

/// The same for rows of two kinds, each with keys of its own: `true` marks the second.
pub fn each_of_two(
    keys: impl Fn() -> Vec<(u64, bool)> + Send + Sync + 'static,
    row: impl Fn(u64, bool) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let wide = |(key, is_second): (u64, bool)| u128::from(key) | u128::from(is_second) << 64;
    let keys = move || keys().into_iter().map(wide).collect();
    let row = move |key: u128| {
        let (low, high) = (key & u128::from(u64::MAX), key >> 64);
        row(u64::try_from(low).unwrap_or_default(), high > 0)
    };
    rows(Box::new(keys), Arc::new(row))
}

/// One of several words, as what it reads changes.
pub fn word(read: impl Fn() -> &'static str + Send + Sync + 'static) -> Signal<String> {
    Signal::derive(move || read().to_owned())
}

/// Does something outside of the page now and whenever what it read changes (`Effect`).
pub fn effect(work: impl FnMut() + 'static) {
    run(Box::new(work));
}

fn show(condition: Condition, view: MakeView) -> AnyView {
    let holds = Memo::new(move |_| condition());
    (move || holds.get().then(|| untrack(|| view()))).into_any()
}

fn rows(keys: Keys, row: MakeRow) -> AnyView {
    view! { <For each=keys key=|key| *key children=move |key| untrack(|| row(key)) /> }.into_any()
}

fn run(work: Box<dyn FnMut()>) {
    Effect::new(work);
}
