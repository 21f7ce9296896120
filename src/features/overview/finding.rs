//! Who is shown, where that is not everybody in the owner's order: the search and the orders are a
//! file of their own, which only who wants them loads.

use std::sync::Arc;

use super::latencies::of_server;
use crate::domain::fleet::arranging::Wanted;
use crate::domain::fleet::attention::{Matter, Matters};
use crate::domain::fleet::query::{Beside, Query, Wrong};
use crate::domain::fleet::view::FleetView;
use crate::domain::roster::Server;
use crate::domain::server::ServerId;
use crate::domain::time::UnixMillis;
use crate::platform::intl::RegionNames;
use crate::ui::Missing;

/// A fleet, and what is wanted of it.
#[derive(Debug)]
pub(super) struct Job {
    /// In the owner's order.
    pub(super) fleet: Vec<Arc<Server>>,
    /// Of those whose latencies are known, ms, in the order of their ids.
    pub(super) latency_ms: Vec<(ServerId, f64)>,
    pub(super) view: FleetView,
    pub(super) offline_last: bool,
    /// Whether addresses are searched: for those who are signed in.
    pub(super) has_addresses: bool,
    /// The language in which countries have their names.
    pub(super) language: &'static str,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Who is shown, in order.
    pub(super) order: Vec<ServerId>,
    /// Terms of the search that make no sense.
    pub(super) wrong: Vec<Wrong>,
}

/// Finds out who is shown.
#[expect(
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "a part may be missing, and borrows nothing"
)]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(finding, wasm_split_path = leptos::wasm_split, fallible)
)]
pub(super) fn find(job: Job) -> Result<Found, Missing> {
    let query = Query::parse(&job.view.query);
    let names = RegionNames::new(job.language);
    let beside = Beside {
        country: &|code| names.of(code),
        has_addresses: job.has_addresses,
    };
    let wanted = Wanted {
        view: &job.view,
        query: &query,
        beside: &beside,
        offline_last: job.offline_last,
        latency_ms: &|id| of_server(&job.latency_ms, id),
    };
    let order = wanted.arrange(job.fleet.iter().map(Arc::as_ref));
    Ok(Found {
        order,
        wrong: query.wrong,
    })
}

/// Whether a server has terms that may end: only of such it is found out.
pub(super) fn may_end(server: &Server) -> bool {
    let note = server.public_note.as_deref();
    note.is_some_and(|note| note.contains("endDate"))
}

/// Whose terms end soon, or have ended.
#[expect(
    clippy::unnecessary_wraps,
    clippy::needless_pass_by_value,
    reason = "a part may be missing, and borrows nothing"
)]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(terms, wasm_split_path = leptos::wasm_split, fallible)
)]
pub(super) fn ends(fleet: Vec<Arc<Server>>, now: UnixMillis) -> Result<Matters, Missing> {
    let ends = |server: &Arc<Server>| Some((server.id, Matter::of_terms(server, now)?));
    Ok(fleet.iter().filter_map(ends).collect())
}
