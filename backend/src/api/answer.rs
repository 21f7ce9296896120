//! Answers in V0's envelope.

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};
use lotus::wire::EnvelopeDto;
use serde::Serialize;

use crate::go_json;

const JSON: HeaderValue = HeaderValue::from_static("application/json; charset=utf-8");

/// Any value as JSON.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Response<Body> {
    let mut response = Response::new(Body::from(go_json::to_string(value)));
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    response
}

/// What is left of an answer whose JSON cannot be told: HTTP 200 and no body at all.
pub(super) fn untellable() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    response
}

/// What was read: code 0.
pub(super) fn read<T: Serialize>(result: T) -> Response<Body> {
    envelope(StatusCode::OK, 0, Some("success"), Some(result))
}

/// What was written: code 200.
pub(super) fn written<T: Serialize>(result: Option<T>) -> Response<Body> {
    envelope(StatusCode::OK, 200, Some("success"), result)
}

/// A refusal, which mostly comes with HTTP 200.
pub(super) fn refusal(status: StatusCode, code: i64, message: &str) -> Response<Body> {
    envelope(status, code, Some(message), None::<()>)
}

/// A guest asks what only members may know.
pub(super) fn members_only() -> Response<Body> {
    refusal(StatusCode::OK, 403, "访问此接口需要认证")
}

/// Somebody without a session asks what only the account may do.
pub(super) fn account_only() -> Response<Body> {
    refusal(StatusCode::OK, 403, "访问此接口需要登录")
}

/// The body is not what it should be.
pub(super) fn bad_request(reason: &str) -> Response<Body> {
    refusal(StatusCode::OK, 400, &format!("请求错误：{reason}"))
}

/// An envelope of any kind.
pub(super) fn envelope<T: Serialize>(
    status: StatusCode,
    code: i64,
    message: Option<&str>,
    result: Option<T>,
) -> Response<Body> {
    json(
        status,
        &EnvelopeDto {
            code,
            message: message.map(Into::into),
            result,
        },
    )
}
