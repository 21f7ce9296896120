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
use crate::live::{ServerSignal, use_live};
use crate::platform::intl;
use crate::ui::{
    Flag, Icon, Shape, link_button, page_title, state_screen, switch, text, use_words, when,
};
use facts::{Addresses, Network, Sensors, System};
use usage::Usage;

/// The page of a server, or what there is to say when there is no such server to see.
#[component]
pub fn ServerPage(
    /// Which one.
    id: ServerId,
) -> AnyView {
    let live = use_live();
    let order = live.registry.order;
    let exists = Memo::new(move |_| order.with(|order| order.contains(&id)));
    switch(
        move || match exists.get().then(|| live.server(id)).flatten() {
            Some(server) => view! { <KnownServer server /> }.into_any(),
            // Who has not been told apart yet may still be shown it.
            None => when(
                move || live.state().is_settled,
                || view! { <MissingServer /> },
            ),
        },
    )
}

#[component]
fn KnownServer(server: ServerSignal) -> AnyView {
    let words = use_words();
    let live = use_live();
    let id = server.get_untracked(|server| server.id);
    let name = server.signal(|server| server.name.clone());
    let group = server.signal(|server| server.tag.clone());
    let status = Memo::new(move |_| server.get(|server| server.status));
    page_title(name);

    let status_text = text(move || {
        let texts = words.texts();
        match status.get() {
            Status::Online => texts.online,
            Status::Offline => texts.offline,
            Status::Pending => texts.pending,
        }
        .to_owned()
    });
    let since = text(move || {
        let Some(at) = server.get(|server| server.last_active) else {
            return String::new();
        };
        let span = words
            .texts()
            .span(Span::of_ms(live.age_ms(at).unwrap_or(0)));
        let moment = intl::date_and_time(words.language.get().tag(), at);
        let offline_for = words.fill(|texts| texts.offline_for, &[&span]);
        let last_seen = words.fill(|texts| texts.last_seen, &[&moment]);
        format!("{offline_for} · {last_seen}")
    });
    let sentence = text(move || {
        let texts = words.texts();
        server
            .with(|server| match server.status {
                _ if server.unreadable => texts.unreadable_sentence,
                Status::Pending if server.has_metrics => texts.pending_again,
                _ => texts.pending_sentence,
            })
            .to_owned()
    });
    let hidden = words.say(|texts| texts.hidden_from_guests);
    let note = server.signal(plain_note);
    let note_panel = move || {
        view! {
            <section class="panel">
                <h2>{words.say(|texts| texts.public_note)}</h2>
                <p class="server-page__note">{note}</p>
            </section>
        }
    };
    let has_metrics = move || server.get(|server| server.has_metrics);
    view! {
        <article
            class="server-page"
            data-server-id=id.0.to_string()
            data-status=text(move || status.get().name().to_owned())
            data-stale=text(move || live.state().is_stale().to_string())
        >
            <a class="server-page__back" href=Route::Overview.href()>
                <Icon shape=Shape::Back />
                {words.say(|texts| texts.back_to_overview)}
            </a>
            <header class="server-page__head">
                <Flag code=server.signal(|server| server.host.country_code.clone()) />
                <h1 class="server-page__title" tabindex="-1"><bdi>{name}</bdi></h1>
                <span class="status">
                    <span class="status__dot" aria-hidden="true"></span>
                    <span class="status__text">{status_text}</span>
                </span>
                {when(
                    move || server.get(|server| !server.tag.is_empty()),
                    move || view! { <span class="tag" title=group><bdi>{group}</bdi></span> },
                )}
                {when(
                    move || server.get(Server::is_hidden),
                    move || view! { <span class="tag"><Icon shape=Shape::Hidden />{hidden}</span> },
                )}
            </header>
            {when(
                move || status.get() == Status::Offline,
                move || view! { <p class="server-page__since">{since}</p> },
            )}
            {when(
                move || server.get(|server| server.unreadable || server.status == Status::Pending),
                move || view! { <p class="server-page__sentence">{sentence}</p> },
            )}
            {when(has_metrics, move || view! { <Usage server /> })}
            <div class="server-page__sections">
                {when(has_metrics, move || view! { <Network server /> })}
                <System server />
                <Sensors server />
                <Addresses server />
            </div>
            {when(move || note.with(|note| !note.is_empty()), note_panel)}
        </article>
    }
    .into_any()
}

/// The public remark where it is a remark: plan and billing come as JSON, which is no reading
/// matter. Empty where there is none.
fn plain_note(server: &Server) -> String {
    let note = server.public_note.as_deref().unwrap_or_default().trim();
    if note.starts_with('{') {
        String::new()
    } else {
        note.to_owned()
    }
}

#[component]
fn MissingServer() -> AnyView {
    let words = use_words();
    let live = use_live();
    let sentence = text(move || {
        let texts = words.texts();
        match live.state().reader() {
            Reader::Guest => texts.server_missing_guest,
            Reader::Cookie | Reader::Token => texts.server_missing_signed_in,
        }
        .to_owned()
    });
    state_screen(
        words.say(|texts| texts.server_missing),
        sentence,
        link_button(
            words.say(|texts| texts.to_overview),
            &Route::Overview.href(),
            true,
        ),
    )
}
