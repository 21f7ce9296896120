//! Obtaining what a build needs beside cargo: the wasm target, Trunk, wasm-bindgen, the splitter and
//! wasm-opt.

mod optimiser;

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::bundle::WASM_TARGET;
use crate::failure::{Doing, Failure, Outcome};
use crate::lockfile;
use crate::process;
use crate::project::Project;
use crate::terminal;

/// The newest Trunk that installs with this workspace's Rust.
const TRUNK_VERSION: &str = "0.21.14";

/// The splitter that knows the marks of the attribute that Leptos brings.
const SPLITTER_VERSION: &str = "0.2.4";

/// Of those that are published as a crate the newest.
const GECKODRIVER_VERSION: &str = "0.37.1";

/// A published crate whose programs drive a build.
struct Tool {
    package: &'static str,
    version: String,
    programs: &'static [&'static str],
    /// What the first program is asked, to see whether it runs.
    question: &'static str,
    /// The word that its answer must have.
    answer: String,
    /// Features and lock file: what makes it build quickly, or at all.
    install_options: &'static [&'static str],
}

/// The folders that hold the tools, ready to be used.
pub(crate) struct Tools {
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
}

/// The programs that make files of an app that is to be split.
pub(crate) struct Splitters {
    /// Takes the module apart.
    pub(crate) splitter: PathBuf,
    /// Makes the main part's script.
    pub(crate) bindgen: PathBuf,
    /// Makes each part small.
    pub(crate) optimiser: PathBuf,
}

impl Tools {
    /// Trunk's executable.
    pub(crate) fn trunk(&self) -> PathBuf {
        program_in(&self.trunk, "trunk")
    }

    /// What runs tests that are compiled for the browser.
    pub(crate) fn test_runner(&self) -> PathBuf {
        program_in(&self.wasm_bindgen, "wasm-bindgen-test-runner")
    }

    /// What makes a script of a compiled module.
    pub(crate) fn wasm_bindgen(&self) -> PathBuf {
        program_in(&self.wasm_bindgen, "wasm-bindgen")
    }

    /// PATH with the tools in front, for programs that look for them there.
    pub(crate) fn path(&self) -> Outcome<OsString> {
        process::path_with(&[&self.wasm_bindgen, &self.trunk])
    }
}

/// Makes sure that the wasm target and all tools are there, obtaining what is missing.
pub(crate) fn prepare(project: &Project) -> Outcome<Tools> {
    add_wasm_target(project)?;
    let trunk = Tool {
        package: "trunk",
        version: TRUNK_VERSION.to_owned(),
        programs: &["trunk"],
        question: "--version",
        answer: TRUNK_VERSION.to_owned(),
        // A build is offline: Trunk needs no TLS and no check for updates.
        install_options: &["--locked", "--no-default-features"],
    };
    let trunk = obtain(project, &trunk)?;
    splitters(project)?;
    let wasm_bindgen = obtain(project, &wasm_bindgen(project)?)?;
    Ok(Tools {
        trunk,
        wasm_bindgen,
    })
}

/// Firefox's driver, which speaks to whatever Firefox is there.
pub(crate) fn geckodriver(project: &Project) -> Outcome<PathBuf> {
    if let Some(named) = env::var_os("GECKODRIVER").map(PathBuf::from)
        && named.is_file()
    {
        return Ok(named);
    }
    let driver = Tool {
        package: "geckodriver",
        version: GECKODRIVER_VERSION.to_owned(),
        programs: &["geckodriver"],
        question: "--version",
        answer: GECKODRIVER_VERSION.to_owned(),
        install_options: &["--locked"],
    };
    Ok(program_in(&obtain(project, &driver)?, "geckodriver"))
}

/// What Trunk's hook calls, obtained if it is missing: whoever uses Trunk alone has prepared nothing.
pub(crate) fn splitters(project: &Project) -> Outcome<Splitters> {
    let splitter = Tool {
        package: "wasm_split_cli_support",
        version: SPLITTER_VERSION.to_owned(),
        programs: &["wasm-split-cli"],
        // It does not tell its version.
        question: "--help",
        answer: "Usage:".to_owned(),
        install_options: &["--locked", "--features", "build-binary"],
    };
    let splitter = obtain(project, &splitter)?;
    let wasm_bindgen = obtain(project, &wasm_bindgen(project)?)?;
    Ok(Splitters {
        splitter: program_in(&splitter, "wasm-split-cli"),
        bindgen: program_in(&wasm_bindgen, "wasm-bindgen"),
        optimiser: optimiser::obtain(project)?,
    })
}

fn wasm_bindgen(project: &Project) -> Outcome<Tool> {
    let lockfile = fs::read_to_string(project.root().join("Cargo.lock"))
        .doing(|| "cannot read Cargo.lock".to_owned())?;
    let version = lockfile::version(&lockfile, "wasm-bindgen")?;
    Ok(Tool {
        package: "wasm-bindgen-cli",
        question: "--version",
        answer: version.clone(),
        version,
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        // Its own lock file may name crates that a registry's mirror does not have yet.
        install_options: &[],
    })
}

fn add_wasm_target(project: &Project) -> Outcome<()> {
    let mut rustc = Command::new("rustc");
    rustc
        .current_dir(project.root())
        .args(["--print", "target-libdir", "--target", WASM_TARGET]);
    if process::output(&mut rustc).is_some_and(|dir| Path::new(&dir).is_dir()) {
        return Ok(());
    }
    terminal::step(&format!("adding the target {WASM_TARGET}"));
    let mut rustup = Command::new("rustup");
    rustup
        .current_dir(project.root())
        .args(["target", "add", WASM_TARGET]);
    process::run(&mut rustup, "rustup target add").map_err(|failure| {
        Failure::new(format!(
            "{failure}\nThe Rust installation needs the target {WASM_TARGET}. With rustup: \
             `rustup target add {WASM_TARGET}`; otherwise install your distribution's package \
             of Rust's standard library for it."
        ))
    })
}

impl Tool {
    /// The folder that it is kept in.
    fn name(&self) -> String {
        format!("{}-{}", self.package, self.version)
    }
}

/// The folder of the tool's programs where it was installed before.
fn cached(project: &Project, tool: &Tool) -> Option<PathBuf> {
    let bin = project.cache().join("tools").join(tool.name()).join("bin");
    fits(&bin, tool).then_some(bin)
}

/// The folder of the tool's programs: from PATH, from the cache, or freshly installed.
fn obtain(project: &Project, tool: &Tool) -> Outcome<PathBuf> {
    if let Some(bin) = cached(project, tool).or_else(|| from_path(tool)) {
        return Ok(bin);
    }
    let name = tool.name();
    let tools = project.cache().join("tools");
    let home = tools.join(&name);
    let bin = home.join("bin");
    terminal::step(&format!(
        "obtaining {} {}, kept in {}",
        tool.package,
        tool.version,
        home.display()
    ));
    fs::create_dir_all(&tools).doing(|| format!("cannot make {}", tools.display()))?;

    // Installed beside its place and moved there whole: two runs at once cannot disturb each
    // other, and an interrupted one leaves nothing that looks finished.
    let staging = tools.join(format!(".{name}-{}", std::process::id()));
    let installed = install(tool, &staging).and_then(|()| {
        if !fits(&staging.join("bin"), tool) {
            return Err(Failure::new(format!("the installed {name} does not run")));
        }
        if home.exists() && !fits(&bin, tool) {
            fs::remove_dir_all(&home).doing(|| format!("cannot replace {}", home.display()))?;
        }
        match fs::rename(&staging, &home) {
            Err(_) if fits(&bin, tool) => Ok(()),
            moved => moved.doing(|| format!("cannot move {name} into {}", tools.display())),
        }
    });
    // What is left of the staging folder is of no use, whichever way it went.
    let _ = fs::remove_dir_all(&staging);
    installed.map_err(|failure| {
        Failure::new(format!(
            "{failure}\n{package} {version} could not be had. Install it yourself, anywhere on \
             PATH: `cargo install {package}@{version} {options}` or `cargo binstall \
             {package}@{version}`.",
            package = tool.package,
            version = tool.version,
            options = tool.install_options.join(" "),
        ))
    })?;
    Ok(bin)
}

fn install(tool: &Tool, staging: &Path) -> Outcome<()> {
    let bin = staging.join("bin");
    fs::create_dir_all(&bin).doing(|| format!("cannot make {}", bin.display()))?;
    let wanted = format!("{}@{}", tool.package, tool.version);

    if process::on_path("cargo-binstall").is_some() {
        terminal::step(&format!("cargo binstall {wanted}"));
        let mut binstall = outside_checkout(staging);
        // A binary or nothing: compiling is done below, in the cheap way.
        binstall.args([
            "binstall",
            "--no-confirm",
            "--no-symlinks",
            "--disable-strategies",
            "compile",
        ]);
        binstall.arg("--install-path").arg(&bin).arg(&wanted);
        match process::run(&mut binstall, "cargo binstall") {
            Ok(()) if fits(&bin, tool) => return Ok(()),
            Ok(()) => terminal::step("what cargo binstall brought does not run: compiling instead"),
            Err(failure) => terminal::step(&format!("{failure}: compiling instead")),
        }
    }

    terminal::step(&format!("compiling {wanted} (a minute or two, once)"));
    let mut cargo = outside_checkout(staging);
    cargo
        .arg("install")
        .arg(&wanted)
        .args(tool.install_options)
        .arg("--force");
    cargo
        .arg("--root")
        .arg(staging)
        .arg("--target-dir")
        .arg(staging.join("target"));
    for program in tool.programs {
        cargo.args(["--bin", program]);
    }
    // These programs only drive a build: their own speed hardly matters, their compile time does.
    cargo
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0");
    process::run(&mut cargo, &format!("cargo install {wanted}"))?;
    let _ = fs::remove_dir_all(staging.join("target"));
    Ok(())
}

/// Cargo, away from the checkout's own configuration.
fn outside_checkout(dir: &Path) -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(dir).stdin(Stdio::null());
    cargo
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_BUILD_TARGET");
    cargo
}

/// The folder on PATH where the tool's programs lie in the right version.
fn from_path(tool: &Tool) -> Option<PathBuf> {
    let first = tool.programs.first()?;
    let dir = process::on_path(first)?.parent()?.to_path_buf();
    fits(&dir, tool).then_some(dir)
}

/// Whether all programs are there and the first says what it must.
fn fits(bin: &Path, tool: &Tool) -> bool {
    let Some(first) = tool.programs.first() else {
        return false;
    };
    tool.programs
        .iter()
        .all(|program| program_in(bin, program).is_file())
        && process::output(Command::new(program_in(bin, first)).arg(tool.question))
            .is_some_and(|said| says(&said, &tool.answer))
}

fn program_in(bin: &Path, program: &str) -> PathBuf {
    bin.join(format!("{program}{}", env::consts::EXE_SUFFIX))
}

/// Whether what a program said has exactly this word: the version in `trunk 0.21.14`.
fn says(said: &str, word: &str) -> bool {
    said.split_whitespace().any(|said| said == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_compared_whole() {
        assert!(says("trunk 0.21.14", "0.21.14"));
        assert!(says("wasm-bindgen 0.2.130 (abcdef)", "0.2.130"));
        assert!(!says("wasm-bindgen 0.2.130", "0.2.13"));
        assert!(!says("trunk 0.21.14-rc.1", "0.21.14"));
    }
}
