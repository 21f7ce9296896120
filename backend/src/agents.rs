//! Agents that are made up: on request, a server registered here begins to report after a while,
//! so that the way from a registration to the first figures can be shown and tested.

use std::time::Duration;

use lotus::wire::{HostDto, StateDto};

use crate::roster::Report;
use crate::state::State;

/// How often an agent reports.
const BEAT: Duration = Duration::from_secs(2);

const GIB: u64 = 1 << 30;

/// Starts the agents of the servers that were registered before the start, where registered
/// servers report at all.
pub(crate) fn resume(state: &State) {
    let ids: Vec<u64> = state.roster().registered().collect();
    for id in ids {
        begin_reporting(state, id);
    }
}

/// Starts the agent of a registered server, when the option asks for it.
pub(crate) fn begin_reporting(state: &State, id: u64) {
    let Some(after) = state.registered_report_after() else {
        return;
    };
    let state = state.clone();
    tokio::spawn(async move {
        tokio::time::sleep(after).await;
        let mut beat = tokio::time::interval(BEAT);
        for beats in 0_u32.. {
            beat.tick().await;
            state.report(id, report(&state, id, beats));
        }
    });
}

fn report(state: &State, id: u64, beats: u32) -> Report {
    let now = state.now();
    let uptime = u64::from(beats) * BEAT.as_secs();
    let boot_time = u64::try_from(now.seconds())
        .unwrap_or(0)
        .saturating_sub(uptime);
    // A slow wave, so that the figures move.
    let wave = (f64::from(beats) / 7.0).sin();
    Report {
        host: Some(HostDto {
            platform: "debian".into(),
            platform_version: "12.11".into(),
            cpu: Some(vec!["Registered agent 2 Virtual Core".into()]),
            mem_total: Some(4 * GIB),
            disk_total: Some(64 * GIB),
            swap_total: Some(GIB),
            arch: "x86_64".into(),
            virtualization: "kvm".into(),
            boot_time: Some(boot_time),
            country_code: "de".into(),
            version: "0.20.5".into(),
            gpu: None,
        }),
        state: Some(StateDto {
            cpu: Some(20.0 + 15.0 * wave),
            mem_used: Some(GIB),
            swap_used: Some(0),
            disk_used: Some(9 * GIB),
            net_in_transfer: Some(uptime * 12_000),
            net_out_transfer: Some(uptime * 8_000),
            net_in_speed: Some(12_000),
            net_out_speed: Some(8_000),
            uptime: Some(uptime),
            load1: Some(0.25),
            load5: Some(0.2),
            load15: Some(0.1),
            tcp_conn_count: Some(12),
            udp_conn_count: Some(3),
            process_count: Some(80),
            temperatures: None,
            gpu: Some(0.0),
        }),
        ipv4: format!("192.0.2.{}", id % 254 + 1),
        ipv6: String::new(),
        last_active: Some(now),
    }
}
