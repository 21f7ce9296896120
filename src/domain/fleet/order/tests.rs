use std::sync::Arc;

use super::*;
use crate::domain::server::{Host, Metrics};
use crate::domain::time::UnixMillis;

fn server(id: u64, name: &str) -> Server {
    Server {
        id: ServerId(id),
        name: name.to_owned(),
        status: Status::Online,
        has_metrics: true,
        ..Server::default()
    }
}

fn sorted(servers: &[Server], key: SortKey, is_descending: bool) -> Vec<u64> {
    sorted_by_latency(servers, key, is_descending, &|_| None)
}

fn sorted_by_latency(
    servers: &[Server],
    key: SortKey,
    is_descending: bool,
    latency_ms: &dyn Fn(ServerId) -> Option<f64>,
) -> Vec<u64> {
    let ids = sort(servers, key, is_descending, latency_ms);
    ids.into_iter().map(|id| id.0).collect()
}

#[test]
fn names_are_compared_as_people_do() {
    let names = [
        "node10",
        "Node 2",
        "node9",
        "node09b",
        "",
        "   ",
        "阿里云",
        "node",
    ];
    let servers: Vec<Server> = (1..)
        .zip(names)
        .map(|(id, name)| server(id, name))
        .collect();
    assert_eq!(
        sorted(&servers, SortKey::Name, false),
        [8, 2, 3, 4, 1, 7, 5, 6]
    );
    assert_eq!(
        sorted(&servers, SortKey::Name, true),
        [7, 1, 4, 3, 2, 8, 5, 6]
    );
}

#[test]
fn a_run_of_digits_longer_than_any_number_is_compared_too() {
    let long = "9".repeat(40);
    let servers = [
        server(1, &format!("a{long}1")),
        server(2, &format!("a{long}")),
    ];
    assert_eq!(sorted(&servers, SortKey::Name, false), [2, 1]);
}

#[test]
fn groups_keep_their_names_in_order_in_both_directions() {
    let grouped = |id, name, tag: &str| Server {
        tag: tag.to_owned(),
        ..server(id, name)
    };
    let servers = [
        grouped(1, "b", "EU"),
        grouped(2, "a", "EU"),
        grouped(3, "c", "AS"),
        grouped(4, "d", ""),
    ];
    assert_eq!(sorted(&servers, SortKey::Group, false), [3, 2, 1, 4]);
    assert_eq!(sorted(&servers, SortKey::Group, true), [2, 1, 3, 4]);
}

#[test]
fn the_owners_order_turns_round() {
    let servers = [server(3, "x"), server(1, "y"), server(2, "z")];
    assert_eq!(sorted(&servers, SortKey::Owner, false), [3, 1, 2]);
    assert_eq!(sorted(&servers, SortKey::Owner, true), [2, 1, 3]);
}

/// Of each figure: less, more, as much as the first, and unknown.
#[test]
fn every_figure_sorts_with_ties_in_order_and_the_unknown_last() {
    let made = |id: u64, amount: Option<u64>| {
        let count = amount;
        let has = amount.is_some();
        Server {
            host: Arc::new(Host {
                mem_total_bytes: if has { 1_000 } else { 0 },
                disk_total_bytes: if has { 1_000 } else { 0 },
                swap_total_bytes: if has { 1_000 } else { 0 },
                country_code: amount.map_or_else(String::new, |amount| format!("c{amount:03}")),
                ..Host::default()
            }),
            metrics: Metrics {
                cpu_percent: amount.map(|amount| amount as f64),
                mem_used_bytes: amount,
                disk_used_bytes: amount,
                swap_used_bytes: amount,
                load1: amount.map(|amount| amount as f64),
                net_in_speed: count,
                net_out_speed: count,
                net_in_transfer_bytes: amount,
                net_out_transfer_bytes: amount,
                uptime_seconds: amount,
                tcp_connections: count,
                processes: count,
                ..Metrics::default()
            },
            has_metrics: has,
            last_active: amount.map(|amount| UnixMillis(amount.cast_signed())),
            ..server(id, "x")
        }
    };
    let servers = [
        made(1, Some(50)),
        made(2, None),
        made(3, Some(700)),
        made(4, Some(50)),
        made(5, Some(3)),
    ];
    for key in SortKey::ALL {
        let is_figure = !matches!(
            key,
            SortKey::Owner | SortKey::Name | SortKey::Group | SortKey::Status | SortKey::Latency
        );
        if is_figure {
            assert_eq!(sorted(&servers, key, false), [5, 1, 4, 3, 2], "{key:?}");
            assert_eq!(sorted(&servers, key, true), [3, 1, 4, 5, 2], "{key:?}");
        }
    }
}

#[test]
fn numbers_that_are_none_are_unknown() {
    let with = |id, cpu| Server {
        metrics: Metrics {
            cpu_percent: Some(cpu),
            ..Metrics::default()
        },
        ..server(id, "x")
    };
    let servers = [
        with(1, f64::NAN),
        with(2, f64::INFINITY),
        with(3, 0.0),
        with(4, -0.0),
    ];
    assert_eq!(sorted(&servers, SortKey::Cpu, true), [3, 4, 1, 2]);
}

#[test]
fn what_an_offline_server_said_last_is_not_how_it_is() {
    let with = |id, status| Server {
        status,
        metrics: Metrics {
            cpu_percent: Some(90.0),
            ..Metrics::default()
        },
        ..server(id, "x")
    };
    let servers = [
        with(1, Status::Pending),
        with(2, Status::Offline),
        with(3, Status::Online),
    ];
    assert_eq!(sorted(&servers, SortKey::Cpu, true), [3, 1, 2]);
    assert_eq!(sorted(&servers, SortKey::Status, false), [3, 2, 1]);
    assert_eq!(sorted(&servers, SortKey::Status, true), [1, 2, 3]);
}

#[test]
fn latencies_come_from_beside_the_servers() {
    let servers = [server(1, "x"), server(2, "y"), server(3, "z")];
    let latency = |ServerId(id)| match id {
        2 => Some(80.0),
        3 => Some(9.5),
        _ => None,
    };
    let sorted = sorted_by_latency(&servers, SortKey::Latency, false, &latency);
    assert_eq!(sorted, [3, 2, 1]);
}

#[test]
fn names_of_keys_are_told_apart() {
    for key in SortKey::ALL {
        let named = SortKey::ALL
            .into_iter()
            .filter(|one| one.name() == key.name());
        assert_eq!(named.count(), 1, "{key:?}");
    }
}
