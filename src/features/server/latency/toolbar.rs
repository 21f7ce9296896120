//! What is shown, and how: the range, clipping, estimates and export.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::desk::Desk;
use super::export::{save_csv, save_png, save_svg};
use super::labels::range_name;
use crate::domain::latency_view::{LatencyView, Rolling, Stretch};
use crate::domain::route::Route;
use crate::platform::page;
use crate::ui::{ActionMenu, Button, CopyButton, MenuItem, Tick};

/// Saves what is shown.
type Save = fn(Desk);

/// What can be saved: what it is called, and how.
const EXPORTS: [(&str, Save); 3] = [("PNG", save_png), ("SVG", save_svg), ("CSV", save_csv)];

/// The tools above the chart.
#[component]
pub(super) fn Toolbar(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let texts = desk.texts;
    let exports = EXPORTS.map(|(name, _)| MenuItem::new(name)).to_vec();
    let export = Callback::new(move |position: usize| {
        if let Some((_, save)) = EXPORTS.get(position) {
            save(desk);
        }
    });
    let everything = Callback::new(move |()| desk.look_at(None));
    let link = Signal::derive(move || link_to(desk));
    view! {
        <div class="latency__tools">
            <Ranges desk=desk />
            <Button label=texts.reset_zoom press=everything />
            <span class="latency__gap"></span>
            <CopyButton label=texts.link_to_view text=link />
            <ActionMenu label=texts.export actions=exports act=export />
        </div>
    }
}

/// The stretches that end now.
#[component]
fn Ranges(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let ranges = Rolling::ALL.map(|rolling| {
        let stretch = Stretch::Rolling(rolling);
        let is_taken =
            Signal::derive(move || desk.view.with(|view| view.stretch == stretch).to_string());
        let take = Callback::new(move |()| desk.view.update(|view| view.stretch = stretch));
        view! { <Button label=range_name(texts, rolling) press=take attr:aria-pressed=is_taken /> }
    });
    view! {
        <div class="segments" role="group" aria-label=texts.range>
            {ranges}
        </div>
    }
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
#[component]
pub(super) fn Options(
    /// What is shown.
    desk: Desk,
) -> impl IntoView {
    let texts = desk.texts;
    let is_clipped = Signal::derive(move || desk.clip.with(|clip| clip != "off"));
    let take_clip = Callback::new(move |is_clipped| {
        desk.take_clip(if is_clipped { "auto" } else { "off" });
    });
    let take_estimates = Callback::new(move |wants| desk.estimates.set(wants));
    view! {
        <div class="latency__options">
            <Switch
                label=texts.clip_peaks
                hint=texts.clip_hint
                checked=is_clipped
                take=take_clip
            />
            <Cap desk=desk />
            <Switch
                label=texts.estimates
                hint=texts.estimates_hint
                checked=desk.estimates
                take=take_estimates
            />
        </div>
    }
}

/// A switch with its label, whose hint is told to those who point at it.
#[component]
fn Switch(
    label: &'static str,
    hint: &'static str,
    #[prop(into)] checked: Signal<bool>,
    take: Callback<bool>,
) -> impl IntoView {
    view! {
        <label class="tick__label" title=hint>
            <Tick is_switch=true checked=checked take=take />
            <span>{label}</span>
        </label>
    }
}

/// Where peaks are clipped, milliseconds; empty where that is found out.
#[component]
fn Cap(desk: Desk) -> impl IntoView {
    let texts = desk.texts;
    let cap = Signal::derive(move || {
        desk.clip.with(|clip| {
            clip.parse::<u32>()
                .map_or_else(|_| String::new(), |_| clip.clone())
        })
    });
    let take = move |event: Event| {
        let typed = event_target_value(&event);
        // A part of a millisecond is none worth clipping at.
        let whole = typed.split(['.', ',']).next().unwrap_or_default().trim();
        match whole.parse::<u32>() {
            Ok(cap) if cap > 0 => desk.take_clip(&cap.to_string()),
            _ => desk.take_clip("auto"),
        }
        // The box shows what was taken, also where that is what it was before.
        event_target::<HtmlInputElement>(&event).set_value(&cap.get_untracked());
    };
    view! {
        <label class="latency__cap" title=texts.cap_hint>
            <span>{texts.cap}</span>
            <input
                class="field__input"
                type="number"
                min="1"
                inputmode="numeric"
                placeholder=texts.automatic
                autocomplete="off"
                prop:value=cap
                on:change=take
            />
        </label>
    }
}
