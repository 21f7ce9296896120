//! The roster under any sequence of messages and sign-ins.

use lotus::domain::roster::Details;
use lotus::domain::server::{ServerReport, Snapshot};
use lotus::domain::session::Reader;
use proptest::prelude::*;
use proptest::sample::select;

use super::fleet::{Fleet, NOW, detail, report, unreported};

#[derive(Clone, Debug)]
enum Message {
    Frame(Snapshot),
    Details(Details),
    LiveEnded,
    Connected,
    ReadAs(Reader),
}

/// Some of five servers, each once: number 5 is hidden.
fn reports(details: bool) -> impl Strategy<Value = Vec<ServerReport>> {
    let server = (select(vec![0, 1, 2]), 0_i64..40_000, -2_i64..2);
    proptest::collection::vec(server, 5).prop_map(move |servers| {
        (1_u64..)
            .zip(servers)
            .filter_map(|(id, (kind, age_ms, index))| {
                let report = match kind {
                    0 => return None,
                    1 => unreported(id),
                    _ if details => detail(id, age_ms),
                    _ => report(id, age_ms),
                };
                Some(ServerReport {
                    display_index: Some(index),
                    hidden: Some(id == 5),
                    ..report
                })
            })
            .collect()
    })
}

fn messages() -> impl Strategy<Value = Vec<Message>> {
    let frame = (reports(false), -5_000_i64..60_000).prop_map(|(servers, ms)| {
        Message::Frame(Snapshot {
            now: NOW.plus(ms),
            servers,
        })
    });
    let details = (
        reports(true),
        proptest::option::of(-5_000_i64..60_000),
        0_u64..6,
    )
        .prop_map(|(servers, ms, broken)| {
            let ids = servers.iter().map(|server| server.id);
            Message::Details(Details {
                now: ms.map(|ms| NOW.plus(ms)),
                unreadable: ids.filter(|id| id.0 == broken).collect(),
                servers,
            })
        });
    let reader = select(vec![Reader::Guest, Reader::Token, Reader::Cookie]);
    let message = prop_oneof![
        4 => frame,
        3 => details,
        1 => Just(Message::LiveEnded),
        1 => Just(Message::Connected),
        2 => reader.prop_map(Message::ReadAs),
    ];
    proptest::collection::vec(message, 0..40)
}

proptest! {
    /// Nothing panics, the order names each server once, the sums count each once, what changed is
    /// named, and a guest has no addresses.
    #[test]
    fn what_is_shown_is_whole(messages in messages()) {
        let mut fleet = Fleet::of(Reader::Guest);
        let mut reader = Reader::Guest;
        for message in messages {
            let before = fleet.clone();
            let changes = match message {
                Message::Frame(snapshot) => Some(fleet.roster.frame(snapshot)),
                // An answer to somebody who no longer reads is not handed on.
                Message::Details(_) if reader == Reader::Guest => None,
                Message::Details(details) => Some(fleet.roster.details(details)),
                Message::ReadAs(next) => {
                    reader = next;
                    Some(fleet.roster.read_as(next))
                }
                Message::LiveEnded => {
                    fleet.roster.live_ended();
                    None
                }
                Message::Connected => {
                    fleet.roster.connected();
                    None
                }
            };
            let ids = fleet.ids();
            let mut ascending = ids.clone();
            ascending.sort_unstable();
            let held: Vec<u64> = fleet.roster.servers().map(|server| server.id.0).collect();
            prop_assert_eq!(&ascending, &held);
            let totals = fleet.roster.totals();
            prop_assert_eq!(totals.total, ids.len());
            prop_assert_eq!(totals.total, totals.online + totals.offline + totals.pending);
            if reader == Reader::Guest {
                prop_assert!(fleet.roster.servers().all(|server| server.ips.is_none()));
            }
            let changes = changes.unwrap_or_default();
            prop_assert_eq!(changes.order, ids != before.ids());
            for id in ids {
                let was = before.ids().contains(&id).then(|| before.server(id));
                let differs = was != Some(fleet.server(id));
                let is_named = changes.servers.iter().any(|changed| changed.0 == id);
                prop_assert_eq!(differs, is_named, "server {}", id);
            }
        }
    }

    /// A message said twice changes nothing the second time.
    #[test]
    fn the_same_again_is_no_news(messages in messages(), frame in reports(false), answer in reports(true)) {
        let mut fleet = Fleet::of(Reader::Token);
        for message in messages {
            match message {
                Message::Frame(snapshot) => drop(fleet.roster.frame(snapshot)),
                Message::Details(details) => drop(fleet.roster.details(details)),
                Message::LiveEnded => fleet.roster.live_ended(),
                Message::Connected | Message::ReadAs(_) => fleet.roster.connected(),
            }
        }
        let answer = Details { now: Some(NOW), servers: answer, ..Details::default() };
        fleet.roster.details(answer.clone());
        let again = fleet.roster.details(answer);
        prop_assert!(again.servers.is_empty() && !again.order);
        fleet.roster.connected();
        let frame = Snapshot { now: NOW, servers: frame };
        fleet.roster.frame(frame.clone());
        let again = fleet.roster.frame(frame);
        prop_assert!(again.servers.is_empty() && !again.order);
    }
}
