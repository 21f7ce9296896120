//! Keeping watch from a hidden tab, where the visitor asked for that: now and then a socket is opened
//! for a single frame, which everybody who may see the page is given, and closed again.

use super::{Command, Feed, Socket};
use crate::domain::time::Monotonic;

/// How often a hidden tab that keeps watch looks how the fleet is. Browsers let a hidden tab's timers
/// run once a minute.
pub const WATCH_EVERY_MS: f64 = 60_000.0;

impl Feed {
    /// Whether a hidden tab looks how the fleet is, from now on.
    pub(super) fn watch(&mut self, now: Monotonic, is_wanted: bool, commands: &mut Vec<Command>) {
        self.watches = is_wanted;
        if !is_wanted && self.looks {
            self.looked(now);
            self.close(commands);
        }
    }

    /// When a hidden tab's timer is due.
    pub(super) fn hidden_wake_at(&self) -> Option<Monotonic> {
        match self.socket {
            Socket::Closed if self.watches => self.look_at(),
            Socket::Closed => None,
            _ if self.looks => self.socket_deadline(),
            _ => self
                .hidden_since
                .map(|since| since.plus(super::KEEP_WHILE_HIDDEN_MS)),
        }
    }

    /// What a hidden tab does when its timer is due.
    pub(super) fn hidden_timer(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        if !self.hidden_wake_at().is_some_and(|at| now.since(at) >= 0.0) {
            return;
        }
        if self.socket == Socket::Closed {
            self.open(now, commands);
            self.looks = true;
        } else {
            let is_silent = matches!(
                self.socket,
                Socket::Open {
                    has_frames: false,
                    ..
                }
            );
            if self.looks && is_silent {
                self.leave_alone(now);
            }
            self.looked(now);
            self.close(commands);
        }
    }

    /// The look is over, whatever came of it.
    pub(super) fn looked(&mut self, now: Monotonic) {
        self.looks = false;
        self.looked_at = Some(now);
    }

    fn look_at(&self) -> Option<Monotonic> {
        if self.view_password_wanted {
            return None;
        }
        let hidden = self.hidden_since?;
        let last = self
            .looked_at
            .map_or(hidden, |at| Monotonic(at.0.max(hidden.0)));
        let next = last.plus(WATCH_EVERY_MS);
        let allowed = self.open_at.filter(|_| self.left_alone);
        Some(allowed.map_or(next, |at| Monotonic(at.0.max(next.0))))
    }
}
