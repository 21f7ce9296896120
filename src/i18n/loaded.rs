//! The words that were read from files, where only English is part of the app.

use std::cell::Cell;

use super::{Language, Texts, en};

thread_local! {
    /// A place for each language, by its position in the enum; English needs none.
    static LOADED: [Cell<Option<&'static Texts>>; Language::ALL.len()] =
        const { [const { Cell::new(None) }; Language::ALL.len()] };
}

impl Language {
    /// Its words; English ones while its own are not there.
    pub fn texts(self) -> &'static Texts {
        self.loaded().unwrap_or(&en::TEXTS)
    }

    /// Whether its words are there.
    pub fn has_texts(self) -> bool {
        self.is_embedded() || self.loaded().is_some()
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
