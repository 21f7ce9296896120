//! A made-up clock, and a dashboard that answers, refuses, falls silent or dies.
#![allow(clippy::panic, clippy::indexing_slicing, clippy::float_cmp)]

mod edges;
mod pace;
mod proxies;
mod watching;

use super::*;

/// A feed and the time it is.
struct Page {
    feed: Feed,
    now: f64,
}

impl Page {
    fn new() -> Self {
        let mut page = Self {
            feed: Feed::new(7),
            now: 0.0,
        };
        assert_eq!(page.tell(Event::Start), [Command::OpenSocket]);
        page
    }

    /// A guest's page that has been live since the start.
    fn live() -> Self {
        let mut page = Self::new();
        assert_eq!(page.tell(Event::SocketOpened), []);
        assert_eq!(page.tell(Event::SocketFrame), []);
        page
    }

    fn tell(&mut self, event: Event) -> Vec<Command> {
        self.feed.step(Monotonic(self.now), event)
    }

    fn badge(&self) -> Badge {
        self.feed.badge(Monotonic(self.now))
    }

    /// Lets the timer run up to a time and gives what was commanded, and when.
    fn run_to(&mut self, until: f64) -> Vec<(f64, Command)> {
        let mut done = Vec::new();
        for _ in 0..10_000 {
            match self.feed.wake_at(Monotonic(self.now)) {
                Some(at) if at.0 <= until => {
                    self.now = self.now.max(at.0);
                    let commands = self.tell(Event::Timer);
                    done.extend(commands.into_iter().map(|command| (self.now, command)));
                }
                _ => {
                    self.now = until;
                    return done;
                }
            }
        }
        panic!("the timer spins at {}", self.now);
    }

    /// Frames every two seconds up to a time.
    fn live_to(&mut self, until: f64) -> Vec<(f64, Command)> {
        let mut done = Vec::new();
        while self.now < until {
            done.extend(self.run_to((self.now + 2_000.0).min(until)));
            self.tell(Event::SocketFrame);
        }
        done
    }
}

fn commands(done: &[(f64, Command)]) -> Vec<Command> {
    done.iter().map(|(_, command)| *command).collect()
}

#[test]
fn a_guest_is_fed_by_the_socket_alone() {
    let mut page = Page::new();
    assert_eq!(page.badge(), Badge::Connecting);
    page.tell(Event::SocketOpened);
    assert_eq!(page.badge(), Badge::Connecting, "only a frame is data");
    page.tell(Event::SocketFrame);
    assert_eq!(page.badge(), Badge::Live);
    assert_eq!(page.live_to(600_000.0), []);
    assert_eq!(page.badge(), Badge::Live);
}

#[test]
fn a_killed_backend_is_offline_at_once_and_live_within_moments_of_its_return() {
    let mut page = Page::live();
    page.live_to(20_000.0);
    assert_eq!(page.tell(Event::SocketClosed), [Command::Probe]);
    assert_eq!(
        page.badge(),
        Badge::Live,
        "one lost socket is not an outage"
    );
    page.tell(Event::ProbeFailed(Absence::Silence));
    assert_eq!(page.badge(), Badge::Offline);
    assert_eq!(page.feed.trouble(), Some(Trouble::NoAnswer));
    page.run_to(60_000.0);
    assert_eq!(page.tell(Event::ProbeAnswered), [Command::OpenSocket]);
    page.tell(Event::SocketOpened);
    page.tell(Event::SocketFrame);
    assert_eq!(page.badge(), Badge::Live);
    assert_eq!(page.feed.trouble(), None);
}

#[test]
fn an_outage_is_probed_within_three_seconds_at_first_and_every_thirty_later() {
    let mut page = Page::live();
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeFailed(Absence::Silence));
    let mut last = page.now;
    let mut pauses = Vec::new();
    let mut tried = Vec::new();
    while page.now < 900_000.0 {
        for (at, command) in page.run_to(page.now + 50.0) {
            if command == Command::OpenSocket {
                // It fails, and the dashboard is asked at once.
                assert_eq!(page.tell(Event::SocketClosed), [Command::Probe]);
                tried.push(at);
                last = page.now;
            } else {
                pauses.push((at, at - last));
                last = at;
            }
            page.tell(Event::ProbeFailed(Absence::Silence));
        }
    }
    let (first, later): (Vec<_>, Vec<_>) = pauses.iter().partition(|(at, _)| *at < LONG_OUTAGE_MS);
    assert!(first.len() >= 100, "{}", first.len());
    let is_rare = |pair: &[f64]| pair[1] - pair[0] >= 45_000.0;
    assert!(tried.windows(2).all(is_rare), "{tried:?}");
    let is_due = |pause: f64| (2_000.0..=PROBE_WITHIN_MS).contains(&pause);
    assert!(first.iter().all(|(_, pause)| is_due(*pause)), "{first:?}");
    // A socket that failed asks too.
    assert!((14..=30).contains(&later.len()), "{}", later.len());
    assert!(
        later
            .iter()
            .skip(1)
            .all(|(_, pause)| (20_000.0..=PROBE_LATER_MS).contains(pause))
    );
    let distinct = first
        .windows(2)
        .filter(|pair| pair[0].1 != pair[1].1)
        .count();
    assert!(distinct > 50, "pauses are spread");
}

#[test]
fn the_network_and_the_tab_coming_back_ask_at_once() {
    let mut page = Page::live();
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeFailed(Absence::Silence));
    assert_eq!(page.tell(Event::NetworkBack), [Command::Probe]);
    page.tell(Event::ProbeFailed(Absence::Silence));
    page.tell(Event::TabHidden);
    assert_eq!(page.run_to(600_000.0), [], "a hidden tab rests");
    assert_eq!(page.tell(Event::TabVisible), [Command::Probe]);
}

#[test]
fn silence_after_frames_is_a_dead_socket() {
    let mut page = Page::live();
    page.live_to(30_000.0);
    let done = page.run_to(40_500.0);
    assert_eq!(commands(&done), [Command::CloseSocket, Command::Probe]);
    assert_eq!(page.badge(), Badge::Stale);
    page.tell(Event::ProbeAnswered);
    assert!(
        matches!(page.feed.socket, Socket::Opening { .. }),
        "it lived: no pause before the next"
    );
    page.tell(Event::SocketOpened);
    page.tell(Event::SocketFrame);
    assert_eq!(page.badge(), Badge::Live);
}

#[test]
fn a_socket_that_opened_and_gave_nothing_is_left_alone_for_minutes() {
    let mut page = Page::new();
    page.tell(Event::SocketOpened);
    assert_eq!(commands(&page.run_to(10_000.0)), [Command::CloseSocket]);
    assert_eq!(page.badge(), Badge::Stale);
    assert_eq!(page.feed.trouble(), Some(Trouble::SocketSilent));
    assert_eq!(page.tell(Event::NetworkBack), []);
    page.tell(Event::TabHidden);
    assert_eq!(
        page.tell(Event::TabVisible),
        [],
        "not even on becoming visible"
    );
    assert_eq!(page.tell(Event::NetworkGone), [Command::Probe]);
    assert_eq!(page.tell(Event::ProbeAnswered), []);
    let done = page.run_to(320_000.0);
    assert_eq!(
        commands(&done),
        [Command::OpenSocket, Command::CloseSocket, Command::Probe]
    );
    assert!(done[0].0 >= SILENT_FOR_MS, "{done:?}");
}

#[test]
fn an_outage_does_not_make_a_silent_socket_forgotten() {
    let mut page = Page::new();
    page.tell(Event::SocketOpened);
    page.run_to(10_000.0);
    page.tell(Event::NetworkGone);
    page.tell(Event::ProbeFailed(Absence::Silence));
    let probes = page.run_to(200_000.0);
    assert!(
        commands(&probes)
            .iter()
            .all(|command| *command == Command::Probe)
    );
    assert_eq!(page.tell(Event::ProbeAnswered), []);
    assert_eq!(commands(&page.run_to(315_000.0)), [Command::OpenSocket]);
}

#[test]
fn a_refused_socket_asks_for_a_view_password_and_then_waits_longer_each_time() {
    let mut page = Page::new();
    assert_eq!(page.tell(Event::SocketClosed), [Command::Probe]);
    assert_eq!(page.badge(), Badge::Connecting);
    assert_eq!(page.tell(Event::ProbeAnswered), [Command::AskViewPassword]);
    assert_eq!(page.feed.trouble(), None, "a view password may be why");
    page.tell(Event::ViewPasswordNotWanted);
    assert_eq!(page.badge(), Badge::Offline);
    assert_eq!(page.feed.trouble(), Some(Trouble::SocketRefused));
    let mut opened = Vec::new();
    while page.now < 600_000.0 {
        for (at, command) in page.run_to(page.now + 500.0) {
            if command == Command::OpenSocket {
                opened.push(at);
                page.tell(Event::SocketClosed);
                assert_eq!(page.badge(), Badge::Offline, "what is said stays as it is");
                assert_eq!(page.feed.trouble(), Some(Trouble::SocketRefused));
                page.tell(Event::ProbeAnswered);
            }
        }
    }
    assert!(opened[0] <= 1_000.0, "{opened:?}");
    assert!((10..=20).contains(&opened.len()), "{opened:?}");
    let last_pause = opened[opened.len() - 1] - opened[opened.len() - 2];
    assert!(
        (40_000.0..=REOPEN_WITHIN_MS).contains(&last_pause),
        "{last_pause}"
    );
}

#[test]
fn a_wanted_view_password_stops_the_attempts_until_it_is_given() {
    let mut page = Page::new();
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    page.tell(Event::ViewPasswordWanted);
    assert_eq!(page.run_to(600_000.0), []);
    assert_eq!(page.badge(), Badge::Offline);
    assert_eq!(page.feed.trouble(), None, "the form says it");
    assert_eq!(page.tell(Event::ViewPasswordTaken), [Command::OpenSocket]);
}

#[test]
fn a_signed_in_page_refreshes_details_once_a_connection_and_every_five_minutes() {
    let mut page = Page::live();
    page.tell(Event::ReaderIs(Reader::Cookie));
    page.tell(Event::PollAnswered);
    assert_eq!(page.live_to(299_000.0), []);
    assert_eq!(commands(&page.live_to(301_000.0)), [Command::Poll]);
    page.tell(Event::PollAnswered);
    page.live_to(320_000.0);
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    page.tell(Event::SocketOpened);
    page.tell(Event::SocketFrame);
    assert_eq!(
        commands(&page.run_to(page.now)),
        [Command::Poll],
        "a new connection"
    );
}
