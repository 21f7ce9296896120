//! Telling somebody who looks elsewhere: notifications, and a badge on the icon.
//!
//! `web_sys` reads `Notification.permission` without a look whether there is such a thing (on plain
//! HTTP there is none), and has locks and badges among what may still change: calls by name.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, Notification, NotificationOptions, NotificationPermission};

/// The icon while something is offline; beside the page in every build.
const OFFLINE_ICON: &str = "assets/lotus-offline.svg";

/// Whether the page may notify.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// Nobody was asked yet.
    Unasked,
    /// It may.
    Granted,
    /// It may not, or the browser has no notifications for it.
    Denied,
}

/// Whether the page may notify now.
pub fn permission() -> Permission {
    if !has("Notification") {
        return Permission::Denied;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Default => Permission::Unasked,
        _ => Permission::Denied,
    }
}

/// Asks whether the page may notify; the answer is given to `then`.
pub fn ask(then: impl FnOnce(Permission) + 'static) {
    let asked = has("Notification").then(Notification::request_permission);
    spawn_local(async move {
        if let Some(Ok(asked)) = asked {
            let _ = JsFuture::from(asked).await;
        }
        then(permission());
    });
}

/// Notifies. What has the same tag takes the other's place. A press leads to an address of the page.
pub fn notify(title: &str, body: &str, tag: &str, fragment: String) {
    let options = NotificationOptions::new();
    options.set_body(body);
    options.set_tag(tag);
    options.set_icon(OFFLINE_ICON);
    // Some browsers leave it to service workers.
    let Ok(notification) = Notification::new_with_options(title, &options) else {
        return;
    };
    let shown = notification.clone();
    let press = Closure::once_into_js(move || {
        if let Some(window) = web_sys::window() {
            let _ = window.focus();
        }
        super::page::go_to(&fragment);
        shown.close();
    });
    notification.set_onclick(Some(press.unchecked_ref()));
}

/// Marks the page's icon, and the app's where the page is installed as one, with how many are offline.
pub fn mark_icon(offline: usize) {
    let icon = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.query_selector("link[rel=icon]").ok().flatten());
    if let Some(icon) = icon {
        mark(&icon, offline > 0);
    }
    let Some(navigator) = web_sys::window().map(|window| window.navigator()) else {
        return;
    };
    let name = if offline > 0 {
        "setAppBadge"
    } else {
        "clearAppBadge"
    };
    // No fleet has that many.
    let count = JsValue::from(u32::try_from(offline).unwrap_or(u32::MAX));
    if let Some(done) = call(&navigator, name, &count) {
        spawn_local(async move {
            // A refusal that nobody hears would be written to the console.
            let _ = JsFuture::from(done).await;
        });
    }
}

/// Where the icon's own address is kept while another stands in its place.
const OWN: &str = "data-own";

fn mark(icon: &Element, is_marked: bool) {
    match (icon.get_attribute(OWN), is_marked) {
        (None, true) => {
            let own = icon.get_attribute("href").unwrap_or_default();
            let _ = icon.set_attribute(OWN, &own);
            let _ = icon.set_attribute("href", OFFLINE_ICON);
        }
        (Some(own), false) => {
            let _ = icon.set_attribute("href", &own);
            let _ = icon.remove_attribute(OWN);
        }
        _ => {}
    }
}

/// A place that only one tab of this browser has at a time; dropping it leaves it to the next.
#[derive(Debug)]
pub struct OnlyOne {
    /// Called without anything when the place was left before it was given.
    leave: Function,
}

impl OnlyOne {
    /// Queues for the place of this name; `given` is called once it is this tab's.
    pub fn queue(name: &str, given: impl FnOnce() + 'static) -> Option<Self> {
        let locks =
            Reflect::get(&web_sys::window()?.navigator(), &JsValue::from_str("locks")).ok()?;
        let request: Function = Reflect::get(&locks, &JsValue::from_str("request"))
            .ok()?
            .dyn_into()
            .ok()?;
        // The lock is held as long as this is not fulfilled.
        let mut leave = None;
        let held = Promise::new(&mut |fulfil, _| leave = Some(fulfil));
        let take = Closure::once_into_js(move || -> Promise {
            given();
            held
        });
        let asked = request
            .call2(&locks, &JsValue::from_str(name), &take)
            .ok()?;
        if let Ok(asked) = asked.dyn_into::<Promise>() {
            spawn_local(async move {
                let _ = JsFuture::from(asked).await;
            });
        }
        Some(Self { leave: leave? })
    }
}

impl Drop for OnlyOne {
    fn drop(&mut self) {
        let _ = self.leave.call0(&JsValue::NULL);
    }
}

fn has(name: &str) -> bool {
    web_sys::window()
        .is_some_and(|window| Reflect::has(&window, &JsValue::from_str(name)).unwrap_or(false))
}

fn call(target: &JsValue, name: &str, argument: &JsValue) -> Option<Promise> {
    let function = Reflect::get(target, &JsValue::from_str(name)).ok()?;
    let done = function
        .dyn_ref::<Function>()?
        .call1(target, argument)
        .ok()?;
    done.dyn_into().ok()
}
