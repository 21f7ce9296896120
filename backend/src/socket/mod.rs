//! `GET /ws`: the live feed.
//!
//! A library would answer a browser's close, as the standard asks; the real dashboard never reads
//! and never does. So the few bytes of the protocol that a server sends are written here.

mod feed;
mod frame;
mod handshake;

use axum::body::Body;
use axum::extract::{self, Request};
use axum::http::{HeaderValue, Response, StatusCode, header};
use hyper_util::rt::TokioIo;

use crate::faults::Socket;
use crate::frames::Audience;
use crate::pages;
use crate::state::State;
use handshake::Refusal;

/// The feed's address.
pub(crate) const PATH: &str = "/ws";

/// Opens the feed. Who is asking is settled now and never again.
pub(crate) async fn open(
    extract::State(state): extract::State<State>,
    mut request: Request,
) -> Response<Body> {
    let visitor = state.visitor(request.headers());
    if !visitor.may_open_socket() {
        return pages::view_password(None);
    }
    let accept = match handshake::check(request.headers()) {
        Ok(accept) => accept,
        Err(refusal) => return refused(refusal),
    };
    if state.faults().faults.socket(PATH) == Some(Socket::Refused) {
        let sentence = "The socket was refused on request.";
        return pages::message(StatusCode::SERVICE_UNAVAILABLE, "Refused", sentence);
    }
    let audience = if visitor.sees_hidden_servers() {
        Audience::Members
    } else {
        Audience::Guests
    };
    let upgrade = hyper::upgrade::on(&mut request);
    tokio::spawn(async move {
        if let Ok(upgraded) = upgrade.await {
            feed::run(&state, audience, TokioIo::new(upgraded)).await;
        }
    });
    switched(&accept)
}

fn switched(accept: &str) -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(header::CONNECTION, HeaderValue::from_static("Upgrade"));
    if let Ok(accept) = HeaderValue::from_str(accept) {
        headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    }
    response
}

fn refused(refusal: Refusal) -> Response<Body> {
    let (status, text) = match refusal {
        Refusal::NoHandshake => (StatusCode::BAD_REQUEST, "Bad Request\n"),
        Refusal::ForeignOrigin => (StatusCode::FORBIDDEN, "Forbidden\n"),
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let plain = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, plain);
    headers.insert(
        header::SEC_WEBSOCKET_VERSION,
        HeaderValue::from_static("13"),
    );
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    response
}
