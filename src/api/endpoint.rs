//! The dashboard's addresses.
//!
//! The dashboard is the root of the page's origin, wherever the app's folder lies; that is said
//! here and nowhere else.

use crate::domain::server::ServerId;
use crate::domain::token::Secret;
use crate::platform::page;

/// The root of the dashboard.
const ROOT: &str = "/";

/// `GET /api/v1/server/list`
pub fn list() -> String {
    format!("{ROOT}api/v1/server/list")
}

/// `GET /api/v1/server/details`, of all servers or of these. (gloo-net puts an `&` behind a query that
/// an address has already, and so an empty pair, which no server minds.)
pub fn details(ids: &[ServerId]) -> String {
    let mut address = format!("{ROOT}api/v1/server/details");
    for (position, ServerId(id)) in ids.iter().enumerate() {
        address.push_str(if position == 0 { "?id=" } else { "," });
        address.push_str(&id.to_string());
    }
    address
}

/// `GET /api/v1/monitor/{id}`
pub fn monitor(id: ServerId) -> String {
    format!("{ROOT}api/v1/monitor/{}", id.0)
}

/// `POST /view-password`
pub fn view_password() -> String {
    format!("{ROOT}view-password")
}

/// The dashboard's address as somebody elsewhere writes it, without a slash at its end.
pub fn origin() -> String {
    page::origin()
}

/// The dashboard's own login page.
pub fn login() -> String {
    format!("{ROOT}login")
}

/// `GET` and `POST /api/token`
pub fn tokens() -> String {
    format!("{ROOT}api/token")
}

/// `DELETE /api/token/{token}`, the one address a token is ever in.
pub fn token(token: &Secret) -> String {
    let token = String::from(js_sys::encode_uri_component(token.reveal()));
    format!("{ROOT}api/token/{token}")
}

/// `POST /api/v1/server/register`
pub fn register() -> String {
    format!("{ROOT}api/v1/server/register")
}

/// `GET /ws`, with the scheme and host of the page.
pub fn socket() -> Option<String> {
    let location = web_sys::window()?.location();
    let scheme = match location.protocol().ok()?.as_str() {
        "https:" => "wss",
        _ => "ws",
    };
    Some(format!("{scheme}://{}{ROOT}ws", location.host().ok()?))
}
