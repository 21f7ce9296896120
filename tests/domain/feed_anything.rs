//! The feed under any sequence of events, likely or not.

use lotus::domain::feed::{Absence, Event};
use lotus::domain::session::Reader;
use proptest::prelude::*;
use proptest::sample::select;

use super::feed_tracker::Tracker;

/// Everything but the start, which comes once.
const EVENTS: [Event; 34] = [
    Event::SocketOpened,
    Event::SocketOpened,
    Event::SocketFrame,
    Event::SocketClosed,
    Event::ProbeAnswered,
    Event::ProbeFailed(Absence::Silence),
    Event::ProbeFailed(Absence::Silence),
    Event::ProbeFailed(Absence::Foreign),
    Event::ProbeFailed(Absence::Gateway),
    Event::ProbeFailed(Absence::Wall),
    Event::ProbeFailed(Absence::Elsewhere),
    Event::FleetIsWhole(true),
    Event::FleetIsWhole(false),
    Event::PollAnswered,
    Event::PollFailed { by_dashboard: true },
    Event::PollFailed {
        by_dashboard: false,
    },
    Event::ReaderIs(Reader::Guest),
    Event::ReaderIs(Reader::Token),
    Event::ReaderIs(Reader::Cookie),
    Event::Reconnect,
    Event::ViewPasswordWanted,
    Event::ViewPasswordTaken,
    Event::NetworkBack,
    Event::NetworkGone,
    Event::TabHidden,
    Event::TabVisible,
    Event::Timer,
    Event::AnswerTook { ms: 100.0 },
    Event::AnswerTook { ms: 9_000.0 },
    Event::SavesData(true),
    Event::SavesData(false),
    Event::SavesData(false),
    Event::Watches(true),
    Event::Watches(false),
];

/// Pauses as a page has them: none, moments, and long ones. Timers tell tenths.
fn pauses() -> impl Strategy<Value = f64> {
    prop_oneof![
        Just(0.0),
        (0_u32..40_000).prop_map(|tenths| f64::from(tenths) / 10.0),
        (0_u32..15_000).prop_map(f64::from),
        (0_u32..400_000).prop_map(f64::from),
    ]
}

pub(crate) fn happenings() -> impl Strategy<Value = Vec<(f64, Event)>> {
    proptest::collection::vec((pauses(), select(EVENTS.to_vec())), 0..60)
}

proptest! {
    /// The promises of [`Tracker`] hold whatever happens: no panic, no timer that spins, no second
    /// socket, no silent one tried again within minutes, and a probe every three seconds in the
    /// first minutes of an outage.
    #[test]
    fn no_sequence_breaks_a_promise(
        seed: u64,
        start in 0_u32..1_000_000,
        happenings in happenings(),
    ) {
        let (mut page, _) = Tracker::new(seed, f64::from(start) / 10.0);
        for (pause, event) in happenings {
            page.run_to(page.now + pause);
            page.tell(event);
        }
        page.run_to(page.now + 900_000.0);
    }

    /// A timer that comes late, as a busy page's does, or early, as some browsers' do, is no harm.
    #[test]
    fn a_timer_that_is_not_punctual_does_no_harm(
        seed: u64,
        happenings in happenings(),
    ) {
        let (mut page, _) = Tracker::new(seed, 0.0);
        for (pause, event) in happenings {
            page.now += pause.min(900.0);
            page.tell(Event::Timer);
            page.tell(event);
        }
    }
}
