//! Carries out what the reducers command, and tells them what came of it.

mod asking;
mod hearing;
mod signing;
mod state;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::recorder::Told;
use super::{Live, Notice, ViewPasswordReply, keyring};
use crate::api::v0;
use crate::domain::feed::{self, Badge};
use crate::domain::recording::Recording;
use crate::domain::server::ServerId;
use crate::domain::session::{self, Cookie, Reader, Token, ViewPassword};
use crate::domain::time::Monotonic;
use crate::platform::broadcast::Channel;
use crate::platform::{clock, line, page};
use state::{Asker, Held, State};

/// How long after a refusal it is asked once more, when what made the dashboard refuse may have passed.
const DOUBT_MS: u32 = 2_000;

/// The connection of one page.
pub(super) struct Driver {
    live: Live,
    /// Touched by [`with`](Self::with) alone.
    state: RefCell<State>,
    this: Weak<Self>,
}

impl std::fmt::Debug for Driver {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Driver").finish_non_exhaustive()
    }
}

/// What the reducers command.
#[derive(Clone, Copy, Debug)]
enum Command {
    Feed(feed::Command),
    Session(session::Command),
}

impl Driver {
    pub(super) fn start(live: Live) -> Rc<Self> {
        let (token, kept) = keyring::read().unzip();
        live.update(|state| state.token_kept = kept);
        let driver = Rc::new_cyclic(|this| Self {
            live,
            state: RefCell::new(State::new(token)),
            this: Weak::clone(this),
        });
        driver.listen();
        if page::is_hidden() {
            driver.tell(feed::Event::TabHidden);
        }
        driver.tell(feed::Event::Start);
        driver.line_changed();
        driver.ask_first();
        driver
    }

    /// Lets go of everything that would call back.
    pub(super) fn stop(&self) {
        let held = self.with(|state| std::mem::take(&mut state.held));
        drop::<Held>(held);
    }

    pub(super) fn watch(&self, is_wanted: bool) {
        self.tell(feed::Event::Watches(is_wanted));
    }

    pub(super) fn retry_now(&self) {
        self.tell(feed::Event::RetryWanted);
    }

    /// Reads or changes what is known. The work calls nobody who could come back here.
    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.borrow_mut())
    }

    /// A call of the driver as it is then; nothing once it is gone.
    fn calling(&self, call: impl Fn(&Self) + 'static) -> impl Fn() + 'static {
        let this = Weak::clone(&self.this);
        move || {
            if let Some(driver) = this.upgrade() {
                call(&driver);
            }
        }
    }

    /// Runs something that takes a while, unless the page is gone by then.
    fn spawn<F: Future<Output = ()> + 'static>(&self, work: impl FnOnce(Rc<Self>) -> F + 'static) {
        if let Some(driver) = self.this.upgrade() {
            spawn_local(work(driver));
        }
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
            // Whoever asked may have left.
            let _ = reply.try_run(said);
        });
    }

    /// Records a server from now on, and tells after each message, until another is opened.
    pub(super) fn record(&self, id: ServerId, told: Told) {
        self.with(|state| state.recorder.open(id, told));
        self.recorded();
    }

    /// Lends what was recorded of a server. Who has it may ask for it again: a chart's words do while
    /// its lines are drawn.
    pub(super) fn recording(&self, id: ServerId, take: &mut dyn FnMut(&Recording)) {
        self.state.borrow().recorder.lend(id, take);
    }

    fn listen(&self) {
        let on_window = |kind: &'static str, call: fn(&Self)| {
            let call = self.calling(call);
            EventListener::new(&window(), kind, move |_| call())
        };
        let visibility = self.calling(Self::visibility_changed);
        let listeners = [
            on_window("storage", Self::storage_changed),
            on_window("online", |driver| driver.tell(feed::Event::NetworkBack)),
            on_window("offline", |driver| driver.tell(feed::Event::NetworkGone)),
            EventListener::new(&document(), "visibilitychange", move |_| visibility()),
        ];
        let this = Weak::clone(&self.this);
        let channel = Channel::join("lotus", move |word| {
            if let Some(driver) = this.upgrade() {
                driver.hear_tab(word);
            }
        });
        let line = line::on_change(self.calling(Self::line_changed));
        self.with(|state| {
            state.held.listeners = listeners.into_iter().chain(line).collect();
            state.held.channel = channel;
        });
    }

    fn line_changed(&self) {
        self.tell(feed::Event::SavesData(line::saves_data()));
    }

    fn visibility_changed(&self) {
        if page::is_hidden() {
            self.tell(feed::Event::TabHidden);
            return;
        }
        self.tell(feed::Event::TabVisible);
        // It may have been given in another tab.
        if self.with(|state| state.session.view_password) == ViewPassword::Wanted {
            self.ask_view_password();
        }
        // What arrived meanwhile was kept unread; the newest of it is the resume.
        self.take_newest_frame();
        self.tick_minute();
    }

    /// Tells the feed what happened, carries out what it commands, and shows how it stands.
    fn tell(&self, event: feed::Event) {
        let now = clock::now();
        for command in self.with(|state| state.feed.step(now, event)) {
            self.carry_out(Command::Feed(command));
        }
        self.with(|state| {
            if !state.feed.has_live_socket() {
                state.roster.live_ended();
            }
        });
        if matches!(
            event,
            feed::Event::ProbeAnswered | feed::Event::SocketOpened
        ) {
            self.ask_what_is_unknown();
        }
        self.show_feed(now);
    }

    /// Tells the session what was learned, and whoever hangs on it.
    fn learn(&self, event: session::Event) {
        let (before, after, command) = self.with(|state| {
            let before = state.session;
            let command = state.session.step(event);
            (before, state.session, command)
        });
        self.live.update(|state| state.session = after);
        if after.cookie == Cookie::Yes && before.cookie != Cookie::Yes {
            self.tell_tabs_of_cookie();
        }
        if command == Some(session::Command::CookieEnded) {
            self.tell_tabs_of_end();
        }
        if before.token != Token::Good && after.token == Token::Good {
            keyring::is_good();
        }
        let reader = after.rights().reader;
        if reader != before.rights().reader {
            let changes = self.with(|state| state.roster.read_as(reader));
            self.show(&changes);
            self.tell(feed::Event::ReaderIs(reader));
        }
        // A stored token was not asked about yet.
        if command == Some(session::Command::AskToken) && event == session::Event::TokenStored {
            self.ask(Asker::Token);
        } else if command == Some(session::Command::TokenEnded)
            && before.token != Token::Good
            && keyring::is_known_to_have_ended()
        {
            // It was said when this was found, and the account's screen goes on saying it.
        } else if let Some(command) = command {
            self.carry_out(Command::Session(command));
        }
    }

    /// Does what a reducer commands: the one place where that happens.
    fn carry_out(&self, command: Command) {
        match command {
            Command::Feed(feed::Command::OpenSocket) => self.open_socket(),
            Command::Feed(feed::Command::CloseSocket) => self.close_socket(),
            Command::Feed(feed::Command::Probe) => self.probe(),
            Command::Feed(feed::Command::Poll) => self.poll(),
            Command::Feed(feed::Command::AskViewPassword) => self.ask_view_password(),
            // A database that fails does so for a while.
            Command::Session(session::Command::AskCookie) => {
                self.ask_in_a_while(Asker::Cookie, DOUBT_MS);
            }
            Command::Session(session::Command::AskToken) => {
                self.ask_in_a_while(Asker::Token, DOUBT_MS);
            }
            Command::Session(session::Command::CookieEnded) => {
                self.say(Notice::SessionEnded);
                self.tell(feed::Event::Reconnect);
            }
            Command::Session(session::Command::TokenEnded) => {
                keyring::has_ended();
                self.say(Notice::TokenEnded);
                self.tell_tabs_of_token();
            }
            Command::Session(session::Command::Reconnect) => {
                self.tell(feed::Event::Reconnect);
                // A socket that was refused to the guest is not.
                self.tell(feed::Event::RetryWanted);
            }
        }
    }

    fn say(&self, notice: Notice) {
        self.live.say(notice);
    }

    /// The dashboard is there again: who the visitor is may never have been answered.
    fn ask_what_is_unknown(&self) {
        let (session, is_reconnected, is_due) = self.with(|state| {
            // A guest may have signed in elsewhere: a new socket would then show the account's view.
            let is_reconnected = state.socket_number > 1;
            (
                state.session,
                is_reconnected,
                state.held.cookie_doubt.is_some(),
            )
        });
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
        let (feed, session) = self.with(|state| (state.feed.clone(), state.session));
        let (badge, trouble, wake_at) = (feed.badge(now), feed.trouble(), feed.wake_at(now));
        self.live.update(|state| {
            state.badge = badge;
            state.spared = feed.spared();
            state.trouble = trouble;
            let is_explicit = matches!(badge, Badge::Stale | Badge::Offline) && trouble.is_some();
            let is_known = session.view_password != ViewPassword::Unknown;
            state.is_ready |= is_explicit || (is_known && badge != Badge::Connecting);
        });
        let wake = wake_at.map(|at| {
            let wake = self.calling(|driver| driver.tell(feed::Event::Timer));
            Timeout::new(at.timer_ms_from(now), wake)
        });
        self.with(|state| state.held.wake = wake);
    }

    fn probe(&self) {
        self.spawn(async |driver| {
            let event = match v0::probe().await {
                Ok(()) => feed::Event::ProbeAnswered,
                Err(error) => feed::Event::ProbeFailed(feed::Absence::of(&error)),
            };
            driver.tell(event);
        });
    }

    fn poll(&self) {
        match self.with(|state| state.session.rights().reader) {
            Reader::Cookie => self.ask(Asker::Cookie),
            Reader::Token => self.ask(Asker::Token),
            Reader::Guest => {}
        }
    }

    fn ask_view_password(&self) {
        self.spawn(async |driver| {
            let wanted = v0::view_password_wanted().await;
            // A frame that came meanwhile is the better answer.
            if driver.with(|state| state.feed.has_live_socket()) {
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
}
