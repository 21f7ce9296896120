//! What of a fleet needs somebody: who is offline, over its limits, or about to end.

use std::cmp::Reverse;

use crate::domain::billing::{SOON_DAYS, TimeLeft};
use crate::domain::public_note::PublicNote;
use crate::domain::roster::Server;
use crate::domain::server::ServerId;
use crate::domain::status::Status;
use crate::domain::time::UnixMillis;
use crate::domain::units::{self, Level};

/// From which share on memory and disk need somebody, percent: they fill up, where a processor has
/// peaks that pass.
const FULL_PERCENT: f64 = 80.0;

/// What is the matter with a server.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Matter {
    /// It is offline since its last report, where there was one.
    Offline(Option<UnixMillis>),
    /// Percent of memory.
    Memory(f64),
    /// Percent of disk.
    Disk(f64),
    /// Percent of all cores.
    Cpu(f64),
    /// Percent of a day's packets were lost, by the worst of the monitors that are looked at.
    Loses(f64),
    /// What the owner pays for ends in so many days.
    Ends(i64),
    /// It ended.
    Ended,
}

/// From which share of lost packets on a server needs somebody: fewer happen on any long line.
const LOSES: f64 = 0.05;

impl Matter {
    /// What a share of lost packets means, 0 to 1.
    pub fn of_loss(share: f64) -> Option<Self> {
        (share >= LOSES).then_some(Self::Loses(share * 100.0))
    }

    /// In which order they are told.
    fn rank(self) -> u8 {
        match self {
            Self::Offline(_) => 0,
            Self::Memory(_) | Self::Disk(_) | Self::Cpu(_) => 1,
            Self::Loses(_) => 2,
            Self::Ended => 3,
            Self::Ends(_) => 4,
        }
    }

    /// What of two of one kind comes first, the larger first: the latest, the fullest, the nearest.
    fn weight(self) -> i64 {
        #[expect(clippy::cast_possible_truncation)]
        match self {
            Self::Offline(since) => since.map_or(i64::MIN, |since| since.0),
            Self::Memory(percent)
            | Self::Disk(percent)
            | Self::Cpu(percent)
            | Self::Loses(percent) => (percent * 100.0) as i64,
            Self::Ends(days) => -days,
            Self::Ended => 0,
        }
    }

    /// The worst that is the matter with a server now; what its terms say is not among it.
    pub fn of(server: &Server) -> Option<Self> {
        match server.status {
            // A dashboard that restarted has heard of nobody yet: that is no news of the server's.
            Status::Offline if server.is_forgotten => return None,
            Status::Offline => return Some(Self::Offline(server.last_active)),
            Status::Pending => return None,
            Status::Online => {}
        }
        let (host, metrics) = (&server.host, &server.metrics);
        let memory = units::share(metrics.mem_used_bytes, host.mem_total_bytes);
        let disk = units::share(metrics.disk_used_bytes, host.disk_total_bytes);
        let full = |share: Option<f64>| share.filter(|percent| *percent >= FULL_PERCENT);
        let cpu = metrics.cpu_percent;
        let cpu = cpu.filter(|percent| Level::of(*percent) == Level::Critical);
        let matters = [
            full(memory).map(Self::Memory),
            full(disk).map(Self::Disk),
            cpu.map(Self::Cpu),
        ];
        let worst = matters.into_iter().flatten();
        worst.max_by_key(|matter| matter.weight())
    }

    /// Whether what the owner pays for ends soon, or has ended. What renews itself needs nobody.
    pub fn of_terms(server: &Server, now: UnixMillis) -> Option<Self> {
        let note = server.public_note.as_deref()?;
        let PublicNote::Terms(terms) = PublicNote::of(note)? else {
            return None;
        };
        if terms.billing.renews {
            return None;
        }
        match terms.billing.time_left(now)? {
            TimeLeft::Days(days) if days < SOON_DAYS => Some(Self::Ends(days)),
            TimeLeft::Expired(_) => Some(Self::Ended),
            _ => None,
        }
    }
}

/// Who needs somebody, and why.
pub type Matters = Vec<(ServerId, Matter)>;

/// Who needs somebody, and why: those who are offline first, the latest of them at the top, then those
/// that are over their limits, that lose packets, and that end. `beside` is what is known of a server
/// beside its figures: its loss, or what its terms say.
pub fn attention<'a>(
    servers: impl IntoIterator<Item = &'a Server>,
    beside: &dyn Fn(ServerId) -> Option<Matter>,
) -> Matters {
    let matter = |server: &'a Server| {
        let matter = Matter::of(server).or_else(|| beside(server.id))?;
        Some((server.id, matter))
    };
    let found = servers.into_iter().filter_map(matter).enumerate();
    let mut matters: Vec<_> = found.collect();
    matters.sort_unstable_by_key(|(place, (_, matter))| {
        (matter.rank(), Reverse(matter.weight()), *place)
    });
    matters.into_iter().map(|(_, matter)| matter).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const GB: u64 = 1_000_000_000;
    /// The first of December 2026.
    const NOW: UnixMillis = UnixMillis(1_796_083_200_000);

    fn server(id: u64) -> Server {
        let mut server = Server {
            id: ServerId(id),
            status: Status::Online,
            has_metrics: true,
            ..Server::default()
        };
        Arc::make_mut(&mut server.host).mem_total_bytes = 10 * GB;
        Arc::make_mut(&mut server.host).disk_total_bytes = 100 * GB;
        server
    }

    fn offline(id: u64, since: i64) -> Server {
        Server {
            status: Status::Offline,
            last_active: Some(UnixMillis(since)),
            ..server(id)
        }
    }

    fn with_note(id: u64, note: &str) -> Server {
        Server {
            public_note: Some(note.to_owned()),
            ..server(id)
        }
    }

    #[test]
    fn a_restarted_dashboard_alarms_nobody() {
        let mut waiting = server(1);
        waiting.status = Status::Offline;
        assert!(Matter::of(&waiting).is_some());
        waiting.is_forgotten = true;
        assert_eq!(Matter::of(&waiting), None);
    }

    #[test]
    fn who_is_offline_comes_first_and_the_latest_of_them() {
        let mut full = server(1);
        full.metrics.mem_used_bytes = Some(8_100_000_000);
        let mut fuller = server(2);
        fuller.metrics.disk_used_bytes = Some(97 * GB);
        let servers = [full, offline(3, 5), fuller, server(4), offline(5, 9)];
        let found = attention(&servers, &|id| {
            (id == ServerId(4)).then_some(Matter::Ends(2))
        });
        let expected = [
            (ServerId(5), Matter::Offline(Some(UnixMillis(9)))),
            (ServerId(3), Matter::Offline(Some(UnixMillis(5)))),
            (ServerId(2), Matter::Disk(97.0)),
            (ServerId(1), Matter::Memory(81.0)),
            (ServerId(4), Matter::Ends(2)),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn of_several_matters_the_worst_is_told() {
        let mut server = server(1);
        server.metrics.mem_used_bytes = Some(85 * GB / 10);
        server.metrics.disk_used_bytes = Some(80 * GB);
        assert_eq!(Matter::of(&server), Some(Matter::Memory(85.0)));
        server.metrics.cpu_percent = Some(99.0);
        assert_eq!(Matter::of(&server), Some(Matter::Cpu(99.0)));
        // A processor has peaks that pass; unknown and odd figures are nobody's matter.
        server.metrics.mem_used_bytes = Some(0);
        server.metrics.disk_used_bytes = Some(0);
        for cpu in [Some(89.0), None, Some(f64::NAN)] {
            server.metrics.cpu_percent = cpu;
            assert_eq!(Matter::of(&server), None, "{cpu:?}");
        }
        Arc::make_mut(&mut server.host).mem_total_bytes = 0;
        server.metrics.mem_used_bytes = Some(u64::MAX);
        assert_eq!(Matter::of(&server), None);
    }

    #[test]
    fn who_never_reported_is_none_of_it() {
        let pending = Server {
            status: Status::Pending,
            ..server(1)
        };
        assert_eq!(Matter::of(&pending), None);
    }

    #[test]
    fn terms_that_end_soon_or_ended_need_somebody() {
        let note = |end: &str, renewal: &str| {
            format!(
                r#"{{"billingDataMod":{{"endDate":"{end}","autoRenewal":"{renewal}","cycle":"月"}}}}"#
            )
        };
        for (end, renewal, expected) in [
            ("2026-12-04T12:00:00+00:00", "0", Some(Matter::Ends(3))),
            ("2026-11-28T00:00:00+00:00", "0", Some(Matter::Ended)),
            ("2027-01-28T00:00:00+00:00", "0", None),
            ("0000-00-00T23:59:59+08:00", "0", None),
            ("2026-12-04T12:00:00+00:00", "1", None),
        ] {
            let server = with_note(1, &note(end, renewal));
            assert_eq!(Matter::of_terms(&server, NOW), expected, "{end} {renewal}");
        }
        for note in ["", "a remark", "{}", "{\"billingDataMod\":{}}"] {
            assert_eq!(Matter::of_terms(&with_note(1, note), NOW), None, "{note}");
        }
    }
}
