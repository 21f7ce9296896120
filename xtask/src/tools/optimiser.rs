//! wasm-opt, which makes wasm files small: what is on PATH, else Debian's, npm's or a compiled one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{Tool, cached, program_in};
use crate::apt::Apt;
use crate::failure::{Doing, Failure, Outcome};
use crate::process;
use crate::project::Project;
use crate::terminal;

const PROGRAM: &str = "wasm-opt";

/// The first version that may be used. Of the older ones 108, which is still Debian's in places, writes
/// a module's two tables as if they were one.
const SINCE: u32 = 116;

/// The package of Debian and of npm that has it.
const PACKAGE: &str = "binaryen";
const NPM_VERSION: &str = "132.0.0";

/// The version of the crate that compiles it, and what the program then calls itself.
const CRATE_VERSION: (&str, &str) = ("0.116.1", "116");

/// The program, obtained if it is missing.
pub(super) fn obtain(project: &Project) -> Outcome<PathBuf> {
    let from_npm = project
        .cache()
        .join("tools")
        .join(format!("{PACKAGE}-{NPM_VERSION}"));
    let compiled = Tool {
        package: PROGRAM,
        version: CRATE_VERSION.0.to_owned(),
        programs: &[PROGRAM],
        question: "--version",
        answer: CRATE_VERSION.1.to_owned(),
        install_options: &["--locked"],
    };
    if let Some(program) = on_path().or_else(|| Some(npms(&from_npm)).filter(|npms| fits(npms))) {
        return Ok(program);
    }
    if let Some(bin) = cached(project, &compiled) {
        return Ok(program_in(&bin, PROGRAM));
    }
    if let Some(program) = from_debian().or_else(on_path) {
        return Ok(program);
    }
    if process::on_path("npm").is_some() {
        match install_from_npm(&from_npm) {
            Ok(()) => return Ok(npms(&from_npm)),
            Err(failure) => terminal::step(&format!("{failure}: compiling {PROGRAM} instead")),
        }
    }
    terminal::step(&format!(
        "{PROGRAM} takes a C++ compiler and many minutes, once"
    ));
    let bin = super::obtain(project, &compiled).map_err(|failure| {
        Failure::new(format!(
            "{failure}\nAny {PROGRAM} since version {SINCE} does as well: it is in the package \
             `{PACKAGE}` of npm, of Homebrew and of many distributions."
        ))
    })?;
    Ok(program_in(&bin, PROGRAM))
}

fn on_path() -> Option<PathBuf> {
    process::on_path(PROGRAM).filter(|program| fits(program))
}

fn fits(program: &Path) -> bool {
    process::output(Command::new(program).arg("--version"))
        .is_some_and(|said| version_in(&said).is_some_and(|version| version >= SINCE))
}

/// The number in `wasm-opt version 116 (version_116)` and in `120-4+b1`.
fn version_in(said: &str) -> Option<u32> {
    said.split_whitespace().find_map(|word| {
        let digits = word.split(|c: char| !c.is_ascii_digit()).next()?;
        digits.parse().ok()
    })
}

/// Installs Debian's if it is new enough and nobody has to be asked.
fn from_debian() -> Option<PathBuf> {
    let apt = Apt::find()?;
    if apt
        .version_of(PACKAGE)
        .and_then(|version| version_in(&version))?
        < SINCE
    {
        return None;
    }
    terminal::step(&format!("installing {PROGRAM} with apt"));
    if let Err(failure) = apt.install(&[&[PACKAGE]], || on_path().is_some()) {
        terminal::step(&failure.to_string());
    }
    on_path()
}

fn npms(home: &Path) -> PathBuf {
    let ending = if cfg!(windows) { ".cmd" } else { "" };
    home.join("node_modules/.bin")
        .join(format!("{PROGRAM}{ending}"))
}

/// Installs beside its place and moves it there whole.
fn install_from_npm(home: &Path) -> Outcome<()> {
    let staging = home.with_extension(format!("npm-{}", std::process::id()));
    terminal::step(&format!(
        "obtaining {PACKAGE} {NPM_VERSION} from npm, kept in {}",
        home.display()
    ));
    fs::create_dir_all(&staging).doing(|| format!("cannot make {}", staging.display()))?;
    let installed = || {
        let mut npm = Command::new("npm");
        npm.args([
            "install",
            "--no-save",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
        ]);
        npm.arg("--prefix").arg(&staging);
        npm.arg(format!("{PACKAGE}@{NPM_VERSION}"));
        npm.current_dir(&staging).stdin(Stdio::null());
        process::run(&mut npm, "npm install")?;
        if !fits(&npms(&staging)) {
            return Err(Failure::new(format!("npm's {PROGRAM} does not run")));
        }
        match fs::rename(&staging, home) {
            Err(_) if fits(&npms(home)) => Ok(()),
            moved => moved.doing(|| format!("cannot move it to {}", home.display())),
        }
    };
    let outcome = installed();
    let _ = fs::remove_dir_all(&staging);
    outcome
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_version_is_the_first_number() {
        for (said, version) in [
            ("wasm-opt version 116 (version_116)", Some(116)),
            ("wasm-opt version 108", Some(108)),
            ("120-4+b1", Some(120)),
            ("(none)", None),
        ] {
            assert_eq!(version_in(said), version, "{said}");
        }
    }
}
