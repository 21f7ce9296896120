//! What was registered: each server's secret, the command for its agent, and whether it reports.

use leptos::html;
use leptos::prelude::*;

use super::address::{AddressDesk, address_fault, speaks_english};
use super::desk::Desk;
use super::form::{problem, progress};
use crate::domain::install::{System, install_command};
use crate::domain::registration::Match;
use crate::domain::route::Route;
use crate::domain::server::ServerId;
use crate::domain::status::Status;
use crate::domain::token::Secret;
use crate::i18n::fill;
use crate::live::ServerStateStoreFields;
use crate::platform::page;
use crate::ui::{
    Button, CopyButton, LinkButton, Tab, Tabs, each, use_language, use_texts, when, word,
};

/// All that were registered, and the way to another.
#[component]
pub(super) fn Results(desk: Desk, address: AddressDesk) -> impl IntoView {
    let texts = use_texts();
    let system = RwSignal::new(0);
    let start_over = Callback::new(move |()| desk.start_over());
    let another = move || {
        view! {
            <div>
                <Button label=texts.register_another press=start_over />
            </div>
        }
        .into_any()
    };
    view! {
        <section class="registered">
            <p role="status">{progress(texts, desk)}</p>
            <p class="field__problem" role="alert">
                {problem(texts, desk)}
            </p>
            <Tabs
                label=texts.install_command
                tabs=Signal::stored(System::ALL.map(|system| Tab::new(system.name())).to_vec())
                taken=system
                take=Callback::new(move |position| system.set(position))
                panel_id="install-commands"
            />
            <div id="install-commands" role="tabpanel" class="registered__all">
                {each(
                    move || (0..desk.run.with(|run| run.made.len() as u64)).collect(),
                    move |position| {
                        let position = usize::try_from(position).unwrap_or_default();
                        let made = desk.run.with_untracked(|run| {
                            let made = run.made.get(position)?;
                            Some((made.name.clone(), made.secret.clone()))
                        });
                        made.map(|(name, secret)| {
                            view! {
                                <Registered
                                    desk=desk
                                    address=address
                                    system=system
                                    position=position
                                    name=name
                                    secret=secret
                                />
                            }
                        })
                        .into_any()
                    },
                )}
            </div>
            {when(move || desk.run.with(|run| !run.is_sending), another)}
        </section>
    }
}

/// One server that was registered.
#[component]
fn Registered(
    desk: Desk,
    address: AddressDesk,
    /// The position of the system the command is for.
    system: RwSignal<usize>,
    /// Its position among those that were registered.
    position: usize,
    /// The name that was sent; may be empty.
    name: String,
    /// Its agent's key.
    secret: Secret,
) -> impl IntoView {
    let texts = use_texts();
    let english = speaks_english(use_language());
    let is_one = desk.run.with_untracked(|run| run.wanted == 1);
    let label = if is_one {
        texts.secret.to_owned()
    } else {
        format!("{} {name}", texts.secret)
    };
    let shown_secret = Signal::stored(secret.reveal().to_owned());
    let command = Signal::derive(move || {
        let Some(system) = System::ALL.get(system.get()).copied() else {
            return String::new();
        };
        match address.get() {
            Ok(address) => install_command(system, &address, &secret, english),
            Err(fault) => address_fault(texts, fault).to_owned(),
        }
    });
    let found = Memo::new(move |_| {
        desk.run
            .with(|run| run.made.get(position).map(|made| made.found.clone()))
    });
    let title_name = name.clone();
    let whereabouts = move || match found.get() {
        Some(Match::Found(id)) => {
            view! { <Arrival desk=desk id=id name=name.clone() /> }.into_any()
        }
        Some(Match::Alike(ids)) => view! { <Alike ids=ids /> }.into_any(),
        Some(Match::Missing) | None => {
            view! { <p class="quiet">{texts.register_not_listed}</p> }.into_any()
        }
    };
    let field = NodeRef::<html::Input>::new();
    let select = move |_| {
        if let Some(field) = field.get_untracked() {
            field.select();
        }
    };
    view! {
        <section class="panel">
            <Title name=title_name takes_focus={position == 0} />
            {whereabouts}
            <div class="field">
                <span class="field__label" aria-hidden="true">
                    {texts.secret}
                </span>
                <div class="field__row">
                    <input
                        class="field__input field__input--code"
                        type="text"
                        readonly=true
                        autocomplete="off"
                        spellcheck="false"
                        aria-label=label
                        node_ref=field
                        prop:value=shown_secret
                        on:focus=select
                    />
                    <CopyButton label=texts.copy text=shown_secret />
                </div>
                <p class="field__hint">{texts.secret_sentence}</p>
            </div>
            <pre class="code code--wrapped" tabindex="0">
                <code>{command}</code>
            </pre>
            <CopyButton label=texts.command_copy text=command />
        </section>
    }
}

/// `web-1 is registered`, with the name isolated: it may run in any direction.
#[component]
fn Title(
    name: String,
    /// Whether who sent the form goes on here, unless they are elsewhere already.
    takes_focus: bool,
) -> impl IntoView {
    let texts = use_texts();
    let heading = NodeRef::<html::H2>::new();
    if takes_focus {
        heading.on_load(|heading| {
            if !page::content_has_focus() {
                let _ = heading.focus();
            }
        });
    }
    if name.is_empty() {
        return view! {
            <h2 tabindex="-1" node_ref=heading>
                {texts.registered_unnamed}
            </h2>
        }
        .into_any();
    }
    let (before, after) = texts.registered.split_once("{}").unwrap_or_default();
    view! {
        <h2 tabindex="-1" node_ref=heading>
            {before}
            <bdi>{name}</bdi>
            {after}
        </h2>
    }
    .into_any()
}

/// Waits for the first report, and leads to the server when it came.
#[component]
fn Arrival(desk: Desk, id: ServerId, name: String) -> impl IntoView {
    let texts = use_texts();
    let live = desk.live;
    let reports = Memo::new(move |_| {
        live.registry.order.track();
        live.server(id)
            .is_some_and(|server| server.status().get() != Status::Pending)
    });
    let said = word(move || {
        if reports.get() {
            texts.arrived
        } else {
            texts.waiting
        }
    });
    let link = move || {
        if reports.get() {
            view! { <OpenLink id=id name=name.clone() /> }.into_any()
        } else {
            view! { <span></span> }.into_any()
        }
    };
    view! {
        <div class="arrival" data-arrived=Signal::derive(move || reports.get().to_string())>
            <span class="arrival__dot" aria-hidden="true"></span>
            <span role="status">{said}</span>
            {link}
        </div>
    }
}

/// Several servers that could be it.
#[component]
fn Alike(ids: Vec<ServerId>) -> impl IntoView {
    let texts = use_texts();
    let links = ids
        .into_iter()
        .map(|id| view! { <OpenLink id=id name=String::new() /> });
    view! {
        <div>
            <p role="status">{texts.register_alike}</p>
            <p class="actions">{links.collect_view()}</p>
        </div>
    }
}

/// The way to a server, by its id where it has no name.
#[component]
fn OpenLink(id: ServerId, name: String) -> impl IntoView {
    let name = if name.is_empty() {
        format!("#{}", id.0)
    } else {
        name
    };
    let label = fill(use_texts().open_server, &[&name]);
    view! { <LinkButton label=label href=Route::Server(id).href() /> }
}
