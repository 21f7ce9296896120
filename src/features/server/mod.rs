//! One server: everything it tells, live.

mod facts;
mod usage;

use leptos::prelude::*;

use crate::domain::roster::Server;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::session::Reader;
use crate::domain::status::Status;
use crate::domain::units::Span;
use crate::live::Live;
use crate::platform::{intl, page};
use crate::ui::{Flag, Icon, Shape, use_words};
use facts::{Addresses, Network, Sensors, System};
use usage::Usage;

/// The page of a server, or what there is to say when there is no such server to see.
#[component]
pub fn ServerPage(
    /// Which one.
    id: ServerId,
) -> impl IntoView {
    let live = use_context::<Live>().unwrap_or_default();
    let exists = Memo::new(move |_| live.registry.order.with(|order| order.contains(&id)));
    move || match exists.get().then(|| live.server(id)).flatten() {
        Some(server) => view! { <KnownServer server /> }.into_any(),
        None => view! { <MissingServer /> }.into_any(),
    }
}

#[component]
fn KnownServer(server: ArcRwSignal<Server>) -> impl IntoView {
    let words = use_words();
    let live = use_context::<Live>().unwrap_or_default();
    let server = RwSignal::from(server);
    let id = server.with_untracked(|server| server.id);
    let name = Memo::new(move |_| server.with(|server| server.name.clone()));
    let group = Memo::new(move |_| server.with(|server| server.tag.clone()));
    let country = Memo::new(move |_| server.with(|server| server.host.country_code.clone()));
    let status = Memo::new(move |_| server.with(|server| server.status));
    let is_hidden = Memo::new(move |_| server.with(|server| server.hidden));
    let has_metrics = Memo::new(move |_| server.with(|server| server.has_metrics));
    let note = Memo::new(move |_| server.with(plain_note));
    let stale = Memo::new(move |_| live.is_stale());
    Effect::new(move || name.with(|name| page::set_title(&format!("{name} · Lotus"))));

    let status_text = move || {
        let texts = words.texts();
        match status.get() {
            Status::Online => texts.online,
            Status::Offline => texts.offline,
            Status::Pending => texts.pending,
        }
    };
    let since = move || {
        let last_active = server.with(|server| server.last_active);
        let now = live.minute.get().max(live.now());
        if status.get() != Status::Offline {
            return None;
        }
        let (now, at) = now.zip(last_active)?;
        let span = words.texts().span(Span::of_ms(now.since(at)));
        let moment = intl::date_and_time(words.language.get().tag(), at);
        let last_seen = words.fill(|texts| texts.last_seen, &[&moment]);
        Some(format!(
            "{} · {last_seen}",
            words.fill(|texts| texts.offline_for, &[&span])
        ))
    };
    let sentence = move || {
        let texts = words.texts();
        server.with(|server| match server.status {
            _ if server.unreadable => Some(texts.unreadable_sentence),
            Status::Pending if server.has_metrics => Some(texts.pending_again),
            Status::Pending => Some(texts.pending_sentence),
            _ => None,
        })
    };
    view! {
        <article
            class="server-page"
            data-server-id=id.0.to_string()
            data-status=move || status.get().name()
            data-stale=move || stale.get().to_string()
        >
            <a class="server-page__back" href=Route::Overview.href()>
                <Icon shape=Shape::Back />
                {words.say(|texts| texts.back_to_overview)}
            </a>
            <header class="server-page__head">
                <Flag code=country />
                <h1 class="server-page__title" tabindex="-1"><bdi>{name}</bdi></h1>
                <span class="status">
                    <span class="status__dot" aria-hidden="true"></span>
                    <span class="status__text">{status_text}</span>
                </span>
                <Show when=move || group.with(|group| !group.is_empty())>
                    <span class="tag"><bdi>{group}</bdi></span>
                </Show>
                <Show when=move || is_hidden.get()>
                    <span class="tag"><Icon shape=Shape::Hidden />{words.say(|texts| texts.hidden_from_guests)}</span>
                </Show>
            </header>
            {move || since().map(|since| view! { <p class="server-page__since">{since}</p> })}
            {move || sentence().map(|sentence| view! { <p class="server-page__sentence">{sentence}</p> })}
            <Show when=move || has_metrics.get()>
                <Usage server />
            </Show>
            <div class="server-page__sections">
                <Show when=move || has_metrics.get()>
                    <Network server />
                </Show>
                <System server />
                <Sensors server />
                <Addresses server />
            </div>
            {move || note.get().map(|note| view! {
                <section class="panel">
                    <h2>{words.say(|texts| texts.public_note)}</h2>
                    <p class="server-page__note">{note}</p>
                </section>
            })}
        </article>
    }
}

/// The public remark where it is a remark: plan and billing come as JSON, which is no reading
/// matter.
fn plain_note(server: &Server) -> Option<String> {
    let note = server.public_note.as_deref()?.trim();
    (!note.is_empty() && !note.starts_with('{')).then(|| note.to_owned())
}

#[component]
fn MissingServer() -> impl IntoView {
    let words = use_words();
    let live = use_context::<Live>().unwrap_or_default();
    Effect::new(move || page::set_title(&format!("{} · Lotus", words.texts().server_missing)));
    let sentence = move || {
        let reader = live.session.with(|session| session.rights().reader);
        if reader == Reader::Guest {
            words.texts().server_missing_guest
        } else {
            words.texts().server_missing_signed_in
        }
    };
    view! {
        <section class="state">
            <h1 tabindex="-1">{words.say(|texts| texts.server_missing)}</h1>
            <p>{sentence}</p>
            <a class="button button--primary" href=Route::Overview.href()>
                {words.say(|texts| texts.to_overview)}
            </a>
        </section>
    }
}
