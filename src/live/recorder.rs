//! Recordings of the servers whose pages were opened, kept up whatever page is shown.

use std::rc::Rc;

use crate::domain::recording::{Recording, Recordings};
use crate::domain::roster::Roster;
use crate::domain::rules::MonitorRules;
use crate::domain::server::ServerId;

/// Is called after each message of the dashboard's.
pub(super) type Told = Rc<dyn Fn()>;

/// Keeps the last hour of some servers, once a server's page was opened.
#[derive(Default)]
pub(super) struct Recorder {
    recordings: Option<Recordings>,
    told: Option<Told>,
}

impl Recorder {
    /// A message changed the fleet; whom to tell.
    pub(super) fn hear(&mut self, roster: &Roster) -> Option<Told> {
        self.recordings.as_mut()?.hear(roster, &MonitorRules::V0);
        self.told.clone()
    }

    /// A server's page was opened; `told` is told in place of who was told before.
    pub(super) fn open(&mut self, id: ServerId, told: Told) {
        self.recordings.get_or_insert_default().open(id);
        self.told = Some(told);
    }

    /// Lends a server's recording, if there is one.
    pub(super) fn lend(&self, id: ServerId, take: &mut dyn FnMut(&Recording)) {
        if let Some(recording) = self.recordings.as_ref().and_then(|all| all.get(id)) {
            take(recording);
        }
    }
}
