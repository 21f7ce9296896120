//! Fields of forms.

use leptos::html;
use leptos::prelude::*;

/// What is typed into a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text, which the browser is not to remember.
    #[default]
    Text,
    /// A secret that is nobody's password: it is hidden while it is typed, and password managers
    /// are kept away from it, which would offer to fill in or to keep another.
    Secret,
    /// A number.
    Number,
}

impl FieldKind {
    fn input_type(self) -> &'static str {
        match self {
            Self::Text | Self::Secret => "text",
            Self::Number => "number",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Text | Self::Number => "field__input",
            Self::Secret => "field__input field__input--secret",
        }
    }
}

/// One line of text with its label above and its hint and problem below.
#[component]
pub fn TextField(
    /// Unique in the page; what describes the field is found by it.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// What is typed.
    #[prop(optional)]
    kind: FieldKind,
    /// What stands in it.
    value: RwSignal<String>,
    /// What there is to know about it; empty for nothing.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// What is wrong with it; empty for nothing.
    #[prop(into, optional)]
    problem: Signal<String>,
    /// The id of a `<datalist>` that suggests values.
    #[prop(optional, into)]
    list: Option<&'static str>,
    /// Which keys a screen offers, where the kind does not say it: `numeric`.
    #[prop(optional, into)]
    inputmode: Option<&'static str>,
    /// A way to the input.
    #[prop(optional)]
    input: NodeRef<html::Input>,
) -> impl IntoView {
    let keep_away = (kind == FieldKind::Secret).then_some("true");
    view! {
        <Frame id=id label=label hint=hint problem=problem>
            <input
                type=kind.input_type()
                id=id
                name=id
                class=kind.class()
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=about_id(id)
                aria-invalid=is_said(problem)
                list=list
                inputmode=inputmode
                data-1p-ignore=keep_away
                data-lpignore=keep_away
                data-bwignore=keep_away
                node_ref=input
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            />
        </Frame>
    }
}

/// Several lines of text, with the same around them.
#[component]
pub fn TextArea(
    /// Unique in the page; what describes the field is found by it.
    id: &'static str,
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// How many lines are in sight.
    rows: u32,
    /// What stands in it.
    value: RwSignal<String>,
    /// What there is to know about it; empty for nothing.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// What is wrong with it; empty for nothing.
    #[prop(into, optional)]
    problem: Signal<String>,
    /// A way to the field.
    #[prop(optional)]
    area: NodeRef<html::Textarea>,
) -> impl IntoView {
    view! {
        <Frame id=id label=label hint=hint problem=problem>
            <textarea
                rows=rows.to_string()
                id=id
                name=id
                class=FieldKind::Text.class()
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-describedby=about_id(id)
                aria-invalid=is_said(problem)
                node_ref=area
                prop:value=value
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
        </Frame>
    }
}

/// What stands around a field: the label above, the hint and the problem below.
#[component]
fn Frame(
    id: &'static str,
    label: Signal<String>,
    hint: Signal<String>,
    problem: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field__label" for=id>
                {label}
            </label>
            {children()}
            <div id=about_id(id)>
                <p class="field__hint">{hint}</p>
                <p class="field__problem" role="alert">
                    {problem}
                </p>
            </div>
        </div>
    }
}

/// The id of what describes a field.
fn about_id(id: &str) -> String {
    format!("{id}-about")
}

/// Whether there is a problem, as ARIA says it.
fn is_said(problem: Signal<String>) -> Signal<String> {
    Signal::derive(move || problem.with(|problem| !problem.is_empty()).to_string())
}

/// A box to tick, or a switch, with its label and a hint.
#[component]
pub fn TickBox(
    /// The label.
    #[prop(into)]
    label: Signal<String>,
    /// What there is to know about it; empty for nothing.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// Whether it is a switch, which acts at once.
    #[prop(optional)]
    is_switch: bool,
    /// Whether it is ticked.
    value: RwSignal<bool>,
) -> impl IntoView {
    let take = Callback::new(move |is_ticked| value.set(is_ticked));
    view! {
        <div class="tick">
            <label class="tick__label">
                <Tick is_switch=is_switch checked=value take=take />
                <span>{label}</span>
            </label>
            <span class="field__hint">{hint}</span>
        </div>
    }
}

/// The box alone, which shows what a signal says and tells what the visitor wants.
#[component]
pub fn Tick(
    /// Its name, where no label says it.
    #[prop(into, optional)]
    label: Option<Signal<String>>,
    /// Whether it is a switch, which acts at once.
    #[prop(optional)]
    is_switch: bool,
    /// Whether it is ticked.
    #[prop(into)]
    checked: Signal<bool>,
    /// Told what the visitor wants.
    take: Callback<bool>,
) -> impl IntoView {
    view! {
        <input
            type="checkbox"
            class="tick__box"
            role=is_switch.then_some("switch")
            aria-label=label
            prop:checked=checked
            on:change=move |event| take.run(event_target_checked(&event))
        />
    }
}
