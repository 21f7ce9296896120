//! All that the driver knows.

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};

use crate::api::socket::{FrameReader, Socket};
use crate::domain::feed::Feed;
use crate::domain::ids::IdSet;
use crate::domain::roster::Roster;
use crate::domain::rules::MonitorRules;
use crate::domain::session::Session;
use crate::domain::time::Monotonic;
use crate::domain::token::Secret;
use crate::live::recorder::Recorder;
use crate::platform::broadcast::Channel;
use crate::platform::clock;

/// Who is asked for `details`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asker {
    Cookie,
    Token,
}

/// What the reducers know, and what is on its way.
pub(super) struct State {
    pub(super) feed: Feed,
    pub(super) session: Session,
    pub(super) roster: Roster,
    pub(super) recorder: Recorder,
    /// The API token in use.
    pub(super) token: Option<Secret>,
    /// Counts sign-ins and sign-outs, so that answers to who one was before are told apart.
    pub(super) credentials: u32,
    /// Counts sockets, so that what one that was given up still says is told apart.
    pub(super) socket_number: u32,
    /// The newest frame that was not read yet, and when it came.
    pub(super) newest_frame: Option<(String, Monotonic)>,
    /// Since when frames come that are older than the newest of their connection.
    pub(super) behind_since: Option<Monotonic>,
    /// Reads the frames of the newest socket.
    pub(super) frames: FrameReader,
    pub(super) suspects: IdSet,
    /// Who is being asked for `details` right now.
    pub(super) asking: Vec<Asker>,
    /// Whose first question is not answered yet.
    pub(super) unsettled: Vec<Asker>,
    pub(super) held: Held,
}

/// What calls back until it is dropped.
#[derive(Default)]
pub(super) struct Held {
    pub(super) socket: Option<Socket>,
    /// The other tabs.
    pub(super) channel: Option<Channel>,
    pub(super) listeners: Vec<EventListener>,
    pub(super) take_frame: Option<Timeout>,
    pub(super) wake: Option<Timeout>,
    pub(super) minute: Option<Interval>,
    /// Questions that are asked in a while.
    pub(super) cookie_doubt: Option<Timeout>,
    pub(super) token_doubt: Option<Timeout>,
}

impl State {
    pub(super) fn new(token: Option<Secret>) -> Self {
        Self {
            feed: Feed::new(clock::seed()),
            session: Session::new(token.is_some()),
            roster: Roster::new(MonitorRules::V0),
            recorder: Recorder::default(),
            token,
            credentials: 0,
            socket_number: 0,
            newest_frame: None,
            behind_since: None,
            frames: FrameReader::default(),
            suspects: IdSet::default(),
            asking: Vec::new(),
            unsettled: vec![Asker::Cookie, Asker::Token],
            held: Held::default(),
        }
    }

    /// The place of the question that is put to this one in a while.
    pub(super) fn doubt(&mut self, asker: Asker) -> &mut Option<Timeout> {
        match asker {
            Asker::Cookie => &mut self.held.cookie_doubt,
            Asker::Token => &mut self.held.token_doubt,
        }
    }
}
