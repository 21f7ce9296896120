//! Pictures of flags and marks of operating systems, from files beside the app.

use super::dynamic::Text;
use super::dynamic::{choose, number_of, text};
use super::element::{Element, el, group};
use crate::domain::flags::has_flag;
use crate::domain::os::mark_of;
use leptos::prelude::*;

/// A country's flag, or nothing where there is none. The country itself is said in words elsewhere.
/// The code is lower-case ISO 3166 alpha-2, or anything else.
pub fn flag(code: Text) -> Element {
    choose(
        move || {
            let code = code.get();
            if has_flag(&code) {
                number_of(code.bytes().map(u64::from))
            } else {
                0
            }
        },
        move |choice| {
            if choice == 0 {
                return group();
            }
            el("img")
                .class("flag")
                .attr("src", &format!("assets/flags/{}.svg", code.get()))
                .attr("alt", "")
                .attr("width", "20")
                .attr("height", "14")
                .attr("loading", "lazy")
                .attr("decoding", "async")
        },
    )
}

/// An operating system's mark in the colour of the text around it; the platform is written as the
/// agent names it.
pub fn system_mark(platform: Text) -> Element {
    let mark = move || platform.with(|platform| mark_of(platform));
    let image = text(move || match mark() {
        Some(mark) => format!("url(\"assets/os/{mark}.svg\")"),
        None => "none".to_owned(),
    });
    let display = text(move || mark().map_or("none", |_| "inline-block").to_owned());
    el("span")
        .class("system-mark")
        .attr("aria-hidden", "true")
        .style_of("display", display)
        .style_of("mask-image", image)
}
