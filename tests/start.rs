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
    let mut tags = Language::ALL.map(Language::tag);
    tags.sort_unstable();
    let banners = between(PAGE, "class=\"failed\"", "</div>");
    assert_eq!(
        banners.len(),
        2,
        "that it stopped, and that the browser is too old"
    );
    for banner in banners {
        let mut spoken = between(banner, "<p lang=\"", "\"");
        spoken.sort_unstable();
        assert_eq!(spoken, tags);
    }
    for tag in tags {
        let selector = format!(":root[data-started][lang=\"{tag}\"] .failed [lang=\"{tag}\"]");
        assert!(STYLE.contains(&selector), "{selector}");
    }
}

#[test]
fn browsers_too_old_for_the_app_read_what_runs_before_it() {
    // What came into the language after modules did.
    let code = START.lines().map(str::trim_start);
    let code: String = code.filter(|line| !line.starts_with("//")).collect();
    for young in ["?.", "??", "replaceAll", "0_0", ".at("] {
        assert!(!code.contains(young), "{young}");
    }
}

#[test]
fn the_oldest_browsers_are_the_same_in_the_page_and_in_the_readme() {
    let readme = include_str!("../README.md");
    for browser in ["Edge 123", "Firefox 121", "Safari 17.5"] {
        assert!(
            PAGE.contains(browser) && readme.contains(browser),
            "{browser}"
        );
    }
}
