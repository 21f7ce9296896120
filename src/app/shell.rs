//! The frame around every screen: brand, navigation, connection, who I am, menus.

use leptos::prelude::*;

use super::connection::{ConnectionBadge, ConnectionNotice};
use super::preferences::{Preferences, Theme};
use super::screen::Screen;
use crate::api::endpoint;
use crate::domain::route::Route;
use crate::domain::session::Reader;
use crate::i18n::Language;
use crate::live::{Live, Notice};
use crate::platform::page;
use crate::ui::{Choice, Icon, Menu, Shape, use_words};

/// The shell with the screen in it.
#[component]
pub fn Shell(
    /// Which screen.
    route: ReadSignal<Route>,
) -> impl IntoView {
    let words = use_words();
    let is_overview = move || (route.get() == Route::Overview).then_some("page");
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
                    <a href=Route::Overview.href() aria-current=is_overview>
                        {words.say(|texts| texts.nav_overview)}
                    </a>
                </nav>
                <ConnectionBadge />
                <WhoIAm />
                <ThemeMenu />
                <LanguageMenu />
            </div>
        </header>
        <ConnectionNotice />
        <SaidOnce />
        <main class="shell__main">
            <Screen route />
        </main>
    }
}

/// The brand's mark.
#[component]
fn Lotus() -> impl IntoView {
    view! {
        <svg class="shell__mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d="M12 4c4 4 4 11 0 16-4-5-4-12 0-16z" />
            <path d="M2 9c6 0 9 5 10 11C6 20 2 15 2 9z" />
            <path d="M22 9c-6 0-9 5-10 11 6 0 10-5 10-11z" />
        </svg>
    }
}

#[component]
fn WhoIAm() -> impl IntoView {
    let words = use_words();
    let live = expect_live();
    let reader = move || live.session.with(|session| session.rights().reader);
    view! {
        <span class="shell__who">
            {move || match reader() {
                Reader::Guest => view! {
                    <a class="button" href=endpoint::login() rel="noopener">
                        {words.say(|texts| texts.sign_in)}
                    </a>
                }
                .into_any(),
                Reader::Cookie => who(words.texts().signed_in),
                Reader::Token => who(words.texts().signed_in_by_token),
            }}
        </span>
    }
}

fn who(text: &'static str) -> AnyView {
    view! {
        <span class="who" title=text>
            <Icon shape=Shape::Person />
            <span class="who__text">{text}</span>
        </span>
    }
    .into_any()
}

#[component]
fn ThemeMenu() -> impl IntoView {
    let words = use_words();
    let preferences = use_context::<Preferences>();
    let theme = preferences.map(|preferences| preferences.theme);
    let choices = vec![
        Choice {
            value: Theme::System,
            name: Signal::derive(words.say(|texts| texts.theme_system)),
            lang: None,
        },
        Choice {
            value: Theme::Light,
            name: Signal::derive(words.say(|texts| texts.theme_light)),
            lang: None,
        },
        Choice {
            value: Theme::Dark,
            name: Signal::derive(words.say(|texts| texts.theme_dark)),
            lang: None,
        },
    ];
    view! {
        <Menu
            label=Signal::derive(words.say(|texts| texts.theme))
            shape=Shape::Theme
            choices
            taken=Signal::derive(move || theme.map(|theme| theme.get()).unwrap_or_default())
            take=move |theme| {
                if let Some(preferences) = preferences {
                    preferences.take_theme(theme);
                }
            }
        />
    }
}

#[component]
fn LanguageMenu() -> impl IntoView {
    let words = use_words();
    let preferences = use_context::<Preferences>();
    let choices = Language::ALL
        .into_iter()
        .map(|language| Choice {
            value: language,
            name: Signal::stored(language.name()),
            lang: Some(language.tag()),
        })
        .collect();
    view! {
        <Menu
            label=Signal::derive(words.say(|texts| texts.language))
            shape=Shape::Globe
            choices
            taken=Signal::derive(move || words.language.get())
            take=move |language| {
                if let Some(preferences) = preferences {
                    preferences.take_language(language);
                }
            }
        />
    }
}

/// What is said once, until it is dismissed.
#[component]
fn SaidOnce() -> impl IntoView {
    let words = use_words();
    let live = expect_live();
    view! {
        <div class="notices" role="status">
            {move || {
                live.notice.get().map(|notice| {
                    let text = move || match notice {
                        Notice::SessionEnded => words.texts().session_ended,
                        Notice::TokenEnded => words.texts().token_ended,
                    };
                    view! {
                        <p class="notice">
                            <span>{text}</span>
                            <button type="button" class="button" on:click=move |_| live.notice.set(None)>
                                {words.say(|texts| texts.dismiss)}
                            </button>
                        </p>
                    }
                })
            }}
        </div>
    }
}

/// The live view, which the app provides to all its screens.
fn expect_live() -> Live {
    use_context::<Live>().unwrap_or_default()
}
