//! What the Dto types write, they read again: the backend and the app share one contract.

use lotus::wire::{
    DelaysDto, FrameDto, FrameServerDto, HostDto, MonitorHistoryDto, ServerDetailsDto, StateDto,
    TemperatureDto, TextDto, decode_frame,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::Value;

use super::recorded::text;

type Frame = FrameDto<'static>;

fn words() -> impl Strategy<Value = TextDto<'static>> {
    prop_oneof![any::<String>(), "[a-z0-9 ]{0,12}".prop_map(String::from)].prop_map(TextDto::from)
}

/// Numbers of few digits: reading a number of seventeen may be off by the last bit, which nobody
/// sees and which is cheaper in the app.
fn numbers() -> impl Strategy<Value = f64> {
    prop_oneof![
        (0_i32..10_000_000).prop_map(|thousandths| f64::from(thousandths) / 1000.0),
        Just(0.0),
        Just(1e300),
    ]
}

prop_compose! {
    fn hosts()(
        (platform, platform_version, arch, version) in (words(), words(), words(), words()),
        (cpu, gpu) in (of(vec(words(), 0..3)), of(vec(words(), 0..3))),
        (mem_total, disk_total, swap_total) in any::<(u64, u64, u64)>(),
        (virtualization, country_code, boot_time) in (words(), words(), any::<u64>()),
    ) -> HostDto<'static> {
        HostDto {
            platform,
            platform_version,
            cpu,
            mem_total: Some(mem_total),
            disk_total: Some(disk_total),
            swap_total: Some(swap_total),
            arch,
            virtualization,
            boot_time: Some(boot_time),
            country_code,
            version,
            gpu,
        }
    }
}

prop_compose! {
    fn states()(
        counters in any::<[u64; 8]>(),
        counts in any::<[u64; 3]>(),
        (cpu, gpu) in (numbers(), numbers()),
        loads in (numbers(), numbers(), numbers()),
        sensors in of(vec((words(), numbers()), 0..4)),
    ) -> StateDto<'static> {
        let [mem, swap, disk, received, sent, download, upload, uptime] = counters.map(Some);
        let [tcp, udp, processes] = counts.map(Some);
        StateDto {
            cpu: Some(cpu),
            mem_used: mem,
            swap_used: swap,
            disk_used: disk,
            net_in_transfer: received,
            net_out_transfer: sent,
            net_in_speed: download,
            net_out_speed: upload,
            uptime,
            load1: Some(loads.0),
            load5: Some(loads.1),
            load15: Some(loads.2),
            tcp_conn_count: tcp,
            udp_conn_count: udp,
            process_count: processes,
            temperatures: sensors.map(|sensors| {
                let sensors = sensors.into_iter();
                sensors
                    .map(|(name, celsius)| TemperatureDto {
                        name,
                        temperature: Some(celsius),
                    })
                    .collect()
            }),
            gpu: Some(gpu),
        }
    }
}

prop_compose! {
    fn frame_servers()(
        (id, display_index, hidden) in (1_u64..50, any::<i64>(), any::<bool>()),
        (name, tag, public_note) in (words(), words(), of(words())),
        (host, state) in (of(hosts()), of(states())),
        seconds in 0_u8..60,
    ) -> FrameServerDto<'static> {
        FrameServerDto {
            id,
            created_at: TextDto::from("0001-01-01T00:00:00Z"),
            updated_at: TextDto::from("2026-11-22T16:08:31.030501492Z"),
            deleted_at: None,
            name,
            tag,
            public_note,
            display_index: Some(display_index),
            hide_for_guest: Some(hidden),
            enable_ddns: Some(!hidden),
            host,
            state,
            last_active: TextDto::from(format!("2026-11-22T16:11:{seconds:02}.25+08:00")),
        }
    }
}

fn frames() -> impl Strategy<Value = Frame> {
    (any::<i64>(), of(vec(frame_servers(), 0..6)))
        .prop_map(|(now, servers)| FrameDto { now, servers })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 128,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_frame_is_read_as_it_was_written(frame in frames()) {
        let text = serde_json::to_string(&frame).unwrap();
        let read: FrameDto<'_> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read, &frame);

        let snapshot = decode_frame(&text).unwrap();
        prop_assert_eq!(snapshot.now.0, frame.now);
        let mut wanted: Vec<u64> = Vec::new();
        for server in frame.servers.iter().flatten() {
            if !wanted.contains(&server.id) {
                wanted.push(server.id);
            }
        }
        let ids: Vec<u64> = snapshot.servers.iter().map(|server| server.id.0).collect();
        prop_assert_eq!(ids, wanted);
        for server in &snapshot.servers {
            prop_assert!(server.last_active.is_some());
        }
    }

    #[test]
    fn details_are_read_as_they_were_written(
        host in hosts(),
        status in states(),
        name in words(),
        last_active in any::<i64>(),
    ) {
        let details = ServerDetailsDto {
            id: 7,
            name,
            last_active: Some(last_active),
            host: Some(host),
            status: Some(status),
            ..ServerDetailsDto::default()
        };
        let text = serde_json::to_string(&details).unwrap();
        let read: ServerDetailsDto<'_> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read, details);
    }

    #[test]
    fn a_history_is_read_as_it_was_written(
        name in words(),
        rows in vec((any::<i64>(), 0_f32..1e9), 0..50),
    ) {
        let (times, delays): (Vec<i64>, Vec<f32>) = rows.into_iter().unzip();
        let history = MonitorHistoryDto {
            monitor_id: 1,
            server_id: 2,
            monitor_name: name,
            created_at: Some(times),
            avg_delay: Some(DelaysDto(delays)),
            ..MonitorHistoryDto::default()
        };
        let text = serde_json::to_string(&history).unwrap();
        let read: MonitorHistoryDto<'_> = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(read, history);
    }
}

/// The keys of all objects in the order they are written, numbers and texts left out.
fn keys(text: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find('"') {
        let after = &rest[start + 1..];
        let end = string_end(after);
        if after[end + 1..].trim_start().starts_with(':') {
            keys.push(after[..end].to_owned());
        }
        rest = &after[end + 1..];
    }
    keys
}

/// Where a JSON string ends whose opening quote is behind.
fn string_end(text: &str) -> usize {
    let mut is_escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' if !is_escaped => return at,
            b'\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    panic!("a string without an end: {text}");
}

#[test]
fn recorded_frames_are_written_again_with_the_same_keys_in_order() {
    for path in [
        "fleet/ws-cookie-1.json",
        "fleet/ws-guest-1.json",
        "restarted/ws-guest-1.json",
    ] {
        let body = text(path);
        let frame: FrameDto<'_> = serde_json::from_str(&body).unwrap();
        let again = serde_json::to_string(&frame).unwrap();
        assert_eq!(keys(&again), keys(&body), "{path}");
    }
}

#[test]
fn recorded_details_are_written_again_with_the_same_keys_in_order() {
    for path in ["fleet/details-cookie.json", "fleet/details-by-id.json"] {
        let body = text(path);
        let servers: Value = serde_json::from_str(&body).unwrap();
        let whole: lotus::wire::EnvelopeDto<'_, Vec<ServerDetailsDto<'_>>> =
            serde_json::from_str(&body).unwrap();
        assert_eq!(
            whole.result.as_ref().unwrap().len(),
            servers["result"].as_array().unwrap().len()
        );
        let again = serde_json::to_string(&whole).unwrap();
        assert_eq!(keys(&again), keys(&body), "{path}");
    }
}
