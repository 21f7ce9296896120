//! One server as the wire tells it, in each of its three shapes.

use lotus::wire::{
    FrameServerDto, HostDto, ServerDetailsDto, ServerListItemDto, StateDto, TextDto,
};

use super::{Report, Server};
use crate::clock::{NEVER_SECONDS, UnixNanos};
use crate::fleet::Fleet;

/// A server with what its agent said, complete: what was never said is zero or empty, as in Go.
#[derive(Clone)]
pub(crate) struct ServerView<'a> {
    pub(crate) id: u64,
    name: &'a str,
    pub(crate) tag: &'a str,
    public_note: Option<&'a str>,
    pub(crate) display_index: i64,
    pub(crate) hidden: bool,
    created_at: UnixNanos,
    ipv4: &'a str,
    ipv6: &'a str,
    host: HostDto<'static>,
    pub(crate) state: StateDto<'static>,
    last_active: Option<UnixNanos>,
}

impl<'a> ServerView<'a> {
    pub(crate) fn of_report(server: &'a Server, report: &'a Report) -> Self {
        Self {
            id: server.id,
            name: &server.name,
            tag: &server.tag,
            public_note: server.public_note.as_deref(),
            display_index: server.display_index,
            hidden: server.hidden,
            created_at: server.created_at,
            ipv4: &report.ipv4,
            ipv6: &report.ipv6,
            host: complete_host(report.host.clone().unwrap_or_default()),
            state: complete_state(report.state.clone().unwrap_or_default()),
            last_active: report.last_active,
        }
    }

    pub(crate) fn of_synthetic(fleet: &'a Fleet, index: usize, now: UnixNanos) -> Self {
        let server = fleet.server(index);
        let host = fleet.host(index);
        let has_reported = host.is_some();
        let now_ms = now.millis();
        Self {
            id: server.id,
            name: &server.name,
            tag: &server.tag,
            public_note: server.note.as_deref(),
            display_index: server.display_index,
            hidden: server.hidden,
            created_at: UnixNanos::default(),
            // The addresses come with the host: an agent that never reported has none.
            ipv4: if has_reported { &server.ipv4 } else { "" },
            ipv6: if has_reported { &server.ipv6 } else { "" },
            host: complete_host(host.unwrap_or_default()),
            state: complete_state(fleet.state(index, now_ms).unwrap_or_default()),
            last_active: fleet.last_active(index, now_ms).map(UnixNanos::from_millis),
        }
    }

    /// Whether Go could encode it: JSON has no NaN and no infinity.
    pub(crate) fn is_finite(&self) -> bool {
        let state = &self.state;
        let sensors = state
            .temperatures
            .iter()
            .flatten()
            .map(|sensor| sensor.temperature);
        [state.cpu, state.load1, state.load5, state.load15, state.gpu]
            .into_iter()
            .chain(sensors)
            .flatten()
            .all(f64::is_finite)
    }

    /// As `GET /api/v1/server/list` tells it: the order and the hidden flag are always zero there.
    pub(crate) fn list_item(&self) -> ServerListItemDto<'_> {
        ServerListItemDto {
            id: self.id,
            name: self.name.into(),
            tag: self.tag.into(),
            last_active: Some(self.last_active_seconds()),
            ipv4: self.ipv4.into(),
            ipv6: self.ipv6.into(),
            valid_ip: self.valid_ip().into(),
            display_index: Some(0),
            hide_for_guest: Some(false),
        }
    }

    /// As `GET /api/v1/server/details` tells it; the order and the hidden flag are real only when
    /// the answer is `unfiltered`.
    pub(crate) fn details(&self, unfiltered: bool) -> ServerDetailsDto<'_> {
        ServerDetailsDto {
            id: self.id,
            name: self.name.into(),
            tag: self.tag.into(),
            last_active: Some(self.last_active_seconds()),
            ipv4: self.ipv4.into(),
            ipv6: self.ipv6.into(),
            valid_ip: self.valid_ip().into(),
            display_index: Some(if unfiltered { self.display_index } else { 0 }),
            hide_for_guest: Some(unfiltered && self.hidden),
            host: Some(self.host.clone()),
            status: Some(self.state.clone()),
        }
    }

    /// As a frame of `/ws` tells it.
    pub(crate) fn frame_server(&self, with_note: bool) -> FrameServerDto<'_> {
        let created_at = TextDto::from(self.created_at.rfc3339());
        FrameServerDto {
            id: self.id,
            updated_at: created_at.clone(),
            created_at,
            deleted_at: None,
            name: self.name.into(),
            tag: self.tag.into(),
            public_note: self.public_note.filter(|_| with_note).map(TextDto::from),
            display_index: Some(self.display_index),
            hide_for_guest: Some(self.hidden),
            enable_ddns: Some(false),
            host: Some(self.host.clone()),
            state: Some(self.state.clone()),
            last_active: match self.last_active {
                Some(at) => at.rfc3339().into(),
                None => "0001-01-01T00:00:00Z".into(),
            },
        }
    }

    fn last_active_seconds(&self) -> i64 {
        self.last_active.map_or(NEVER_SECONDS, UnixNanos::seconds)
    }

    fn valid_ip(&self) -> &'a str {
        if self.ipv4.is_empty() {
            self.ipv6
        } else {
            self.ipv4
        }
    }
}

fn complete_host(mut host: HostDto<'static>) -> HostDto<'static> {
    for number in [
        &mut host.mem_total,
        &mut host.disk_total,
        &mut host.swap_total,
        &mut host.boot_time,
    ] {
        number.get_or_insert(0);
    }
    host
}

fn complete_state(mut state: StateDto<'static>) -> StateDto<'static> {
    for number in [
        &mut state.mem_used,
        &mut state.swap_used,
        &mut state.disk_used,
        &mut state.net_in_transfer,
        &mut state.net_out_transfer,
        &mut state.net_in_speed,
        &mut state.net_out_speed,
        &mut state.uptime,
        &mut state.tcp_conn_count,
        &mut state.udp_conn_count,
        &mut state.process_count,
    ] {
        number.get_or_insert(0);
    }
    for number in [
        &mut state.cpu,
        &mut state.load1,
        &mut state.load5,
        &mut state.load15,
        &mut state.gpu,
    ] {
        number.get_or_insert(0.0);
    }
    state
}
