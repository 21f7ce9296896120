//! A set of server ids.

use crate::domain::server::ServerId;

/// Server ids in ascending order, each once: a sorted list, which is smaller than a tree in
/// memory and in code, and as quick at the size of a fleet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdSet(Vec<ServerId>);

impl IdSet {
    /// Whether the id is in the set.
    pub fn contains(&self, id: ServerId) -> bool {
        self.0.binary_search(&id).is_ok()
    }

    /// Adds an id; whether it is new.
    pub fn insert(&mut self, id: ServerId) -> bool {
        match self.0.binary_search(&id) {
            Ok(_) => false,
            Err(position) => {
                self.0.insert(position, id);
                true
            }
        }
    }

    /// The ids in ascending order.
    pub fn as_slice(&self) -> &[ServerId] {
        &self.0
    }
}

impl FromIterator<ServerId> for IdSet {
    fn from_iter<I: IntoIterator<Item = ServerId>>(ids: I) -> Self {
        let mut set = Self::default();
        for id in ids {
            set.insert(id);
        }
        set
    }
}

impl Extend<ServerId> for IdSet {
    fn extend<I: IntoIterator<Item = ServerId>>(&mut self, ids: I) {
        for id in ids {
            self.insert(id);
        }
    }
}
