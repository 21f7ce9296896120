//! What the feed is told, what it commands, what it says, and how long it waits for what.

use super::Absence;
use crate::domain::session::Reader;

/// Silence after which what is shown is no longer called live.
pub const STALE_AFTER_MS: f64 = 10_000.0;
/// The same while only polling feeds the page.
pub const POLLED_STALE_AFTER_MS: f64 = 30_000.0;
/// How often `details` is asked where it is the only source, or the source of the roster.
pub const POLL_EVERY_MS: f64 = 10_000.0;
/// How often `details` is asked beside a live feed, for addresses, order and the hidden flag.
pub const REFRESH_EVERY_MS: f64 = 300_000.0;
/// The longest pause between two probes in the first minutes of an outage.
pub const PROBE_WITHIN_MS: f64 = 3_000.0;
/// The pause between two probes of a long outage.
pub const PROBE_LATER_MS: f64 = 30_000.0;
/// When an outage is a long one.
pub const LONG_OUTAGE_MS: f64 = 300_000.0;
/// How long a socket that opened and stayed silent is left alone: each such connection costs a
/// dashboard with a broken agent a thread.
pub const SILENT_FOR_MS: f64 = 300_000.0;
/// The longest pause between two attempts at a socket that a reachable dashboard refuses.
pub const REOPEN_WITHIN_MS: f64 = 60_000.0;
/// How long a hidden tab keeps its socket.
pub const KEEP_WHILE_HIDDEN_MS: f64 = 60_000.0;

/// What the connection badge says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Badge {
    /// Nothing came yet.
    #[default]
    Connecting,
    /// Frames arrive.
    Live,
    /// Only answers of `details` arrive.
    Polling,
    /// Nothing arrived for a while.
    Stale,
    /// Refused, or no network.
    Offline,
    /// The tab is hidden.
    Paused,
}

/// Why the page has no live feed, when there is a reason to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No answer.
    NoAnswer,
    /// Something answers that is no V0 dashboard: a proxy, a web server.
    NotADashboard,
    /// A proxy answers that the dashboard behind it is down (HTTP 502, 503 or 504).
    BehindProxy,
    /// A proxy wants a password of its own (HTTP 401 with `WWW-Authenticate`).
    Walled,
    /// Every answer leads to another site, as to a login portal.
    LedAway,
    /// Frames came from here before, and now the socket is lost and something else answers in place
    /// of the API.
    ApiClosed,
    /// The dashboard answers, but refuses the live connection.
    SocketRefused,
    /// The live connection opened and stayed silent: the mark of an agent that reports NaN.
    SocketSilent,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Event {
    /// The page starts.
    Start,
    /// The socket opened.
    SocketOpened,
    /// The socket brought a frame.
    SocketFrame,
    /// The socket closed, or never opened.
    SocketClosed,
    /// The small request was answered with JSON.
    ProbeAnswered,
    /// The small request was not answered, or not with JSON.
    ProbeFailed(Absence),
    /// `details` was answered.
    PollAnswered,
    /// `details` was not answered as it should be.
    PollFailed {
        /// Whether the dashboard itself spoke.
        by_dashboard: bool,
    },
    /// The whole fleet was asked for: whether the dashboard could tell of everybody, or an agent
    /// reports numbers that it cannot send.
    FleetIsWhole(bool),
    /// Who reads the fleet.
    ReaderIs(Reader),
    /// What the open socket shows is no longer what this visitor may see.
    Reconnect,
    /// A view password is wanted: sockets would be refused until it is given.
    ViewPasswordWanted,
    /// No view password stands in the way of a refused socket, or nobody could say.
    ViewPasswordNotWanted,
    /// The view password was given.
    ViewPasswordTaken,
    /// The visitor wants another attempt now.
    RetryWanted,
    /// The browser says that the network is back.
    NetworkBack,
    /// The browser says that the network is gone.
    NetworkGone,
    /// The tab became hidden.
    TabHidden,
    /// The tab became visible.
    TabVisible,
    /// How long the last answer of `details` took.
    AnswerTook {
        /// From the question to the end of the answer.
        ms: f64,
    },
    /// Whether the browser is set to save data.
    SavesData(bool),
    /// Whether a hidden tab is to look how the fleet is.
    Watches(bool),
    /// The timer that [`Feed::wake_at`] asked for.
    Timer,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Open the socket; there is none.
    OpenSocket,
    /// Close the socket and treat it as gone: its `close` event may take a minute to come.
    CloseSocket,
    /// Ask the dashboard for a little JSON.
    Probe,
    /// Ask `details`.
    Poll,
    /// Ask whether a view password is wanted.
    AskViewPassword,
}
