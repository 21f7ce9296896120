//! What is shown, and how: the range, clipping, estimates and export.

use crate::ui::old::Text;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::desk::Desk;
use super::export::{save_csv, save_png, save_svg};
use super::labels::range_name;
use crate::domain::latency_view::{LatencyView, Rolling, Stretch};
use crate::domain::route::Route;
use crate::platform::page;
use crate::ui::old::{ButtonKind, Element, action_menu, button, copy_button, el, text, tick};

pub(super) fn toolbar(desk: Desk) -> Element {
    let words = desk.words;
    let export = action_menu(
        words.say(|texts| texts.export),
        vec![
            ("PNG", Callback::new(move |()| save_png(desk))),
            ("SVG", Callback::new(move |()| save_svg(desk))),
            ("CSV", Callback::new(move |()| save_csv(desk))),
        ],
    );
    let link = text(move || link_to(desk));
    el("div")
        .class("latency__tools")
        .add(ranges(desk))
        .add(button(
            words.say(|texts| texts.reset_zoom),
            ButtonKind::Plain,
            Callback::new(move |()| desk.look_at(None)),
        ))
        .add(el("span").class("latency__gap"))
        .add(copy_button(words.say(|texts| texts.link_to_view), link))
        .add(export)
}

fn ranges(desk: Desk) -> Element {
    let words = desk.words;
    let mut ranges = el("div")
        .class("segments")
        .attr("role", "group")
        .attr_of("aria-label", words.say(|texts| texts.range));
    for rolling in Rolling::ALL {
        let is_taken = move || {
            desk.view
                .with(|view| view.stretch == Stretch::Rolling(rolling))
        };
        let take = Callback::new(move |()| {
            desk.view
                .update(|view| view.stretch = Stretch::Rolling(rolling));
        });
        let name = text(move || range_name(words.texts(), rolling).to_owned());
        ranges = ranges.add(
            button(name, ButtonKind::Plain, take)
                .attr_of("aria-pressed", text(move || is_taken().to_string())),
        );
    }
    ranges
}

/// The address of exactly what is seen: a rolling stretch is told by its ends.
fn link_to(desk: Desk) -> String {
    let view = desk.view.get_untracked();
    let stretch = desk.span().map_or(view.stretch, |span| {
        Stretch::Fixed(span.from_ms, span.to_ms)
    });
    let view = LatencyView { stretch, ..view };
    let mut address = page::address_without_fragment();
    address.push_str(&view.href(Route::Server(desk.id)));
    address
}

/// Switches that stand behind the monitors' boxes.
pub(super) fn options(desk: Desk) -> Element {
    let words = desk.words;
    let is_clipped = move || desk.clip.with(|clip| clip != "off");
    let take_clip = move |is_clipped: bool| {
        desk.take_clip(if is_clipped { "auto" } else { "off" });
    };
    let cap = text(move || {
        desk.clip.with(|clip| {
            clip.parse::<u32>()
                .map_or_else(|_| String::new(), |_| clip.clone())
        })
    });
    let take_cap = move |event: Event| {
        let typed: String = event_target_value(&event);
        // A part of a millisecond is none worth clipping at.
        let whole = typed.split(['.', ',']).next().unwrap_or_default().trim();
        match whole.parse::<u32>() {
            Ok(cap) if cap > 0 => desk.take_clip(&cap.to_string()),
            _ => desk.take_clip("auto"),
        }
        // The box shows what was taken, also where that is what it was before.
        event_target::<HtmlInputElement>(&event).set_value(&cap.get());
    };
    let takes_estimates = move |wants: bool| desk.estimates.set(wants);
    let switch = |label: Text, hint: Text, input: Element| {
        el("label")
            .class("tick__label")
            .attr_of("title", hint)
            .add(input.attr("role", "switch"))
            .add(el("span").text(label))
    };
    el("div")
        .class("latency__options")
        .add(switch(
            words.say(|texts| texts.clip_peaks),
            words.say(|texts| texts.clip_hint),
            tick(is_clipped, take_clip),
        ))
        .add(
            el("label")
                .class("latency__cap")
                .attr_of("title", words.say(|texts| texts.cap_hint))
                .add(el("span").text(words.say(|texts| texts.cap)))
                .add(
                    el("input")
                        .class("field__input")
                        .attr("type", "number")
                        .attr("min", "1")
                        .attr("inputmode", "numeric")
                        .attr_of("placeholder", words.say(|texts| texts.automatic))
                        .attr("autocomplete", "off")
                        .value_of(cap)
                        .on("change", take_cap),
                ),
        )
        .add(switch(
            words.say(|texts| texts.estimates),
            words.say(|texts| texts.estimates_hint),
            tick(move || desk.estimates.get(), takes_estimates),
        ))
}
