//! A superfluous slash at the end of a known address is a redirect.

use axum::body::Body;
use axum::http::{HeaderValue, Method, Response, StatusCode, Uri, header};

/// The redirect to the same address without its last slash, where there is such an address.
pub(super) fn without_slash(method: &Method, uri: &Uri) -> Option<Response<Body>> {
    let path = uri.path().strip_suffix('/')?;
    if !is_known(method, path) {
        return None;
    }
    let query = uri
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let location = HeaderValue::from_str(&format!("{path}{query}")).ok()?;
    let mut response = Response::new(Body::empty());
    *response.status_mut() = match *method {
        Method::GET => StatusCode::MOVED_PERMANENTLY,
        _ => StatusCode::TEMPORARY_REDIRECT,
    };
    response.headers_mut().insert(header::LOCATION, location);
    Some(response)
}

fn is_known(method: &Method, path: &str) -> bool {
    let names_one = |folder: &str| {
        let name = path.strip_prefix(folder);
        name.is_some_and(|name| !name.is_empty() && !name.contains('/'))
    };
    match *method {
        Method::GET => {
            const PAGES: [&str; 5] = [
                "/api/v1/server/list",
                "/api/v1/server/details",
                "/api/token",
                "/ws",
                "/login",
            ];
            PAGES.contains(&path) || names_one("/api/v1/monitor/")
        }
        Method::POST => {
            const FORMS: [&str; 5] = [
                "/api/v1/server/register",
                "/api/token",
                "/api/logout",
                "/view-password",
                "/login",
            ];
            FORMS.contains(&path)
        }
        Method::DELETE => path == "/api/token" || names_one("/api/token/"),
        _ => false,
    }
}
