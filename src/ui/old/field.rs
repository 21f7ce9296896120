//! Fields of forms.

use super::dynamic::Text;
use leptos::prelude::*;

use super::dynamic::text;
use super::element::{Element, el};

/// What is typed into a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Any text, which the browser is not to remember.
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
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Unique in the page; what describes the field is found by it.
    pub id: &'static str,
    /// The label.
    pub label: Text,
    /// What is typed.
    pub kind: FieldKind,
    /// What stands in it.
    pub value: RwSignal<String>,
    /// What there is to know about it; empty for nothing.
    pub hint: Text,
    /// What is wrong with it; empty for nothing.
    pub problem: Text,
}

impl Field {
    /// The field.
    pub fn view(self) -> Element {
        self.view_with(el("input").attr("type", self.kind.input_type()))
    }

    /// The field around another input than the usual one.
    pub fn view_with(self, input: Element) -> Element {
        let Self { id, problem, .. } = self;
        let about = format!("{id}-about");
        let mut input = input
            .attr("id", id)
            .attr("name", id)
            .class(self.kind.class())
            .attr("autocomplete", "off")
            .attr("autocapitalize", "off")
            .attr("spellcheck", "false")
            .attr("aria-describedby", &about)
            .attr_of(
                "aria-invalid",
                text(move || problem.with(|problem| !problem.is_empty()).to_string()),
            )
            .bind(self.value);
        if self.kind == FieldKind::Secret {
            for manager in ["data-1p-ignore", "data-lpignore", "data-bwignore"] {
                input = input.attr(manager, "true");
            }
        }
        let problem = el("p")
            .class("field__problem")
            .attr("role", "alert")
            .text(problem);
        el("div")
            .class("field")
            .add(
                el("label")
                    .class("field__label")
                    .attr("for", id)
                    .text(self.label),
            )
            .add(input)
            .add(
                el("div")
                    .attr("id", &about)
                    .add(el("p").class("field__hint").text(self.hint))
                    .add(problem),
            )
    }
}

/// A box to tick, or a switch, with its label and a hint.
pub fn tick_box(label: Text, hint: Text, is_switch: bool, value: RwSignal<bool>) -> Element {
    let mut input = tick(move || value.get(), move |checked| value.set(checked));
    if is_switch {
        input = input.attr("role", "switch");
    }
    el("div")
        .class("tick")
        .add(
            el("label")
                .class("tick__label")
                .add(input)
                .add(el("span").text(label)),
        )
        .add(el("span").class("field__hint").text(hint))
}

/// The box alone, which shows what a signal says and tells what the visitor wants.
pub fn tick(checked: impl Fn() -> bool + 'static, take: impl Fn(bool) + 'static) -> Element {
    el("input")
        .attr("type", "checkbox")
        .class("tick__box")
        .checked_of(checked)
        .on("change", move |event| {
            take(event_target_checked(&event));
        })
}
