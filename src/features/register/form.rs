//! What is asked about a new server.

use leptos::ev::{ClipboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;

use super::desk::{Desk, Problem};
use crate::domain::note::NoteFault;
use crate::domain::registration::{NAMES_LIMIT, group_names};
use crate::i18n::{Texts, fill};
use crate::live::ServerStateStoreFields;
use crate::ui::{Button, SubmitButton, TextArea, TextField, TickBox, either, use_texts};

/// What went wrong at the dashboard or on the way there, in words.
pub(super) fn problem(texts: &'static Texts, desk: Desk) -> Signal<String> {
    Signal::derive(move || {
        desk.run.with(|run| {
            let said = match &run.problem {
                None | Some(Problem::Note(_) | Problem::TooMany(_)) => return String::new(),
                Some(Problem::TooOld) => texts.register_too_old.to_owned(),
                Some(Problem::Refused(error)) => texts.error(error),
                Some(Problem::Lost) => texts.register_lost.to_owned(),
                Some(Problem::Nothing(error)) => {
                    format!("{} {}", texts.error(error), texts.register_nothing)
                }
                Some(Problem::Unknown) => texts.register_unknown.to_owned(),
            };
            let is_one_of_several = run.wanted > 1 || matches!(run.problem, Some(Problem::Lost));
            if run.stuck_at.is_empty() || !is_one_of_several {
                return said;
            }
            // Isolated, whatever direction the name has.
            format!("\u{2068}{}\u{2069}: {said}", run.stuck_at)
        })
    })
}

/// What is wrong with the note, or with the list.
fn field_problem(texts: &'static Texts, desk: Desk, of_note: bool) -> Signal<String> {
    Signal::derive(move || {
        desk.run.with(|run| match &run.problem {
            Some(Problem::Note(fault)) if of_note => match fault {
                NoteFault::ControlCharacter => texts.note_control.to_owned(),
                NoteFault::TooLong { characters } => {
                    fill(texts.note_too_long, &[&characters.to_string()])
                }
            },
            Some(Problem::TooMany(count)) if !of_note => fill(
                texts.names_too_many,
                &[&NAMES_LIMIT.to_string(), &count.to_string()],
            ),
            _ => String::new(),
        })
    })
}

/// How far registering several has come.
pub(super) fn progress(texts: &'static Texts, desk: Desk) -> Signal<String> {
    Signal::derive(move || {
        desk.run.with(|run| {
            let (done, wanted) = (run.made.len(), run.wanted);
            if wanted < 2 {
                String::new()
            } else if run.is_sending {
                let at = wanted.min(done + 1);
                fill(texts.registering, &[&at.to_string(), &wanted.to_string()])
            } else if done > 0 {
                let counts = [&*done.to_string(), &*wanted.to_string()];
                fill(texts.registered_some, &counts)
            } else {
                String::new()
            }
        })
    })
}

/// Names, a group, a note, and whether guests see it.
#[component]
pub(super) fn RegisterForm(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let several = desk.several;
    let is_sending = Signal::derive(move || desk.run.with(|run| run.is_sending));
    let name_or_names = either(
        move || several.get(),
        move || view! { <NamesField desk=desk /> }.into_any(),
        move || view! { <NameField desk=desk /> }.into_any(),
    );
    let swap = Signal::derive(move || {
        let text = if several.get() {
            texts.only_one
        } else {
            texts.several
        };
        text.to_owned()
    });
    let toggle = Callback::new(move |()| desk.swap());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        desk.register();
    };
    view! {
        <form class="panel form" on:submit=submit>
            {name_or_names}
            <div>
                <Button label=swap press=toggle />
            </div>
            <TextField
                id="group"
                label=texts.group
                value=desk.group
                hint=texts.group_hint
                list="groups"
            />
            <Groups desk=desk />
            <TextField
                id="private-note"
                label=texts.private_note
                value=desk.note
                problem=field_problem(texts, desk, true)
            />
            <TickBox label=texts.hidden_from_guests is_switch=true value=desk.hidden />
            <p class="field__problem" role="alert">
                {problem(texts, desk)}
            </p>
            <p class="page__said" role="status">
                {progress(texts, desk)}
            </p>
            <SubmitButton label=texts.register is_sending=is_sending />
        </form>
    }
}

/// The name of one server.
#[component]
fn NameField(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let input = NodeRef::<html::Input>::new();
    input.on_load(move |input| {
        if desk.takes_focus() {
            let _ = input.focus();
        }
    });
    view! {
        <TextField
            id="name"
            label=texts.name
            value=desk.name
            hint=texts.name_hint
            input=input
            on:paste=move |event| take_list(desk, &event)
        />
    }
}

/// The names of several, one a line.
#[component]
fn NamesField(desk: Desk) -> impl IntoView {
    let texts = use_texts();
    let area = NodeRef::<html::Textarea>::new();
    area.on_load(move |area| {
        if desk.takes_focus() {
            let _ = area.focus();
        }
    });
    view! {
        <TextArea
            id="names"
            label=texts.names
            rows=6
            value=desk.list
            problem=field_problem(texts, desk, false)
            area=area
        />
    }
}

/// A list that is pasted where one name goes asks for several servers.
fn take_list(desk: Desk, event: &ClipboardEvent) {
    let pasted = event
        .clipboard_data()
        .and_then(|data| data.get_data("text").ok())
        .unwrap_or_default();
    if pasted.trim().contains(['\n', '\r']) {
        event.prevent_default();
        desk.take_list(pasted);
    }
}

/// The groups there are, to choose from while typing.
#[component]
fn Groups(desk: Desk) -> impl IntoView {
    let live = desk.live;
    let names = Memo::new(move |_| {
        let order = live.registry.order.get();
        let tags: Vec<String> = order
            .into_iter()
            .filter_map(|id| live.server(id))
            .map(|server| server.tag().get_untracked())
            .collect();
        group_names(tags.iter().map(String::as_str))
    });
    let options = move || {
        let names = names.get().into_iter();
        names
            .map(|name| view! { <option value=name></option> })
            .collect_view()
    };
    view! { <datalist id="groups">{options}</datalist> }
}
