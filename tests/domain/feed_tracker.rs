//! A feed beside a record of what it commanded, which holds it to its promises at every step.

use lotus::domain::feed::{
    Badge, Command, Event, Feed, LONG_OUTAGE_MS, PROBE_WITHIN_MS, SILENT_FOR_MS, Trouble,
};
use lotus::domain::time::Monotonic;

/// More timers than any minute of a page's life has use for.
const MANY_TIMERS: usize = 2_000;

/// What floating point makes of sums of milliseconds.
const ROUNDING_MS: f64 = 1e-3;

/// The socket as the commands and the browser's events leave it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Socket {
    None,
    Opening,
    Open { has_frames: bool },
}

/// A feed under watch.
pub(crate) struct Tracker {
    pub(crate) feed: Feed,
    pub(crate) now: f64,
    pub(crate) socket: Socket,
    has_data: bool,
    is_hidden: bool,
    silent_at: Option<f64>,
    outage_since: Option<f64>,
    /// The last probe, or when nothing kept the page from probing any more.
    probed_at: f64,
}

impl Tracker {
    /// A page that just started.
    pub(crate) fn new(seed: u64, now: f64) -> (Self, Vec<Command>) {
        let mut tracker = Self {
            feed: Feed::new(seed),
            now,
            socket: Socket::None,
            has_data: false,
            is_hidden: false,
            silent_at: None,
            outage_since: None,
            probed_at: now,
        };
        let commands = tracker.tell(Event::Start);
        (tracker, commands)
    }

    pub(crate) fn badge(&self) -> Badge {
        self.feed.badge(Monotonic(self.now))
    }

    /// Whether the socket as it is can bring this about: the page hears only the socket it has.
    pub(crate) fn can_happen(&self, event: Event) -> bool {
        match event {
            Event::SocketOpened => self.socket == Socket::Opening,
            Event::SocketFrame => matches!(self.socket, Socket::Open { .. }),
            Event::SocketClosed => self.socket != Socket::None,
            _ => true,
        }
    }

    /// When the timer is due, never before now.
    pub(crate) fn due(&self) -> Option<f64> {
        let at = self.feed.wake_at(Monotonic(self.now))?.0;
        assert!(at.is_finite());
        Some(at.max(self.now))
    }

    /// Tells the feed what happened and checks what it commands.
    pub(crate) fn tell(&mut self, event: Event) -> Vec<Command> {
        let was_hidden = self.is_hidden;
        match event {
            Event::TabHidden => self.is_hidden = true,
            Event::TabVisible => self.is_hidden = false,
            _ => {}
        }
        match (event, self.socket) {
            (Event::SocketOpened, Socket::Opening) => {
                self.socket = Socket::Open { has_frames: false };
            }
            (Event::SocketFrame, Socket::Open { .. }) => {
                self.socket = Socket::Open { has_frames: true };
                self.has_data = true;
            }
            (Event::SocketClosed, _) => self.socket = Socket::None,
            (Event::PollAnswered, _) => self.has_data = true,
            _ => {}
        }
        let commands = self.feed.step(Monotonic(self.now), event);
        let rests = was_hidden && self.has_data;
        for command in &commands {
            self.note(event, rests, *command);
        }
        self.note_outage(event);
        commands
    }

    fn note(&mut self, event: Event, rests: bool, command: Command) {
        match command {
            Command::OpenSocket => {
                assert_eq!(self.socket, Socket::None, "two sockets after {event:?}");
                let silent_for = self.silent_at.map(|at| self.now - at);
                // Somebody who gives the view password wants to see the fleet now.
                // And a fleet that can be told again has lost the agent that silenced the socket.
                let is_asked_for =
                    matches!(event, Event::ViewPasswordTaken | Event::FleetIsWhole(true));
                assert!(
                    is_asked_for || silent_for.is_none_or(|ms| ms >= SILENT_FOR_MS - ROUNDING_MS),
                    "a silent socket was tried again after {silent_for:?} ms by {event:?}"
                );
                self.silent_at = None;
                self.socket = Socket::Opening;
            }
            Command::CloseSocket => {
                assert_ne!(self.socket, Socket::None, "closed twice after {event:?}");
                let is_silent = self.socket == Socket::Open { has_frames: false };
                if is_silent && event == Event::Timer && !rests {
                    self.silent_at = Some(self.now);
                }
                self.socket = Socket::None;
            }
            Command::Probe => self.probed_at = self.now,
            Command::Poll | Command::AskViewPassword => {}
        }
    }

    fn note_outage(&mut self, event: Event) {
        let is_out = matches!(
            self.feed.trouble(),
            Some(
                Trouble::NoAnswer
                    | Trouble::NotADashboard
                    | Trouble::ApiClosed
                    | Trouble::BehindProxy
                    | Trouble::Walled
                    | Trouble::LedAway
            )
        );
        if !is_out {
            self.outage_since = None;
            return;
        }
        let since = *self.outage_since.get_or_insert(self.now);
        if self.is_hidden || event == Event::TabVisible {
            self.probed_at = self.now;
            return;
        }
        // The one that is planned at the end of the first minutes counts to them.
        if self.probed_at - since < LONG_OUTAGE_MS {
            let next = self.due().expect("an outage is probed");
            assert!(
                next - self.probed_at <= PROBE_WITHIN_MS + ROUNDING_MS,
                "{} ms without a probe after {event:?}",
                next - self.probed_at
            );
        }
    }

    /// Fires the timer and checks that it does not spin: it does something, or sleeps on.
    pub(crate) fn fire(&mut self) -> Vec<Command> {
        let commands = self.tell(Event::Timer);
        if commands.is_empty() {
            let next = self.feed.wake_at(Monotonic(self.now));
            assert!(
                next.is_none_or(|at| at.0 > self.now),
                "the timer spins at {}",
                self.now
            );
        }
        commands
    }

    /// Lets the timer run up to a time. Between two timers the badge stands still: whatever it
    /// is to say next, the timer is what says it.
    pub(crate) fn run_to(&mut self, until: f64) -> Vec<Command> {
        let mut done = Vec::new();
        for _ in 0..MANY_TIMERS {
            let due = self.due().filter(|at| *at <= until);
            let next = due.unwrap_or(until);
            let (first, last) = (self.now + ROUNDING_MS, next - ROUNDING_MS);
            if first < last {
                let [early, late] = [first, last].map(|at| self.feed.badge(Monotonic(at)));
                assert_eq!(early, late, "the badge turns without a timer");
            }
            self.now = next;
            match due {
                Some(_) => done.extend(self.fire()),
                None => return done,
            }
        }
        panic!("the timer spins until {until}");
    }
}
