//! Buttons, and links that look like them.

use leptos::prelude::*;

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Plain,
    /// What the screen is for.
    Primary,
    /// What cannot be undone.
    Danger,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button--primary",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button with a word on it.
#[component]
pub fn Button(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
    /// What it does.
    press: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class() on:click=move |_| press.run(())>
            {label}
        </button>
    }
}

/// The button that sends a form. While it is sent the button stays where it is and can be focused,
/// but does nothing more.
#[component]
pub fn SubmitButton(
    /// The word.
    #[prop(into)]
    label: Signal<String>,
    /// Whether the form is on its way.
    #[prop(into)]
    is_sending: Signal<bool>,
) -> impl IntoView {
    let is_disabled = Signal::derive(move || is_sending.get().to_string());
    view! {
        <button type="submit" class="button button--primary" aria-disabled=is_disabled>
            {label}
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn LinkButton(
    /// The words.
    #[prop(into)]
    label: Signal<String>,
    /// Where it leads.
    href: String,
    /// How much it stands out.
    #[prop(optional)]
    kind: ButtonKind,
) -> impl IntoView {
    view! {
        <a class=kind.class() href=href>
            {label}
        </a>
    }
}
