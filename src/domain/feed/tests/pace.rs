//! Slow lines, and visitors who save data.

use super::*;

impl Page {
    /// A signed-in page that has been live since the start.
    fn signed_in() -> Self {
        let mut page = Self::live();
        page.tell(Event::ReaderIs(Reader::Cookie));
        page.tell(Event::PollAnswered);
        page
    }

    /// Frames, each so long after the one before; what was commanded.
    fn frames(&mut self, pauses: &[f64]) -> Vec<Command> {
        let mut done = Vec::new();
        for pause in pauses {
            done.extend(commands(&self.run_to(self.now + pause)));
            done.extend(self.tell(Event::SocketFrame));
        }
        done
    }

    /// Lets the spared line rest, with polls that are answered, until frames are tried again; how long
    /// that was.
    fn tried(&mut self) -> f64 {
        let since = self.now;
        loop {
            let done = commands(&self.run_to(self.now + 1_000.0));
            if done.contains(&Command::OpenSocket) {
                return self.now - since;
            }
            self.tell(Event::PollAnswered);
            assert!(self.now - since < 1_000_000.0, "never tried again");
        }
    }
}

#[test]
fn a_line_that_carries_no_frames_is_spared_and_tried_again() {
    let mut page = Page::signed_in();
    assert_eq!(page.frames(&[2_000.0, 4_500.0, 5_000.0]), []);
    assert_eq!(page.feed.spared(), Spared::No);
    assert_eq!(page.frames(&[4_200.0]), [Command::CloseSocket]);
    assert_eq!(page.feed.spared(), Spared::SlowLine);
    // `details` every twenty seconds, and nothing else.
    let done = page.run_to(page.now + 45_000.0);
    assert_eq!(commands(&done), [Command::Poll]);
    page.tell(Event::PollAnswered);
    assert_eq!(page.badge(), Badge::Polling);
    assert_eq!(page.feed.trouble(), None);
    let polled_at = page.now;
    let done = page.run_to(page.now + 20_500.0);
    assert_eq!(done, [(polled_at + SPARED_POLL_EVERY_MS, Command::Poll)]);
    page.tell(Event::PollAnswered);
    // Frames are tried again, and come in time: the page is live for good.
    page.tried();
    page.tell(Event::SocketOpened);
    page.tell(Event::SocketFrame);
    assert_eq!(page.feed.spared(), Spared::No);
    assert_eq!(page.badge(), Badge::Live);
    assert!(!page.frames(&[2_000.0; 30]).contains(&Command::CloseSocket));
}

#[test]
fn a_line_that_stays_slow_is_tried_less_and_less_often() {
    let mut page = Page::signed_in();
    let mut waited = Vec::new();
    for _ in 0..6 {
        page.frames(&[5_000.0; 3]);
        assert_eq!(page.feed.spared(), Spared::SlowLine);
        waited.push(page.tried());
        page.tell(Event::SocketOpened);
        page.tell(Event::SocketFrame);
    }
    assert!(waited[0] <= TRY_LINE_AFTER_MS + 1_000.0, "{waited:?}");
    assert!(waited[0] >= TRY_LINE_AFTER_MS * 0.75, "{waited:?}");
    assert!(waited[3] > 600_000.0, "{waited:?}");
    assert!(waited[5] <= 961_000.0, "{waited:?}");
}

#[test]
fn a_late_frame_now_and_then_is_no_slow_line() {
    let mut page = Page::signed_in();
    let often = [5_000.0, 5_000.0, 2_000.0].repeat(20);
    assert!(!page.frames(&often).contains(&Command::CloseSocket));
    assert_eq!(page.feed.spared(), Spared::No);
}

#[test]
fn a_guest_has_nothing_but_frames() {
    let mut page = Page::live();
    assert_eq!(page.frames(&[6_000.0; 10]), []);
    page.tell(Event::SavesData(true));
    assert_eq!(page.frames(&[2_000.0; 10]), []);
    // Who signs in may poll.
    assert_eq!(
        page.tell(Event::ReaderIs(Reader::Token)),
        [Command::CloseSocket]
    );
    assert_eq!(page.feed.spared(), Spared::SavesData);
    // Who signs out may not.
    assert_eq!(
        page.tell(Event::ReaderIs(Reader::Guest)),
        [Command::OpenSocket]
    );
    assert_eq!(page.feed.spared(), Spared::No);
}

#[test]
fn who_saves_data_polls_until_that_ends() {
    let mut page = Page::new();
    page.tell(Event::SavesData(true));
    page.tell(Event::ReaderIs(Reader::Cookie));
    // The first frame is the shortest way to the fleet.
    page.tell(Event::SocketOpened);
    assert_eq!(page.tell(Event::SocketFrame), [Command::CloseSocket]);
    assert_eq!(page.feed.spared(), Spared::SavesData);
    let mut polls = 0;
    for _ in 0..30 {
        let done = commands(&page.run_to(page.now + 20_000.0));
        assert!(!done.contains(&Command::OpenSocket), "{done:?}");
        polls += done.len();
        page.tell(Event::PollAnswered);
    }
    assert!(polls >= 29, "{polls}");
    assert_eq!(page.tell(Event::SavesData(false)), [Command::OpenSocket]);
}

#[test]
fn what_a_hidden_tab_missed_is_not_late() {
    let mut page = Page::signed_in();
    for _ in 0..5 {
        page.frames(&[2_000.0]);
        page.tell(Event::TabHidden);
        page.run_to(page.now + 30_000.0);
        page.tell(Event::TabVisible);
        page.run_to(page.now + 1_000.0);
        assert_eq!(page.tell(Event::SocketFrame), []);
    }
}

#[test]
fn a_first_frame_that_never_comes_over_a_slow_line_is_not_called_silence() {
    let mut page = Page::new();
    page.tell(Event::ReaderIs(Reader::Cookie));
    page.tell(Event::SocketOpened);
    page.tell(Event::AnswerTook { ms: 8_000.0 });
    page.tell(Event::PollAnswered);
    let done = page.run_to(page.now + STALE_AFTER_MS);
    assert!(commands(&done).contains(&Command::CloseSocket));
    assert_eq!(page.feed.spared(), Spared::SlowLine);
    assert_eq!(page.feed.trouble(), None);
    // The other way round, too: the answer comes when the socket was given up.
    let mut page = Page::new();
    page.tell(Event::ReaderIs(Reader::Cookie));
    page.tell(Event::SocketOpened);
    page.run_to(page.now + STALE_AFTER_MS);
    assert_eq!(page.feed.trouble(), Some(Trouble::SocketSilent));
    page.tell(Event::PollAnswered);
    page.tell(Event::AnswerTook { ms: 12_000.0 });
    assert_eq!(page.feed.trouble(), None);
    assert_eq!(page.feed.spared(), Spared::SlowLine);
}
