//! `GET /ws`: one frame of the live feed.

use serde::{Deserialize, Serialize};

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

/// Reads one frame. Ids that repeat are kept once, the first time; a time that cannot be read is
/// "never reported" rather than the end of the feed.
pub fn decode_frame(text: &str) -> Result<Snapshot, ApiError> {
    let text = text.trim_start_matches('\u{feff}');
    let frame: FrameDto<'_> = quirks::read(text).map_err(|_| ApiError::BadPayload {
        endpoint: Endpoint::Socket,
        fault: PayloadFault::of_text(text),
    })?;
    let mut servers = frame.servers.unwrap_or_default();
    keep_first_of_each(&mut servers, |server| server.id);
    Ok(Snapshot {
        now: UnixMillis(frame.now),
        servers: servers.into_iter().map(ServerReport::from).collect(),
    })
}

impl From<FrameServerDto<'_>> for ServerReport {
    fn from(dto: FrameServerDto<'_>) -> Self {
        Self {
            id: ServerId(dto.id),
            name: dto.name.into_string(),
            tag: dto.tag.into_string(),
            display_index: dto.display_index,
            hidden: dto.hide_for_guest,
            public_note: dto
                .public_note
                .map(TextDto::into_string)
                .filter(|note| !note.is_empty()),
            last_active: UnixMillis::from_rfc3339(dto.last_active.as_str())
                .filter(|time| !time.is_year_one()),
            ips: None,
            host: dto.host.map(Host::from).unwrap_or_default(),
            metrics: dto.state.map(Metrics::from).unwrap_or_default(),
        }
    }
}
