//! The embedded backend: it stands where a Nezha V0 dashboard stands, so that Lotus needs no other
//! server to be tried, developed and tested.
//!
//! It speaks V0's wire contract, quirks included; the shapes are those of [`lotus::wire`]. What
//! only harms a server (a thread that spins, a panic) is not imitated, only its answer.
//!
//! [`app`] is the whole of it as a router, which tests call without a port; [`run`] is the program.

mod agents;
mod api;
mod auth;
mod clock;
pub mod faults;
pub mod fleet;
mod frames;
mod go_json;
pub mod machine;
mod measure;
mod options;
mod pages;
pub mod probe;
mod roster;
mod secrets;
mod serve;
mod socket;
mod staging;
mod state;
mod store;
mod upstream;
mod web;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;

pub use auth::{SESSION_COOKIE, VIEW_PASSWORD_COOKIE};
pub use clock::{Clock, UnixNanos};
pub use options::Options;
pub use roster::{FIRST_SYNTHETIC_ID, Report, Server, THIS_MACHINE};
pub use serve::{StartError, run};
pub use state::{Setup, State};
pub use store::{Store, StoreError};
pub use upstream::{Upstream, UpstreamError};

/// The longest body of a request, in bytes: a note of some thousand characters and room.
const BODY_LIMIT: usize = 64 * 1024;

/// The backend as a router: the dashboard itself, or the way to the real one.
pub fn app(state: State) -> Router {
    let mut routes = if state.upstream().is_some() {
        Router::new().fallback(upstream::forward)
    } else {
        Router::new()
            .merge(api::routes())
            .merge(web::routes())
            .route(socket::PATH, get(socket::open))
            .fallback(web::page_or_asset)
            .method_not_allowed_fallback(web::page_or_asset)
            .layer(from_fn(web::api_methods))
    };
    if state.faults_are_allowed() {
        routes = routes
            .layer(from_fn_with_state(state.clone(), web::faulty))
            .merge(web::fault_routes());
    }
    routes
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn_with_state(state.clone(), web::answer_date))
        .layer(from_fn_with_state(state.clone(), web::logged))
        .with_state(state)
}
