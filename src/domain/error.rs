//! What can go wrong between the app and the dashboard, without a word of display text: `i18n`
//! words it, and each error is handled exactly once.

use serde::de::IgnoredAny;

/// Where an answer came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endpoint {
    /// `GET /api/v1/server/list`
    List,
    /// `GET /api/v1/server/details`
    Details,
    /// `GET /api/v1/monitor/{id}`
    Monitor,
    /// `GET /ws`
    Socket,
    /// `/api/token`
    Tokens,
    /// `POST /api/v1/server/register`
    Register,
    /// `POST /view-password`
    ViewPassword,
}

/// Why a call to the dashboard gave no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// No answer at all: no network, a refused connection, a dropped one.
    Offline,
    /// No answer in time.
    Timeout,
    /// A proxy answered in place of the dashboard (HTTP 502, 503 or 504).
    Unreachable {
        /// The HTTP status.
        status: u16,
    },
    /// A proxy wants a password of its own, in the header that an API token needs (HTTP 401 with
    /// `WWW-Authenticate`, which no dashboard sends).
    Walled,
    /// The answer is a redirect to another site, as to a login portal.
    LedAway,
    /// The endpoint wants a sign-in that was not given or is no longer good.
    SignInRequired,
    /// The dashboard wants a view password first.
    ViewPasswordRequired,
    /// Signed in or not, this may not be seen.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// The dashboard refused with a code of its own.
    Rejected {
        /// The code of the envelope.
        code: i64,
        /// The dashboard's own words, shown as a quotation at most.
        message: String,
    },
    /// The answer is not what this endpoint answers.
    BadPayload {
        /// Who answered.
        endpoint: Endpoint,
        /// What it was instead.
        fault: PayloadFault,
    },
}

impl ApiError {
    /// Whether this is no answer of a V0 dashboard at all, whatever else it is: no envelope, or
    /// nobody there.
    pub fn is_foreign(&self) -> bool {
        !self.is_from_dashboard() || matches!(self, Self::BadPayload { .. })
    }

    /// Whether the dashboard itself spoke, if only to refuse. What came from a proxy, or was no
    /// JSON, says nothing about the dashboard being there.
    pub fn is_from_dashboard(&self) -> bool {
        match self {
            Self::Offline
            | Self::Timeout
            | Self::Unreachable { .. }
            | Self::Walled
            | Self::LedAway => false,
            Self::SignInRequired
            | Self::ViewPasswordRequired
            | Self::Forbidden
            | Self::NotFound
            | Self::Rejected { .. } => true,
            Self::BadPayload { fault, .. } => matches!(
                fault,
                PayloadFault::Empty | PayloadFault::Shape | PayloadFault::BrokenJson
            ),
        }
    }
}

/// What an answer was instead of the JSON that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadFault {
    /// Nothing at all. From `details` this is the mark of an agent that reports NaN.
    Empty,
    /// A page for people.
    Html,
    /// Plain text.
    Text,
    /// JSON that breaks off or breaks its own rules.
    BrokenJson,
    /// JSON of another shape or type.
    Shape,
}

impl PayloadFault {
    /// Tells what a body is that could not be read as the JSON that was due.
    pub fn of_text(body: &str) -> Self {
        let body = body.trim_start_matches('\u{feff}').trim();
        match body.chars().next() {
            None => Self::Empty,
            Some('<') => Self::Html,
            Some('{' | '[' | '"') => {
                if is_json(body) {
                    Self::Shape
                } else {
                    Self::BrokenJson
                }
            }
            Some(_) if is_json(body) => Self::Shape,
            Some(_) => Self::Text,
        }
    }
}

/// Whether a text is JSON, whatever it says.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}
