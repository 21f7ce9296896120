//! What a page keeps when the dashboard has forgotten it.

use lotus::domain::roster::Server;
use lotus::domain::server::{Host, Metrics, ServerReport};
use lotus::domain::session::Reader;
use lotus::domain::status::Status;

use super::fleet::{
    Fleet, RECORDED_DATE, detail, ips, recorded_details, recorded_frame, report, unreported,
};

#[test]
fn a_server_that_never_reported_is_pending_and_has_nothing_to_show() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([unreported(7)]);
    assert_eq!(fleet.status(7), Status::Pending);
    let server = fleet.server(7);
    assert!(!server.has_metrics && server.host.is_blank());
    assert_eq!(server.last_active, None);
}

#[test]
fn an_agent_that_sent_its_host_but_no_state_is_pending_with_a_host() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet
        .roster
        .details(recorded_details("fleet/details-token.json", RECORDED_DATE));
    let server = fleet.server(11);
    assert_eq!(server.status, Status::Pending);
    assert!(!server.has_metrics && !server.host.is_blank());
    assert_eq!(fleet.v4(11).unwrap(), "203.0.113.51");
}

/// What of a server a restart of the dashboard must not take away.
fn kept(server: Server) -> impl PartialEq + std::fmt::Debug {
    (
        server.host,
        server.metrics,
        server.has_metrics,
        server.last_active,
        server.ips,
    )
}

#[test]
fn a_restarted_dashboard_takes_nothing_away_from_a_page_that_reads_frames() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.roster.frame(recorded_frame("fleet/ws-cookie-3.json"));
    fleet
        .roster
        .details(recorded_details("fleet/details-cookie.json", RECORDED_DATE));
    let before: Vec<_> = (1..=6).map(|id| kept(fleet.server(id))).collect();
    fleet.roster.live_ended();
    fleet.roster.connected();
    fleet
        .roster
        .frame(recorded_frame("restarted/ws-guest-1.json"));
    let after: Vec<_> = (1..=6).map(|id| kept(fleet.server(id))).collect();
    assert_eq!(after, before);
    assert!((1..=6).all(|id| fleet.status(id) == Status::Offline && fleet.server(id).is_forgotten));
    let never = fleet.roster.servers().filter(|server| !server.has_metrics);
    assert_eq!(
        fleet.roster.totals().pending,
        never.count(),
        "who reported before is not one who never did"
    );
    assert_eq!(fleet.server(2).host.country_code, "hk");
}

#[test]
fn a_restarted_dashboard_takes_nothing_away_from_a_page_that_polls() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet
        .roster
        .details(recorded_details("fleet/details-token.json", RECORDED_DATE));
    let before: Vec<_> = (1..=14).map(|id| kept(fleet.server(id))).collect();
    let restarted = recorded_details("restarted/details.json", RECORDED_DATE.plus(15_000));
    fleet.roster.details(restarted);
    let after: Vec<_> = (1..=14).map(|id| kept(fleet.server(id))).collect();
    assert_eq!(after, before);
    let totals = fleet.roster.totals();
    // Two of the fourteen had not reported before; eight are new.
    assert_eq!((totals.total, totals.offline, totals.pending), (22, 12, 10));
}

#[test]
fn a_server_that_reports_again_after_the_restart_shows_its_new_values() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    fleet.frame([unreported(1)]);
    let mut again = report(1, 0);
    again.host.platform = "alpine".to_owned();
    again.host.country_code.clear();
    again.metrics.net_in_transfer_bytes = Some(3);
    fleet.frame([again]);
    let server = fleet.server(1);
    assert_eq!(server.status, Status::Online);
    assert_eq!(server.host.platform, "alpine");
    assert_eq!(
        server.host.country_code, "hk",
        "the country comes minutes later"
    );
    assert_eq!(
        server.metrics.net_in_transfer_bytes,
        Some(3),
        "a transfer may fall"
    );
}

#[test]
fn a_host_that_changed_replaces_the_known_one() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    let mut upgraded = report(1, 0);
    upgraded.host = Host {
        platform: "debian".to_owned(),
        platform_version: "13".to_owned(),
        mem_total_bytes: 2 << 30,
        country_code: "jp".to_owned(),
        ..Host::default()
    };
    fleet.frame([upgraded.clone()]);
    assert_eq!(*fleet.server(1).host, upgraded.host);
}

#[test]
fn a_note_once_seen_is_kept_where_a_message_has_none() {
    let noted = ServerReport {
        public_note: Some("paid until May".to_owned()),
        ..report(1, 0)
    };
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.frame([noted]);
    fleet.frame([report(1, 0)]);
    fleet.details([detail(1, 0)]);
    assert_eq!(
        fleet.server(1).public_note.as_deref(),
        Some("paid until May")
    );
    let changed = ServerReport {
        public_note: Some("paid until June".to_owned()),
        ..report(1, 0)
    };
    fleet.frame([changed]);
    assert_eq!(
        fleet.server(1).public_note.as_deref(),
        Some("paid until June")
    );
}

#[test]
fn addresses_that_are_empty_after_a_restart_are_kept_as_they_were() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([detail(1, 0)]);
    let without = ServerReport {
        ips: Some(ips("")),
        ..detail(1, 0)
    };
    fleet.details([without.clone()]);
    assert_eq!(fleet.v4(1).unwrap(), "203.0.113.1");
    let moved = ServerReport {
        ips: Some(ips("198.51.100.9")),
        ..detail(1, 0)
    };
    fleet.details([moved]);
    assert_eq!(fleet.v4(1).unwrap(), "198.51.100.9");
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([without]);
    assert_eq!(
        fleet.v4(1).as_deref(),
        Some(""),
        "none known is not forbidden"
    );
}

#[test]
fn an_offline_server_keeps_its_last_metrics() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    fleet.frame([report(1, 11_000)]);
    assert_eq!(fleet.status(1), Status::Offline);
    assert_ne!(fleet.server(1).metrics, Metrics::default());
}
