//! Keeping watch, where the visitor wants it: the title counts what is offline, the icon wears a badge,
//! and one tab notifies of what lasts. What does that is a file of its own.

use std::sync::Arc;

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use super::preferences::Preferences;
use crate::domain::fleet::view::FleetView;
use crate::domain::fleet::watch::{News, Watch};
use crate::domain::roster::Server;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::status::Status;
use crate::domain::time::UnixMillis;
use crate::i18n::fill;
use crate::live::{KeepWatch, Live, Notice};
use crate::platform::clock;
use crate::platform::notify::{self, OnlyOne, Permission};
use crate::ui::{Missing, TitleCount, effect, with_part};

/// How often it is looked what lasts, ms. A hidden tab's timers run once a minute.
const LOOK_MS: u32 = 5_000;
/// So many servers are named in a notification.
const NAMED: usize = 5;

/// Has the page keep watch as long as it is wanted.
pub(super) fn keep_watch(live: Live, preferences: Preferences) {
    let keep = KeepWatch::read(live);
    provide_context(keep);
    let offline = Memo::new(move |_| {
        let totals = live.registry.totals.with(|totals| totals.offline);
        if keep.get() { totals } else { 0 }
    });
    provide_context(TitleCount(offline.into()));
    let watcher = Watcher {
        live,
        keep,
        preferences,
        offline,
        owner: StoredValue::new(Owner::current().unwrap_or_default()),
    };
    let is_begun = StoredValue::new(false);
    effect(move || {
        if keep.get() && !is_begun.get_value() {
            is_begun.set_value(true);
            with_part(begin(watcher), move |begun| {
                // Where the file did not come, the next wish asks again.
                let _ = is_begun.try_set_value(begun.is_ok());
            });
        }
    });
}

/// What keeps watch; a copy is as good as the original.
#[derive(Clone, Copy)]
struct Watcher {
    live: Live,
    keep: KeepWatch,
    preferences: Preferences,
    /// How many are offline, while watch is kept.
    offline: Memo<usize>,
    /// Of the page.
    owner: StoredValue<Owner>,
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(watch, wasm_split_path = leptos::wasm_split, fallible)
)]
fn begin(watcher: Watcher) -> Result<(), Missing> {
    watcher
        .owner
        .with_value(|owner| owner.with(|| watcher.begin()));
    Ok(())
}

impl Watcher {
    fn begin(self) {
        effect(move || notify::mark_icon(self.offline.get()));
        let place = StoredValue::new_local(None);
        let is_first = RwSignal::new(false);
        effect(move || {
            is_first.set(false);
            if !self.keep.get() {
                place.set_value(None);
                return;
            }
            place.set_value(OnlyOne::queue("lotus.watch", move || {
                // The page may be gone by then.
                let _ = is_first.try_set(true);
            }));
            self.ask();
        });
        let watch = StoredValue::new((Watch::default(), None::<UnixMillis>));
        let look = Interval::new(LOOK_MS, move || {
            let heard_at = self.live.heard_at();
            let fleet = self.live.registry.fleet();
            let news = watch.try_update_value(|(watch, last)| {
                // Without a message nothing is known to last.
                if heard_at.is_none() || *last == heard_at {
                    return News::default();
                }
                *last = heard_at;
                let states = fleet.iter().map(|server| (server.id, server.status));
                watch.hear(clock::now(), states)
            });
            let is_ours = untrack(|| self.keep.get()) && is_first.get_untracked();
            if let Some(news) = news.filter(|_| is_ours) {
                self.tell(&fleet, &news);
            }
        });
        StoredValue::new_local(look);
    }

    /// Asks whether the page may notify, where it was just wished for.
    fn ask(self) {
        let tell = move |permission| {
            if permission != Permission::Granted {
                self.live.say(Notice::NotificationsBlocked);
            }
        };
        match notify::permission() {
            Permission::Granted => {}
            _ if !self.keep.is_new() => {}
            Permission::Denied => tell(Permission::Denied),
            Permission::Unasked => notify::ask(tell),
        }
    }

    fn tell(self, fleet: &[Arc<Server>], news: &News) {
        if notify::permission() != Permission::Granted {
            return;
        }
        let texts = self.preferences.language.get_untracked().texts();
        let told = [
            (&news.gone, texts.went_offline, texts.went_offline_many),
            (&news.back, texts.came_back, texts.came_back_many),
        ];
        for (place, (ids, of_one, of_many)) in told.into_iter().enumerate() {
            let name = |id: &ServerId| {
                let server = fleet.iter().find(|server| server.id == *id)?;
                Some(server.name.trim().to_owned())
            };
            let names: Vec<String> = ids.iter().take(NAMED).filter_map(name).collect();
            let more = ids.len().saturating_sub(NAMED);
            let mut body = names.join("\n");
            if more > 0 {
                body = format!("{body}\n{}", fill(texts.and_more, &[&more.to_string()]));
            }
            let tag = if place == 0 { "offline" } else { "online" };
            match ids.as_slice() {
                [] => {}
                [id] => {
                    let title = fill(of_one, &[&names.concat()]);
                    notify::notify(&title, "", tag, Route::Server(*id).href());
                }
                _ => {
                    let status = (place == 0).then_some(Status::Offline);
                    let view = FleetView {
                        status,
                        ..FleetView::default()
                    };
                    let title = fill(of_many, &[&ids.len().to_string()]);
                    notify::notify(&title, &body, tag, view.href());
                }
            }
        }
    }
}
