//! Which screen is shown: the address's, unless something stands in the way.

use leptos::prelude::*;

use super::connection::trouble_text;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::features::overview::OverviewPage;
use crate::features::register::register_page;
use crate::features::server::server_page;
use crate::features::signin::sign_in_page;
use crate::features::tokens::tokens_page;
use crate::features::view_password::view_password_page;
use crate::live::Live;
use crate::platform::page;
use crate::ui::old::{
    Element, Words, choose, el, follow, group, link_button, page_title, state_screen, text,
    trouble_screen,
};

/// What fills the content area.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Content {
    Loading,
    Trouble,
    ViewPassword,
    Screen(Route),
}

impl Content {
    fn find(live: Live, route: Route) -> Self {
        let state = live.state();
        let shows_servers = matches!(route, Route::Overview | Route::Server(_));
        let is_known = state.is_settled || route == Route::NotFound;
        if !shows_servers && (is_known || state.is_ready) {
            Self::Screen(route)
        } else if state.wants_view_password() {
            Self::ViewPassword
        } else if state.has_data {
            Self::Screen(route)
        } else if state.is_ready && state.trouble.is_some() {
            Self::Trouble
        } else {
            Self::Loading
        }
    }

    /// Differs where the contents differ.
    fn number(self) -> u64 {
        match self {
            Self::Loading => 0,
            Self::Trouble => 1,
            Self::ViewPassword => 2,
            Self::Screen(Route::Overview) => 3,
            Self::Screen(Route::SignIn) => 4,
            Self::Screen(Route::Tokens) => 5,
            Self::Screen(Route::Register) => 6,
            Self::Screen(Route::NotFound) => 7,
            Self::Screen(Route::Server(ServerId(id))) => id.wrapping_add(8),
        }
    }
}

/// The content area, with the screen the address names.
pub(super) fn screen(words: Words, live: Live, route: RwSignal<Route>) -> Element {
    let content = move || Content::find(live, route.get());
    // A change of screen takes the reader to its top and its heading, however long the way there.
    // The first screen does not steal the focus; whoever got past a form or a failure had it.
    let mut last: Option<(Content, bool)> = None;
    follow(move || {
        let content = content();
        let (former, was_owed) = last.unzip();
        let is_owed = match former {
            Some(Content::Screen(_) | Content::ViewPassword | Content::Trouble) => {
                former != Some(content)
            }
            Some(Content::Loading) | None => was_owed.unwrap_or(false),
        };
        if is_owed && content != Content::Loading {
            page::scroll_to_top();
            request_animation_frame(page::focus_heading);
            last = Some((content, false));
        } else {
            last = Some((content, is_owed));
        }
    });
    choose(
        move || content().number(),
        move |_| match content() {
            Content::Loading => loading_screen(words),
            Content::Trouble => no_data_screen(words, live),
            Content::ViewPassword => view_password_page(),
            Content::Screen(Route::Overview) => Element::of(leptos::view! { <OverviewPage /> }),
            Content::Screen(Route::Server(id)) => server_page(id),
            Content::Screen(Route::SignIn) => sign_in_page(),
            Content::Screen(Route::Tokens) => tokens_page(),
            Content::Screen(Route::Register) => register_page(),
            Content::Screen(Route::NotFound) => not_found_screen(words),
        },
    )
}

/// Skeletons of the size of what will stand there.
fn loading_screen(words: Words) -> Element {
    page_title(words.say(|texts| texts.servers));
    let some = |class: &str, count: usize, one: &str| {
        let mut all = el("div").class(class).attr("aria-hidden", "true");
        for _ in 0..count {
            all = all.add(el("div").class(one));
        }
        all
    };
    group()
        .add(
            el("h1")
                .class("visually-hidden")
                .attr("tabindex", "-1")
                .text(words.say(|texts| texts.loading)),
        )
        .add(some("totals totals--loading", 4, "totals__tile"))
        .add(some("overview", 6, "server-card server-card--loading"))
}

/// Nothing to show, and why.
fn no_data_screen(words: Words, live: Live) -> Element {
    let sentence = text(move || {
        let trouble = live.state().trouble;
        trouble
            .map_or("", |trouble| trouble_text(trouble, words.texts()))
            .to_owned()
    });
    trouble_screen(words.say(|texts| texts.feed_offline), sentence, move || {
        live.retry_now();
    })
}

fn not_found_screen(words: Words) -> Element {
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
