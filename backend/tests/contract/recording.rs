//! The recorded exchanges of a folder.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::stage::recorded;

/// One exchange, as `index.json` tells it.
#[derive(Debug, Deserialize)]
pub struct Exchange {
    pub name: String,
    pub method: String,
    pub path: String,
    #[serde(default)]
    pub request_headers: BTreeMap<String, String>,
    #[serde(default)]
    pub cookies: Vec<String>,
    #[serde(default)]
    pub request_body: Option<String>,
    #[serde(default)]
    pub origin: Option<String>,
    /// Absent when a socket opened and then gave nothing.
    pub status: Option<u16>,
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// The body's file, where it was kept.
    #[serde(default)]
    pub body: Option<String>,
    #[serde(default)]
    pub frames: Vec<String>,
}

impl Exchange {
    pub fn read(folder: &str) -> Vec<Self> {
        serde_json::from_str(&recorded(&format!("{folder}/index.json"))).unwrap()
    }

    pub fn is_socket(&self) -> bool {
        self.method == "WS"
    }

    /// The body as it was recorded; empty where it was not kept.
    pub fn recorded_body(&self, folder: &str) -> String {
        self.body
            .as_ref()
            .map_or_else(String::new, |file| recorded(&format!("{folder}/{file}")))
    }

    /// The API token of an exchange that was answered with success because of it.
    pub fn good_token(&self, folder: &str) -> Option<&str> {
        let token = self.request_headers.get("Authorization")?;
        let answer = serde_json::from_str::<Value>(&self.recorded_body(folder)).ok()?;
        let is_alone = self.cookies.is_empty();
        let is_success = matches!(answer["code"].as_i64(), Some(0 | 200));
        (is_alone && is_success).then_some(token)
    }
}
