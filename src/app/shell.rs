//! The frame around every screen: brand, navigation, connection, who I am, menus.

use leptos::prelude::*;

use super::connection::{ConnectionBadge, ConnectionNotice, Notice};
use super::palette::{Search, SearchButton, SearchOpen};
use super::preferences::{Preferences, Theme};
use super::screen::{Content, ScreenView, Shown};
use crate::domain::route::Route;
use crate::domain::session::Reader;
use crate::i18n::Language;
use crate::live::{Notice as Said, use_live};
use crate::platform::page;
use crate::ui::{Button, ChoiceMenu, Icon, LinkButton, MenuItem, Shape, use_texts, when};

/// The brand's mark.
const LOTUS: [&str; 3] = [
    "M12 4c4 4 4 11 0 16-4-5-4-12 0-16z",
    "M2 9c6 0 9 5 10 11C6 20 2 15 2 9z",
    "M22 9c-6 0-9 5-10 11 6 0 10-5 10-11z",
];

/// The id of the navigation, which a button shows in a narrow window.
const MENU_ID: &str = "menu";

/// The shell with the screen in it.
#[component]
pub(super) fn Shell(
    route: RwSignal<Route>,
    content: Memo<Content>,
    shown: Shown,
    preferences: Preferences,
) -> impl IntoView {
    let texts = use_texts();
    let search = SearchOpen(RwSignal::new(false));
    view! {
        <button type="button" class="skip-link" on:click=|_| page::focus_heading()>
            {texts.skip_to_content}
        </button>
        <header class="shell__header">
            <div class="shell__bar">
                <Brand />
                <Navigation route=route />
                <SearchButton is_open=search />
                <ConnectionBadge />
                <span class="shell__who">
                    <WhoIAm />
                </span>
                <ThemeMenu preferences=preferences />
                <LanguageMenu preferences=preferences />
                <MenuButton />
            </div>
        </header>
        <main class="shell__main">
            <ScreenView content=content shown=shown />
        </main>
        <div class="notices">
            <SaidOnce route=route preferences=preferences />
            <ConnectionNotice />
            <Search is_open=search preferences=preferences />
        </div>
    }
}

#[component]
fn Brand() -> impl IntoView {
    let petals = LOTUS.map(|path| view! { <path d=path></path> });
    view! {
        <a class="shell__brand" href=Route::Overview.href() aria-label="Lotus">
            <svg class="shell__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                {petals.collect_view()}
            </svg>
            <span>"Lotus"</span>
        </a>
    }
}

#[component]
fn Navigation(route: RwSignal<Route>) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let is_signed_in = move || live.state().reader() != Reader::Guest;
    let links = move || {
        view! {
            <NavigationLink route=route to=Route::Tokens name=texts.nav_tokens />
            <NavigationLink route=route to=Route::Register name=texts.nav_register />
        }
        .into_any()
    };
    view! {
        <nav
            class="sheet shell__nav"
            id=MENU_ID
            popover="auto"
            aria-label=texts.nav_main
            on:click=move |_| page::close(MENU_ID)
        >
            <NavigationLink route=route to=Route::Overview name=texts.nav_overview />
            {when(is_signed_in, links)}
        </nav>
    }
}

/// What shows the navigation where a narrow window has no room for it. A guest's has one link, which
/// the brand is as well.
#[component]
fn MenuButton() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let button = move || {
        view! {
            <button
                type="button"
                class="button button--icon sheet__open"
                aria-label=texts.menu
                popovertarget=MENU_ID
            >
                <Icon shape=Shape::List />
            </button>
        }
        .into_any()
    };
    when(move || live.state().reader() != Reader::Guest, button)
}

#[component]
fn NavigationLink(route: RwSignal<Route>, to: Route, name: &'static str) -> impl IntoView {
    let is_current = Signal::derive(move || (route.get() == to).to_string());
    view! {
        <a href=to.href() aria-current=is_current>
            {name}
        </a>
    }
}

/// How the visitor is signed in, or the way to sign in; nothing before that is known.
#[component]
fn WhoIAm() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let reader = move || {
        let state = live.state();
        state.is_settled.then(|| state.reader())
    };
    let name = Signal::derive(move || {
        match reader() {
            Some(Reader::Token) => texts.signed_in_by_token,
            _ => texts.signed_in,
        }
        .to_owned()
    });
    let sign_in =
        move || view! { <LinkButton label=texts.sign_in href=Route::SignIn.href() /> }.into_any();
    let who = move || {
        view! {
            <a class="who" href=Route::SignIn.href() title=name>
                <Icon shape=Shape::Person />
                <span class="who__text">{name}</span>
            </a>
        }
        .into_any()
    };
    view! {
        {when(move || reader() == Some(Reader::Guest), sign_in)}
        {when(move || reader().is_some_and(|reader| reader != Reader::Guest), who)}
    }
}

#[component]
fn ThemeMenu(preferences: Preferences) -> impl IntoView {
    let texts = use_texts();
    let names = [texts.theme_system, texts.theme_light, texts.theme_dark];
    let taken = Signal::derive(move || position(&Theme::ALL, &preferences.theme.get()));
    let take = Callback::new(move |position: usize| {
        if let Some(theme) = Theme::ALL.get(position) {
            preferences.take_theme(*theme);
        }
    });
    view! {
        <ChoiceMenu
            label=texts.theme
            shape=Shape::Theme
            choices=names.map(MenuItem::new).to_vec()
            taken=taken
            take=take
        />
    }
}

#[component]
fn LanguageMenu(preferences: Preferences) -> impl IntoView {
    let texts = use_texts();
    let choices = Language::ALL.map(|language| MenuItem {
        name: language.name(),
        lang: Some(language.tag()),
    });
    let taken = Signal::derive(move || position(&Language::ALL, &preferences.language.get()));
    let take = Callback::new(move |position: usize| {
        if let Some(language) = Language::ALL.get(position) {
            preferences.take_language(*language);
        }
    });
    view! {
        <ChoiceMenu
            label=texts.language
            shape=Shape::Globe
            choices=choices.to_vec()
            taken=taken
            take=take
        />
    }
}

fn position<T: PartialEq>(all: &[T], one: &T) -> usize {
    all.iter().position(|other| other == one).unwrap_or(0)
}

/// What is said once, until it is dismissed.
#[component]
fn SaidOnce(route: RwSignal<Route>, preferences: Preferences) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let failed = preferences.language_failed;
    let sentence = Signal::derive(move || {
        let state = live.state();
        let language = if failed.get() {
            texts.language_failed
        } else {
            ""
        };
        let ended = match state.notice {
            Some(Said::SessionEnded) => texts.session_ended,
            Some(Said::TokenEnded) => texts.token_ended,
            Some(Said::TokenInMemory) => texts.token_in_memory,
            Some(Said::NotificationsBlocked) => {
                return format!("{} {language}", texts.watch_blocked)
                    .trim()
                    .to_owned();
            }
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
    let forget = Callback::new(move |()| {
        live.forget_token();
        live.dismiss_notice();
    });
    // The account's screen has that button itself.
    let is_for_token =
        move || live.state().notice == Some(Said::TokenEnded) && route.get() != Route::SignIn;
    let notice = move || {
        let forget = when(is_for_token, move || {
            view! { <Button label=texts.forget_token press=forget /> }.into_any()
        });
        view! {
            <Notice
                class="notice"
                sentence=sentence
                label=texts.dismiss
                press=dismiss
                also=forget
            />
        }
        .into_any()
    };
    view! {
        <div role="status">
            {when(move || live.state().notice.is_some() || failed.get(), notice)}
        </div>
    }
}
