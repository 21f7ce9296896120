//! Finding a browser with its driver, or installing them.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::apt::Apt;
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::terminal;

/// Names under which Chromium or Chrome is installed.
const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
];

/// Names under which its driver is installed; one of Debian's lies outside PATH.
const DRIVERS: &[&str] = &["chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// Packages of Debian and, where those do not exist, of Ubuntu.
const PACKAGES: &[&[&str]] = &[
    &["chromium", "chromium-driver"],
    &["chromium-browser", "chromium-chromedriver"],
];

/// A browser that tests can drive.
pub(crate) struct Browser {
    executable: PathBuf,
    driver: PathBuf,
}

impl Browser {
    /// Tells tests where the browser is, as `CHROME` and `CHROMEDRIVER`.
    pub(crate) fn describe_to(&self, command: &mut Command) {
        command
            .env("CHROME", &self.executable)
            .env("CHROMEDRIVER", &self.driver);
    }
}

/// Takes what the environment names (`CHROME`, `CHROMEDRIVER`), else what is installed, else
/// installs it with apt where that needs nobody's password.
pub(crate) fn find_or_install() -> Outcome<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    let apt = Apt::find();
    if let Some(apt) = &apt {
        terminal::step("installing Chromium and its driver with apt");
        let installed = apt.install(PACKAGES, || find().is_some());
        if let Err(failure) = installed {
            terminal::error(&failure.to_string());
        }
    }
    find().ok_or_else(|| {
        let missing = match (executable(), driver()) {
            (None, None) => "neither Chromium (or Chrome) nor chromedriver was found",
            (None, Some(_)) => "chromedriver is there, but neither Chromium nor Chrome",
            _ => "Chromium is there, but not its chromedriver",
        };
        let tried = if apt.is_some() {
            "apt could not install them"
        } else {
            "they cannot be installed from here (no apt-get, or no root and no passwordless sudo)"
        };
        Failure::new(format!(
            "{missing}, and {tried}. On Debian: `sudo apt-get install chromium chromium-driver`. \
             Elsewhere install Chrome or Chromium and the chromedriver of the same version, and \
             put both on PATH or name them by CHROME and CHROMEDRIVER."
        ))
    })
}

fn find() -> Option<Browser> {
    Some(Browser {
        executable: executable()?,
        driver: driver()?,
    })
}

fn executable() -> Option<PathBuf> {
    named("CHROME").or_else(|| BROWSERS.iter().find_map(|name| program(name)))
}

fn driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| DRIVERS.iter().find_map(|name| program(name)))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

fn program(name: &str) -> Option<PathBuf> {
    if Path::new(name).is_absolute() {
        Some(PathBuf::from(name)).filter(|path| path.is_file())
    } else {
        process::on_path(name)
    }
}
