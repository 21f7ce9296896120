//! uPlot, which Lotus is measured against and of which nothing is delivered: one version of it, as
//! npm's registry has it, kept with the tools.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha512};

use crate::failure::{Doing, Failure, Outcome};
use crate::process;
use crate::project::Project;
use crate::terminal;

const VERSION: &str = "1.6.32";

/// SHA-512 of the package's tarball, as lock files of npm have it.
const INTEGRITY: &str =
    "KIMVnG68zvu5XXUbC4LQEPnhwOxBuLyW1AHtpm6IKTXImkbLgkMy+jabjLgSLMasNuGGzQm/ep3tOkyTxpiQIw==";

/// What is used of it: its path in the package and its name here.
const FILES: [(&str, &str); 2] = [
    ("package/dist/uPlot.esm.js", "uplot.js"),
    ("package/dist/uPlot.min.css", "uplot.css"),
];

/// The size of a tarball's blocks.
const BLOCK: usize = 512;

/// Names and contents of the files, out of the cache or freshly fetched.
pub(super) fn obtain(project: &Project) -> Outcome<Vec<(&'static str, Vec<u8>)>> {
    let file = tarball(project);
    let packed = match fs::read(&file).ok().filter(|packed| is_right(packed)) {
        Some(packed) => packed,
        None => fetch(&file)?,
    };
    let mut unpacked = Vec::new();
    GzDecoder::new(packed.as_slice())
        .read_to_end(&mut unpacked)
        .doing(|| format!("cannot unpack {}", file.display()))?;
    let found = FILES.iter().map(|(path, name)| {
        let content = entry(&unpacked, path);
        let content = content.ok_or_else(|| Failure::new(format!("uPlot has no {path}")))?;
        Ok((*name, content.to_vec()))
    });
    found.collect()
}

fn tarball(project: &Project) -> PathBuf {
    let name = format!("uplot-{VERSION}.tgz");
    project.cache().join("tools").join(name)
}

fn is_right(packed: &[u8]) -> bool {
    STANDARD.encode(Sha512::digest(packed)) == INTEGRITY
}

fn fetch(file: &Path) -> Outcome<Vec<u8>> {
    terminal::step(&format!(
        "obtaining uPlot {VERSION}, kept at {}",
        file.display()
    ));
    let staging = file.with_extension(format!("{}", std::process::id()));
    let packed = pack(&staging);
    // Of no use any more, whichever way it went.
    let _ = fs::remove_dir_all(&staging);
    let packed = packed.map_err(|failure| {
        Failure::new(format!(
            "{failure}\nuPlot {VERSION}, which the speed is measured against, could not be had. It \
             comes by `npm pack uplot@{VERSION}`, for which npm and its registry are needed; or \
             put the package's tarball at {} yourself.",
            file.display()
        ))
    })?;
    fs::write(file, &packed).doing(|| format!("cannot write {}", file.display()))?;
    Ok(packed)
}

/// The package as npm brings it, if it is the right one.
fn pack(staging: &Path) -> Outcome<Vec<u8>> {
    fs::create_dir_all(staging).doing(|| format!("cannot make {}", staging.display()))?;
    let npm = process::on_path("npm").ok_or_else(|| Failure::new("there is no npm on PATH"))?;
    let mut npm = Command::new(npm);
    npm.current_dir(staging)
        .args(["pack", "--silent", "--ignore-scripts"])
        .arg(format!("uplot@{VERSION}"))
        .stdin(Stdio::null());
    process::run(&mut npm, "npm pack")?;
    let file = staging.join(format!("uplot-{VERSION}.tgz"));
    let packed = fs::read(&file).doing(|| "npm pack left no tarball".to_owned())?;
    if is_right(&packed) {
        Ok(packed)
    } else {
        Err(Failure::new(
            "the tarball that npm brought is not the one that is meant: its SHA-512 differs",
        ))
    }
}

/// A file of a tarball: a header of one block, with the path first and the size in octal digits at
/// 124, then the content in whole blocks.
fn entry<'a>(tar: &'a [u8], path: &str) -> Option<&'a [u8]> {
    let mut rest = tar;
    loop {
        let (header, content) = rest.split_at_checked(BLOCK)?;
        let text = |from: usize, length: usize| {
            let bytes = header.get(from..from + length)?;
            let end = bytes.iter().position(|byte| *byte == 0);
            std::str::from_utf8(bytes.get(..end.unwrap_or(length))?).ok()
        };
        let name = text(0, 100)?;
        let size = usize::from_str_radix(text(124, 12)?.trim(), 8).ok()?;
        if name == path {
            return content.get(..size);
        }
        rest = content.get(size.next_multiple_of(BLOCK)..)?;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing)]

    use super::*;

    fn packed(files: &[(&str, &str)]) -> Vec<u8> {
        let mut tar = Vec::new();
        for (name, content) in files {
            let mut header = vec![0; BLOCK];
            header.splice(..name.len(), name.bytes());
            let size = format!("{:011o}\0", content.len());
            header.splice(124..136, size.bytes());
            tar.extend(header);
            tar.extend(content.bytes());
            tar.resize(tar.len().next_multiple_of(BLOCK), 0);
        }
        tar.extend([0; 2 * BLOCK]);
        tar
    }

    #[test]
    fn a_file_is_found_behind_others() {
        let long = "x".repeat(BLOCK + 1);
        let tar = packed(&[
            ("package/a", &long),
            ("package/b", ""),
            ("package/c", "sea"),
        ]);
        assert_eq!(entry(&tar, "package/a").unwrap(), long.as_bytes());
        assert_eq!(entry(&tar, "package/b").unwrap(), b"");
        assert_eq!(entry(&tar, "package/c").unwrap(), b"sea");
        assert_eq!(entry(&tar, "package/d"), None);
        assert_eq!(entry(&tar[..700], "package/c"), None);
    }

    #[test]
    fn another_tarball_is_refused() {
        assert!(!is_right(b"another"));
    }
}
