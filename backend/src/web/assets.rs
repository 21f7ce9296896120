//! The app's files.

use std::path::Path;

use axum::body::Body;
use axum::extract::{self, Request};
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::redirect;
use crate::pages::{self, PAGE_HEADERS};
use crate::state::State;

/// The page may run its own script and wasm and talk to its own origin; nothing from elsewhere.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; connect-src 'self'; font-src 'self'; manifest-src 'self'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
);

const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const REVALIDATED: HeaderValue = HeaderValue::from_static("no-cache");

/// Digits of the hash in the name of a file that never changes.
const HASH_DIGITS: usize = 16;

/// Whatever no other route has: a redirect, a file of the app, or the page for nothing.
pub(crate) async fn page_or_asset(
    extract::State(state): extract::State<State>,
    request: Request,
) -> Response<Body> {
    if let Some(redirect) = redirect::without_slash(request.method(), request.uri()) {
        return redirect;
    }
    let is_home = matches!(request.uri().path(), "/" | "/index.html");
    if is_home && *request.method() == Method::GET {
        state.show_notes_for_a_while();
    }
    match asset_or(&state, request).await {
        Ok(asset) => asset,
        Err(_) if is_home && state.static_folder().is_none() => {
            let sentence = "The API is here; no folder of the app was given.";
            pages::message(StatusCode::OK, "Lotus", sentence)
        }
        Err(_) => pages::not_found(),
    }
}

/// A file of the app, or the request back when there is no such file.
pub(super) async fn asset_or(state: &State, request: Request) -> Result<Response<Body>, Request> {
    let can_be = matches!(*request.method(), Method::GET | Method::HEAD);
    let Some(folder) = state.static_folder().filter(|_| can_be) else {
        return Err(request);
    };
    let mut asked = Request::new(Body::empty());
    *asked.method_mut() = request.method().clone();
    *asked.uri_mut() = request.uri().clone();
    *asked.headers_mut() = request.headers().clone();
    let response = serve(folder, asked).await;
    match response.status() {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Err(request),
        _ => Ok(with_headers(response, request.uri().path())),
    }
}

async fn serve(folder: &Path, request: Request) -> Response<Body> {
    let files = ServeDir::new(folder)
        .precompressed_br()
        .precompressed_gzip();
    match files.oneshot(request).await {
        Ok(response) => response.map(Body::new),
        Err(never) => match never {},
    }
}

fn with_headers(mut response: Response<Body>, path: &str) -> Response<Body> {
    let headers = response.headers_mut();
    let cache = if has_hash(path) {
        IMMUTABLE
    } else {
        REVALIDATED
    };
    headers.insert(header::CACHE_CONTROL, cache);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    for (name, value) in PAGE_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let kind = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    let is_bare_text = |kind: &&str| kind.starts_with("text/") && !kind.contains("charset");
    let text = kind
        .filter(is_bare_text)
        .map(|kind| format!("{kind}; charset=utf-8"));
    if let Some(kind) = text.and_then(|kind| HeaderValue::from_str(&kind).ok()) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// Whether the file or a folder that it lies in is named by a hash of the content:
/// `main-0123456789abcdef.css`, `app-0123456789abcdef/app.js`.
fn has_hash(path: &str) -> bool {
    path.split('/').any(|name| {
        name.split('-').skip(1).any(|part| {
            let digits = part
                .bytes()
                .take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
            digits.count() == HASH_DIGITS
        })
    })
}

#[cfg(test)]
mod tests {
    use super::has_hash;

    #[test]
    fn a_name_with_a_hash_is_told_from_one_without() {
        assert!(has_hash("/lotus-0123456789abcdef_bg.wasm"));
        assert!(has_hash("/a/b/main-fedcba9876543210.css"));
        assert!(has_hash("/texts-zh-CN-0123456789abcdef.txt"));
        assert!(!has_hash("/index.html"));
        assert!(!has_hash("/site-logo.svg"));
        assert!(!has_hash("/x-0123456789abcde.css"));
        assert!(has_hash("/a/app-0123456789abcdef/app.js"));
        assert!(!has_hash("/x-0123456789abcde/y.css"));
    }
}
