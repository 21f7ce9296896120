//! The frame around every screen: brand, navigation, connection, who I am, menus.

use super::connection::{connection_badge, connection_notice, notice};
use super::preferences::{Preferences, Theme};
use super::screen::screen;
use crate::domain::route::Route;
use crate::domain::session::Reader;
use crate::i18n::Language;
use crate::live::{Live, Notice};
use crate::platform::page;
use crate::ui::old::Text;
use crate::ui::old::{
    Choice, Choices, Element, Shape, Words, choose, drawing, el, group, icon, link_button, menu,
    text, when,
};
use leptos::prelude::*;

/// The brand's mark.
const LOTUS: [&str; 3] = [
    "M12 4c4 4 4 11 0 16-4-5-4-12 0-16z",
    "M2 9c6 0 9 5 10 11C6 20 2 15 2 9z",
    "M22 9c-6 0-9 5-10 11 6 0 10-5 10-11z",
];

/// The shell with the screen in it.
pub(super) fn shell(
    words: Words,
    live: Live,
    route: RwSignal<Route>,
    preferences: Preferences,
) -> Element {
    let link = move |to: Route, name: Text| {
        let is_current = text(move || (route.get() == to).to_string());
        el("a")
            .attr("href", &to.href())
            .attr_of("aria-current", is_current)
            .text(name)
    };
    let is_signed_in = move || live.state().reader() != Reader::Guest;
    let links = move || {
        group()
            .add(link(Route::Tokens, words.say(|texts| texts.nav_tokens)))
            .add(link(Route::Register, words.say(|texts| texts.nav_register)))
    };
    let skip = el("button")
        .attr("type", "button")
        .class("skip-link")
        .on("click", |_| page::focus_heading())
        .text(words.say(|texts| texts.skip_to_content));
    let brand = el("a")
        .class("shell__brand")
        .attr("href", &Route::Overview.href())
        .attr("aria-label", "Lotus")
        .add(drawing("shell__mark", "0 0 24 24", &LOTUS))
        .add(el("span").plain("Lotus"));
    let navigation = el("nav")
        .class("shell__nav")
        .attr_of("aria-label", words.say(|texts| texts.nav_main))
        .add(link(Route::Overview, words.say(|texts| texts.nav_overview)))
        .add(when(is_signed_in, links));
    let bar = el("div")
        .class("shell__bar")
        .add(brand)
        .add(navigation)
        .add(connection_badge(words, live))
        .add(who_i_am(words, live))
        .add(theme_menu(words, preferences))
        .add(language_menu(words, preferences));
    group()
        .add(skip)
        .add(el("header").class("shell__header").add(bar))
        .add(
            el("main")
                .class("shell__main")
                .add(screen(words, live, route)),
        )
        .add(
            el("div")
                .class("notices")
                .add(said_once(words, live, preferences))
                .add(connection_notice(words, live)),
        )
}

fn who_i_am(words: Words, live: Live) -> Element {
    let reader = move || {
        let state = live.state();
        state.is_settled.then(|| state.reader())
    };
    let who = |name: Text| {
        el("a")
            .class("who")
            .attr("href", &Route::SignIn.href())
            .attr_of("title", name)
            .add(icon(Shape::Person))
            .add(el("span").class("who__text").text(name))
    };
    let choice = move || match reader() {
        None => 0,
        Some(Reader::Guest) => 1,
        Some(Reader::Cookie) => 2,
        Some(Reader::Token) => 3,
    };
    let view = move |choice| match choice {
        0 => group(),
        1 => link_button(
            words.say(|texts| texts.sign_in),
            &Route::SignIn.href(),
            false,
        ),
        2 => who(words.say(|texts| texts.signed_in)),
        _ => who(words.say(|texts| texts.signed_in_by_token)),
    };
    el("span").class("shell__who").add(choose(choice, view))
}

fn theme_menu(words: Words, preferences: Preferences) -> Element {
    let names: [Text; 3] = [
        words.say(|texts| texts.theme_system),
        words.say(|texts| texts.theme_light),
        words.say(|texts| texts.theme_dark),
    ];
    let choices = Choices {
        all: names.map(|name| Choice { name, lang: None }).to_vec(),
        taken: Box::new(move || position(&Theme::ALL, &preferences.theme.get())),
        take: Box::new(move |position| {
            if let Some(theme) = Theme::ALL.get(position) {
                preferences.take_theme(*theme);
            }
        }),
    };
    menu(words.say(|texts| texts.theme), Shape::Theme, choices)
}

fn language_menu(words: Words, preferences: Preferences) -> Element {
    let all = Language::ALL.map(|language| Choice {
        name: Text::from(language.name().to_owned()),
        lang: Some(language.tag()),
    });
    let choices = Choices {
        all: all.to_vec(),
        taken: Box::new(move || position(&Language::ALL, &preferences.language.get())),
        take: Box::new(move |position| {
            if let Some(language) = Language::ALL.get(position) {
                preferences.take_language(*language);
            }
        }),
    };
    menu(words.say(|texts| texts.language), Shape::Globe, choices)
}

fn position<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or(0)
}

/// What is said once, until it is dismissed.
fn said_once(words: Words, live: Live, preferences: Preferences) -> Element {
    let failed = preferences.language_failed;
    let sentence = text(move || {
        let (texts, state) = (words.texts(), live.state());
        let language = if failed.get() {
            texts.language_failed
        } else {
            ""
        };
        let ended = match state.notice {
            Some(Notice::SessionEnded) => texts.session_ended,
            Some(Notice::TokenEnded) => texts.token_ended,
            Some(Notice::TokenInMemory) => texts.token_in_memory,
            None => return language.to_owned(),
        };
        let seen = match state.reader() {
            Reader::Guest => texts.as_guest,
            Reader::Cookie | Reader::Token => "",
        };
        format!("{ended} {seen} {language}").trim().to_owned()
    });
    let dismiss = Callback::new(move |()| {
        live.dismiss_notice();
        failed.set(false);
    });
    let said = move || notice(sentence, words.say(|texts| texts.dismiss), dismiss).class("notice");
    el("div").attr("role", "status").add(when(
        move || live.state().notice.is_some() || failed.get(),
        said,
    ))
}
