//! The real dashboard, where one stands in place of this one.

use axum::body::Body;
use axum::extract::{self, Request};
use axum::http::Response;

use super::assets::asset_or;
use crate::pages;
use crate::state::State;

/// The app's own files from here, everything else from the dashboard.
pub(crate) async fn asset_or_dashboard(
    extract::State(state): extract::State<State>,
    request: Request,
) -> Response<Body> {
    let request = match asset_or(&state, request).await {
        Ok(asset) => return asset,
        Err(request) => request,
    };
    match state.upstream() {
        Some(upstream) => upstream.hand_up(request).await,
        None => pages::not_found(),
    }
}
