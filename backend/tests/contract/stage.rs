//! A dashboard put into the state that a recording began in, with a clock handed in.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use lotus::domain::time::UnixMillis;
use lotus::wire::{EnvelopeDto, FrameDto, MonitorHistoryDto, ServerDetailsDto};
use lotus_backend::{Clock, Report, Server, Setup, State, Store, UnixNanos};

/// The account's password in every test.
pub const PASSWORD: &str = "correct horse";

/// The moment the recorded frame of the fleet was made.
pub const RECORDED_AT: UnixNanos = UnixNanos(1_795_363_886_000_000_000);

/// A frame of the fleet after more servers were registered.
const LATER_FRAME: &str = "view-password/ws-cookie-1.json";

/// A clock that stands still until it is set.
#[derive(Clone)]
pub struct Hand(Arc<AtomicI64>);

impl Hand {
    pub fn at(moment: UnixNanos) -> Self {
        Self(Arc::new(AtomicI64::new(moment.0)))
    }

    pub fn set(&self, moment: UnixNanos) {
        self.0.store(moment.0, Ordering::Relaxed);
    }

    pub fn clock(&self) -> Clock {
        let hand = Arc::clone(&self.0);
        Clock::new(move || UnixNanos(hand.load(Ordering::Relaxed)))
    }
}

/// A dashboard without servers whose clock stands at the recording; its feed does not dawdle.
pub fn setup() -> Setup {
    Setup {
        clock: Hand::at(RECORDED_AT).clock(),
        beat: Duration::from_millis(20),
        ..Setup::new(Store::in_memory().unwrap(), PASSWORD.into())
    }
}

pub fn empty() -> State {
    State::new(setup()).unwrap()
}

/// The recorded fleet of 14 servers with its reports and its histories.
pub fn fleet(setup: Setup) -> State {
    recorded_fleet(setup, "fleet/ws-cookie-1.json")
}

/// The same with the servers that were registered later on.
pub fn later_fleet(setup: Setup) -> State {
    recorded_fleet(setup, LATER_FRAME)
}

fn recorded_fleet(setup: Setup, frame: &str) -> State {
    let state = silent_fleet(setup, frame);
    report_all(&state, frame);
    for id in [1, 2, 3, 4, 5, 9] {
        keep_histories(&state, &format!("monitor-{id}"));
    }
    keep_histories(&state, "monitor-8-cookie");
    state
}

/// The later fleet of which no agent has reported yet.
pub fn restarted(setup: Setup) -> State {
    silent_fleet(setup, LATER_FRAME)
}

fn silent_fleet(setup: Setup, frame: &str) -> State {
    let state = State::new(setup).unwrap();
    let text = recorded(frame);
    let frame: FrameDto<'_> = serde_json::from_str(&text).unwrap();
    for server in frame.servers.unwrap() {
        state.put_server(Server {
            id: server.id,
            name: server.name.into_string(),
            tag: server.tag.into_string(),
            public_note: None,
            display_index: server.display_index.unwrap(),
            hidden: server.hide_for_guest.unwrap(),
            created_at: nanos(server.created_at.as_str()),
        });
    }
    state
}

/// What every agent said last, as the recorded frame has it, with the addresses of `details`.
fn report_all(state: &State, frame: &str) {
    // Parsed text lives as long as the tests: the reports borrow from it.
    let text: &'static str = recorded(frame).leak();
    let frame: FrameDto<'static> = serde_json::from_str(text).unwrap();
    let details: &'static str = recorded("fleet/details-cookie.json").leak();
    let details: EnvelopeDto<'static, Vec<ServerDetailsDto<'static>>> =
        serde_json::from_str(details).unwrap();
    let details = details.result.unwrap();
    for server in frame.servers.unwrap() {
        let addresses = details.iter().find(|item| item.id == server.id);
        let ipv4 = addresses.map(|item| item.ipv4.as_str()).unwrap_or_default();
        let ipv6 = addresses.map(|item| item.ipv6.as_str()).unwrap_or_default();
        let last_active = nanos(server.last_active.as_str());
        let report = Report {
            host: server.host,
            state: server.state,
            ipv4: ipv4.to_owned(),
            ipv6: ipv6.to_owned(),
            last_active: (last_active.0 > 0).then_some(last_active),
        };
        state.report(server.id, report);
    }
}

fn keep_histories(state: &State, name: &str) {
    let text = recorded(&format!("fleet/{name}.json"));
    let answer: EnvelopeDto<'_, Vec<MonitorHistoryDto<'_>>> = serde_json::from_str(&text).unwrap();
    for history in answer.result.unwrap() {
        state.stage_history(&history).unwrap();
    }
}

/// A file of the recordings.
pub fn recorded(path: &str) -> String {
    let path = folder().join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../tests/fixtures")
}

/// RFC 3339 with all its digits; the domain keeps milliseconds alone.
fn nanos(text: &str) -> UnixNanos {
    let millis = UnixMillis::from_rfc3339(text).unwrap();
    if millis.is_year_one() {
        return UnixNanos(i64::MIN);
    }
    let fraction = text
        .split_once('.')
        .map_or("0", |(_, rest)| rest.trim_end_matches('Z'));
    let fraction: i64 = format!("{fraction:0<9}").parse().unwrap();
    UnixNanos(millis.0.div_euclid(1000) * 1_000_000_000 + fraction)
}
