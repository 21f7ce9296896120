//! The feed: when to open and close the live socket, when to ask and poll, and what to call it.
//!
//! A pure reducer. It is handed events and a timer's reading and gives commands; `live` carries
//! them out. All times are in milliseconds of [`Monotonic`].

mod absence;
mod deadlines;
mod outage;
mod pace;
mod terms;
mod watching;

use crate::domain::session::Reader;
use crate::domain::time::Monotonic;
pub use absence::{Absence, LED_AWAY_AFTER};
use deadlines::Jitter;
use pace::Pace;
pub use pace::{SPARED_POLL_EVERY_MS, Spared, TRY_LINE_AFTER_MS};
pub use terms::{
    Badge, Command, Event, KEEP_WHILE_HIDDEN_MS, LONG_OUTAGE_MS, POLL_EVERY_MS,
    POLLED_STALE_AFTER_MS, PROBE_LATER_MS, PROBE_WITHIN_MS, REFRESH_EVERY_MS, REOPEN_WITHIN_MS,
    SILENT_FOR_MS, STALE_AFTER_MS, Trouble,
};
pub use watching::WATCH_EVERY_MS;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Socket {
    Closed,
    Opening { since: Monotonic },
    Open { since: Monotonic, has_frames: bool },
}

/// What is wrong with the sockets of a dashboard that answers.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fault {
    /// They are not given.
    Refused,
    /// They open and close again before the first frame.
    Cut,
    /// They open and stay silent.
    Silent,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Link {
    /// The dashboard answered last time.
    Up,
    /// Something failed, and the dashboard is being asked.
    Asked,
    /// It did not answer.
    Down {
        since: Monotonic,
        why: Absence,
        /// How often in a row it was the same.
        times: u32,
    },
}

/// The state of the feed.
#[derive(Clone, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is true or not for itself"
)]
pub struct Feed {
    reader: Reader,
    socket: Socket,
    /// When the newest socket began to open.
    opening_since: Monotonic,
    link: Link,
    /// Attempts at a socket since the last one that lived.
    failures: u32,
    /// Why sockets bring nothing; kept until one brings a frame, so that what is said does not
    /// change with each attempt.
    fault: Option<Fault>,
    /// Whether the fault is sure enough to be told.
    is_fault_told: bool,
    /// Until when a silent socket is left alone.
    left_alone: bool,
    /// Whether the fleet could not be told as a whole when it was asked for last.
    is_broken: bool,
    view_password_wanted: bool,
    hidden_since: Option<Monotonic>,
    resumed_at: Option<Monotonic>,
    last_frame: Option<Monotonic>,
    last_poll: Option<Monotonic>,
    /// When `details` was last asked, whatever came of it.
    polled_at: Option<Monotonic>,
    open_at: Option<Monotonic>,
    probe_at: Option<Monotonic>,
    poll_at: Option<Monotonic>,
    pace: Pace,
    /// Whether a hidden tab looks how the fleet is.
    watches: bool,
    /// Whether a hidden tab is looking right now.
    looks: bool,
    /// When it looked last.
    looked_at: Option<Monotonic>,
    jitter: Jitter,
}

impl Feed {
    /// A feed that did nothing yet. The seed spreads many pages' attempts over time.
    pub fn new(seed: u64) -> Self {
        Self {
            reader: Reader::Guest,
            socket: Socket::Closed,
            opening_since: Monotonic::default(),
            link: Link::Up,
            failures: 0,
            fault: None,
            is_fault_told: false,
            left_alone: false,
            is_broken: false,
            view_password_wanted: false,
            hidden_since: None,
            resumed_at: None,
            last_frame: None,
            last_poll: None,
            polled_at: None,
            open_at: None,
            probe_at: None,
            poll_at: None,
            pace: Pace::default(),
            watches: false,
            looks: false,
            looked_at: None,
            jitter: Jitter::new(seed),
        }
    }

    /// Takes in what happened.
    #[must_use]
    pub fn step(&mut self, now: Monotonic, event: Event) -> Vec<Command> {
        let mut commands = Vec::new();
        match event {
            Event::Start => self.open(now, &mut commands),
            Event::SocketOpened => {
                if matches!(self.socket, Socket::Opening { .. }) {
                    self.socket = Socket::Open {
                        since: now,
                        has_frames: false,
                    };
                    self.view_password_wanted = false;
                    self.answered();
                }
            }
            Event::SocketFrame => self.frame(now, &mut commands),
            Event::SocketClosed => self.lost(now, &mut commands),
            Event::ProbeAnswered => self.probe_answered(now, &mut commands),
            Event::ProbeFailed(why) => self.probe_failed(now, why),
            Event::PollAnswered => {
                self.last_poll = Some(now);
                self.polled_at = Some(now);
                if matches!(self.link, Link::Down { .. }) {
                    self.probe_answered(now, &mut commands);
                }
                self.plan_poll(now);
            }
            Event::PollFailed { by_dashboard } => {
                self.polled_at = Some(now);
                self.plan_poll(now);
                if !by_dashboard && !self.has_live_socket() && self.link == Link::Up {
                    self.ask(now, &mut commands);
                }
            }
            Event::FleetIsWhole(is_whole) => self.fleet_is(is_whole, now, &mut commands),
            Event::ReaderIs(reader) => {
                self.reader = reader;
                self.plan_poll(now);
                self.weigh_reader(now, &mut commands);
            }
            Event::AnswerTook { ms } => self.weigh_answer(now, ms, &mut commands),
            Event::SavesData(wanted) => self.save_data(now, wanted, &mut commands),
            Event::Watches(wanted) => self.watch(now, wanted, &mut commands),
            Event::Reconnect => {
                if self.socket != Socket::Closed {
                    self.close(&mut commands);
                    self.open(now, &mut commands);
                }
            }
            Event::ViewPasswordWanted => {
                self.view_password_wanted = true;
                self.open_at = None;
            }
            Event::ViewPasswordNotWanted => {
                self.is_fault_told = true;
                if self.view_password_wanted {
                    self.view_password_wanted = false;
                    self.open_if_closed(now, &mut commands);
                }
            }
            Event::ViewPasswordTaken => {
                self.view_password_wanted = false;
                self.fault = None;
                self.is_fault_told = false;
                self.failures = 0;
                self.open_if_closed(now, &mut commands);
            }
            Event::RetryWanted => {
                self.failures = 0;
                if self.polls() {
                    self.poll_at = Some(now);
                }
                self.ask(now, &mut commands);
                self.try_whatever_is_answered(now, &mut commands);
            }
            Event::NetworkBack => {
                if !matches!(self.link, Link::Up) && self.hidden_since.is_none() {
                    self.ask(now, &mut commands);
                }
            }
            Event::NetworkGone => {
                if self.hidden_since.is_none() {
                    self.ask(now, &mut commands);
                }
            }
            Event::TabHidden => {
                self.hidden_since.get_or_insert(now);
            }
            Event::TabVisible => self.resume(now, &mut commands),
            Event::Timer => self.timer(now, &mut commands),
        }
        commands
    }

    /// What the connection badge says.
    pub fn badge(&self, now: Monotonic) -> Badge {
        // The same sum as the timer's, so that a badge turns in the moment it was woken for.
        let fresh = |at: Option<Monotonic>, within: f64| at.is_some_and(|at| at.plus(within) > now);
        let is_down = matches!(self.link, Link::Down { .. });
        if self.hidden_since.is_some() && self.has_data() {
            Badge::Paused
        } else if fresh(self.last_frame, STALE_AFTER_MS) && (self.has_live_socket() || !is_down) {
            Badge::Live
        } else if self.polls() && !is_down && fresh(self.last_poll, POLLED_STALE_AFTER_MS) {
            Badge::Polling
        } else if is_down || self.view_password_wanted {
            Badge::Offline
        } else if fresh(self.resumed_at, STALE_AFTER_MS) && self.socket != Socket::Closed {
            // The tab is back, and its first frame is on the way.
            Badge::Paused
        } else if self.trouble() == Some(Trouble::SocketRefused) {
            Badge::Offline
        } else if self.has_data() || self.trouble().is_some() {
            Badge::Stale
        } else {
            Badge::Connecting
        }
    }

    /// Why there is no live feed, when there is a reason to tell.
    pub fn trouble(&self) -> Option<Trouble> {
        match self.link {
            Link::Down { why, times, .. } => Some(why.trouble(times, self.ever_lived())),
            _ if !self.is_fault_told || self.view_password_wanted => None,
            _ => self.fault.map(|fault| match fault {
                Fault::Refused | Fault::Cut => Trouble::SocketRefused,
                Fault::Silent => Trouble::SocketSilent,
            }),
        }
    }

    /// Whether frames carry the servers: the threshold of "online" hangs on it.
    pub fn has_live_socket(&self) -> bool {
        matches!(
            self.socket,
            Socket::Open {
                has_frames: true,
                ..
            }
        )
    }

    /// Whether the tab is hidden, and frames are kept rather than taken in.
    pub fn is_paused(&self) -> bool {
        self.hidden_since.is_some() && !self.looks
    }

    fn polls(&self) -> bool {
        self.reader != Reader::Guest
    }

    fn has_data(&self) -> bool {
        self.last_frame.is_some() || self.last_poll.is_some()
    }

    /// A hidden tab rests, unless it has nothing to show yet.
    fn rests(&self) -> bool {
        self.hidden_since.is_some() && self.has_data()
    }

    fn answered(&mut self) {
        self.link = Link::Up;
        self.probe_at = None;
    }

    fn frame(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        let Socket::Open { since, .. } = self.socket else {
            return;
        };
        let was_live = self.has_live_socket();
        let resumed_at = self.resumed_at;
        let in_sight = |at: &Monotonic| resumed_at.is_none_or(|resumed| at.since(resumed) >= 0.0);
        let former = self.last_frame.filter(|at| was_live && in_sight(at));
        self.socket = Socket::Open {
            since,
            has_frames: true,
        };
        self.last_frame = Some(now);
        self.fault = None;
        self.is_fault_told = false;
        self.answered();
        if now.since(since) >= STALE_AFTER_MS {
            self.failures = 0;
        }
        if self.looks {
            self.looked(now);
            self.close(commands);
            return;
        }
        if was_live {
            self.weigh_frame(now, former, commands);
            return;
        }
        // `details` is asked once a connection: it tells whether the sign-in still holds, because
        // a socket whose sign-in ended turns into a guest's without a word.
        let asked = self.polled_at.is_some_and(|at| at >= self.opening_since);
        if self.reader == Reader::Cookie && !asked {
            self.poll_at = Some(now);
        } else {
            self.plan_poll(now);
        }
        self.weigh_frame(now, None, commands);
    }

    fn open(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        self.open_at = None;
        self.left_alone = false;
        self.opening_since = now;
        self.socket = Socket::Opening { since: now };
        commands.push(Command::OpenSocket);
    }

    fn open_if_closed(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        if self.socket == Socket::Closed {
            self.open(now, commands);
        }
    }

    fn close(&mut self, commands: &mut Vec<Command>) {
        self.socket = Socket::Closed;
        commands.push(Command::CloseSocket);
    }

    /// When `details` is due next, counted from the last time it was asked.
    fn plan_poll(&mut self, now: Monotonic) {
        let interval = match self.reader {
            Reader::Guest => {
                self.poll_at = None;
                return;
            }
            Reader::Cookie if self.has_live_socket() => REFRESH_EVERY_MS,
            _ if self.spared() != Spared::No => SPARED_POLL_EVERY_MS,
            Reader::Cookie | Reader::Token => POLL_EVERY_MS,
        };
        self.poll_at = Some(self.polled_at.map_or(now, |at| at.plus(interval)));
    }

    fn resume(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        if self.hidden_since.take().is_none() {
            return;
        }
        self.looks = false;
        // The silence of a hidden tab is nobody's fault: the socket's time starts anew.
        self.resumed_at = Some(now);
        if self.socket == Socket::Closed && !self.left_alone && !self.view_password_wanted {
            match self.link {
                Link::Up => self.open(now, commands),
                Link::Asked | Link::Down { .. } => self.ask(now, commands),
            }
        }
    }
}

#[cfg(test)]
mod tests;
