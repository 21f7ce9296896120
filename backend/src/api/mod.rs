//! The JSON endpoints: `/api/v1/*`, `/api/token` and `/api/logout`.

mod answer;
mod logout;
mod monitors;
mod query;
mod register;
mod servers;
mod tokens;

use axum::Router;
use axum::routing::{delete, get, post};

use crate::state::State;

pub(crate) use answer::json;

/// All JSON endpoints.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/api/v1/server/list", get(servers::list))
        .route("/api/v1/server/details", get(servers::details))
        .route("/api/v1/server/register", post(register::register))
        .route("/api/v1/monitor/{id}", get(monitors::histories))
        .route("/api/token", get(tokens::list).post(tokens::create))
        .route("/api/token/{token}", delete(tokens::delete))
        .route("/api/logout", post(logout::logout))
}
