//! Where the built app, the backend and the browser lie. `cargo xtask test` says so in the
//! environment; a test started by hand finds what `cargo xtask build` left in the usual places.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// The backend's executable.
pub(crate) fn backend() -> Outcome<PathBuf> {
    let usual = target()
        .join("release")
        .join(format!("lotus-backend{}", env::consts::EXE_SUFFIX));
    existing("LOTUS_BACKEND", usual, "the backend")
}

/// The folder of the built app.
pub(crate) fn dist() -> Outcome<PathBuf> {
    let dist = existing("LOTUS_DIST", workspace().join("dist"), "the built app")?;
    if dist.join("index.html").is_file() {
        Ok(dist)
    } else {
        Err(Failure::new(format!(
            "{} holds no built app: {ADVICE}",
            dist.display()
        )))
    }
}

/// The browser's driver.
pub(crate) fn chromedriver() -> PathBuf {
    or_usual("CHROMEDRIVER", "chromedriver")
}

/// What a variable names, else the program of this name on PATH.
pub(crate) fn or_usual(variable: &str, usual: &str) -> PathBuf {
    set(variable).unwrap_or_else(|| PathBuf::from(usual))
}

pub(crate) const ADVICE: &str = "run `cargo xtask test`, which builds and finds everything";

fn existing(variable: &str, usual: PathBuf, what: &str) -> Outcome<PathBuf> {
    let path = set(variable).unwrap_or(usual);
    if path.exists() {
        Ok(path)
    } else {
        Err(Failure::new(format!(
            "{what} is not at {} ({variable}): {ADVICE}",
            path.display()
        )))
    }
}

fn target() -> PathBuf {
    set("CARGO_TARGET_DIR").unwrap_or_else(|| workspace().join("target"))
}

fn workspace() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_path_buf()
}

/// The path that a variable names.
pub(crate) fn set(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
