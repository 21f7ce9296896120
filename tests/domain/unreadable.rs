//! Agents that report NaN: `details` cannot speak of them, `list` can.

use lotus::domain::roster::Details;
use lotus::domain::server::{Metrics, ServerId, ServerReport};
use lotus::domain::session::Reader;
use lotus::domain::status::Status;

use super::fleet::{Fleet, NOW, detail, details_at, ips, report};

/// What `list` says of a server, without the order and flag that are made up there.
fn listed(id: u64, age_ms: i64) -> ServerReport {
    ServerReport {
        id: ServerId(id),
        name: format!("server {id}"),
        last_active: Some(NOW.plus(-age_ms)),
        ips: Some(ips("198.51.100.7")),
        ..ServerReport::default()
    }
}

fn with_broken(readable: [ServerReport; 1], broken: ServerReport) -> Details {
    let [readable] = readable;
    Details {
        unreadable: [broken.id].into_iter().collect(),
        ..details_at(NOW, [readable, broken])
    }
}

#[test]
fn an_unreadable_server_is_named_and_marked_and_shows_no_metrics() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet
        .roster
        .details(with_broken([detail(1, 0)], listed(2, 0)));
    let broken = fleet.server(2);
    assert!(broken.unreadable && !broken.has_metrics);
    assert_eq!(broken.metrics, Metrics::default());
    assert_eq!(broken.name, "server 2");
    assert_eq!(broken.status, Status::Online, "its reports arrive");
    assert_eq!(fleet.v4(2).unwrap(), "198.51.100.7");
    assert!(!fleet.server(1).unreadable, "everybody else is as ever");
    assert!(fleet.server(1).has_metrics);
}

#[test]
fn a_server_that_turns_unreadable_does_not_read_zero() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([detail(1, 0), detail(2, 0)]);
    let before = fleet.server(2);
    fleet
        .roster
        .details(with_broken([detail(1, 0)], listed(2, 0)));
    let broken = fleet.server(2);
    assert!(broken.unreadable);
    assert!(!broken.has_metrics || broken.metrics == before.metrics);
    assert_eq!(broken.host, before.host, "what the machine is, is known");
}

#[test]
fn a_server_that_turns_unreadable_keeps_its_place_and_stays_hidden() {
    let mut fleet = Fleet::of(Reader::Token);
    let hidden = ServerReport {
        display_index: Some(50),
        hidden: Some(true),
        ..detail(2, 0)
    };
    fleet.details([detail(1, 0), hidden]);
    fleet
        .roster
        .details(with_broken([detail(1, 0)], listed(2, 0)));
    assert_eq!(fleet.ids(), [2, 1]);
    fleet.roster.read_as(Reader::Guest);
    assert_eq!(fleet.ids(), [1]);
}

#[test]
fn an_unreadable_server_goes_offline_like_any_other() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet
        .roster
        .details(with_broken([detail(1, 0)], listed(2, 30_001)));
    assert_eq!(fleet.status(2), Status::Offline);
}

#[test]
fn a_mended_server_loses_the_mark_and_shows_its_metrics() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet
        .roster
        .details(with_broken([detail(1, 0)], listed(2, 0)));
    fleet.details([detail(1, 0), detail(2, 0)]);
    let mended = fleet.server(2);
    assert!(!mended.unreadable && mended.has_metrics);
    assert_eq!(mended.metrics.cpu_percent, Some(12.5));
}

#[test]
fn a_frame_mends_what_was_unreadable() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.roster.details(Details {
        unreadable: [ServerId(2)].into_iter().collect(),
        ..details_at(NOW, [detail(1, 1_000), detail(2, 1_000)])
    });
    fleet.roster.connected();
    fleet.frame([report(1, 1_000), report(2, 1_000)]);
    let server = fleet.server(2);
    assert!(server.has_metrics && !server.unreadable);
}
