//! The calls of a V0 dashboard.

use crate::api::endpoint;
use crate::api::http::{self, Credential as HttpCredential};
use crate::domain::error::{ApiError, Endpoint, PayloadFault};
use crate::domain::latency::MonitorHistory;
use crate::domain::new_server::NewServer;
use crate::domain::roster::Details;
use crate::domain::rules::MonitorRules;
use crate::domain::server::{ServerId, ServerReport};
use crate::domain::time::UnixMillis;
use crate::domain::token::{ApiToken, Secret};
use crate::wire::{self, Answer};

pub use http::Credential;

/// Asks for a little JSON, to learn whether the dashboard is there.
pub async fn probe() -> Result<(), ApiError> {
    let address = endpoint::list();
    let fetched = match http::get(&address, HttpCredential::Cookie).await {
        Err(ApiError::Offline) if http::redirects(&address).await => return Err(ApiError::LedAway),
        answered => answered?,
    };
    match wire::check(Endpoint::List, fetched.answer()) {
        Err(error) if error.is_foreign() && fetched.redirected => Err(ApiError::LedAway),
        Err(error) if error.is_foreign() => Err(error),
        _ => Ok(()),
    }
}

/// `details` of these servers, or of all.
pub async fn details(credential: Credential<'_>, ids: &[ServerId]) -> Result<Details, ApiError> {
    let fetched = http::get(&endpoint::details(ids), credential).await?;
    let mut servers = wire::decode_details(fetched.answer())?;
    if !ids.is_empty() {
        servers.iter_mut().for_each(forget_what_is_made_up);
    }
    Ok(Details {
        now: fetched.date,
        servers,
        ..Details::default()
    })
}

/// The fleet as `list` has it: names, groups, addresses and last reports, which stay readable
/// when an agent reports NaN.
pub async fn list(
    credential: Credential<'_>,
) -> Result<(Option<UnixMillis>, Vec<ServerReport>), ApiError> {
    let fetched = http::get(&endpoint::list(), credential).await?;
    let mut servers = wire::decode_listed(fetched.answer())?;
    servers.iter_mut().for_each(forget_what_is_made_up);
    Ok((fetched.date, servers))
}

/// The order and the hidden flag are real only in the unfiltered answer of `details`.
fn forget_what_is_made_up(server: &mut ServerReport) {
    server.display_index = None;
    server.hidden = None;
}

/// Whether a token is good, asked without the cookie, which would hide a wrong one.
pub async fn check_token(token: &Secret) -> Result<(), ApiError> {
    let fetched = http::get(&endpoint::list(), HttpCredential::Token(token)).await?;
    wire::check(Endpoint::List, fetched.answer())
}

/// The latencies of a server, of the last day.
pub async fn histories(
    credential: Credential<'_>,
    id: ServerId,
) -> Result<(Option<UnixMillis>, Vec<MonitorHistory>), ApiError> {
    let fetched = http::get(&endpoint::monitor(id), credential).await?;
    let histories = wire::decode_histories(fetched.answer(), &MonitorRules::V0)?;
    Ok((fetched.date, histories))
}

/// The dashboard's API tokens.
pub async fn tokens() -> Result<Vec<ApiToken>, ApiError> {
    let fetched = http::get(&endpoint::tokens(), HttpCredential::Cookie).await?;
    wire::decode_tokens(fetched.answer())
}

/// Makes a token with this note.
pub async fn create_token(note: &str) -> Result<ApiToken, ApiError> {
    let body = wire::token_request(note);
    let address = endpoint::tokens();
    let fetched = http::post(&address, HttpCredential::Cookie, &body).await?;
    wire::decode_new_token(fetched.answer())
}

/// Deletes a token for good.
pub async fn delete_token(token: &Secret) -> Result<(), ApiError> {
    let address = endpoint::token(token);
    let fetched = http::delete(&address, HttpCredential::Cookie).await?;
    wire::decode_deleted(fetched.answer())
}

/// Registers a server; its agent's secret.
pub async fn register(credential: Credential<'_>, server: &NewServer) -> Result<Secret, ApiError> {
    let body = wire::register_request(server);
    let fetched = http::post(&endpoint::register(), credential, &body).await?;
    wire::decode_registered(fetched.answer())
}

/// Whether a view password is wanted and was not given. Asks for the history of a server that does
/// not exist: a dashboard that wants one says 403 whatever is asked for.
pub async fn view_password_wanted() -> Result<bool, ApiError> {
    let fetched = http::get(&endpoint::monitor(ServerId(0)), HttpCredential::Cookie).await?;
    match wire::check(Endpoint::Monitor, fetched.answer()) {
        Err(ApiError::ViewPasswordRequired) => Ok(true),
        Err(error) if error.is_foreign() => Err(error),
        _ => Ok(false),
    }
}

/// Sends a view password; whether it is the right one. A right one is answered with a redirect, a
/// wrong one with a page.
pub async fn send_view_password(password: &str) -> Result<bool, ApiError> {
    let password = js_sys::encode_uri_component(password);
    let form = format!("Password={}", String::from(password));
    let fetched = http::post_form(&endpoint::view_password(), &form).await?;
    if fetched.redirects {
        return Ok(true);
    }
    match fetched.answer() {
        Answer { status: 200, .. } => Ok(false),
        Answer {
            status: status @ 502..=504,
            ..
        } => Err(ApiError::Unreachable { status }),
        _ => Err(ApiError::BadPayload {
            endpoint: Endpoint::ViewPassword,
            fault: PayloadFault::Html,
        }),
    }
}
