//! Screens that are files of their own, so that only who opens one loads it.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;

use super::dynamic::switch;
use super::words::{page_title, use_words};
use crate::platform::page;
use crate::platform::parts::Told;
use crate::platform::timer::Timer;

/// Makes a screen a part of its own: `part! { /// Doc. pub fn tokens_page() { view! { … } } }`
/// defines `fn tokens_page() -> AnyView`, which shows a skeleton while the file is on its way and
/// says so where it does not come.
///
/// Arguments are copied for each drawing. What the body calls and nothing else does goes into the
/// file, so the screen must be reached through this function alone. The name is the file's: it
/// must not occur twice.
macro_rules! part {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($argument:ident: $type:ty),*) $body:block) => {
        $(#[$meta])*
        $vis fn $name($($argument: $type),*) -> ::leptos::prelude::AnyView {
            #[cfg(lotus_split)]
            let view = {
                #[::leptos::wasm_split::wasm_split(
                    $name,
                    wasm_split_path = $crate::platform::parts
                )]
                fn $name($($argument: $type),*) -> ::leptos::prelude::AnyView {
                    ::leptos::prelude::IntoAny::into_any($body)
                }
                move || $crate::ui::at_once($name($($argument),*))
            };
            #[cfg(not(lotus_split))]
            let view = move || ::leptos::prelude::IntoAny::into_any($body);
            $crate::ui::loaded(|told| $crate::platform::parts::load(stringify!($name), told), view)
        }
    };
}
pub(crate) use part;

/// How long after a failure the file is asked for again, in ms.
const RETRY_MS: f64 = 5_000.0;

/// Whether the shown screen is on its way: then the page is not ready yet.
#[derive(Clone, Copy, Debug)]
pub struct Coming(pub RwSignal<bool>);

type Load = Arc<dyn Fn(Told) -> bool + Send + Sync>;

/// A view that can be drawn only once `load` has said or told `true`.
pub fn loaded(
    load: impl Fn(Told) -> bool + Send + Sync + 'static,
    view: impl Fn() -> AnyView + Send + Sync + 'static,
) -> AnyView {
    staged(Arc::new(load), Arc::new(view))
}

fn staged(load: Load, view: Arc<dyn Fn() -> AnyView + Send + Sync>) -> AnyView {
    // Two signals of a type that others have: a type of its own for them costs code.
    let stage = Stage {
        is_here: RwSignal::new(false),
        is_missing: RwSignal::new(false),
    };
    if load(Box::new(move |came| stage.advance(came))) {
        return view();
    }
    let again: Arc<dyn Fn() + Send + Sync> = Arc::new(move || {
        if load(Box::new(move |came| stage.advance(came))) {
            stage.advance(true);
        }
    });
    switch(move || {
        if stage.is_here.get() {
            view()
        } else if stage.is_missing.get() {
            missing(Arc::clone(&again))
        } else {
            coming()
        }
    })
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
pub fn at_once(view: impl Future<Output = AnyView>) -> AnyView {
    match pin!(view).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(view) => view,
        Poll::Pending => ().into_any(),
    }
}

/// Skeletons of about the size of a screen.
fn coming() -> AnyView {
    let words = use_words();
    page_title(words.say(|texts| texts.loading));
    if let Some(Coming(is_coming)) = use_context() {
        is_coming.set(true);
        on_cleanup(move || is_coming.set(false));
    }
    view! {
        <h1 class="visually-hidden" tabindex="-1">{words.say(|texts| texts.loading)}</h1>
        <div class="coming" aria-hidden="true">
            <div class="coming__line"></div>
            <div class="coming__block"></div>
            <div class="coming__block"></div>
        </div>
    }
    .into_any()
}

/// The file did not come, and what becomes of it.
fn missing(again: Arc<dyn Fn() + Send + Sync>) -> AnyView {
    let words = use_words();
    page_title(words.say(|texts| texts.part_missing));
    let by_hand = Arc::clone(&again);
    let timer = StoredValue::new_local(Some(Timer::every(RETRY_MS, move || again())));
    on_cleanup(move || timer.set_value(None));
    view! {
        <section class="state" role="alert">
            <h1 tabindex="-1">{words.say(|texts| texts.part_missing)}</h1>
            <p>{words.say(|texts| texts.part_missing_sentence)}</p>
            <p class="state__quiet">{words.say(|texts| texts.trouble_retrying)}</p>
            <button type="button" class="button button--primary" on:click=move |_| by_hand()>
                {words.say(|texts| texts.retry_now)}
            </button>
        </section>
    }
    .into_any()
}
