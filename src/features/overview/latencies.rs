//! The latencies of the fleet, as far as they were asked for.
//!
//! A history is up to 100 KB. So they are asked for only of servers in the page, two at a time, kept for
//! five minutes, and not while the tab is hidden. Everybody's are asked for where that is wanted, and
//! that can be stopped.

use std::collections::BTreeMap;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::domain::error::ApiError;
use crate::domain::fleet::thread::{Thread, middle_ms, pinned_ms, worst_loss};
use crate::domain::latency::MonitorHistory;
use crate::domain::server::ServerId;
use crate::domain::time::{Monotonic, UnixMillis};
use crate::live::{Live, Pins};
use crate::platform::{clock, page};

/// How long an answer is kept, ms.
const KEPT_MS: f64 = 5.0 * 60_000.0;
/// How often it is looked what is too old, ms.
const RENEW_MS: u32 = 30_000;
/// So many questions are asked at a time.
const AT_ONCE: usize = 2;

/// The dashboard's time, and the histories.
type Answer = (Option<UnixMillis>, Vec<MonitorHistory>);

/// What is known of a server's latencies.
#[derive(Clone, Debug, Default)]
struct Known {
    /// When it was answered; `None` before.
    at: Option<Monotonic>,
    threads: Vec<Thread>,
    /// The median of all monitors, ms.
    middle_ms: Option<f32>,
}

/// What is asked for.
#[derive(Debug)]
struct Queue {
    live: Live,
    pins: Pins,
    /// Changes with each answer.
    version: RwSignal<u32>,
    known: BTreeMap<ServerId, Known>,
    /// The servers that show theirs, the newest last.
    seen: Vec<ServerId>,
    /// Those that are asked for as well, and how many they were.
    wanted: Vec<ServerId>,
    wanted_of: usize,
    asked: Vec<ServerId>,
    /// What looks now and then what is too old.
    timers: Option<(Interval, EventListener)>,
}

impl Queue {
    /// Whether a server is to be asked about: nothing is known of it, or nothing new.
    fn is_due(&self, id: ServerId, now: Monotonic) -> bool {
        let at = self.known.get(&id).and_then(|known| known.at);
        let is_old = at.is_none_or(|at| now.since(at) >= KEPT_MS);
        is_old && !self.asked.contains(&id)
    }

    /// Who is asked about next.
    fn next(&mut self, now: Monotonic) -> Vec<ServerId> {
        let free = AT_ONCE.saturating_sub(self.asked.len());
        let all = self.seen.iter().chain(&self.wanted);
        let mut next: Vec<ServerId> = Vec::new();
        for id in all {
            if next.len() < free && self.is_due(*id, now) && !next.contains(id) {
                next.push(*id);
            }
        }
        self.asked.extend(&next);
        next
    }
}

/// What is known, and what asks; a copy is as good as the original.
#[derive(Clone, Copy)]
pub(super) struct Latencies {
    queue: StoredValue<Queue, LocalStorage>,
}

impl Latencies {
    /// Nothing yet.
    pub(super) fn new(live: Live, pins: Pins) -> Self {
        let queue = Queue {
            live,
            pins,
            version: RwSignal::new(0),
            known: BTreeMap::new(),
            seen: Vec::new(),
            wanted: Vec::new(),
            wanted_of: 0,
            asked: Vec::new(),
            timers: None,
        };
        Self {
            queue: StoredValue::new_local(queue),
        }
    }

    /// A server shows its latencies, as long as the calling scope.
    pub(super) fn see(self, id: ServerId) {
        self.queue.update_value(|queue| queue.seen.push(id));
        on_cleanup(move || {
            self.queue.try_update_value(|queue| {
                if let Some(place) = queue.seen.iter().position(|seen| *seen == id) {
                    queue.seen.remove(place);
                }
            });
        });
        self.ask();
    }

    /// Asks for those of all of these that nothing is known of.
    pub(super) fn fetch(self, ids: &[ServerId]) {
        let now = clock::now();
        self.queue.try_update_value(|queue| {
            let due = ids.iter().filter(|id| queue.is_due(**id, now));
            queue.wanted = due.copied().collect();
            queue.wanted_of = queue.wanted.len();
        });
        self.changed();
        self.ask();
    }

    /// Asks for no more than what is seen.
    pub(super) fn stop(self) {
        self.queue.try_update_value(|queue| queue.wanted.clear());
        self.changed();
    }

    /// How many answers there are of how many that are fetched; `None` where none is. Reading it
    /// subscribes the reader.
    pub(super) fn progress(self) -> Option<(usize, usize)> {
        self.track();
        self.queue.with_value(|queue| {
            let left = queue.wanted.len();
            (left > 0).then(|| (queue.wanted_of.saturating_sub(left), queue.wanted_of))
        })
    }

    /// Of how many of these nothing is known; reading it subscribes the reader.
    pub(super) fn unknown(self, ids: &[ServerId]) -> usize {
        self.track();
        self.queue.with_value(|queue| {
            let is_unknown = |id: &&ServerId| {
                let known = queue.known.get(id);
                known.is_none_or(|known| known.at.is_none())
            };
            ids.iter().filter(is_unknown).count()
        })
    }

    /// The thread of a pin; reading it subscribes the reader.
    pub(super) fn thread(self, id: ServerId, pin: &str) -> Option<Thread> {
        self.track();
        self.queue.with_value(|queue| {
            let known = queue.known.get(&id)?;
            let thread = known.threads.iter().find(|thread| thread.is_pinned_as(pin));
            thread.cloned()
        })
    }

    /// What servers are sorted by, of those that are known, in ms, in the order of their ids: the day's
    /// median of the first pin that measures them; without pins of all their monitors. Reading it
    /// subscribes the reader to the pins.
    pub(super) fn by_server(self) -> Vec<(ServerId, f64)> {
        self.read(|known, pins| {
            let ms = if pins.is_empty() {
                known.middle_ms
            } else {
                pinned_ms(&known.threads, pins)
            };
            ms.map(f64::from)
        })
    }

    /// The worst share of lost packets that a pin saw, of those that are known, 0 to 1, in the order of
    /// their ids; reading it subscribes the reader.
    pub(super) fn losses(self) -> Vec<(ServerId, f64)> {
        self.track();
        self.read(|known, pins| worst_loss(&known.threads, pins))
    }

    fn read(self, read: impl Fn(&Known, &[String]) -> Option<f64>) -> Vec<(ServerId, f64)> {
        let pins = self.queue.with_value(|queue| queue.pins).get();
        self.queue.with_value(|queue| {
            let known = queue.known.iter();
            known
                .filter_map(|(id, known)| Some((*id, read(known, &pins)?)))
                .collect()
        })
    }

    /// Asks for what is missing or too old, as far as it may.
    fn ask(self) {
        let now = clock::now();
        let next = self.queue.try_update_value(|queue| {
            queue.timers.get_or_insert_with(|| {
                let shown = move |_: &_| self.ask();
                (
                    Interval::new(RENEW_MS, move || self.ask()),
                    EventListener::new(&document(), "visibilitychange", shown),
                )
            });
            let next = if page::is_hidden() {
                Vec::new()
            } else {
                queue.next(now)
            };
            (queue.live, next)
        });
        let Some((live, next)) = next else {
            return;
        };
        for id in next {
            // Not the card's that asks: it may leave the page before the answer comes.
            spawn_local(async move {
                let answered = live.histories(id).await;
                self.take(id, answered);
            });
        }
    }

    fn take(self, id: ServerId, answered: Result<Answer, ApiError>) {
        self.queue.try_update_value(|queue| {
            let until = queue.live.now();
            queue.asked.retain(|asked| *asked != id);
            queue.wanted.retain(|wanted| *wanted != id);
            let known = queue.known.entry(id).or_default();
            // A failure waits as long as an answer: the dashboard has enough to do.
            known.at = Some(clock::now());
            if let Ok((at, histories)) = answered {
                let until = until.or(at).unwrap_or_default();
                let threads = histories.iter().map(|history| Thread::of(history, until));
                known.threads = threads.collect();
                known.middle_ms = middle_ms(&known.threads);
            }
        });
        self.changed();
        self.ask();
    }

    fn track(self) {
        self.queue.with_value(|queue| queue.version).track();
    }

    /// Wakes who reads, unless the screen is gone.
    fn changed(self) {
        if let Some(version) = self.queue.try_with_value(|queue| queue.version) {
            version.try_update(|version| *version = version.wrapping_add(1));
        }
    }
}

/// What is known of a server, of pairs in the order of their ids.
pub(super) fn of_server(all: &[(ServerId, f64)], id: ServerId) -> Option<f64> {
    let place = all.binary_search_by_key(&id, |(id, _)| *id).ok()?;
    all.get(place).map(|(_, value)| *value)
}
