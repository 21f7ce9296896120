//! `/api/token`: the dashboard's API tokens.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, acknowledged, decode_array, decode_value};
use super::quirks::TextDto;
use crate::domain::error::{ApiError, Endpoint};
use crate::domain::token::{ApiToken, Secret};

/// One token of `GET /api/token`.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TokenDto<'a> {
    /// 32 characters of `[0-9A-Za-z]`.
    #[serde(borrow)]
    pub token: TextDto<'a>,
    /// The owner's remark.
    pub note: TextDto<'a>,
}

/// The answer of `POST /api/token`: the same two keys the other way round.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewTokenDto<'a> {
    /// The owner's remark.
    #[serde(borrow)]
    pub note: TextDto<'a>,
    /// 32 characters of `[0-9A-Za-z]`.
    pub token: TextDto<'a>,
}

/// The body of `POST /api/token`. The key is read without regard to case.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct TokenRequestDto<'a> {
    /// The owner's remark; may be empty.
    #[serde(rename = "Note")]
    pub note: TextDto<'a>,
}

/// Reads `GET /api/token`.
pub fn decode_tokens(answer: Answer<'_>) -> Result<Vec<ApiToken>, ApiError> {
    let tokens: Vec<TokenDto<'_>> = decode_array(Endpoint::Tokens, answer)?;
    Ok(tokens
        .into_iter()
        .map(|dto| api_token(dto.token, dto.note))
        .collect())
}

/// Reads the answer of `POST /api/token`.
pub fn decode_new_token(answer: Answer<'_>) -> Result<ApiToken, ApiError> {
    let dto: NewTokenDto<'_> = decode_value(Endpoint::Tokens, answer)?;
    Ok(api_token(dto.token, dto.note))
}

/// Reads the answer of `DELETE /api/token/{token}`. A token that is not there, deleted elsewhere or
/// a moment ago, is [`ApiError::Rejected`] with the code 400 of every bad request: whether it is
/// gone is told by the list alone.
pub fn decode_deleted(answer: Answer<'_>) -> Result<(), ApiError> {
    acknowledged(Endpoint::Tokens, answer)
}

/// The body of `POST /api/token`.
pub fn token_request(note: &str) -> String {
    let dto = TokenRequestDto { note: note.into() };
    serde_json::to_string(&dto).unwrap_or_default()
}

fn api_token(token: TextDto<'_>, note: TextDto<'_>) -> ApiToken {
    ApiToken {
        token: Secret::new(token.into_string()),
        note: note.into_string(),
    }
}
