//! Registering servers: which ones are new, because the dashboard's answer has no id.

use std::net::IpAddr;

use crate::domain::ids::IdSet;
use crate::domain::server::ServerId;

/// The group the dashboard puts a server into that was registered without one.
pub const DEFAULT_GROUP: &str = "AutoRegister";

/// The most servers that are registered at once.
pub const NAMES_LIMIT: usize = 200;

/// A server of `GET /api/v1/server/list`, as far as telling it from others goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The server's id.
    pub id: ServerId,
    /// Its name.
    pub name: String,
    /// Its group.
    pub tag: String,
}

/// What was registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The name sent; an empty one became the address of who asked.
    pub name: &'a str,
    /// The group sent; an empty one became [`DEFAULT_GROUP`].
    pub tag: &'a str,
}

impl Wanted<'_> {
    fn is_like(&self, server: &Listed) -> bool {
        let tag = if self.tag.is_empty() {
            DEFAULT_GROUP
        } else {
            self.tag
        };
        let is_named = if self.name.is_empty() {
            server.name.parse::<IpAddr>().is_ok()
        } else {
            server.name == self.name
        };
        is_named && server.tag == tag
    }
}

/// Which server a registration made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// This one.
    Found(ServerId),
    /// One of these, which look the same; in the list's order.
    Alike(Vec<ServerId>),
    /// None that is new looks like it.
    Missing,
}

/// The servers that were not there before.
pub fn newcomers(before: &IdSet, after: &[Listed]) -> Vec<Listed> {
    let new = after.iter().filter(|server| !before.contains(&server.id));
    new.cloned().collect()
}

/// Tells which server a registration made, from the ids before it and the list after it. The only
/// new one is the one, whatever it is called; where others were registered at the same time, name
/// and group decide.
pub fn match_new(before: &IdSet, after: &[Listed], wanted: &Wanted<'_>) -> Match {
    let mut new = newcomers(before, after);
    if new.len() > 1 {
        new.retain(|server| wanted.is_like(server));
    }
    match new.as_slice() {
        [] => Match::Missing,
        [one] => Match::Found(one.id),
        several => Match::Alike(several.iter().map(|server| server.id).collect()),
    }
}

/// The names of a pasted list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The first [`NAMES_LIMIT`] names, in the list's order; one that occurs twice is two servers.
    pub names: Vec<String>,
    /// How many more there were.
    pub left_out: usize,
}

/// Reads a pasted list: a name a line, without the blanks around it and without control characters;
/// lines with nothing in them are no names, and a file's byte order mark belongs to none.
pub fn names_of(text: &str) -> Names {
    let mut read = Names::default();
    let text = text.trim_start_matches('\u{feff}');
    for line in text.split(['\n', '\r']) {
        let mut name = line.to_owned();
        name.retain(|character| !character.is_control());
        let name = name.trim();
        if name.is_empty() {
            continue;
        }
        if read.names.len() < NAMES_LIMIT {
            read.names.push(name.to_owned());
        } else {
            read.left_out += 1;
        }
    }
    read
}

/// The names of a fleet's groups, each once, in order of first appearance. A server without a group
/// has none to offer.
pub fn group_names<'a>(tags: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for tag in tags {
        if !tag.is_empty() && !groups.iter().any(|group| group == tag) {
            groups.push(tag.to_owned());
        }
    }
    groups
}
