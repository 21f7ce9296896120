//! What stands between the page and its dashboard: the socket and the API are judged apart.

use super::*;

/// Lets time pass while the API answers the same and each socket is refused; when sockets were tried.
fn refused_for(page: &mut Page, until: f64, api: Event) -> Vec<f64> {
    let mut tried = Vec::new();
    while page.now < until {
        for (at, command) in page.run_to(page.now + 250.0) {
            match command {
                Command::OpenSocket => {
                    tried.push(at);
                    page.tell(Event::SocketClosed);
                    page.tell(api);
                }
                Command::Probe => {
                    page.tell(api);
                }
                _ => {}
            }
        }
    }
    tried
}

#[test]
fn a_socket_that_gave_frames_is_tried_again_though_the_api_is_closed() {
    for why in [
        Absence::Foreign,
        Absence::Gateway,
        Absence::Wall,
        Absence::Elsewhere,
    ] {
        let mut page = Page::live();
        page.live_to(20_000.0);
        page.tell(Event::SocketClosed);
        page.tell(Event::ProbeFailed(why));
        let tried = refused_for(&mut page, 400_000.0, Event::ProbeFailed(why));
        assert!(tried[0] <= 21_250.0, "{why:?}: {tried:?}");
        assert!((8..=16).contains(&tried.len()), "{why:?}: {tried:?}");
        let pauses: Vec<f64> = tried.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert!(pauses.last() > Some(&40_000.0), "it backs off: {pauses:?}");
        assert!(
            pauses
                .iter()
                .all(|pause| *pause <= REOPEN_WITHIN_MS + 500.0)
        );

        // One that opens is believed, whatever the API answered.
        while !page
            .run_to(page.now + 250.0)
            .iter()
            .any(|(_, command)| *command == Command::OpenSocket)
        {}
        page.tell(Event::SocketOpened);
        page.tell(Event::SocketFrame);
        assert_eq!(page.badge(), Badge::Live);
        assert_eq!(page.feed.trouble(), None);
        page.tell(Event::ProbeFailed(why));
        assert_eq!(page.badge(), Badge::Live, "a late word of the API's");
    }
}

#[test]
fn where_no_socket_ever_lived_and_no_dashboard_answers_few_are_tried() {
    let mut page = Page::new();
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeFailed(Absence::Foreign));
    assert_eq!(page.feed.trouble(), Some(Trouble::NotADashboard));
    let foreign = Event::ProbeFailed(Absence::Foreign);
    let tried = refused_for(&mut page, 300_000.0, foreign);
    assert!((4..=7).contains(&tried.len()), "{tried:?}");
}

#[test]
fn trying_now_tries_both() {
    for why in [Absence::Foreign, Absence::Silence] {
        let mut page = Page::live();
        page.tell(Event::SocketClosed);
        page.tell(Event::ProbeFailed(why));
        assert_eq!(
            page.tell(Event::RetryWanted),
            [Command::Probe, Command::OpenSocket]
        );
        page.tell(Event::SocketOpened);
        page.tell(Event::SocketFrame);
        assert_eq!(page.badge(), Badge::Live);
    }
}

#[test]
fn what_answers_instead_is_told_for_what_it_is() {
    for (why, trouble) in [
        (Absence::Silence, Trouble::NoAnswer),
        (Absence::Foreign, Trouble::NotADashboard),
        (Absence::Gateway, Trouble::BehindProxy),
        (Absence::Wall, Trouble::Walled),
    ] {
        let mut page = Page::new();
        page.tell(Event::SocketClosed);
        page.tell(Event::ProbeFailed(why));
        assert_eq!(page.feed.trouble(), Some(trouble));
        assert_eq!(page.badge(), Badge::Offline);
    }
    let mut page = Page::live();
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeFailed(Absence::Foreign));
    assert_eq!(
        page.feed.trouble(),
        Some(Trouble::ApiClosed),
        "it was a dashboard's socket"
    );
}

#[test]
fn answers_that_lead_elsewhere_are_told_after_a_few() {
    let mut page = Page::live();
    page.tell(Event::SocketClosed);
    for _ in 1..LED_AWAY_AFTER {
        page.tell(Event::ProbeFailed(Absence::Elsewhere));
        assert_eq!(page.feed.trouble(), Some(Trouble::NoAnswer));
    }
    page.tell(Event::ProbeFailed(Absence::Elsewhere));
    assert_eq!(page.feed.trouble(), Some(Trouble::LedAway));
    page.tell(Event::ProbeFailed(Absence::Silence));
    assert_eq!(page.feed.trouble(), Some(Trouble::NoAnswer), "in a row");
    page.tell(Event::ProbeFailed(Absence::Elsewhere));
    assert_eq!(page.feed.trouble(), Some(Trouble::NoAnswer));
}

#[test]
fn a_fleet_that_is_whole_again_opens_the_silent_socket_at_once() {
    let mut page = Page::new();
    page.tell(Event::SocketOpened);
    page.tell(Event::ReaderIs(Reader::Cookie));
    page.tell(Event::FleetIsWhole(false));
    let done = commands(&page.run_to(10_000.0));
    assert!(done.contains(&Command::CloseSocket), "{done:?}");
    assert_eq!(page.tell(Event::FleetIsWhole(false)), []);
    assert_eq!(
        page.tell(Event::FleetIsWhole(true)),
        [Command::OpenSocket],
        "the broken agent is mended"
    );
    page.tell(Event::SocketOpened);
    page.run_to(20_000.0);
    assert_eq!(
        page.tell(Event::FleetIsWhole(true)),
        [],
        "the fleet is not why it stays silent"
    );
}
