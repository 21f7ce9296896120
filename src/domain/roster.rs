//! The fleet as it is known: what frames and answers of `details` say, merged.
//!
//! Two sources speak of the same servers. Live frames carry what changes every two seconds;
//! `details` adds addresses, order and the hidden flag, and carries everything where no frame does.

mod merging;

use std::cmp::Reverse;
use std::sync::Arc;

use crate::domain::ids::IdSet;
use crate::domain::plausible::Unknown;
use crate::domain::rules::MonitorRules;
use crate::domain::server::{Host, Ips, Metrics, ServerId, ServerReport, Snapshot};
use crate::domain::session::Reader;
use crate::domain::status::{Carrier, Status};
use crate::domain::time::UnixMillis;

/// Who may see a server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// No message said so yet: nobody knows that guests may.
    #[default]
    Untold,
    /// Guests too.
    Everybody,
    /// Hidden from guests.
    SignedIn,
}

/// A server as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Server {
    /// The server's id.
    pub id: ServerId,
    /// The owner's name for it.
    pub name: String,
    /// Its group; empty when it has none.
    pub tag: String,
    /// The owner's order, highest first.
    pub display_index: i64,
    /// Whether guests may see it.
    pub audience: Audience,
    /// The public remark; once seen it is kept.
    pub public_note: Option<String>,
    /// Its last report, by the dashboard's clock.
    pub last_active: Option<UnixMillis>,
    /// Its addresses, when somebody signed in asks.
    pub ips: Option<Ips>,
    /// What the machine is.
    pub host: Arc<Host>,
    /// How it is, or was when it last reported.
    pub metrics: Metrics,
    /// Whether it is there, as of the last message.
    pub status: Status,
    /// What carries it, which decides the threshold of `status`.
    pub carrier: Carrier,
    /// Whether it ever sent how it is, so that meters have something to show.
    pub has_metrics: bool,
    /// Whether its agent reports numbers that are none, so that its values cannot be asked for.
    pub unreadable: bool,
    /// Whether it reported before the dashboard restarted, and not since.
    pub is_forgotten: bool,
    /// What is not known of it that others tell, and why.
    pub unknown: Vec<Unknown>,
}

/// Sums over the whole fleet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All servers.
    pub total: usize,
    /// Online.
    pub online: usize,
    /// Offline.
    pub offline: usize,
    /// Never reported.
    pub pending: usize,
    /// Bytes a second received, by online servers: an offline one keeps its last speed.
    pub net_in_speed: u64,
    /// Bytes a second sent, by online servers.
    pub net_out_speed: u64,
    /// Bytes received since boot, by all.
    pub net_in_transfer_bytes: u64,
    /// Bytes sent since boot, by all.
    pub net_out_transfer_bytes: u64,
}

/// What a message changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Servers that are new or differ from before.
    pub servers: Vec<ServerId>,
    /// Whether the list of ids, or its order, differs.
    pub order: bool,
}

/// The fleet.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// In ascending order of their ids.
    servers: Vec<Arc<Server>>,
    order: Vec<ServerId>,
    reader: Reader,
    rules: MonitorRules,
    /// Ids of the newest frame, while frames arrive.
    framed: Option<IdSet>,
    /// Ids of the newest unfiltered `details`, while somebody may ask for it.
    detailed: Option<IdSet>,
    frame_now: Option<UnixMillis>,
}

/// An answer of `details`, or what was put together of several.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Details {
    /// The HTTP `Date` of the answer; a proxy may have taken it away.
    pub now: Option<UnixMillis>,
    /// The servers.
    pub servers: Vec<ServerReport>,
    /// Servers known from `list` alone, because `details` cannot speak of them.
    pub unreadable: IdSet,
}

impl Roster {
    /// An empty fleet under these rules.
    pub fn new(rules: MonitorRules) -> Self {
        Self {
            rules,
            ..Self::default()
        }
    }

    /// The ids in the owner's order: display index descending, then id.
    pub fn order(&self) -> &[ServerId] {
        &self.order
    }

    /// One server.
    pub fn get(&self, id: ServerId) -> Option<&Arc<Server>> {
        self.servers.get(self.position(id).ok()?)
    }

    fn position(&self, id: ServerId) -> Result<usize, usize> {
        self.servers.binary_search_by_key(&id, |server| server.id)
    }

    /// All servers, by id.
    pub fn servers(&self) -> impl Iterator<Item = &Server> {
        self.servers.iter().map(|server| &**server)
    }

    /// The same, to be shared: one that no message changes stays the same allocation.
    pub fn shared(&self) -> &[Arc<Server>] {
        &self.servers
    }

    /// Sums over all servers.
    pub fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for server in &self.servers {
            totals.total += 1;
            let metrics = &server.metrics;
            match server.status {
                Status::Online => {
                    totals.online += 1;
                    add(&mut totals.net_in_speed, metrics.net_in_speed.unwrap_or(0));
                    add(
                        &mut totals.net_out_speed,
                        metrics.net_out_speed.unwrap_or(0),
                    );
                }
                Status::Offline => totals.offline += 1,
                Status::Pending => totals.pending += 1,
            }
            add(
                &mut totals.net_in_transfer_bytes,
                metrics.net_in_transfer_bytes.unwrap_or(0),
            );
            add(
                &mut totals.net_out_transfer_bytes,
                metrics.net_out_transfer_bytes.unwrap_or(0),
            );
        }
        totals
    }

    /// A new connection of the live feed: its clock may have been set back since the last one.
    pub fn connected(&mut self) {
        self.frame_now = None;
    }

    /// Whether a frame of this moment is older than the newest of its connection.
    pub fn is_behind(&self, now: UnixMillis) -> bool {
        self.frame_now.is_some_and(|newest| now < newest)
    }

    /// Takes in a frame. One that is older than the newest of its connection is what a page that
    /// slept wakes to, and is dropped.
    pub fn frame(&mut self, snapshot: Snapshot) -> Changes {
        if self.is_behind(snapshot.now) {
            return Changes::default();
        }
        self.frame_now = Some(snapshot.now);
        let ids = snapshot.servers.iter().map(|report| report.id).collect();
        self.framed = Some(ids);
        let mut changes = Changes::default();
        for report in snapshot.servers {
            if !self.is_member(report.id) {
                continue;
            }
            let known = self.get(report.id).map(Arc::as_ref);
            let server = Server::framed(known, report, snapshot.now, &self.rules);
            self.put(server, &mut changes);
        }
        self.settle(&mut changes);
        changes
    }

    /// The dashboard's time of an answer: its `Date`, or, where a proxy took that away, the newest
    /// moment that is known.
    pub fn time_of(&self, details: &Details) -> UnixMillis {
        let reports = details
            .servers
            .iter()
            .filter_map(|report| report.last_active);
        let newest = reports.chain(self.frame_now).max();
        details.now.or(newest).unwrap_or_default()
    }

    /// Takes in `details`. The status of a server that live frames carry is not its to judge.
    pub fn details(&mut self, details: Details) -> Changes {
        let now = self.time_of(&details);
        self.detailed = Some(details.servers.iter().map(|report| report.id).collect());
        let mut changes = Changes::default();
        for report in details.servers {
            if !self.is_member(report.id) {
                continue;
            }
            let known = self.get(report.id).map(Arc::as_ref);
            // Frames may have named it before it was anybody's to show.
            let is_framed = self
                .framed
                .as_ref()
                .is_some_and(|ids| ids.contains(&report.id));
            let is_live = is_framed && known.is_some();
            let judged = (!is_live).then_some((now, &self.rules));
            let is_unreadable = details.unreadable.contains(&report.id);
            let server = Server::detailed(known, report, is_unreadable, judged);
            self.put(server, &mut changes);
        }
        self.settle(&mut changes);
        changes
    }

    /// Frames stopped arriving: what is known stays as it is, and `details` may judge again.
    pub fn live_ended(&mut self) {
        self.framed = None;
    }

    /// Somebody else reads from here on. What only the former reader could see vanishes at once.
    pub fn read_as(&mut self, reader: Reader) -> Changes {
        let former = std::mem::replace(&mut self.reader, reader);
        let mut changes = Changes::default();
        if reader == Reader::Guest && former != Reader::Guest {
            self.detailed = None;
            let public = self.framed.clone();
            self.servers
                .retain(|server| match (&public, server.audience) {
                    (_, Audience::SignedIn) | (None, Audience::Untold) => false,
                    (None, Audience::Everybody) => true,
                    (Some(ids), _) => ids.contains(&server.id),
                });
            for server in &mut self.servers {
                if server.ips.is_some() {
                    Arc::make_mut(server).ips = None;
                    changes.servers.push(server.id);
                }
            }
            self.arrange(&mut changes);
        } else if reader != former {
            self.settle(&mut changes);
        }
        changes
    }

    /// Whose word decides which servers there are: `details` for a token, whose live feed is the
    /// guest's, and wherever no frames arrive; else the frame.
    fn members(&self) -> Option<&IdSet> {
        members(self.reader, self.framed.as_ref(), self.detailed.as_ref())
    }

    fn is_member(&self, id: ServerId) -> bool {
        self.members().is_none_or(|ids| ids.contains(&id))
    }

    fn put(&mut self, server: Server, changes: &mut Changes) {
        let id = server.id;
        match self.position(id) {
            Ok(position) => {
                let Some(known) = self.servers.get_mut(position) else {
                    return;
                };
                if **known == server {
                    return;
                }
                *known = Arc::new(server);
            }
            Err(position) => self.servers.insert(position, Arc::new(server)),
        }
        changes.servers.push(id);
    }

    /// Removes who is no longer there and puts the rest in order.
    fn settle(&mut self, changes: &mut Changes) {
        let members = members(self.reader, self.framed.as_ref(), self.detailed.as_ref());
        if let Some(members) = members {
            self.servers.retain(|server| members.contains(&server.id));
        }
        self.arrange(changes);
    }

    fn arrange(&mut self, changes: &mut Changes) {
        let keys = self
            .servers
            .iter()
            .map(|server| (Reverse(server.display_index), server.id));
        let mut keys: Vec<_> = keys.collect();
        keys.sort_unstable();
        let order: Vec<ServerId> = keys.into_iter().map(|(_, id)| id).collect();
        changes.order = order != self.order;
        self.order = order;
    }
}

/// Of a frame's servers and of those of `details` the set that decides.
fn members<'a>(
    reader: Reader,
    framed: Option<&'a IdSet>,
    detailed: Option<&'a IdSet>,
) -> Option<&'a IdSet> {
    match reader {
        Reader::Guest => framed,
        Reader::Token => detailed,
        Reader::Cookie => framed.or(detailed),
    }
}

/// A sum of more than there are numbers for stays at the top.
fn add(sum: &mut u64, value: u64) {
    *sum = sum.saturating_add(value);
}
