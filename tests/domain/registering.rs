//! Which server a registration made, and what a pasted list of names says.

use lotus::domain::ids::IdSet;
use lotus::domain::registration::{
    Listed, Match, NAMES_LIMIT, Wanted, group_names, match_new, names_of, newcomers,
};
use lotus::domain::server::ServerId;
use proptest::prelude::*;

fn listed(id: u64, name: &str, tag: &str) -> Listed {
    Listed {
        id: ServerId(id),
        name: name.to_owned(),
        tag: tag.to_owned(),
    }
}

fn ids(ids: &[u64]) -> IdSet {
    ids.iter().copied().map(ServerId).collect()
}

fn matched(before: &[u64], after: &[Listed], name: &str, tag: &str) -> Match {
    match_new(&ids(before), after, &Wanted { name, tag })
}

#[test]
fn the_only_new_server_is_the_one_whatever_it_is_called() {
    // The list comes in any order.
    let after = [
        listed(9, "renamed since", "elsewhere"),
        listed(2, "web", "prod"),
        listed(1, "web", "prod"),
    ];
    assert_eq!(
        matched(&[1, 2], &after, "web", "prod"),
        Match::Found(ServerId(9))
    );
    assert_eq!(newcomers(&ids(&[1, 2]), &after), [after[0].clone()]);
}

#[test]
fn name_and_group_tell_several_new_servers_apart() {
    let after = [
        listed(3, "web", "prod"),
        listed(4, "web", "test"),
        listed(5, "db", "prod"),
        listed(1, "db", "prod"),
    ];
    for (name, tag, expected) in [
        ("web", "prod", 3),
        ("web", "test", 4),
        // An older server of the same name is not in question.
        ("db", "prod", 5),
    ] {
        assert_eq!(
            matched(&[1], &after, name, tag),
            Match::Found(ServerId(expected))
        );
    }
    assert_eq!(matched(&[1], &after, "WEB", "prod"), Match::Missing);
}

#[test]
fn servers_that_look_the_same_are_all_named() {
    let after = [
        listed(7, "web", "AutoRegister"),
        listed(6, "web", "AutoRegister"),
        listed(8, "web", "prod"),
    ];
    assert_eq!(
        matched(&[1], &after, "web", ""),
        Match::Alike(vec![ServerId(7), ServerId(6)])
    );
}

#[test]
fn what_was_not_said_is_known_by_the_dashboards_defaults() {
    let after = [
        listed(3, "203.0.113.5", "AutoRegister"),
        listed(4, "203.0.113.5", "prod"),
        listed(5, "2001:db8::1", "prod"),
        listed(6, "web", "AutoRegister"),
        listed(7, "", "AutoRegister"),
    ];
    assert_eq!(matched(&[], &after, "", ""), Match::Found(ServerId(3)));
    assert_eq!(
        matched(&[], &after, "", "prod"),
        Match::Alike(vec![ServerId(4), ServerId(5)])
    );
    assert_eq!(matched(&[], &after, "web", ""), Match::Found(ServerId(6)));
}

#[test]
fn where_nothing_is_new_the_server_is_missing() {
    let after = [listed(1, "web", "prod")];
    assert_eq!(matched(&[1], &after, "web", "prod"), Match::Missing);
    assert_eq!(matched(&[1], &[], "web", "prod"), Match::Missing);
    assert_eq!(matched(&[], &[], "", ""), Match::Missing);
}

#[test]
fn a_pasted_list_is_a_name_a_line() {
    let read =
        names_of("\u{feff}web 1\r\n\n  db\t \rweb 1\n\u{7}\n <b>名</b>\u{1b}[31m \n\u{a0}\n");
    assert_eq!(read.names, ["web 1", "db", "web 1", "<b>名</b>[31m"]);
    assert_eq!(read.left_out, 0);
    assert_eq!(names_of("").names, Vec::<String>::new());
    assert_eq!(names_of(" \n\r\n").names, Vec::<String>::new());
}

#[test]
fn a_list_that_is_too_long_is_cut_and_says_so() {
    let lines = |count: usize| "name\n\n".repeat(count);
    let read = names_of(&lines(NAMES_LIMIT));
    assert_eq!((read.names.len(), read.left_out), (NAMES_LIMIT, 0));
    let read = names_of(&lines(NAMES_LIMIT + 3));
    assert_eq!((read.names.len(), read.left_out), (NAMES_LIMIT, 3));
}

#[test]
fn each_group_is_offered_once_in_order_of_appearance() {
    let tags = ["prod", "", "Test", "prod", "test", "", "Test"];
    assert_eq!(group_names(tags.into_iter()), ["prod", "Test", "test"]);
}

proptest! {
    #[test]
    fn only_a_new_server_is_ever_named(
        before in proptest::collection::vec(0_u64..12, 0..8),
        after in proptest::collection::vec((0_u64..12, "[ab]?", "[cd]?"), 0..8),
        name in "[ab]?",
        tag in "[cd]?",
    ) {
        let after: Vec<Listed> = after.iter().map(|(id, name, tag)| listed(*id, name, tag)).collect();
        let known = ids(&before);
        let named = match match_new(&known, &after, &Wanted { name: &name, tag: &tag }) {
            Match::Found(id) => vec![id],
            Match::Alike(ids) => {
                prop_assert!(ids.len() > 1);
                ids
            }
            Match::Missing => Vec::new(),
        };
        for id in named {
            prop_assert!(!known.contains(&id));
            prop_assert!(after.iter().any(|server| server.id == id));
        }
    }
}
