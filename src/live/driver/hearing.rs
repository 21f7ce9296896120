//! What the socket says, and showing what a message changed.

use std::rc::Weak;

use gloo_timers::callback::{Interval, Timeout};
use leptos::prelude::*;

use super::Driver;
use crate::api::socket::{FrameReader, Said, Socket};
use crate::domain::feed;
use crate::domain::roster::Changes;
use crate::domain::session::{self, Reader};
use crate::domain::status::Carrier;
use crate::domain::time::{DashboardClock, Monotonic, UnixMillis};
use crate::platform::clock;
use crate::platform::marks::{self, Measure};

/// How often relative times are told anew.
const MINUTE_MS: u32 = 60_000;

impl Driver {
    pub(super) fn open_socket(&self) {
        let number = self.with(|state| {
            state.socket_number = state.socket_number.wrapping_add(1);
            state.newest_frame = None;
            state.frames = FrameReader::default();
            state.behind_since = None;
            state.roster.connected();
            state.socket_number
        });
        let this = Weak::clone(&self.this);
        let opened = Socket::open(move |said| {
            if let Some(driver) = this.upgrade()
                && driver.with(|state| state.socket_number) == number
            {
                driver.socket_said(said);
            }
        });
        if opened.is_none() {
            // Told in a turn of its own, as the browser tells of one that could not be opened.
            self.spawn(async |driver| driver.tell(feed::Event::SocketClosed));
        }
        self.with(|state| state.held.socket = opened);
    }

    pub(super) fn close_socket(&self) {
        self.with(|state| {
            state.held.socket = None;
            state.newest_frame = None;
        });
    }

    fn socket_said(&self, said: Said) {
        match said {
            Said::Opened => {
                self.learn(session::Event::SocketOpened);
                self.tell(feed::Event::SocketOpened);
            }
            Said::Frame(text) => self.keep_frame(text),
            Said::Closed => {
                self.take_newest_frame();
                self.with(|state| state.held.socket = None);
                self.tell(feed::Event::SocketClosed);
            }
        }
    }

    fn keep_frame(&self, text: String) {
        let (rests, is_due) = self.with(|state| {
            state.newest_frame = Some((text, clock::now()));
            (state.feed.is_paused(), state.held.take_frame.is_some())
        });
        if !self.live.state_untracked().has_data {
            // Nothing is shown yet: not even a skeleton need be painted before this.
            self.take_newest_frame();
        } else if !rests && !is_due {
            // A burst is delivered message by message before a timer gets its turn.
            let take = self.calling(|driver| {
                driver.with(|state| state.held.take_frame = None);
                driver.take_newest_frame();
            });
            let timer = Timeout::new(0, take);
            self.with(|state| state.held.take_frame = Some(timer));
        }
    }

    pub(super) fn take_newest_frame(&self) {
        let Some((text, came_at)) = self.with(|state| state.newest_frame.take()) else {
            return;
        };
        // What was kept while the tab slept may be hours old.
        if clock::now().since(came_at) > feed::STALE_AFTER_MS {
            return;
        }
        let _measure = Measure::start("lotus:tick", "lotus:tick-start");
        // A frame that was cut on its way is skipped: the next one is two seconds off.
        let read = self.with(|state| {
            let roster = &state.roster;
            state.frames.read(&text, &|id| roster.get(id).is_some())
        });
        let Ok(snapshot) = read else {
            return;
        };
        self.tell(feed::Event::SocketFrame);
        let now = snapshot.now;
        let changes = self.with(|state| {
            if state.roster.is_behind(now) {
                let since = *state.behind_since.get_or_insert(came_at);
                if came_at.since(since) < feed::STALE_AFTER_MS {
                    // What it said of the machines is not taken in either.
                    state.frames = FrameReader::default();
                    return None;
                }
                // No burst lasts so long: the dashboard's clock was set back.
                state.roster.connected();
            }
            state.behind_since = None;
            Some(state.roster.frame(snapshot))
        });
        if let Some(changes) = changes {
            self.heard(now, came_at, &changes);
        }
    }

    /// Shows what a message changed, which came when the timer stood at `came_at`.
    pub(super) fn heard(&self, now: UnixMillis, came_at: Monotonic, changes: &Changes) {
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

    /// Lays out what changed in the roster, and has it recorded.
    pub(super) fn show(&self, changes: &Changes) {
        let registry = self.live.registry;
        let is_partly_polled = self.with(|state| {
            registry.apply(&state.roster, changes);
            // The live feed gives a token the guest's view.
            state.session.rights().reader == Reader::Token
                && state
                    .roster
                    .servers()
                    .any(|server| server.carrier == Carrier::Polled)
        });
        self.live
            .update(|state| state.is_partly_polled = is_partly_polled);
        self.recorded();
    }

    /// Lets the recorder hear how the fleet is now, and whoever waits for that.
    pub(super) fn recorded(&self) {
        let told = self.with(|state| state.recorder.hear(&state.roster));
        if let Some(told) = told {
            told();
        }
    }

    fn start_minute(&self) {
        self.tick_minute();
        let timer = Interval::new(MINUTE_MS, self.calling(Self::tick_minute));
        self.with(|state| state.held.minute = Some(timer));
    }

    pub(super) fn tick_minute(&self) {
        if let Some(now) = self.live.now() {
            self.live.update(|state| state.minute = Some(now));
        }
    }
}
