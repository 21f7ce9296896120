//! The recorded exchanges, as the fixtures' folders list them.

use std::fs;
use std::path::{Path, PathBuf};

use lotus::domain::error::ApiError;
use lotus::domain::server::{ServerId, ServerReport};
use lotus::wire::{Answer, decode_details, decode_frame};
use serde::Deserialize;

/// One exchange of an `index.json`, as far as the wire is concerned.
#[derive(Deserialize)]
pub(crate) struct Exchange {
    #[serde(skip)]
    pub(crate) folder: String,
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    /// Absent when nothing came at all.
    pub(crate) status: Option<u16>,
    /// The body's file, where it was kept.
    pub(crate) body: Option<String>,
    /// The files of a socket's frames.
    #[serde(default)]
    pub(crate) frames: Vec<String>,
}

impl Exchange {
    /// The name that is unique among all folders.
    pub(crate) fn key(&self) -> String {
        format!("{}/{}", self.folder, self.name)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// The text of a recorded file: `fleet/details-cookie.json`.
pub(crate) fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Every exchange of every folder.
pub(crate) fn exchanges() -> Vec<Exchange> {
    let mut folders: Vec<String> = fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    folders
        .iter()
        .flat_map(|folder| exchanges_of(folder))
        .collect()
}

fn exchanges_of(folder: &str) -> Vec<Exchange> {
    let index = text(&format!("{folder}/index.json"));
    let mut exchanges: Vec<Exchange> = serde_json::from_str(&index).unwrap();
    for exchange in &mut exchanges {
        folder.clone_into(&mut exchange.folder);
    }
    exchanges
}

/// The text of every recorded answer and frame that is JSON, each with its path.
pub(crate) fn json_texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for exchange in exchanges() {
        for file in exchange.frames.iter().chain(&exchange.body) {
            if Path::new(file)
                .extension()
                .is_some_and(|kind| kind == "json")
            {
                let path = format!("{}/{file}", exchange.folder);
                let text = text(&path);
                texts.push((path, text));
            }
        }
    }
    texts
}

/// A body with HTTP 200.
pub(crate) fn ok(body: &str) -> Answer<'_> {
    Answer { status: 200, body }
}

/// The servers of a recorded `details` or frame.
pub(crate) fn servers(path: &str) -> Vec<ServerReport> {
    let text = text(path);
    let decoded: Result<Vec<ServerReport>, ApiError> = if text.starts_with("{\"now\"") {
        decode_frame(&text).map(|snapshot| snapshot.servers)
    } else {
        decode_details(ok(&text))
    };
    decoded.unwrap_or_else(|error| panic!("{path}: {error:?}"))
}

/// The server with this id in a recorded `details` or frame.
pub(crate) fn server(path: &str, id: u64) -> ServerReport {
    let found = servers(path)
        .into_iter()
        .find(|server| server.id == ServerId(id));
    found.unwrap_or_else(|| panic!("{path} has no server {id}"))
}
