//! In which order a fleet stands.

use std::cmp::Ordering;

use super::figure::Figure;
use crate::domain::roster::Server;
use crate::domain::server::ServerId;
use crate::domain::status::Status;

/// What a fleet is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortKey {
    /// As the owner wants it.
    #[default]
    Owner,
    /// By name; numbers within names count as numbers.
    Name,
    /// By group, by name.
    Group,
    /// Online, offline, never reported.
    Status,
    /// Percent of all cores.
    Cpu,
    /// Percent of memory.
    Memory,
    /// Percent of disk.
    Disk,
    /// Percent of swap.
    Swap,
    /// Load average of one minute.
    Load,
    /// Bytes a second received.
    Down,
    /// Bytes a second sent.
    Up,
    /// Bytes since boot, both ways.
    Traffic,
    /// Seconds since boot.
    Uptime,
    /// The last report.
    LastSeen,
    /// TCP and UDP.
    Connections,
    /// Running processes.
    Processes,
    /// By the country's code.
    Country,
    /// By the latency that is told beside the server.
    Latency,
}

impl SortKey {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 18] = [
        Self::Owner,
        Self::Name,
        Self::Group,
        Self::Status,
        Self::Cpu,
        Self::Memory,
        Self::Disk,
        Self::Swap,
        Self::Load,
        Self::Down,
        Self::Up,
        Self::Traffic,
        Self::Uptime,
        Self::LastSeen,
        Self::Connections,
        Self::Processes,
        Self::Country,
        Self::Latency,
    ];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Name => "name",
            Self::Group => "group",
            Self::Status => "status",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Disk => "disk",
            Self::Swap => "swap",
            Self::Load => "load",
            Self::Down => "down",
            Self::Up => "up",
            Self::Traffic => "traffic",
            Self::Uptime => "uptime",
            Self::LastSeen => "seen",
            Self::Connections => "connections",
            Self::Processes => "processes",
            Self::Country => "country",
            Self::Latency => "latency",
        }
    }

    /// Whether the first direction is from the highest to the lowest: of what is looked for at its top.
    pub fn begins_high(self) -> bool {
        !matches!(
            self,
            Self::Owner | Self::Name | Self::Group | Self::Status | Self::Country | Self::Latency
        )
    }

    /// The figure that is compared, where it is one.
    fn figure(self) -> Option<Figure> {
        Some(match self {
            Self::Cpu => Figure::Cpu,
            Self::Memory => Figure::Memory,
            Self::Disk => Figure::Disk,
            Self::Swap => Figure::Swap,
            Self::Load => Figure::Load,
            Self::Down => Figure::Down,
            Self::Up => Figure::Up,
            Self::Traffic => Figure::Traffic,
            Self::Uptime => Figure::Uptime,
            Self::Connections => Figure::Connections,
            Self::Processes => Figure::Processes,
            Self::Owner
            | Self::Name
            | Self::Group
            | Self::Status
            | Self::LastSeen
            | Self::Country
            | Self::Latency => return None,
        })
    }

    /// What is compared; `None` where it is not known.
    fn value(self, server: &Server, latency_ms: Option<f64>) -> Option<Value<'_>> {
        let text = |text| Some(text).filter(|text: &&str| !text.trim().is_empty());
        match self {
            Self::Name => text(&server.name).map(Value::Text),
            Self::Group => text(&server.tag).map(Value::Text),
            Self::Country => text(&server.host.country_code).map(Value::Text),
            Self::Status => Some(Value::Number(match server.status {
                Status::Online => 0.0,
                Status::Offline => 1.0,
                Status::Pending => 2.0,
            })),
            Self::LastSeen => server.last_active.map(|at| Value::Number(at.0 as f64)),
            Self::Latency => latency_ms
                .filter(|latency| latency.is_finite())
                .map(Value::Number),
            figure => figure.figure()?.of(server).map(Value::Number),
        }
    }
}

enum Value<'a> {
    Number(f64),
    Text(&'a str),
}

impl Value<'_> {
    fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Text(one), Self::Text(other)) => natural(one, other),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}

/// Compares names as people do: without regard to case, `node 9` before `node 10`.
fn natural(one: &str, other: &str) -> Ordering {
    let (one, other) = (one.trim().to_lowercase(), other.trim().to_lowercase());
    let (mut one, mut other) = (one.as_str(), other.as_str());
    loop {
        let (left, right) = (leading_digits(one), leading_digits(other));
        if !left.is_empty() && !right.is_empty() {
            let bare = |digits: &str| digits.trim_start_matches('0').to_owned();
            let (low, high) = (bare(left), bare(right));
            let order = (low.len().cmp(&high.len())).then_with(|| low.cmp(&high));
            if order.is_ne() {
                return order;
            }
            one = one.strip_prefix(left).unwrap_or_default();
            other = other.strip_prefix(right).unwrap_or_default();
            continue;
        }
        let (mut left, mut right) = (one.chars(), other.chars());
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (left, right) if left != right => return left.cmp(&right),
            _ => (one, other) = (left.as_str(), right.as_str()),
        }
    }
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_digit());
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// Sorts servers that stand in the owner's order. Alike ones keep that order in either direction, and
/// those of which the value is not known come last in either.
pub fn sort<'a>(
    servers: impl IntoIterator<Item = &'a Server>,
    key: SortKey,
    is_descending: bool,
    latency_ms: &dyn Fn(ServerId) -> Option<f64>,
) -> Vec<ServerId> {
    let valued = |server: &'a Server| (key.value(server, latency_ms(server.id)), server);
    let mut valued: Vec<_> = servers.into_iter().map(valued).collect();
    if key == SortKey::Owner {
        if is_descending {
            valued.reverse();
        }
    } else {
        valued.sort_by(|(one, left), (other, right)| match (one, other) {
            (Some(one), Some(other)) => {
                let order = one.compare(other);
                let order = if is_descending {
                    order.reverse()
                } else {
                    order
                };
                // Within a group the names are in order, whichever way the groups are.
                order.then_with(|| match key {
                    SortKey::Group => natural(&left.name, &right.name),
                    _ => Ordering::Equal,
                })
            }
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        });
    }
    valued.into_iter().map(|(_, server)| server.id).collect()
}

#[cfg(test)]
mod tests;
