//! What is not JSON: the sign-in pages, the app's files, and the way requests are framed.

mod around;
mod assets;
mod dashboard;
mod fault_desk;
mod redirect;
mod sign_in;

use axum::Router;
use axum::routing::{get, post};

use crate::state::State;

pub(crate) use around::{answer_date, api_methods, faulty, logged};
pub(crate) use assets::page_or_asset;
pub(crate) use dashboard::asset_or_dashboard;
pub(crate) use fault_desk::routes as fault_routes;

/// The pages with a form.
pub(crate) fn routes() -> Router<State> {
    Router::new()
        .route("/login", get(sign_in::form).post(sign_in::sign_in))
        .route("/view-password", post(sign_in::view_password))
}
