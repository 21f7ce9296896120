//! The groups of a fleet, with how their servers are.

use crate::domain::roster::Server;
use crate::domain::status::Status;

/// A group, and how many of its servers are how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Its name; empty for the servers that are in none.
    pub name: String,
    /// All its servers.
    pub total: usize,
    /// Those that are online.
    pub online: usize,
    /// Those that are offline; the others never reported.
    pub offline: usize,
}

/// The name of the group that a server is in. One of spaces is none.
pub fn group_of(server: &Server) -> &str {
    server.tag.trim()
}

/// The groups of servers, in the order in which these first name them; the servers of no group last.
pub fn groups<'a>(servers: impl IntoIterator<Item = &'a Server>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for server in servers {
        let name = group_of(server);
        let place = groups.iter().position(|group| group.name == name);
        let place = place.unwrap_or_else(|| {
            groups.push(Group {
                name: name.to_owned(),
                ..Group::default()
            });
            groups.len() - 1
        });
        if let Some(group) = groups.get_mut(place) {
            group.total += 1;
            match server.status {
                Status::Online => group.online += 1,
                Status::Offline => group.offline += 1,
                Status::Pending => {}
            }
        }
    }
    if let Some(nameless) = groups.iter().position(|group| group.name.is_empty()) {
        let nameless = groups.remove(nameless);
        groups.push(nameless);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(tag: &str, status: Status) -> Server {
        Server {
            tag: tag.to_owned(),
            status,
            ..Server::default()
        }
    }

    #[test]
    fn groups_stand_as_the_owner_named_them_and_those_without_come_last() {
        let servers = [
            server("", Status::Online),
            server("亚洲", Status::Online),
            server("Europe", Status::Offline),
            server(" 亚洲 ", Status::Pending),
            server("   ", Status::Offline),
        ];
        let counted: Vec<_> = groups(&servers)
            .into_iter()
            .map(|group| (group.name, group.total, group.online, group.offline))
            .collect();
        assert_eq!(
            counted,
            [
                ("亚洲".to_owned(), 2, 1, 0),
                ("Europe".to_owned(), 1, 0, 1),
                (String::new(), 2, 1, 1),
            ]
        );
    }

    #[test]
    fn a_fleet_of_nobody_has_no_groups() {
        assert_eq!(groups(&[]), []);
    }
}
