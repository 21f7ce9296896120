//! Screens, and parts of screens, that are files of their own, so that only who opens one loads it.
//!
//! The official tool splits a release at the functions that carry its attribute. What such a
//! function calls and nothing else does goes into the file of the name that it gives; screens that
//! belong together give the same name, for each name is a file:
//!
//! ```ignore
//! #[component]
//! pub fn TokensPage() -> impl IntoView {
//!     part(Extent::Screen, tokens)
//! }
//!
//! #[cfg_attr(
//!     lotus_split,
//!     leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
//! )]
//! fn tokens() -> Result<AnyView, Missing> {
//!     Ok(view! { <Tokens /> }.into_any())
//! }
//! ```
//!
//! Every other build leaves the app whole, and the function is an ordinary one.

use std::fmt;
use std::future::{poll_fn, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use leptos::wasm_split::SplitLoaderError;
use send_wrapper::SendWrapper;

use super::button::Button;
use super::language::{set_page_title, use_texts};
use super::state::TroubleScreen;
use crate::platform::page;

/// How long after a failure the file is asked for again, in ms.
const RETRY_MS: u32 = 5_000;

/// A part on its way: its view, once its file is there.
pub type Asked = Pin<Box<dyn Future<Output = Result<AnyView, Missing>>>>;

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
    /// Something that comes over the page: nothing stands there for it before.
    Overlay,
    /// One of many beside what the page is there for: where it does not come, nothing is said.
    Silent,
}

/// The view that a marked function gives, a skeleton while its file is on its way, and a word where
/// it does not come.
#[cfg(lotus_split)]
pub fn part<Screen>(extent: Extent, screen: impl Fn() -> Screen + 'static) -> AnyView
where
    Screen: Future<Output = Result<AnyView, Missing>> + 'static,
{
    loaded(extent, move || Box::pin(screen()))
}

/// The view that a marked function gives, which is here: the app is whole.
#[cfg(not(lotus_split))]
pub fn part(extent: Extent, screen: impl Fn() -> Result<AnyView, Missing> + 'static) -> AnyView {
    loaded(extent, move || Box::pin(ready(screen())))
}

/// Does something with what a marked function gives: when its file has come. Who asks may be gone by
/// then, or have only run anew, as an effect does with each message: `then` looks.
#[cfg(lotus_split)]
pub fn with_part<T: 'static>(
    coming: impl Future<Output = T> + 'static,
    then: impl FnOnce(T) + 'static,
) {
    let mut coming: Pin<Box<dyn Future<Output = T>>> = Box::pin(coming);
    // What is here is taken at once.
    match coming
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(value) => then(value),
        Poll::Pending => leptos::task::spawn_local(async move { then(coming.await) }),
    }
}

/// Does something with what a marked function gives, which is here: the app is whole.
#[cfg(not(lotus_split))]
pub fn with_part<T>(here: T, then: impl FnOnce(T)) {
    then(here);
}

/// A view that is asked for until it comes, and drawn once.
pub fn loaded(extent: Extent, ask: impl Fn() -> Asked + 'static) -> AnyView {
    staged(extent, Rc::new(ask))
}

/// How far a part has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Coming,
    Missing,
    Here,
}

fn staged(extent: Extent, ask: Rc<dyn Fn() -> Asked>) -> AnyView {
    let mut first = ask();
    // What is here is shown at once.
    let first = match first.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(view)) => return view,
        Poll::Ready(Err(missing)) => Box::pin(ready(Err(missing))),
        Poll::Pending => first,
    };
    let stage = RwSignal::new(Stage::Coming);
    let came = StoredValue::new_local(None);
    // What comes after an answer to the visitor still belongs to this part of the page.
    let place = Owner::current().map(|place| place.downgrade());
    let wait = move |asked: Asked| {
        if let Some(place) = place.as_ref().and_then(WeakOwner::upgrade) {
            let follow = follow(extent, asked, stage, came);
            place.with(|| untrack(|| spawn_local_scoped_with_cancellation(follow)));
        }
    };
    wait(first);
    let again = SendWrapper::new(move || wait(ask()));
    let again = Callback::new(move |()| again());
    (move || match stage.get() {
        Stage::Coming => skeleton(extent),
        Stage::Missing => view! { <MissingPart extent=extent again=again /> }.into_any(),
        Stage::Here => came
            .try_update_value(Option::take)
            .flatten()
            .unwrap_or_else(|| ().into_any()),
    })
    .into_any()
}

/// Waits for an answer and shows what it was. Of several only one makes its view.
async fn follow(
    extent: Extent,
    mut asked: Asked,
    stage: RwSignal<Stage>,
    came: StoredValue<Option<AnyView>, LocalStorage>,
) {
    let answer = poll_fn(|context| match stage.try_get_untracked() {
        Some(Stage::Here) | None => Poll::Ready(None),
        Some(Stage::Coming | Stage::Missing) => asked.as_mut().poll(context).map(Some),
    });
    let next = match answer.await {
        Some(Ok(view)) => {
            came.set_value(Some(view));
            Stage::Here
        }
        Some(Err(Missing)) => Stage::Missing,
        None => return,
    };
    if stage.get_untracked() != next {
        // The focus stays in the content if it was there.
        if extent == Extent::Screen && page::content_has_focus() {
            request_animation_frame(page::focus_heading);
        }
        stage.set(next);
    }
}

/// Skeletons of about the size of what is coming.
fn skeleton(extent: Extent) -> AnyView {
    if let Some(Coming(is_coming)) = use_context() {
        is_coming.set(true);
        on_cleanup(move || is_coming.set(false));
    }
    match extent {
        Extent::Overlay | Extent::Silent => ().into_any(),
        Extent::Section => {
            view! { <div class="coming__block" aria-hidden="true"></div> }.into_any()
        }
        Extent::Screen => {
            let texts = use_texts();
            set_page_title(texts.loading);
            view! {
                <h1 class="visually-hidden" tabindex="-1">
                    {texts.loading}
                </h1>
                <div class="coming" aria-hidden="true">
                    <div class="coming__line"></div>
                    <div class="coming__block"></div>
                    <div class="coming__block"></div>
                </div>
            }
            .into_any()
        }
    }
}

/// The file did not come, and what becomes of it.
#[component]
fn MissingPart(extent: Extent, again: Callback<()>) -> impl IntoView {
    let texts = use_texts();
    if extent != Extent::Silent {
        // Goes with what it belongs to.
        StoredValue::new_local(Interval::new(RETRY_MS, move || again.run(())));
    }
    match extent {
        Extent::Silent => ().into_any(),
        Extent::Section | Extent::Overlay => view! {
            <section class="panel" role="alert">
                <p>{texts.part_missing}</p>
                <Button label=texts.retry_now press=again />
            </section>
        }
        .into_any(),
        Extent::Screen => view! {
            <TroubleScreen
                heading=texts.part_missing
                sentence=texts.part_missing_sentence
                label=texts.retry_now
                retry=again
            />
        }
        .into_any(),
    }
}
