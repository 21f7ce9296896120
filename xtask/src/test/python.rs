//! A Python with `requests`, for the tests that run the public guide's own scripts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::failure::{Doing, Failure, Outcome};
use crate::process;
use crate::project::Project;
use crate::terminal;

/// The Python of a virtual environment in the cache, made when it is not there. Without Python, or
/// without a way to `requests`, the tests go on and say what they left out.
pub(super) fn prepare(project: &Project) -> Option<PathBuf> {
    match obtain(project) {
        Ok(python) => Some(python),
        Err(failure) => {
            terminal::step(&format!("no Python for the guide's scripts: {failure}"));
            None
        }
    }
}

fn obtain(project: &Project) -> Outcome<PathBuf> {
    let (system, version) = system_python()?;
    let home = project.cache().join(format!("python-{version}"));
    let python = python_in(&home);
    if has_requests(&python) {
        return Ok(python);
    }
    terminal::step(&format!(
        "making a Python {version} environment in {}",
        home.display()
    ));
    fs::create_dir_all(project.cache())
        .doing(|| format!("cannot make {}", project.cache().display()))?;
    // Made beside its place and moved there whole, like every tool.
    let staging = project
        .cache()
        .join(format!(".python-{version}-{}", std::process::id()));
    let made = process::run(
        Command::new(&system)
            .args(["-m", "venv"])
            .arg(&staging)
            .stdin(Stdio::null()),
        "python -m venv",
    )
    .and_then(|()| {
        let mut pip = Command::new(python_in(&staging));
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "requests",
        ]);
        process::run(pip.stdin(Stdio::null()), "pip install requests")
    })
    .and_then(|()| {
        if home.exists() && !has_requests(&python) {
            fs::remove_dir_all(&home).doing(|| format!("cannot replace {}", home.display()))?;
        }
        match fs::rename(&staging, &home) {
            Err(_) if has_requests(&python) => Ok(()),
            moved => moved.doing(|| format!("cannot make {}", home.display())),
        }
    });
    let _ = fs::remove_dir_all(&staging);
    made?;
    if has_requests(&python) {
        Ok(python)
    } else {
        Err(Failure::new(
            "the new environment does not import `requests`",
        ))
    }
}

/// The first Python 3 on PATH and its version, `3.12`.
fn system_python() -> Outcome<(PathBuf, String)> {
    let says = "import sys; print('%d.%d' % sys.version_info[:2])";
    ["python3", "python"]
        .iter()
        .filter_map(|name| process::on_path(name))
        .find_map(|path| {
            let version = process::output(Command::new(&path).args(["-c", says]))?;
            version.starts_with("3.").then_some((path, version))
        })
        .ok_or_else(|| Failure::new("there is no Python 3 on PATH"))
}

fn has_requests(python: &Path) -> bool {
    process::output(Command::new(python).args(["-c", "import requests"])).is_some()
}

fn python_in(home: &Path) -> PathBuf {
    if cfg!(windows) {
        home.join("Scripts/python.exe")
    } else {
        home.join("bin/python")
    }
}
