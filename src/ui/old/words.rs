//! The language the page is shown in, at hand in every component.

use super::dynamic::Text;
use leptos::prelude::*;

use super::dynamic::follow;
use crate::domain::units;
use crate::i18n::{Language, Texts, fill};
use crate::platform::page;

/// The shown language. Reading it subscribes the reader to a change of language.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// The language.
    pub language: Language,
}

impl Words {
    /// The words of the shown language.
    pub fn texts(self) -> &'static Texts {
        self.language.texts()
    }

    /// One text, for a place in a view that follows the language.
    pub fn say(self, pick: fn(&Texts) -> &'static str) -> Text {
        crate::ui::old::text(move || pick(self.texts()).to_owned())
    }

    /// `3.10 GiB of 7.75 GiB`, of memory or disk; nothing where there is no total.
    pub fn used_of_total(self, used_bytes: u64, total_bytes: u64) -> String {
        if total_bytes == 0 {
            return String::new();
        }
        let texts = self.texts();
        let [used, total] =
            [used_bytes, total_bytes].map(|bytes| texts.quantity(&units::memory(bytes)));
        fill(texts.used_of_total, &[&used, &total])
    }

    /// A number of processor cores.
    pub fn cores(self, cores: u64) -> String {
        let texts = self.texts();
        let text = if cores == 1 { texts.core } else { texts.cores };
        fill(text, &[&cores.to_string()])
    }

    /// A text with its gaps filled.
    pub fn fill(self, pick: fn(&Texts) -> &'static str, values: &[&str]) -> String {
        fill(pick(self.texts()), values)
    }
}

/// Gives the page the title of the screen that calls, as the language and the title change.
pub fn page_title(title: Text) {
    follow(move || title.with(|title| page::set_title(title)));
}

/// The shown language.
pub fn use_words() -> Words {
    Words {
        language: crate::ui::use_language(),
    }
}
