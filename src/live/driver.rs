//! Carries out what the reducers command, and tells them what came of it.

mod asking;
mod signing;

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use leptos::prelude::*;

use super::recorder::Recorder;
use super::{Live, ViewPasswordReply, keyring};
use crate::api::socket::{self, Said, Socket};
use crate::api::v0;
use crate::domain::error::ApiError;
use crate::domain::feed::{self, Badge, Feed};
use crate::domain::ids::IdSet;
use crate::domain::roster::{Changes, Roster};
use crate::domain::rules::MonitorRules;
use crate::domain::session::{self, Cookie, Session, Token, ViewPassword};
use crate::domain::time::{DashboardClock, Monotonic, UnixMillis};
use crate::domain::token::Secret;
use crate::platform::broadcast::Channel;
use crate::platform::events::Listener;
use crate::platform::marks::{self, Measure};
use crate::platform::signal::Callback;
use crate::platform::task::spawn;
use crate::platform::timer::Timer;
use crate::platform::{clock, page};

/// How often relative times are told anew.
const MINUTE_MS: f64 = 60_000.0;

/// Who is asked for `details`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asker {
    Cookie,
    Token,
}

/// The connection of one page.
pub(super) struct Driver {
    pub(super) live: Live,
    /// The API token in use.
    token: RefCell<Option<Secret>>,
    /// Counts sign-ins and sign-outs, so that answers to who one was before are told apart.
    credentials: Cell<u32>,
    /// The other tabs.
    channel: RefCell<Option<Channel>>,
    feed: RefCell<Feed>,
    session: RefCell<Session>,
    pub(super) roster: RefCell<Roster>,
    /// What keeps the last hour of some servers, once a server's page was opened.
    pub(super) recorder: RefCell<Option<Rc<dyn Recorder>>>,
    /// Numbered, so that what a socket that was given up still says is told apart.
    socket: RefCell<Option<Socket>>,
    socket_number: Cell<u32>,
    /// The newest frame that was not read yet, and when it came.
    newest_frame: RefCell<Option<(String, Monotonic)>>,
    take_frame: RefCell<Option<Timer>>,
    wake: RefCell<Option<Timer>>,
    minute: RefCell<Option<Timer>>,
    listeners: RefCell<Vec<Listener>>,
    suspects: RefCell<IdSet>,
    /// Who is being asked for `details` right now.
    asking: RefCell<Vec<Asker>>,
    /// Questions that are asked in a while.
    cookie_doubt: RefCell<Option<Timer>>,
    token_doubt: RefCell<Option<Timer>>,
    /// Whose first question is not answered yet.
    unsettled: RefCell<Vec<Asker>>,
    this: Weak<Self>,
}

impl std::fmt::Debug for Driver {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Driver").finish_non_exhaustive()
    }
}

impl Driver {
    pub(super) fn start(live: Live) -> Rc<Self> {
        let (token, kept) = keyring::read().unzip();
        live.update(|state| state.token_kept = kept);
        let driver = Rc::new_cyclic(|this| Self {
            live,
            feed: RefCell::new(Feed::new(clock::seed())),
            session: RefCell::new(Session::new(token.is_some())),
            roster: RefCell::new(Roster::new(MonitorRules::V0)),
            recorder: RefCell::default(),
            token: RefCell::new(token),
            credentials: Cell::new(0),
            channel: RefCell::default(),
            socket: RefCell::default(),
            socket_number: Cell::new(0),
            newest_frame: RefCell::default(),
            take_frame: RefCell::default(),
            wake: RefCell::default(),
            minute: RefCell::default(),
            listeners: RefCell::default(),
            suspects: RefCell::default(),
            asking: RefCell::default(),
            cookie_doubt: RefCell::default(),
            token_doubt: RefCell::default(),
            unsettled: RefCell::new(vec![Asker::Cookie, Asker::Token]),
            this: Weak::clone(this),
        });
        driver.listen();
        if page::is_hidden() {
            driver.tell(feed::Event::TabHidden);
        }
        driver.tell(feed::Event::Start);
        driver.ask_first();
        driver
    }

    /// Lets go of everything that would call back.
    pub(super) fn stop(&self) {
        self.socket.take();
        self.take_frame.take();
        self.wake.take();
        self.minute.take();
        self.listeners.take();
        self.channel.take();
        self.cookie_doubt.take();
        self.token_doubt.take();
    }

    pub(super) fn retry_now(&self) {
        self.tell(feed::Event::RetryWanted);
    }

    pub(super) fn give_view_password(&self, password: String, reply: Callback<ViewPasswordReply>) {
        self.spawn(async move |driver| {
            let taken = v0::send_view_password(&password).await;
            // A right password for a page that nobody guards any more is answered alike: ask.
            let said = match (taken, v0::view_password_wanted().await) {
                (_, Ok(false)) => ViewPasswordReply::Taken,
                (Ok(false), Ok(true)) => ViewPasswordReply::Wrong,
                _ => ViewPasswordReply::Failed,
            };
            if said == ViewPasswordReply::Taken {
                driver.learn(session::Event::ViewPasswordTaken);
                driver.tell(feed::Event::ViewPasswordTaken);
            }
            reply.run(said);
        });
    }

    fn listen(&self) {
        let on = |event: feed::Event| {
            let this = Weak::clone(&self.this);
            move |_| {
                if let Some(driver) = this.upgrade() {
                    driver.tell(event);
                }
            }
        };
        let this = Weak::clone(&self.this);
        let visibility = Listener::on_document("visibilitychange", move |_| {
            if let Some(driver) = this.upgrade() {
                driver.visibility_changed();
            }
        });
        let this = Weak::clone(&self.this);
        let storage = Listener::on_window("storage", move |_| {
            if let Some(driver) = this.upgrade() {
                driver.storage_changed();
            }
        });
        let listeners = [
            storage,
            Listener::on_window("online", on(feed::Event::NetworkBack)),
            Listener::on_window("offline", on(feed::Event::NetworkGone)),
            visibility,
        ];
        *self.listeners.borrow_mut() = listeners.into_iter().flatten().collect();
        let this = Weak::clone(&self.this);
        self.channel.replace(Channel::join("lotus", move |word| {
            if let Some(driver) = this.upgrade() {
                driver.hear_tab(word);
            }
        }));
    }

    fn visibility_changed(&self) {
        if page::is_hidden() {
            self.tell(feed::Event::TabHidden);
            return;
        }
        self.tell(feed::Event::TabVisible);
        // It may have been given in another tab.
        if self.session.borrow().view_password == ViewPassword::Wanted {
            self.ask_view_password();
        }
        // What arrived meanwhile was kept unread; the newest of it is the resume.
        self.take_newest_frame();
        self.tick_minute();
    }

    /// Tells the feed what happened, carries out what it commands, and shows how it stands.
    fn tell(&self, event: feed::Event) {
        let now = clock::now();
        let commands = self.feed.borrow_mut().step(now, event);
        for command in commands {
            match command {
                feed::Command::OpenSocket => self.open_socket(),
                feed::Command::CloseSocket => {
                    self.socket.take();
                    self.newest_frame.take();
                }
                feed::Command::Probe => self.probe(),
                feed::Command::Poll => self.poll(),
                feed::Command::AskViewPassword => self.ask_view_password(),
            }
        }
        if !self.feed.borrow().has_live_socket() {
            self.roster.borrow_mut().live_ended();
        }
        if matches!(
            event,
            feed::Event::ProbeAnswered | feed::Event::SocketOpened
        ) {
            self.ask_what_is_unknown();
        }
        self.show_feed(now);
    }

    /// The dashboard is there again: who the visitor is may never have been answered.
    fn ask_what_is_unknown(&self) {
        let session = *self.session.borrow();
        // A guest may have signed in elsewhere: a new socket would then show the account's view.
        let is_reconnected = self.socket_number.get() > 1;
        let is_due = self.cookie_doubt.borrow().is_some();
        let was_none = is_reconnected && session.cookie == Cookie::No;
        if !is_due && (session.cookie == Cookie::Unknown || was_none) {
            self.ask(Asker::Cookie);
        }
        let was_refused = is_reconnected && session.token == Token::Refused;
        if session.token == Token::Unchecked || was_refused {
            self.ask(Asker::Token);
        }
    }

    fn show_feed(&self, now: Monotonic) {
        let (badge, trouble, wake_at) = {
            let feed = self.feed.borrow();
            (feed.badge(now), feed.trouble(), feed.wake_at(now))
        };
        let session = *self.session.borrow();
        self.live.update(|state| {
            state.badge = badge;
            state.trouble = trouble;
            let is_explicit = matches!(badge, Badge::Stale | Badge::Offline) && trouble.is_some();
            let is_known = session.view_password != ViewPassword::Unknown;
            state.is_ready |= is_explicit || (is_known && badge != Badge::Connecting);
        });
        *self.wake.borrow_mut() = wake_at.map(|at| {
            let this = Weak::clone(&self.this);
            Timer::after(at.since(now), move || {
                if let Some(driver) = this.upgrade() {
                    driver.tell(feed::Event::Timer);
                }
            })
        });
    }

    fn open_socket(&self) {
        let number = self.socket_number.get().wrapping_add(1);
        self.socket_number.set(number);
        self.newest_frame.take();
        self.roster.borrow_mut().connected();
        let this = Weak::clone(&self.this);
        let opened = Socket::open(move |said| {
            if let Some(driver) = this.upgrade()
                && driver.socket_number.get() == number
            {
                driver.socket_said(said);
            }
        });
        let is_open = opened.is_some();
        self.socket.replace(opened);
        if !is_open {
            self.later(|driver| driver.tell(feed::Event::SocketClosed));
        }
    }

    fn socket_said(&self, said: Said) {
        match said {
            Said::Opened => {
                self.learn(session::Event::SocketOpened);
                self.tell(feed::Event::SocketOpened);
            }
            Said::Frame(text) => {
                self.newest_frame.replace(Some((text, clock::now())));
                let has_data = self.live.state_untracked().has_data;
                if !has_data {
                    // Nothing is shown yet: not even a skeleton need be painted before this.
                    self.take_newest_frame();
                    return;
                }
                let rests = self.feed.borrow().is_paused();
                // A burst is delivered message by message before a timer gets its turn.
                if !rests && self.take_frame.borrow().is_none() {
                    let this = Weak::clone(&self.this);
                    let timer = Timer::after(0.0, move || {
                        if let Some(driver) = this.upgrade() {
                            driver.take_frame.take();
                            driver.take_newest_frame();
                        }
                    });
                    self.take_frame.replace(Some(timer));
                }
            }
            Said::Closed => {
                self.take_newest_frame();
                self.socket.take();
                self.tell(feed::Event::SocketClosed);
            }
        }
    }

    fn take_newest_frame(&self) {
        let Some((text, came_at)) = self.newest_frame.take() else {
            return;
        };
        // What was kept while the tab slept may be hours old.
        if clock::now().since(came_at) > feed::STALE_AFTER_MS {
            return;
        }
        let _measure = Measure::start("lotus:tick", "lotus:tick-start");
        // A frame that was cut on its way is skipped: the next one is two seconds off.
        let Ok(snapshot) = socket::read(&text) else {
            return;
        };
        self.tell(feed::Event::SocketFrame);
        let now = snapshot.now;
        let changes = self.roster.borrow_mut().frame(snapshot);
        self.heard(now, came_at, &changes);
    }

    /// Shows what a message changed, which came when the timer stood at `came_at`.
    fn heard(&self, now: UnixMillis, came_at: Monotonic, changes: &Changes) {
        let live = self.live;
        let is_first = !live.state_untracked().has_data;
        live.clock
            .set_value(Some(DashboardClock::new(now, came_at)));
        self.show(changes);
        if is_first {
            live.update(|state| state.has_data = true);
            self.start_minute();
            self.tell_what_is_missing();
            request_animation_frame(|| marks::mark("lotus:first-data"));
        }
        self.show_feed(clock::now());
    }

    fn start_minute(&self) {
        self.tick_minute();
        let this = Weak::clone(&self.this);
        let timer = Timer::every(MINUTE_MS, move || {
            if let Some(driver) = this.upgrade() {
                driver.tick_minute();
            }
        });
        self.minute.replace(Some(timer));
    }

    fn tick_minute(&self) {
        if let Some(now) = self.live.now() {
            self.live.update(|state| state.minute = Some(now));
        }
    }

    fn probe(&self) {
        self.spawn(async |driver| {
            let event = match v0::probe().await {
                Ok(()) => feed::Event::ProbeAnswered,
                Err(ApiError::Offline | ApiError::Timeout) => {
                    feed::Event::ProbeFailed { answered: false }
                }
                Err(_) => feed::Event::ProbeFailed { answered: true },
            };
            driver.tell(event);
        });
    }

    fn ask_view_password(&self) {
        self.spawn(async |driver| {
            let wanted = v0::view_password_wanted().await;
            // A frame that came meanwhile is the better answer.
            if driver.feed.borrow().has_live_socket() {
                return;
            }
            if let Ok(wanted) = wanted {
                driver.learn(session::Event::ViewPasswordAsked { wanted });
            }
            driver.tell(if wanted == Ok(true) {
                feed::Event::ViewPasswordWanted
            } else {
                feed::Event::ViewPasswordNotWanted
            });
        });
    }

    /// Runs something that takes a while, unless the page is gone by then.
    fn spawn<F: Future<Output = ()> + 'static>(&self, work: impl FnOnce(Rc<Self>) -> F + 'static) {
        if let Some(driver) = self.this.upgrade() {
            spawn(work(driver));
        }
    }

    fn later(&self, call: impl FnOnce(&Self) + 'static) {
        self.spawn(async move |driver| call(&driver));
    }
}
