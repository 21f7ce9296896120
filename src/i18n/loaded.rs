//! The words that were read from files.

use std::cell::Cell;

use super::{Language, Texts};

/// What is said while nothing was read: English, or in a release, which shows nothing before that,
/// nothing.
#[cfg(not(lotus_split))]
static FIRST: &Texts = &super::en::TEXTS;
#[cfg(lotus_split)]
static FIRST: &Texts = &Texts::SILENT;

thread_local! {
    /// A place for each language, by its position in the enum.
    static LOADED: [Cell<Option<&'static Texts>>; Language::ALL.len()] =
        const { [const { Cell::new(None) }; Language::ALL.len()] };
}

impl Language {
    /// Its words.
    pub fn texts(self) -> &'static Texts {
        self.loaded().unwrap_or(FIRST)
    }

    /// Whether its words are there.
    pub fn has_texts(self) -> bool {
        self.loaded().is_some() || (cfg!(not(lotus_split)) && self == Self::En)
    }

    /// Takes its words from its file; whether they are there now. They stay as long as the page.
    pub fn take_texts(self, file: String) -> bool {
        if !self.has_texts()
            && let Some(texts) = Texts::from_file(file.leak())
        {
            let texts: &'static Texts = Box::leak(texts);
            LOADED.with(|loaded| {
                if let Some(place) = loaded.get(self as usize) {
                    place.set(Some(texts));
                }
            });
        }
        self.has_texts()
    }

    fn loaded(self) -> Option<&'static Texts> {
        LOADED.with(|loaded| loaded.get(self as usize)?.get())
    }
}
