//! One request, with a time-out, told by who asks.

use gloo_net::http::{RequestBuilder, Response};
use web_sys::{AbortController, RequestCache, RequestCredentials, RequestRedirect};

use crate::domain::error::ApiError;
use crate::domain::time::UnixMillis;
use crate::domain::token::Secret;
use crate::platform::timer::Timer;
use crate::wire::Answer;

/// How long an answer may take.
const TIME_OUT_MS: f64 = 10_000.0;

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
    let request = RequestBuilder::new(address).cache(RequestCache::NoStore);
    let request = match credential {
        Credential::Cookie => request.credentials(RequestCredentials::SameOrigin),
        Credential::Token(token) => request
            .credentials(RequestCredentials::Omit)
            .header("Authorization", token.reveal()),
    };
    send(|signal| request.abort_signal(signal).build()).await
}

/// `POST` of a form, as the browser would send it. A redirect is an answer, not a way to go.
pub(super) async fn post_form(address: &str, form: String) -> Result<Fetched, ApiError> {
    let request = RequestBuilder::new(address)
        .method(gloo_net::http::Method::POST)
        .credentials(RequestCredentials::SameOrigin)
        .redirect(RequestRedirect::Manual)
        .header("Content-Type", "application/x-www-form-urlencoded");
    send(|signal| request.abort_signal(signal).body(form)).await
}

async fn send(
    build: impl FnOnce(
        Option<&web_sys::AbortSignal>,
    ) -> Result<gloo_net::http::Request, gloo_net::Error>,
) -> Result<Fetched, ApiError> {
    let controller = AbortController::new().ok();
    let signal = controller.as_ref().map(AbortController::signal);
    let request = build(signal.as_ref()).map_err(|_| ApiError::Offline)?;
    let _time_out =
        controller.map(|controller| Timer::after(TIME_OUT_MS, move || controller.abort()));
    let failed = |_| match &signal {
        Some(signal) if signal.aborted() => ApiError::Timeout,
        _ => ApiError::Offline,
    };
    let response: Response = request.send().await.map_err(&failed)?;
    let date = response.headers().get("date");
    Ok(Fetched {
        status: response.status(),
        date: date.as_deref().and_then(UnixMillis::from_http_date),
        redirects: response.type_() == web_sys::ResponseType::Opaqueredirect,
        body: response.text().await.map_err(&failed)?,
    })
}
