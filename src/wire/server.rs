//! `GET /api/v1/server/list` and `GET /api/v1/server/details`.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, decode_array};
use super::quirks::{self, TextDto};
use crate::domain::error::{ApiError, Endpoint};
use crate::domain::ids::IdSet;
use crate::domain::server::{Host, Ips, Metrics, ServerId, ServerReport, Temperature};
use crate::domain::time::UnixMillis;

/// One server of `GET /api/v1/server/list`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerListItemDto<'a> {
    /// The server's id; never used again after a server is deleted.
    pub id: u64,
    /// The server's name; not unique.
    #[serde(borrow)]
    pub name: TextDto<'a>,
    /// The server's group; empty when it has none.
    pub tag: TextDto<'a>,
    /// Last report by the dashboard's clock, unix seconds; -62135596800 when there was none.
    pub last_active: Option<i64>,
    /// IPv4 address, or empty.
    pub ipv4: TextDto<'a>,
    /// IPv6 address, or empty.
    pub ipv6: TextDto<'a>,
    /// The IPv4 address when both exist, else the one there is.
    pub valid_ip: TextDto<'a>,
    /// The owner's order, highest first. Always 0 here; absent before 0.18.3.
    pub display_index: Option<i64>,
    /// Whether guests may not see it. Always false here; absent before 0.18.3.
    pub hide_for_guest: Option<bool>,
}

/// One server of `GET /api/v1/server/details`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ServerDetailsDto<'a> {
    /// The server's id; never used again after a server is deleted.
    pub id: u64,
    /// The server's name; not unique.
    #[serde(borrow)]
    pub name: TextDto<'a>,
    /// The server's group; empty when it has none.
    pub tag: TextDto<'a>,
    /// Last report by the dashboard's clock, unix seconds; -62135596800 when there was none.
    pub last_active: Option<i64>,
    /// IPv4 address, or empty.
    pub ipv4: TextDto<'a>,
    /// IPv6 address, or empty.
    pub ipv6: TextDto<'a>,
    /// The IPv4 address when both exist, else the one there is.
    pub valid_ip: TextDto<'a>,
    /// The owner's order, highest first; real only in the unfiltered answer. Absent before 0.18.3.
    pub display_index: Option<i64>,
    /// Whether guests may not see it; real only in the unfiltered answer. Absent before 0.18.3.
    pub hide_for_guest: Option<bool>,
    /// What the machine is.
    #[serde(deserialize_with = "quirks::object")]
    pub host: Option<HostDto<'a>>,
    /// How the machine is.
    #[serde(deserialize_with = "quirks::object")]
    pub status: Option<StateDto<'a>>,
}

/// What a machine is, as its agent says at start and every ten minutes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct HostDto<'a> {
    /// Free text: `debian`, `darwin`, `Microsoft Windows Server 2022 Datacenter`.
    #[serde(borrow)]
    pub platform: TextDto<'a>,
    /// Free text: `12.5`.
    pub platform_version: TextDto<'a>,
    /// Processor models, one text each.
    #[serde(rename = "CPU")]
    pub cpu: Option<Vec<TextDto<'a>>>,
    /// Bytes of memory.
    pub mem_total: Option<u64>,
    /// Bytes of disk.
    pub disk_total: Option<u64>,
    /// Bytes of swap.
    pub swap_total: Option<u64>,
    /// Processor architecture: `x86_64`.
    pub arch: TextDto<'a>,
    /// `kvm`, `docker`, …; empty on bare metal.
    pub virtualization: TextDto<'a>,
    /// Unix seconds.
    pub boot_time: Option<u64>,
    /// Lower-case ISO 3166 alpha-2, a continent's code, or empty.
    pub country_code: TextDto<'a>,
    /// The agent's version.
    pub version: TextDto<'a>,
    /// Graphics processor models, one text each.
    #[serde(rename = "GPU")]
    pub gpu: Option<Vec<TextDto<'a>>>,
}

/// How a machine is, as its agent says every 1 to 4 seconds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct StateDto<'a> {
    /// Percent of all cores.
    #[serde(rename = "CPU")]
    pub cpu: Option<f64>,
    /// Bytes.
    pub mem_used: Option<u64>,
    /// Bytes.
    pub swap_used: Option<u64>,
    /// Bytes.
    pub disk_used: Option<u64>,
    /// Bytes received since boot; may fall.
    pub net_in_transfer: Option<u64>,
    /// Bytes sent since boot; may fall.
    pub net_out_transfer: Option<u64>,
    /// Bytes a second.
    pub net_in_speed: Option<u64>,
    /// Bytes a second.
    pub net_out_speed: Option<u64>,
    /// Seconds.
    pub uptime: Option<u64>,
    /// Load average of one minute.
    pub load1: Option<f64>,
    /// Load average of five minutes.
    pub load5: Option<f64>,
    /// Load average of fifteen minutes.
    pub load15: Option<f64>,
    /// Open TCP connections; 0 also when not counted.
    pub tcp_conn_count: Option<u64>,
    /// Open UDP sockets; 0 also when not counted.
    pub udp_conn_count: Option<u64>,
    /// Processes; 0 also when not counted.
    pub process_count: Option<u64>,
    /// Sensors; absent before 0.16.27, `null` also when not measured.
    #[serde(borrow, deserialize_with = "quirks::objects")]
    pub temperatures: Option<Vec<TemperatureDto<'a>>>,
    /// Percent; absent before 0.17.2, 0 also when not measured.
    #[serde(rename = "GPU")]
    pub gpu: Option<f64>,
}

/// One temperature sensor.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct TemperatureDto<'a> {
    /// The sensor's name: `k10temp_tctl`.
    #[serde(borrow)]
    pub name: TextDto<'a>,
    /// Degrees Celsius.
    pub temperature: Option<f64>,
}

/// Reads `GET /api/v1/server/list`. Ids that repeat are kept once, the first time.
pub fn decode_list(answer: Answer<'_>) -> Result<Vec<ServerListItemDto<'_>>, ApiError> {
    let mut items: Vec<ServerListItemDto<'_>> = decode_array(Endpoint::List, answer)?;
    keep_first_of_each(&mut items, |item| item.id);
    Ok(items)
}

/// Reads `GET /api/v1/server/details` into reports, in the order of the answer. Ids that repeat
/// (`?id=2,2`) are kept once, the first time.
pub fn decode_details(answer: Answer<'_>) -> Result<Vec<ServerReport>, ApiError> {
    decode_reports(Endpoint::Details, answer)
}

/// Reads `GET /api/v1/server/list` into reports without host and state: a list item is a part of
/// what `details` says of a server.
pub fn decode_listed(answer: Answer<'_>) -> Result<Vec<ServerReport>, ApiError> {
    decode_reports(Endpoint::List, answer)
}

fn decode_reports(endpoint: Endpoint, answer: Answer<'_>) -> Result<Vec<ServerReport>, ApiError> {
    let mut items: Vec<ServerDetailsDto<'_>> = decode_array(endpoint, answer)?;
    keep_first_of_each(&mut items, |item| item.id);
    Ok(items.into_iter().map(ServerReport::from).collect())
}

/// Drops what repeats an id: a keyed list breaks on a key that stands twice.
pub(super) fn keep_first_of_each<T>(items: &mut Vec<T>, id: impl Fn(&T) -> u64) {
    let mut ids: Vec<u64> = items.iter().map(&id).collect();
    ids.sort_unstable();
    // Nearly always.
    if ids.windows(2).all(|pair| pair.first() != pair.last()) {
        return;
    }
    let mut seen = IdSet::default();
    items.retain(|item| seen.insert(ServerId(id(item))));
}

impl From<ServerDetailsDto<'_>> for ServerReport {
    fn from(dto: ServerDetailsDto<'_>) -> Self {
        Self {
            id: ServerId(dto.id),
            name: dto.name.into_string(),
            tag: dto.tag.into_string(),
            display_index: dto.display_index,
            hidden: dto.hide_for_guest,
            public_note: None,
            last_active: dto.last_active.and_then(UnixMillis::of_report),
            ips: Some(Ips {
                v4: dto.ipv4.into_string(),
                v6: dto.ipv6.into_string(),
            }),
            host: dto.host.map(Host::from).unwrap_or_default(),
            host_as_before: false,
            metrics: dto.status.map(Metrics::from).unwrap_or_default(),
        }
    }
}

impl From<HostDto<'_>> for Host {
    fn from(dto: HostDto<'_>) -> Self {
        Self {
            platform: dto.platform.into_string(),
            platform_version: dto.platform_version.into_string(),
            cpu: texts(dto.cpu),
            mem_total_bytes: dto.mem_total.unwrap_or(0),
            disk_total_bytes: dto.disk_total.unwrap_or(0),
            swap_total_bytes: dto.swap_total.unwrap_or(0),
            arch: dto.arch.into_string(),
            virtualization: dto.virtualization.into_string(),
            boot_time: dto.boot_time.and_then(UnixMillis::of_boot),
            boot_said: dto.boot_time.unwrap_or(0),
            country_code: dto.country_code.into_string(),
            agent_version: dto.version.into_string(),
            gpu: texts(dto.gpu),
        }
    }
}

impl From<StateDto<'_>> for Metrics {
    fn from(dto: StateDto<'_>) -> Self {
        Self {
            cpu_percent: finite(dto.cpu),
            mem_used_bytes: dto.mem_used,
            swap_used_bytes: dto.swap_used,
            disk_used_bytes: dto.disk_used,
            net_in_transfer_bytes: dto.net_in_transfer,
            net_out_transfer_bytes: dto.net_out_transfer,
            net_in_speed: dto.net_in_speed,
            net_out_speed: dto.net_out_speed,
            uptime_seconds: dto.uptime,
            load1: finite(dto.load1),
            load5: finite(dto.load5),
            load15: finite(dto.load15),
            tcp_connections: measured(dto.tcp_conn_count),
            udp_connections: measured(dto.udp_conn_count),
            processes: measured(dto.process_count),
            temperatures: dto
                .temperatures
                .unwrap_or_default()
                .into_iter()
                .filter_map(|sensor| {
                    Some(Temperature {
                        celsius: Some(finite(sensor.temperature)?),
                        name: sensor.name.into_string(),
                    })
                })
                .collect(),
            gpu_percent: finite(dto.gpu).filter(|percent| *percent > 0.0),
        }
    }
}

fn texts(list: Option<Vec<TextDto<'_>>>) -> Vec<String> {
    let texts = list.unwrap_or_default().into_iter();
    texts.map(TextDto::into_string).collect()
}

/// NaN never equals itself and would wake its readers on each tick; infinity has no place on a
/// scale. Both are absent. What no machine can have is judged where it is taken in
/// ([`plausible`](crate::domain::plausible)).
fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

/// Agents that do not count connections, processes or sensors send zero.
fn measured(value: Option<u64>) -> Option<u64> {
    value.filter(|count| *count > 0)
}
