//! Screens, and parts of screens, that are files of their own, so that only who opens one loads it.
//!
//! The official tool splits a release at the functions that carry its attribute. What such a
//! function calls and nothing else does goes into the file of the name that it gives; screens that
//! belong together give the same name, for each name is a file:
//!
//! ```ignore
//! pub fn tokens_page() -> Element {
//!     part(Extent::Screen, tokens)
//! }
//!
//! #[cfg_attr(
//!     lotus_split,
//!     leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
//! )]
//! fn tokens() -> Result<Element, Missing> {
//!     // …
//! }
//! ```
//!
//! Every other build leaves the app whole, and the function is an ordinary one.

use std::cell::RefCell;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;

use super::button::{ButtonKind, button};
use super::dynamic::choose;
use super::element::{Element, el, group};
use super::state::trouble_screen;
use super::task::run;
use super::words::{page_title, use_words};
use crate::platform::page;
use crate::platform::signal::{Callback, RwSignal, StoredValue};
use crate::platform::timer::Timer;

/// How long after a failure the file is asked for again, in ms.
const RETRY_MS: f64 = 5_000.0;

/// What a part is made of.
type View = Element;

/// A part on its way: its view, once its file is there.
pub type Asked = Pin<Box<dyn Future<Output = Result<View, Missing>>>>;

/// A part's file did not come. The browser's console says why; asking again tries again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part of the app did not come")
    }
}

impl std::error::Error for Missing {}

impl From<SplitLoaderError> for Missing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Whether the shown screen is on its way: then the page is not ready yet.
#[derive(Clone, Copy, Debug)]
pub struct Coming(pub RwSignal<bool>);

/// How much of the page a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of the content.
    Screen,
    /// A section among others: its skeleton and its trouble stand in its place and leave the
    /// screen's title and heading alone.
    Section,
}

/// The view that a marked function gives, a skeleton while its file is on its way, and a word where
/// it does not come.
#[cfg(lotus_split)]
pub fn part<Screen>(extent: Extent, screen: impl Fn() -> Screen + 'static) -> View
where
    Screen: Future<Output = Result<View, Missing>> + 'static,
{
    loaded(extent, move || Box::pin(screen()))
}

/// The view that a marked function gives, which is here: the app is whole.
#[cfg(not(lotus_split))]
pub fn part(extent: Extent, screen: impl Fn() -> Result<View, Missing> + 'static) -> View {
    loaded(extent, move || Box::pin(std::future::ready(screen())))
}

/// A view that is asked for until it comes, and drawn once.
pub fn loaded(extent: Extent, ask: impl Fn() -> Asked + 'static) -> View {
    staged(extent, Rc::new(ask))
}

fn staged(extent: Extent, ask: Rc<dyn Fn() -> Asked>) -> View {
    let mut first = ask();
    // What is here is shown at once.
    let first = match first.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => return view,
        Poll::Ready(Err(missing)) => Box::pin(std::future::ready(Err(missing))),
        Poll::Pending => first,
    };
    let stage = Stage {
        is_here: RwSignal::new(false),
        is_missing: RwSignal::new(false),
    };
    let came = Rc::new(RefCell::new(None));
    // What comes after an answer to the visitor still belongs to this part of the page.
    let place = Owner::current().map(|place| place.downgrade());
    let wait = {
        let came = Rc::clone(&came);
        move |asked: Asked| {
            let came = Rc::clone(&came);
            if let Some(place) = place.as_ref().and_then(WeakOwner::upgrade) {
                place.with(|| untrack(|| run(stage.follow(asked, came))));
            }
        }
    };
    wait(first);
    let again: Rc<dyn Fn()> = Rc::new(move || wait(ask()));
    choose(
        move || match (stage.is_here.get(), stage.is_missing.get()) {
            (true, _) => 2,
            (false, is_missing) => u64::from(is_missing),
        },
        move |stage| match stage {
            0 => coming(extent),
            1 => missing(extent, Rc::clone(&again)),
            _ => came.take().unwrap_or_else(group),
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
    /// Waits for an answer and shows what it was. Of several only one makes its view.
    async fn follow(self, mut asked: Asked, came: Rc<RefCell<Option<View>>>) {
        let answer = poll_fn(|context| match self.is_here.try_get_untracked() {
            Some(false) => asked.as_mut().poll(context).map(Some),
            Some(true) | None => Poll::Ready(None),
        });
        match answer.await {
            Some(Ok(view)) => {
                came.replace(Some(view));
                Self::advance(self.is_here);
            }
            Some(Err(Missing)) if !self.is_missing.get_untracked() => {
                Self::advance(self.is_missing);
            }
            Some(Err(Missing)) | None => {}
        }
    }

    /// The focus stays in the content if it was there.
    fn advance(changed: RwSignal<bool>) {
        if page::content_has_focus() {
            request_animation_frame(page::focus_heading);
        }
        changed.set(true);
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
    let timer = StoredValue::new(Some(Timer::every(RETRY_MS, move || again())));
    on_cleanup(move || timer.set_value(None));
    if extent == Extent::Section {
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
