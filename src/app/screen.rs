//! Which screen is shown: the address's, unless something stands in the way.

use leptos::prelude::*;

use super::connection::trouble_text;
use crate::domain::route::Route;
use crate::features::overview::OverviewPage;
use crate::features::server::ServerPage;
use crate::features::view_password::ViewPasswordPage;
use crate::live::Live;
use crate::platform::page;
use crate::ui::use_words;

/// What fills the content area.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Content {
    Loading,
    Trouble,
    ViewPassword,
    Screen(Route),
}

/// The content area.
#[component]
pub fn Screen(
    /// The screen the address names.
    route: ReadSignal<Route>,
) -> impl IntoView {
    let live = use_context::<Live>().unwrap_or_default();
    let content = Memo::new(move |_| {
        if route.get() == Route::NotFound {
            Content::Screen(Route::NotFound)
        } else if live.has_data.get() {
            Content::Screen(route.get())
        } else if live.wants_view_password() {
            Content::ViewPassword
        } else if live.ready.get() && live.trouble.get().is_some() {
            Content::Trouble
        } else {
            Content::Loading
        }
    });
    // A change of screen takes the reader to its top and its heading; the first screen does not
    // steal the focus.
    Effect::new(move |former: Option<Route>| {
        let route = route.get();
        if former.is_some_and(|former| former != route) {
            page::scroll_to_top();
            request_animation_frame(page::focus_heading);
        }
        route
    });
    move || match content.get() {
        Content::Loading => view! { <LoadingScreen /> }.into_any(),
        Content::Trouble => view! { <TroubleScreen /> }.into_any(),
        Content::ViewPassword => view! { <ViewPasswordPage /> }.into_any(),
        Content::Screen(Route::Overview) => view! { <OverviewPage /> }.into_any(),
        Content::Screen(Route::Server(id)) => view! { <ServerPage id /> }.into_any(),
        Content::Screen(Route::NotFound) => view! { <NotFoundScreen /> }.into_any(),
    }
}

/// Skeletons of the size of what will stand there.
#[component]
fn LoadingScreen() -> impl IntoView {
    let words = use_words();
    title(move || words.texts().servers.to_owned());
    view! {
        <h1 class="visually-hidden" tabindex="-1">{words.say(|texts| texts.loading)}</h1>
        <div class="totals totals--loading" aria-hidden="true">
            {(0..4).map(|_| view! { <div class="totals__tile"></div> }).collect_view()}
        </div>
        <div class="overview" aria-hidden="true">
            {(0..6).map(|_| view! { <div class="server-card server-card--loading"></div> }).collect_view()}
        </div>
    }
}

/// Nothing to show, and why.
#[component]
fn TroubleScreen() -> impl IntoView {
    let words = use_words();
    let live = use_context::<Live>().unwrap_or_default();
    title(move || words.texts().feed_offline.to_owned());
    let sentence = move || {
        live.trouble
            .get()
            .map(|trouble| trouble_text(trouble, words.texts()))
    };
    view! {
        <section class="state" role="alert">
            <h1 tabindex="-1">{words.say(|texts| texts.feed_offline)}</h1>
            <p>{sentence}</p>
            <p class="state__quiet">{words.say(|texts| texts.trouble_retrying)}</p>
            <button type="button" class="button button--primary" on:click=move |_| live.retry_now()>
                {words.say(|texts| texts.retry_now)}
            </button>
        </section>
    }
}

#[component]
fn NotFoundScreen() -> impl IntoView {
    let words = use_words();
    title(move || words.texts().not_found.to_owned());
    view! {
        <section class="state">
            <h1 tabindex="-1">{words.say(|texts| texts.not_found)}</h1>
            <p>{words.say(|texts| texts.not_found_sentence)}</p>
            <a class="button button--primary" href=Route::Overview.href()>
                {words.say(|texts| texts.to_overview)}
            </a>
        </section>
    }
}

/// Sets the page's title while the caller's screen is shown.
fn title(text: impl Fn() -> String + 'static) {
    Effect::new(move || page::set_title(&format!("{} · Lotus", text())));
}
