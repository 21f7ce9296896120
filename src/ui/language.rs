//! The language the page is shown in, at hand in every component.

use leptos::prelude::*;

use super::flow::effect;
use crate::i18n::{Language, Texts};
use crate::platform::page;

/// The shown language. It is no signal: a change of language mounts the page anew, so that nothing
/// that follows a server follows the language too.
#[derive(Clone, Copy, Debug)]
struct PageLanguage(Language);

/// Has all that is mounted below speak this language.
pub fn provide_language(language: Language) {
    provide_context(PageLanguage(language));
}

/// The shown language; English outside the app's tree.
pub fn use_language() -> Language {
    use_context().map_or_else(Language::default, |PageLanguage(language)| language)
}

/// The words of the shown language.
pub fn use_texts() -> &'static Texts {
    use_language().texts()
}

/// How many things the page's title counts; none where it is 0.
#[derive(Clone, Copy, Debug)]
pub struct TitleCount(pub Signal<usize>);

/// Gives the page the title of the screen that calls, as the title changes.
pub fn set_page_title(title: impl Into<Signal<String>>) {
    let title = title.into();
    let count = use_context::<TitleCount>();
    effect(move || {
        let count = count.map_or(0, |TitleCount(count)| count.get());
        title.with(|title| {
            if count == 0 {
                page::set_title(title);
            } else {
                page::set_title(&format!("({count}) {title}"));
            }
        });
    });
}
