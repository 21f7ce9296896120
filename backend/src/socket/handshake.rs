//! The opening handshake of RFC 6455.

use axum::http::{HeaderMap, HeaderName, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest;

/// What the standard appends to the client's key.
const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// Why a request opens no socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// It asks for no socket, or not for one of this version.
    NoHandshake,
    /// A page of another host asks.
    ForeignOrigin,
}

/// Checks the request and gives the value of `Sec-WebSocket-Accept`.
pub(super) fn check(headers: &HeaderMap) -> Result<String, Refusal> {
    let asks = has(headers, &header::CONNECTION, "upgrade")
        && has(headers, &header::UPGRADE, "websocket")
        && has(headers, &header::SEC_WEBSOCKET_VERSION, "13");
    if !asks {
        return Err(Refusal::NoHandshake);
    }
    if !is_own_origin(headers) {
        return Err(Refusal::ForeignOrigin);
    }
    let key = text(headers, &header::SEC_WEBSOCKET_KEY).filter(|key| !key.is_empty());
    let key = key.ok_or(Refusal::NoHandshake)?;
    let keyed = format!("{key}{GUID}");
    // The standard's use of SHA-1 is no cryptography: it only shows that the request was read.
    let digest = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, keyed.as_bytes());
    Ok(STANDARD.encode(digest))
}

/// Whether the page that asks is of this host; what is no browser says no origin.
fn is_own_origin(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    match (origin, text(headers, &header::HOST)) {
        (Some((_, origin)), Some(host)) => origin.eq_ignore_ascii_case(host),
        _ => false,
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Whether a header's list has this word, in any case.
fn has(headers: &HeaderMap, name: &HeaderName, word: &str) -> bool {
    let values = headers
        .get_all(name)
        .into_iter()
        .filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| value.split(','))
        .any(|item| item.trim().eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{Refusal, check};

    fn request() -> HeaderMap {
        HeaderMap::from_iter([
            (header::HOST, HeaderValue::from_static("127.0.0.1:8008")),
            (
                header::CONNECTION,
                HeaderValue::from_static("keep-alive, Upgrade"),
            ),
            (header::UPGRADE, HeaderValue::from_static("websocket")),
            (
                header::SEC_WEBSOCKET_VERSION,
                HeaderValue::from_static("13"),
            ),
            (
                header::SEC_WEBSOCKET_KEY,
                HeaderValue::from_static("dGhlIHNhbXBsZSBub25jZQ=="),
            ),
        ])
    }

    #[test]
    fn the_key_of_the_standards_example_is_accepted() {
        assert_eq!(check(&request()), Ok("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".into()));
    }

    #[test]
    fn the_origin_has_to_be_the_own_host() {
        let mut headers = request();
        headers.insert(
            header::ORIGIN,
            HeaderValue::from_static("http://127.0.0.1:8008"),
        );
        assert!(check(&headers).is_ok());
        for origin in ["http://elsewhere.example", "http://127.0.0.1", "null"] {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
            assert_eq!(check(&headers), Err(Refusal::ForeignOrigin), "{origin}");
        }
    }

    #[test]
    fn without_a_handshake_there_is_no_socket() {
        for missing in [
            header::CONNECTION,
            header::UPGRADE,
            header::SEC_WEBSOCKET_KEY,
        ] {
            let mut headers = request();
            headers.remove(missing);
            assert_eq!(check(&headers), Err(Refusal::NoHandshake));
        }
    }
}
