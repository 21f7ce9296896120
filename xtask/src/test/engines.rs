//! The engines beside Chromium's: Firefox's with geckodriver, and that of `WebKitGTK`. Where one is not
//! installed and apt may not install it, its journeys are left out, and the run says so.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::apt::Apt;
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::project::Project;
use crate::terminal;
use crate::tools;

/// The files of `e2e/tests` that speak nothing but the protocol all engines know. Chromium runs these and
/// all others.
const JOURNEYS: &[&str] = &[
    "engines",
    "account_names",
    "sign_in_ends",
    "tabs",
    "told",
    "tokens_deletion",
];

/// An engine that is there: what it is called, and what tests are told of it.
pub(super) struct Engine {
    variables: Vec<(&'static str, PathBuf)>,
    name: &'static str,
    /// Of the journeys those that cannot be made in it, and why.
    left_out: &'static [(&'static str, &'static str)],
}

impl Engine {
    /// Tells tests to run in it, and which.
    pub(super) fn describe_to(&self, command: &mut Command) {
        for file in JOURNEYS {
            match self.left_out.iter().find(|(left_out, _)| left_out == file) {
                Some((_, why)) => terminal::step(&format!("{}: not `{file}`: {why}", self.name)),
                None => {
                    command.args(["--test", file]);
                }
            }
        }
        command.env("LOTUS_ENGINE", self.name);
        command.envs(self.variables.iter().map(|(name, path)| (*name, path)));
    }
}

/// Firefox and its driver, installed where that needs nobody's password.
pub(super) fn firefox(project: &Project) -> Outcome<Engine> {
    let browser = found_or_installed(
        "FIREFOX",
        &["firefox-esr", "firefox"],
        &[&["firefox-esr"], &["firefox"]],
    )?;
    Ok(Engine {
        variables: vec![
            ("FIREFOX", browser),
            ("GECKODRIVER", tools::geckodriver(project)?),
        ],
        name: "firefox",
        left_out: &[],
    })
}

/// The small browser of `WebKitGTK`, its driver, and a screen that nobody sees.
pub(super) fn webkit() -> Outcome<Engine> {
    let packages: &[&[&str]] = &[&["webkit2gtk-driver", "xvfb"]];
    let driver = found_or_installed("WEBKITDRIVER", &["WebKitWebDriver"], packages)?;
    let screen = found_or_installed("XVFB", &["Xvfb"], packages)?;
    let browser = mini_browser()
        .ok_or_else(|| Failure::new("WebKitGTK is there, but not its MiniBrowser (MINIBROWSER)"))?;
    Ok(Engine {
        variables: vec![
            ("WEBKITDRIVER", driver),
            ("XVFB", screen),
            ("MINIBROWSER", browser),
        ],
        name: "webkit",
        left_out: &[("tabs", "its driver shows one tab and hides the others")],
    })
}

fn found_or_installed(variable: &str, names: &[&str], packages: &[&[&str]]) -> Outcome<PathBuf> {
    let found = || {
        let told = std::env::var_os(variable).map(PathBuf::from);
        told.filter(|path| path.is_file())
            .or_else(|| names.iter().find_map(|name| process::on_path(name)))
    };
    if let Some(found) = found() {
        return Ok(found);
    }
    let name = names.first().copied().unwrap_or_default();
    let Some(apt) = Apt::find() else {
        return Err(Failure::new(format!(
            "there is no {name}, and it cannot be installed from here"
        )));
    };
    terminal::step(&format!("installing {name} with apt"));
    apt.install(packages, || found().is_some())?;
    found().ok_or_else(|| Failure::new(format!("there is no {name}, and apt did not bring it")))
}

/// It lies in a folder that is named by the machine and the version.
fn mini_browser() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("MINIBROWSER").map(PathBuf::from) {
        return Some(named).filter(|path| path.is_file());
    }
    let machines = fs::read_dir("/usr/lib").ok()?.flatten();
    let versions = machines.flat_map(|machine| fs::read_dir(machine.path()).into_iter().flatten());
    let mut found: Vec<PathBuf> = versions
        .flatten()
        .map(|version| version.path())
        .filter(|folder| {
            let name = folder.file_name().unwrap_or_default().to_string_lossy();
            name.starts_with("webkit2gtk-4.1") || name.starts_with("webkitgtk-6.0")
        })
        .map(|folder| folder.join("MiniBrowser"))
        .filter(|program| program.is_file())
        .collect();
    found.sort();
    found.into_iter().next()
}
