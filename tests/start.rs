//! What runs before the app does says the same as the app: keys of the storage, names of themes, and
//! the languages of the banner.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use lotus::i18n::Language;

const START: &str = include_str!("../start.js");
const PAGE: &str = include_str!("../index.html");
const STYLE: &str = include_str!("../style/base.css");
const PREFERENCES: &str = include_str!("../src/app/preferences.rs");

/// What stands between each `before` and the next `after`.
fn between<'a>(text: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    let parts = text.split(before).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(after)?.0))
        .collect()
}

#[test]
fn the_keys_of_the_storage_are_the_apps() {
    let keys = between(START, "stored(\"", "\")");
    let mut constants = between(PREFERENCES, "_KEY: &str = \"", "\";");
    constants.sort_unstable();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, constants);
    assert!(!keys.is_empty());
}

#[test]
fn the_themes_are_the_apps() {
    for theme in between(START, "theme === \"", "\"") {
        assert!(
            PREFERENCES.contains(&format!("Some(\"{theme}\")")),
            "{theme}"
        );
    }
    assert_eq!(between(START, "theme === \"", "\"").len(), 2);
}

#[test]
fn the_banner_of_an_ended_app_speaks_every_language() {
    let mut spoken = between(PAGE, "<p lang=\"", "\"");
    spoken.sort_unstable();
    let mut tags = Language::ALL.map(Language::tag);
    tags.sort_unstable();
    assert_eq!(spoken, tags);
    for tag in tags {
        let selector = format!(":root[lang=\"{tag}\"] .failed [lang=\"{tag}\"]");
        assert!(STYLE.contains(&selector), "{selector}");
    }
}
