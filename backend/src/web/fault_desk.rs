//! `/__faults`: where tests switch faults on and off. It exists only when an option allows it.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract;
use axum::http::{Response, StatusCode};
use axum::routing::get;

use crate::api::json;
use crate::faults::Faults;
use crate::pages;
use crate::state::State;

/// The desk's own address, which no fault touches.
pub(super) const PATH: &str = "/__faults";

pub(crate) fn routes() -> Router<State> {
    Router::new().route(PATH, get(tell).post(replace))
}

async fn tell(extract::State(state): extract::State<State>) -> Response<Body> {
    json(StatusCode::OK, &state.faults().faults)
}

async fn replace(extract::State(state): extract::State<State>, body: Bytes) -> Response<Body> {
    match serde_json::from_slice::<Faults>(&body) {
        Ok(faults) => {
            state.set_faults(faults);
            json(StatusCode::OK, &state.faults().faults)
        }
        Err(error) => pages::message(StatusCode::BAD_REQUEST, "No such fault", &error.to_string()),
    }
}
