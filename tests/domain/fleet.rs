//! A roster with messages made up or recorded.

use std::fs;
use std::path::Path;

use lotus::domain::roster::{Changes, Details, Roster, Server};
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::{Host, Ips, Metrics, ServerId, ServerReport, Snapshot};
use lotus::domain::session::Reader;
use lotus::domain::status::Status;
use lotus::domain::time::UnixMillis;
use lotus::wire::{Answer, decode_details, decode_frame};

/// The dashboard's clock in messages that are made up.
pub(crate) const NOW: UnixMillis = UnixMillis(1_795_363_886_000);

/// The `Date` of the recorded answers of `details`.
pub(crate) const RECORDED_DATE: UnixMillis = UnixMillis(1_795_363_881_000);

/// A server that reported this long before [`NOW`].
pub(crate) fn report(id: u64, age_ms: i64) -> ServerReport {
    ServerReport {
        id: ServerId(id),
        name: format!("server {id}"),
        display_index: Some(0),
        hidden: Some(false),
        last_active: Some(NOW.plus(-age_ms)),
        host: Host {
            platform: "debian".to_owned(),
            mem_total_bytes: 1 << 30,
            country_code: "hk".to_owned(),
            ..Host::default()
        },
        metrics: Metrics {
            cpu_percent: Some(12.5),
            net_in_transfer_bytes: Some(1_000),
            net_out_transfer_bytes: Some(2_000),
            net_in_speed: Some(10),
            net_out_speed: Some(20),
            ..Metrics::default()
        },
        ..ServerReport::default()
    }
}

/// The same server in `details`: with addresses.
pub(crate) fn detail(id: u64, age_ms: i64) -> ServerReport {
    ServerReport {
        ips: Some(ips(&format!("203.0.113.{id}"))),
        ..report(id, age_ms)
    }
}

/// What a dashboard sends of a server that has not reported since it started.
pub(crate) fn unreported(id: u64) -> ServerReport {
    ServerReport {
        id: ServerId(id),
        name: format!("server {id}"),
        display_index: Some(0),
        hidden: Some(false),
        ..ServerReport::default()
    }
}

pub(crate) fn ips(v4: &str) -> Ips {
    Ips {
        v4: v4.to_owned(),
        v6: String::new(),
    }
}

pub(crate) fn frame_at<const N: usize>(now: UnixMillis, servers: [ServerReport; N]) -> Snapshot {
    Snapshot {
        now,
        servers: servers.into(),
    }
}

pub(crate) fn details_at<const N: usize>(now: UnixMillis, servers: [ServerReport; N]) -> Details {
    Details {
        now: Some(now),
        servers: servers.into(),
        ..Details::default()
    }
}

/// A recorded frame: `fleet/ws-guest-1.json`.
pub(crate) fn recorded_frame(path: &str) -> Snapshot {
    decode_frame(&text(path)).unwrap()
}

/// A recorded answer of `details`, with the `Date` it came with.
pub(crate) fn recorded_details(path: &str, date: UnixMillis) -> Details {
    let text = text(path);
    let answer = Answer {
        status: 200,
        body: &text,
    };
    Details {
        now: Some(date),
        servers: decode_details(answer).unwrap(),
        ..Details::default()
    }
}

fn text(path: &str) -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    fs::read_to_string(fixtures.join(path)).unwrap()
}

/// What a page shows.
#[derive(Clone)]
pub(crate) struct Fleet {
    pub(crate) roster: Roster,
}

impl Fleet {
    /// A page of this reader, which nothing has reached yet.
    pub(crate) fn of(reader: Reader) -> Self {
        let mut roster = Roster::new(MonitorRules::V0);
        let _ = roster.read_as(reader);
        Self { roster }
    }

    /// A frame at [`NOW`].
    pub(crate) fn frame<const N: usize>(&mut self, servers: [ServerReport; N]) -> Changes {
        self.roster.frame(frame_at(NOW, servers))
    }

    /// An answer of `details` at [`NOW`].
    pub(crate) fn details<const N: usize>(&mut self, servers: [ServerReport; N]) -> Changes {
        self.roster.details(details_at(NOW, servers))
    }

    /// A server as it is shown.
    pub(crate) fn server(&self, id: u64) -> Server {
        let known = self.roster.get(ServerId(id));
        Server::clone(known.unwrap_or_else(|| panic!("there is no server {id}")))
    }

    pub(crate) fn status(&self, id: u64) -> Status {
        self.server(id).status
    }

    /// The address that is shown; `None` where none may be.
    pub(crate) fn v4(&self, id: u64) -> Option<String> {
        self.server(id).ips.map(|ips| ips.v4)
    }

    /// The ids from top to bottom.
    pub(crate) fn ids(&self) -> Vec<u64> {
        self.roster.order().iter().map(|id| id.0).collect()
    }

    /// Each server's status, from top to bottom.
    pub(crate) fn statuses(&self) -> Vec<(u64, Status)> {
        let ids = self.ids().into_iter();
        ids.map(|id| (id, self.status(id))).collect()
    }
}

/// The servers that a message changed.
pub(crate) fn changed(changes: &Changes) -> Vec<u64> {
    let mut ids: Vec<u64> = changes.servers.iter().map(|id| id.0).collect();
    ids.sort_unstable();
    ids
}
