//! `/api/token`: only with the account's cookie.

use axum::body::{Body, Bytes};
use axum::extract::{self, Path};
use axum::http::{HeaderMap, Response, StatusCode};
use lotus::wire::{NewTokenDto, TokenDto};

use super::answer;
use crate::go_json;
use crate::state::State;

/// The tokens in the order they were made.
pub(super) async fn list(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
) -> Response<Body> {
    if !state.visitor(&headers).session {
        return answer::account_only();
    }
    let tokens = state.auth().tokens().into_iter();
    let dtos = tokens.map(|token| TokenDto {
        token: token.token.into(),
        note: token.note.into(),
    });
    answer::read(dtos.collect::<Vec<_>>())
}

/// Makes a token.
pub(super) async fn create(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    if !state.visitor(&headers).session {
        return answer::account_only();
    }
    let note = match go_json::read_object(&body).and_then(|mut form| form.text("TokenForm", "Note"))
    {
        Ok(note) => note,
        Err(error) => return answer::bad_request(&error.0),
    };
    let made = state
        .with_store(|state, store| state.auth().add_token(store, note, None))
        .await;
    match made {
        Ok(token) => answer::written(Some(NewTokenDto {
            note: token.note.into(),
            token: token.token.into(),
        })),
        Err(error) => answer::bad_request(&error.to_string()),
    }
}

/// Deletes a token.
pub(super) async fn delete(
    extract::State(state): extract::State<State>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    if !state.visitor(&headers).session {
        return answer::account_only();
    }
    let deleted = state
        .with_store(move |state, store| state.auth().delete_token(store, &token))
        .await;
    match deleted {
        Ok(true) => answer::written(None::<()>),
        Ok(false) => answer::refusal(StatusCode::OK, 400, "token 不存在"),
        Err(error) => answer::bad_request(&error.to_string()),
    }
}
