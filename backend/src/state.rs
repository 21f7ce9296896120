//! Everything a handler reaches for.

use std::path::PathBuf;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::Duration;

use axum::http::HeaderMap;
use tokio::sync::watch;

use crate::auth::{Auth, SESSION_COOKIE, Visitor};
use crate::clock::{Clock, UnixNanos};
use crate::faults::{Active, Database, Faults, Switchboard};
use crate::fleet::Fleet;
use crate::frames::{self, Audience, Frame, Frames};
use crate::roster::{Report, Roster, Server};
use crate::store::{Store, StoreError};
use crate::upstream::Upstream;

/// A frame at once and then one each beat.
const BEAT: Duration = Duration::from_secs(2);

/// How long frames carry the public remarks after the home page was asked for. The real dashboard
/// gives them away by a race with its home page, so that a client gets them now and then.
const NOTES_MILLIS: i64 = 10_000;

/// What a backend is made of.
#[derive(Debug)]
pub struct Setup {
    /// Where "now" comes from.
    pub clock: Clock,
    /// The database.
    pub store: Store,
    /// The account's password.
    pub password: String,
    /// The name of the sign-in's cookie.
    pub cookie_name: String,
    /// The password that guests need, when there is one.
    pub view_password: Option<String>,
    /// The app's folder, served at `/`.
    pub static_folder: Option<PathBuf>,
    /// Synthetic servers.
    pub fleet: Option<Fleet>,
    /// `None`: faults can't be switched on.
    pub faults: Option<Faults>,
    /// A server registered here begins to report after this long; `None`: never.
    pub registered_report_after: Option<Duration>,
    /// How often a socket is sent a frame.
    pub beat: Duration,
    /// Whether each request is a line on standard error.
    pub access_log: bool,
    /// The real dashboard that stands in place of this one.
    pub upstream: Option<Upstream>,
}

impl Setup {
    /// A backend without servers and with an account of this password.
    pub fn new(store: Store, password: String) -> Self {
        Self {
            clock: Clock::system(),
            store,
            password,
            cookie_name: SESSION_COOKIE.to_owned(),
            view_password: None,
            static_folder: None,
            fleet: None,
            faults: None,
            registered_report_after: None,
            beat: BEAT,
            access_log: false,
            upstream: None,
        }
    }
}

/// The backend's state. Cloning it shares it.
#[derive(Clone)]
pub struct State(Arc<Inner>);

struct Inner {
    clock: Clock,
    store: Store,
    auth: Auth,
    roster: RwLock<Roster>,
    frames: Frames,
    switchboard: Switchboard,
    notes_until_ms: AtomicI64,
    static_folder: Option<PathBuf>,
    registered_report_after: Option<Duration>,
    beat: Duration,
    access_log: bool,
    upstream: Option<Upstream>,
}

impl State {
    /// Reads what the database has and puts the rest together.
    pub fn new(setup: Setup) -> Result<Self, StoreError> {
        let auth = Auth::load(
            &setup.store,
            setup.cookie_name,
            setup.password,
            setup.view_password,
        )?;
        let mut roster = Roster::new(setup.fleet);
        for row in setup.store.servers()? {
            roster.put(row.into());
        }
        let now = setup.clock.now();
        Ok(Self(Arc::new(Inner {
            switchboard: Switchboard::new(setup.faults, now),
            clock: setup.clock,
            store: setup.store,
            auth,
            roster: RwLock::new(roster),
            frames: Frames::default(),
            notes_until_ms: AtomicI64::new(i64::MIN),
            static_folder: setup.static_folder,
            registered_report_after: setup.registered_report_after,
            beat: setup.beat,
            access_log: setup.access_log,
            upstream: setup.upstream,
        })))
    }

    /// This moment by the dashboard's clock, its skew included.
    pub fn now(&self) -> UnixNanos {
        let skew_ms = self.faults().faults.clock_skew_ms;
        self.0.clock.now().plus_millis(skew_ms)
    }

    /// Adds a server, or says something new of one.
    pub fn put_server(&self, server: Server) {
        self.roster_mut().put(server);
    }

    /// Removes a server. Its id is not used again.
    pub fn remove_server(&self, id: u64) {
        self.roster_mut().remove(id);
    }

    /// Takes an agent's report, unless a fault has that agent offline.
    pub fn report(&self, id: u64, report: Report) {
        if !self.faults().offline_since.contains_key(&id) {
            self.roster_mut().report(id, report);
        }
    }

    pub(crate) fn auth(&self) -> &Auth {
        &self.0.auth
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }

    pub(crate) fn static_folder(&self) -> Option<&PathBuf> {
        self.0.static_folder.as_ref()
    }

    pub(crate) fn upstream(&self) -> Option<&Upstream> {
        self.0.upstream.as_ref()
    }

    pub(crate) fn registered_report_after(&self) -> Option<Duration> {
        self.0.registered_report_after
    }

    pub(crate) fn beat(&self) -> Duration {
        self.0.beat
    }

    pub(crate) fn writes_access_log(&self) -> bool {
        self.0.access_log
    }

    pub(crate) fn roster(&self) -> RwLockReadGuard<'_, Roster> {
        self.0.roster.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn roster_mut(&self) -> RwLockWriteGuard<'_, Roster> {
        self.0
            .roster
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Who is asking. With the database down nobody is known, as in V0.
    pub(crate) fn visitor(&self, headers: &HeaderMap) -> Visitor {
        let visitor = self.0.auth.visitor(headers, self.now());
        match self.faults().faults.database {
            Database::Up | Database::Failing => visitor,
            Database::Down => Visitor {
                session: false,
                token: false,
                ..visitor
            },
        }
    }

    /// Uses the database, away from the threads that serve requests.
    pub(crate) async fn with_store<T: Send + 'static>(
        &self,
        run: impl FnOnce(&Self, &Store) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, StoreError> {
        if self.faults().faults.database != Database::Up {
            return Err(StoreError::new("the database is down"));
        }
        let state = self.clone();
        let done = tokio::task::spawn_blocking(move || run(&state, state.store())).await;
        done.unwrap_or_else(|_| Err(StoreError::new("the database task ended early")))
    }

    /// The frame of this moment; `None` when JSON cannot tell it.
    pub(crate) fn frame(&self, audience: Audience) -> Option<Frame> {
        let now = self.now();
        let with_notes = now.millis() < self.0.notes_until_ms.load(Ordering::Relaxed);
        let roster = self.roster();
        self.0
            .frames
            .get(audience, &roster, &self.faults(), now, with_notes)
    }

    /// The frame of some milliseconds ago, as a burst brings it after a sleep.
    pub(crate) fn frame_of_the_past(&self, audience: Audience, age_ms: i64) -> Option<Frame> {
        let then = self.now().plus_millis(-age_ms);
        frames::frame(audience, &self.roster(), &self.faults(), then, false).map(Frame::from)
    }

    /// The home page was asked for: the next frames tell the public remarks.
    pub(crate) fn show_notes_for_a_while(&self) {
        let until = self.now().millis().saturating_add(NOTES_MILLIS);
        self.0.notes_until_ms.store(until, Ordering::Relaxed);
    }

    pub(crate) fn faults(&self) -> Arc<Active> {
        self.0.switchboard.active()
    }

    pub(crate) fn faults_are_allowed(&self) -> bool {
        self.0.switchboard.are_allowed()
    }

    pub(crate) fn watch_faults(&self) -> watch::Receiver<Arc<Active>> {
        self.0.switchboard.watch()
    }

    pub(crate) fn set_faults(&self, faults: Faults) {
        self.0.switchboard.set(faults, self.now());
    }
}
