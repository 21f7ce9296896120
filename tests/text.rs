//! What no file of the project holds: a path of somebody's machine, or a mark of unfinished work.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

use std::fs;
use std::path::Path;
use std::process::Command;

/// The files under version control; `None` where there is no git or no repository.
fn tracked(root: &Path) -> Option<Vec<String>> {
    let output = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root)
        .output()
        .ok()?;
    let is_listed = output.status.success() && !output.stdout.is_empty();
    let names = is_listed.then(|| String::from_utf8_lossy(&output.stdout).into_owned())?;
    let names = names.split('\0').filter(|name| !name.is_empty());
    Some(names.map(str::to_owned).collect())
}

/// The folders of people and of builds, and the marks, put together here so that this file holds
/// none of them.
fn unwanted() -> Vec<String> {
    let folders = ["home", "root", "Users", "work", "tmp/target"];
    let mut texts: Vec<String> = folders.map(|name| format!("/{name}/")).into();
    texts.extend([["TO", "DO"].concat(), ["FIX", "ME"].concat()]);
    texts
}

/// Where a text holds something unwanted: as a word of its own, or as the start of a path.
fn faults_of(name: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for unwanted in unwanted() {
            let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '}');
            let is_found = line.match_indices(&unwanted).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + unwanted.len()..].chars().next();
                let is_path = unwanted.starts_with('/');
                !before.is_some_and(is_part) && (is_path || !after.is_some_and(is_part))
            });
            if is_found {
                faults.push(format!("{name}:{}: {unwanted}", index + 1));
            }
        }
    }
    faults
}

#[test]
fn no_file_holds_a_path_of_a_machine_or_unfinished_work() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(names) = tracked(root) else {
        return;
    };
    let mut faults = Vec::new();
    for name in names {
        // Recorded answers are somebody else's words.
        if name.starts_with("tests/fixtures/") {
            continue;
        }
        // What is not text holds no words; what was just removed holds nothing.
        if let Ok(text) = fs::read_to_string(root.join(&name)) {
            faults.extend(faults_of(&name, &text));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn what_is_unwanted_is_found_and_what_only_looks_like_it_is_not() {
    for unwanted in unwanted() {
        assert_eq!(
            faults_of("a", &format!("\nsee {unwanted}: x")),
            [format!("a:2: {unwanted}")]
        );
        assert_eq!(
            faults_of("a", &format!("x{unwanted}y")),
            Vec::<String>::new()
        );
    }
}
