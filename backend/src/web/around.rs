//! What every request passes through.

use std::net::SocketAddr;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use axum::body::Body;
use axum::extract::{self, ConnectInfo, Request};
use axum::http::{HeaderName, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use http_body_util::BodyExt;

use super::fault_desk;
use crate::clock::UnixNanos;
use crate::faults::{self, Rule};
use crate::pages;
use crate::state::State;

/// `HEAD` and `OPTIONS` are unknown to the dashboard's own addresses: it answers with its page for
/// what does not exist.
pub(crate) async fn api_methods(request: Request, next: Next) -> Response<Body> {
    const OWN: [&str; 4] = ["/api", "/ws", "/login", "/view-password"];
    let method = request.method();
    let is_odd = *method == Method::HEAD || *method == Method::OPTIONS;
    let path = request.uri().path();
    if !is_odd || !OWN.iter().any(|own| path.starts_with(own)) {
        return next.run(request).await;
    }
    let page = pages::not_found();
    if *method == Method::HEAD {
        page.map(|_| Body::empty())
    } else {
        page
    }
}

/// Every answer tells the dashboard's clock.
pub(crate) async fn answer_date(
    extract::State(state): extract::State<State>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let mut response = next.run(request).await;
    let date = httpdate::fmt_http_date(system_time(state.now()));
    if let Ok(date) = HeaderValue::from_str(&date) {
        response.headers_mut().entry(header::DATE).or_insert(date);
    }
    response
}

/// The moment as the system's type, of which no calendar asks for one before 1970 here.
fn system_time(at: UnixNanos) -> SystemTime {
    UNIX_EPOCH + Duration::from_nanos(u64::try_from(at.0).unwrap_or(0))
}

/// A line on standard error for each request: neither queries nor headers nor bodies, and of a
/// token's address only the folder.
pub(crate) async fn logged(
    extract::State(state): extract::State<State>,
    request: Request,
    next: Next,
) -> Response<Body> {
    if !state.writes_access_log() {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let peer = peer.map_or_else(|| "-".to_owned(), |ConnectInfo(peer)| peer.to_string());
    let line = format!(
        "{peer} {} {}",
        request.method(),
        loggable(request.uri().path())
    );
    let began = Instant::now();
    let response = next.run(request).await;
    eprintln!(
        "{line} {} {} ms",
        response.status().as_u16(),
        began.elapsed().as_millis()
    );
    response
}

fn loggable(path: &str) -> &str {
    if path.starts_with("/api/token/") {
        "/api/token/…"
    } else {
        path
    }
}

/// Does to a request what the faults say.
pub(crate) async fn faulty(
    extract::State(state): extract::State<State>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let active = state.faults();
    let path = request.uri().path();
    let rule = active
        .faults
        .rule(request.method().as_str(), path, request.headers())
        .filter(|_| path != fault_desk::PATH);
    let Some(rule) = rule else {
        return next.run(request).await;
    };
    if rule.delay_ms > 0 {
        tokio::time::sleep(rule.delay()).await;
    }
    spoiled(rule, request, next).await
}

async fn spoiled(rule: &Rule, request: Request, next: Next) -> Response<Body> {
    let status = rule
        .status
        .and_then(|status| StatusCode::from_u16(status).ok());
    let is_page = status.is_some() && rule.text.is_none();
    let body = rule.body.or_else(|| is_page.then_some(faults::Body::Html));
    let mut response = match (body, &rule.text) {
        (None, None) => next.run(request).await,
        (None, Some(text)) => json_of(text.clone().into()),
        (Some(faults::Body::Html), _) => html(status.unwrap_or(StatusCode::OK)),
        (Some(faults::Body::Empty), _) => json_of(Body::empty()),
        (Some(faults::Body::Cut), _) => half(next.run(request).await).await,
    };
    if let Some(status) = status {
        *response.status_mut() = status;
    }
    for (name, value) in &rule.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

/// A page as a proxy writes it.
fn html(status: StatusCode) -> Response<Body> {
    let text = format!(
        "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>\n"
    );
    let mut response = Response::new(Body::from(text));
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, html);
    response
}

fn json_of(body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, json);
    response
}

async fn half(response: Response<Body>) -> Response<Body> {
    let (mut head, body) = response.into_parts();
    head.headers.remove(header::CONTENT_LENGTH);
    let whole = body
        .collect()
        .await
        .map(http_body_util::Collected::to_bytes);
    let whole = whole.unwrap_or_default();
    Response::from_parts(head, Body::from(whole.slice(..whole.len() / 2)))
}

#[cfg(test)]
mod tests {
    use super::loggable;

    #[test]
    fn a_token_never_reaches_the_log() {
        assert_eq!(loggable("/api/token/abc"), "/api/token/…");
        assert_eq!(loggable("/api/token"), "/api/token");
        assert_eq!(loggable("/api/v1/server/list"), "/api/v1/server/list");
    }
}
