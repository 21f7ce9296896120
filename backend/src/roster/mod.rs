//! The servers as the dashboard has them in memory: what they are called, and what their agents
//! said last. The latter is blank after a restart, as V0's is.

mod view;

use std::collections::BTreeMap;

use lotus::wire::{HostDto, StateDto};

use crate::clock::UnixNanos;
use crate::faults::Active;
use crate::fleet::Fleet;
use crate::store::{FIRST_REGISTERED_ID, ServerRow};

pub(crate) use view::ServerView;

/// The id of the machine the backend runs on.
pub const THIS_MACHINE: u64 = 1;

/// The first id of the synthetic servers.
pub const FIRST_SYNTHETIC_ID: u64 = 2;

/// What the owner says of a server.
#[derive(Clone, Debug, Default)]
pub struct Server {
    /// Its id; never 0.
    pub id: u64,
    /// Its name; not unique.
    pub name: String,
    /// Its group, or empty.
    pub tag: String,
    /// The public remark.
    pub public_note: Option<String>,
    /// The owner's order, highest first.
    pub display_index: i64,
    /// Whether guests may not see it.
    pub hidden: bool,
    /// When it was made.
    pub created_at: UnixNanos,
}

/// What an agent said last.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What the machine is; `None` before the agent said so.
    pub host: Option<HostDto<'static>>,
    /// How the machine is; `None` before the agent said so.
    pub state: Option<StateDto<'static>>,
    /// IPv4 address, or empty.
    pub ipv4: String,
    /// IPv6 address, or empty.
    pub ipv6: String,
    /// When it said how the machine is, by the dashboard's clock.
    pub last_active: Option<UnixNanos>,
}

struct Entry {
    server: Server,
    report: Report,
}

/// All servers.
pub(crate) struct Roster {
    entries: BTreeMap<u64, Entry>,
    fleet: Option<Fleet>,
    /// Counts changes, so that a frame knows whether it is still true.
    version: u64,
}

impl Roster {
    pub(crate) fn new(fleet: Option<Fleet>) -> Self {
        Self {
            entries: BTreeMap::new(),
            fleet,
            version: 0,
        }
    }

    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    pub(crate) fn fleet(&self) -> Option<&Fleet> {
        self.fleet.as_ref()
    }

    /// Adds a server, or says something new of one.
    pub(crate) fn put(&mut self, server: Server) {
        self.version += 1;
        let report = self.entries.remove(&server.id).map(|entry| entry.report);
        let report = report.unwrap_or_default();
        self.entries.insert(server.id, Entry { server, report });
    }

    /// Removes a server.
    pub(crate) fn remove(&mut self, id: u64) {
        self.version += 1;
        self.entries.remove(&id);
    }

    /// Takes an agent's report; one of a server nobody knows is dropped.
    pub(crate) fn report(&mut self, id: u64, report: Report) {
        self.version += 1;
        if let Some(entry) = self.entries.get_mut(&id) {
            entry.report = report;
        }
    }

    /// The ids of the servers that were registered here.
    pub(crate) fn registered(&self) -> impl Iterator<Item = u64> + '_ {
        self.entries.range(FIRST_REGISTERED_ID..).map(|(id, _)| *id)
    }

    /// Every server as it is now, in the order of the ids.
    pub(crate) fn views(&self, now: UnixNanos, faults: &Active) -> Vec<ServerView<'_>> {
        let entries = self.entries.values().map(Entry::view);
        let synthetic = self.fleet.as_ref();
        let synthetic = synthetic.into_iter().flat_map(|fleet| {
            (0..fleet.len()).map(move |index| {
                let id = fleet.server(index).id;
                ServerView::of_synthetic(fleet, index, since_offline(faults, id, now))
            })
        });
        let mut views: Vec<_> = entries.chain(synthetic).collect();
        views.sort_by_key(|view| view.id);
        for view in &mut views {
            if faults.faults.not_a_number.contains(&view.id) {
                view.state.cpu = Some(f64::NAN);
            }
        }
        views
    }

    /// One server's name and whether it is hidden.
    pub(crate) fn name_and_hidden(&self, id: u64) -> Option<(String, bool)> {
        if let Some(entry) = self.entries.get(&id) {
            return Some((entry.server.name.clone(), entry.server.hidden));
        }
        let fleet = self.fleet.as_ref()?;
        let server = fleet.server(self.synthetic_index(id)?);
        Some((server.name.clone(), server.hidden))
    }

    /// Which of the synthetic servers has this id.
    pub(crate) fn synthetic_index(&self, id: u64) -> Option<usize> {
        let fleet = self.fleet.as_ref()?;
        (0..fleet.len()).find(|index| fleet.server(*index).id == id)
    }
}

/// The moment whose values a synthetic server shows: its agent is offline since then, or not.
fn since_offline(faults: &Active, id: u64, now: UnixNanos) -> UnixNanos {
    faults.offline_since.get(&id).copied().unwrap_or(now)
}

impl Entry {
    fn view(&self) -> ServerView<'_> {
        ServerView::of_report(&self.server, &self.report)
    }
}

impl From<ServerRow> for Server {
    fn from(row: ServerRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            tag: row.tag,
            public_note: None,
            display_index: 0,
            hidden: row.hidden,
            created_at: row.created_at,
        }
    }
}
