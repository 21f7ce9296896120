//! The owner's order.

use lotus::domain::roster::Details;
use lotus::domain::server::{ServerReport, Snapshot};
use lotus::domain::session::Reader;
use proptest::prelude::*;

use super::fleet::{Fleet, NOW, RECORDED_DATE, detail, recorded_details, report};

fn at(index: i64, report: ServerReport) -> ServerReport {
    ServerReport {
        display_index: Some(index),
        ..report
    }
}

#[test]
fn highest_index_first_then_lowest_id() {
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([
        at(-10, detail(14, 0)),
        at(-5, detail(13, 0)),
        at(0, detail(3, 0)),
        at(100, detail(9, 0)),
        at(-5, detail(12, 0)),
        at(i64::MAX, detail(4, 0)),
        at(i64::MIN, detail(1, 0)),
    ]);
    assert_eq!(fleet.ids(), [4, 9, 3, 12, 13, 14, 1]);
}

#[test]
fn the_recorded_answers_come_in_random_order_and_are_shown_alike() {
    for path in ["fleet/details-cookie.json", "fleet/details-token.json"] {
        let mut fleet = Fleet::of(Reader::Token);
        fleet.roster.details(recorded_details(path, RECORDED_DATE));
        assert_eq!(fleet.ids(), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    }
}

#[test]
fn moving_a_server_changes_the_order() {
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([at(2, report(1, 0)), at(1, report(2, 0))]);
    let changes = fleet.frame([at(2, report(1, 0)), at(3, report(2, 0))]);
    assert!(changes.order);
    assert_eq!(fleet.ids(), [2, 1]);
    let changes = fleet.frame([at(2, report(1, 0)), at(4, report(2, 0))]);
    assert!(!changes.order, "another index, but nobody stands elsewhere");
}

#[test]
fn an_older_dashboard_without_order_and_hide_flags_keeps_what_frames_said() {
    let mut fleet = Fleet::of(Reader::Cookie);
    let mut hidden = at(5, report(2, 0));
    hidden.hidden = Some(true);
    fleet.frame([at(1, report(1, 0)), hidden]);
    let old = |id| ServerReport {
        display_index: None,
        hidden: None,
        ..detail(id, 0)
    };
    let changes = fleet.details([old(1), old(2)]);
    assert!(!changes.order);
    assert_eq!(fleet.ids(), [2, 1]);
    assert!(fleet.server(2).is_hidden());
    assert!(!fleet.server(1).is_hidden());
}

#[test]
fn an_older_dashboard_that_never_told_an_order_is_shown_by_id() {
    let old = |id| ServerReport {
        display_index: None,
        hidden: None,
        ..detail(id, 0)
    };
    let mut fleet = Fleet::of(Reader::Token);
    fleet.details([old(30), old(4), old(11)]);
    assert_eq!(fleet.ids(), [4, 11, 30]);
}

proptest! {
    /// Whatever the order of a message, the page shows one order.
    #[test]
    fn the_order_of_a_message_is_no_order(
        indices in proptest::collection::vec(-3_i64..3, 1..20),
        shuffled in any::<proptest::sample::Index>(),
    ) {
        let mut servers: Vec<ServerReport> = (1_u64..)
            .zip(&indices)
            .map(|(id, index)| at(*index, detail(id, 0)))
            .collect();
        let mut framed = Fleet::of(Reader::Guest);
        framed.roster.frame(Snapshot { now: NOW, servers: servers.clone() });
        let turn = shuffled.index(servers.len());
        servers.rotate_left(turn);
        servers.reverse();
        let mut polled = Fleet::of(Reader::Token);
        polled.roster.details(Details { now: Some(NOW), servers, ..Details::default() });
        prop_assert_eq!(framed.ids(), polled.ids());
        let keys: Vec<(i64, u64)> = framed
            .ids()
            .into_iter()
            .map(|id| (-framed.server(id).display_index, id))
            .collect();
        prop_assert!(keys.is_sorted());
    }
}
