//! What the feed does because time passed.

use super::{
    Command, Event, Fault, Feed, Link, POLLED_STALE_AFTER_MS, SILENT_FOR_MS, STALE_AFTER_MS,
    Socket, Spared,
};
use crate::domain::time::Monotonic;

/// Shortens pauses by up to a quarter, so that a thousand pages do not ask in the same moment.
#[derive(Clone, Debug)]
pub(super) struct Jitter(u64);

impl Jitter {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next random number is `SplitMix64`'s.
    pub(super) fn shorten(&mut self, pause_ms: f64) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let share = ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64;
        pause_ms * (1.0 - 0.25 * share)
    }
}

impl Feed {
    /// When [`Event::Timer`] is due: the earliest moment at which anything would happen, or the
    /// badge would say something else.
    pub fn wake_at(&self, now: Monotonic) -> Option<Monotonic> {
        if self.rests() {
            return self.hidden_wake_at();
        }
        let turns_stale = [
            self.last_frame.map(|at| at.plus(STALE_AFTER_MS)),
            self.last_poll.map(|at| at.plus(POLLED_STALE_AFTER_MS)),
            self.resumed_at.map(|at| at.plus(STALE_AFTER_MS)),
        ];
        let turns_stale = turns_stale
            .into_iter()
            .flatten()
            .filter(|at| at.since(now) > 0.0);
        // While the dashboard is away little is tried but the next probe.
        let is_up = !matches!(self.link, Link::Down { .. });
        let open_at = self.open_at.filter(|_| is_up || self.is_worth_trying());
        let attempts = [open_at, self.poll_at.filter(|_| is_up)];
        [self.socket_deadline(), self.probe_at]
            .into_iter()
            .chain(attempts)
            .flatten()
            .chain(turns_stale)
            .min_by(|one, other| one.0.total_cmp(&other.0))
    }

    /// When the socket is given up: it did not open, gave no first frame, or stopped giving any.
    pub(super) fn socket_deadline(&self) -> Option<Monotonic> {
        let waits_since = match self.socket {
            Socket::Closed => return None,
            Socket::Opening { since } => since.0,
            Socket::Open { since, .. } => {
                let signs_of_life = [self.last_frame, self.resumed_at].into_iter().flatten();
                signs_of_life.fold(since.0, |latest, at| latest.max(at.0))
            }
        };
        Some(Monotonic(waits_since).plus(STALE_AFTER_MS))
    }

    pub(super) fn timer(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        let due = |at: Option<Monotonic>| at.is_some_and(|at| now.since(at) >= 0.0);
        if self.rests() {
            self.hidden_timer(now, commands);
            return;
        }
        if due(self.socket_deadline()) {
            self.give_up(now, commands);
        }
        if due(self.probe_at) {
            self.ask(now, commands);
        }
        let is_down = matches!(self.link, Link::Down { .. });
        if due(self.open_at)
            && self.socket == Socket::Closed
            && (!is_down || self.is_worth_trying())
        {
            self.open(now, commands);
        }
        if due(self.poll_at) && !is_down {
            // The answer, or its absence, plans the next one.
            self.poll_at = None;
            self.polled_at = Some(now);
            commands.push(Command::Poll);
        }
    }

    fn give_up(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        let is_silent = matches!(
            self.socket,
            Socket::Open {
                has_frames: false,
                ..
            }
        );
        if is_silent && self.is_first_frame_slow() {
            self.spare(now, Spared::SlowLine, commands);
            return;
        }
        commands.push(Command::CloseSocket);
        if is_silent {
            self.socket = Socket::Closed;
            self.fault = Some(Fault::Silent);
            self.is_fault_told = true;
            self.leave_alone(now);
            self.plan_poll(now);
        } else {
            if self.has_live_socket() {
                self.weigh_stall();
            }
            let lost = self.step(now, Event::SocketClosed);
            commands.extend(lost);
        }
    }

    /// A socket that stays silent is not tried again for minutes.
    pub(super) fn leave_alone(&mut self, now: Monotonic) {
        let until = Some(now.plus(SILENT_FOR_MS));
        self.left_alone = true;
        self.open_at = until;
        self.pace.quiet_until = until;
    }
}
