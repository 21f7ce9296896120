//! Where things lie: the checkout, the target directory, the user's cache.

use std::env;
use std::path::{Path, PathBuf};

use crate::bundle::{RELEASE_PROFILE, WASM_TARGET};
use crate::failure::{Doing, Failure, Outcome};

/// The folders this tool works in.
pub(crate) struct Project {
    root: PathBuf,
    target: PathBuf,
    cache: PathBuf,
}

impl Project {
    /// Finds the checkout that holds this crate and the folders beside it.
    pub(crate) fn locate() -> Outcome<Self> {
        // Cargo sets the variable for `cargo xtask`; the compile-time value serves a binary that is
        // started directly.
        let manifest_dir = env::var_os("CARGO_MANIFEST_DIR")
            .map(PathBuf::from)
            .filter(|dir| dir.ends_with("xtask"))
            .unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let root = manifest_dir
            .parent()
            .map(Path::to_path_buf)
            .ok_or_else(|| Failure::new("this crate lies outside a workspace"))?;
        let target = match set("CARGO_TARGET_DIR") {
            Some(dir) => {
                std::path::absolute(&dir).doing(|| format!("CARGO_TARGET_DIR={}", dir.display()))?
            }
            None => root.join("target"),
        };
        Ok(Self {
            root,
            target,
            cache: cache_dir()?,
        })
    }

    /// The checkout.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's target directory.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// What is kept between checkouts.
    pub(crate) fn cache(&self) -> &Path {
        &self.cache
    }

    /// The built app.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The app as the compiler leaves it in a release.
    pub(crate) fn compiled_app(&self) -> PathBuf {
        self.target
            .join(WASM_TARGET)
            .join(RELEASE_PROFILE)
            .join("lotus.wasm")
    }

    /// The backend's executable.
    pub(crate) fn backend(&self) -> PathBuf {
        self.target
            .join("release")
            .join(format!("lotus-backend{}", env::consts::EXE_SUFFIX))
    }

    /// Compressed files, kept by the hash of their content.
    pub(crate) fn compressed(&self) -> PathBuf {
        self.target.join("lotus-compressed")
    }

    /// What `bench` measures, served as one site.
    pub(crate) fn bench(&self) -> PathBuf {
        self.target.join("lotus-bench")
    }

    /// The state of a backend started by `serve`: it belongs to the checkout and goes with it.
    pub(crate) fn data(&self) -> PathBuf {
        self.target.join("lotus-data")
    }
}

fn cache_dir() -> Outcome<PathBuf> {
    if let Some(dir) = set("LOTUS_CACHE") {
        return std::path::absolute(&dir).doing(|| format!("LOTUS_CACHE={}", dir.display()));
    }
    if let Some(dir) = set("XDG_CACHE_HOME").filter(|dir| dir.is_absolute()) {
        return Ok(dir.join("lotus"));
    }
    let base = if cfg!(windows) {
        set("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        set("HOME").map(|home| home.join("Library/Caches"))
    } else {
        set("HOME").map(|home| home.join(".cache"))
    };
    base.map(|base| base.join("lotus")).ok_or_else(|| {
        Failure::new("cannot tell the cache folder: set LOTUS_CACHE to a folder of your choice")
    })
}

fn set(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
}
