//! One server: everything it tells, live.

mod charts;
mod details;
mod facts;
mod latency;
mod local_time;
mod neighbours;
mod usage;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::session::Reader;
use crate::domain::status::Status;
use crate::domain::units::Span;
use crate::i18n::fill;
use crate::live::{ServerStateStoreFields, ServerStore, use_live, use_overview_left};
use crate::platform::intl;
use crate::ui::{
    ButtonKind, Extent, Flag, Icon, LinkButton, Missing, Shape, StateScreen, part, set_page_title,
    use_texts, when, word,
};
use details::{has_details, server_details};
use facts::{NetworkPanel, SensorsPanel, SystemPanel};
use latency::charts_section;
use neighbours::Neighbours;
use usage::Usage;

/// How long what stands below the chart waits for it, ms: then it is built while the chart is on its way.
const CHART_FIRST_MS: u32 = 250;

/// Gets what a server's page opens with before there is a server to show.
pub fn prepare_server_page() {
    #[cfg(lotus_split)]
    wasm_bindgen_futures::spawn_local(async {
        // Where it does not come, the page asks anew and says so.
        let _ = latency::load_charts().await;
    });
}

/// Whether there is a server to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Known,
    Missing,
    /// Who has not been told apart yet may still be shown it.
    Untold,
}

/// The page of a server, or what there is to say when there is no such server to see.
#[component]
pub fn ServerPage(
    /// Its id.
    id: ServerId,
) -> impl IntoView {
    let live = use_live();
    let order = live.registry.order;
    let standing = move || {
        if order.with(|order| order.contains(&id)) {
            Standing::Known
        } else if live.state().is_settled {
            Standing::Missing
        } else {
            Standing::Untold
        }
    };
    let known = move || {
        let server = live.server(id);
        server
            .map(|server| view! { <KnownServer id=id server=server /> })
            .into_any()
    };
    view! {
        {when(move || standing() == Standing::Known, known)}
        {when(
            move || standing() == Standing::Missing,
            move || view! { <MissingServer id=id /> }.into_any(),
        )}
    }
}

/// What there is of a server. The chart comes first; what stands below it is built once it was
/// drawn, or once it is clear that this takes a while.
#[component]
fn KnownServer(id: ServerId, server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    set_page_title(Signal::derive(move || server.name().get()));
    let is_stale = Signal::derive(move || live.state().is_stale().to_string());
    let is_offline = move || server.status().get() == Status::Offline;
    let is_speechless = move || {
        let is_pending = server.status().get() == Status::Pending;
        is_pending || server.unreadable().get() || server.is_forgotten().get()
    };
    let rest = RwSignal::new(false);
    StoredValue::new_local(Timeout::new(CHART_FIRST_MS, move || rest.set(true)));
    view! {
        <article
            class="server-page"
            data-server-id=id.0.to_string()
            data-status=word(move || server.status().get().name())
            data-stale=is_stale
        >
            <div class="server-page__ways">
                <a class="server-page__back" href=use_overview_left().href()>
                    <Icon shape=Shape::Back />
                    {texts.back_to_overview}
                </a>
                <Neighbours id=id />
            </div>
            <Head server=server />
            {when(is_offline, move || view! { <Since server=server /> }.into_any())}
            {when(is_speechless, move || view! { <Sentence server=server /> }.into_any())}
            {when(
                move || server.has_metrics().get(),
                move || view! { <Usage server=server /> }.into_any(),
            )}
            {charts_section(id, true, rest)}
            {when(
                move || rest.get(),
                move || view! { <Sections id=id server=server /> }.into_any(),
            )}
        </article>
    }
}

/// What the server is called, how it is, and what is said about it in a word.
#[component]
fn Head(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let name = Signal::derive(move || server.name().get());
    let tag = Signal::derive(move || server.tag().get());
    let country = Signal::derive(move || server.host().with(|host| host.country_code.clone()));
    let status = word(move || texts.status(server.status().get()));
    let tag_view = move || {
        view! {
            <span class="tag" title=tag>
                <bdi>{tag}</bdi>
            </span>
        }
        .into_any()
    };
    let hidden_tag = move || {
        view! {
            <span class="tag">
                <Icon shape=Shape::Hidden />
                {texts.hidden_from_guests}
            </span>
        }
        .into_any()
    };
    view! {
        <header class="server-page__head">
            <Flag code=country />
            <h1 class="server-page__title" tabindex="-1">
                <bdi>{name}</bdi>
            </h1>
            <span class="status">
                {status}
            </span>
            {when(move || tag.with(|tag| !tag.is_empty()), tag_view)}
            {when(move || server.is_hidden().get(), hidden_tag)}
        </header>
    }
}

/// For how long the server has been offline, and when it was heard of last.
#[component]
fn Since(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let since = Signal::derive(move || {
        let Some(at) = server.last_active().get() else {
            return String::new();
        };
        let span = texts.span(Span::of_ms(live.age_ms(at).unwrap_or(0)));
        let moment = texts.moment(intl::on_clock(at));
        let offline_for = fill(texts.offline_for, &[&span]);
        let last_seen = fill(texts.last_seen, &[&moment]);
        format!("{offline_for} · {last_seen}")
    });
    view! { <p class="server-page__since">{since}</p> }
}

/// Why there are no figures.
#[component]
fn Sentence(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let sentence = word(move || {
        if server.unreadable().get() {
            texts.unreadable_sentence
        } else if server.is_forgotten().get() {
            texts.pending_again
        } else {
            texts.pending_sentence
        }
    });
    view! { <p class="server-page__sentence">{sentence}</p> }
}

/// What stands below the charts: what every server tells, in the file that these come in, and what not
/// every one has, in a file of its own.
#[component]
fn Sections(id: ServerId, server: ServerStore) -> impl IntoView {
    view! {
        <div class="server-page__sections">
            {part(Extent::Section, move || facts(id))}
            {when(move || has_details(server), move || server_details(id))}
        </div>
    }
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(server, wasm_split_path = leptos::wasm_split, fallible)
)]
fn facts(id: ServerId) -> Result<AnyView, Missing> {
    Ok(view! { <Facts id=id /> }.into_any())
}

#[component]
fn Facts(id: ServerId) -> impl IntoView {
    let server = use_live().server(id)?;
    Some(view! {
        {when(
            move || server.has_metrics().get(),
            move || view! { <NetworkPanel server=server /> }.into_any(),
        )}
        <SystemPanel server=server />
        <SensorsPanel server=server />
    })
}

/// No such server, or none that the visitor may see.
#[component]
fn MissingServer(id: ServerId) -> impl IntoView {
    let texts = use_texts();
    let live = use_live();
    let sentence = Signal::derive(move || {
        match live.state().reader() {
            Reader::Guest => texts.server_missing_guest,
            Reader::Cookie | Reader::Token => texts.server_missing_signed_in,
        }
        .to_owned()
    });
    // No chart is waited for.
    let rest = RwSignal::new(true);
    view! {
        <div class="server-page">
            <StateScreen heading=texts.server_missing sentence=sentence>
                <LinkButton
                    label=texts.to_overview
                    href=Route::Overview.href()
                    kind=ButtonKind::Primary
                />
            </StateScreen>
            {charts_section(id, false, rest)}
        </div>
    }
}
