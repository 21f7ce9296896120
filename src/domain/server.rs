//! A server as the dashboard reports it.

use crate::domain::time::UnixMillis;

/// A server's id: unique, and never used again after the server is deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerId(pub u64);

/// What one message says of one server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServerReport {
    /// The server's id.
    pub id: ServerId,
    /// The owner's name for it; not unique, may hold anything.
    pub name: String,
    /// Its group; empty when it has none.
    pub tag: String,
    /// The owner's order, highest first; `None` where the message does not carry it.
    pub display_index: Option<i64>,
    /// Whether guests may not see it; `None` where the message does not carry it.
    pub hidden: Option<bool>,
    /// The public remark, where this message carried one.
    pub public_note: Option<String>,
    /// The last report, by the dashboard's clock; `None` when there was none since it started.
    pub last_active: Option<UnixMillis>,
    /// Addresses; `None` where the message does not carry them.
    pub ips: Option<Ips>,
    /// What the machine is; blank where that is as it was.
    pub host: Host,
    /// Whether what the machine is was said before in the same words, and is not repeated here.
    pub host_as_before: bool,
    /// How the machine is.
    pub metrics: Metrics,
}

/// A frame of the live feed, or one answer of `details`: the servers and the dashboard's clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Snapshot {
    /// The dashboard's clock when the message was made.
    pub now: UnixMillis,
    /// The servers, each id once.
    pub servers: Vec<ServerReport>,
}

/// A server's addresses; each may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ips {
    /// IPv4, or empty.
    pub v4: String,
    /// IPv6, or empty.
    pub v6: String,
}

/// What a machine is; refreshed every ten minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// The operating system, free text.
    pub platform: String,
    /// Its version, free text.
    pub platform_version: String,
    /// Processor models.
    pub cpu: Vec<String>,
    /// Memory; 0 when it is not known.
    pub mem_total_bytes: u64,
    /// Disk; 0 when it is not known.
    pub disk_total_bytes: u64,
    /// Swap; 0 when there is none.
    pub swap_total_bytes: u64,
    /// Processor architecture.
    pub arch: String,
    /// Virtualization; empty on bare metal.
    pub virtualization: String,
    /// When the machine started.
    pub boot_time: Option<UnixMillis>,
    /// The same as it was said, unix seconds: what no calendar holds is no time. 0 when it was not told.
    pub boot_said: u64,
    /// Lower-case ISO 3166 alpha-2, a continent's code, or empty.
    pub country_code: String,
    /// The agent's version.
    pub agent_version: String,
    /// Graphics processor models.
    pub gpu: Vec<String>,
}

impl Host {
    /// Whether the agent has said nothing yet: what a dashboard sends before the first report.
    pub fn is_blank(&self) -> bool {
        self.platform.is_empty()
            && self.arch.is_empty()
            && self.cpu.is_empty()
            && self.mem_total_bytes == 0
            && self.disk_total_bytes == 0
            && self.boot_time.is_none()
    }
}

/// How a machine is; reported every 1 to 4 seconds. `None` is "not measured" or "unknown": of a server
/// as it is known also what cannot be true, see [`plausible`](crate::domain::plausible).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Metrics {
    /// Percent of all cores; broken agents say more than 100.
    pub cpu_percent: Option<f64>,
    /// Memory in use.
    pub mem_used_bytes: Option<u64>,
    /// Swap in use.
    pub swap_used_bytes: Option<u64>,
    /// Disk in use.
    pub disk_used_bytes: Option<u64>,
    /// Received since boot; may fall.
    pub net_in_transfer_bytes: Option<u64>,
    /// Sent since boot; may fall.
    pub net_out_transfer_bytes: Option<u64>,
    /// Received, bytes a second.
    pub net_in_speed: Option<u64>,
    /// Sent, bytes a second.
    pub net_out_speed: Option<u64>,
    /// Seconds since the machine started.
    pub uptime_seconds: Option<u64>,
    /// Load average of one minute.
    pub load1: Option<f64>,
    /// Load average of five minutes.
    pub load5: Option<f64>,
    /// Load average of fifteen minutes.
    pub load15: Option<f64>,
    /// Open TCP connections.
    pub tcp_connections: Option<u64>,
    /// Open UDP sockets.
    pub udp_connections: Option<u64>,
    /// Running processes.
    pub processes: Option<u64>,
    /// Sensors, in the agent's order.
    pub temperatures: Vec<Temperature>,
    /// Graphics processor use in percent.
    pub gpu_percent: Option<f64>,
}

/// One temperature sensor.
#[derive(Clone, Debug, PartialEq)]
pub struct Temperature {
    /// The sensor's name, as the system calls it; may be empty.
    pub name: String,
    /// Degrees Celsius; `None` where it measures nothing.
    pub celsius: Option<f64>,
}
