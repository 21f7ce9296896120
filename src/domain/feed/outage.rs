//! What follows where the socket is lost and the dashboard is asked whether it is there.

use super::{
    Command, Fault, Feed, LONG_OUTAGE_MS, Link, Monotonic, PROBE_LATER_MS, PROBE_WITHIN_MS,
    REOPEN_WITHIN_MS, STALE_AFTER_MS, Socket,
};

impl Feed {
    /// The socket is gone, or was never given: ask whether the dashboard is there at all.
    pub(super) fn lost(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        match self.socket {
            Socket::Closed => return,
            Socket::Opening { .. } => {
                self.fault = Some(Fault::Refused);
                self.failures = self.failures.saturating_add(1);
            }
            Socket::Open { since, has_frames } => {
                if !has_frames {
                    self.fault = Some(Fault::Cut);
                }
                let lived = has_frames && now.since(since) >= STALE_AFTER_MS;
                self.failures = if lived {
                    0
                } else {
                    self.failures.saturating_add(1)
                };
            }
        }
        self.socket = Socket::Closed;
        if self.looks {
            self.looked(now);
        } else if !self.rests() {
            self.ask(now, commands);
        }
    }

    pub(super) fn ask(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        if self.link == Link::Up {
            self.link = Link::Asked;
        }
        let pause = match self.link {
            Link::Down { since, .. } if now.since(since) >= LONG_OUTAGE_MS => PROBE_LATER_MS,
            _ => PROBE_WITHIN_MS,
        };
        self.probe_at = Some(now.plus(self.jitter.shorten(pause)));
        commands.push(Command::Probe);
    }

    pub(super) fn probe_answered(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        let was_down = matches!(self.link, Link::Down { .. });
        self.answered();
        if was_down {
            self.failures = 0;
        }
        self.plan_poll(now);
        if self.socket != Socket::Closed || self.left_alone || self.view_password_wanted {
            return;
        }
        match self.fault {
            Some(Fault::Refused) if !was_down => commands.push(Command::AskViewPassword),
            // It opened, so no view password stands in the way.
            Some(Fault::Cut) => self.is_fault_told = true,
            _ => {}
        }
        if self.failures == 0 {
            self.open(now, commands);
        } else {
            self.open_at = Some(now.plus(self.jitter.shorten(self.backoff())));
        }
    }

    /// 1, 2, 4 … seconds after the first, second, third failure.
    pub(super) fn backoff(&self) -> f64 {
        let doublings = self.failures.saturating_sub(1).min(6);
        (1_000.0 * f64::from(1_u32 << doublings)).min(REOPEN_WITHIN_MS)
    }
}
