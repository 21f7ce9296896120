//! The parts of a view that follow signals, of few types.
//!
//! Leptos makes code of its own for each closure in a view. A page has hundreds of them, so they
//! are put into one type here, a [`Text`] or an [`Element`]: the app is a third smaller for it.

use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::*;

use super::element::{Choose, Element, Make, Part, group};

/// A text that follows what it reads.
pub type Text = Signal<String>;

/// A text that follows what it reads. A text that stays the same touches no DOM.
pub fn text(read: impl Fn() -> String + 'static) -> Text {
    let read = SendWrapper::new(read);
    Signal::derive(move || read())
}

/// Does something outside of views now and whenever what it read changes. What it starts belongs to
/// the part of the page that calls, and is not given up when it is done anew.
pub fn follow(work: impl FnMut() + 'static) {
    follow_boxed(Box::new(work));
}

fn follow_boxed(mut work: Box<dyn FnMut()>) {
    // A strong one would keep itself.
    let caller = Owner::current().map(|caller| caller.downgrade());
    Effect::new(move || {
        let caller = caller.as_ref().and_then(WeakOwner::upgrade);
        match caller {
            Some(caller) => caller.with(&mut work),
            None => work(),
        }
    });
}

/// A view that is there while a condition holds.
pub fn when(
    condition: impl Fn() -> bool + 'static,
    view: impl Fn() -> Element + 'static,
) -> Element {
    show(Box::new(condition), Box::new(view))
}

fn show(condition: Box<dyn Fn() -> bool>, view: Box<dyn Fn() -> Element>) -> Element {
    one_of(
        Box::new(move || u64::from(condition())),
        Box::new(move |holds| if holds == 0 { group() } else { view() }),
    )
}

/// A view that is made anew whenever another is chosen; what making it reads is not followed.
pub fn choose(
    choice: impl Fn() -> u64 + 'static,
    view: impl Fn(u64) -> Element + 'static,
) -> Element {
    one_of(Box::new(choice), Box::new(view))
}

fn one_of(choice: Choose, view: Make) -> Element {
    group().with(Part::Choice(choice, view))
}

/// One of two views, which is made anew whenever the condition turns.
pub fn either(
    condition: impl Fn() -> bool + 'static,
    holds: impl Fn() -> Element + 'static,
    fails: impl Fn() -> Element + 'static,
) -> Element {
    choose(
        move || u64::from(condition()),
        move |is_so| if is_so == 0 { fails() } else { holds() },
    )
}

/// A number that differs where a list differs, for [`choose`].
pub fn number_of(list: impl IntoIterator<Item = u64>) -> u64 {
    // FNV-1a, by whole numbers; never 0.
    let number = list
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |number: u64, next| {
            (number ^ next).wrapping_mul(0x0100_0000_01b3)
        });
    number.max(1)
}
