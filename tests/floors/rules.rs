//! What may point where, and the proof that each rule can fail.

use super::paths::{Found, module_of, paths, tokens};

/// The floors from the top; modules of one floor do not see each other.
const FLOORS: [&[&str]; 7] = [
    &["app"],
    &["features"],
    &["ui", "live"],
    // The dashboard's address is the page's: `api` stands on `platform` rather than wrap the browser
    // a second time.
    &["api"],
    &["i18n", "platform"],
    &["chart", "wire"],
    &["domain"],
];

/// Modules that are free of the browser and of the framework.
const PURE: [&str; 4] = ["domain", "wire", "chart", "i18n"];

/// Modules that may speak to the browser, the last two in the handlers of events.
const AT_THE_BROWSER: [&str; 5] = ["platform", "api", "ui", "features", "app"];

/// The only modules that see the wire's types.
const AT_THE_WIRE: [&str; 2] = ["api", "wire"];

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Each breach in a file, worded with file and line.
pub(crate) fn faults_of(file: &str, source: &str) -> Vec<String> {
    let module = module_of(file);
    let Some(own) = module.first() else {
        return faults_of_a_root(file, source);
    };
    let Some(floor) = floor_of(own) else {
        return vec![format!("{file}: `{own}` is on no floor")];
    };
    let mut faults = Vec::new();
    for found in paths(file, source) {
        if let Some(reason) = reason_against(&module, floor, &found) {
            let path = found.segments.join("::");
            faults.push(format!("{file}:{}: crate::{path}: {reason}", found.line));
        }
    }
    for token in tokens(source) {
        if let Some(reason) = reason_against_crate(own, &token.text) {
            faults.push(format!("{file}:{}: {}: {reason}", token.line, token.text));
        }
    }
    faults
}

/// `main.rs` mounts the app and nothing else; `lib.rs` lists the modules.
fn faults_of_a_root(file: &str, source: &str) -> Vec<String> {
    let tokens = tokens(source);
    let mut faults = Vec::new();
    for three in tokens.windows(3) {
        let [first, second, third] = three else {
            continue;
        };
        let names_a_module = matches!(first.text.as_str(), "crate" | "self" | "lotus");
        if names_a_module && second.text == "::" && third.text != "app" {
            faults.push(format!(
                "{file}:{}: {}::{}: the root only mounts the app",
                first.line, first.text, third.text
            ));
        }
    }
    faults
}

fn reason_against(module: &[String], floor: usize, found: &Found) -> Option<String> {
    let own = module.first()?.as_str();
    let Some(target) = found.segments.first().map(String::as_str) else {
        return Some("the whole crate hides where the arrow points".to_owned());
    };
    if target == own {
        let (screen, other) = (module.get(1), found.segments.get(1));
        let is_another =
            own == "features" && screen.is_some() && other.is_some() && screen != other;
        return is_another.then(|| "features never import each other".to_owned());
    }
    let Some(below) = floor_of(target) else {
        return Some(format!("`{target}` is on no floor"));
    };
    if target == "wire" && !AT_THE_WIRE.contains(&own) {
        return Some("the wire's types never leave `api` and `wire`".to_owned());
    }
    if target == "wire" && found.is_exported {
        return Some("the wire's types are not handed on".to_owned());
    }
    if own == "ui" && target == "api" {
        return Some("`ui` never sees `api`".to_owned());
    }
    match below.cmp(&floor) {
        std::cmp::Ordering::Less => Some(format!("an arrow from `{own}` up to `{target}`")),
        std::cmp::Ordering::Equal => Some(format!("`{own}` and `{target}` stand side by side")),
        std::cmp::Ordering::Greater => None,
    }
}

fn reason_against_crate(own: &str, word: &str) -> Option<String> {
    let is_browser = matches!(word, "web_sys" | "js_sys") || word.starts_with("gloo");
    let is_framework = word.starts_with("leptos")
        || word.starts_with("wasm_bindgen")
        || word.starts_with("reactive_")
        || word == "send_wrapper";
    if PURE.contains(&own) && (is_browser || is_framework) {
        return Some(format!("`{own}` is free of the browser"));
    }
    // Timers and listeners that end when they are dropped are no browser to speak to.
    let is_handle = matches!(word, "gloo_timers" | "gloo_events");
    (is_browser && !is_handle && !AT_THE_BROWSER.contains(&own))
        .then(|| format!("`{own}` does not speak to the browser"))
}

/// Asserts that a made-up file has exactly one fault, with these words in it.
fn assert_fault(file: &str, source: &str, words: &str) {
    let faults = faults_of(file, source);
    assert_eq!(faults.len(), 1, "{file} {source}: {faults:?}");
    assert!(faults[0].contains(words), "{faults:?}");
}

fn assert_clean(file: &str, source: &str) {
    assert_eq!(
        faults_of(file, source),
        Vec::<String>::new(),
        "{file} {source}"
    );
}

#[test]
fn an_arrow_up_is_found_with_its_file_and_line() {
    let source = "//! A page.\n\nuse crate::domain::time;\nuse crate::api::source;\n";
    assert_fault(
        "src/domain/x.rs",
        source,
        "src/domain/x.rs:4: crate::api::source",
    );
    assert_fault(
        "src/chart/mod.rs",
        "fn f() { crate::ui::g(); }",
        "up to `ui`",
    );
    assert_fault(
        "src/live/feed.rs",
        "use crate::features::overview::A;",
        "up to",
    );
    assert_fault(
        "src/features/mod.rs",
        "pub(crate) use crate::app::A;",
        "up to `app`",
    );
    assert_fault(
        "src/platform.rs",
        "use crate::{domain::a, live::{b as d}};",
        "live::b",
    );
}

#[test]
fn groups_are_read_to_their_ends() {
    let source = "use crate::{\n    domain::{a, b::{c, d}},\n    ui::{e as f, g},\n    app,\n};";
    let faults = faults_of("src/features/one/mod.rs", source);
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with("src/features/one/mod.rs:4: crate::app:"));
}

#[test]
fn super_that_climbs_to_another_floor_is_found() {
    assert_fault(
        "src/domain/x.rs",
        "use super::super::api::A;",
        "crate::api::A",
    );
    assert_fault(
        "src/domain/mod.rs",
        "use super::{ui::A, domain::B};",
        "crate::ui::A",
    );
    assert_fault(
        "src/wire/a/b.rs",
        "use super::super::super::live::A;",
        "crate::live::A",
    );
    assert_fault(
        "src/wire/a.rs",
        "mod t { mod u { use super::super::super::super::app::A; } }",
        "app",
    );
    assert_clean(
        "src/wire/a.rs",
        "use super::b::C; mod t { use super::*; use super::super::c; }",
    );
    assert_clean("src/wire/a.rs", "mod t { fn f() { {} } } use super::b::C;");
    assert_clean("src/wire/a/b.rs", "use self::c::D; use super::super::e;");
}

#[test]
fn modules_side_by_side_do_not_see_each_other() {
    assert_fault("src/ui/a.rs", "use crate::live::B;", "side by side");
    assert_fault("src/ui/a.rs", "use crate::api::B;", "never sees");
    assert_fault("src/platform/a.rs", "use crate::i18n::B;", "side by side");
    assert_fault("src/platform/a.rs", "use crate::api::B;", "up to `api`");
    assert_clean("src/api/a.rs", "use crate::platform::B;");
    assert_fault("src/wire/a.rs", "use crate::chart::B;", "side by side");
    assert_clean(
        "src/ui/a.rs",
        "use crate::{chart::B, platform::C, i18n::D, domain::E};",
    );
}

#[test]
fn features_never_import_each_other() {
    let words = "features never import";
    assert_fault(
        "src/features/server/page.rs",
        "use crate::features::overview::Card;",
        words,
    );
    assert_fault(
        "src/features/server/mod.rs",
        "use super::overview::Card;",
        words,
    );
    assert_clean(
        "src/features/server/page.rs",
        "use crate::features::server::A; use super::B;",
    );
    assert_clean(
        "src/features/mod.rs",
        "pub mod server; pub use self::server::Page;",
    );
    assert_clean("src/app/mod.rs", "use crate::features::{overview, server};");
}

#[test]
fn the_wires_types_stay_at_the_wire() {
    for file in [
        "src/app/a.rs",
        "src/features/a/b.rs",
        "src/live/a.rs",
        "src/ui/a.rs",
    ] {
        assert_fault(file, "use crate::wire::FrameDto;", "never leave");
    }
    assert_clean("src/api/a.rs", "use crate::wire::decode_frame;");
    assert_fault(
        "src/api/a.rs",
        "pub use crate::wire::FrameDto;",
        "handed on",
    );
}

#[test]
fn the_browser_is_met_in_few_places() {
    for file in [
        "src/domain/a.rs",
        "src/wire/a.rs",
        "src/chart/a.rs",
        "src/i18n/a.rs",
    ] {
        for name in [
            "web_sys",
            "js_sys",
            "gloo_net",
            "gloo_timers",
            "leptos",
            "wasm_bindgen",
        ] {
            assert_fault(file, &format!("use {name}::A;"), "free of the browser");
        }
    }
    assert_fault(
        "src/live/a.rs",
        "use leptos::web_sys::Window;",
        "does not speak",
    );
    assert_fault("src/live/a.rs", "use gloo_net::http;", "does not speak");
    assert_clean("src/live/a.rs", "use leptos::prelude::*;");
    assert_clean("src/live/a.rs", "use gloo_events::EventListener;");
    assert_clean(
        "src/features/a/b.rs",
        "use leptos::ev; use web_sys::MouseEvent;",
    );
    assert_clean("src/platform/a.rs", "use js_sys::Date;");
}

#[test]
fn comments_and_literals_are_no_paths() {
    let source = r##"
        //! See [`crate::api`] and web_sys.
        /* crate::app /* nested */ crate::ui */
        const A: &str = "crate::app::B \" crate::live";
        const C: &str = r#"web_sys "crate::ui" "#;
        const D: char = '"'; const E: char = '\''; fn f<'a>(x: &'a str) -> &'a str { x }
        pub(crate) fn g() { macro_rules! h { () => { $crate::domain::A } } }
    "##;
    assert_clean("src/domain/a.rs", source);
    assert_fault(
        "src/domain/a.rs",
        "const A: char = '\"'; use crate::app;",
        "up to `app`",
    );
    assert_fault(
        "src/domain/a.rs",
        "const A: &str = r\"\\\"; use crate::app;",
        "up to `app`",
    );
    assert_fault(
        "src/domain/a.rs",
        "fn f<'a>() {} use crate::app; fn g<'b>() {}",
        "up to `app`",
    );
}

#[test]
fn what_hides_an_arrow_is_refused() {
    assert_fault("src/domain/a.rs", "use crate::*;", "`*` is on no floor");
    assert_fault(
        "src/domain/a.rs",
        "use crate::{self as lotus};",
        "whole crate",
    );
    assert_fault("src/helpers/mod.rs", "", "on no floor");
    assert_fault(
        "src/main.rs",
        "fn main() { lotus::ui::run(); }",
        "only mounts",
    );
    assert_clean("src/main.rs", "fn main() { lotus::app::mount(); }");
    assert_clean("src/lib.rs", "pub mod domain;\npub mod wire;");
}
