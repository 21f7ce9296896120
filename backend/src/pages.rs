//! The few pages of HTML that the backend writes itself.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest;

const STYLE: &str = "\
:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}\
body{margin:0;min-height:100vh;display:grid;place-items:center}\
main{box-sizing:border-box;width:100%;max-width:22rem;padding:2rem}\
h1{font-size:1.25rem;margin:0 0 1rem}\
label{display:block;margin-bottom:.25rem}\
input,button{box-sizing:border-box;width:100%;font:inherit;padding:.5rem .75rem;border-radius:.5rem;border:1px solid light-dark(#888,#777)}\
button{margin-top:1rem;border-color:transparent;background:light-dark(#1d4ed8,#60a5fa);color:light-dark(#fff,#0b1220);cursor:pointer}\
:focus-visible{outline:2px solid light-dark(#1d4ed8,#60a5fa);outline-offset:2px}\
[role=alert]{color:light-dark(#b91c1c,#fca5a5)}";

/// Allows the style above by its digest, and forms; nothing else, no script at all.
static POLICY: LazyLock<String> = LazyLock::new(|| {
    let digest = STANDARD.encode(digest::digest(&digest::SHA256, STYLE.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; \
         base-uri 'none'; frame-ancestors 'none'"
    )
});

/// The headers that every page comes with, whoever wrote it.
pub(crate) const PAGE_HEADERS: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    // `/login` and `/view-password` go back to where one came from.
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// What stands at an address that nothing has.
pub(crate) fn not_found() -> Response<Body> {
    let main = "<h1>Not found</h1><p>There is nothing at this address. <a href=\"/\">Home</a></p>";
    page(StatusCode::NOT_FOUND, "Not found", main)
}

/// The sign-in, with the reason why the last try failed.
pub(crate) fn login(reason: Option<&str>) -> Response<Body> {
    let reason = alert(reason);
    let main = format!(
        "<h1>Sign in</h1>{reason}<form method=\"post\" action=\"/login\">\
         <input type=\"text\" name=\"username\" autocomplete=\"username\" value=\"admin\" hidden>\
         <label for=\"password\">Password</label>\
         <input id=\"password\" name=\"password\" type=\"password\" \
         autocomplete=\"current-password\" required autofocus>\
         <button>Sign in</button></form>"
    );
    page(StatusCode::OK, "Sign in", &main)
}

/// Asks guests for the view password.
pub(crate) fn view_password(reason: Option<&str>) -> Response<Body> {
    let reason = alert(reason);
    let main = format!(
        "<h1>View password</h1>{reason}<form method=\"post\" action=\"/view-password\">\
         <label for=\"password\">View password</label>\
         <input id=\"password\" name=\"Password\" type=\"password\" required autofocus>\
         <button>Continue</button></form>"
    );
    page(StatusCode::OK, "View password", &main)
}

/// Any page of a heading and a sentence.
pub(crate) fn message(status: StatusCode, title: &str, sentence: &str) -> Response<Body> {
    let sentence = escaped(sentence);
    page(status, title, &format!("<h1>{title}</h1><p>{sentence}</p>"))
}

fn alert(reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| {
        format!("<p role=\"alert\">{reason}</p>")
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn page(status: StatusCode, title: &str, main: &str) -> Response<Body> {
    let text = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{title}</title><style>{STYLE}</style></head><body><main>{main}</main></body></html>\n"
    );
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, html);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Ok(policy) = HeaderValue::from_str(&POLICY) {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    for (name, value) in PAGE_HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}
