//! Each server's own store, patched by field, so that a tick wakes the readers of what changed and
//! nobody else.

use std::collections::BTreeMap;

use leptos::prelude::*;
use reactive_stores::{ArcStore, Patch, Store};

use super::server_state::ServerState;

use crate::domain::roster::{Changes, Roster, Totals};
use crate::domain::server::ServerId;

/// One server, as components read it: field by field, by the names of [`ServerState`]'s fields.
pub type ServerStore = Store<ServerState>;

/// The stores that cards and pages read.
#[derive(Clone, Copy, Debug)]
pub struct Registry {
    /// The ids in the owner's order.
    pub order: RwSignal<Vec<ServerId>>,
    /// Sums over the fleet.
    pub totals: RwSignal<Totals>,
    servers: StoredValue<BTreeMap<ServerId, ArcStore<ServerState>>>,
}

impl Registry {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            order: RwSignal::new(Vec::new()),
            totals: RwSignal::new(Totals::default()),
            servers: StoredValue::new(BTreeMap::new()),
        }
    }

    /// One server's store, at hand as long as the calling scope.
    pub fn server(self, id: ServerId) -> Option<ServerStore> {
        let store = self
            .servers
            .with_value(|servers| servers.get(&id).cloned())?;
        Some(store.into())
    }

    /// Brings the stores up to date with what changed in the roster.
    pub fn apply(self, roster: &Roster, changes: &Changes) {
        for id in &changes.servers {
            let Some(server) = roster.get(*id) else {
                continue;
            };
            let server = ServerState::from(&**server);
            let store = self.servers.with_value(|servers| servers.get(id).cloned());
            match store {
                Some(store) => store.patch(server),
                None => self.servers.update_value(|servers| {
                    servers.insert(*id, ArcStore::new(server));
                }),
            }
        }
        if changes.order {
            self.servers
                .update_value(|servers| servers.retain(|id, _| roster.get(*id).is_some()));
            self.order.set(roster.order().to_vec());
        }
        if changes.order || !changes.servers.is_empty() {
            let totals = roster.totals();
            if self.totals.with_untracked(|former| *former != totals) {
                self.totals.set(totals);
            }
        }
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}
