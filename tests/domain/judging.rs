//! Who is online, by whose clock.

use lotus::domain::roster::Details;
use lotus::domain::session::Reader;
use lotus::domain::status::Status;

use super::fleet::{
    Fleet, NOW, RECORDED_DATE, detail, details_at, frame_at, recorded_details, recorded_frame,
    report,
};

const HOUR_MS: i64 = 3_600_000;

#[test]
fn a_frame_gives_a_server_ten_seconds() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 10_000), report(2, 10_001), report(3, -1_000)]);
    assert_eq!(fleet.status(1), Status::Online);
    assert_eq!(fleet.status(2), Status::Offline);
    assert_eq!(fleet.status(3), Status::Online, "clocks are cut to seconds");
}

#[test]
fn details_gives_a_server_thirty_seconds() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([detail(1, 30_000), detail(2, 30_001), detail(3, -1_000)]);
    assert_eq!(fleet.status(1), Status::Online);
    assert_eq!(fleet.status(2), Status::Offline);
    assert_eq!(fleet.status(3), Status::Online);
}

#[test]
fn the_threshold_belongs_to_the_server_and_not_to_the_message() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([detail(1, 20_000), detail(2, 20_000)]);
    fleet.frame([report(1, 20_000)]);
    assert_eq!(fleet.status(1), Status::Offline, "frames carry it");
    assert_eq!(fleet.status(2), Status::Online, "only polls do");
}

#[test]
fn details_sets_addresses_and_order_of_a_live_server_but_neither_status_nor_metrics() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.frame([report(1, 0), report(2, 0)]);
    let before = fleet.server(1);
    let mut late = detail(1, HOUR_MS);
    late.display_index = Some(-7);
    late.hidden = Some(true);
    late.metrics.cpu_percent = Some(99.0);
    late.metrics.net_in_transfer_bytes = Some(5);
    fleet.details([late, detail(2, 0)]);
    let after = fleet.server(1);
    assert_eq!(after.status, Status::Online);
    assert_eq!(after.metrics, before.metrics);
    assert_eq!(after.last_active, before.last_active);
    assert_eq!(fleet.v4(1).unwrap(), "203.0.113.1");
    assert!(after.is_hidden());
    assert_eq!(fleet.ids(), [2, 1]);
}

#[test]
fn details_does_not_bring_an_offline_live_server_back() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.frame([report(1, 20_000)]);
    fleet.details([detail(1, 20_000)]);
    assert_eq!(fleet.status(1), Status::Offline);
}

#[test]
fn nobody_turns_offline_because_frames_end() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.frame([report(1, 0), report(2, 20_000)]);
    let before = (fleet.statuses(), fleet.roster.totals());
    fleet.roster.live_ended();
    assert_eq!((fleet.statuses(), fleet.roster.totals()), before);
    fleet.roster.connected();
    assert_eq!((fleet.statuses(), fleet.roster.totals()), before);
}

#[test]
fn details_judges_again_once_frames_end() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.frame([report(1, 0), report(2, 0), report(3, 20_000)]);
    fleet.roster.live_ended();
    let mut moved = detail(2, 0);
    moved.metrics.cpu_percent = Some(77.0);
    fleet.details([detail(1, 30_001), moved, detail(3, 20_000)]);
    assert_eq!(fleet.status(1), Status::Offline);
    assert_eq!(fleet.server(2).metrics.cpu_percent, Some(77.0));
    assert_eq!(fleet.status(3), Status::Online, "by thirty seconds now");
}

#[test]
fn a_dashboard_whose_clock_is_an_hour_off_shows_the_same_fleet() {
    let statuses = [-HOUR_MS, 0, HOUR_MS, 365 * 24 * HOUR_MS].map(|skew_ms| {
        let mut frame = recorded_frame("fleet/ws-cookie-1.json");
        let mut details = recorded_details("fleet/details-cookie.json", RECORDED_DATE);
        frame.now = frame.now.plus(skew_ms);
        details.now = details.now.map(|now| now.plus(skew_ms));
        for report in frame.servers.iter_mut().chain(&mut details.servers) {
            report.last_active = report.last_active.map(|at| at.plus(skew_ms));
        }
        let mut live = Fleet::of(Reader::Cookie);
        live.roster.frame(frame);
        let mut polled = Fleet::of(Reader::Cookie);
        polled.roster.details(details);
        (live.statuses(), live.roster.totals(), polled.statuses())
    });
    assert!(statuses.iter().all(|skewed| *skewed == statuses[0]));
}

#[test]
fn the_recorded_fleet_is_told_apart_by_frames_and_by_details_alike() {
    let mut live = Fleet::of(Reader::Cookie);
    live.roster.frame(recorded_frame("fleet/ws-cookie-1.json"));
    let mut polled = Fleet::of(Reader::Token);
    polled
        .roster
        .details(recorded_details("fleet/details-token.json", RECORDED_DATE));
    for fleet in [live, polled] {
        for (id, status) in fleet.statuses() {
            let expected = match id {
                7 | 11 => Status::Pending,
                10 => Status::Offline,
                _ => Status::Online,
            };
            assert_eq!(status, expected, "server {id}");
        }
    }
}

#[test]
fn a_frame_older_than_the_newest_of_its_connection_is_dropped() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    let before = fleet.server(1);
    let mut old = report(1, 60_000);
    old.name = "an old name".to_owned();
    let changes = fleet
        .roster
        .frame(frame_at(NOW.plus(-60_000), [old, report(2, 0)]));
    assert!(changes.servers.is_empty() && !changes.order);
    assert_eq!(fleet.ids(), [1]);
    assert_eq!(fleet.server(1), before);
}

#[test]
fn an_old_frame_does_not_decide_who_is_live() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([detail(1, 0), detail(2, 0)]);
    fleet.frame([report(1, 0)]);
    fleet
        .roster
        .frame(frame_at(NOW.plus(-1_000), [report(1, 0), report(2, 0)]));
    fleet.details([detail(1, 0), detail(2, 31_000)]);
    assert_eq!(fleet.status(2), Status::Offline);
}

#[test]
fn two_frames_of_one_second_both_count() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 900)]);
    let mut second = report(1, 0);
    second.metrics.cpu_percent = Some(50.0);
    fleet.frame([second]);
    assert_eq!(fleet.server(1).metrics.cpu_percent, Some(50.0));
}

#[test]
fn a_new_connection_may_have_its_clock_set_back() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0)]);
    fleet.roster.live_ended();
    fleet.roster.connected();
    let earlier = NOW.plus(-HOUR_MS);
    let mut back = report(1, HOUR_MS);
    back.metrics.cpu_percent = Some(3.0);
    fleet
        .roster
        .frame(frame_at(earlier, [back, report(2, HOUR_MS + 20_000)]));
    assert_eq!(fleet.server(1).metrics.cpu_percent, Some(3.0));
    assert_eq!(fleet.status(1), Status::Online);
    assert_eq!(fleet.status(2), Status::Offline);
}

#[test]
fn details_without_a_date_is_judged_by_the_clock_of_frames() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.frame([report(1, 0)]);
    let details = details_at(
        NOW,
        [detail(1, 20_000), detail(2, 20_000), detail(3, 31_000)],
    );
    fleet.roster.details(Details {
        now: None,
        ..details
    });
    assert_eq!(fleet.status(2), Status::Online);
    assert_eq!(fleet.status(3), Status::Offline);
}

#[test]
fn details_without_a_date_and_without_frames_is_judged_by_the_newest_report() {
    let mut fleet = Fleet::of(Reader::Token);
    let details = details_at(NOW, [detail(1, 0), detail(2, 30_000), detail(3, 30_001)]);
    fleet.roster.details(Details {
        now: None,
        ..details
    });
    assert_eq!(fleet.status(1), Status::Online);
    assert_eq!(fleet.status(2), Status::Online);
    assert_eq!(fleet.status(3), Status::Offline);
}
