//! A hidden tab that keeps watch.

use super::*;

/// A live page that keeps watch and is hidden, its socket closed after the minute that any tab keeps it.
fn hidden() -> Page {
    let mut page = Page::live();
    page.tell(Event::Watches(true));
    page.live_to(20_000.0);
    page.tell(Event::TabHidden);
    let done = page.run_to(page.now + KEEP_WHILE_HIDDEN_MS);
    assert_eq!(commands(&done), [Command::CloseSocket]);
    page
}

#[test]
fn a_hidden_tab_looks_once_a_minute_for_a_single_frame() {
    let mut page = hidden();
    for _ in 0..5 {
        assert!(page.feed.is_paused());
        let done = page.run_to(page.now + WATCH_EVERY_MS);
        assert_eq!(commands(&done), [Command::OpenSocket]);
        assert!(!page.feed.is_paused(), "the frame is taken in");
        page.tell(Event::SocketOpened);
        assert_eq!(page.tell(Event::SocketFrame), [Command::CloseSocket]);
        assert_eq!(page.badge(), Badge::Paused);
    }
}

#[test]
fn without_a_wish_it_rests() {
    let mut page = hidden();
    page.tell(Event::Watches(false));
    assert_eq!(page.run_to(page.now + 3_600_000.0), []);
    page.tell(Event::Watches(true));
    assert_eq!(commands(&page.run_to(page.now)), [Command::OpenSocket]);
    // While it looks, it is told not to.
    assert_eq!(page.tell(Event::Watches(false)), [Command::CloseSocket]);
}

#[test]
fn a_look_in_vain_is_no_outage_and_the_next_one_is_a_minute_off() {
    let mut page = hidden();
    let mut opened = Vec::new();
    for _ in 0..5 {
        let done = page.run_to(page.now + WATCH_EVERY_MS);
        assert_eq!(commands(&done), [Command::OpenSocket]);
        opened.push(page.now);
        assert_eq!(page.tell(Event::SocketClosed), []);
    }
    // Back in sight, the page asks and opens as always.
    assert_eq!(page.tell(Event::TabVisible), [Command::OpenSocket]);
}

#[test]
fn a_silent_dashboard_is_left_alone_by_a_hidden_tab_too() {
    let mut page = hidden();
    page.run_to(page.now + WATCH_EVERY_MS);
    page.tell(Event::SocketOpened);
    let done = page.run_to(page.now + STALE_AFTER_MS);
    assert_eq!(commands(&done), [Command::CloseSocket]);
    let closed_at = page.now;
    let done = page.run_to(page.now + SILENT_FOR_MS);
    assert_eq!(done, [(closed_at + SILENT_FOR_MS, Command::OpenSocket)]);
}

#[test]
fn the_tab_may_come_back_in_the_middle_of_a_look() {
    let mut page = hidden();
    page.run_to(page.now + WATCH_EVERY_MS);
    assert_eq!(page.tell(Event::TabVisible), []);
    page.tell(Event::SocketOpened);
    assert_eq!(page.tell(Event::SocketFrame), []);
    assert_eq!(page.badge(), Badge::Live);
    let done = page.live_to(page.now + 20_000.0);
    assert_eq!(done, []);
}
