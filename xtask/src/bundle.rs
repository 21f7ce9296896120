//! Building the app and the backend.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::arguments::Profile;
use crate::failure::{Failure, Outcome};
use crate::process;
use crate::project::Project;
use crate::source_paths;
use crate::terminal;
use crate::tools::Tools;

/// The target of everything that runs in the browser.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The cargo profile of an app for visitors.
pub(crate) const RELEASE_PROFILE: &str = "app";

/// Builds the app into `dist/`.
pub(crate) fn build_app(project: &Project, tools: &Tools, profile: Profile) -> Outcome<()> {
    terminal::step("building the app");
    compile_app(project, profile)?;
    process::run(
        trunk(project, tools, profile, "build")?.stdout(Stdio::inherit()),
        "trunk build",
    )?;
    match profile {
        Profile::Release => source_paths::check(project),
        Profile::Dev => Ok(()),
    }
}

/// Builds the backend and returns its executable.
pub(crate) fn build_backend(project: &Project) -> Outcome<PathBuf> {
    terminal::step("building the backend");
    let mut cargo = process::cargo(project);
    cargo.args(["build", "--release", "--package", "lotus-backend"]);
    process::run(&mut cargo, "building the backend")?;
    let backend = project.backend();
    if backend.is_file() {
        Ok(backend)
    } else {
        Err(Failure::new(format!(
            "cargo left no backend at {}",
            backend.display()
        )))
    }
}

/// Compiles the app with cargo's own progress on the terminal, and fetches what is missing:
/// Trunk's call of cargo, which is offline and silent, then finds everything done.
fn compile_app(project: &Project, profile: Profile) -> Outcome<()> {
    let mut cargo = process::cargo(project);
    cargo.args([
        "build",
        "--target",
        WASM_TARGET,
        "--package",
        "lotus",
        "--bin",
        "lotus",
        // As the page asks for it (`index.html`): a release is split then.
        "--features",
        "split",
    ]);
    cargo.args(["--profile", cargo_profile(profile)]);
    if profile == Profile::Release {
        set_release_flags(&mut cargo, project)?;
    }
    process::run(&mut cargo, "compiling the app")
}

/// Trunk, set up for this project: `command` is `build` or `watch`.
pub(crate) fn trunk(
    project: &Project,
    tools: &Tools,
    profile: Profile,
    command: &str,
) -> Outcome<Command> {
    let mut trunk = Command::new(tools.trunk());
    trunk
        .current_dir(project.root())
        .env("PATH", tools.path()?)
        .env("CARGO_TARGET_DIR", project.target())
        // Trunk takes the variable for an argument and accepts only `true` and `false`.
        .env_remove("NO_COLOR")
        // An error of a build is explained by its message, not by Trunk's own stack.
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .arg(command)
        .args(["--offline", "--skip-version-check", "--log", "warn"])
        .args(["--cargo-profile", cargo_profile(profile)])
        .arg(match profile {
            Profile::Release => "--release=true",
            Profile::Dev => "--release=false",
        });
    if profile == Profile::Release {
        set_release_flags(&mut trunk, project)?;
    }
    Ok(trunk)
}

/// Adds to the compiler's flags of `.cargo/config.toml` those of a release: cargo joins the two.
fn set_release_flags(command: &mut Command, project: &Project) -> Outcome<()> {
    let flags = source_paths::hide(project)?;
    command.env(
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        flags.join(" "),
    );
    // Either of these would replace the flags of the configuration instead of joining them.
    command
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS");
    Ok(())
}

fn cargo_profile(profile: Profile) -> &'static str {
    match profile {
        Profile::Release => RELEASE_PROFILE,
        Profile::Dev => "dev",
    }
}
