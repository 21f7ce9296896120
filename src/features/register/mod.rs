//! Registering servers: a form, and what a new server's agent needs.

mod address;
mod desk;
mod form;
mod result;

use leptos::prelude::*;

use crate::domain::route::Route;
use crate::live::use_live;
use crate::platform::page;
use crate::ui::{
    Element, Extent, Missing, either, el, follow, link_button, page_title, part, state_screen,
    use_words,
};
use address::{AddressDesk, address_panel, script_panel};
use desk::Desk;
use form::register_form;
use result::results;

/// The screen: for those who are signed in either way; the others are told how to be.
pub fn register_page() -> Element {
    part(Extent::Screen, register)
}

#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
)]
fn register() -> Result<Element, Missing> {
    Ok(screen())
}

fn screen() -> Element {
    let words = use_words();
    let live = use_live();
    let desk = Desk::new(live);
    let address = AddressDesk::new();
    let has_result = move || desk.run.with(|run| !run.made.is_empty());
    // What was typed stays when the sign-in ends, and so do secrets, which are shown once.
    let is_open = move || live.state().session.rights().registers_servers || desk.is_in_use();
    let mut was_open = false;
    follow(move || {
        let is_open = is_open();
        if was_open && !is_open {
            // The form goes, and with it what had the focus.
            request_animation_frame(page::focus_heading_if_lost);
        }
        was_open = is_open;
    });
    let title = words.say(|texts| texts.nav_register);
    let closed = move || {
        let link = link_button(
            words.say(|texts| texts.sign_in),
            &Route::SignIn.href(),
            true,
        );
        let sentence = words.say(|texts| texts.register_needs_sign_in);
        state_screen(title, sentence, link)
    };
    let open = move || {
        page_title(title);
        el("div")
            .class("page")
            .add(
                el("h1")
                    .class("page__title")
                    .attr("tabindex", "-1")
                    .text(title),
            )
            .add(
                el("p")
                    .class("page__sentence")
                    .text(words.say(|texts| texts.register_sentence)),
            )
            .add(either(
                has_result,
                move || results(words, desk, address),
                move || register_form(words, desk),
            ))
            .add(address_panel(words, address))
            .add(script_panel(words, desk.live, address))
    };
    either(is_open, open, closed)
}
