//! `/login` and `/view-password`.

use axum::body::{Body, Bytes};
use axum::extract;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::go_json;
use crate::pages;
use crate::state::State;

/// The sign-in form; who is signed in already is told so with HTTP 400, as V0 does.
pub(super) async fn form(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
) -> Response<Body> {
    if state.visitor(&headers).session {
        return signed_in_already();
    }
    pages::login(None)
}

/// Takes the form's field `password`.
pub(super) async fn sign_in(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    if state.visitor(&headers).session {
        return signed_in_already();
    }
    if !state
        .auth()
        .is_password(&field(&headers, &body, "password"))
    {
        return pages::login(Some("This is not the password."));
    }
    let session = state
        .with_store(|state, store| state.auth().sign_in(store, state.now()))
        .await;
    match session {
        Ok(cookie) => go_to("/", &cookie),
        Err(_) => pages::login(Some("The sign-in could not be kept. Please try again.")),
    }
}

/// Takes the field `Password` of a form or of JSON; goes back to where one came from.
pub(super) async fn view_password(
    extract::State(state): extract::State<State>,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    match state
        .auth()
        .view_password_cookie(&field(&headers, &body, "Password"))
    {
        Some(cookie) => {
            let referer = headers
                .get(header::REFERER)
                .and_then(|value| value.to_str().ok());
            let path = referer.filter(|text| is_own(text, &headers));
            go_to(path.unwrap_or("/"), &cookie)
        }
        None => pages::view_password(Some("This is not the view password.")),
    }
}

/// One field of a form, or of JSON when the content type says so.
fn field(headers: &HeaderMap, body: &[u8], name: &str) -> String {
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("application/json")) {
        let form = go_json::read_object(body);
        let text = form.and_then(|mut form| form.text("Form", name));
        return text.unwrap_or_default();
    }
    let mut fields = form_urlencoded::parse(body);
    let found = fields.find(|(key, _)| key == name);
    found
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// Whether an address is of this origin's host: nobody is sent elsewhere.
fn is_own(referer: &str, headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    let rest = referer.split_once("://").map(|(_, rest)| rest);
    let authority = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    match (authority, host) {
        (Some(authority), Some(host)) => authority.eq_ignore_ascii_case(host),
        _ => false,
    }
}

fn signed_in_already() -> Response<Body> {
    let sentence = "You are signed in already.";
    pages::message(StatusCode::BAD_REQUEST, "Signed in", sentence)
}

fn go_to(location: &str, cookie: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    let headers = response.headers_mut();
    if let Ok(location) = HeaderValue::from_str(location) {
        headers.insert(header::LOCATION, location);
    }
    if let Ok(cookie) = HeaderValue::from_str(cookie) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    response
}
