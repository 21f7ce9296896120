//! The live view of the fleet: what the reducers of `domain` decide is carried out here, and what
//! they know is laid out in signals that components read.

mod account;
mod driver;
mod keyring;
mod left;
mod pins;
mod recorder;
mod refusal;
mod registry;
mod server_state;
mod unreadable;
mod watching;

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::error::ApiError;
use crate::domain::feed::{Badge, Spared, Trouble};
use crate::domain::recording::Recording;
use crate::domain::server::ServerId;
use crate::domain::session::{Reader, Session, ViewPassword};
use crate::domain::time::{DashboardClock, UnixMillis};
use crate::platform::clock;
pub use account::remembered_place;
use driver::Driver;
pub use keyring::Kept;
pub use left::{OverviewLeft, use_overview_left};
pub use pins::{Pins, use_pins};
pub use registry::{Registry, ServerStore};
pub use server_state::{ServerState, ServerStateStoreFields, reason_of, why_unknown};
pub use watching::{KeepWatch, use_keep_watch};

/// What is said once, in passing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The sign-in by cookie ended.
    SessionEnded,
    /// The stored API token is no longer good.
    TokenEnded,
    /// The API token in use is kept in memory alone.
    TokenInMemory,
    /// The browser lets the page keep watch, but not notify.
    NotificationsBlocked,
}

/// What came of an API token that was to be put in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TokenReply {
    /// The dashboard took it; it is in use.
    Taken,
    /// The dashboard refused it, twice.
    Refused,
    /// No answer to tell.
    Failed(ApiError),
}

/// What came of signing out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignOutReply {
    /// This browser is signed in no longer.
    SignedOut,
    /// It still is: the dashboard keeps its sign-in under a name of its own.
    StillSignedIn,
}

/// What came of a view password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewPasswordReply {
    /// The dashboard took it.
    Taken,
    /// It is another one.
    Wrong,
    /// No answer to tell.
    Failed,
}

/// How the connection and the visitor stand. One signal carries it all: it changes rarely, and
/// readers compare what they make of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is true or not for itself"
)]
pub struct State {
    /// What the connection badge says.
    pub badge: Badge,
    /// Why there is no live feed, when there is a reason to tell.
    pub trouble: Option<Trouble>,
    /// Why it polls where it could be live, while it does.
    pub spared: Spared,
    /// Who the visitor is.
    pub session: Session,
    /// Whether data is there, or an explicit reason why not, and a view password's need is known.
    pub is_ready: bool,
    /// Whether it was asked, with whatever answer, who the visitor is.
    pub is_settled: bool,
    /// Whether any message brought servers, or said that there are none.
    pub has_data: bool,
    /// The dashboard's time, once a minute.
    pub minute: Option<UnixMillis>,
    /// What is to be said once.
    pub notice: Option<Notice>,
    /// Where the API token in use is kept; `None` when none is.
    pub token_kept: Option<Kept>,
    /// Whether a proxy's own password kept the token from being tried.
    pub is_walled: bool,
    /// Whether some servers come by polling alone while others are live: a token's.
    pub is_partly_polled: bool,
    /// Changes whenever another token, or none, is put in use.
    pub token_number: u32,
}

impl State {
    /// Whether what is shown is no longer fresh.
    pub fn is_stale(&self) -> bool {
        let is_old = matches!(self.badge, Badge::Stale | Badge::Offline);
        self.has_data && is_old && !self.wants_view_password()
    }

    /// Whether a view password stands in the way. Those who are signed in are fed without it.
    pub fn wants_view_password(&self) -> bool {
        self.session.view_password == ViewPassword::Wanted && self.reader() == Reader::Guest
    }

    /// Through whose eyes the fleet is read.
    pub fn reader(&self) -> Reader {
        self.session.rights().reader
    }
}

/// The live view that every screen reads. A copy of the handle is as good as the handle.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    /// The servers.
    pub registry: Registry,
    state: RwSignal<State>,
    driver: StoredValue<Option<Rc<Driver>>, LocalStorage>,
    clock: StoredValue<Option<DashboardClock>>,
}

impl Live {
    /// A view of nothing yet.
    pub fn new() -> Self {
        Self {
            registry: Registry::new(),
            state: RwSignal::new(State::default()),
            driver: StoredValue::new_local(None),
            clock: StoredValue::new(None),
        }
    }

    /// Connects, with the stored token if there is one, and stays connected until the owner of the
    /// calling scope is cleaned up.
    pub fn connect(self) {
        let driver = Driver::start(self);
        self.driver.set_value(Some(driver));
        on_cleanup(move || {
            if let Some(driver) = self.driver.try_update_value(Option::take).flatten() {
                driver.stop();
            }
        });
    }

    /// How things stand; reading it subscribes the reader.
    pub fn state(self) -> State {
        self.state.get()
    }

    /// The same without subscribing.
    fn state_untracked(self) -> State {
        self.state.get_untracked()
    }

    /// Changes how things stand, and wakes readers only if anything differs.
    fn update(self, change: impl FnOnce(&mut State)) {
        let former = self.state.get_untracked();
        let mut state = former;
        change(&mut state);
        if state != former {
            self.state.set(state);
        }
    }

    /// Says something once.
    pub fn say(self, notice: Notice) {
        self.update(|state| state.notice = Some(notice));
    }

    /// Whether the page looks how the fleet is while its tab is hidden.
    fn watch(self, is_wanted: bool) {
        if let Some(driver) = self.driver.get_value() {
            driver.watch(is_wanted);
        }
    }

    /// The visitor has read what was said once.
    pub fn dismiss_notice(self) {
        self.update(|state| state.notice = None);
    }

    /// Asks the dashboard at once instead of after the next pause.
    pub fn retry_now(self) {
        if let Some(driver) = self.driver.get_value() {
            driver.retry_now();
        }
    }

    /// Sends a view password and hands back what came of it.
    pub fn give_view_password(self, password: String, reply: Callback<ViewPasswordReply>) {
        match self.driver.get_value() {
            Some(driver) => driver.give_view_password(password, reply),
            None => reply.run(ViewPasswordReply::Failed),
        }
    }

    /// Records a server from now on, beside those that were opened before it. `told` is called after
    /// each message of the dashboard's, until another server is opened.
    pub fn record(self, id: ServerId, told: Rc<dyn Fn()>) {
        if let Some(driver) = self.driver.get_value() {
            driver.record(id, told);
        }
    }

    /// Lends what was recorded of a server.
    pub fn recording(self, id: ServerId, take: &mut dyn FnMut(&Recording)) {
        if let Some(driver) = self.driver.try_get_value().flatten() {
            driver.recording(id, take);
        }
    }

    /// One server; `None` when it does not exist or may not be seen.
    pub fn server(self, id: ServerId) -> Option<ServerStore> {
        self.registry.server(id)
    }

    /// The dashboard's time now; `None` before its first word.
    pub fn now(self) -> Option<UnixMillis> {
        self.clock
            .get_value()
            .map(|dashboard| dashboard.now(clock::now()))
    }

    /// The dashboard's time of the newest message.
    pub fn heard_at(self) -> Option<UnixMillis> {
        self.clock.get_value().map(|dashboard| dashboard.said())
    }

    /// How long ago a moment was in milliseconds, told anew once a minute; reading it subscribes
    /// the reader.
    pub fn age_ms(self, at: UnixMillis) -> Option<i64> {
        let minute = self.state().minute;
        minute.max(self.now()).map(|now| now.since(at))
    }
}

/// The live view, which the app provides to all its screens; one of nothing outside the app.
pub fn use_live() -> Live {
    use_context::<Live>().unwrap_or_default()
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}
