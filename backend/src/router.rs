//! Which handler answers what, and what every request passes through.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::get;

use crate::state::State;
use crate::{api, socket, web};

/// The longest body of a request, in bytes: a note of some thousand characters and room.
const BODY_LIMIT: usize = 64 * 1024;

/// The backend as a router: the dashboard itself, or the way to the real one.
pub fn app(state: State) -> Router {
    let mut routes = if state.upstream().is_some() {
        Router::new().fallback(web::asset_or_dashboard)
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
