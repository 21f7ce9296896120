//! Starting other programs.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Doing, Failure, Outcome};
use crate::project::Project;

/// The cargo that runs this tool, in the checkout.
pub(crate) fn cargo(project: &Project) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command
        .current_dir(project.root())
        .env("CARGO_TARGET_DIR", project.target());
    command.stdin(Stdio::null());
    command
}

/// Runs to the end with the terminal's output; anything but success is a failure named `what`.
pub(crate) fn run(command: &mut Command, what: &str) -> Outcome<()> {
    let status = command
        .status()
        .doing(|| format!("cannot start {}", name(command)))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{what} failed ({status})")))
    }
}

/// The standard output of a program that succeeds quietly, or `None`.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    if !output.status.success() {
        return None;
    }
    String::from_utf8(output.stdout)
        .ok()
        .map(|text| text.trim().to_owned())
}

/// The first program of that name on PATH.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?)
        .map(|dir| dir.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
        .find(|path| is_program(path))
}

/// PATH with these folders in front.
pub(crate) fn path_with(front: &[&Path]) -> Outcome<OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = front
        .iter()
        .map(|dir| dir.to_path_buf())
        .chain(env::split_paths(&path));
    env::join_paths(folders).doing(|| "cannot put the tools on PATH".to_owned())
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

fn name(command: &Command) -> String {
    command.get_program().to_string_lossy().into_owned()
}
