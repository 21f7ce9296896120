//! What stands in the table's cells.

use leptos::prelude::*;

use super::super::desk::{Desk, offline_for};
use crate::domain::fleet::view::Column;
use crate::domain::plausible::Part;
use crate::domain::server::Host;
use crate::domain::status::Status;
use crate::domain::units::{self, Level, Span};
use crate::i18n::Texts;
use crate::live::{ServerStateStoreFields, ServerStore, why_unknown};
use crate::platform::intl;
use crate::ui::{use_language, word};

/// What a column is called.
pub(super) fn name_of(column: Column, texts: &Texts) -> &'static str {
    match column {
        Column::Group => texts.group,
        Column::Country => texts.country,
        Column::System => texts.operating_system,
        Column::Cpu => texts.cpu,
        Column::Memory => texts.memory,
        Column::Swap => texts.swap,
        Column::Disk => texts.disk,
        Column::Load => texts.load,
        Column::Up => texts.upload_speed,
        Column::Down => texts.download_speed,
        Column::Sent => texts.uploaded,
        Column::Received => texts.downloaded,
        Column::Traffic => texts.total_traffic,
        Column::Tcp => "TCP",
        Column::Udp => "UDP",
        Column::Processes => texts.processes,
        Column::LastSeen => texts.last_report,
        Column::Uptime => texts.uptime,
        Column::Latency => texts.latency,
    }
}

/// A figure and its unit.
type Told = (String, &'static str);

/// A cell of a server's row.
#[component]
pub(super) fn Cell(desk: Desk, server: ServerStore, column: Column) -> impl IntoView {
    let texts = desk.texts;
    let language = use_language().tag();
    let share = Signal::derive(move || share_of(server, column));
    let told = Signal::derive(move || {
        if matches!(
            column,
            Column::Cpu | Column::Memory | Column::Swap | Column::Disk
        ) {
            return match share.get() {
                Some(share) => (texts.number(&units::percent(share)), "%"),
                None => dash(),
            };
        }
        tell(server, column, desk, language)
    });
    let value = Signal::derive(move || told.with(|(value, _)| value.clone()));
    let unit = word(move || told.with(|(_, unit)| *unit));
    let level = word(move || match share.get().map(Level::of) {
        Some(Level::Critical) => "critical",
        Some(Level::High) => "high",
        _ => "normal",
    });
    let is_text = matches!(column, Column::Group | Column::Country | Column::System);
    let class = if is_text {
        "table__text"
    } else {
        "table__figure"
    };
    let why = Signal::derive(move || why_unknown(server, parts_of(column), texts));
    view! {
        <td class=class data-level=level data-column=column.name() title=why>
            {value}
            " "
            <span class="unit">{unit}</span>
        </td>
    }
}

/// What a column is made of.
fn parts_of(column: Column) -> &'static [Part] {
    match column {
        Column::Country => &[Part::Country],
        Column::Cpu => &[Part::Cpu],
        Column::Memory => &[Part::MemoryTotal, Part::Memory],
        Column::Swap => &[Part::SwapTotal, Part::Swap],
        Column::Disk => &[Part::DiskTotal, Part::Disk],
        Column::Load => &[Part::Load],
        Column::Up => &[Part::Up],
        Column::Down => &[Part::Down],
        Column::Sent => &[Part::Sent],
        Column::Received => &[Part::Received],
        Column::Traffic => &[Part::Sent, Part::Received],
        Column::Tcp => &[Part::Tcp],
        Column::Udp => &[Part::Udp],
        Column::Processes => &[Part::Processes],
        Column::Uptime => &[Part::Uptime],
        Column::Group | Column::System | Column::LastSeen | Column::Latency => &[],
    }
}

fn dash() -> Told {
    ("–".to_owned(), "")
}

fn share_of(server: ServerStore, column: Column) -> Option<f64> {
    let total = |pick: fn(&Host) -> u64| server.host().with(pick);
    match column {
        Column::Cpu => server.cpu_percent().get(),
        Column::Memory => units::share(
            server.mem_used_bytes().get(),
            total(|host| host.mem_total_bytes),
        ),
        Column::Swap => units::share(
            server.swap_used_bytes().get(),
            total(|host| host.swap_total_bytes),
        ),
        Column::Disk => units::share(
            server.disk_used_bytes().get(),
            total(|host| host.disk_total_bytes),
        ),
        _ => None,
    }
}

fn tell(server: ServerStore, column: Column, desk: Desk, language: &'static str) -> Told {
    let texts = desk.texts;
    let quantity = |quantity: units::Quantity| (texts.number(&quantity.value), quantity.unit);
    let speed = |bytes: Option<u64>| bytes.map_or_else(dash, |bytes| quantity(units::speed(bytes)));
    let traffic =
        |bytes: Option<u64>| bytes.map_or_else(dash, |bytes| quantity(units::traffic(bytes)));
    let count = |count: Option<u64>| {
        count.map_or_else(dash, |count| (texts.grouped(&count.to_string()), ""))
    };
    let text = |text: String| {
        if text.trim().is_empty() {
            dash()
        } else {
            (text, "")
        }
    };
    let sent = || server.net_out_transfer_bytes().get();
    let received = || server.net_in_transfer_bytes().get();
    let age = || {
        let at = server.last_active().get()?;
        Some(texts.span(Span::of_ms(desk.live.age_ms(at)?)))
    };
    match column {
        Column::Group => text(server.tag().get()),
        Column::Country => {
            let code = server.host().with(|host| host.country_code.clone());
            text(intl::region_name(language, &code).unwrap_or(code))
        }
        Column::System => text(server.host().with(Host::short_system)),
        _ if !server.has_metrics().get() && column != Column::Uptime => dash(),
        Column::Load => match server.load1().get() {
            Some(load) => (texts.number(&units::three_digits(load)), ""),
            None => dash(),
        },
        Column::Up => speed(server.net_out_speed().get()),
        Column::Down => speed(server.net_in_speed().get()),
        Column::Sent => traffic(sent()),
        Column::Received => traffic(received()),
        Column::Traffic => {
            let both = sent().zip(received());
            traffic(both.map(|(sent, received)| sent.saturating_add(received)))
        }
        Column::Tcp => count(server.tcp_connections().get()),
        Column::Udp => count(server.udp_connections().get()),
        Column::Processes => count(server.processes().get()),
        Column::LastSeen => age().map_or_else(dash, |age| (age, "")),
        Column::Uptime => match server.status().get() {
            Status::Online => match server.uptime_seconds().get() {
                Some(uptime) => (texts.span(Span::of_seconds(uptime)), ""),
                None => dash(),
            },
            Status::Pending => (texts.pending.to_owned(), ""),
            Status::Offline => {
                let since = server.last_active().get();
                (offline_for(desk.live, texts, since), "")
            }
        },
        Column::Cpu | Column::Memory | Column::Swap | Column::Disk | Column::Latency => dash(),
    }
}
