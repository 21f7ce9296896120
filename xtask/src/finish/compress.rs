//! Compressing ahead of time: a server then sends the small file as it lies there.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use super::hexadecimal;
use crate::failure::{Doing, Outcome};

/// Files below this size in bytes fit into the first packets anyway.
const THRESHOLD: usize = 1024;

/// What compresses: text and wasm.
const EXTENSIONS: &[&str] = &[
    "css",
    "html",
    "js",
    "json",
    "mjs",
    "svg",
    "txt",
    "wasm",
    "webmanifest",
    "xml",
];

/// How a file is compressed, named by the extension that is put behind its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    pub(crate) const ALL: [Self; 2] = [Self::Brotli, Self::Gzip];

    pub(crate) fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }

    /// Compresses as small as it goes.
    pub(crate) fn compress(self, content: &[u8]) -> Outcome<Vec<u8>> {
        let doing = || format!("cannot compress into .{}", self.extension());
        match self {
            Self::Brotli => {
                let parameters = BrotliEncoderParams {
                    quality: 11,
                    lgwin: 24,
                    size_hint: content.len(),
                    ..BrotliEncoderParams::default()
                };
                let mut compressed = Vec::new();
                brotli::BrotliCompress(&mut &*content, &mut compressed, &parameters)
                    .doing(doing)?;
                Ok(compressed)
            }
            Self::Gzip => {
                // Without a name and a time the same content gives the same bytes.
                let mut encoder = GzBuilder::new().write(Vec::new(), Compression::best());
                encoder.write_all(content).doing(doing)?;
                encoder.finish().doing(doing)
            }
        }
    }
}

/// Puts `.br` and `.gz` beside each file that gains by it. What was compressed before comes from
/// `cache`, where it lies under the hash of its content.
pub(crate) fn compress_folder(folder: &Path, cache: &Path) -> Outcome<()> {
    fs::create_dir_all(cache).doing(|| format!("cannot make {}", cache.display()))?;
    let mut used = BTreeSet::new();
    for file in files_below(folder)? {
        let compressible = file
            .extension()
            .is_some_and(|extension| EXTENSIONS.iter().any(|known| extension == *known));
        let content = fs::read(&file).doing(|| format!("cannot read {}", file.display()))?;
        if !compressible || content.len() < THRESHOLD {
            continue;
        }
        for coding in Coding::ALL {
            let key = cache_key(&content, coding);
            let cached = cache.join(&key);
            used.insert(key);
            if !cached.is_file() {
                keep(&cached, &coding.compress(&content)?)?;
            }
            let beside = with_extension(&file, coding);
            let size = fs::copy(&cached, &beside)
                .doing(|| format!("cannot write {}", beside.display()))?;
            if usize::try_from(size).is_ok_and(|size| size >= content.len()) {
                fs::remove_file(&beside).doing(|| format!("cannot remove {}", beside.display()))?;
            }
        }
    }
    // Only the latest build is worth keeping; another run may have tidied up first.
    for file in files_below(cache)? {
        if file
            .file_name()
            .is_some_and(|name| !used.contains(name.to_string_lossy().as_ref()))
        {
            let _ = fs::remove_file(file);
        }
    }
    Ok(())
}

/// All files below a folder, in a fixed order.
pub(crate) fn files_below(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let doing = || format!("cannot list {}", folder.display());
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).doing(doing)? {
        let path = entry.doing(doing)?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The name of a file's compressed companion.
pub(crate) fn with_extension(file: &Path, coding: Coding) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(coding.extension());
    PathBuf::from(name)
}

fn cache_key(content: &[u8], coding: Coding) -> String {
    format!(
        "{}.{}",
        hexadecimal(&Sha256::digest(content)),
        coding.extension()
    )
}

/// Writes beside and renames, so that a half-written file is never taken for a whole one.
fn keep(cached: &Path, content: &[u8]) -> Outcome<()> {
    let partial = cached.with_extension(format!("partial-{}", std::process::id()));
    fs::write(&partial, content)
        .and_then(|()| fs::rename(&partial, cached))
        .doing(|| format!("cannot write {}", cached.display()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn files_that_gain_get_companions_and_the_cache_forgets_what_is_gone() {
        let root = std::env::temp_dir().join(format!("lotus-compress-{}", std::process::id()));
        let (folder, cache) = (root.join("dist"), root.join("cache"));
        fs::create_dir_all(folder.join("assets")).unwrap();
        fs::write(folder.join("app.js"), "let a = 1;\n".repeat(500)).unwrap();
        fs::write(folder.join("assets/big.png"), vec![0; 4096]).unwrap();
        fs::write(folder.join("assets/small.svg"), "<svg/>").unwrap();

        compress_folder(&folder, &cache).unwrap();
        let names = |folder: &Path| -> Vec<String> {
            let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
            files_below(folder).unwrap().iter().map(name).collect()
        };
        assert_eq!(
            names(&folder),
            ["app.js", "app.js.br", "app.js.gz", "big.png", "small.svg"]
        );
        let mut unpacked = Vec::new();
        let packed = fs::read(folder.join("app.js.br")).unwrap();
        brotli::BrotliDecompress(&mut packed.as_slice(), &mut unpacked).unwrap();
        assert_eq!(unpacked, fs::read(folder.join("app.js")).unwrap());

        let before = names(&cache);
        assert_eq!(before.len(), 2);
        for name in ["app.js.br", "app.js.gz"] {
            fs::remove_file(folder.join(name)).unwrap();
        }
        fs::write(folder.join("app.js"), "let b = 2;\n".repeat(500)).unwrap();
        compress_folder(&folder, &cache).unwrap();
        assert_eq!(names(&cache).len(), 2);
        assert_ne!(names(&cache), before);
        fs::remove_dir_all(&root).unwrap();
    }
}
