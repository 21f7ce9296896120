//! The fields of a search: parts that are texts, and figures that are numbers.

use super::Beside;
use crate::domain::fleet::figure::Figure;
use crate::domain::public_note::PublicNote;
use crate::domain::roster::Server;

/// A part of what is known of a server that is a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Name,
    Group,
    Country,
    System,
    Processor,
    Architecture,
    Virtualization,
    Agent,
    Remark,
    Address,
}

impl Part {
    pub(super) const ALL: [Self; 10] = [
        Self::Name,
        Self::Group,
        Self::Country,
        Self::System,
        Self::Processor,
        Self::Architecture,
        Self::Virtualization,
        Self::Agent,
        Self::Remark,
        Self::Address,
    ];

    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "name" => Self::Name,
            "tag" | "group" => Self::Group,
            "country" | "region" => Self::Country,
            "os" | "system" => Self::System,
            "cpu" | "processor" => Self::Processor,
            "arch" => Self::Architecture,
            "virt" => Self::Virtualization,
            "agent" | "version" => Self::Agent,
            "note" | "remark" => Self::Remark,
            "ip" => Self::Address,
            _ => return None,
        })
    }

    /// Whether a word, in lower case, is found in this part of a server.
    pub(super) fn has(self, word: &str, server: &Server, beside: &Beside<'_>) -> bool {
        let host = &server.host;
        let found = |text: &str| text.to_lowercase().contains(word);
        match self {
            Self::Name => found(&server.name),
            Self::Group => found(&server.tag),
            Self::Country => is_country(&host.country_code, word, beside),
            Self::System => found(&format!("{} {}", host.platform, host.platform_version)),
            Self::Processor => host.cpu.iter().any(|model| found(model)),
            Self::Architecture => found(&host.arch),
            Self::Virtualization => found(&host.virtualization),
            Self::Agent => found(&host.agent_version),
            Self::Remark => server.public_note.as_deref().is_some_and(|note| {
                // Nearly always not at all.
                found(note) && PublicNote::of(note).is_some_and(|note| says(&note, &found))
            }),
            Self::Address => {
                beside.has_addresses
                    && server
                        .ips
                        .as_ref()
                        .is_some_and(|ips| found(&ips.v4) || found(&ips.v6))
            }
        }
    }
}

/// Whether a remark as it is shown has a word: not what stands around it in the owner's JSON.
fn says(note: &PublicNote, found: &dyn Fn(&str) -> bool) -> bool {
    match note {
        PublicNote::Plain(remark) => found(remark),
        PublicNote::Terms(terms) => {
            let plan = &terms.plan;
            let words = [&plan.bandwidth, &plan.traffic_volume].into_iter();
            let mut words = words.chain(&plan.routes).chain(&plan.extras);
            words.any(|word| found(word))
        }
    }
}

/// Whether a word is a country's code, or stands in its name. One or two letters of the alphabet stand
/// in too many names to mean one.
fn is_country(code: &str, word: &str, beside: &Beside<'_>) -> bool {
    if code.is_empty() {
        return false;
    }
    let may_be_name = word.len() > 2;
    let name = (beside.country)(code).filter(|_| may_be_name);
    code.eq_ignore_ascii_case(word) || name.is_some_and(|name| name.to_lowercase().contains(word))
}

/// A number as people write it: `80`, `1.5`, `.5`. (`parse` brings the tables along that are right to
/// the last bit of any number; nobody searches for that bit.)
fn decimal(digits: &str) -> Option<f64> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let number = |digits: &str| match digits {
        "" => Some(0),
        digits => digits.parse::<u64>().ok(),
    };
    let places = i32::try_from(fraction.len()).ok()?;
    Some(number(whole)? as f64 + number(fraction)? as f64 / 10_f64.powi(places))
}

/// What a number of a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Percent,
    Bytes,
    Seconds,
    Count,
}

impl Figure {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "cpu" => Self::Cpu,
            "mem" | "memory" | "ram" => Self::Memory,
            "swap" => Self::Swap,
            "disk" => Self::Disk,
            "load" => Self::Load,
            "down" | "in" => Self::Down,
            "up" | "out" => Self::Up,
            "traffic" => Self::Traffic,
            "uptime" => Self::Uptime,
            "connections" => Self::Connections,
            "tcp" => Self::Tcp,
            "udp" => Self::Udp,
            "processes" | "procs" => Self::Processes,
            _ => return None,
        })
    }

    fn unit(self) -> Unit {
        match self {
            Self::Cpu | Self::Memory | Self::Swap | Self::Disk => Unit::Percent,
            Self::Down | Self::Up | Self::Traffic => Unit::Bytes,
            Self::Uptime => Unit::Seconds,
            Self::Load | Self::Connections | Self::Tcp | Self::Udp | Self::Processes => Unit::Count,
        }
    }

    /// The number as it is compared: percent, bytes, seconds or a count; `None` where it is none.
    pub(super) fn read(self, number: &str) -> Option<f64> {
        let end = number
            .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
            .unwrap_or(number.len());
        let (digits, unit) = number.split_at(end);
        let value = decimal(digits)?;
        let unit = unit.to_ascii_lowercase();
        let times = match (self.unit(), unit.as_str()) {
            (Unit::Percent, "" | "%")
            | (Unit::Count, "")
            | (Unit::Bytes, "" | "b" | "b/s")
            | (Unit::Seconds, "s") => 1.0,
            (Unit::Bytes, "k" | "kb" | "kb/s") => 1e3,
            (Unit::Bytes, "m" | "mb" | "mb/s") => 1e6,
            (Unit::Bytes, "g" | "gb" | "gb/s") => 1e9,
            (Unit::Bytes, "t" | "tb" | "tb/s") => 1e12,
            (Unit::Seconds, "m") => 60.0,
            (Unit::Seconds, "h") => 3_600.0,
            // Without a unit days are meant: nobody searches for seconds.
            (Unit::Seconds, "" | "d") => 86_400.0,
            _ => return None,
        };
        Some(value * times)
    }
}
