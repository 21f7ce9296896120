//! `GET /ws`: one frame of the live feed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::quirks::{self, TextDto};
use super::server::{HostDto, StateDto, keep_first_of_each};
use crate::domain::error::{ApiError, Endpoint, PayloadFault};
use crate::domain::server::{Host, Metrics, ServerId, ServerReport, Snapshot};
use crate::domain::time::UnixMillis;

/// One text frame: the full list of servers, sent at once and then every 2 seconds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrameDto<'a> {
    /// The dashboard's clock, unix milliseconds with the precision of a second.
    pub now: i64,
    /// Absent when there are none.
    #[serde(
        borrow,
        default,
        deserialize_with = "quirks::objects",
        skip_serializing_if = "Option::is_none"
    )]
    pub servers: Option<Vec<FrameServerDto<'a>>>,
}

/// One server of a frame, in the owner's order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub struct FrameServerDto<'a> {
    /// The server's id.
    #[serde(rename = "ID")]
    pub id: u64,
    /// RFC 3339; becomes the year 1 after an edit, so nothing may be built on it.
    #[serde(borrow)]
    pub created_at: TextDto<'a>,
    /// RFC 3339.
    pub updated_at: TextDto<'a>,
    /// RFC 3339 or `null`.
    pub deleted_at: Option<TextDto<'a>>,
    /// The server's name; not unique.
    pub name: TextDto<'a>,
    /// The server's group; empty when it has none.
    pub tag: TextDto<'a>,
    /// Present only by a race with the dashboard's home page: absent is not "no note".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub public_note: Option<TextDto<'a>>,
    /// The owner's order, highest first.
    pub display_index: Option<i64>,
    /// Whether guests may not see it.
    pub hide_for_guest: Option<bool>,
    /// Whether the dashboard keeps a DNS name pointing at it.
    #[serde(rename = "EnableDDNS")]
    pub enable_ddns: Option<bool>,
    /// What the machine is; carries no IP addresses.
    #[serde(deserialize_with = "quirks::object")]
    pub host: Option<HostDto<'a>>,
    /// How the machine is.
    #[serde(deserialize_with = "quirks::object")]
    pub state: Option<StateDto<'a>>,
    /// RFC 3339 with 0 to 9 digits of a second; `0001-01-01T00:00:00Z` for never.
    pub last_active: TextDto<'a>,
}

/// A frame as it is read.
#[derive(Deserialize)]
struct FrameRead<'a> {
    now: i64,
    #[serde(borrow, default, deserialize_with = "quirks::objects")]
    servers: Option<Vec<ServerRead<'a>>>,
}

/// What is read of a server: what the machine is stays as it is written until it is known to be new.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct ServerRead<'a> {
    #[serde(rename = "ID")]
    id: u64,
    #[serde(borrow)]
    name: TextDto<'a>,
    tag: TextDto<'a>,
    public_note: Option<TextDto<'a>>,
    display_index: Option<i64>,
    hide_for_guest: Option<bool>,
    host: Option<&'a RawValue>,
    #[serde(deserialize_with = "quirks::object")]
    state: Option<StateDto<'a>>,
    last_active: TextDto<'a>,
}

/// What the frame before said of each machine, as it was written. A machine says the same for weeks, in
/// half of each frame: what is repeated is compared and not read again.
#[derive(Debug, Default)]
pub struct Hosts(BTreeMap<ServerId, Box<str>>);

/// Reads one frame for itself. Ids that repeat are kept once, the first time; a time that cannot be read
/// is "never reported" rather than the end of the feed.
pub fn decode_frame(text: &str) -> Result<Snapshot, ApiError> {
    decode_next_frame(text, &mut Hosts::default(), &|_| false)
}

/// Reads one frame of several of a socket. `knows` tells of whom it is still known what the frame before
/// said of the machine.
pub fn decode_next_frame(
    text: &str,
    hosts: &mut Hosts,
    knows: &dyn Fn(ServerId) -> bool,
) -> Result<Snapshot, ApiError> {
    let text = text.trim_start_matches('\u{feff}');
    let fault = |_| ApiError::BadPayload {
        endpoint: Endpoint::Socket,
        fault: PayloadFault::of_text(text),
    };
    // Nobody who left is remembered, and of a frame that cannot be read nothing.
    let mut former = std::mem::take(&mut hosts.0);
    let frame: FrameRead<'_> = quirks::read(text).map_err(fault)?;
    let mut servers = frame.servers.unwrap_or_default();
    keep_first_of_each(&mut servers, |server| server.id);
    let mut told = BTreeMap::new();
    let mut reports = Vec::with_capacity(servers.len());
    for server in servers {
        let id = ServerId(server.id);
        let written = server.host.map_or("null", RawValue::get);
        let before = former.remove(&id).filter(|before| **before == *written);
        let host_as_before = before.is_some() && knows(id);
        let host = if host_as_before {
            Host::default()
        } else {
            let host: Option<HostDto<'_>> = read_host(written).map_err(fault)?;
            host.map(Host::from).unwrap_or_default()
        };
        told.insert(id, before.unwrap_or_else(|| written.into()));
        reports.push(server.report(host, host_as_before));
    }
    hosts.0 = told;
    Ok(Snapshot {
        now: UnixMillis(frame.now),
        servers: reports,
    })
}

/// An object, or `null`.
fn read_host(written: &str) -> serde_json::Result<Option<HostDto<'_>>> {
    quirks::object(&mut serde_json::Deserializer::from_str(written))
}

impl ServerRead<'_> {
    fn report(self, host: Host, host_as_before: bool) -> ServerReport {
        ServerReport {
            id: ServerId(self.id),
            name: self.name.into_string(),
            tag: self.tag.into_string(),
            display_index: self.display_index,
            hidden: self.hide_for_guest,
            public_note: self
                .public_note
                .map(TextDto::into_string)
                .filter(|note| !note.is_empty()),
            last_active: UnixMillis::from_rfc3339(self.last_active.as_str())
                .filter(|time| !time.is_year_one()),
            ips: None,
            host,
            host_as_before,
            metrics: self.state.map(Metrics::from).unwrap_or_default(),
        }
    }
}
