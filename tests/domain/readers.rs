//! Who sees what: a guest, an API token, the signed-in account.

use lotus::domain::server::ServerReport;
use lotus::domain::session::Reader;
use lotus::domain::status::{Carrier, Status};

use super::fleet::{
    Fleet, NOW, RECORDED_DATE, changed, detail, frame_at, recorded_details, recorded_frame, report,
};

fn hidden(report: ServerReport) -> ServerReport {
    ServerReport {
        hidden: Some(true),
        ..report
    }
}

#[test]
fn a_guest_sees_the_frame_and_no_addresses() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.roster.frame(recorded_frame("fleet/ws-guest-1.json"));
    assert_eq!(fleet.ids(), [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14]);
    assert!(fleet.roster.servers().all(|server| server.ips.is_none()));
}

#[test]
fn a_signed_in_account_sees_hidden_servers_and_addresses() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.roster.frame(recorded_frame("fleet/ws-cookie-1.json"));
    fleet
        .roster
        .details(recorded_details("fleet/details-cookie.json", RECORDED_DATE));
    fleet.roster.frame(recorded_frame("fleet/ws-cookie-2.json"));
    assert_eq!(fleet.ids(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    assert!(fleet.server(8).is_hidden());
    assert_eq!(fleet.v4(8).unwrap(), "203.0.113.38");
}

#[test]
fn a_token_reads_its_fleet_from_details() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet
        .roster
        .details(recorded_details("fleet/details-token.json", RECORDED_DATE));
    fleet.roster.frame(recorded_frame("fleet/ws-token-1.json"));
    assert_eq!(fleet.ids(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    assert_eq!(
        fleet.server(8).carrier,
        Carrier::Polled,
        "frames do not name it"
    );
    assert_eq!(fleet.server(2).carrier, Carrier::Live);
    assert_eq!(
        fleet.v4(2).unwrap(),
        "203.0.113.5",
        "a frame takes no addresses away"
    );
}

#[test]
fn a_frame_refreshes_only_what_it_names_for_a_token() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([detail(1, 0), hidden(detail(8, 0))]);
    let before = fleet.server(8);
    let mut live = report(1, 0);
    live.metrics.cpu_percent = Some(60.0);
    let changes = fleet.frame([live, report(99, 0)]);
    assert_eq!(changed(&changes), [1]);
    assert_eq!(fleet.server(1).metrics.cpu_percent, Some(60.0));
    assert_eq!(fleet.server(8), before);
    assert_eq!(fleet.ids(), [1, 8], "a frame adds nobody");
}

#[test]
fn hidden_servers_of_a_token_stay_polled_beside_live_ones() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([detail(1, 0), hidden(detail(8, 0))]);
    fleet.frame([report(1, 0)]);
    let mut polled = hidden(detail(8, 29_000));
    polled.metrics.cpu_percent = Some(33.0);
    fleet.details([detail(1, 31_000), polled]);
    assert_eq!(fleet.status(1), Status::Online, "frames carry it");
    assert_eq!(fleet.server(8).metrics.cpu_percent, Some(33.0));
    assert_eq!(fleet.status(8), Status::Online, "by thirty seconds");
    fleet.details([detail(1, 0), hidden(detail(8, 31_000))]);
    assert_eq!(fleet.status(8), Status::Offline);
}

#[test]
fn a_token_given_while_frames_arrive_keeps_them_and_adds_the_rest() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    fleet.roster.read_as(Reader::Token);
    assert_eq!(fleet.ids(), [1], "nothing vanishes on signing in");
    fleet.details([detail(1, 0), hidden(detail(8, 0))]);
    assert_eq!(fleet.ids(), [1, 8]);
    assert_eq!(fleet.v4(1).unwrap(), "203.0.113.1");
}

#[test]
fn the_end_of_a_sign_in_takes_hidden_servers_and_addresses_away_at_once() {
    for reader in [Reader::Cookie, Reader::Token] {
        let mut fleet = Fleet::of(reader);
        fleet.details([detail(1, 0), hidden(detail(8, 0))]);
        let changes = fleet.roster.read_as(Reader::Guest);
        assert_eq!(fleet.ids(), [1], "{reader:?}");
        assert_eq!(fleet.v4(1), None);
        assert_eq!(changed(&changes), [1]);
        assert!(changes.order);
        assert_eq!(fleet.roster.totals().total, 1);
        assert_eq!(
            fleet.status(1),
            Status::Online,
            "what guests see stays as it is"
        );
    }
}

#[test]
fn the_end_of_a_sign_in_hides_what_frames_of_the_account_showed() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.roster.frame(recorded_frame("fleet/ws-cookie-1.json"));
    fleet
        .roster
        .details(recorded_details("fleet/details-cookie.json", RECORDED_DATE));
    fleet.roster.read_as(Reader::Guest);
    assert!(!fleet.ids().contains(&8));
    assert!(fleet.roster.servers().all(|server| server.ips.is_none()));
    fleet.roster.connected();
    fleet.roster.frame(recorded_frame("fleet/ws-guest-3.json"));
    assert_eq!(fleet.ids(), [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14]);
    assert!(fleet.roster.servers().all(|server| server.ips.is_none()));
}

#[test]
fn the_end_of_a_token_on_a_dashboard_without_hide_flags_leaves_what_the_live_feed_shows() {
    let unflagged = |report: ServerReport| ServerReport {
        hidden: None,
        ..report
    };
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([unflagged(detail(1, 0)), unflagged(detail(8, 0))]);
    fleet.frame([unflagged(report(1, 0))]);
    fleet.roster.read_as(Reader::Guest);
    assert_eq!(fleet.ids(), [1]);
}

#[test]
fn a_deleted_server_vanishes_with_the_next_frame() {
    for reader in [Reader::Guest, Reader::Cookie] {
        let mut fleet = Fleet::of(reader);
        fleet.frame([report(1, 0), report(2, 0), report(3, 0)]);
        let changes = fleet.frame([report(1, 0), report(3, 0)]);
        assert_eq!(fleet.ids(), [1, 3]);
        assert!(changes.order && changes.servers.is_empty());
        assert_eq!(fleet.roster.totals().total, 2);
    }
}

#[test]
fn a_deleted_server_of_a_polled_fleet_vanishes_with_the_next_answer() {
    for reader in [Reader::Token, Reader::Cookie] {
        let mut fleet = Fleet::of(reader);
        fleet.details([detail(1, 0), detail(2, 0)]);
        let changes = fleet.details([detail(2, 0)]);
        assert_eq!(fleet.ids(), [2]);
        assert!(changes.order);
    }
}

#[test]
fn details_does_not_bring_back_whom_the_frame_no_longer_names() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.frame([report(1, 0), report(2, 0)]);
    fleet.frame([report(1, 0)]);
    fleet.details([detail(1, 0), detail(2, 0)]);
    assert_eq!(fleet.ids(), [1]);
}

#[test]
fn a_frame_without_servers_is_an_empty_fleet() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    let empty = recorded_frame("empty-fleet/ws-guest-1.json");
    fleet.roster.connected();
    fleet.roster.frame(empty);
    assert_eq!(fleet.ids(), [0_u64; 0]);
    assert_eq!(fleet.roster.totals().total, 0);
}

#[test]
fn a_new_server_appears_with_the_next_frame() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    let changes = fleet
        .roster
        .frame(frame_at(NOW.plus(2_000), [report(1, 0), report(2, 0)]));
    assert_eq!(fleet.ids(), [1, 2]);
    assert!(changes.order && changed(&changes).contains(&2));
}

#[test]
fn what_nobody_called_public_vanishes_with_the_sign_in() {
    let mut fleet = Fleet::of(Reader::Cookie);
    let untold = |id| ServerReport {
        hidden: None,
        ..detail(id, 1_000)
    };
    let public = ServerReport {
        hidden: Some(false),
        ..detail(2, 1_000)
    };
    fleet.details([untold(1), public, untold(8)]);
    fleet.roster.read_as(Reader::Guest);
    assert_eq!(fleet.ids(), [2], "no frame says what guests may see");
}

#[test]
fn a_server_that_frames_named_first_is_shown_whole() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([detail(1, 1_000)]);
    fleet.frame([report(1, 1_000), report(2, 1_000)]);
    fleet.details([detail(1, 1_000), detail(2, 1_000)]);
    assert_eq!(fleet.status(2), Status::Online);
    assert!(fleet.server(2).has_metrics);
}
