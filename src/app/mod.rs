//! Boot, shell and routes.

mod connection;
mod palette;
mod preferences;
mod screen;
mod shell;
mod watch;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use leptos::ev;
use leptos::mount::mount_to_body;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::domain::route::Route;
use crate::features::server::prepare_server_page;
use crate::features::signin::CameFrom;
use crate::i18n::Language;
use crate::live::{Live, OverviewLeft, Pins, remembered_place};
use crate::platform::page;
use crate::ui::{Coming, effect, provide_language};
use preferences::Preferences;
use screen::{Content, Shown, lead_to_screens};
use shell::Shell;
use watch::keep_watch;

/// Mounts the app into the page's body, once the words of its language are there: nothing is shown
/// in one language first and in another then.
pub fn mount() {
    if let Route::Server(_) = Route::parse(&page::fragment()) {
        prepare_server_page();
    }
    wasm_bindgen_futures::spawn_local(async {
        match preferences::first_language().await {
            Some(language) => mount_to_body(move || view! { <App language=language /> }),
            // The page has the words for that.
            None => page::set_root_attribute("data-app", "failed"),
        }
    });
}

/// The whole app.
#[component]
fn App(
    /// The language it begins in, whose words are there.
    language: Language,
) -> impl IntoView {
    let preferences = Preferences::new(language);
    provide_context(preferences.scheme());
    let live = Live::new();
    provide_context(live);
    provide_context(Pins::read());
    let is_coming = RwSignal::new(false);
    provide_context(Coming(is_coming));
    let overview = OverviewLeft::new();
    provide_context(overview);
    let route = follow_address(overview);
    follow_escape(route, overview);
    let content = Memo::new(move |_| Content::find(live, route.get()));
    let shown = Shown::new();
    live.connect();
    keep_watch(live, preferences);
    lead_to_screens(content, overview);
    effect(move || page::remove(".boot"));
    effect(move || {
        // The screen follows the same change before, for it was drawn before this runs at first.
        let state = live.state();
        let is_told = state.is_settled || !state.has_data || has_servers(live, route.get());
        if state.is_ready && is_told && !is_coming.get() {
            page::set_root_attribute("data-app", "ready");
        }
    });
    // Another language mounts everything anew, so that nothing that follows a server follows the
    // language too.
    move || {
        provide_language(preferences.language.get());
        view! { <Shell route=route content=content shown=shown preferences=preferences /> }
    }
}

/// Escape leads from a server's page back to its place in the overview, unless it closes or ends
/// something there.
fn follow_escape(route: RwSignal<Route>, overview: OverviewLeft) {
    let options = EventListenerOptions::run_in_capture_phase();
    let listener = EventListener::new_with_options(&window(), "keydown", options, move |event| {
        let event = event.clone();
        let is_escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape");
        // Before whatever is open closes.
        if !is_escape || page::has_something_open() {
            return;
        }
        let Route::Server(id) = route.get_untracked() else {
            return;
        };
        // Once everybody else has had it.
        Timeout::new(0, move || {
            if !event.default_prevented() && route.try_get_untracked() == Some(Route::Server(id)) {
                overview.focus_next(id);
                page::go_to(&overview.href());
            }
        })
        .forget();
    });
    StoredValue::new_local(listener);
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
fn follow_address(overview: OverviewLeft) -> RwSignal<Route> {
    // Back from the dashboard's login, which ends at its root.
    if let Some(place) = remembered_place()
        && page::fragment().is_empty()
    {
        page::replace_fragment(&place);
    }
    let route = RwSignal::new(Route::parse(&page::fragment()));
    let came_from = StoredValue::new(String::new());
    provide_context(CameFrom(came_from));
    let listener = window_event_listener(ev::hashchange, move |event| {
        let next = Route::parse(&page::fragment());
        let former = route.get_untracked();
        // State of a screen (`?…`) is not a change of screen.
        if former != next {
            if next == Route::SignIn {
                came_from.set_value(page::fragment_left(&event));
            }
            if former == Route::Overview {
                overview.leave(page::fragment_left(&event), page::scroll_y());
            }
            route.set(next);
        }
    });
    on_cleanup(move || listener.remove());
    route
}
