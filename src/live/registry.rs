//! The fleet as screens read it: each server that is shown has a store of its own, patched by field,
//! so that a tick wakes the readers of what changed and nobody else. Servers that nobody shows have
//! none, and cost a tick nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Weak};

use leptos::prelude::*;
use reactive_stores::{ArcStore, Patch, Store};

use super::server_state::ServerState;

use crate::domain::roster::{Changes, Roster, Server, Totals};
use crate::domain::server::ServerId;

/// One server, as components read it: field by field, by the names of [`ServerState`]'s fields.
pub type ServerStore = Store<ServerState>;

/// The store of a server that is shown somewhere.
#[derive(Debug)]
struct Shown {
    store: ArcStore<ServerState>,
    /// What the store says.
    said: Arc<Server>,
    /// Held by each scope that reads the store.
    readers: Weak<()>,
}

/// The servers that cards and pages read.
#[derive(Clone, Copy, Debug)]
pub struct Registry {
    /// The ids in the owner's order.
    pub order: RwSignal<Vec<ServerId>>,
    /// Sums over the fleet.
    pub totals: RwSignal<Totals>,
    /// Changes with each message that changed a server.
    pub version: RwSignal<u32>,
    stock: StoredValue<Stock>,
}

#[derive(Debug, Default)]
struct Stock {
    /// All servers, by id.
    fleet: Vec<Arc<Server>>,
    /// Those that are shown.
    shown: BTreeMap<ServerId, Shown>,
}

impl Registry {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            order: RwSignal::new(Vec::new()),
            totals: RwSignal::new(Totals::default()),
            version: RwSignal::new(0),
            stock: StoredValue::default(),
        }
    }

    /// One server as it is now; reading it subscribes nobody.
    pub fn known(self, id: ServerId) -> Option<Arc<Server>> {
        self.stock
            .with_value(|stock| find(&stock.fleet, id).cloned())
    }

    /// All servers as they are now, in the owner's order; reading them subscribes nobody.
    pub fn fleet(self) -> Vec<Arc<Server>> {
        self.stock.with_value(|stock| {
            self.order.with_untracked(|order| {
                let known = order.iter().filter_map(|id| find(&stock.fleet, *id));
                known.cloned().collect()
            })
        })
    }

    /// One server's store, kept up to date as long as the calling scope.
    pub fn server(self, id: ServerId) -> Option<ServerStore> {
        let known = self.known(id)?;
        let (store, reader) = self.stock.try_update_value(|stock| {
            if let Some(shown) = stock.shown.get(&id)
                && let Some(reader) = shown.readers.upgrade()
            {
                return (shown.store.clone(), reader);
            }
            let reader = Arc::new(());
            let store = ArcStore::new(ServerState::from(&*known));
            let entry = Shown {
                store: store.clone(),
                said: known,
                readers: Arc::downgrade(&reader),
            };
            stock.shown.insert(id, entry);
            (store, reader)
        })?;
        // Goes with the scope, and with the last one the store.
        StoredValue::new(reader);
        Some(store.into())
    }

    /// Brings everything up to date with what changed in the roster.
    pub fn apply(self, roster: &Roster, changes: &Changes) {
        if !changes.order && changes.servers.is_empty() {
            return;
        }
        let patches = self.stock.try_update_value(|stock| {
            stock.fleet = roster.shared().to_vec();
            stock
                .shown
                .retain(|_, shown| shown.readers.strong_count() > 0);
            let differing = stock.shown.iter_mut().filter_map(|(id, shown)| {
                let server = roster.get(*id)?;
                if Arc::ptr_eq(server, &shown.said) {
                    return None;
                }
                shown.said = Arc::clone(server);
                Some((shown.store.clone(), ServerState::from(&**server)))
            });
            differing.collect::<Vec<_>>()
        });
        // Whoever is woken may ask for another store.
        for (store, state) in patches.unwrap_or_default() {
            store.patch(state);
        }
        if changes.order {
            self.order.set(roster.order().to_vec());
        }
        let totals = roster.totals();
        if self.totals.with_untracked(|former| *former != totals) {
            self.totals.set(totals);
        }
        self.version
            .update(|version| *version = version.wrapping_add(1));
    }
}

fn find(fleet: &[Arc<Server>], id: ServerId) -> Option<&Arc<Server>> {
    let position = fleet.binary_search_by_key(&id, |server| server.id).ok()?;
    fleet.get(position)
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}
