//! `POST /api/v1/server/register`.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Success, json_of, refuse};
use super::quirks::{self, TextDto};
use crate::domain::error::{ApiError, Endpoint, PayloadFault};
use crate::domain::new_server::NewServer;
use crate::domain::token::Secret;

/// The body of `POST /api/v1/server/register`; every key may be missing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RegisterRequestDto<'a> {
    /// The new server's name; the caller's IP when empty.
    pub name: TextDto<'a>,
    /// The group; `AutoRegister` when empty.
    pub tag: TextDto<'a>,
    /// The private note.
    pub note: TextDto<'a>,
    /// `on` hides the server from guests, and so does no value; anything else shows it.
    pub hide_for_guest: TextDto<'a>,
}

/// The answer: an envelope of its own kind. The server's id is not in it.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegisterAnswerDto<'a> {
    /// 200 for success.
    pub code: i64,
    /// Words of the dashboard.
    #[serde(borrow)]
    pub message: TextDto<'a>,
    /// 18 characters, the agent's key; empty on failure.
    pub secret: TextDto<'a>,
}

/// The body of `POST /api/v1/server/register`.
pub fn register_request(server: &NewServer) -> String {
    let dto = RegisterRequestDto {
        name: server.name.as_str().into(),
        tag: server.group.as_str().into(),
        note: server.note.as_str().into(),
        hide_for_guest: if server.hidden { "on" } else { "off" }.into(),
    };
    serde_json::to_string(&dto).unwrap_or_default()
}

/// Reads the answer of a registration without `simple`. [`ApiError::NotFound`] is a dashboard older
/// than 0.20.12: it knows no registration and answers with its page for unknown addresses.
pub fn decode_registered(answer: Answer<'_>) -> Result<Secret, ApiError> {
    let endpoint = Endpoint::Register;
    let body = json_of(endpoint, answer).map_err(|error| match error {
        ApiError::BadPayload {
            fault: PayloadFault::Html,
            ..
        } if answer.status == 404 => ApiError::NotFound,
        error => error,
    })?;
    let dto: RegisterAnswerDto<'_> = quirks::read(body).map_err(|_| ApiError::BadPayload {
        endpoint,
        fault: PayloadFault::of_text(body),
    })?;
    if !Success::Written.holds(dto.code) || answer.status >= 400 {
        let message = dto.message.into_string();
        return Err(refuse(endpoint, answer.status, dto.code, message));
    }
    if dto.secret.as_str().is_empty() {
        return Err(ApiError::BadPayload {
            endpoint,
            fault: PayloadFault::Shape,
        });
    }
    Ok(Secret::new(dto.secret.into_string()))
}
