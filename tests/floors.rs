//! The floors of the house, held by reading the paths in the source: an arrow only points down.
//!
//! app → features → ui, live → api, i18n, platform → chart, wire → domain

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "floors/paths.rs"]
mod paths;
#[path = "floors/rules.rs"]
mod rules;

use std::fs;
use std::path::{Path, PathBuf};

use rules::faults_of;

#[test]
fn every_arrow_points_down() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    assert!(files.iter().any(|file| file.ends_with("src/wire/mod.rs")));
    let mut faults = Vec::new();
    for file in files {
        let name = file.strip_prefix(root).unwrap().to_string_lossy();
        let source = fs::read_to_string(&file).unwrap();
        faults.extend(faults_of(&name.replace('\\', "/"), &source));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
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
