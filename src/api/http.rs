//! One request, with a time-out, told by who asks.

use gloo_timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, Headers, Request, RequestCache, RequestCredentials, RequestInit,
    RequestRedirect, Response, ResponseType,
};

use crate::domain::error::ApiError;
use crate::domain::time::UnixMillis;
use crate::domain::token::Secret;
use crate::platform::early;
use crate::wire::Answer;

/// How long an answer may take.
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

/// `GET`. An answer that was asked for before the app was here is taken if it came.
pub(super) async fn get(address: &str, credential: Credential<'_>) -> Result<Fetched, ApiError> {
    let token = match credential {
        Credential::Cookie => None,
        Credential::Token(token) => Some(token.reveal()),
    };
    if let Some(answer) = early::answer(address, token)
        && let Ok(response) = JsFuture::from(answer).await
    {
        if response.is_undefined() {
            return Err(ApiError::Timeout);
        }
        if let Ok(fetched) = read(response).await {
            return Ok(fetched);
        }
    }
    call("GET", address, credential, None).await
}

/// A request of any method, with a body of JSON or none.
pub(super) async fn call(
    method: &str,
    address: &str,
    credential: Credential<'_>,
    body: Option<&str>,
) -> Result<Fetched, ApiError> {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_cache(RequestCache::NoStore);
    if let Some(body) = body {
        init.set_body(&JsValue::from_str(body));
    }
    match credential {
        Credential::Cookie => init.set_credentials(RequestCredentials::SameOrigin),
        Credential::Token(token) => {
            init.set_credentials(RequestCredentials::Omit);
            // A redirect could lead the token to another origin.
            init.set_redirect(RequestRedirect::Error);
            set_header(&init, "Authorization", token.reveal())?;
        }
    }
    send(address, &init).await
}

/// `POST` of a form, as the browser would send it. A redirect is an answer, not a way to go.
pub(super) async fn post_form(address: &str, form: &str) -> Result<Fetched, ApiError> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_credentials(RequestCredentials::SameOrigin);
    init.set_redirect(RequestRedirect::Manual);
    init.set_body(&JsValue::from_str(form));
    set_header(&init, "Content-Type", "application/x-www-form-urlencoded")?;
    send(address, &init).await
}

/// A value no header can carry (a stored token with a line break in it) is refused as the
/// dashboard would refuse it.
fn set_header(init: &RequestInit, name: &str, value: &str) -> Result<(), ApiError> {
    let headers = Headers::new().map_err(|_| ApiError::Offline)?;
    headers
        .set(name, value)
        .map_err(|_| ApiError::SignInRequired)?;
    init.set_headers(&headers);
    Ok(())
}

async fn send(address: &str, init: &RequestInit) -> Result<Fetched, ApiError> {
    let controller = AbortController::new().map_err(|_| ApiError::Offline)?;
    let signal = controller.signal();
    init.set_signal(Some(&signal));
    let _time_out = Timeout::new(TIME_OUT_MS, move || controller.abort());
    let failed = |_: JsValue| {
        if signal.aborted() {
            ApiError::Timeout
        } else {
            ApiError::Offline
        }
    };
    let window = web_sys::window().ok_or(ApiError::Offline)?;
    let request = Request::new_with_str_and_init(address, init).map_err(failed)?;
    let response = JsFuture::from(window.fetch_with_request(&request))
        .await
        .map_err(failed)?;
    read(response).await.map_err(failed)
}

/// Reads what came. The body comes as bytes: a text of the browser's would be copied letter by letter.
async fn read(response: JsValue) -> Result<Fetched, JsValue> {
    let response: Response = response.dyn_into()?;
    let date = response.headers().get("date").ok().flatten();
    let body = JsFuture::from(response.array_buffer()?).await?;
    Ok(Fetched {
        status: response.status(),
        date: date.as_deref().and_then(UnixMillis::from_http_date),
        redirects: response.type_() == ResponseType::Opaqueredirect,
        body: text_of(Uint8Array::new(&body).to_vec()),
    })
}

/// The text of a body, which the dashboard writes in UTF-8; what is none is replaced, for it may stand
/// in a single name.
fn text_of(body: Vec<u8>) -> String {
    String::from_utf8(body)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
