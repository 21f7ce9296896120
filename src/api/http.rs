//! One request, with a time-out, told by who asks.

use gloo_net::http::{Headers, Request, RequestBuilder};
use web_sys::{AbortSignal, RequestCache, RequestCredentials, RequestRedirect, ResponseType};

use crate::domain::error::ApiError;
use crate::domain::time::UnixMillis;
use crate::domain::token::Secret;
use crate::wire::Answer;

/// How long an answer may take, its body included.
const TIME_OUT_MS: u32 = 10_000;

/// In whose name a request is made.
#[derive(Clone, Copy, Debug)]
pub enum Credential<'a> {
    /// The browser's cookies, if there are any.
    Cookie,
    /// An API token and nothing else: a cookie beside it would hide a wrong one.
    Token(&'a Secret),
}

/// An answer of any status.
#[derive(Debug)]
pub(super) struct Fetched {
    status: u16,
    body: String,
    /// The `Date` header: the dashboard's clock, in whole seconds.
    pub(super) date: Option<UnixMillis>,
    /// Whether the answer is a redirect that was not followed.
    pub(super) redirects: bool,
    /// Whether a redirect led here.
    pub(super) redirected: bool,
}

impl Fetched {
    /// What the wire reads.
    pub(super) fn answer(&self) -> Answer<'_> {
        Answer {
            status: self.status,
            body: &self.body,
        }
    }
}

/// `GET`.
pub(super) async fn get(address: &str, credential: Credential<'_>) -> Result<Fetched, ApiError> {
    call(Request::get(address), credential, None).await
}

/// Whether an address answers with a redirect. One to another site fails where it is followed, like
/// no answer at all.
pub(super) async fn redirects(address: &str) -> bool {
    let request = Request::get(address)
        .cache(RequestCache::NoStore)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Manual);
    send(request, None)
        .await
        .is_ok_and(|fetched| fetched.redirects)
}

/// `POST` of JSON.
pub(super) async fn post(
    address: &str,
    credential: Credential<'_>,
    json: &str,
) -> Result<Fetched, ApiError> {
    call(Request::post(address), credential, Some(json)).await
}

/// `DELETE`.
pub(super) async fn delete(address: &str, credential: Credential<'_>) -> Result<Fetched, ApiError> {
    call(Request::delete(address), credential, None).await
}

/// `POST` of a form, as the browser would send it. A redirect is an answer, not a way to go.
pub(super) async fn post_form(address: &str, form: &str) -> Result<Fetched, ApiError> {
    let request = Request::post(address)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Manual)
        .headers(header("Content-Type", "application/x-www-form-urlencoded")?);
    send(request, Some(form)).await
}

async fn call(
    request: RequestBuilder,
    credential: Credential<'_>,
    body: Option<&str>,
) -> Result<Fetched, ApiError> {
    let request = request.cache(RequestCache::NoStore);
    let request = match credential {
        Credential::Cookie => request.credentials(RequestCredentials::SameOrigin),
        // A redirect could lead the token to another origin.
        Credential::Token(token) => request
            .credentials(RequestCredentials::Omit)
            .redirect(RequestRedirect::Error)
            .headers(header("Authorization", token.reveal())?),
    };
    send(request, body).await
}

/// A value no header can carry (a stored token with a line break in it) is refused as the
/// dashboard would refuse it. gloo-net's own setters panic at one, so the browser's are asked.
fn header(name: &str, value: &str) -> Result<Headers, ApiError> {
    let headers = web_sys::Headers::new().map_err(|_| ApiError::Offline)?;
    headers
        .set(name, value)
        .map_err(|_| ApiError::SignInRequired)?;
    Ok(Headers::from_raw(headers))
}

async fn send(request: RequestBuilder, body: Option<&str>) -> Result<Fetched, ApiError> {
    let signal = AbortSignal::timeout_with_u32(TIME_OUT_MS);
    let failed = |_: gloo_net::Error| {
        if signal.aborted() {
            ApiError::Timeout
        } else {
            ApiError::Offline
        }
    };
    let request = request.abort_signal(Some(&signal));
    let request = match body {
        Some(body) => request.body(body),
        None => request.build(),
    };
    let response = request.map_err(failed)?.send().await.map_err(failed)?;
    if response.status() == 401 && response.headers().get("www-authenticate").is_some() {
        return Err(ApiError::Walled);
    }
    let body = response.binary().await.map_err(failed)?;
    let date = response.headers().get("date");
    Ok(Fetched {
        status: response.status(),
        body: text_of(body),
        date: date.as_deref().and_then(UnixMillis::from_http_date),
        redirects: response.type_() == ResponseType::Opaqueredirect,
        redirected: response.redirected(),
    })
}

/// The text of a body, which the dashboard writes in UTF-8; what is none is replaced, for it may stand
/// in a single name. The body comes as bytes, because gloo-net's texts and the browser's are copied
/// letter by letter.
fn text_of(body: Vec<u8>) -> String {
    String::from_utf8(body)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
