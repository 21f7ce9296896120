//! The envelope every JSON answer comes in, and how a failure is told from a success.
//!
//! The dashboard says "no" with HTTP 200 and a code in the body; a proxy says it with a status and
//! HTML. Both are judged here, by status and `code`, never by the message's words.

use serde::{Deserialize, Deserializer, Serialize};

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
    open(endpoint, success, answer).map(ResultDto::into_option)
}

/// Like [`decode`], for an endpoint whose success is an array; `null` reads as an empty one. An
/// envelope without the key is not this endpoint's: some other server's JSON must not pass for an
/// empty fleet.
pub(super) fn decode_array<'a, T: Deserialize<'a>>(
    endpoint: Endpoint,
    answer: Answer<'a>,
) -> Result<Vec<T>, ApiError> {
    match open(endpoint, Success::Read, answer)? {
        ResultDto::Absent => Err(ApiError::BadPayload {
            endpoint,
            fault: PayloadFault::Shape,
        }),
        ResultDto::Null => Ok(Vec::new()),
        ResultDto::Value(items) => Ok(items),
    }
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

/// An envelope as it is read: what is absent is told from what is `null`.
#[derive(Deserialize)]
#[serde(bound(deserialize = "T: Deserialize<'de>"))]
struct OpenedDto<'a, T> {
    code: Option<i64>,
    #[serde(borrow, default)]
    message: TextDto<'a>,
    #[serde(default)]
    result: ResultDto<T>,
}

/// The value of `result`.
#[derive(Default)]
enum ResultDto<T> {
    #[default]
    Absent,
    Null,
    Value(T),
}

impl<T> ResultDto<T> {
    fn into_option(self) -> Option<T> {
        match self {
            Self::Absent | Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ResultDto<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(|value| value.map_or(Self::Null, Self::Value))
    }
}

/// An envelope of which only the refusal is read.
#[derive(Deserialize)]
struct RefusalDto<'a> {
    code: i64,
    #[serde(borrow, default)]
    message: TextDto<'a>,
}

/// Reads an envelope and judges it by status and code. An absent code reads as 0, but only beside
/// a result, and never as the success of a write: `{}` grants nothing.
fn open<'a, T: Deserialize<'a>>(
    endpoint: Endpoint,
    success: Success,
    answer: Answer<'a>,
) -> Result<ResultDto<T>, ApiError> {
    let body = json_of(endpoint, answer)?;
    let bad_payload = || ApiError::BadPayload {
        endpoint,
        fault: PayloadFault::of_text(body),
    };
    match serde_json::from_str::<OpenedDto<'a, T>>(body) {
        Ok(opened) => {
            let code = opened.code.unwrap_or(0);
            if !success.holds(code) || answer.status >= 400 {
                let message = opened.message.into_string();
                return Err(refuse(endpoint, answer.status, code, message));
            }
            let says_nothing = opened.code.is_none()
                && (success == Success::Written || matches!(opened.result, ResultDto::Absent));
            if says_nothing {
                return Err(bad_payload());
            }
            Ok(opened.result)
        }
        // A refusal may carry a result of another type: the code is read before it is judged.
        Err(_) => match serde_json::from_str::<RefusalDto<'a>>(body) {
            Ok(RefusalDto { code, message }) if !success.holds(code) => {
                Err(refuse(endpoint, answer.status, code, message.into_string()))
            }
            _ => Err(bad_payload()),
        },
    }
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
