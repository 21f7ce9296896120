//! Traffic over the interfaces that lead out of this machine.

use std::time::{Duration, Instant};

use sysinfo::Networks;

/// How the names of interfaces begin that carry no traffic of the machine's own, or carry it a
/// second time: loopback, tunnels, containers' and virtual machines' bridges, shaping queues.
const INNER: [&str; 24] = [
    "lo",
    "tun",
    "tap",
    "utun",
    "wg",
    "docker",
    "veth",
    "br-",
    "bridge",
    "vmbr",
    "vmnet",
    "vnet",
    "virbr",
    "vethernet",
    "kube",
    "cni",
    "flannel",
    "cali",
    "ifb",
    "dummy",
    "awdl",
    "llw",
    "anpi",
    "podman",
];

/// Traffic since boot, and its speed since the last reading.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traffic {
    pub(super) received_bytes: u64,
    pub(super) sent_bytes: u64,
    pub(super) received_per_second: u64,
    pub(super) sent_per_second: u64,
}

/// The interfaces' counters and the moment they were last read.
pub(super) struct NetworkMeter {
    networks: Option<Networks>,
    last: Option<(Instant, u64, u64)>,
}

impl NetworkMeter {
    /// Takes the first reading.
    pub(super) fn new() -> Self {
        let networks = Networks::new_with_refreshed_list().ok();
        let (received, sent) = networks.as_ref().map_or((0, 0), totals);
        Self {
            networks,
            last: Some((Instant::now(), received, sent)),
        }
    }

    /// Reads the counters; speeds are over the time that really passed since the last reading.
    pub(super) fn measure(&mut self) -> Traffic {
        if let Some(networks) = &mut self.networks {
            networks.refresh(true);
        }
        let now = Instant::now();
        let (received, sent) = self.networks.as_ref().map_or((0, 0), totals);
        let mut traffic = Traffic {
            received_bytes: received,
            sent_bytes: sent,
            ..Traffic::default()
        };
        if let Some((then, received_then, sent_then)) = self.last.replace((now, received, sent)) {
            let elapsed = now.duration_since(then);
            traffic.received_per_second = per_second(received_then, received, elapsed);
            traffic.sent_per_second = per_second(sent_then, sent, elapsed);
        }
        traffic
    }
}

/// Whether an interface leads out of the machine, by its name.
fn leads_out(name: &str) -> bool {
    let name = name.to_lowercase();
    !INNER.iter().any(|prefix| name.starts_with(prefix))
}

/// Bytes received and sent over all interfaces that lead out.
fn totals(networks: &Networks) -> (u64, u64) {
    networks
        .iter()
        .filter(|(name, _)| leads_out(&name.to_string_lossy()))
        .fold((0, 0), |(received, sent), (_, data)| {
            (
                received + data.total_received(),
                sent + data.total_transmitted(),
            )
        })
}

/// Bytes a second. A counter that fell (an interface disappeared) is no traffic.
fn per_second(before: u64, after: u64, elapsed: Duration) -> u64 {
    let bytes = u128::from(after.saturating_sub(before));
    let micros = elapsed.as_micros();
    if micros == 0 {
        return 0;
    }
    u64::try_from(bytes * 1_000_000 / micros).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::{leads_out, per_second};
    use std::time::Duration;

    #[test]
    fn speed_is_over_the_time_that_passed() {
        assert_eq!(per_second(1_000, 5_000, Duration::from_secs(2)), 2_000);
        assert_eq!(
            per_second(1_000, 5_000, Duration::from_millis(2_500)),
            1_600
        );
        assert_eq!(per_second(1_000, 5_000, Duration::ZERO), 0);
    }

    #[test]
    fn a_counter_that_fell_is_no_traffic() {
        assert_eq!(per_second(5_000, 1_000, Duration::from_secs(2)), 0);
    }

    #[test]
    fn only_interfaces_that_lead_out_count() {
        for name in [
            "eth0",
            "ens3",
            "enp0s31f6",
            "wlan0",
            "en0",
            "venet0",
            "Ethernet 2",
        ] {
            assert!(leads_out(name), "{name}");
        }
        for name in [
            "lo",
            "lo0",
            "docker0",
            "veth12ab",
            "br-5f2e",
            "vEthernet (WSL)",
            "tun0",
        ] {
            assert!(!leads_out(name), "{name}");
        }
    }
}
