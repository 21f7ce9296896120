//! The latencies beside servers: of the monitors that the visitor pinned, a thread each. What they show
//! is a file of its own.
//!
//! For large lists they are shown only where that is wanted.

use leptos::prelude::*;

use super::desk::Desk;
use super::latencies::Latencies;
use crate::domain::fleet::order::SortKey;
use crate::domain::fleet::view::Layout;
use crate::domain::server::ServerId;
use crate::domain::stats::{Last, Latency};
use crate::domain::units;
use crate::i18n::fill;
use crate::live::use_pins;
use crate::platform::page;
use crate::ui::{Button, Extent, Missing, each, part, use_texts, when, word};

/// Of more servers than that only those are asked for who are wanted.
pub(super) const UNASKED: usize = 200;

/// From which width on a line has room for them.
const WIDE: &str = "(min-width: 72.01rem)";

/// The area of a thread, in its own units.
const AREA: (f32, f32) = (96.0, 16.0);

/// The threads of all servers.
#[derive(Clone, Copy)]
pub(super) struct CardThreads {
    latencies: Latencies,
    /// How many each server has; 0 where they are not shown.
    pub(super) count: Memo<usize>,
}

impl CardThreads {
    /// Those of the pins, where the fleet is not too large or they are wanted all the same.
    pub(super) fn new(desk: Desk) -> Self {
        let pins = use_pins();
        let count = Memo::new(move |_| {
            let is_small = desk.found(|shown| shown.order.len() <= UNASKED);
            let is_shown = desk.chosen(|choice| {
                let has_room = match choice.layout {
                    Layout::Cards | Layout::Table => true,
                    Layout::List => page::is_media(WIDE),
                    Layout::Map => false,
                };
                has_room && (is_small || choice.wants_latency)
            });
            if is_shown { pins.get().len() } else { 0 }
        });
        Self {
            latencies: desk.latencies,
            count,
        }
    }

    /// Those of a server.
    pub(super) fn of(self, id: ServerId) -> AnyView {
        when(
            move || self.count.get() > 0,
            move || threads_view(self.latencies, id),
        )
    }
}

/// The threads of a server, once their file is there.
fn threads_view(latencies: Latencies, id: ServerId) -> AnyView {
    part(Extent::Silent, move || threads(latencies, id))
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(threads, wasm_split_path = leptos::wasm_split, fallible)
)]
fn threads(latencies: Latencies, id: ServerId) -> Result<AnyView, Missing> {
    Ok(view! { <Threads latencies=latencies id=id /> }.into_any())
}

#[component]
fn Threads(latencies: Latencies, id: ServerId) -> impl IntoView {
    let texts = use_texts();
    let pins = use_pins();
    latencies.see(id);
    let places = move || (0..pins.get().len() as u64).collect();
    let row = move |place| view! { <Row latencies=latencies id=id place=place /> }.into_any();
    view! {
        <div class="threads" role="group" aria-label=texts.latency>
            {each(places, row)}
        </div>
    }
}

#[component]
fn Row(latencies: Latencies, id: ServerId, place: u64) -> impl IntoView {
    let texts = use_texts();
    let pins = use_pins();
    let pin = move || {
        let place = usize::try_from(place).unwrap_or_default();
        pins.get().get(place).cloned().unwrap_or_default()
    };
    let thread = Memo::new(move |_| latencies.thread(id, &pin()));
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
    let newest = move || thread.with(|thread| thread.as_ref().and_then(|thread| thread.last));
    let last = Signal::derive(move || match newest() {
        Some(Last::Measured(Latency::Exact(ms))) => texts.number(&units::three_digits(ms.into())),
        Some(Last::Measured(Latency::AtLeastCap)) => texts.at_cap.to_owned(),
        Some(Last::Lost) => texts.lost.to_owned(),
        None => "–".to_owned(),
    });
    let unit = word(move || match newest() {
        Some(Last::Measured(Latency::Exact(_))) => "ms",
        _ => "",
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
        <div class="thread" data-loss=level title=name>
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
            <span class="thread__last">
                {last}
                " "
                <span class="unit">{unit}</span>
            </span>
            <span class="thread__loss" title=texts.loss>
                {share}
            </span>
        </div>
    }
}

/// What sorting by latency takes, how far it is, and a way to end it.
pub(super) fn order_view(desk: Desk) -> AnyView {
    let is_sorted = move || desk.chosen(|choice| choice.view.sort == SortKey::Latency);
    when(is_sorted, move || {
        part(Extent::Silent, move || latency_order(desk))
    })
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(threads, wasm_split_path = leptos::wasm_split, fallible)
)]
fn latency_order(desk: Desk) -> Result<AnyView, Missing> {
    Ok(view! { <LatencyOrder desk=desk /> }.into_any())
}

#[component]
fn LatencyOrder(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let latencies = desk.latencies;
    let unknown = Memo::new(move |_| desk.found(|shown| latencies.unknown(&shown.order)));
    let progress = Memo::new(move |_| latencies.progress());
    // What is no longer wanted is not asked for.
    on_cleanup(move || latencies.stop());
    let needed = Signal::derive(move || fill(texts.latency_order, &[&unknown.get().to_string()]));
    let fetch = Callback::new(move |()| {
        untrack(|| desk.found(|shown| latencies.fetch(&shown.order)));
    });
    let offer = move || {
        view! {
            <span>{needed}</span>
            <Button label=texts.latency_fetch press=fetch />
        }
        .into_any()
    };
    let (done, all) = (
        move || progress.get().map_or(0, |(done, _)| done),
        move || progress.get().map_or(1, |(_, all)| all),
    );
    let told = Signal::derive(move || {
        fill(
            texts.latency_fetching,
            &[&done().to_string(), &all().to_string()],
        )
    });
    let value = Signal::derive(move || done().to_string());
    let most = Signal::derive(move || all().to_string());
    let stop = Callback::new(move |()| latencies.stop());
    let bar = move || {
        view! {
            <label class="latency-order__progress">
                <span>{told}</span>
                <progress value=value max=most></progress>
            </label>
            <Button label=texts.latency_stop press=stop />
        }
        .into_any()
    };
    let is_fetched = move || progress.get().is_some();
    view! {
        <div class="latency-order" role="group" aria-label=texts.latency>
            {when(move || !is_fetched() && unknown.get() > 0, offer)}
            {when(is_fetched, bar)}
        </div>
    }
}
