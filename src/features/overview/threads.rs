//! The latencies on the cards: of the monitors that the visitor pinned, a thread each. What they show
//! is a file of its own.
//!
//! A history is up to 100 KB. So they are asked for only of cards in the page, two at a time, kept for
//! five minutes, not while the tab is hidden, and for large lists only where that is wanted.

use std::collections::BTreeMap;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use crate::domain::error::ApiError;
use crate::domain::fleet::thread::Thread;
use crate::domain::fleet::view::Layout;
use crate::domain::latency::MonitorHistory;
use crate::domain::server::ServerId;
use crate::domain::stats::{Last, Latency};
use crate::domain::time::{Monotonic, UnixMillis};
use crate::domain::units;
use crate::live::{Live, use_pins};
use crate::platform::{clock, page};
use crate::ui::{Extent, Missing, each, part, use_texts, when, word};

/// How long an answer is kept, ms.
const KEPT_MS: f64 = 5.0 * 60_000.0;
/// How often it is looked what is too old, ms.
const RENEW_MS: u32 = 30_000;
/// So many questions are asked at a time.
const AT_ONCE: usize = 2;
/// Of more servers than that only those are asked for who are wanted.
pub(super) const UNASKED: usize = 200;

/// The area of a thread, in its own units.
const AREA: (f32, f32) = (96.0, 16.0);

/// The dashboard's time, and the histories.
type Answer = (Option<UnixMillis>, Vec<MonitorHistory>);

/// What is known of a server's latencies.
#[derive(Clone, Debug, Default)]
struct Known {
    /// When it was answered; `None` before.
    at: Option<Monotonic>,
    threads: Vec<Thread>,
}

/// What is asked for.
#[derive(Debug, Default)]
struct Queue {
    known: BTreeMap<ServerId, Known>,
    /// The servers whose cards are in the page, the newest last.
    seen: Vec<ServerId>,
    asked: Vec<ServerId>,
}

/// Asks for histories; a copy is as good as the original.
#[derive(Clone, Copy)]
struct Loader {
    live: Live,
    queue: StoredValue<Queue>,
    /// Changes with each answer.
    version: RwSignal<u32>,
    timers: StoredValue<Option<(Interval, EventListener)>, LocalStorage>,
}

impl Loader {
    /// One that has asked for nothing yet.
    fn new(desk: Desk) -> Self {
        Self {
            live: desk.live,
            queue: StoredValue::default(),
            version: RwSignal::new(0),
            timers: StoredValue::new_local(None),
        }
    }

    /// A card is in the page, as long as the calling scope.
    fn see(self, id: ServerId) {
        self.queue.update_value(|queue| queue.seen.push(id));
        on_cleanup(move || {
            self.queue.try_update_value(|queue| {
                if let Some(place) = queue.seen.iter().position(|seen| *seen == id) {
                    queue.seen.remove(place);
                }
            });
        });
        if self.timers.with_value(Option::is_none) {
            let renew = Interval::new(RENEW_MS, move || self.ask());
            let shown = EventListener::new(&document(), "visibilitychange", move |_| self.ask());
            self.timers.set_value(Some((renew, shown)));
        }
        self.ask();
    }

    /// Asks for what is missing or too old, as far as it may.
    fn ask(self) {
        if page::is_hidden() {
            return;
        }
        let now = clock::now();
        let next = self.queue.try_update_value(|queue| {
            let is_due = |id: &&ServerId| {
                let known = queue.known.get(id).and_then(|known| known.at);
                let is_old = known.is_none_or(|at| now.since(at) >= KEPT_MS);
                is_old && !queue.asked.contains(id)
            };
            let free = AT_ONCE.saturating_sub(queue.asked.len());
            let next: Vec<ServerId> = queue
                .seen
                .iter()
                .filter(is_due)
                .take(free)
                .copied()
                .collect();
            queue.asked.extend(&next);
            next
        });
        for id in next.unwrap_or_default() {
            // Not the card's that asks: it may leave the page before the answer comes.
            spawn_local(async move {
                let answered = self.live.histories(id).await;
                self.take(id, answered);
            });
        }
    }

    fn take(self, id: ServerId, answered: Result<Answer, ApiError>) {
        // The screen may be gone by then.
        if self.version.try_get_untracked().is_none() {
            return;
        }
        let until = self.live.now();
        self.queue.try_update_value(|queue| {
            queue.asked.retain(|asked| *asked != id);
            let known = queue.known.entry(id).or_default();
            // A failure waits as long as an answer: the dashboard has enough to do.
            known.at = Some(clock::now());
            if let Ok((at, histories)) = answered {
                let until = until.or(at).unwrap_or_default();
                let threads = histories.iter().map(|history| Thread::of(history, until));
                known.threads = threads.collect();
            }
        });
        self.version
            .try_update(|version| *version = version.wrapping_add(1));
        self.ask();
    }

    /// The thread of a pin.
    fn thread(self, id: ServerId, pin: &str) -> Option<Thread> {
        self.version.track();
        self.queue.with_value(|queue| {
            let known = queue.known.get(&id)?;
            let thread = known.threads.iter().find(|thread| thread.is_pinned_as(pin));
            thread.cloned()
        })
    }
}

/// The threads of all cards.
#[derive(Clone, Copy)]
pub(super) struct CardThreads {
    loader: Loader,
    /// How many each card has; 0 where they are not shown.
    pub(super) count: Memo<usize>,
}

impl CardThreads {
    /// Those of the pins, where the fleet is not too large or they are wanted all the same.
    pub(super) fn new(desk: Desk) -> Self {
        let pins = use_pins();
        let count = Memo::new(move |_| {
            let is_small = desk.found(|shown| shown.order.len() <= UNASKED);
            let is_shown = desk.chosen(|choice| {
                choice.layout == Layout::Cards && (is_small || choice.wants_latency)
            });
            if is_shown { pins.get().len() } else { 0 }
        });
        Self {
            loader: Loader::new(desk),
            count,
        }
    }

    /// Those of a server's card.
    pub(super) fn of(self, id: ServerId) -> AnyView {
        when(
            move || self.count.get() > 0,
            move || threads_view(self.loader, id),
        )
    }
}

/// The threads of a server's card, once their file is there.
fn threads_view(loader: Loader, id: ServerId) -> AnyView {
    part(Extent::Silent, move || threads(loader, id))
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(threads, wasm_split_path = leptos::wasm_split, fallible)
)]
fn threads(loader: Loader, id: ServerId) -> Result<AnyView, Missing> {
    Ok(view! { <Threads loader=loader id=id /> }.into_any())
}

#[component]
fn Threads(loader: Loader, id: ServerId) -> impl IntoView {
    let texts = use_texts();
    let pins = use_pins();
    loader.see(id);
    let places = move || (0..pins.get().len() as u64).collect();
    let row = move |place| view! { <Row loader=loader id=id place=place /> }.into_any();
    view! {
        <div class="threads" role="group" aria-label=texts.latency>
            {each(places, row)}
        </div>
    }
}

#[component]
fn Row(loader: Loader, id: ServerId, place: u64) -> impl IntoView {
    let texts = use_texts();
    let pins = use_pins();
    let pin = move || {
        let place = usize::try_from(place).unwrap_or_default();
        pins.get().get(place).cloned().unwrap_or_default()
    };
    let thread = Memo::new(move |_| loader.thread(id, &pin()));
    let name = Signal::derive(move || {
        thread.with(|thread| {
            thread
                .as_ref()
                .map_or_else(pin, |thread| thread.name.clone())
        })
    });
    let path = Signal::derive(move || {
        let (width, height) = AREA;
        thread
            .with(|thread| thread.as_ref().map(|thread| thread.path(width, height)))
            .unwrap_or_default()
    });
    let notches = Signal::derive(move || {
        let (width, height) = AREA;
        thread
            .with(|thread| thread.as_ref().map(|thread| thread.notches(width, height)))
            .unwrap_or_default()
    });
    let last = Signal::derive(move || {
        thread.with(
            |thread| match thread.as_ref().and_then(|thread| thread.last) {
                Some(Last::Measured(Latency::Exact(ms))) => {
                    format!("{} ms", texts.number(&units::three_digits(ms.into())))
                }
                Some(Last::Measured(Latency::AtLeastCap)) => texts.at_cap.to_owned(),
                Some(Last::Lost) => texts.lost.to_owned(),
                None => "–".to_owned(),
            },
        )
    });
    let loss = move || thread.with(|thread| thread.as_ref().and_then(|thread| thread.loss));
    let share = Signal::derive(move || match loss() {
        Some(share) => format!("{} %", texts.number(&format!("{:.1}", share * 100.0))),
        None => String::new(),
    });
    let level = word(move || match loss() {
        Some(share) if share >= 0.01 => "bad",
        _ => "good",
    });
    let (width, height) = AREA;
    view! {
        <div class="thread" data-loss=level>
            <span class="thread__name" dir="auto">
                {name}
            </span>
            <svg
                class="thread__line"
                viewBox=format!("0 0 {width} {height}")
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
            >
                <path d=path></path>
                <path class="thread__lost" d=notches></path>
            </svg>
            <span class="thread__last">{last}</span>
            <span class="thread__loss" title=texts.loss>
                {share}
            </span>
        </div>
    }
}
