//! Each server's own signal, so that a tick wakes only the cards of servers that changed.

use std::sync::Arc;

use crate::domain::roster::{Changes, Roster, Server, Totals};
use crate::domain::server::ServerId;
use crate::platform::signal::{RwSignal, SharedSignal, StoredValue, Text};

/// One server, as components read it.
#[derive(Clone, Copy, Debug)]
pub struct ServerSignal(RwSignal<Arc<Server>>);

impl ServerSignal {
    /// What is picked now; reading it subscribes the reader.
    pub fn get<T>(self, pick: fn(&Server) -> T) -> T {
        self.0.with(|server| pick(server))
    }

    /// What is picked now, without subscribing.
    pub fn get_untracked<T>(self, pick: fn(&Server) -> T) -> T {
        self.0.with_untracked(|server| pick(server))
    }

    /// What is picked, as it changes.
    pub fn signal(self, pick: fn(&Server) -> String) -> Text {
        Text::new(move || self.get(pick))
    }

    /// What is made of the server, as it changes.
    pub fn with<T>(self, make: impl FnOnce(&Server) -> T) -> T {
        self.0.with(|server| make(server))
    }
}

/// The stores that cards read.
#[derive(Clone, Copy, Debug)]
pub struct Registry {
    /// The ids in the owner's order.
    pub order: RwSignal<Vec<ServerId>>,
    /// Sums over the fleet.
    pub totals: RwSignal<Totals>,
    /// In ascending order of their ids.
    servers: StoredValue<Vec<(ServerId, SharedSignal<Arc<Server>>)>>,
}

impl Registry {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            order: RwSignal::new(Vec::new()),
            totals: RwSignal::new(Totals::default()),
            servers: StoredValue::new(Vec::new()),
        }
    }

    /// One server's signal.
    pub fn server(self, id: ServerId) -> Option<ServerSignal> {
        let signal = self.servers.with_value(|servers| {
            let position = servers.binary_search_by_key(&id, |(id, _)| *id).ok()?;
            servers.get(position).map(|(_, signal)| signal.clone())
        });
        signal.map(|signal| ServerSignal(signal.signal()))
    }

    /// Brings the signals up to date with what changed in the roster. What did not change is not
    /// touched: nobody is woken for it.
    pub fn apply(self, roster: &Roster, changes: &Changes) {
        let mut woken = Vec::new();
        self.servers.try_update_value(|servers| {
            for id in &changes.servers {
                let Some(server) = roster.get(*id) else {
                    continue;
                };
                match servers.binary_search_by_key(id, |(id, _)| *id) {
                    Ok(position) => {
                        let signal = servers.get(position).map(|(_, signal)| signal.clone());
                        woken.push((signal, Arc::clone(server)));
                    }
                    Err(position) => {
                        let signal = SharedSignal::new(Arc::clone(server));
                        servers.insert(position, (*id, signal));
                    }
                }
            }
            if changes.order {
                servers.retain(|(id, _)| roster.get(*id).is_some());
            }
        });
        // Outside the update: a woken reader may ask for another server.
        for (signal, server) in woken {
            if let Some(signal) = signal {
                signal.set(server);
            }
        }
        if changes.order {
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
