//! What this machine measures: itself, and its monitors.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::thread;
use std::time::{Duration, Instant};

use tokio::time::{MissedTickBehavior, interval};

use crate::machine::Machine;
use crate::probe::{self, Averager, MonitorSpec, Target};
use crate::roster::{Report, Server, THIS_MACHINE};
use crate::state::State;
use crate::store::{HistoryRow, StoreError};

/// How often the machine says how it is.
const BEAT: Duration = Duration::from_secs(2);

/// How often it says what it is.
const HOST_BEAT: Duration = Duration::from_mins(10);

/// How often old histories are forgotten.
const PRUNE_BEAT: Duration = Duration::from_mins(10);

/// How far back histories go.
const WINDOW_MILLIS: i64 = 24 * 3_600_000;

/// V0's `AvgPingCount`: how many probes make a row.
const PROBES_PER_ROW: u32 = 2;

/// V0's `MaxTCPPingValue`, in milliseconds.
const DELAY_CAP_MS: f32 = 1000.0;

/// Above every synthetic server, whose order ends below.
const FIRST_PLACE: i64 = 10_000;

/// Shows the machine this runs on as server 1. A thread of its own reads the system's tables,
/// because that takes its time.
pub(crate) fn watch_this_machine(state: &State, address: SocketAddr) -> std::io::Result<()> {
    state.put_server(Server {
        id: THIS_MACHINE,
        name: "This machine".into(),
        tag: "Local".into(),
        display_index: FIRST_PLACE,
        created_at: state.now(),
        ..Server::default()
    });
    let state = state.clone();
    let ip = reachable(address.ip());
    let watch = move || {
        let mut machine = Machine::new();
        let mut host = machine.host();
        let mut host_told = Instant::now();
        loop {
            if host_told.elapsed() >= HOST_BEAT {
                host = machine.host();
                host_told = Instant::now();
            }
            let measured = machine.sample();
            state.report(
                THIS_MACHINE,
                Report {
                    host: Some(host.clone()),
                    state: Some(measured),
                    ipv4: if ip.is_ipv4() {
                        ip.to_string()
                    } else {
                        String::new()
                    },
                    ipv6: if ip.is_ipv6() {
                        ip.to_string()
                    } else {
                        String::new()
                    },
                    last_active: Some(state.now()),
                },
            );
            thread::sleep(BEAT);
        }
    };
    thread::Builder::new()
        .name("this machine".into())
        .spawn(watch)
        .map(drop)
}

/// The monitors of this machine when none are asked for: this backend's own port and, where the
/// system allows it, an echo from this machine to itself.
pub(crate) fn default_monitors(address: SocketAddr) -> Vec<(String, MonitorSpec)> {
    let host = reachable(address.ip()).to_string();
    let own_port = MonitorSpec {
        name: "This backend (TCP)".into(),
        target: Target::Tcp {
            host,
            port: address.port(),
        },
    };
    let loopback = MonitorSpec {
        name: "Loopback (ICMP)".into(),
        target: Target::Icmp {
            host: Ipv4Addr::LOCALHOST.to_string(),
        },
    };
    // The own port may be another one at the next start and is the same monitor still.
    let mut monitors = vec![("own port".to_owned(), own_port)];
    if probe::icmp_allowed() {
        monitors.push(keyed(loopback));
    }
    monitors
}

/// A monitor with the key its history is kept under: what it measures, whatever it is called.
pub(crate) fn keyed(monitor: MonitorSpec) -> (String, MonitorSpec) {
    let key = match &monitor.target {
        Target::Tcp { host, port } => format!("tcp {host} {port}"),
        Target::Icmp { host } => format!("icmp {host}"),
    };
    (key, monitor)
}

/// Starts the monitors, each in a task of its own, and forgets what is older than a day.
pub(crate) async fn start_monitors(
    state: &State,
    monitors: Vec<(String, MonitorSpec)>,
    every: Duration,
) -> Result<(), StoreError> {
    let known = monitors
        .iter()
        .map(|(key, monitor)| (key.clone(), monitor.name.clone()));
    let known: Vec<_> = known.collect();
    let ids = state
        .with_store(move |_, store| store.set_monitors(&known))
        .await?;
    for (id, (_, monitor)) in ids.into_iter().zip(monitors) {
        tokio::spawn(run_monitor(state.clone(), id, monitor.target, every));
    }
    tokio::spawn(prune(state.clone()));
    Ok(())
}

async fn run_monitor(state: State, id: u64, target: Target, every: Duration) {
    let mut averager = Averager::new(PROBES_PER_ROW, DELAY_CAP_MS);
    let mut beat = interval(every);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        beat.tick().await;
        let Some(avg_delay) = averager.push(probe::probe(&target).await) else {
            continue;
        };
        let row = HistoryRow {
            at_ms: state.now().millis(),
            avg_delay,
        };
        let kept = state.with_store(move |_, store| store.add_history(THIS_MACHINE, id, &[row]));
        if let Err(error) = kept.await {
            eprintln!("a row of a history was lost: {error}");
        }
    }
}

async fn prune(state: State) {
    let mut beat = interval(PRUNE_BEAT);
    loop {
        beat.tick().await;
        let before_ms = state.now().millis().saturating_sub(WINDOW_MILLIS);
        let pruned = state.with_store(move |_, store| store.prune_histories(before_ms));
        if let Err(error) = pruned.await {
            eprintln!("old histories could not be forgotten: {error}");
        }
    }
}

/// Where something that listens at `ip` is reached from this machine.
fn reachable(ip: IpAddr) -> IpAddr {
    if ip.is_unspecified() {
        Ipv4Addr::LOCALHOST.into()
    } else {
        ip
    }
}
