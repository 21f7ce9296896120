//! Finds modules that use each other, however long the way round.

use std::collections::BTreeMap;

use super::paths::{module_of, paths};

/// Who uses whom, and where that is written.
type Uses = BTreeMap<String, BTreeMap<String, String>>;

/// Circles among the modules right below one module (the crate's root: `&[]`), at least one where there
/// are any, each worded with the places that close it. The files are pairs of a name below the crate (`src/wire/mod.rs`) and a text.
pub(crate) fn circles_of(files: &[(String, String)], within: &[&str]) -> Vec<String> {
    let uses = uses_of(files, within);
    let mut circles = Vec::new();
    let mut done = Vec::new();
    for start in uses.keys() {
        walk(start, &uses, &mut Vec::new(), &mut done, &mut circles);
    }
    circles
}

fn uses_of(files: &[(String, String)], within: &[&str]) -> Uses {
    let child = |path: &[String]| {
        let is_below = path.iter().zip(within).all(|(part, wanted)| part == wanted);
        let child = is_below.then(|| path.get(within.len())).flatten();
        child.cloned()
    };
    let mut uses = Uses::new();
    for (file, _) in files {
        if let Some(module) = child(&module_of(file)) {
            uses.entry(module).or_default();
        }
    }
    for (file, source) in files {
        let Some(own) = child(&module_of(file)) else {
            continue;
        };
        for found in paths(file, source) {
            // What the parent itself holds is no module beside this one.
            let target = child(&found.segments).filter(|target| uses.contains_key(target));
            let Some(target) = target.filter(|target| *target != own) else {
                continue;
            };
            let place = format!("{file}:{}", found.line);
            uses.get_mut(&own).unwrap().entry(target).or_insert(place);
        }
    }
    uses
}

/// Follows the arrows from a module; one that leads back to a module on the way closes a circle.
fn walk(
    module: &str,
    uses: &Uses,
    way: &mut Vec<String>,
    done: &mut Vec<String>,
    circles: &mut Vec<String>,
) {
    if let Some(start) = way.iter().position(|passed| passed == module) {
        let round = way[start..].iter().map(String::as_str);
        let steps = round.clone().zip(round.skip(1).chain([module]));
        let steps = steps.map(|(from, to)| format!(" uses `{to}` ({})", uses[from][to]));
        circles.push(format!("`{module}`{}", steps.collect::<String>()));
        return;
    }
    if done.iter().any(|other| other == module) {
        return;
    }
    way.push(module.to_owned());
    for target in uses[module].keys() {
        walk(target, uses, way, done, circles);
    }
    way.pop();
    done.push(module.to_owned());
}

/// Asserts how many circles made-up files have, each with these words in it.
fn assert_circles(files: &[(&str, &str)], within: &[&str], words: &[&str]) {
    let files = files.iter();
    let files: Vec<_> = files
        .map(|(file, source)| ((*file).to_owned(), (*source).to_owned()))
        .collect();
    let circles = circles_of(&files, within);
    assert_eq!(circles.len(), words.len(), "{circles:?}");
    for (circle, words) in circles.iter().zip(words) {
        assert!(circle.contains(words), "{circle}");
    }
}

#[test]
fn two_that_use_each_other_are_found_with_their_places() {
    let files = [
        ("src/a.rs", "//! A.\nuse crate::b::B;"),
        ("src/b/mod.rs", "mod c;"),
        ("src/b/c.rs", "fn f() { crate::a::g(); }"),
    ];
    let words = "`a` uses `b` (src/a.rs:2) uses `a` (src/b/c.rs:1)";
    assert_circles(&files, &[], &[words]);
}

#[test]
fn a_long_way_round_is_found_once() {
    let files = [
        ("src/a.rs", "use crate::b::B;"),
        ("src/b.rs", "use crate::{c, d};"),
        ("src/c.rs", "use crate::d::D;"),
        ("src/d.rs", "use super::b::B;"),
    ];
    let words = "`b` uses `c` (src/b.rs:1) uses `d` (src/c.rs:1) uses `b` (src/d.rs:1)";
    assert_circles(&files, &[], &[words]);
}

#[test]
fn one_way_is_no_circle() {
    let files = [
        ("src/lib.rs", "mod a; mod b; pub use a::A;"),
        ("src/a.rs", "use crate::b::B; use crate::c; use crate::A;"),
        ("src/b.rs", "mod t { use super::*; } // crate::a"),
        ("src/c.rs", "use crate::b::B;"),
    ];
    assert_circles(&files, &[], &[]);
}

#[test]
fn circles_below_a_module_are_those_of_its_children() {
    let files = [
        ("src/a/mod.rs", "mod b; mod c; use b::B;"),
        (
            "src/a/b.rs",
            "use super::c::C; use crate::d::D; use crate::a::E;",
        ),
        ("src/a/c/mod.rs", "use super::b::B;"),
        ("src/d/b.rs", "use super::c::C;"),
        ("src/d/c.rs", "use crate::a::b::B;"),
    ];
    assert_circles(&files, &["a"], &["`b` uses `c` (src/a/b.rs:1) uses `b`"]);
    assert_circles(&files, &["d"], &[]);
}
