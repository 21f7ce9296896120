//! The frame around every screen: brand, navigation, connection, who I am, menus.

use leptos::prelude::*;

use super::connection::{ConnectionBadge, ConnectionNotice};
use super::preferences::{Preferences, Theme};
use super::screen::Screen;
use crate::domain::route::Route;
use crate::domain::session::Reader;
use crate::i18n::Language;
use crate::live::{Notice, use_live};
use crate::platform::page;
use crate::ui::{Choice, Icon, Menu, Shape, link_button, switch, text, use_words, when};

/// The shell with the screen in it.
#[component]
pub fn Shell(
    /// Which screen.
    route: ReadSignal<Route>,
    /// Theme and language.
    preferences: Preferences,
) -> AnyView {
    let words = use_words();
    let link = move |to: Route, name: Signal<String>| {
        let is_current = text(move || (route.get() == to).to_string());
        view! { <a href=to.href() aria-current=is_current>{name}</a> }.into_any()
    };
    let live = use_live();
    let is_signed_in = move || live.state().reader() != Reader::Guest;
    let links = move || {
        [
            link(Route::Tokens, words.say(|texts| texts.nav_tokens)),
            link(Route::Register, words.say(|texts| texts.nav_register)),
        ]
    };
    view! {
        <button type="button" class="skip-link" on:click=|_| page::focus_heading()>
            {words.say(|texts| texts.skip_to_content)}
        </button>
        <header class="shell__header">
            <div class="shell__bar">
                <a class="shell__brand" href=Route::Overview.href() aria-label="Lotus">
                    <Lotus />
                    <span>"Lotus"</span>
                </a>
                <nav class="shell__nav" aria-label=words.say(|texts| texts.nav_main)>
                    {link(Route::Overview, words.say(|texts| texts.nav_overview))}
                    {when(is_signed_in, links)}
                </nav>
                <ConnectionBadge />
                <WhoIAm />
                <ThemeMenu preferences />
                <LanguageMenu preferences />
            </div>
        </header>
        <main class="shell__main">
            <Screen route />
        </main>
        <div class="notices">
            <SaidOnce preferences />
            <ConnectionNotice />
        </div>
    }
    .into_any()
}

/// The brand's mark.
#[component]
fn Lotus() -> AnyView {
    view! {
        <svg class="shell__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M12 4c4 4 4 11 0 16-4-5-4-12 0-16z" />
            <path d="M2 9c6 0 9 5 10 11C6 20 2 15 2 9z" />
            <path d="M22 9c-6 0-9 5-10 11 6 0 10-5 10-11z" />
        </svg>
    }
    .into_any()
}

#[component]
fn WhoIAm() -> AnyView {
    let words = use_words();
    let live = use_live();
    let reader = Memo::new(move |_| {
        let state = live.state();
        state.is_settled.then(|| state.reader())
    });
    let who = move |name: Signal<String>| {
        view! {
            <a class="who" href=Route::SignIn.href() title=name>
                <Icon shape=Shape::Person />
                <span class="who__text">{name}</span>
            </a>
        }
        .into_any()
    };
    let sign_in = move || {
        link_button(
            words.say(|texts| texts.sign_in),
            &Route::SignIn.href(),
            false,
        )
        .into_any()
    };
    let content = switch(move || match reader.get() {
        None => ().into_any(),
        Some(Reader::Guest) => sign_in(),
        Some(Reader::Cookie) => who(words.say(|texts| texts.signed_in)),
        Some(Reader::Token) => who(words.say(|texts| texts.signed_in_by_token)),
    });
    view! { <span class="shell__who">{content}</span> }.into_any()
}

#[component]
fn ThemeMenu(preferences: Preferences) -> AnyView {
    let words = use_words();
    let names: [Signal<String>; 3] = [
        words.say(|texts| texts.theme_system),
        words.say(|texts| texts.theme_light),
        words.say(|texts| texts.theme_dark),
    ];
    let choices = names.map(|name| Choice { name, lang: None }).to_vec();
    let taken = Signal::derive(move || position(&Theme::ALL, &preferences.theme.get()));
    let take = Callback::new(move |position: usize| {
        if let Some(theme) = Theme::ALL.get(position) {
            preferences.take_theme(*theme);
        }
    });
    let label = words.say(|texts| texts.theme);
    view! { <Menu label shape=Shape::Theme choices taken take /> }.into_any()
}

#[component]
fn LanguageMenu(preferences: Preferences) -> AnyView {
    let words = use_words();
    let choices = Language::ALL.map(|language| Choice {
        name: Signal::stored(language.name().to_owned()),
        lang: Some(language.tag()),
    });
    let taken = Signal::derive(move || position(&Language::ALL, &preferences.language.get()));
    let take = Callback::new(move |position: usize| {
        if let Some(language) = Language::ALL.get(position) {
            preferences.take_language(*language);
        }
    });
    let label = words.say(|texts| texts.language);
    view! { <Menu label shape=Shape::Globe choices=choices.to_vec() taken take /> }.into_any()
}

fn position<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or(0)
}

/// What is said once, until it is dismissed.
#[component]
fn SaidOnce(preferences: Preferences) -> AnyView {
    let words = use_words();
    let live = use_live();
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
    let dismiss = move |_| {
        live.dismiss_notice();
        failed.set(false);
    };
    let notice = move || {
        view! {
            <p class="notice">
                <span>{sentence}</span>
                <button type="button" class="button" on:click=dismiss>
                    {words.say(|texts| texts.dismiss)}
                </button>
            </p>
        }
    };
    view! {
        <div role="status">
            {when(move || live.state().notice.is_some() || failed.get(), notice)}
        </div>
    }
    .into_any()
}
