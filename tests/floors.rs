//! The floors of the house, held by reading the paths in the source: an arrow only points down.
//!
//! app → features → ui, live → api, i18n, platform → chart, wire → domain
//!
//! And no two modules use each other, be it on one floor or in the backend and the end-to-end tests'
//! crate, which have no floors.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "floors/circles.rs"]
mod circles;
#[path = "floors/paths.rs"]
mod paths;
#[path = "floors/rules.rs"]
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use circles::circles_of;
use rules::faults_of;

/// Floors of the app whose own modules use each other one way only; what stands at the crate's root is
/// held by the floors themselves.
const WITHOUT_CIRCLES: [&str; 7] = [
    "api", "app", "chart", "features", "i18n", "platform", "wire",
];

#[test]
fn every_arrow_points_down() {
    let files = sources("src");
    assert!(files.iter().any(|(file, _)| file == "src/wire/mod.rs"));
    let faults = files
        .iter()
        .flat_map(|(file, source)| faults_of(file, source));
    let faults: Vec<String> = faults.collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_two_modules_use_each_other() {
    let mut circles = Vec::new();
    for (folder, known) in [("backend", "src/state.rs"), ("e2e", "src/page.rs")] {
        let files = sources(&format!("{folder}/src"));
        let prefix = format!("{folder}/");
        let files: Vec<_> = files
            .into_iter()
            .map(|(file, source)| (file.trim_start_matches(&prefix).to_owned(), source))
            .collect();
        assert!(files.iter().any(|(file, _)| file == known), "{folder}");
        let found = circles_of(&files, &[]);
        circles.extend(
            found
                .into_iter()
                .map(|circle| format!("{folder}: {circle}")),
        );
    }
    let files = sources("src");
    for floor in WITHOUT_CIRCLES {
        circles.extend(circles_of(&files, &[floor]));
    }
    assert!(circles.is_empty(), "\n{}", circles.join("\n"));
}

/// The sources below a folder, as pairs of a name from the workspace's root and a text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join(folder), &mut files);
    let named = files.into_iter().map(|file| {
        let name = file.strip_prefix(root).unwrap().to_string_lossy();
        (name.replace('\\', "/"), fs::read_to_string(&file).unwrap())
    });
    named.collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            files.push(path);
        }
    }
}
