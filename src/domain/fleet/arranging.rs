//! Who of a fleet is shown, and in which order: what a view asks for.

use super::groups::group_of;
use super::order::{SortKey, sort};
use super::query::{Beside, Query};
use super::view::FleetView;
use crate::domain::roster::Server;
use crate::domain::server::ServerId;
use crate::domain::status::Status;

/// What the order depends on beside the servers.
pub struct Wanted<'a> {
    /// Group, status and order.
    pub view: &'a FleetView,
    /// What is searched for, as the view has it.
    pub query: &'a Query,
    /// What the search knows beside the server.
    pub beside: &'a Beside<'a>,
    /// Whether those that are offline stand behind the others, whatever the order.
    pub offline_last: bool,
    /// Milliseconds that a server is sorted by; `None` where they are not known.
    pub latency_ms: &'a dyn Fn(ServerId) -> Option<f64>,
}

impl Wanted<'_> {
    /// Those who are shown, in their order, of servers that stand in the owner's.
    pub fn arrange<'a>(&self, servers: impl IntoIterator<Item = &'a Server>) -> Vec<ServerId> {
        let is_shown = |server: &&'a Server| {
            let group = self.view.group.as_deref();
            let status = self.view.status;
            group.is_none_or(|group| group == group_of(server))
                && status.is_none_or(|status| status == server.status)
                && self.query.finds(server, self.beside)
        };
        let shown = servers.into_iter().filter(is_shown);
        let (key, is_descending) = (self.view.sort, self.view.is_descending);
        if !self.offline_last || key == SortKey::Status {
            return sort(shown, key, is_descending, self.latency_ms);
        }
        let (gone, there): (Vec<_>, Vec<_>) =
            shown.partition(|server| server.status == Status::Offline);
        let mut order = sort(there, key, is_descending, self.latency_ms);
        order.extend(sort(gone, key, is_descending, self.latency_ms));
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(id: u64, name: &str, tag: &str, status: Status) -> Server {
        Server {
            id: ServerId(id),
            name: name.to_owned(),
            tag: tag.to_owned(),
            status,
            ..Server::default()
        }
    }

    fn fleet() -> [Server; 4] {
        [
            server(1, "d", "EU", Status::Online),
            server(2, "c", " EU ", Status::Offline),
            server(3, "b", "", Status::Pending),
            server(4, "a", "EU", Status::Online),
        ]
    }

    fn arranged(address: &str, offline_last: bool) -> Vec<u64> {
        let view = FleetView::parse(address);
        let query = Query::parse(&view.query);
        let beside = Beside {
            country: &|_| None,
            has_addresses: false,
        };
        let wanted = Wanted {
            view: &view,
            query: &query,
            beside: &beside,
            offline_last,
            latency_ms: &|_| None,
        };
        let order = wanted.arrange(&fleet());
        order.into_iter().map(|id| id.0).collect()
    }

    #[test]
    fn what_is_asked_for_is_shown_and_all_of_it_together() {
        assert_eq!(arranged("#/", false), [1, 2, 3, 4]);
        assert_eq!(arranged("#/?tag=EU", false), [1, 2, 4]);
        assert_eq!(arranged("#/?tag=", false), [3]);
        assert_eq!(arranged("#/?status=online&sort=name", false), [4, 1]);
        assert_eq!(arranged("#/?tag=EU&status=offline&q=c", false), [2]);
        assert_eq!(arranged("#/?tag=nowhere", false), [] as [u64; 0]);
    }

    #[test]
    fn those_that_are_offline_sink_where_that_is_wanted() {
        assert_eq!(arranged("#/", true), [1, 3, 4, 2]);
        assert_eq!(arranged("#/?sort=name&dir=desc", true), [1, 3, 4, 2]);
        // Who sorts by it has said where they belong.
        assert_eq!(arranged("#/?sort=status&dir=desc", true), [3, 2, 1, 4]);
    }
}
