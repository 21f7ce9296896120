//! Polling, hidden tabs, and what comes late or at the wrong time.

use super::*;

#[test]
fn where_the_socket_fails_a_signed_in_page_polls() {
    let mut page = Page::new();
    page.tell(Event::ReaderIs(Reader::Cookie));
    page.tell(Event::PollAnswered);
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    assert_eq!(page.badge(), Badge::Polling);
    let mut polls = 0;
    while page.now < 60_000.0 {
        for (_, command) in page.run_to(page.now + 500.0) {
            match command {
                Command::Poll => {
                    polls += 1;
                    page.tell(Event::PollAnswered);
                }
                Command::OpenSocket => {
                    page.tell(Event::SocketClosed);
                    page.tell(Event::ProbeAnswered);
                }
                _ => {}
            }
        }
        assert_eq!(page.badge(), Badge::Polling);
    }
    assert!((5..=6).contains(&polls), "{polls}");
}

#[test]
fn a_token_polls_beside_the_socket() {
    let mut page = Page::live();
    page.tell(Event::ReaderIs(Reader::Token));
    let mut polls = 0;
    while page.now < 60_000.0 {
        for (_, command) in page.live_to(page.now + 1_000.0) {
            assert_eq!(command, Command::Poll);
            polls += 1;
            page.tell(Event::PollAnswered);
        }
    }
    assert_eq!(polls, 6);
    assert_eq!(page.badge(), Badge::Live);
}

#[test]
fn polling_that_stops_turns_stale_after_thirty_seconds() {
    let mut page = Page::new();
    page.tell(Event::SocketOpened);
    page.tell(Event::ReaderIs(Reader::Token));
    page.tell(Event::PollAnswered);
    page.run_to(29_999.0);
    assert_eq!(page.badge(), Badge::Polling);
    page.run_to(30_000.0);
    assert_eq!(page.badge(), Badge::Stale);
}

#[test]
fn a_poll_that_a_proxy_answers_does_not_spin() {
    let mut page = Page::new();
    page.tell(Event::SocketOpened);
    page.run_to(10_000.0);
    page.tell(Event::ReaderIs(Reader::Cookie));
    let mut polls = 0;
    while page.now < 70_000.0 {
        for (_, command) in page.run_to(page.now + 200.0) {
            if command == Command::Poll {
                polls += 1;
                page.tell(Event::PollFailed {
                    by_dashboard: false,
                });
                page.tell(Event::ProbeAnswered);
            }
        }
    }
    assert!((5..=7).contains(&polls), "{polls}");
}

#[test]
fn a_hidden_tab_is_paused_keeps_its_socket_a_minute_and_resumes_at_once() {
    let mut page = Page::live();
    page.live_to(4_000.0);
    page.tell(Event::TabHidden);
    assert_eq!(page.badge(), Badge::Paused);
    assert_eq!(page.run_to(50_000.0), []);
    assert_eq!(
        page.tell(Event::TabVisible),
        [],
        "the socket is still there"
    );
    page.tell(Event::SocketFrame);
    assert_eq!(page.badge(), Badge::Live);
    page.tell(Event::TabHidden);
    assert_eq!(commands(&page.run_to(200_000.0)), [Command::CloseSocket]);
    assert_eq!(page.tell(Event::TabVisible), [Command::OpenSocket]);
}

#[test]
fn waking_up_gives_the_socket_its_ten_seconds_anew() {
    let mut page = Page::live();
    page.tell(Event::TabHidden);
    page.run_to(50_000.0);
    page.tell(Event::TabVisible);
    assert_eq!(page.run_to(59_000.0), []);
    assert_eq!(
        commands(&page.run_to(60_000.0)),
        [Command::CloseSocket, Command::Probe]
    );
}

#[test]
fn a_page_that_starts_in_a_hidden_tab_gets_its_first_data() {
    let mut page = Page::new();
    page.tell(Event::TabHidden);
    page.tell(Event::SocketOpened);
    assert_eq!(page.badge(), Badge::Connecting);
    page.tell(Event::SocketFrame);
    assert_eq!(page.badge(), Badge::Paused);
}

#[test]
fn something_that_is_no_dashboard_is_told_apart_from_nothing() {
    let mut page = Page::new();
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeFailed(Absence::Foreign));
    assert_eq!(page.badge(), Badge::Offline);
    assert_eq!(page.feed.trouble(), Some(Trouble::NotADashboard));
}

#[test]
fn a_lost_sign_in_opens_the_socket_anew() {
    let mut page = Page::live();
    assert_eq!(
        page.tell(Event::Reconnect),
        [Command::CloseSocket, Command::OpenSocket]
    );
}

#[test]
fn a_socket_that_keeps_dying_young_is_not_opened_in_a_loop() {
    let mut page = Page::live();
    let mut opened = 0;
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    while page.now < 120_000.0 {
        for (_, command) in page.run_to(page.now + 100.0) {
            if command == Command::OpenSocket {
                opened += 1;
                page.tell(Event::SocketOpened);
                page.tell(Event::SocketFrame);
                page.tell(Event::SocketClosed);
                page.tell(Event::ProbeAnswered);
            }
        }
    }
    assert!((5..=10).contains(&opened), "{opened}");
}

#[test]
fn a_silent_socket_is_forgotten_once_another_is_tried() {
    let mut page = Page::new();
    page.tell(Event::SocketOpened);
    page.run_to(10_000.0);
    assert_eq!(page.tell(Event::ViewPasswordTaken), [Command::OpenSocket]);
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    let done = page.run_to(20_000.0);
    assert_eq!(commands(&done)[0], Command::OpenSocket);
}

#[test]
fn a_late_word_of_a_view_password_does_not_outlive_an_open_socket() {
    let mut page = Page::new();
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    page.run_to(1_000.0);
    page.tell(Event::ViewPasswordWanted);
    page.tell(Event::SocketOpened);
    page.tell(Event::SocketFrame);
    page.live_to(20_000.0);
    page.tell(Event::SocketClosed);
    assert_eq!(page.tell(Event::ProbeAnswered), [Command::OpenSocket]);
}

#[test]
fn a_connection_soon_after_an_answer_asks_again_who_the_visitor_is() {
    let mut page = Page::live();
    page.tell(Event::ReaderIs(Reader::Cookie));
    page.tell(Event::PollAnswered);
    page.live_to(4_000.0);
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    let done = page.run_to(6_000.0);
    assert_eq!(commands(&done), [Command::OpenSocket]);
    page.tell(Event::SocketOpened);
    page.tell(Event::SocketFrame);
    assert_eq!(commands(&page.run_to(6_000.0)), [Command::Poll]);
}

#[test]
fn a_socket_that_is_cut_before_its_first_frame_is_told() {
    let mut page = Page::new();
    page.tell(Event::SocketOpened);
    page.tell(Event::SocketClosed);
    assert_eq!(page.badge(), Badge::Connecting);
    page.tell(Event::ProbeAnswered);
    assert_eq!(page.badge(), Badge::Offline);
    assert_eq!(page.feed.trouble(), Some(Trouble::SocketRefused));
}

#[test]
fn another_attempt_is_made_when_the_visitor_wants_it() {
    let mut page = Page::new();
    for _ in 0..6 {
        page.tell(Event::SocketClosed);
        page.tell(Event::ProbeAnswered);
        page.tell(Event::ViewPasswordNotWanted);
        page.run_to(page.now + 40_000.0);
    }
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    assert_eq!(page.tell(Event::RetryWanted), [Command::Probe]);
    let commands = page.tell(Event::ProbeAnswered);
    assert!(commands.contains(&Command::OpenSocket), "{commands:?}");
}

#[test]
fn a_tab_that_comes_back_is_not_called_stale_while_its_first_frame_is_on_the_way() {
    let mut page = Page::live();
    page.tell(Event::TabHidden);
    page.run_to(200_000.0);
    page.tell(Event::TabVisible);
    assert_eq!(page.badge(), Badge::Paused);
    page.tell(Event::SocketOpened);
    assert_eq!(page.badge(), Badge::Paused);
    page.tell(Event::SocketFrame);
    assert_eq!(page.badge(), Badge::Live);
}

#[test]
fn a_view_password_given_in_another_tab_opens_the_way_here() {
    let mut page = Page::new();
    page.tell(Event::SocketClosed);
    page.tell(Event::ProbeAnswered);
    page.tell(Event::ViewPasswordWanted);
    assert_eq!(
        page.tell(Event::ViewPasswordNotWanted),
        [Command::OpenSocket]
    );
}
