//! Which screen is shown: the address's, unless something stands in the way.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::connection::{trouble_text, way_out, way_out_text};
use crate::domain::route::Route;
use crate::features::overview::OverviewPage;
use crate::features::register::RegisterPage;
use crate::features::server::ServerPage;
use crate::features::signin::SignInPage;
use crate::features::tokens::TokensPage;
use crate::features::view_password::ViewPasswordPage;
use crate::live::{Live, OverviewLeft, use_live};
use crate::platform::page;
use crate::ui::{
    ButtonKind, LinkButton, Screen, StateScreen, TroubleScreen, set_page_title, use_texts, when,
};

/// How long nothing stands there before skeletons do, ms.
const FLASH_MS: u32 = 150;

/// What fills the content area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Loading,
    Trouble,
    ViewPassword,
    Screen(Route),
}

impl Content {
    /// What the address and the state of things make of it.
    pub(super) fn find(live: Live, route: Route) -> Self {
        let state = live.state();
        let shows_servers = matches!(route, Route::Overview | Route::Server(_));
        let is_known = state.is_settled || route == Route::NotFound;
        if !shows_servers && (is_known || state.is_ready) {
            Self::Screen(route)
        } else if state.wants_view_password() {
            Self::ViewPassword
        } else if state.has_data {
            Self::Screen(route)
        } else if state.is_ready && state.trouble.is_some() {
            Self::Trouble
        } else {
            Self::Loading
        }
    }
}

/// Takes the reader to the top and the heading of each screen that follows another, however long the
/// way there. The first screen does not steal the focus; whoever got past a form or a failure had it.
/// The overview, where it is as it was left, finds the way to where one was itself.
pub(super) fn lead_to_screens(content: Memo<Content>, overview: OverviewLeft) {
    Effect::new(move |last: Option<(Content, bool)>| {
        let content = content.get();
        let (former, was_owed) = last.unzip();
        let is_owed = match former {
            Some(Content::Screen(_) | Content::ViewPassword | Content::Trouble) => {
                former != Some(content)
            }
            Some(Content::Loading) | None => was_owed.unwrap_or(false),
        };
        if is_owed && content != Content::Loading {
            if content == Content::Screen(Route::Overview) && overview.is_left_at(&page::fragment())
            {
                if !overview.has_focus() {
                    request_animation_frame(page::focus_heading_in_place);
                }
            } else {
                page::scroll_to(0.0);
                request_animation_frame(page::focus_heading);
            }
            (content, false)
        } else {
            (content, is_owed)
        }
    });
}

/// The screen that is shown: it outlives a change of language, and goes when another follows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    screen: StoredValue<Option<(Content, Screen)>>,
    owner: StoredValue<Owner>,
}

impl Shown {
    /// Of the part of the page that calls, none yet.
    pub(super) fn new() -> Self {
        Self {
            screen: StoredValue::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
        }
    }

    /// The screen of this content: the one that is shown, or a new one.
    fn of(self, content: Content) -> Screen {
        if let Some((former, screen)) = self.screen.get_value() {
            if former == content {
                return screen;
            }
            screen.leave();
        }
        let screen = self.owner.with_value(|owner| owner.with(Screen::new));
        self.screen.set_value(Some((content, screen.clone())));
        screen
    }
}

/// The content area, with the screen the address names.
#[component]
pub(super) fn ScreenView(content: Memo<Content>, shown: Shown) -> impl IntoView {
    move || {
        let content = content.get();
        provide_context(shown.of(content));
        match content {
            Content::Loading => view! { <LoadingScreen /> }.into_any(),
            Content::Trouble => view! { <NoDataScreen /> }.into_any(),
            Content::ViewPassword => view! { <ViewPasswordPage /> }.into_any(),
            Content::Screen(Route::Overview) => view! { <OverviewPage /> }.into_any(),
            Content::Screen(Route::Server(id)) => view! { <ServerPage id=id /> }.into_any(),
            Content::Screen(Route::SignIn) => view! { <SignInPage /> }.into_any(),
            Content::Screen(Route::Tokens) => view! { <TokensPage /> }.into_any(),
            Content::Screen(Route::Register) => view! { <RegisterPage /> }.into_any(),
            Content::Screen(Route::NotFound) => view! { <NotFoundScreen /> }.into_any(),
        }
    }
}

/// Skeletons of the size of what will stand there. They come only when that takes a while: a skeleton
/// that stands for a moment is a flash, and costs the page the time to lay it out.
#[component]
fn LoadingScreen() -> impl IntoView {
    let texts = use_texts();
    set_page_title(texts.servers);
    let takes_long = RwSignal::new(false);
    StoredValue::new_local(Timeout::new(FLASH_MS, move || takes_long.set(true)));
    view! {
        <h1 class="visually-hidden" tabindex="-1">
            {texts.loading}
        </h1>
        {when(move || takes_long.get(), || view! { <Skeletons /> }.into_any())}
    }
}

#[component]
fn Skeletons() -> impl IntoView {
    let some = |count: usize, class: &'static str| {
        let some = (0..count).map(|_| view! { <div class=class></div> });
        some.collect_view()
    };
    view! {
        <div class="totals" aria-hidden="true"></div>
        <div class="overview--loading" aria-hidden="true">
            {some(6, "server-card server-card--loading")}
        </div>
    }
}

/// Nothing to show, and why.
#[component]
fn NoDataScreen() -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let sentence = Signal::derive(move || {
        let trouble = live.state().trouble;
        trouble
            .map_or("", |trouble| trouble_text(trouble, texts))
            .to_owned()
    });
    view! {
        <TroubleScreen
            heading=texts.feed_offline
            sentence=sentence
            label=way_out_text(live, texts)
            retry=way_out(live)
        />
    }
}

/// An address that leads nowhere.
#[component]
fn NotFoundScreen() -> impl IntoView {
    let texts = use_texts();
    view! {
        <StateScreen heading=texts.not_found sentence=texts.not_found_sentence>
            <LinkButton
                label=texts.to_overview
                href=Route::Overview.href()
                kind=ButtonKind::Primary
            />
        </StateScreen>
    }
}
