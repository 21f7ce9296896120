//! The live view of the fleet: what the reducers of `domain` decide is carried out here, and what
//! they know is laid out in signals that components read.

mod driver;
mod registry;
mod unreadable;

use std::rc::Rc;

use leptos::prelude::*;

use crate::domain::feed::{Badge, Trouble};
use crate::domain::roster::{Server, Totals};
use crate::domain::server::ServerId;
use crate::domain::session::{Session, ViewPassword};
use crate::domain::time::{DashboardClock, UnixMillis};
use crate::domain::token::Secret;
use crate::platform::clock;
use driver::Driver;
pub use registry::Registry;

/// What is said once, in passing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The sign-in by cookie ended.
    SessionEnded,
    /// The stored API token is no longer good.
    TokenEnded,
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

/// The signals every screen reads. A copy of the handle is as good as the handle.
#[derive(Clone, Copy, Debug)]
pub struct Live {
    /// What the connection badge says.
    pub badge: RwSignal<Badge>,
    /// Why there is no live feed, when there is a reason to tell.
    pub trouble: RwSignal<Option<Trouble>>,
    /// Who the visitor is.
    pub session: RwSignal<Session>,
    /// Whether data is there, or an explicit reason why not, and a view password's need is known.
    pub ready: RwSignal<bool>,
    /// Whether any message brought servers, or said that there are none.
    pub has_data: RwSignal<bool>,
    /// The dashboard's time of the newest message.
    pub heard_at: RwSignal<Option<UnixMillis>>,
    /// The dashboard's time, once a minute.
    pub minute: RwSignal<Option<UnixMillis>>,
    /// What is to be said once.
    pub notice: RwSignal<Option<Notice>>,
    /// The servers.
    pub registry: Registry,
    driver: StoredValue<Option<Rc<Driver>>, LocalStorage>,
    clock: StoredValue<Option<DashboardClock>>,
}

impl Live {
    /// A view of nothing yet. The token is the stored one, if there is one.
    pub fn new() -> Self {
        Self {
            badge: RwSignal::new(Badge::default()),
            trouble: RwSignal::new(None),
            session: RwSignal::new(Session::default()),
            ready: RwSignal::new(false),
            has_data: RwSignal::new(false),
            heard_at: RwSignal::new(None),
            minute: RwSignal::new(None),
            notice: RwSignal::new(None),
            registry: Registry::new(),
            driver: StoredValue::new_local(None),
            clock: StoredValue::new(None),
        }
    }

    /// Connects, and stays connected until the owner of the calling scope is cleaned up.
    pub fn connect(self, token: Option<Secret>) {
        let driver = Driver::start(self, token);
        self.driver.set_value(Some(Rc::clone(&driver)));
        on_cleanup(move || {
            if let Some(driver) = self.driver.try_update_value(Option::take).flatten() {
                driver.stop();
            }
        });
    }

    /// Asks the dashboard at once instead of after the next pause.
    pub fn retry_now(self) {
        if let Some(driver) = self.driver.get_value() {
            driver.retry_now();
        }
    }

    /// Sends a view password.
    pub async fn give_view_password(self, password: String) -> ViewPasswordReply {
        match self.driver.get_value() {
            Some(driver) => driver.give_view_password(&password).await,
            None => ViewPasswordReply::Failed,
        }
    }

    /// One server; `None` when it does not exist or may not be seen.
    pub fn server(self, id: ServerId) -> Option<ArcRwSignal<Server>> {
        self.registry.server(id)
    }

    /// Sums over the fleet.
    pub fn totals(self) -> RwSignal<Totals> {
        self.registry.totals
    }

    /// The dashboard's time now; `None` before its first word.
    pub fn now(self) -> Option<UnixMillis> {
        self.clock
            .get_value()
            .map(|dashboard| dashboard.now(clock::now()))
    }

    /// Whether what is shown is no longer fresh.
    pub fn is_stale(self) -> bool {
        matches!(self.badge.get(), Badge::Stale | Badge::Offline)
    }

    /// Whether a view password stands in the way.
    pub fn wants_view_password(self) -> bool {
        self.session
            .with(|session| session.view_password == ViewPassword::Wanted)
    }
}

impl Default for Live {
    fn default() -> Self {
        Self::new()
    }
}
