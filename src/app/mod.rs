//! Boot, shell and routes.

mod connection;
mod preferences;
mod screen;
mod shell;

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::features::server::{OverviewLeft, prepare_server_page};
use crate::features::signin::CameFrom;
use crate::i18n::Language;
use crate::live::{Live, remembered_place};
use crate::platform::events::Listener;
use crate::platform::page;
use crate::platform::task::spawn;
use crate::ui::old::{Coming, Element, choose, follow, use_words};
use crate::ui::provide_language;
use preferences::Preferences;
use shell::shell;

/// Mounts the app into the page's body, once the words of its language are there: nothing is shown
/// in one language first and in another then.
pub fn mount() {
    if let Route::Server(_) = Route::parse(&page::fragment()) {
        prepare_server_page();
    }
    spawn(async {
        let Some(language) = preferences::first_language().await else {
            // The page has the words for that.
            page::set_root_attribute("data-app", "failed");
            return;
        };
        if let Some(body) = page::body() {
            crate::ui::old::mount(&body, move || app(language)).keep();
        }
    });
}

/// The whole app, which begins in this language.
fn app(language: Language) -> Element {
    let preferences = Preferences::new(language);
    provide_context(preferences.scheme());
    let live = Live::new();
    provide_context(live);
    let route = follow_address();

    live.connect();
    page::remove(".boot");
    let is_coming = RwSignal::new(false);
    provide_context(Coming(is_coming));
    follow(move || {
        // The screen follows the same change before, for it was drawn before this runs at first.
        let state = live.state();
        let is_told = state.is_settled || !state.has_data || has_servers(live, route.get());
        if state.is_ready && is_told && !is_coming.get() {
            page::set_root_attribute("data-app", "ready");
        }
    });
    // Another language is another page: whoever follows a server need not follow the language too.
    choose(
        move || preferences.language.get() as u64,
        move |_| {
            provide_language(preferences.language.get_untracked());
            let words = use_words();
            shell(words, live, route, preferences)
        },
    )
}

/// Whether the screen has servers to show: where it has none, it depends on who is asking what it says.
fn has_servers(live: Live, route: Route) -> bool {
    live.registry.order.with(|order| match route {
        Route::Overview => !order.is_empty(),
        Route::Server(id) => order.contains(&id),
        _ => true,
    })
}

/// The screen the address names, as it changes.
fn follow_address() -> RwSignal<Route> {
    // Back from the dashboard's login, which ends at its root.
    if let Some(place) = remembered_place()
        && page::fragment().is_empty()
    {
        page::replace_fragment(&place);
    }
    let route = RwSignal::new(Route::parse(&page::fragment()));
    let came_from = StoredValue::new(String::new());
    provide_context(CameFrom(came_from));
    let overview = StoredValue::new(Route::Overview.href());
    provide_context(OverviewLeft(overview));
    let listener = Listener::on_window("hashchange", move |event| {
        let next = Route::parse(&page::fragment());
        let former = route.get_untracked();
        // State of a screen (`?…`) is not a change of screen.
        if former != next {
            if next == Route::SignIn {
                came_from.set_value(page::fragment_left(&event));
            }
            if former == Route::Overview {
                overview.set_value(page::fragment_left(&event));
            }
            route.set(next);
        }
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || listener.set_value(None));
    route
}
