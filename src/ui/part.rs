//! Screens, and parts of screens, that are files of their own, so that only who opens one loads it.

use std::future::Future;
use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use leptos::__reexports::send_wrapper::SendWrapper;
use leptos::prelude::*;

use super::old::choose;
use super::old::trouble_screen;
use super::old::{ButtonKind, button};
use super::old::{Element, el, group};
use super::old::{page_title, use_words};
use crate::platform::page;
use crate::platform::parts::Told;
use crate::platform::timer::Timer;

/// Makes a screen a part of its own: `part! { /// Doc. pub fn tokens_page() { page() } }`
/// defines `fn tokens_page() -> Element`, which shows a skeleton while the file is on its way and
/// says so where it does not come.
///
/// `part! { section: pub fn chart(id: ServerId) { … } }` is a part of a screen: its skeleton and its
/// trouble stand in its place and leave the screen's title and heading alone.
///
/// Arguments are copied for each drawing. What the body calls and nothing else does goes into the
/// file, so the screen must be reached through this function alone. The name is the file's: it
/// must not occur twice.
macro_rules! part {
    (section: $($part:tt)*) => {
        $crate::ui::part! { @ Section $($part)* }
    };
    (@ $place:ident $(#[$meta:meta])* $vis:vis fn $name:ident($($argument:ident: $type:ty),*) $body:block) => {
        $(#[$meta])*
        $vis fn $name($($argument: $type),*) -> $crate::ui::old::Element {
            #[cfg(lotus_split)]
            let view = {
                #[::leptos::wasm_split::wasm_split(
                    $name,
                    wasm_split_path = $crate::platform::parts
                )]
                fn $name($($argument: $type),*) -> $crate::ui::old::Element {
                    $body
                }
                move || $crate::ui::at_once($name($($argument),*))
            };
            #[cfg(not(lotus_split))]
            let view = move || $body;
            $crate::ui::loaded(
                $crate::ui::Extent::$place,
                |told| $crate::platform::parts::load(stringify!($name), told),
                view,
            )
        }
    };
    ($($part:tt)*) => {
        $crate::ui::part! { @ Screen $($part)* }
    };
}
pub(crate) use part;

/// How long after a failure the file is asked for again, in ms.
const RETRY_MS: f64 = 5_000.0;

/// Whether the shown screen is on its way: then the page is not ready yet.
#[derive(Clone, Copy, Debug)]
pub struct Coming(pub RwSignal<bool>);

/// How much of the page a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of the content.
    Screen,
    /// A section among others.
    Section,
}

type Load = Rc<dyn Fn(Told) -> bool>;

/// A view that can be drawn only once `load` has said or told `true`.
pub fn loaded(
    extent: Extent,
    load: impl Fn(Told) -> bool + 'static,
    view: impl Fn() -> Element + 'static,
) -> Element {
    staged(extent, Rc::new(load), Box::new(view))
}

fn staged(extent: Extent, load: Load, view: Box<dyn Fn() -> Element>) -> Element {
    // Two signals of a type that others have: a type of its own for them costs code.
    let stage = Stage {
        is_here: RwSignal::new(false),
        is_missing: RwSignal::new(false),
    };
    if load(Box::new(move |came| stage.advance(came))) {
        return view();
    }
    let again: Rc<dyn Fn()> = Rc::new(move || {
        if load(Box::new(move |came| stage.advance(came))) {
            stage.advance(true);
        }
    });
    choose(
        move || match (stage.is_here.get(), stage.is_missing.get()) {
            (true, _) => 2,
            (false, is_missing) => u64::from(is_missing),
        },
        move |stage| match stage {
            0 => coming(extent),
            1 => missing(extent, Rc::clone(&again)),
            _ => view(),
        },
    )
}

/// How far a part has come.
#[derive(Clone, Copy, Debug)]
struct Stage {
    is_here: RwSignal<bool>,
    is_missing: RwSignal<bool>,
}

impl Stage {
    /// Shows what has become of the part, unless the visitor has left it. The focus stays in the
    /// content if it was there.
    fn advance(self, came: bool) {
        let changed = if came { self.is_here } else { self.is_missing };
        if self.is_here.try_get_untracked() != Some(false) || changed.get_untracked() {
            return;
        }
        if page::content_has_focus() {
            request_animation_frame(page::focus_heading);
        }
        changed.set(true);
    }
}

/// The view of a split function. It is asynchronous for the loading that [`loaded`] has done.
pub fn at_once(view: impl Future<Output = Element>) -> Element {
    match pin!(view).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view,
        Poll::Pending => group(),
    }
}

/// Skeletons of about the size of a screen.
fn coming(extent: Extent) -> Element {
    let words = use_words();
    if let Some(Coming(is_coming)) = use_context() {
        is_coming.set(true);
        on_cleanup(move || is_coming.set(false));
    }
    if extent == Extent::Section {
        return el("div").class("coming__block").attr("aria-hidden", "true");
    }
    page_title(words.say(|texts| texts.loading));
    group()
        .add(
            el("h1")
                .class("visually-hidden")
                .attr("tabindex", "-1")
                .text(words.say(|texts| texts.loading)),
        )
        .add(
            el("div")
                .class("coming")
                .attr("aria-hidden", "true")
                .add(el("div").class("coming__line"))
                .add(el("div").class("coming__block"))
                .add(el("div").class("coming__block")),
        )
}

/// The file did not come, and what becomes of it.
fn missing(extent: Extent, again: Rc<dyn Fn()>) -> Element {
    let words = use_words();
    let by_hand = Rc::clone(&again);
    let timer = StoredValue::new_local(Some(Timer::every(RETRY_MS, move || again())));
    on_cleanup(move || timer.set_value(None));
    if extent == Extent::Section {
        let by_hand = SendWrapper::new(by_hand);
        let by_hand = Callback::new(move |()| by_hand());
        let retry = words.say(|texts| texts.retry_now);
        return el("section")
            .class("panel")
            .attr("role", "alert")
            .add(el("p").text(words.say(|texts| texts.part_missing)))
            .add(button(retry, ButtonKind::Plain, by_hand));
    }
    trouble_screen(
        words.say(|texts| texts.part_missing),
        words.say(|texts| texts.part_missing_sentence),
        move || by_hand(),
    )
}
