#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    reason = "a test may fail by panicking, and pure functions give equal numbers"
)]

use std::collections::BTreeSet;

use super::Fleet;

/// 2026-11-22, 12:00:00 UTC.
const NOW_MS: i64 = 1_795_348_800_000;
const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

type Rows = Vec<(i64, f32)>;
type Test<'a> = dyn Fn(&[(i64, f32)]) -> bool + 'a;

fn fleet() -> Fleet {
    Fleet::new(12, 7, 2)
}

fn everything(fleet: &Fleet) -> Vec<String> {
    (0..fleet.len())
        .map(|index| {
            format!(
                "{:?} {:?} {:?} {:?} {:?}",
                fleet.server(index),
                fleet.host(index),
                fleet.state(index, NOW_MS),
                fleet.last_active(index, NOW_MS),
                fleet.history(index, index % 7, NOW_MS - HOUR_MS, NOW_MS),
            )
        })
        .collect()
}

fn day(fleet: &Fleet, index: usize, monitor: usize) -> Rows {
    fleet.history(index, monitor, NOW_MS - DAY_MS, NOW_MS)
}

fn all_days(fleet: &Fleet) -> Vec<Rows> {
    (0..fleet.len())
        .flat_map(|index| (0..7).map(move |monitor| (index, monitor)))
        .map(|(index, monitor)| day(fleet, index, monitor))
        .collect()
}

#[test]
fn a_seed_gives_one_fleet() {
    assert_eq!(everything(&fleet()), everything(&fleet()));
    assert_ne!(everything(&fleet()), everything(&Fleet::new(12, 8, 2)));
}

#[test]
fn a_larger_fleet_begins_with_the_smaller_one() {
    let large = Fleet::new(40, 7, 2);
    for index in 0..12 {
        assert_eq!(large.server(index), fleet().server(index));
        assert_eq!(large.host(index), fleet().host(index));
    }
}

#[test]
fn ids_count_up_and_nothing_is_beyond_the_fleet() {
    let fleet = fleet();
    let ids: Vec<u64> = (0..fleet.len()).map(|i| fleet.server(i).id).collect();
    assert_eq!(ids, (2..14).collect::<Vec<u64>>());
    assert_eq!(fleet.server(12).id, 0);
    assert_eq!(fleet.host(12), None);
    assert_eq!(fleet.state(12, NOW_MS), None);
    assert!(fleet.history(12, 0, 0, NOW_MS).is_empty());
    assert!(fleet.history(0, 7, 0, NOW_MS).is_empty());
    assert!(Fleet::new(0, 7, 2).is_empty());
}

#[test]
fn twelve_servers_have_every_kind() {
    for seed in 0..50 {
        let fleet = Fleet::new(12, seed, 1);
        let servers: Vec<_> = (0..12).map(|index| fleet.server(index)).collect();
        let hosts: Vec<_> = (0..12).filter_map(|index| fleet.host(index)).collect();
        let states: Vec<_> = (0..12).filter_map(|i| fleet.state(i, NOW_MS)).collect();
        let ages: Vec<_> = (0..12)
            .map(|index| fleet.last_active(index, NOW_MS).map(|at| NOW_MS - at))
            .collect();
        let platforms: BTreeSet<_> = hosts.iter().map(|host| host.platform.as_str()).collect();
        assert!(platforms.len() >= 10, "{platforms:?}");
        assert!(platforms.iter().any(|name| name.contains("Windows")));
        let countries: BTreeSet<_> = hosts.iter().map(|h| h.country_code.as_str()).collect();
        assert!(countries.contains("as") && countries.contains(""));
        assert!(hosts.iter().any(|host| host.gpu.is_some()));
        assert!(states.iter().any(|state| state.gpu.unwrap() > 0.0));
        assert!(states.iter().any(|state| state.temperatures.is_some()));
        assert!(hosts.iter().any(|host| host.swap_total.unwrap() > 0));
        assert!(hosts.iter().any(|host| host.swap_total.unwrap() == 0));
        assert!(servers.iter().any(|server| server.hidden));
        assert!(servers.iter().any(|server| server.tag.is_empty()));
        assert!(servers.iter().any(|server| server.note.is_some()));
        assert!(
            servers
                .iter()
                .any(|s| s.ipv4.is_empty() && !s.ipv6.is_empty())
        );
        assert!(ages.iter().any(Option::is_none));
        let old = |least: i64, most: i64| {
            let within = |age: &i64| (least..most).contains(age);
            ages.iter().flatten().any(within)
        };
        assert!(old(HOUR_MS, 26 * HOUR_MS), "{ages:?}");
        assert!(old(2 * DAY_MS, 10 * DAY_MS), "{ages:?}");
        assert!(old(0, 3_000), "{ages:?}");
    }
}

#[test]
fn names_come_in_several_scripts() {
    let names: String = (0..12).map(|i| fleet().server(i).name.clone()).collect();
    for script in ["香", "Frankfurt", "М", "د", "🏠"] {
        assert!(names.contains(script), "{script}");
    }
}

#[test]
fn the_first_server_is_healthy() {
    for seed in 0..50 {
        let fleet = Fleet::new(1, seed, 1);
        assert!(!fleet.server(0).hidden);
        assert!(NOW_MS - fleet.last_active(0, NOW_MS).unwrap() < 3_000);
        let rows = day(&fleet, 0, 3);
        assert_eq!(rows.len(), 24 * 60 + 1 - missing(&rows));
        assert!(missing(&rows) < 10);
    }
}

/// Minutes without a row, of a day's history.
fn missing(rows: &[(i64, f32)]) -> usize {
    24 * 60 + 1 - rows.len()
}

#[test]
fn addresses_are_those_of_documentation() {
    let fleet = Fleet::new(500, 3, 1);
    for index in 0..fleet.len() {
        let server = fleet.server(index);
        let v4 = &server.ipv4;
        let documented = ["192.0.2.", "198.51.100.", "203.0.113."];
        assert!(v4.is_empty() || documented.iter().any(|net| v4.starts_with(net)));
        assert!(v4.is_empty() || v4.parse::<std::net::Ipv4Addr>().is_ok());
        let v6 = &server.ipv6;
        assert!(v6.is_empty() || v6.starts_with("2001:db8:"));
        assert!(v6.is_empty() || v6.parse::<std::net::Ipv6Addr>().is_ok());
    }
}

#[test]
fn notes_are_plain_or_the_convention() {
    let fleet = Fleet::new(300, 5, 1);
    let notes: Vec<_> = (0..300)
        .filter_map(|i| fleet.server(i).note.clone())
        .collect();
    let (convention, plain): (Vec<String>, Vec<String>) =
        notes.into_iter().partition(|note| note.starts_with('{'));
    assert!(convention.len() > 50 && plain.len() > 10);
    for note in convention {
        let value: serde_json::Value = serde_json::from_str(&note).unwrap();
        assert!(value.get("billingDataMod").is_some() || value.get("planDataMod").is_some());
    }
}

#[test]
fn figures_are_within_what_a_machine_can_have() {
    let fleet = Fleet::new(200, 11, 1);
    for index in 0..fleet.len() {
        let (Some(host), Some(state)) = (fleet.host(index), fleet.state(index, NOW_MS)) else {
            continue;
        };
        let cpu = state.cpu.unwrap();
        assert!((0.0..=100.0).contains(&cpu), "{cpu}");
        assert!(state.mem_used < host.mem_total);
        assert!(state.disk_used < host.disk_total);
        assert!(state.swap_used <= host.swap_total);
        let at = fleet.last_active(index, NOW_MS).unwrap();
        let alive = u64::try_from(at / 1_000).unwrap() - host.boot_time.unwrap();
        assert!(state.uptime.unwrap().abs_diff(alive) <= 1);
        assert!(host.cpu.unwrap()[0].as_str().ends_with(" Core"));
    }
}

#[test]
fn transfers_grow_and_agree_with_the_speeds() {
    let fleet = fleet();
    for index in [0, 1, 2, 9, 11] {
        let mut before = fleet.state(index, NOW_MS).unwrap();
        let mut before_at = fleet.last_active(index, NOW_MS).unwrap();
        for step in 1..2_000 {
            let now_ms = NOW_MS + step * 500;
            let at = fleet.last_active(index, now_ms).unwrap();
            let state = fleet.state(index, now_ms).unwrap();
            if at == before_at {
                assert_eq!(state, before, "nothing changes between two reports");
                continue;
            }
            let seconds = (at - before_at) as f64 / 1_000.0;
            for (after, then, speed) in [
                (
                    state.net_in_transfer,
                    before.net_in_transfer,
                    state.net_in_speed,
                ),
                (
                    state.net_out_transfer,
                    before.net_out_transfer,
                    state.net_out_speed,
                ),
            ] {
                let grown = after.unwrap().checked_sub(then.unwrap()).unwrap();
                let expected = grown as f64 / seconds;
                assert!((expected - speed.unwrap() as f64).abs() <= 1.0);
            }
            before = state;
            before_at = at;
        }
    }
}

#[test]
fn transfers_grow_over_months() {
    let fleet = fleet();
    let totals: Vec<_> = (0..400)
        .map(|step| fleet.state(0, NOW_MS + step * 7 * HOUR_MS).unwrap())
        .map(|state| {
            (
                state.net_in_transfer.unwrap(),
                state.net_out_transfer.unwrap(),
            )
        })
        .collect();
    for pair in totals.windows(2) {
        assert!(pair[1].0 > pair[0].0 && pair[1].1 > pair[0].1);
    }
}

#[test]
fn a_clock_before_the_boot_sees_a_fresh_machine() {
    let state = fleet().state(0, 1_600_000_000_000).unwrap();
    assert_eq!(state.uptime, Some(0));
    assert_eq!(state.net_in_transfer, Some(0));
    assert_eq!(state.net_in_speed, Some(0));
}

#[test]
fn the_processor_walks_and_the_load_follows() {
    let fleet = fleet();
    for index in [0, 1, 2, 6] {
        let cores = fleet.profiles[index].cores;
        let samples: Vec<_> = (0..1_800)
            .map(|step| fleet.state(index, NOW_MS + step * 2_000).unwrap())
            .collect();
        for pair in samples.windows(2) {
            let jump = (pair[1].cpu.unwrap() - pair[0].cpu.unwrap()).abs();
            assert!(jump < 35.0, "{jump}");
        }
        let mean = |of: fn(&lotus::wire::StateDto<'_>) -> f64| {
            samples.iter().map(of).sum::<f64>() / samples.len() as f64
        };
        let cpu = mean(|state| state.cpu.unwrap());
        let load = mean(|state| state.load1.unwrap());
        let expected = cpu / 100.0 * f64::from(cores) * 1.1;
        assert!((load / expected - 1.0).abs() < 0.15, "{load} {expected}");
    }
}

#[test]
fn a_stopped_server_keeps_its_last_state() {
    let fleet = fleet();
    for index in [3, 10] {
        let state = fleet.state(index, NOW_MS).unwrap();
        let later = NOW_MS + 10_000;
        assert_eq!(
            fleet.last_active(index, NOW_MS),
            fleet.last_active(index, later)
        );
        assert_eq!(fleet.state(index, later).unwrap(), state);
    }
}

#[test]
fn histories_are_a_row_a_minute() {
    for rows in all_days(&fleet()) {
        for pair in rows.windows(2) {
            assert!(pair[0].0 < pair[1].0);
        }
        for (at, delay_ms) in rows {
            assert_eq!(at % 60_000, 0);
            assert!((NOW_MS - DAY_MS..=NOW_MS).contains(&at));
            assert!((0.0..=1_000.0).contains(&delay_ms), "{delay_ms}");
        }
    }
}

#[test]
fn a_row_does_not_depend_on_the_window() {
    let fleet = fleet();
    let whole = day(&fleet, 0, 0);
    let part = fleet.history(0, 0, NOW_MS - HOUR_MS + 1, NOW_MS);
    assert_eq!(part, whole[whole.len() - part.len()..]);
}

#[test]
fn histories_have_losses_halves_caps_and_gaps() {
    for seed in 0..10 {
        let days = all_days(&Fleet::new(12, seed, 1));
        let any = |test: &Test<'_>| days.iter().any(|rows| test(rows));
        let partly = |rows: &[(i64, f32)]| rows.iter().any(|row| row.1 > 0.0);
        assert!(any(
            &|rows| partly(rows) && rows.iter().any(|row| row.1 == 0.0)
        ));
        assert!(any(&|rows| rows.iter().any(|row| row.1 == 1_000.0)));
        assert!(any(&|rows| rows
            .windows(2)
            .any(|pair| pair[1].0 - pair[0].0 > 180_000)));
        assert!(any(&|rows| rows.len() > 1_000 && !partly(rows)));
        let halved = |rows: &[(i64, f32)]| {
            let near = |a: f32, b: f32| (a / b - 1.0).abs() < 0.1;
            rows.windows(3)
                .any(|w| near(w[0].1, w[2].1) && near(w[1].1 * 2.0, w[0].1))
        };
        assert!(any(&halved));
    }
}

#[test]
fn evenings_are_slower_than_mornings() {
    let fleet = fleet();
    // Shanghai's clock is eight hours ahead: its evening is about 13:00, its morning 23:00 UTC.
    let midnight = NOW_MS - 12 * HOUR_MS;
    let median = |hour: i64| {
        let from = midnight + hour * HOUR_MS;
        let mut delays: Vec<f32> = fleet
            .history(0, 0, from, from + HOUR_MS)
            .into_iter()
            .map(|row| row.1)
            .collect();
        delays.sort_by(f32::total_cmp);
        delays[delays.len() / 2]
    };
    assert!(
        median(13) > median(23) * 1.1,
        "{} {}",
        median(13),
        median(23)
    );
}

#[test]
fn a_server_that_is_away_has_no_rows() {
    let fleet = fleet();
    assert!(day(&fleet, 5, 0).is_empty(), "never reported");
    assert!(day(&fleet, 10, 0).is_empty(), "stopped days ago");
    let stopped_at = fleet.last_active(3, NOW_MS).unwrap();
    for (at, _) in day(&fleet, 3, 0) {
        assert!(at <= stopped_at + 3_000);
    }
}

#[test]
fn two_monitors_share_a_name() {
    let fleet = fleet();
    let ids: BTreeSet<_> = fleet.monitors().iter().map(|monitor| monitor.id).collect();
    let names: BTreeSet<_> = fleet.monitors().iter().map(|m| m.name.as_str()).collect();
    assert_eq!(ids.len(), fleet.monitors().len());
    assert_eq!(names.len(), ids.len() - 1);
}
