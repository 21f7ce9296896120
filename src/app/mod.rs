//! Boot, shell and routes.

mod connection;
mod preferences;
mod screen;
mod shell;

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::token::Secret;
use crate::live::Live;
use crate::platform::events::Listener;
use crate::platform::page;
use crate::platform::storage::{self, Keep};
use crate::ui::Words;
use preferences::Preferences;
use shell::Shell;

/// Where a stored API token is kept, in this tab or on this device.
const TOKEN_KEY: &str = "lotus.token";

/// Mounts the app into the page's body.
pub fn mount() {
    std::panic::set_hook(Box::new(|_| page::set_root_attribute("data-app", "failed")));
    page::remove(".boot");
    mount_to_body(App);
}

/// The whole app.
#[component]
pub fn App() -> AnyView {
    let preferences = Preferences::load();
    provide_context(Words {
        language: preferences.language,
    });
    let live = Live::new();
    provide_context(live);
    let route = follow_address();

    live.connect(stored_token());
    Effect::new(move || {
        if live.state().is_ready {
            page::set_root_attribute("data-app", "ready");
        }
    });
    view! { <Shell route preferences /> }.into_any()
}

/// The token of this tab, else of this device.
fn stored_token() -> Option<Secret> {
    let token =
        storage::read(Keep::Tab, TOKEN_KEY).or_else(|| storage::read(Keep::Device, TOKEN_KEY))?;
    let token = token.trim();
    (!token.is_empty()).then(|| Secret::new(token.to_owned()))
}

/// The screen the address names, as it changes.
fn follow_address() -> ReadSignal<Route> {
    let (route, set_route) = signal(Route::parse(&page::fragment()));
    let listener = Listener::on_window("hashchange", move |_| {
        let next = Route::parse(&page::fragment());
        // State of a screen (`?…`) is not a change of screen.
        if route.get_untracked() != next {
            set_route.set(next);
        }
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || listener.set_value(None));
    route
}
