//! The form that stands in the way where the owner wants a view password.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use crate::live::{ViewPasswordReply, use_live};
use crate::platform::signal::{Callback, RwSignal};
use crate::ui::{
    Element, Extent, Handle, Missing, el, page_title, part, submit_button, text, use_words,
};

/// The form that asks for the view password. The address stays, so the asked-for screen follows.
pub fn view_password_page() -> Element {
    part(Extent::Screen, form)
}

#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(account, wasm_split_path = leptos::wasm_split, fallible)
)]
fn form() -> Result<Element, Missing> {
    Ok(page())
}

fn page() -> Element {
    let words = use_words();
    let live = use_live();
    let input = Handle::new();
    let is_sending = RwSignal::new(false);
    let reply = RwSignal::new(None::<ViewPasswordReply>);
    let title = words.say(|texts| texts.view_password_title);
    page_title(title);

    let replied = Callback::new(move |said: ViewPasswordReply| {
        is_sending.set(false);
        reply.set(Some(said));
        if said != ViewPasswordReply::Taken {
            input.focus_and_select();
        }
    });
    let send = move |event: Event| {
        event.prevent_default();
        let field = input.get().and_then(|field| field.dyn_into().ok());
        let Some(field): Option<HtmlInputElement> = field else {
            return;
        };
        let password = field.value();
        if is_sending.get_untracked() || password.is_empty() {
            return;
        }
        is_sending.set(true);
        reply.set(None);
        live.give_view_password(password, replied);
    };
    let problem = text(move || {
        match reply.get() {
            Some(ViewPasswordReply::Wrong) => words.texts().view_password_wrong,
            Some(ViewPasswordReply::Failed) => words.texts().view_password_failed,
            Some(ViewPasswordReply::Taken) | None => "",
        }
        .to_owned()
    });
    let is_invalid = text(move || problem.with(|problem| !problem.is_empty()).to_string());
    // Password managers ask for a name beside a password; there is none here.
    let name = el("input")
        .attr("type", "text")
        .attr("name", "username")
        .attr("autocomplete", "username")
        .attr("hidden", "");
    let password = el("input")
        .handle(input)
        .class("field__input")
        .attr("type", "password")
        .attr("name", "Password")
        .attr("autocomplete", "current-password")
        .attr("required", "")
        .attr("aria-describedby", "view-password-why")
        .attr_of("aria-invalid", is_invalid);
    let label = el("span")
        .class("field__label")
        .text(words.say(|texts| texts.view_password));
    let why = words.say(|texts| texts.view_password_sentence);
    let problem = el("p")
        .class("field__problem")
        .attr("role", "alert")
        .text(problem);
    let form = el("form")
        .class("form")
        .on("submit", send)
        .add(name)
        .add(el("label").class("field").add(label).add(password))
        .add(problem)
        .add(submit_button(
            words.say(|texts| texts.view_password_continue),
            is_sending,
        ));
    el("section")
        .class("state")
        .add(el("h1").attr("tabindex", "-1").text(title))
        .add(el("p").attr("id", "view-password-why").text(why))
        .add(form)
}
