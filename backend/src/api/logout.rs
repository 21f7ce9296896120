//! `POST /api/logout`: ends the account's session in all browsers.

use axum::body::{Body, Bytes};
use axum::extract;
use axum::http::{HeaderMap, Response, StatusCode};

use super::answer;
use crate::go_json;
use crate::state::State;

/// The account's id, which the body has to name.
const ACCOUNT: u64 = 1;

/// Ends the session. No cookie is cleared, and the answer is a code alone.
pub(super) async fn logout(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    if !state.visitor(&headers).session {
        return answer::account_only();
    }
    match go_json::read_object(&body).and_then(|mut form| form.number("LogoutForm", "ID")) {
        Ok(ACCOUNT) => {}
        Ok(_) => return answer::bad_request("用户ID不匹配"),
        Err(error) => return answer::bad_request(&error.0),
    }
    match state
        .with_store(|state, store| state.auth().sign_out(store))
        .await
    {
        Ok(()) => answer::envelope(StatusCode::OK, 200, None, None::<()>),
        Err(error) => answer::bad_request(&error.to_string()),
    }
}
