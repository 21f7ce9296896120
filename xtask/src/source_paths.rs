//! Where sources lie on this machine, and keeping that out of the app.
//!
//! The compiler writes the path of a source beside everything that may panic. Paths of this machine
//! would tell every visitor about it, and would make the same app differ from machine to machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Doing, Failure, Outcome};
use crate::finish::compress::files_below;
use crate::process;
use crate::project::Project;

/// The compiler's flags that let it write the same paths on every machine.
pub(crate) fn hide(project: &Project) -> Outcome<Vec<String>> {
    Ok(renamed(project)?
        .iter()
        .filter(|(folder, _)| can_be_told(folder))
        .map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()))
        .collect())
}

/// Fails when a file of the built app names a folder of this machine.
pub(crate) fn check(project: &Project) -> Outcome<()> {
    let folders = private(project);
    for file in files_below(&project.dist())? {
        let content = fs::read(&file).doing(|| format!("cannot read {}", file.display()))?;
        if let Some(folder) = folders.iter().find(|folder| names(&content, folder)) {
            return Err(Failure::new(format!(
                "{} names {}, a folder of this machine: the compiler is not told to leave it out",
                file.display(),
                folder.display()
            )));
        }
    }
    Ok(())
}

/// The folders that sources lie in, and what they are called instead. Where several hold a source,
/// the last one counts.
fn renamed(project: &Project) -> Outcome<Vec<(PathBuf, String)>> {
    let mut renamed = vec![
        (project.root().to_path_buf(), String::new()),
        (project.target().to_path_buf(), "target".to_owned()),
    ];
    if let Some(cargo) = cargo_home() {
        renamed.push((cargo.join("git").join("checkouts"), String::new()));
        // One folder for each registry: a mirror has another name than what it mirrors. Cargo
        // compiled this tool from there, so they exist before the app is compiled.
        let registries = cargo.join("registry").join("src");
        if registries.is_dir() {
            let doing = || format!("cannot list {}", registries.display());
            let mut folders = Vec::new();
            for entry in fs::read_dir(&registries).doing(doing)? {
                folders.push((entry.doing(doing)?.path(), String::new()));
            }
            folders.sort();
            renamed.extend(folders);
        }
    }
    renamed.extend(standard_library(project));
    Ok(renamed)
}

/// The sources of the standard library, which may be installed or not: their name where they are
/// not installed.
fn standard_library(project: &Project) -> Option<(PathBuf, String)> {
    let ask = |argument: &[&str]| {
        let mut rustc = Command::new("rustc");
        process::output(rustc.current_dir(project.root()).args(argument))
    };
    let sysroot = ask(&["--print", "sysroot"])?;
    let version = ask(&["--version", "--verbose"])?;
    let commit = version
        .lines()
        .find_map(|line| line.strip_prefix("commit-hash: "))?;
    let sources = Path::new(&sysroot).join("lib/rustlib/src/rust");
    Some((sources, format!("/rustc/{commit}")))
}

/// The folders whose names are nobody's business.
fn private(project: &Project) -> Vec<PathBuf> {
    let mut folders = vec![project.root().to_path_buf(), project.target().to_path_buf()];
    folders.extend(cargo_home());
    // A folder directly below the root, such as `/src` in a container, tells nothing, and its name
    // may well stand in the app for another reason.
    folders.retain(|folder| folder.components().count() > 2);
    folders.extend(env::home_dir().filter(|home| home.components().count() > 1));
    folders.retain(|folder| can_be_told(folder));
    folders
}

fn cargo_home() -> Option<PathBuf> {
    let given = env::var_os("CARGO_HOME").filter(|dir| !dir.is_empty());
    given
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .filter(|dir| dir.is_absolute())
}

/// Whether cargo can hand the folder on to the compiler: it cuts flags at white space.
fn can_be_told(folder: &Path) -> bool {
    folder
        .to_str()
        .is_some_and(|path| !path.contains(char::is_whitespace))
}

/// Whether a file speaks of something in the folder.
fn names(content: &[u8], folder: &Path) -> bool {
    let folder = folder.as_os_str().as_encoded_bytes();
    content
        .windows(folder.len() + 1)
        .any(|window| matches!(window.split_last(), Some((b'/' | b'\\', path)) if path == folder))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn a_folder_is_found_by_what_lies_in_it() {
        let home = Path::new("/made-up/me");
        assert!(names(b"called at\0/made-up/me/app/lib.rs\0", home));
        assert!(!names(
            b"called at\0/made-up/mel/app/lib.rs\0/made-up/me",
            home
        ));
        assert!(names(b"C:\\Users\\me\\lib.rs", Path::new("C:\\Users\\me")));
    }

    #[test]
    fn the_checkout_is_left_out() {
        let project = Project::locate().unwrap();
        let checkout = format!("--remap-path-prefix={}=", project.root().display());
        assert_eq!(
            hide(&project).unwrap().contains(&checkout),
            can_be_told(project.root())
        );
    }

    #[test]
    fn white_space_cannot_be_handed_on() {
        assert!(can_be_told(Path::new("/made-up/me")));
        assert!(!can_be_told(Path::new("/made-up/me and you")));
    }
}
