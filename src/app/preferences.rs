//! What the visitor prefers, and this device remembers: theme and language.

use gloo_events::EventListener;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::Language;
use crate::platform::storage::{self, Keep};
use crate::platform::{page, texts};
use crate::ui::{Scheme, effect};

/// Where the theme is kept; `start.js` reads it before the first paint.
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

/// The language to begin with, its words at hand: what is stored, else what the browser prefers,
/// else, where its file does not come, English. `None` where that does not come either.
pub async fn first_language() -> Option<Language> {
    let stored = storage::read(Keep::Device, LANGUAGE_KEY);
    let language = stored
        .as_deref()
        .and_then(Language::from_tag)
        .unwrap_or_else(|| {
            let wanted = page::languages();
            Language::best_match(wanted.iter().map(String::as_str))
        });
    if load_words(language).await {
        return Some(language);
    }
    let english = Language::default();
    load_words(english).await.then_some(english)
}

/// Loads the words of a language unless they are there; whether they are there now.
async fn load_words(language: Language) -> bool {
    if language.has_texts() {
        return true;
    }
    match texts::file(language.tag()).await {
        Some(file) => language.take_texts(file),
        None => false,
    }
}

/// The preferences, which the page follows as they change.
#[derive(Clone, Copy, Debug)]
pub struct Preferences {
    /// The theme.
    pub theme: RwSignal<Theme>,
    /// The language that is shown; its words are there.
    pub language: RwSignal<Language>,
    /// Whether the language that was chosen last could not be loaded.
    pub language_failed: RwSignal<bool>,
    /// The language that was chosen last; what comes for another one comes too late.
    chosen: RwSignal<Language>,
}

impl Preferences {
    /// The stored theme, and a language whose words are there.
    pub fn new(language: Language) -> Self {
        let theme = storage::read(Keep::Device, THEME_KEY).unwrap_or_default();
        let preferences = Self {
            theme: RwSignal::new(Theme::from_name(&theme)),
            language: RwSignal::new(language),
            language_failed: RwSignal::new(false),
            chosen: RwSignal::new(language),
        };
        effect(move || page::set_root_attribute("lang", preferences.language.get().tag()));
        effect(move || match preferences.theme.get().name() {
            Some(name) => page::set_root_attribute("data-theme", name),
            None => page::remove_root_attribute("data-theme"),
        });
        preferences
    }

    /// Whether the page is dark, as theme and system change.
    pub fn scheme(self) -> Scheme {
        let system = StoredValue::new_local(page::prefers_dark());
        let system_is_dark = move || {
            let system = system.try_get_value().flatten();
            system.is_some_and(|system| system.matches())
        };
        let is_dark = move || match self.theme.get() {
            Theme::System => system_is_dark(),
            Theme::Light => false,
            Theme::Dark => true,
        };
        let scheme = RwSignal::new(untrack(is_dark));
        effect(move || scheme.set(is_dark()));
        let target = system.try_get_value().flatten();
        let listener = target.map(|target| {
            EventListener::new(&target, "change", move |_| {
                scheme.set(untrack(is_dark));
            })
        });
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || listener.set_value(None));
        Scheme(scheme)
    }

    /// Takes a theme and remembers it, where storage allows.
    pub fn take_theme(self, theme: Theme) {
        self.theme.set(theme);
        match theme.name() {
            Some(name) => drop(storage::write(Keep::Device, THEME_KEY, name)),
            None => storage::remove(Keep::Device, THEME_KEY),
        }
    }

    /// Takes a language as soon as its words are there, and remembers it, where storage allows. The
    /// shown one stays meanwhile, and stays where they do not come.
    pub fn take_language(self, language: Language) {
        self.chosen.set(language);
        self.language_failed.set(false);
        spawn_local(async move {
            let is_here = load_words(language).await;
            if self.chosen.get_untracked() != language {
                return;
            }
            self.language_failed.set(!is_here);
            if is_here {
                self.language.set(language);
                storage::write(Keep::Device, LANGUAGE_KEY, language.tag());
            }
        });
    }
}
