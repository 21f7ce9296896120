//! The strip below the chart: everything there is, with a window on what is seen.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, PointerEvent};

use super::desk::Desk;
use super::source::LatencySource;
use crate::chart::Span;
use crate::platform::signal::StoredValue;
use crate::ui::{Element, Handle, KEY_FACTOR, KEY_SHARE, LEAST_MS, el, plot, text, use_scheme};

/// Which part of the window is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Grip {
    From,
    To,
    Both,
}

/// What is held, where it was taken, and the window then.
type Held = (Grip, f64, Span);

pub(super) fn strip(desk: Desk) -> Element {
    let words = desk.words;
    let area = Handle::new();
    let held = StoredValue::new(None::<Held>);
    let shares = move || {
        desk.drawn();
        let (span, extent) = (desk.span()?, desk.extent()?);
        let width = extent.width_ms().max(1) as f64;
        let share = |at: i64| within((at - extent.from_ms) as f64 / width * 100.0, 100.0);
        Some((share(span.from_ms), share(span.to_ms)))
    };
    let percent = move |of_end: bool| {
        text(move || {
            let (from, to) = shares().unwrap_or((0.0, 100.0));
            let share = if of_end { 100.0 - to } else { from };
            format!("{}%", crate::domain::units::fixed(share, 3))
        })
    };
    let grip = move |grip: Grip, class: &str| {
        let held_here = move |event: Event| {
            let event: &PointerEvent = event.unchecked_ref();
            event.stop_propagation();
            if let Some(span) = desk.span() {
                held.set_value(Some((grip, f64::from(event.client_x()), span)));
                if let Some(area) = area.get() {
                    let _ = area.set_pointer_capture(event.pointer_id());
                }
            }
        };
        el("span")
            .class(class)
            .attr("aria-hidden", "true")
            .on("pointerdown", held_here)
    };
    let window = grip(Grip::Both, "strip__window")
        .style_of("inset-inline-start", percent(false))
        .style_of("inset-inline-end", percent(true))
        .add(grip(Grip::From, "strip__grip strip__grip--from"))
        .add(grip(Grip::To, "strip__grip strip__grip--to"));
    let source = LatencySource::strip(desk, use_scheme());
    el("div")
        .class("strip")
        .attr("role", "slider")
        .attr("tabindex", "0")
        .attr("aria-valuemin", "0")
        .attr("aria-valuemax", "100")
        .attr_of(
            "aria-valuenow",
            text(move || crate::domain::units::fixed(shares().map_or(0.0, |(from, _)| from), 0)),
        )
        .attr_of("aria-label", words.say(|texts| texts.overview_strip))
        .handle(area)
        .on("pointermove", move |event| {
            drag(desk, area, held.get_value(), event.unchecked_ref());
        })
        .on("pointerup", move |_| held.set_value(None))
        .on("pointercancel", move |_| held.set_value(None))
        .on("dblclick", move |_| desk.look_at(None))
        .on("keydown", move |event| keyed(desk, event.unchecked_ref()))
        .add(
            plot(desk.strip, Rc::new(source))
                .attr("tabindex", "-1")
                .attr("aria-hidden", "true"),
        )
        .add(window)
}

/// Kept between 0 and the most. (`clamp` brings the formatting of floats along, for its panic.)
fn within(value: f64, most: f64) -> f64 {
    if value < most { value.max(0.0) } else { most }
}

fn drag(desk: Desk, area: Handle, held: Option<Held>, event: &PointerEvent) {
    let (Some((grip, from_x, span)), Some(extent), Some(area)) = (held, desk.extent(), area.get())
    else {
        return;
    };
    let width = f64::from(area.client_width().max(1));
    let share = (f64::from(event.client_x()) - from_x) / width;
    #[expect(clippy::cast_possible_truncation)]
    let by = (share * extent.width_ms() as f64) as i64;
    let next = match grip {
        Grip::Both => span.panned(by, extent),
        Grip::From => {
            let from = (span.from_ms + by).min(span.to_ms - LEAST_MS);
            Span::new(from.max(extent.from_ms), span.to_ms)
        }
        Grip::To => {
            let to = (span.to_ms + by).max(span.from_ms + LEAST_MS);
            Span::new(span.from_ms, to.min(extent.to_ms))
        }
    };
    desk.look_at(Some(next));
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
