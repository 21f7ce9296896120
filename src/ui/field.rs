//! Fields of forms.

use leptos::html;
use leptos::prelude::*;

use super::dynamic::text;

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text, which the browser is not to remember.
    Text,
    /// A secret of this page, which is nobody's password.
    Secret,
    /// The password that this page's visitors share.
    Password,
    /// A number.
    Number,
}

impl FieldKind {
    fn input_type(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Secret | Self::Password => "password",
            Self::Number => "number",
        }
    }

    /// Browsers fill saved passwords into any field of secrets but one for a new secret.
    fn autocomplete(self) -> &'static str {
        match self {
            Self::Text | Self::Number => "off",
            Self::Secret => "new-password",
            Self::Password => "current-password",
        }
    }
}

/// One line of text with its label above and its hint and problem below.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Unique in the page; what describes the field is found by it.
    pub id: &'static str,
    /// The label.
    pub label: Signal<String>,
    /// What is typed.
    pub kind: FieldKind,
    /// What stands in it.
    pub value: RwSignal<String>,
    /// What there is to know about it; empty for nothing.
    pub hint: Signal<String>,
    /// What is wrong with it; empty for nothing.
    pub problem: Signal<String>,
}

impl Field {
    /// The field.
    pub fn view(self) -> AnyView {
        self.view_with(NodeRef::new(), None)
    }

    /// The field, with a handle on its input and the id of a list of suggestions.
    pub fn view_with(self, node: NodeRef<html::Input>, list: Option<&'static str>) -> AnyView {
        let Self {
            id,
            label,
            kind,
            value,
            hint,
            problem,
        } = self;
        let about = format!("{id}-about");
        let kept_from_managers = (kind == FieldKind::Secret).then_some("true");
        view! {
            <div class="field">
                <label class="field__label" for=id>{label}</label>
                <input
                    node_ref=node
                    id=id
                    class="field__input"
                    type=kind.input_type()
                    name=id
                    list=list
                    autocomplete=kind.autocomplete()
                    autocapitalize="off"
                    spellcheck="false"
                    data-1p-ignore=kept_from_managers
                    data-lpignore=kept_from_managers
                    data-bwignore=kept_from_managers
                    aria-describedby=about.clone()
                    aria-invalid=text(move || problem.with(|problem| !problem.is_empty()).to_string())
                    prop:value=value
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <div id=about class="field__about">
                    <p class="field__hint">{hint}</p>
                    <p class="field__problem" role="alert">{problem}</p>
                </div>
            </div>
        }
        .into_any()
    }
}

/// A box to tick, or a switch, with its label and a hint.
pub fn tick_box(
    label: Signal<String>,
    hint: Signal<String>,
    is_switch: bool,
    value: RwSignal<bool>,
) -> AnyView {
    view! {
        <div class="tick">
            <label class="tick__label">
                <input
                    type="checkbox"
                    class="tick__box"
                    role=is_switch.then_some("switch")
                    prop:checked=value
                    on:change=move |event| value.set(event_target_checked(&event))
                />
                <span>{label}</span>
            </label>
            <span class="field__hint">{hint}</span>
        </div>
    }
    .into_any()
}
