//! The recorded fleet, server by server.

use std::collections::BTreeSet;

use lotus::domain::server::{Host, Metrics, ServerReport};
use lotus::domain::time::UnixMillis;
use lotus::wire::{FrameDto, decode_frame, decode_list};

use super::recorded::{ok, server, servers, text};

const DETAILS: &str = "fleet/details-cookie.json";
const FRAME: &str = "fleet/ws-cookie-1.json";

/// What `details` and a frame both know of a server, and what does not change within seconds.
fn lasting(server: &ServerReport) -> (String, String, Option<i64>, Option<bool>, Host) {
    (
        server.name.clone(),
        server.tag.clone(),
        server.display_index,
        server.hidden,
        server.host.clone(),
    )
}

#[test]
fn details_and_a_frame_of_the_same_fleet_agree() {
    let details = servers(DETAILS);
    assert_eq!(details.len(), 14);
    for from_details in details {
        let from_frame = server(FRAME, from_details.id.0);
        assert_eq!(lasting(&from_details), lasting(&from_frame));
        assert_eq!(
            from_details.last_active.is_some(),
            from_frame.last_active.is_some()
        );
        assert!(from_details.ips.is_some());
        assert_eq!(from_frame.ips, None, "a frame says nothing of addresses");
    }
}

#[test]
fn the_frame_keeps_the_owners_order_and_details_has_none() {
    let in_frame: Vec<u64> = servers(FRAME).iter().map(|server| server.id.0).collect();
    assert_eq!(in_frame, (1..=14).collect::<Vec<_>>());
    let in_details: Vec<u64> = servers(DETAILS).iter().map(|server| server.id.0).collect();
    assert_eq!(in_details.first(), Some(&3));
}

#[test]
fn a_guest_sees_all_but_the_hidden_server() {
    let ids = |path| -> BTreeSet<u64> { servers(path).iter().map(|one| one.id.0).collect() };
    let hidden = &ids(FRAME) - &ids("fleet/ws-guest-1.json");
    assert_eq!(hidden, BTreeSet::from([8]));
    assert_eq!(server(FRAME, 8).hidden, Some(true));
    assert_eq!(server(FRAME, 1).hidden, Some(false));
}

#[test]
fn a_broken_agents_numbers_are_kept_where_they_mean_something() {
    for path in [DETAILS, FRAME, "fleet/details-by-id-broken.json"] {
        let broken = server(path, 9);
        assert_eq!(broken.host.mem_total_bytes, u64::MAX);
        assert_eq!(broken.host.swap_total_bytes, (1 << 63) + 1);
        assert!(broken.host.cpu.is_empty());
        let metrics = broken.metrics;
        assert_eq!(metrics.cpu_percent, Some(104.2));
        assert_eq!(metrics.mem_used_bytes, Some(u64::MAX - 4095));
        assert_eq!(metrics.net_in_transfer_bytes, Some(u64::MAX));
        assert_eq!(metrics.net_out_transfer_bytes, Some(1 << 63));
        assert!(metrics.net_in_speed.is_some_and(|speed| speed >= 1 << 63));
        assert_eq!(metrics.net_out_speed, Some(65_432));
        assert_eq!(metrics.load1, Some(1e300));
        assert!(metrics.temperatures.is_empty());
        assert_eq!(metrics.gpu_percent, None);
    }
}

#[test]
fn a_server_that_never_reported_has_nothing() {
    for path in [DETAILS, FRAME, "fleet/details-by-id-never.json"] {
        let never = server(path, 7);
        assert_eq!(never.name, "Never reported");
        assert_eq!(never.last_active, None);
        assert!(never.host.is_blank());
        assert_eq!(never.metrics.tcp_connections, None);
        assert_eq!(never.metrics.processes, None);
    }
}

#[test]
fn a_host_without_a_state_has_a_machine_and_no_report() {
    for path in [DETAILS, FRAME] {
        let silent = server(path, 11);
        assert_eq!(silent.last_active, None);
        assert_eq!(silent.host.platform, "openwrt");
        assert_eq!(silent.host.mem_total_bytes, 268_435_456);
        assert!(!silent.host.is_blank());
    }
    let ips = server(DETAILS, 11).ips.unwrap();
    assert_eq!(ips.v4, "203.0.113.51");
    assert_eq!(ips.v6, "");
}

#[test]
fn a_restarted_dashboard_knows_no_reports() {
    for path in ["restarted/details.json", "restarted/ws-guest-1.json"] {
        for server in servers(path) {
            assert_eq!(server.last_active, None, "{path}");
            let zero = Metrics {
                cpu_percent: Some(0.0),
                mem_used_bytes: Some(0),
                swap_used_bytes: Some(0),
                disk_used_bytes: Some(0),
                net_in_transfer_bytes: Some(0),
                net_out_transfer_bytes: Some(0),
                uptime_seconds: Some(0),
                net_in_speed: Some(0),
                net_out_speed: Some(0),
                load1: Some(0.0),
                load5: Some(0.0),
                load15: Some(0.0),
                ..Metrics::default()
            };
            assert_eq!(server.metrics, zero, "{path}");
        }
    }
}

#[test]
fn an_id_asked_for_twice_comes_once() {
    // Asked for as `?id=2,abc,999,2,-1`.
    let body = text("fleet/details-by-ids-odd.json");
    assert_eq!(body.matches("\"id\":2,").count(), 2);
    let ids: Vec<u64> = servers("fleet/details-by-ids-odd.json")
        .iter()
        .map(|server| server.id.0)
        .collect();
    assert_eq!(ids, [2]);
}

#[test]
fn a_display_index_may_be_negative() {
    for path in [DETAILS, FRAME] {
        assert_eq!(server(path, 12).display_index, Some(-5));
        assert_eq!(server(path, 14).display_index, Some(-10));
    }
}

#[test]
fn times_are_read_from_seconds_and_from_rfc_3339_with_nanoseconds() {
    // 2026-11-22T16:11:25.828081807Z in the frame.
    let in_frame = server(FRAME, 1).last_active;
    assert_eq!(in_frame, Some(UnixMillis(1_795_363_885_828)));
    let in_details = server(DETAILS, 1).last_active;
    assert_eq!(in_details, Some(UnixMillis(1_795_363_881_000)));
    let booted = server(FRAME, 2).host.boot_time;
    assert_eq!(booted, Some(UnixMillis(1_792_166_911_000)));
    let now = decode_frame(&text(FRAME)).unwrap().now;
    assert_eq!(now, UnixMillis(1_795_363_886_000));
}

#[test]
fn markup_and_all_scripts_arrive_as_text() {
    for path in [DETAILS, FRAME] {
        assert!(!text(path).contains('<'), "the wire escapes it");
        let markup = server(path, 5);
        assert_eq!(markup.name, "<img src=x onerror=alert(1)>");
        assert_eq!(markup.tag, "<b>bold</b>");
        assert_eq!(server(path, 2).name, "香港 CN2 GIA");
        assert_eq!(server(path, 6).name, "خادم الرياض");
        assert_eq!(server(path, 6).tag, "");
        assert_eq!(server(path, 12).name, server(path, 13).name);
        assert!(server(path, 14).name.starts_with('🚀'));
    }
}

#[test]
fn graphics_processors_and_sensors_are_read_in_order() {
    for path in [DETAILS, FRAME] {
        let server = server(path, 4);
        assert_eq!(server.host.gpu, ["NVIDIA H100 80GB HBM3"; 2]);
        assert_eq!(server.metrics.gpu_percent, Some(87.5));
        let sensors: Vec<(&str, Option<f64>)> = server
            .metrics
            .temperatures
            .iter()
            .map(|sensor| (sensor.name.as_str(), sensor.celsius))
            .collect();
        assert_eq!(
            sensors,
            [
                ("k10temp_tctl", Some(61.25)),
                ("nvme_composite", Some(44.85))
            ]
        );
    }
}

#[test]
fn an_empty_fleets_frame_has_no_servers_at_all() {
    let body = text("empty-fleet/ws-guest-1.json");
    assert!(!body.contains("servers"));
    assert_eq!(servers("empty-fleet/ws-guest-1.json"), []);
    let frame: FrameDto<'_> = serde_json::from_str(&body).unwrap();
    assert_eq!(serde_json::to_string(&frame).unwrap(), body.trim_end());
}

#[test]
fn a_note_that_is_absent_is_no_note_and_says_nothing() {
    for server in servers(FRAME) {
        assert_eq!(server.public_note, None);
    }
    let with_note = r#"{"now":1,"servers":[{"ID":1,"PublicNote":"{\"a\":1}"}]}"#;
    let snapshot = decode_frame(with_note).unwrap();
    assert_eq!(
        snapshot.servers[0].public_note.as_deref(),
        Some("{\"a\":1}")
    );
}

#[test]
fn a_list_has_no_order_flags_or_indices() {
    let body = text("fleet/list-token.json");
    let items = decode_list(ok(&body)).unwrap();
    assert_eq!(items[0].id, 9);
    for item in &items {
        assert_eq!(item.display_index, Some(0));
        assert_eq!(item.hide_for_guest, Some(false));
    }
    let dual = items.iter().find(|item| item.id == 2).unwrap();
    assert_eq!(dual.valid_ip, dual.ipv4);
    assert_eq!(dual.ipv6.as_str(), "2001:db8:1::5");
}
