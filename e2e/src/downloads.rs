//! Files that the browser keeps for its visitor.

use std::fs;

use serde_json::json;

use crate::failure::{Failure, Outcome};
use crate::page::Page;
use crate::scratch::Scratch;

/// A folder in which downloads end.
pub struct Downloads(Scratch);

impl Page {
    /// Lets downloads end in a folder of their own, without asking.
    ///
    /// # Errors
    ///
    /// When the browser refuses it.
    pub async fn keep_downloads(&self) -> Outcome<Downloads> {
        let folder = Scratch::new("downloads")?;
        let behavior = json!({
            "behavior": "allow",
            "downloadPath": folder.path().display().to_string(),
        });
        self.devtools("Browser.setDownloadBehavior", behavior)
            .await?;
        Ok(Downloads(folder))
    }

    /// Waits for a file of this name; its text. It is taken away, so that the next is told from it.
    ///
    /// # Errors
    ///
    /// Which files there are, when patience ends.
    pub async fn downloaded(&self, downloads: &Downloads, name: &str) -> Outcome<String> {
        let bytes = self.downloaded_bytes(downloads, name).await?;
        String::from_utf8(bytes).map_err(|error| Failure::new(format!("{name}: {error}")))
    }

    /// The same for a file that is no text.
    ///
    /// # Errors
    ///
    /// As [`downloaded`](Self::downloaded).
    pub async fn downloaded_bytes(&self, downloads: &Downloads, name: &str) -> Outcome<Vec<u8>> {
        let path = downloads.0.path().join(name);
        self.wait_for(&format!("the download of {name}"), async || {
            // A file that is still being written has another name; its own is held for it by an
            // empty file.
            match fs::read(&path) {
                Ok(bytes) if !bytes.is_empty() => {
                    fs::remove_file(&path)?;
                    Ok(bytes)
                }
                _ => {
                    let files = fs::read_dir(downloads.0.path())?;
                    let names: Vec<_> = files.flatten().map(|file| file.file_name()).collect();
                    Err(Failure::new(format!("{names:?}")))
                }
            }
        })
        .await
    }
}
