//! A real dashboard in place of this one: everything but the app's own files is handed to it.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::uri::{Authority, PathAndQuery, Scheme};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, Uri, header};
use http_body_util::Limited;
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioIo};

use crate::pages;

/// The longest body that is handed on, in bytes.
const BODY_LIMIT: usize = 1 << 20;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// How long the dashboard may take to begin its answer.
const ANSWER_TIMEOUT: Duration = Duration::from_mins(1);

/// Headers that are about one connection and not about the message (RFC 9110, 7.6.1).
const HOP_BY_HOP: [HeaderName; 7] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
];

/// The origin of a real V0 dashboard, and the connections to it.
#[derive(Clone)]
pub struct Upstream {
    scheme: Scheme,
    authority: Authority,
    client: Client<HttpsConnector<HttpConnector>, Body>,
}

/// Why a text is no address of a dashboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UpstreamError {
    /// It does not begin with `http://` or `https://` and a host.
    Origin,
    /// This build cannot speak TLS.
    Tls,
    /// It goes on after the host: a V0 dashboard has an origin to itself.
    Path,
}

impl fmt::Display for UpstreamError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Origin => "a dashboard's address is http://HOST or https://HOST",
            Self::Tls => "this build cannot speak TLS",
            Self::Path => "a dashboard's address ends with its host: it has an origin to itself",
        })
    }
}

impl std::error::Error for UpstreamError {}

impl fmt::Debug for Upstream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Upstream({})", self.origin())
    }
}

impl FromStr for Upstream {
    type Err = UpstreamError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text
            .parse::<Uri>()
            .map_err(|_| UpstreamError::Origin)?
            .into_parts();
        let scheme = parts
            .scheme
            .filter(|scheme| *scheme == Scheme::HTTP || *scheme == Scheme::HTTPS);
        let (Some(scheme), Some(authority)) = (scheme, parts.authority) else {
            return Err(UpstreamError::Origin);
        };
        if authority.as_str().contains('@') {
            return Err(UpstreamError::Origin);
        }
        if parts.path_and_query.is_some_and(|path| path != "/") {
            return Err(UpstreamError::Path);
        }
        Ok(Self {
            scheme,
            authority,
            client: client()?,
        })
    }
}

impl Upstream {
    fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// The same path and query at the dashboard.
    fn uri(&self, asked: &Uri) -> Option<Uri> {
        let path = asked.path_and_query().cloned();
        Uri::builder()
            .scheme(self.scheme.clone())
            .authority(self.authority.clone())
            .path_and_query(path.unwrap_or_else(|| PathAndQuery::from_static("/")))
            .build()
            .ok()
    }

    /// Hands a request to the dashboard, sockets included. A dashboard that does not answer is a
    /// page that says so.
    pub(crate) async fn hand_up(&self, request: Request) -> Response<Body> {
        let answer = self.ask(request).await;
        answer.unwrap_or_else(|why| dead(self, &why))
    }

    /// What the dashboard answers to a request, or why it does not.
    async fn ask(&self, mut request: Request) -> Result<Response<Body>, String> {
        let own = request.headers().get(header::HOST).cloned();
        let is_upgrade = request.headers().contains_key(header::UPGRADE);
        let client_side = is_upgrade.then(|| hyper::upgrade::on(&mut request));
        let (mut head, body) = request.into_parts();
        head.uri = self
            .uri(&head.uri)
            .ok_or("the address cannot be handed on")?;
        head.extensions.clear();
        without_hops(&mut head.headers);
        // The host is the dashboard's, which the client takes from the address.
        head.headers.remove(header::HOST);
        if is_upgrade {
            head.headers
                .insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
        }
        own_origin(&mut head.headers, own.as_ref(), self);
        let body = Body::new(Limited::new(body, BODY_LIMIT));
        let asked = self.client.request(Request::from_parts(head, body));
        let answered = tokio::time::timeout(ANSWER_TIMEOUT, asked).await;
        let answered = answered.map_err(|_| "it did not answer in time".to_owned())?;
        let mut response = answered.map_err(|error| words(&error))?;
        if response.status() == StatusCode::SWITCHING_PROTOCOLS {
            let dashboard_side = hyper::upgrade::on(&mut response);
            if let Some(client_side) = client_side {
                tokio::spawn(join(client_side, dashboard_side));
            }
        } else {
            without_hops(response.headers_mut());
        }
        own_location(response.headers_mut(), self);
        Ok(response.map(Body::new))
    }
}

/// The provider is named: another crate of the same build may bring a second one, between which
/// rustls would refuse to choose.
fn client() -> Result<Client<HttpsConnector<HttpConnector>, Body>, UpstreamError> {
    let mut http = HttpConnector::new();
    http.set_connect_timeout(Some(CONNECT_TIMEOUT));
    http.enforce_http(false);
    let https = HttpsConnectorBuilder::new()
        .with_provider_and_webpki_roots(rustls::crypto::ring::default_provider())
        .map_err(|_| UpstreamError::Tls)?
        .https_or_http()
        .enable_http1()
        .wrap_connector(http);
    Ok(Client::builder(TokioExecutor::new()).build(https))
}

/// Carries bytes both ways until either side ends: frames stay what they are, closes included.
async fn join(client: hyper::upgrade::OnUpgrade, dashboard: hyper::upgrade::OnUpgrade) {
    if let (Ok(client), Ok(dashboard)) = (client.await, dashboard.await) {
        let (mut client, mut dashboard) = (TokioIo::new(client), TokioIo::new(dashboard));
        // An error here is an end like any other: both sides are dropped.
        let _ = tokio::io::copy_bidirectional(&mut client, &mut dashboard).await;
    }
}

fn without_hops(headers: &mut HeaderMap) {
    for name in &HOP_BY_HOP {
        headers.remove(name);
    }
}

/// The page's origin is this one; the dashboard wants its own. A foreign page's origin stays what
/// it is, so that the dashboard can refuse it.
fn own_origin(headers: &mut HeaderMap, own: Option<&HeaderValue>, upstream: &Upstream) {
    let origin = headers
        .get(header::ORIGIN)
        .and_then(|origin| origin.to_str().ok());
    let host = origin
        .and_then(|origin| origin.split_once("://"))
        .map(|(_, host)| host);
    let own = own.and_then(|own| own.to_str().ok());
    if host.is_none() || host != own {
        return;
    }
    if let Ok(origin) = HeaderValue::from_str(&upstream.origin()) {
        headers.insert(header::ORIGIN, origin);
    }
}

/// A redirect within the dashboard stays within this origin.
fn own_location(headers: &mut HeaderMap, upstream: &Upstream) {
    let location = headers
        .get(header::LOCATION)
        .and_then(|location| location.to_str().ok());
    let path = location.and_then(|location| location.strip_prefix(&upstream.origin()));
    let path = match path {
        Some("") => "/",
        Some(path) if path.starts_with(['/', '?', '#']) => path,
        _ => return,
    };
    if let Ok(path) = HeaderValue::from_str(path) {
        headers.insert(header::LOCATION, path);
    }
}

fn dead(upstream: &Upstream, why: &str) -> Response<Body> {
    let sentence = format!(
        "The dashboard at {} cannot be reached: {why}.",
        upstream.origin()
    );
    pages::message(StatusCode::BAD_GATEWAY, "Dashboard unreachable", &sentence)
}

/// The innermost reason, which is the one that says something.
fn words(error: &dyn std::error::Error) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
