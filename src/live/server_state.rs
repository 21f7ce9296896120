//! A server as components read it: one field a figure, so that whoever shows a figure is woken when
//! that figure changes and at no other time.

use leptos::prelude::With;
use reactive_stores::{Patch, Store};

use crate::domain::plausible::{Part, Reason, Unknown};
use crate::domain::roster::Server;
use crate::domain::server::{Host, Ips, Metrics, Temperature};
use crate::domain::status::{Carrier, Status};
use crate::domain::time::UnixMillis;
use crate::i18n::{Texts, fill};

/// What is known of a server. The fields are those of [`Server`] and of its [`Metrics`], where each
/// is described; what the machine is ([`Host`]) changes rarely and is one field.
#[derive(Clone, Debug, Default, PartialEq, Store, Patch)]
#[expect(missing_docs, reason = "described where they come from")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a reader watches one of them"
)]
pub struct ServerState {
    pub name: String,
    pub tag: String,
    /// Whether guests may not see it.
    pub is_hidden: bool,
    pub public_note: Option<String>,
    #[patch(|this, new| *this = new)]
    pub last_active: Option<UnixMillis>,
    #[patch(|this, new| *this = new)]
    pub ips: Option<Ips>,
    #[patch(|this, new| *this = new)]
    pub host: Host,
    #[patch(|this, new| *this = new)]
    pub status: Status,
    #[patch(|this, new| *this = new)]
    pub carrier: Carrier,
    pub has_metrics: bool,
    pub unreadable: bool,
    pub is_forgotten: bool,
    #[patch(|this, new| *this = new)]
    pub unknown: Vec<Unknown>,
    pub cpu_percent: Option<f64>,
    pub mem_used_bytes: Option<u64>,
    pub swap_used_bytes: Option<u64>,
    pub disk_used_bytes: Option<u64>,
    pub net_in_transfer_bytes: Option<u64>,
    pub net_out_transfer_bytes: Option<u64>,
    pub net_in_speed: Option<u64>,
    pub net_out_speed: Option<u64>,
    pub uptime_seconds: Option<u64>,
    pub load1: Option<f64>,
    pub load5: Option<f64>,
    pub load15: Option<f64>,
    pub tcp_connections: Option<u64>,
    pub udp_connections: Option<u64>,
    pub processes: Option<u64>,
    #[patch(|this, new| *this = new)]
    pub temperatures: Vec<Temperature>,
    pub gpu_percent: Option<f64>,
}

impl From<&Server> for ServerState {
    fn from(server: &Server) -> Self {
        // Field by field: one that is added to a server and not shown here does not compile.
        let Metrics {
            cpu_percent,
            mem_used_bytes,
            swap_used_bytes,
            disk_used_bytes,
            net_in_transfer_bytes,
            net_out_transfer_bytes,
            net_in_speed,
            net_out_speed,
            uptime_seconds,
            load1,
            load5,
            load15,
            tcp_connections,
            udp_connections,
            processes,
            temperatures,
            gpu_percent,
        } = server.metrics.clone();
        Self {
            name: server.name.clone(),
            tag: server.tag.clone(),
            is_hidden: server.is_hidden(),
            public_note: server.public_note.clone(),
            last_active: server.last_active,
            ips: server.ips.clone(),
            host: Host::clone(&server.host),
            status: server.status,
            carrier: server.carrier,
            has_metrics: server.has_metrics,
            unreadable: server.unreadable,
            is_forgotten: server.is_forgotten,
            unknown: server.unknown.clone(),
            cpu_percent,
            mem_used_bytes,
            swap_used_bytes,
            disk_used_bytes,
            net_in_transfer_bytes,
            net_out_transfer_bytes,
            net_in_speed,
            net_out_speed,
            uptime_seconds,
            load1,
            load5,
            load15,
            tcp_connections,
            udp_connections,
            processes,
            temperatures,
            gpu_percent,
        }
    }
}

/// Why the first of these is unknown; `None` where all are known.
pub fn reason_of(server: Store<ServerState>, parts: &[Part]) -> Option<Reason> {
    server.unknown().with(|unknown| {
        let found = unknown.iter().find(|one| parts.contains(&one.part));
        found.map(|one| one.reason.clone())
    })
}

/// The same in words, for those who point at the dash; empty where all are known.
pub fn why_unknown(server: Store<ServerState>, parts: &[Part], texts: &Texts) -> String {
    match reason_of(server, parts) {
        None => String::new(),
        Some(Reason::NotMeasured) => texts.not_measured.to_owned(),
        Some(Reason::Untrue(said)) => fill(texts.untrue, &[&said]),
    }
}
