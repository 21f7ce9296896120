//! The figures of a server that a fleet is searched and sorted by.

use crate::domain::roster::Server;
use crate::domain::status::Status;
use crate::domain::units;

/// A figure of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Figure {
    Cpu,
    Memory,
    Swap,
    Disk,
    Load,
    /// Bytes a second received.
    Down,
    /// Bytes a second sent.
    Up,
    /// Bytes since boot, both ways.
    Traffic,
    Uptime,
    /// TCP and UDP.
    Connections,
    Tcp,
    Udp,
    Processes,
}

impl Figure {
    /// The figure of a server: percent, bytes, seconds or a count. What an offline server said last is
    /// no figure, for it is not so now; what was counted stays true of it.
    pub(super) fn of(self, server: &Server) -> Option<f64> {
        if server.status != Status::Online && self != Self::Traffic {
            return None;
        }
        let (host, metrics) = (&server.host, &server.metrics);
        let count = |count: Option<u64>| count.map(|count| count as f64);
        match self {
            Self::Cpu => metrics.cpu_percent,
            Self::Memory => units::share(metrics.mem_used_bytes, host.mem_total_bytes),
            Self::Swap => units::share(metrics.swap_used_bytes, host.swap_total_bytes),
            Self::Disk => units::share(metrics.disk_used_bytes, host.disk_total_bytes),
            Self::Load => metrics.load1,
            Self::Down => count(metrics.net_in_speed),
            Self::Up => count(metrics.net_out_speed),
            Self::Traffic => {
                let [down, up] = [
                    metrics.net_in_transfer_bytes,
                    metrics.net_out_transfer_bytes,
                ];
                let sum = down.zip(up).filter(|_| server.has_metrics);
                sum.map(|(down, up)| down as f64 + up as f64)
            }
            Self::Uptime => count(metrics.uptime_seconds),
            Self::Connections => {
                let [tcp, udp] = [metrics.tcp_connections, metrics.udp_connections];
                let any = tcp.or(udp);
                count(any.map(|_| tcp.unwrap_or(0).saturating_add(udp.unwrap_or(0))))
            }
            Self::Tcp => count(metrics.tcp_connections),
            Self::Udp => count(metrics.udp_connections),
            Self::Processes => count(metrics.processes),
        }
        .filter(|value| value.is_finite())
    }
}
