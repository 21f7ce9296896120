//! How the overview is looked at, as the address tells it:
//! `#/?tag=Tag1&q=hk&status=online&sort=cpu&dir=desc&view=table`.

use form_urlencoded::{Serializer, parse};

use super::order::SortKey;
use crate::domain::route::Route;
use crate::domain::status::Status;

/// As what the servers are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Layout {
    /// A card each.
    #[default]
    Cards,
    /// A line each.
    List,
    /// A row each, with columns of the visitor's choice.
    Table,
    /// A place a country.
    Map,
}

impl Layout {
    /// All of them, in the order of their buttons.
    pub const ALL: [Self; 4] = [Self::Cards, Self::List, Self::Table, Self::Map];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cards => "cards",
            Self::List => "list",
            Self::Table => "table",
            Self::Map => "map",
        }
    }
}

/// A column of the table, beside the name, which is always there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is called as what it shows")]
pub enum Column {
    Group,
    Country,
    System,
    Cpu,
    Memory,
    Swap,
    Disk,
    Load,
    Up,
    Down,
    Sent,
    Received,
    Traffic,
    Tcp,
    Udp,
    Processes,
    LastSeen,
    Uptime,
    /// Of the pinned monitors.
    Latency,
}

impl Column {
    /// All of them, in the order of their list.
    pub const ALL: [Self; 19] = [
        Self::Group,
        Self::Country,
        Self::System,
        Self::Cpu,
        Self::Memory,
        Self::Swap,
        Self::Disk,
        Self::Load,
        Self::Up,
        Self::Down,
        Self::Sent,
        Self::Received,
        Self::Traffic,
        Self::Tcp,
        Self::Udp,
        Self::Processes,
        Self::LastSeen,
        Self::Uptime,
        Self::Latency,
    ];

    /// Those that are shown where nobody chose others.
    pub const USUAL: [Self; 9] = [
        Self::Cpu,
        Self::Memory,
        Self::Disk,
        Self::Load,
        Self::Up,
        Self::Down,
        Self::Traffic,
        Self::Tcp,
        Self::Uptime,
    ];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::Country => "country",
            Self::System => "os",
            Self::Cpu => "cpu",
            Self::Memory => "memory",
            Self::Swap => "swap",
            Self::Disk => "disk",
            Self::Load => "load",
            Self::Up => "up",
            Self::Down => "down",
            Self::Sent => "sent",
            Self::Received => "received",
            Self::Traffic => "traffic",
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Processes => "processes",
            Self::LastSeen => "seen",
            Self::Uptime => "uptime",
            Self::Latency => "latency",
        }
    }

    /// What its heading sorts by; `None` where it cannot.
    pub fn sort(self) -> Option<SortKey> {
        Some(match self {
            Self::Group => SortKey::Group,
            Self::Country => SortKey::Country,
            Self::Cpu => SortKey::Cpu,
            Self::Memory => SortKey::Memory,
            Self::Swap => SortKey::Swap,
            Self::Disk => SortKey::Disk,
            Self::Load => SortKey::Load,
            Self::Up => SortKey::Up,
            Self::Down => SortKey::Down,
            Self::Traffic => SortKey::Traffic,
            Self::Processes => SortKey::Processes,
            Self::LastSeen => SortKey::LastSeen,
            Self::Uptime => SortKey::Uptime,
            Self::Latency => SortKey::Latency,
            Self::System | Self::Sent | Self::Received | Self::Tcp | Self::Udp => return None,
        })
    }

    /// Reads names with commas between them; what is none is passed over, and so is what was named.
    pub fn read(names: &str) -> Vec<Self> {
        let mut columns = Vec::new();
        for name in names.split(',') {
            let column = Self::ALL.into_iter().find(|column| column.name() == name);
            columns.extend(column.filter(|column| !columns.contains(column)));
        }
        columns
    }

    /// Writes them so.
    pub fn write(columns: &[Self]) -> String {
        let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
        names.join(",")
    }
}

/// What is shown of a fleet, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FleetView {
    /// The group that is shown, empty for the servers of none; `None` for all.
    pub group: Option<String>,
    /// What is searched for, as it was typed.
    pub query: String,
    /// The status that is shown; `None` for all.
    pub status: Option<Status>,
    /// What it is sorted by.
    pub sort: SortKey,
    /// Whether from the highest to the lowest.
    pub is_descending: bool,
    /// As what it is shown; `None` as it was last, or as suits the window.
    pub layout: Option<Layout>,
    /// The columns of the table; empty for those that were chosen last, or the usual ones.
    pub columns: Vec<Column>,
}

impl FleetView {
    /// Reads the fragment of an address. What makes no sense is passed over.
    pub fn parse(fragment: &str) -> Self {
        let query = fragment.split_once('?').map_or("", |(_, query)| query);
        let mut view = Self::default();
        let mut direction = None;
        for (key, value) in parse(query.as_bytes()) {
            match &*key {
                "tag" => view.group = Some(value.trim().to_owned()),
                "q" => view.query = value.into_owned(),
                "status" => {
                    let named = STATUSES.into_iter().find(|status| status.name() == value);
                    view.status = named.or(view.status);
                }
                "sort" => {
                    let named = SortKey::ALL.into_iter().find(|key| key.name() == value);
                    view.sort = named.unwrap_or(view.sort);
                }
                "cols" => view.columns = Column::read(&value),
                "dir" if value == "asc" || value == "desc" => direction = Some(value == "desc"),
                "view" => {
                    let named = Layout::ALL
                        .into_iter()
                        .find(|layout| layout.name() == value);
                    view.layout = named.or(view.layout);
                }
                _ => {}
            }
        }
        view.is_descending = direction.unwrap_or(view.sort.begins_high());
        view
    }

    /// The address of this view: nothing in it that goes without saying.
    pub fn href(&self) -> String {
        let mut pairs = Serializer::new(String::new());
        if let Some(group) = &self.group {
            pairs.append_pair("tag", group);
        }
        if !self.query.trim().is_empty() {
            pairs.append_pair("q", &self.query);
        }
        if let Some(status) = self.status {
            pairs.append_pair("status", status.name());
        }
        let is_turned = self.is_descending != self.sort.begins_high();
        if self.sort != SortKey::Owner || is_turned {
            pairs.append_pair("sort", self.sort.name());
            let direction = if self.is_descending { "desc" } else { "asc" };
            pairs.append_pair("dir", direction);
        }
        if let Some(layout) = self.layout {
            pairs.append_pair("view", layout.name());
        }
        if !self.columns.is_empty() {
            pairs.append_pair("cols", &Column::write(&self.columns));
        }
        let pairs = pairs.finish();
        let overview = Route::Overview.href();
        if pairs.is_empty() {
            overview
        } else {
            format!("{overview}?{pairs}")
        }
    }
}

const STATUSES: [Status; 3] = [Status::Online, Status::Offline, Status::Pending];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written_alike() {
        for address in [
            "#/",
            "#/?tag=Tag1&q=hk&status=online&sort=cpu&dir=desc&view=cards",
            "#/?tag=",
            "#/?tag=%E4%BA%9A%E6%B4%B2",
            "#/?q=os%3Adebian+cpu%3E80+%22a+b%22+%26+%2B+%25+%23",
            "#/?sort=name&dir=asc",
            "#/?sort=name&dir=desc",
            "#/?sort=cpu&dir=asc",
            "#/?sort=owner&dir=desc",
            "#/?status=pending&view=map",
            "#/?view=table&cols=uptime%2Ccpu",
        ] {
            assert_eq!(FleetView::parse(address).href(), address);
        }
    }

    #[test]
    fn what_is_read_is_what_was_meant() {
        let view = FleetView::parse("#/?tag=%20EU%20&q=os%3Adebian%20x&status=offline&sort=memory");
        let expected = FleetView {
            group: Some("EU".to_owned()),
            query: "os:debian x".to_owned(),
            status: Some(Status::Offline),
            sort: SortKey::Memory,
            is_descending: true,
            layout: None,
            columns: Vec::new(),
        };
        assert_eq!(view, expected);
    }

    #[test]
    fn what_makes_no_sense_is_passed_over() {
        for address in [
            "#/?sort=colour&dir=up&status=sleeping&view=hologram&cols=colour,",
            "#/?",
            "#/?&&=&x=1&q",
            "#/?q=%20%20",
            "#/?dir=sideways",
        ] {
            assert_eq!(FleetView::parse(address).href(), "#/", "{address}");
        }
        // Bytes that are no text, and signs that are no code.
        assert_eq!(FleetView::parse("#/?q=%FF%").query, "\u{fffd}%");
    }
}
