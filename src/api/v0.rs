//! The calls of a V0 dashboard.

use crate::api::endpoint;
use crate::api::http::{self, Credential as HttpCredential};
use crate::domain::error::{ApiError, Endpoint, PayloadFault};
use crate::domain::roster::Details;
use crate::domain::server::{Ips, ServerId, ServerReport};
use crate::domain::time::UnixMillis;
use crate::wire::{self, Answer};

pub use http::Credential;

/// Asks for a little JSON, to learn whether the dashboard is there.
pub async fn probe() -> Result<(), ApiError> {
    let fetched = http::get(&endpoint::list(), HttpCredential::Cookie).await?;
    match wire::decode_list(fetched.answer()) {
        Ok(_) => Ok(()),
        Err(error) if error.is_from_dashboard() => Ok(()),
        Err(error) => Err(error),
    }
}

/// `details` of these servers, or of all. The order and the hidden flag of a filtered answer are
/// made up, and left out.
pub async fn details(credential: Credential<'_>, ids: &[ServerId]) -> Result<Details, ApiError> {
    let fetched = http::get(&endpoint::details(ids), credential).await?;
    let mut servers = wire::decode_details(fetched.answer())?;
    if !ids.is_empty() {
        for server in &mut servers {
            server.display_index = None;
            server.hidden = None;
        }
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
    let servers = wire::decode_list(fetched.answer())?
        .into_iter()
        .map(|item| ServerReport {
            id: ServerId(item.id),
            name: item.name.into_string(),
            tag: item.tag.into_string(),
            last_active: item.last_active.and_then(UnixMillis::of_report),
            ips: Some(Ips {
                v4: item.ipv4.into_string(),
                v6: item.ipv6.into_string(),
            }),
            ..ServerReport::default()
        });
    Ok((fetched.date, servers.collect()))
}

/// Whether a view password is wanted and was not given. Asks for the history of a server that does
/// not exist: a dashboard that wants one says 403 whatever is asked for.
pub async fn view_password_wanted() -> Result<bool, ApiError> {
    let fetched = http::get(&endpoint::monitor(ServerId(0)), HttpCredential::Cookie).await?;
    match wire::decode_histories(fetched.answer()) {
        Ok(_) | Err(ApiError::NotFound) => Ok(false),
        Err(ApiError::ViewPasswordRequired) => Ok(true),
        Err(error) if error.is_from_dashboard() => Ok(false),
        Err(error) => Err(error),
    }
}

/// Sends a view password; whether it is the right one. A right one is answered with a redirect, a
/// wrong one with a page.
pub async fn send_view_password(password: &str) -> Result<bool, ApiError> {
    let password = js_sys::encode_uri_component(password);
    let form = format!("Password={}", String::from(password));
    let fetched = http::post_form(&endpoint::view_password(), form).await?;
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
