//! What happens to Trunk's output before it becomes `dist/`.
//!
//! Trunk calls this as a hook, so that a build by `cargo xtask`, by `trunk build` and by a watching
//! Trunk end in the same folder.

pub(crate) mod compress;
mod css;
mod page;
pub(crate) mod split;
pub(crate) mod texts;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::failure::{Doing, Failure, Outcome};
use crate::project::Project;
use page::Page;

/// The style sheet that the page names, relative to the checkout: its own address until it is built.
const STYLE: &str = "style/main.css";

/// Finishes the folder that Trunk's environment names.
pub(crate) fn finish(project: &Project) -> Outcome<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("`finish` is for Trunk to call: use `cargo xtask build`"))?;
    let is_release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");

    let mut page = Page::default();
    split::split(project, &staging, &mut page)?;
    let css = css::bundle(&project.root().join(STYLE), is_release)?;
    page.rename(STYLE, &write(&staging, "main", "css", &css)?);
    page.put(texts::PLACE, texts::write(&staging)?);

    let file = staging.join("index.html");
    let source = fs::read_to_string(&file).doing(|| format!("cannot read {}", file.display()))?;
    let finished = page.finish(&source)?;
    fs::write(&file, finished).doing(|| format!("cannot write {}", file.display()))?;
    if is_release {
        compress::compress_folder(&staging, &project.compressed())?;
    }
    Ok(())
}

/// Writes a file that is named by its content, and gives its address from the page.
fn write(staging: &Path, stem: &str, ending: &str, content: &str) -> Outcome<String> {
    let name = format!("{stem}-{}.{ending}", content_name([content.as_bytes()]));
    fs::write(staging.join(&name), content).doing(|| format!("cannot write {name}"))?;
    Ok(format!("./{name}"))
}

/// Sixteen hexadecimal digits that change with the content, for names that may be cached for ever.
fn content_name<Content: AsRef<[u8]>>(content: impl IntoIterator<Item = Content>) -> String {
    let mut hash = Sha256::new();
    for content in content {
        hash.update(content);
    }
    hexadecimal(hash.finalize().get(..8).unwrap_or_default())
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
