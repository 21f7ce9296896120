//! Lines that are too slow for frames, or that the visitor saves: then the page polls by itself, at a
//! longer interval, and comes back when the line allows.
//!
//! A frame is not compressed and about 870 bytes a server, every two seconds. Where a line does not
//! carry that, frames come later and later: what waits on the way is what the page shows as new.

use super::{Command, Fault, Feed, Socket};
use crate::domain::time::Monotonic;

/// A frame that comes so long after the one before is late: dashboards send one every 2 s.
pub const LATE_MS: f64 = 4_000.0;
/// A frame that comes within that is in time.
pub const IN_TIME_MS: f64 = 3_000.0;
/// So many late ones, with none in time between them, are a slow line.
pub const LATE_FRAMES: u8 = 3;
/// So many in time, with no late one between them, are a line that carries frames again.
pub const TIMELY_FRAMES: u8 = 5;
/// An answer of `details` that took longer than that came over a slow line.
pub const SLOW_ANSWER_MS: f64 = 5_000.0;
/// How often `details` is asked on a line that is spared: what came keeps fresh for 30 s.
pub const SPARED_POLL_EVERY_MS: f64 = 20_000.0;
/// How long after a slow line was found frames are tried again; twice as long after each failure.
pub const TRY_LINE_AFTER_MS: f64 = 120_000.0;
/// The longest such pause.
pub const TRY_LINE_WITHIN_MS: f64 = 960_000.0;

/// Why the page polls where it could have frames.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spared {
    /// It does not.
    #[default]
    No,
    /// The line does not carry frames.
    SlowLine,
    /// The browser is set to save data.
    SavesData,
}

/// How the line carries frames.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pace {
    /// Late frames since the last one in time.
    late: u8,
    /// Frames in time since the last late one.
    timely: u8,
    pub(super) spared: Spared,
    /// How often frames were tried in vain.
    tries: u32,
    /// Whether the browser is set to save data.
    saves_data: bool,
    /// Whether the last answer of `details` was a slow one.
    is_answer_slow: bool,
    /// Until when no socket is opened, for one stayed silent, whatever kept it so.
    pub(super) quiet_until: Option<Monotonic>,
}

impl Pace {
    /// A frame came so long after the one before.
    fn came_after(&mut self, ms: f64) {
        if ms > LATE_MS {
            self.late = self.late.saturating_add(1);
            self.timely = 0;
        } else if ms <= IN_TIME_MS {
            self.late = 0;
            self.timely = self.timely.saturating_add(1);
        }
    }
}

impl Feed {
    /// Why the page polls where it could have frames; only while it does.
    pub fn spared(&self) -> Spared {
        if self.has_live_socket() {
            Spared::No
        } else {
            self.pace.spared
        }
    }

    /// A frame came; `former` is when the one before did, on the same socket and with the tab in
    /// sight all the while.
    pub(super) fn weigh_frame(
        &mut self,
        now: Monotonic,
        former: Option<Monotonic>,
        commands: &mut Vec<Command>,
    ) {
        if let Some(former) = former {
            self.pace.came_after(now.since(former));
        }
        if self.pace.timely >= TIMELY_FRAMES && self.pace.spared == Spared::SlowLine {
            self.pace.spared = Spared::No;
            self.pace.tries = 0;
        }
        self.spare_if_due(now, commands);
    }

    /// The socket fell silent between two frames, and the dashboard is there: as late as a frame can be.
    pub(super) fn weigh_stall(&mut self) {
        self.pace.came_after(f64::INFINITY);
    }

    /// How long `details` took to be answered.
    pub(super) fn weigh_answer(
        &mut self,
        now: Monotonic,
        took_ms: f64,
        commands: &mut Vec<Command>,
    ) {
        self.pace.is_answer_slow = took_ms > SLOW_ANSWER_MS;
        if self.pace.is_answer_slow && self.fault == Some(Fault::Silent) && self.polls() {
            // It was not silent: its first frame was still on its way.
            self.spare(now, Spared::SlowLine, commands);
        }
    }

    /// Whether a first frame may only be on its way still.
    pub(super) fn is_first_frame_slow(&self) -> bool {
        self.pace.is_answer_slow && self.polls()
    }

    /// Whether the browser is set to save data.
    pub(super) fn save_data(&mut self, now: Monotonic, wanted: bool, commands: &mut Vec<Command>) {
        self.pace.saves_data = wanted;
        if !wanted && self.pace.spared == Spared::SavesData {
            self.spend(now, commands);
        }
        self.spare_if_due(now, commands);
    }

    /// Somebody else reads the fleet: a guest has nothing but frames.
    pub(super) fn weigh_reader(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        if !self.polls() && self.pace.spared != Spared::No {
            self.spend(now, commands);
        }
        self.spare_if_due(now, commands);
    }

    fn spare_if_due(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        if !self.polls() || self.socket == Socket::Closed || self.rests() {
            return;
        }
        // Before anything is known of the fleet, a frame is the shortest way to it.
        if self.pace.saves_data && self.has_data() {
            self.spare(now, Spared::SavesData, commands);
        } else if self.pace.late >= LATE_FRAMES {
            self.spare(now, Spared::SlowLine, commands);
        }
    }

    /// Leaves the socket alone and polls.
    pub(super) fn spare(&mut self, now: Monotonic, spared: Spared, commands: &mut Vec<Command>) {
        let is_silent = matches!(
            self.socket,
            Socket::Open {
                has_frames: false,
                ..
            }
        );
        if is_silent {
            self.leave_alone(now);
        }
        if self.socket != Socket::Closed {
            self.close(commands);
        }
        self.fault = None;
        self.is_fault_told = false;
        self.left_alone = true;
        self.pace.spared = spared;
        self.pace.late = 0;
        self.pace.timely = 0;
        self.open_at = (spared == Spared::SlowLine).then(|| {
            let doublings = self.pace.tries.min(8);
            let pause = TRY_LINE_AFTER_MS * f64::from(1_u32 << doublings);
            let pause = self.jitter.shorten(pause.min(TRY_LINE_WITHIN_MS));
            let quiet_until = self.pace.quiet_until.unwrap_or(now);
            Monotonic(now.plus(pause).0.max(quiet_until.0))
        });
        self.pace.tries = self.pace.tries.saturating_add(1);
        self.plan_poll(now);
    }

    /// Takes frames again.
    fn spend(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        self.pace.spared = Spared::No;
        self.pace.tries = 0;
        match self.pace.quiet_until {
            Some(until) if until.since(now) > 0.0 => self.open_at = Some(until),
            _ => self.open_if_closed(now, commands),
        }
    }
}
