//! The feed before a dashboard that answers, after anything: every page finds back.

use lotus::domain::feed::{Absence, Badge, Command, Event, SILENT_FOR_MS, Trouble};
use proptest::prelude::*;

use super::feed_anything::happenings;
use super::feed_tracker::{Socket, Tracker};

/// Answers everything the page asks, at once, until nothing is asked any more.
fn answer(page: &mut Tracker, mut commands: Vec<Command>) {
    for _ in 0..100 {
        let Some(command) = commands.pop() else {
            return;
        };
        let events: &[Event] = match command {
            Command::OpenSocket => &[Event::SocketOpened, Event::SocketFrame],
            Command::Probe => &[Event::ProbeAnswered],
            Command::Poll => &[Event::PollAnswered],
            Command::CloseSocket | Command::AskViewPassword => &[],
        };
        for event in events {
            commands.extend(page.tell(*event));
        }
    }
    panic!("the page asks without end");
}

/// A dashboard that answers, with frames every two seconds.
fn live_for(page: &mut Tracker, ms: f64) {
    let until = page.now + ms;
    while page.now < until {
        let commands = page.run_to(page.now + 2_000.0);
        answer(page, commands);
        if page.socket == Socket::Opening {
            page.tell(Event::SocketOpened);
        }
        if page.socket != Socket::None {
            let commands = page.tell(Event::SocketFrame);
            answer(page, commands);
        }
    }
}

proptest! {
    /// Whatever happened, a visible page before a dashboard that answers is live in the end, and
    /// stays so.
    #[test]
    fn every_page_finds_back(seed: u64, happenings in happenings()) {
        let (mut page, _) = Tracker::new(seed, 0.0);
        // A view password has its own form; a page that waits for it waits.
        let view_password = [Event::ViewPasswordWanted, Event::ViewPasswordTaken];
        for (pause, event) in happenings {
            page.run_to(page.now + pause);
            if page.can_happen(event) && !view_password.contains(&event) {
                page.tell(event);
            }
        }
        // Who saves data has what was asked for.
        let spends = page.tell(Event::SavesData(false));
        answer(&mut page, spends);
        let commands = page.tell(Event::TabVisible);
        answer(&mut page, commands);
        live_for(&mut page, SILENT_FOR_MS + 70_000.0);
        prop_assert_eq!(page.badge(), Badge::Live);
        prop_assert_eq!(page.feed.trouble(), None);
        live_for(&mut page, 30_000.0);
        prop_assert_eq!(page.badge(), Badge::Live);
    }

    /// A dashboard that is not there is told as such within moments, however the page stood.
    #[test]
    fn a_dead_dashboard_is_told(seed: u64, frames in 0_u32..20, by_network: bool) {
        let (mut page, commands) = Tracker::new(seed, 0.0);
        answer(&mut page, commands);
        live_for(&mut page, f64::from(frames) * 2_000.0);
        let commands = page.tell(if by_network { Event::NetworkGone } else { Event::SocketClosed });
        prop_assert_eq!(commands, vec![Command::Probe]);
        page.tell(Event::ProbeFailed(Absence::Silence));
        if by_network {
            page.tell(Event::SocketClosed);
        }
        prop_assert_eq!(page.feed.trouble(), Some(Trouble::NoAnswer));
        prop_assert_eq!(page.badge(), Badge::Offline);
    }
}
