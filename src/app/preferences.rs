//! What the visitor prefers, and this device remembers: theme and language.

use leptos::prelude::*;

use crate::i18n::Language;
use crate::platform::page;
use crate::platform::storage::{self, Keep};

/// Where the theme is kept; `early.js` reads it before the first paint.
const THEME_KEY: &str = "lotus.theme";
/// Where the language is kept.
const LANGUAGE_KEY: &str = "lotus.language";

/// Which of the two colour schemes is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Whatever the system prefers.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// The preferences, which the page follows as they change.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    /// The theme.
    pub theme: RwSignal<Theme>,
    /// The language.
    pub language: RwSignal<Language>,
}

impl Preferences {
    /// What is stored, else what the browser prefers.
    pub fn load() -> Self {
        let theme = storage::read(Keep::Device, THEME_KEY).unwrap_or_default();
        let stored = storage::read(Keep::Device, LANGUAGE_KEY);
        let language = stored
            .as_deref()
            .and_then(Language::from_tag)
            .unwrap_or_else(|| {
                let wanted = page::languages();
                Language::best_match(wanted.iter().map(String::as_str))
            });
        let preferences = Self {
            theme: RwSignal::new(Theme::from_name(&theme)),
            language: RwSignal::new(language),
        };
        Effect::new(move || page::set_root_attribute("lang", preferences.language.get().tag()));
        Effect::new(move || match preferences.theme.get().name() {
            Some(name) => page::set_root_attribute("data-theme", name),
            None => page::remove_root_attribute("data-theme"),
        });
        preferences
    }

    /// Takes a theme and remembers it, where storage allows.
    pub fn take_theme(self, theme: Theme) {
        self.theme.set(theme);
        match theme.name() {
            Some(name) => drop(storage::write(Keep::Device, THEME_KEY, name)),
            None => storage::remove(Keep::Device, THEME_KEY),
        }
    }

    /// Takes a language and remembers it, where storage allows.
    pub fn take_language(self, language: Language) {
        self.language.set(language);
        storage::write(Keep::Device, LANGUAGE_KEY, language.tag());
    }
}
