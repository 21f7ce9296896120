//! What stands where the dashboard's answer was due, and what follows for the socket.
//!
//! The socket and the REST answers are judged apart: a proxy may close the API and pass the socket
//! on. So the socket is tried again whatever the API answers, soon where it once gave frames.

use super::{Command, Feed, Link, REOPEN_WITHIN_MS, Socket, Spared, Trouble};
use crate::domain::error::ApiError;
use crate::domain::time::Monotonic;

/// After so many answers in a row that lead elsewhere it is said: one may be a network that changes.
pub const LED_AWAY_AFTER: u32 = 3;

/// What came instead of the dashboard's answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nothing.
    Silence,
    /// Something that is no dashboard's.
    Foreign,
    /// A proxy that cannot reach it: HTTP 502, 503 or 504.
    Gateway,
    /// A proxy that wants a password of its own.
    Wall,
    /// A redirect to another site.
    Elsewhere,
}

impl Absence {
    /// What the failure of the small request says about the dashboard's being there.
    pub fn of(error: &ApiError) -> Self {
        match error {
            ApiError::Offline | ApiError::Timeout => Self::Silence,
            ApiError::Unreachable { .. } => Self::Gateway,
            ApiError::Walled => Self::Wall,
            ApiError::LedAway => Self::Elsewhere,
            _ => Self::Foreign,
        }
    }

    pub(super) fn trouble(self, times: u32, ever_lived: bool) -> Trouble {
        match self {
            Self::Foreign if ever_lived => Trouble::ApiClosed,
            Self::Foreign => Trouble::NotADashboard,
            Self::Gateway => Trouble::BehindProxy,
            Self::Wall => Trouble::Walled,
            Self::Elsewhere if times >= LED_AWAY_AFTER => Trouble::LedAway,
            Self::Silence | Self::Elsewhere => Trouble::NoAnswer,
        }
    }
}

impl Feed {
    pub(super) fn probe_failed(&mut self, now: Monotonic, why: Absence) {
        let (since, times) = match self.link {
            Link::Up => return,
            Link::Down {
                since,
                why: former,
                times,
            } if former == why => (since, times.saturating_add(1)),
            Link::Down { since, .. } => (since, 1),
            Link::Asked => (now, 1),
        };
        self.link = Link::Down { since, why, times };
        if self.is_worth_trying() && self.open_at.is_none() {
            // Browsers delay sockets after failed ones. Where nothing answers each fails, and where none
            // ever lived most do: they are few, so that the way back stays short.
            let pause = if self.ever_lived() && why != Absence::Silence {
                self.backoff()
            } else {
                REOPEN_WITHIN_MS
            };
            self.open_at = Some(now.plus(self.jitter.shorten(pause)));
        }
    }

    /// Whether a socket ever gave frames: then another is tried soon, whatever the API answers.
    pub(super) fn ever_lived(&self) -> bool {
        self.last_frame.is_some()
    }

    /// Whether a socket is tried although the API does not answer as it should.
    pub(super) fn is_worth_trying(&self) -> bool {
        self.socket == Socket::Closed && !self.left_alone && !self.view_password_wanted
    }

    /// The visitor wants an attempt: the socket is tried beside the API.
    pub(super) fn try_whatever_is_answered(&mut self, now: Monotonic, commands: &mut Vec<Command>) {
        if matches!(self.link, Link::Down { .. }) && self.is_worth_trying() {
            self.open(now, commands);
        }
    }

    /// The whole fleet was asked for. One that can be told again has lost the agent that silenced the
    /// socket, so the socket is tried at once.
    pub(super) fn fleet_is(&mut self, is_whole: bool, now: Monotonic, commands: &mut Vec<Command>) {
        let was_broken = std::mem::replace(&mut self.is_broken, !is_whole);
        let is_silenced = self.left_alone && self.pace.spared == Spared::No;
        if is_whole && was_broken && is_silenced {
            self.open_if_closed(now, commands);
        }
    }
}
