//! What happens to Trunk's output before it becomes `dist/`.
//!
//! Trunk calls this as a hook, so that a build by `cargo xtask`, by `trunk build` and by a watching
//! Trunk end in the same folder.

mod app;
pub(crate) mod compress;
mod constants;
mod cut;
mod direct;
mod glue;
mod html;
mod prune;
pub(crate) mod split;
mod styles;
pub(crate) mod texts;
mod wasm;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

use crate::failure::{Doing, Failure, Outcome};
use crate::project::Project;

/// Finishes the folder that Trunk's environment names.
pub(crate) fn finish(project: &Project) -> Outcome<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| Failure::new("`finish` is for Trunk to call: use `cargo xtask build`"))?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");

    let page = staging.join("index.html");
    let source = fs::read_to_string(&page).doing(|| format!("cannot read {}", page.display()))?;
    let source = if release {
        html::without_comments(&source)
    } else {
        source
    };
    let source = if release {
        let source = split::split(project, &staging, source)?;
        app::shrink(&staging, source)?
    } else {
        source
    };
    let finished = html::rewrite_stylesheets(&source, |href| {
        bundle_stylesheet(project.root(), &staging, href, release)
    })?;
    let finished = html::move_fetch_integrity(&finished)?;
    let finished = html::preloads_first(&finished)?;
    let finished = texts::write(&staging, &finished)?;
    let inline = html::inline_code(&finished);
    if !inline.is_empty() {
        return Err(Failure::new(format!(
            "the content security policy forbids code inside the page: {}",
            inline.join(", ")
        )));
    }
    fs::write(&page, finished).doing(|| format!("cannot write {}", page.display()))?;

    if release {
        compress::compress_folder(&staging, &project.compressed())?;
    }
    Ok(())
}

/// Writes a source style sheet and all that it imports as one file with a hashed name. `None`
/// leaves the link alone: Trunk already copied that file.
fn bundle_stylesheet(
    root: &Path,
    staging: &Path,
    href: &str,
    release: bool,
) -> Outcome<Option<html::Stylesheet>> {
    if html::is_remote(href) {
        return Err(Failure::new(format!(
            "the page may not load {href} from elsewhere"
        )));
    }
    if staging.join(href).is_file() {
        return Ok(None);
    }
    let bundle = styles::bundle(root, Path::new(href))?;
    for asset in &bundle.assets {
        if !staging.join(asset).is_file() {
            return Err(Failure::new(format!(
                "{href} loads {asset}, which is not part of the built app"
            )));
        }
    }
    let text = if release {
        styles::minify(&bundle.text)
    } else {
        bundle.text
    };
    let stem = Path::new(href).file_stem().map_or_else(
        || "style".to_owned(),
        |stem| stem.to_string_lossy().into_owned(),
    );
    let name = format!("{stem}-{}.css", content_name(text.as_bytes()));
    fs::write(staging.join(&name), &text).doing(|| format!("cannot write {name}"))?;
    Ok(Some(html::Stylesheet {
        href: format!("./{name}"),
        integrity: integrity(text.as_bytes()),
    }))
}

/// Sixteen hexadecimal digits that change with the content, for names that may be cached for ever.
fn content_name(content: &[u8]) -> String {
    hexadecimal(Sha256::digest(content).get(..8).unwrap_or_default())
}

/// The value of an `integrity` attribute.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
