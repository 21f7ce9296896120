//! What a message says it changed: a page touches nothing else.

use lotus::domain::roster::Changes;
use lotus::domain::session::Reader;

use super::fleet::{
    Fleet, NOW, RECORDED_DATE, changed, frame_at, recorded_details, recorded_frame, report,
};

#[test]
fn a_first_frame_names_everybody() {
    let mut fleet = Fleet::of(Reader::Guest);
    let changes = fleet.frame([report(2, 0), report(1, 0)]);
    assert_eq!(changed(&changes), [1, 2]);
    assert!(changes.order);
}

#[test]
fn a_tick_that_changes_nothing_names_nobody() {
    let mut fleet = Fleet::of(Reader::Cookie);
    fleet.roster.frame(recorded_frame("fleet/ws-cookie-1.json"));
    let again = fleet.roster.frame(recorded_frame("fleet/ws-cookie-1.json"));
    assert_eq!(again, Changes::default());
}

#[test]
fn a_tick_that_only_moves_the_clock_names_nobody() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0), report(2, 0)]);
    let later = frame_at(NOW.plus(2_000), [report(1, 0), report(2, 0)]);
    assert_eq!(fleet.roster.frame(later), Changes::default());
}

#[test]
fn a_poll_that_changes_nothing_names_nobody() {
    let details = || recorded_details("fleet/details-token.json", RECORDED_DATE);
    let mut fleet = Fleet::of(Reader::Token);
    fleet.roster.details(details());
    let mut shuffled = details();
    shuffled.servers.reverse();
    assert_eq!(fleet.roster.details(shuffled), Changes::default());
    fleet.roster.frame(recorded_frame("fleet/ws-token-1.json"));
    assert_eq!(fleet.roster.details(details()), Changes::default());
}

#[test]
fn a_frame_that_changes_one_processor_names_that_server_alone() {
    let mut fleet = Fleet::of(Reader::Cookie);
    let mut frame = recorded_frame("fleet/ws-cookie-1.json");
    fleet.roster.frame(frame.clone());
    let busy = frame.servers.iter_mut().find(|server| server.id.0 == 5);
    busy.unwrap().metrics.cpu_percent = Some(98.5);
    let changes = fleet.roster.frame(frame);
    assert_eq!(changed(&changes), [5]);
    assert!(!changes.order);
    assert_eq!(fleet.server(5).metrics.cpu_percent, Some(98.5));
}

#[test]
fn a_status_that_turns_by_time_alone_is_a_change() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report(1, 0), report(2, 9_000)]);
    let changes = fleet
        .roster
        .frame(frame_at(NOW.plus(2_000), [report(1, 0), report(2, 9_000)]));
    assert_eq!(changed(&changes), [2]);
}

#[test]
fn the_same_reader_again_changes_nothing() {
    for reader in [Reader::Guest, Reader::Token, Reader::Cookie] {
        let mut fleet = Fleet::of(reader);
        fleet.frame([report(1, 0)]);
        assert_eq!(fleet.roster.read_as(reader), Changes::default());
    }
}
