//! The envelope every JSON answer comes in, and how a failure is told from a success.
//!
//! The dashboard says "no" with HTTP 200 and a code in the body; a proxy says it with a status and
//! HTML. Both are judged here, by status and `code`, never by the message's words.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::quirks::{self, Object, TextDto};
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EnvelopeDto<'a, T> {
    /// 0 or 200 for success; absent reads as 0.
    #[serde(default)]
    pub code: i64,
    /// Words of the dashboard, in Chinese or from a library.
    #[serde(borrow, skip_serializing_if = "Option::is_none")]
    pub message: Option<TextDto<'a>>,
    /// The value; absent on refusals, `null` also when there is nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<T>,
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
    match open(endpoint, success, answer)? {
        Some(result) => parse(endpoint, result),
        None => Ok(None),
    }
}

/// Reads an envelope and judges it, whatever its result: whether the dashboard is there and does
/// not refuse.
pub fn check(endpoint: Endpoint, answer: Answer<'_>) -> Result<(), ApiError> {
    open(endpoint, Success::Read, answer).map(drop)
}

/// Reads the answer of a write whose success has no result.
pub(super) fn acknowledged(endpoint: Endpoint, answer: Answer<'_>) -> Result<(), ApiError> {
    open(endpoint, Success::Written, answer).map(drop)
}

/// Like [`decode`], for an endpoint whose success is an array; `null` reads as an empty one. An
/// envelope without the key is not this endpoint's: some other server's JSON must not pass for an
/// empty fleet.
pub(super) fn decode_array<'a, T: Deserialize<'a>>(
    endpoint: Endpoint,
    answer: Answer<'a>,
) -> Result<Vec<T>, ApiError> {
    let result = open(endpoint, Success::Read, answer)?.ok_or(ApiError::BadPayload {
        endpoint,
        fault: PayloadFault::Shape,
    })?;
    let items: Option<Vec<Object<T>>> = parse(endpoint, result)?;
    let items = items.unwrap_or_default().into_iter();
    Ok(items.map(|Object(item)| item).collect())
}

/// Like [`decode`], for an endpoint whose success always has a result.
pub(super) fn decode_value<'a, T: Deserialize<'a>>(
    endpoint: Endpoint,
    answer: Answer<'a>,
) -> Result<T, ApiError> {
    let result = decode(endpoint, Success::Written, answer)?;
    result
        .map(|Object(value)| value)
        .ok_or(ApiError::BadPayload {
            endpoint,
            fault: PayloadFault::Shape,
        })
}

/// An envelope as it is read, its result unread.
#[derive(Default, Deserialize)]
#[serde(default)]
struct OpenedDto<'a> {
    code: Option<i64>,
    #[serde(borrow)]
    message: TextDto<'a>,
    #[serde(borrow, deserialize_with = "quirks::written")]
    result: Option<&'a RawValue>,
}

/// Reads an envelope and judges it by status and code; gives the text of its result. An absent
/// code reads as 0, but only beside a result, and never as the success of a write: `{}` grants
/// nothing.
pub(super) fn open<'a>(
    endpoint: Endpoint,
    success: Success,
    answer: Answer<'a>,
) -> Result<Option<&'a str>, ApiError> {
    let body = json_of(endpoint, answer)?;
    let Object(opened) = parse::<Object<OpenedDto<'a>>>(endpoint, body)?;
    if opened.code.is_none() && answer.status >= 400 {
        // Some other server's JSON.
        return Err(ApiError::BadPayload {
            endpoint,
            fault: PayloadFault::Shape,
        });
    }
    let code = opened.code.unwrap_or(0);
    if !success.holds(code) || answer.status >= 400 {
        let message = opened.message.into_string();
        return Err(refuse(endpoint, answer.status, code, message));
    }
    let says_nothing =
        opened.code.is_none() && (success == Success::Written || opened.result.is_none());
    if says_nothing {
        return Err(ApiError::BadPayload {
            endpoint,
            fault: PayloadFault::Shape,
        });
    }
    Ok(opened.result.map(RawValue::get))
}

/// Reads JSON of a known shape; what else it may be is told from its text.
fn parse<'a, T: Deserialize<'a>>(endpoint: Endpoint, text: &'a str) -> Result<T, ApiError> {
    serde_json::from_str(text).map_err(|_| ApiError::BadPayload {
        endpoint,
        fault: PayloadFault::of_text(text),
    })
}

/// The body as something a JSON parser may see, without the byte order mark some proxies put in
/// front; all else is refused. A proxy's error status is judged before its body, and an empty
/// server error is the dashboard's own panic, not the empty success of an agent that reports NaN.
pub(super) fn json_of(endpoint: Endpoint, answer: Answer<'_>) -> Result<&str, ApiError> {
    let status = answer.status;
    if matches!(status, 502..=504) {
        return Err(ApiError::Unreachable { status });
    }
    let body = answer.body.trim_start_matches('\u{feff}').trim();
    if body.is_empty() && status >= 500 {
        return Err(ApiError::Rejected {
            code: i64::from(status),
            message: String::new(),
        });
    }
    if body.starts_with(['{', '[', '"']) {
        return Ok(body);
    }
    Err(ApiError::BadPayload {
        endpoint,
        fault: PayloadFault::of_text(body),
    })
}

/// What a refusal means. 403 has three meanings: "not signed in" on the endpoints that want a
/// sign-in, "hidden from guests" as the HTTP status of a history, and "a view password is wanted"
/// as a history's code within HTTP 200.
/// Where the code says success, the status refused and is taken for the code.
pub(super) fn refuse(endpoint: Endpoint, status: u16, code: i64, message: String) -> ApiError {
    let code = if matches!(code, 0 | 200) {
        i64::from(status)
    } else {
        code
    };
    match (code, endpoint) {
        (403, Endpoint::Monitor) if status == 200 => ApiError::ViewPasswordRequired,
        (403, Endpoint::Monitor) => ApiError::Forbidden,
        (401 | 403, _) => ApiError::SignInRequired,
        (404, _) => ApiError::NotFound,
        _ => ApiError::Rejected { code, message },
    }
}
