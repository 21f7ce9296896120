//! The envelope every JSON answer comes in, and how a failure is told from a success.
//!
//! The dashboard says "no" with HTTP 200 and a code in the body; a proxy says it with a status and
//! HTML. Both are judged here, by status and `code`, never by the message's words.

use serde::{Deserialize, Serialize};

use super::text::TextDto;
use crate::domain::error::{ApiError, Endpoint, PayloadFault};

/// An answer as it came over the wire, before anything is believed of it.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The HTTP status.
    pub status: u16,
    /// The body as text.
    pub body: &'a str,
}

/// `{"code", "message", "result"}`; each of the three may be absent.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct EnvelopeDto<'a, T> {
    /// 0 or 200 for success; absent reads as 0.
    #[serde(default)]
    pub code: i64,
    /// Words of the dashboard, in Chinese or from a library.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub message: Option<TextDto<'a>>,
    /// The value; absent on refusals, `null` also when there is nothing.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    pub result: Option<T>,
}

fn none<T>() -> Option<T> {
    None
}

/// Which code means success: it differs between reading and writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Success {
    /// GET: code 0.
    Read,
    /// POST and DELETE: code 200.
    Written,
}

impl Success {
    /// Whether the code says success. Either is accepted where the other is usual: what is asked
    /// is whether the dashboard refused.
    pub fn holds(self, code: i64) -> bool {
        matches!(code, 0 | 200)
    }
}

/// Reads an envelope and gives its result; `None` when it is `null` or absent.
pub fn decode<'a, T: Deserialize<'a>>(
    endpoint: Endpoint,
    success: Success,
    answer: Answer<'a>,
) -> Result<Option<T>, ApiError> {
    check_kind(endpoint, answer)?;
    match serde_json::from_str::<EnvelopeDto<'a, T>>(answer.body) {
        Ok(envelope) if success.holds(envelope.code) && answer.status < 400 => Ok(envelope.result),
        Ok(envelope) => {
            let code = if success.holds(envelope.code) {
                i64::from(answer.status)
            } else {
                envelope.code
            };
            let message = envelope.message.unwrap_or_default().into_string();
            Err(refuse(endpoint, answer.status, code, message))
        }
        // A refusal may carry a result of another type: the code is read before it is judged.
        Err(_) => match serde_json::from_str::<RefusalDto<'a>>(answer.body) {
            Ok(RefusalDto { code, message }) if !success.holds(code) => {
                Err(refuse(endpoint, answer.status, code, message.into_string()))
            }
            _ => Err(ApiError::BadPayload {
                endpoint,
                fault: PayloadFault::of_text(answer.body),
            }),
        },
    }
}

/// An envelope of which only the refusal is read.
#[derive(Deserialize)]
struct RefusalDto<'a> {
    code: i64,
    #[serde(borrow, default)]
    message: TextDto<'a>,
}

/// Like [`decode`], for an endpoint whose success is an array; `null` reads as an empty one.
pub(super) fn decode_array<'a, T: Deserialize<'a>>(
    endpoint: Endpoint,
    answer: Answer<'a>,
) -> Result<Vec<T>, ApiError> {
    Ok(decode(endpoint, Success::Read, answer)?.unwrap_or_default())
}

/// Like [`decode`], for an endpoint whose success always has a result.
pub(super) fn decode_value<'a, T: Deserialize<'a>>(
    endpoint: Endpoint,
    answer: Answer<'a>,
) -> Result<T, ApiError> {
    decode(endpoint, Success::Written, answer)?.ok_or(ApiError::BadPayload {
        endpoint,
        fault: PayloadFault::Shape,
    })
}

/// Refuses what is no JSON at all before a parser sees it. A proxy's error status is judged
/// first: its HTML says nothing.
pub(super) fn check_kind(endpoint: Endpoint, answer: Answer<'_>) -> Result<(), ApiError> {
    let looks_like_json = answer.body.trim_start().starts_with(['{', '[', '"']);
    if looks_like_json {
        return Ok(());
    }
    match answer.status {
        502..=504 => Err(ApiError::Unreachable {
            status: answer.status,
        }),
        _ => Err(ApiError::BadPayload {
            endpoint,
            fault: PayloadFault::of_text(answer.body),
        }),
    }
}

/// What a refusal means. 403 has three meanings: "not signed in" on the endpoints that want a
/// sign-in, "hidden from guests" as the HTTP status of a history, and "a view password is wanted"
/// as a history's code within HTTP 200.
pub(super) fn refuse(endpoint: Endpoint, status: u16, code: i64, message: String) -> ApiError {
    match (code, endpoint) {
        (403, Endpoint::Monitor) if status == 200 => ApiError::ViewPasswordRequired,
        (403, Endpoint::Monitor) => ApiError::Forbidden,
        (401 | 403, _) => ApiError::SignInRequired,
        (404, _) => ApiError::NotFound,
        _ => ApiError::Rejected { code, message },
    }
}
