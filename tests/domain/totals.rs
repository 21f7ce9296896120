//! The sums over the whole fleet.

use lotus::domain::session::Reader;

use super::fleet::{Fleet, RECORDED_DATE, recorded_details, recorded_frame, report, unreported};

#[test]
fn an_offline_server_has_no_speed_but_keeps_its_transfer() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0), report(2, 0), report(3, 60_000)]);
    let totals = fleet.roster.totals();
    assert_eq!((totals.net_in_speed, totals.net_out_speed), (20, 40));
    assert_eq!(totals.net_in_transfer_bytes, 3_000);
    assert_eq!(totals.net_out_transfer_bytes, 6_000);
}

#[test]
fn a_server_that_waits_for_its_first_report_after_a_restart_has_no_speed() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    fleet.frame([unreported(1)]);
    let totals = fleet.roster.totals();
    assert_eq!((totals.net_in_speed, totals.net_out_speed), (0, 0));
}

#[test]
fn an_unknown_speed_adds_nothing() {
    let mut fleet = Fleet::of(Reader::Guest);
    let mut wrapped = report(1, 0);
    wrapped.metrics.net_in_speed = None;
    fleet.frame([wrapped, report(2, 0)]);
    assert_eq!(fleet.roster.totals().net_in_speed, 10);
}

#[test]
fn what_broken_agents_say_is_in_no_sum() {
    let mut fleet = Fleet::of(Reader::Guest);
    let mut broken = report(1, 0);
    broken.metrics.net_in_transfer_bytes = Some(u64::MAX);
    broken.metrics.net_out_transfer_bytes = Some(u64::MAX - 1_999);
    broken.metrics.net_in_speed = Some(u64::MAX / 2);
    broken.metrics.net_out_speed = Some(u64::MAX / 3);
    fleet.frame([broken, report(2, 0)]);
    let totals = fleet.roster.totals();
    assert_eq!(totals.net_in_transfer_bytes, 1_000);
    assert_eq!(totals.net_out_transfer_bytes, 2_000);
    assert_eq!((totals.net_in_speed, totals.net_out_speed), (10, 20));
}

#[test]
fn the_recorded_fleet_with_its_broken_agent_has_sums() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.roster.frame(recorded_frame("fleet/ws-cookie-1.json"));
    let totals = fleet.roster.totals();
    assert_eq!((totals.total, totals.online), (14, 11));
    assert_eq!((totals.offline, totals.pending), (1, 2));
    assert!(totals.net_in_transfer_bytes < 1 << 50);
}

#[test]
fn everybody_is_online_offline_or_pending() {
    let mut fleet = Fleet::of(Reader::Token);
    let details = recorded_details("fleet/details-token.json", RECORDED_DATE);
    fleet.roster.details(details);
    fleet.roster.frame(recorded_frame("fleet/ws-token-1.json"));
    let totals = fleet.roster.totals();
    assert_eq!(totals.total, fleet.ids().len());
    assert_eq!(
        totals.total,
        totals.online + totals.offline + totals.pending
    );
}

#[test]
fn an_empty_fleet_sums_to_nothing() {
    let fleet = Fleet::of(Reader::Guest);
    assert_eq!(
        fleet.roster.totals(),
        lotus::domain::roster::Totals::default()
    );
}
