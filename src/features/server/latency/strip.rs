//! The strip below the chart: everything there is, with a window on what is seen.

use std::rc::Rc;

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;

use super::desk::Desk;
use super::labels::LatencyLabels;
use super::source::LatencySource;
use crate::chart::Span;
use crate::domain::latency_view::Stretch;
use crate::ui::{KEY_FACTOR, KEY_SHARE, LEAST_MS, Plot, use_scheme, word};

/// Which part of the window is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grip {
    From,
    To,
    Both,
    /// None: a new one is drawn.
    New,
}

/// What is under way.
#[derive(Clone, Copy, Debug)]
struct Held {
    grip: Grip,
    pointer: i32,
    /// Where it began, pixels from the strip's left edge.
    from_x: f64,
    /// The window then, and what it was chosen as.
    span: Span,
    stretch: Stretch,
    /// Whether it went far enough to be meant.
    is_meant: bool,
}

/// How far from an end of the window it is taken, CSS pixels: by a mouse, by a finger.
const REACH: f64 = 8.0;
const FINGER_REACH: f64 = 20.0;

/// How far a drag must go to be none by chance, CSS pixels.
const LEAST_DRAG: f64 = 4.0;

/// Everything there is, and the window, which can be moved, widened and drawn anew.
#[component]
pub(super) fn OverviewStrip(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let texts = desk.texts;
    let area = NodeRef::<html::Div>::new();
    let held = StoredValue::new(None::<Held>);
    // Where the window begins and ends, percent.
    let window = move || {
        desk.track_view();
        let (span, extent) = (desk.span()?, desk.extent()?);
        let width = extent.width_ms().max(1) as f64;
        let share = |at: i64| within((at - extent.from_ms) as f64 / width * 100.0, 100.0);
        Some((share(span.from_ms), share(span.to_ms)))
    };
    let percent = move |of_end: bool| {
        Signal::derive(move || {
            let (from, to) = window().unwrap_or((0.0, 100.0));
            let share = if of_end { 100.0 - to } else { from };
            format!("{share:.3}%")
        })
    };
    // As [`grip_at`] has it: where it is everything, a drag draws a new one.
    let cursor = word(move || {
        let is_everything = window().is_none_or(|(from, to)| to - from > 99.9);
        if is_everything { "crosshair" } else { "grab" }
    });
    let from = Signal::derive(move || format!("{:.0}", window().map_or(0.0, |(from, _)| from)));
    let labels = LatencyLabels::new(texts);
    let seen = Signal::derive(move || {
        desk.track_view();
        labels.stretch(desk.span())
    });
    let source = LatencySource::strip(desk, use_scheme());
    view! {
        <div
            class="strip"
            role="slider"
            tabindex="0"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=from
            aria-valuetext=seen
            aria-label=texts.overview_strip
            node_ref=area
            on:pointerdown=move |event| take(desk, area, held, &event)
            on:pointermove=move |event| drag(desk, area, held, &event)
            on:pointerup=move |event| let_go(desk, held, &event, false)
            on:pointercancel=move |event| let_go(desk, held, &event, true)
            on:dblclick=move |_| desk.look_at(None)
            on:keydown=move |event| keyed(desk, &event)
        >
            <Plot
                handle=desk.strip
                source=Rc::new(source)
                attr:tabindex="-1"
                attr:aria-hidden="true"
            />
            <span
                class="strip__window"
                aria-hidden="true"
                style:inset-inline-start=percent(false)
                style:inset-inline-end=percent(true)
                style:cursor=cursor
            >
                <span class="strip__grip strip__grip--from" aria-hidden="true"></span>
                <span class="strip__grip strip__grip--to" aria-hidden="true"></span>
            </span>
        </div>
    }
}

/// Kept between 0 and the most. (`clamp` brings the formatting of floats along, for its panic.)
fn within(value: f64, most: f64) -> f64 {
    if value < most { value.max(0.0) } else { most }
}

/// Where a pointer is, pixels from the strip's left edge, and how wide the strip is.
fn place(area: NodeRef<html::Div>, event: &PointerEvent) -> Option<(f64, f64)> {
    let place = area.get_untracked()?.get_bounding_client_rect();
    let x = f64::from(event.client_x()) - place.left();
    Some((x, place.width().max(1.0)))
}

/// What lies under a pointer: an end of the window, the window, or neither. Where the window is all
/// there is, it cannot be moved, and a new one is drawn in it.
fn grip_at(x: f64, (from, to): (f64, f64), width: f64, reach: f64) -> Grip {
    // A narrow window can still be moved.
    let within = reach.min((to - from) / 4.0);
    if x >= from - reach && x < from + within {
        Grip::From
    } else if x > to - within && x <= to + reach {
        Grip::To
    } else if x < from || x > to || to - from >= width - 1.0 {
        Grip::New
    } else {
        Grip::Both
    }
}

fn take(
    desk: Desk,
    area: NodeRef<html::Div>,
    held: StoredValue<Option<Held>>,
    event: &PointerEvent,
) {
    let (Some(span), Some(extent), Some((x, width))) =
        (desk.span(), desk.extent(), place(area, event))
    else {
        return;
    };
    // A second finger does nothing here.
    if event.button() != 0 || held.get_value().is_some() {
        return;
    }
    let is_finger = event.pointer_type() == "touch";
    let reach = if is_finger { FINGER_REACH } else { REACH };
    let column = |at: i64| (at - extent.from_ms) as f64 / extent.width_ms().max(1) as f64 * width;
    let window = (column(span.from_ms), column(span.to_ms));
    held.set_value(Some(Held {
        grip: grip_at(x, window, width, reach),
        pointer: event.pointer_id(),
        from_x: x,
        span,
        stretch: desk.view.with_untracked(|view| view.stretch),
        is_meant: false,
    }));
    if let Some(area) = area.get_untracked() {
        let _ = area.set_pointer_capture(event.pointer_id());
    }
}

fn drag(
    desk: Desk,
    area: NodeRef<html::Div>,
    held: StoredValue<Option<Held>>,
    event: &PointerEvent,
) {
    let (Some(mut now), Some(extent), Some((x, width))) =
        (held.get_value(), desk.extent(), place(area, event))
    else {
        return;
    };
    let by = x - now.from_x;
    now.is_meant |= by.abs() >= LEAST_DRAG;
    if now.pointer != event.pointer_id() || !now.is_meant {
        return;
    }
    held.set_value(Some(now));
    #[expect(clippy::cast_possible_truncation)]
    let time = |pixels: f64| (pixels / width * extent.width_ms() as f64) as i64;
    let (span, by) = (now.span, time(by));
    let next = match now.grip {
        Grip::Both => span.panned(by, extent),
        Grip::From => {
            let from = (span.from_ms + by).min(span.to_ms - LEAST_MS);
            Span::new(from.max(extent.from_ms), span.to_ms)
        }
        Grip::To => {
            let to = (span.to_ms + by).max(span.from_ms + LEAST_MS);
            Span::new(span.from_ms, to.min(extent.to_ms))
        }
        Grip::New => {
            // Beyond the strip's ends there is nothing to choose.
            let at = |x: f64| extent.from_ms + time(within(x, width));
            let drawn = Span::new(at(now.from_x), at(x));
            drawn.zoomed(at(now.from_x), 1.0, LEAST_MS, extent)
        }
    };
    desk.look_at(Some(next));
}

/// Ends what is under way; what the browser took away, to scroll the page, is taken back.
fn let_go(desk: Desk, held: StoredValue<Option<Held>>, event: &PointerEvent, is_cancelled: bool) {
    let Some(now) = held.get_value() else {
        return;
    };
    if now.pointer != event.pointer_id() {
        return;
    }
    held.set_value(None);
    if is_cancelled && now.is_meant {
        desk.view.update(|view| view.stretch = now.stretch);
    }
}

fn keyed(desk: Desk, event: &KeyboardEvent) {
    let (Some(span), Some(extent)) = (desk.span(), desk.extent()) else {
        return;
    };
    let step = (span.width_ms() / KEY_SHARE).max(1);
    let middle = i64::midpoint(span.from_ms, span.to_ms);
    let next = match event.key().as_str() {
        "ArrowLeft" | "ArrowDown" => Some(span.panned(-step, extent)),
        "ArrowRight" | "ArrowUp" => Some(span.panned(step, extent)),
        "+" | "=" => Some(span.zoomed(middle, 1.0 / KEY_FACTOR, LEAST_MS, extent)),
        "-" | "_" => Some(span.zoomed(middle, KEY_FACTOR, LEAST_MS, extent)),
        "Home" => None,
        _ => return,
    };
    event.prevent_default();
    desk.look_at(next);
}
