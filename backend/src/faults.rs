//! Faults on demand, so that tests can show the page what a broken network, a broken proxy and a
//! broken agent do to it. Off unless an option allows them.
//!
//! The set of faults is one JSON value, given at the start (`--faults JSON`) or while running
//! (`POST /__faults`, which replaces the whole set; `{}` ends all of them; `GET` tells it):
//!
//! ```json
//! {
//!   "rules": [
//!     {"path": "/api/v1/server", "delay_ms": 500, "status": 502, "body": "html"},
//!     {"path": "/api", "with": "Authorization", "status": 401, "headers": {"WWW-Authenticate": "Basic"}},
//!     {"path": "/api/v1/monitor", "text": "{\"code\": 0, \"result\": 7}"},
//!     {"path": "/api/token", "method": "DELETE", "body": "cut"},
//!     {"path": "/ws", "socket": "silent"}
//!   ],
//!   "clock_skew_ms": 3600000,
//!   "not_a_number": [9],
//!   "offline": [3],
//!   "database": "down",
//!   "altered": {"2": {"State": {"NetInSpeed": 9223372015379939328}}},
//!   "histories": {"2": [{"monitor_id": 1, "created_at": [], "avg_delay": []}]}
//! }
//! ```
//!
//! The first rule whose `path` begins the request's path, whose `method` is the request's if it names
//! one, and whose header `with` the request has if it names one, holds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::watch;

use crate::clock::UnixNanos;

/// Everything that is to go wrong.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// What goes wrong with requests, by path.
    pub rules: Vec<Rule>,
    /// How far the dashboard's clock is off, in milliseconds: `Date`, `now`, `last_active`.
    pub clock_skew_ms: i64,
    /// Servers whose agent reports NaN.
    pub not_a_number: Vec<u64>,
    /// Servers whose agent stopped reporting when this fault began.
    pub offline: Vec<u64>,
    /// The database fails.
    pub database: Database,
    /// What frames say of servers in place of what is so, by their ids: a field of an object alone, or
    /// the whole of anything else.
    pub altered: BTreeMap<u64, Value>,
    /// The histories of servers, by their ids, as they are told to whoever may see them.
    pub histories: BTreeMap<u64, Value>,
}

/// What goes wrong with requests to a path.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rule {
    /// What the request's path begins with; empty for every path.
    pub path: String,
    /// The request's method, as `POST`; without one every method.
    pub method: Option<String>,
    /// A header without which the rule leaves a request alone: what only a proxy between would mind.
    pub with: Option<String>,
    /// How long the answer is held back.
    pub delay_ms: u64,
    /// The HTTP status; without a `body` it comes with a page of HTML.
    pub status: Option<u16>,
    /// What stands in place of the body.
    pub body: Option<Body>,
    /// JSON, or what passes for it, in place of the body.
    pub text: Option<String>,
    /// Headers beside the answer's own.
    pub headers: BTreeMap<String, String>,
    /// What goes wrong with sockets, those that are open included.
    pub socket: Option<Socket>,
}

/// What stands in place of an answer's body.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Body {
    /// A page of HTML, as a proxy sends it.
    Html,
    /// Nothing.
    Empty,
    /// The first half of the answer; its headers say nothing of that.
    Cut,
}

/// What goes wrong with a socket.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Socket {
    /// The connection is refused with HTTP 503.
    Refused,
    /// The connection ends at once, without a close frame.
    Dropped,
    /// The socket is open and never gives a frame.
    Silent,
    /// Frames end in the middle of their JSON.
    Cut,
    /// The connection ends in the middle of a frame.
    Severed,
    /// Each frame comes with 30 older ones before it.
    Burst,
    /// Of three frames one comes: the line carries no more.
    Late,
}

/// How the database is.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Database {
    /// It works.
    #[default]
    Up,
    /// Every use of it is an error, and so nobody is known who asks.
    Down,
    /// Who asks is known still; everything else is an error.
    Failing,
}

impl Faults {
    /// The first rule for a method and a path, of a request with these headers.
    pub(crate) fn rule(&self, method: &str, path: &str, headers: &HeaderMap) -> Option<&Rule> {
        self.rules
            .iter()
            .find(|rule| rule.holds(method, path, headers))
    }

    /// What goes wrong with the sockets of a path.
    pub(crate) fn socket(&self, path: &str) -> Option<Socket> {
        self.rule("GET", path, &HeaderMap::new())
            .and_then(|rule| rule.socket)
    }
}

/// Puts values into an object, into its objects likewise; what is no object replaces what was there.
pub(crate) fn alter(value: &mut Value, by: &Value) {
    match (value, by) {
        (Value::Object(fields), Value::Object(by)) => {
            for (name, by) in by {
                alter(fields.entry(name.clone()).or_insert(Value::Null), by);
            }
        }
        (value, by) => *value = by.clone(),
    }
}

impl Rule {
    fn holds(&self, method: &str, path: &str, headers: &HeaderMap) -> bool {
        let meant = self.method.as_deref();
        let with = self.with.as_deref();
        path.starts_with(&self.path)
            && meant.is_none_or(|meant| meant == method)
            && with.is_none_or(|with| headers.contains_key(with))
    }

    pub(crate) fn delay(&self) -> Duration {
        Duration::from_millis(self.delay_ms)
    }
}

/// The faults that hold, and since when an agent is offline.
#[derive(Clone, Debug, Default)]
pub(crate) struct Active {
    pub(crate) faults: Faults,
    pub(crate) offline_since: BTreeMap<u64, UnixNanos>,
}

/// Holds the faults and tells open sockets of a change.
pub(crate) struct Switchboard {
    allowed: bool,
    active: watch::Sender<Arc<Active>>,
}

impl Switchboard {
    /// `None`: no fault can ever be switched on.
    pub(crate) fn new(faults: Option<Faults>, now: UnixNanos) -> Self {
        let board = Self {
            allowed: faults.is_some(),
            active: watch::Sender::new(Arc::default()),
        };
        board.set(faults.unwrap_or_default(), now);
        board
    }

    pub(crate) fn are_allowed(&self) -> bool {
        self.allowed
    }

    pub(crate) fn active(&self) -> Arc<Active> {
        Arc::clone(&self.active.borrow())
    }

    pub(crate) fn watch(&self) -> watch::Receiver<Arc<Active>> {
        self.active.subscribe()
    }

    /// Replaces the faults. An agent that was offline already stays so since then.
    pub(crate) fn set(&self, faults: Faults, now: UnixNanos) {
        self.active.send_modify(|active| {
            let since = |id: &u64| (*id, *active.offline_since.get(id).unwrap_or(&now));
            let offline_since = faults.offline.iter().map(since).collect();
            *active = Arc::new(Active {
                faults,
                offline_since,
            });
        });
    }
}
