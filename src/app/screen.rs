//! Which screen is shown: the address's, unless something stands in the way.

use leptos::prelude::*;

use super::connection::trouble_text;
use crate::domain::route::Route;
use crate::features::overview::OverviewPage;
use crate::features::register::register_page;
use crate::features::server::ServerPage;
use crate::features::signin::sign_in_page;
use crate::features::tokens::tokens_page;
use crate::features::view_password::view_password_page;
use crate::live::use_live;
use crate::platform::page;
use crate::ui::{link_button, page_title, state_screen, switch, text, use_words};

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
) -> AnyView {
    let live = use_live();
    let content = Memo::new(move |_| {
        let state = live.state();
        let route = route.get();
        let shows_servers = matches!(route, Route::Overview | Route::Server(_));
        let is_known = state.is_settled || route == Route::NotFound;
        if !shows_servers && (is_known || state.is_ready) {
            Content::Screen(route)
        } else if state.wants_view_password() {
            Content::ViewPassword
        } else if state.has_data {
            Content::Screen(route)
        } else if state.is_ready && state.trouble.is_some() {
            Content::Trouble
        } else {
            Content::Loading
        }
    });
    // A change of screen takes the reader to its top and its heading, however long the way there.
    // The first screen does not steal the focus; whoever got past a form or a failure had it.
    Effect::new(move |former: Option<(Content, bool)>| {
        let content = content.get();
        let (former, was_owed) = former.unzip();
        let is_owed = match former {
            Some(Content::Screen(_) | Content::ViewPassword | Content::Trouble) => {
                former != Some(content)
            }
            Some(Content::Loading) | None => was_owed.unwrap_or(false),
        };
        if is_owed && content != Content::Loading {
            page::scroll_to_top();
            request_animation_frame(page::focus_heading);
            return (content, false);
        }
        (content, is_owed)
    });
    switch(move || match content.get() {
        Content::Loading => view! { <LoadingScreen /> }.into_any(),
        Content::Trouble => view! { <TroubleScreen /> }.into_any(),
        Content::ViewPassword => view_password_page(),
        Content::Screen(Route::Overview) => view! { <OverviewPage /> }.into_any(),
        Content::Screen(Route::Server(id)) => view! { <ServerPage id /> }.into_any(),
        Content::Screen(Route::SignIn) => sign_in_page(),
        Content::Screen(Route::Tokens) => tokens_page(),
        Content::Screen(Route::Register) => register_page(),
        Content::Screen(Route::NotFound) => view! { <NotFoundScreen /> }.into_any(),
    })
}

/// Skeletons of the size of what will stand there.
#[component]
fn LoadingScreen() -> AnyView {
    let words = use_words();
    page_title(words.say(|texts| texts.servers));
    view! {
        <h1 class="visually-hidden" tabindex="-1">{words.say(|texts| texts.loading)}</h1>
        <div class="totals totals--loading" aria-hidden="true">
            {(0..4).map(|_| view! { <div class="totals__tile"></div> }).collect::<Vec<_>>()}
        </div>
        <div class="overview" aria-hidden="true">
            {(0..6).map(|_| view! { <div class="server-card server-card--loading"></div> }).collect::<Vec<_>>()}
        </div>
    }
    .into_any()
}

/// Nothing to show, and why.
#[component]
fn TroubleScreen() -> AnyView {
    let words = use_words();
    let live = use_live();
    page_title(words.say(|texts| texts.feed_offline));
    let sentence = text(move || {
        let trouble = live.state().trouble;
        trouble
            .map_or("", |trouble| trouble_text(trouble, words.texts()))
            .to_owned()
    });
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
    .into_any()
}

#[component]
fn NotFoundScreen() -> AnyView {
    let words = use_words();
    state_screen(
        words.say(|texts| texts.not_found),
        words.say(|texts| texts.not_found_sentence),
        link_button(
            words.say(|texts| texts.to_overview),
            &Route::Overview.href(),
            true,
        ),
    )
}
