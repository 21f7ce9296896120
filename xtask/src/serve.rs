//! Showing the app on this machine.

use std::env;
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::arguments::Profile;
use crate::bundle;
use crate::failure::{Doing, Outcome};
use crate::process;
use crate::project::Project;
use crate::terminal;
use crate::tools;

const DEFAULT_LISTEN: &str = "127.0.0.1:8008";

/// How often the children are looked at.
const GLANCE: Duration = Duration::from_millis(100);

/// How long a child may take to end by itself.
const PATIENCE: Duration = Duration::from_secs(5);

/// A shell's exit code for a program that Ctrl-C ended.
const INTERRUPTED: u8 = 130;

/// Builds, starts the backend and stays until it ends or Ctrl-C is pressed.
pub(crate) fn serve(project: &Project, profile: Profile, options: &[String]) -> Outcome<ExitCode> {
    // Help is the backend's alone and needs no app.
    if options
        .iter()
        .any(|option| option == "--help" || option == "-h")
    {
        let backend = bundle::build_backend(project)?;
        process::run(Command::new(backend).arg("--help"), "lotus-backend --help")?;
        return Ok(ExitCode::SUCCESS);
    }
    let tools = tools::prepare(project)?;
    bundle::build_app(project, &tools, profile)?;
    let backend = bundle::build_backend(project)?;

    let (interrupt, interrupted) = channel();
    ctrlc::set_handler(move || {
        // The receiver lives as long as `serve`; after that there is nothing left to stop.
        let _ = interrupt.send(());
    })
    .doing(|| "cannot listen for Ctrl-C".to_owned())?;

    let mut children = Vec::new();
    if profile == Profile::Dev {
        terminal::step("watching the app's sources (the backend's need a restart)");
        let mut trunk = bundle::trunk(project, &tools, profile, "watch")?;
        children.push(Running::start("trunk watch", &mut trunk)?);
    }
    let mut command = Command::new(&backend);
    command.current_dir(project.root()).stdin(Stdio::null());
    command.args(backend_options(project, options, |name| {
        env::var_os(name).is_some()
    }));
    terminal::step("starting the backend (Ctrl-C stops everything)");
    children.push(Running::start("lotus-backend", &mut command)?);

    Ok(stay(&mut children, &interrupted))
}

/// Waits for Ctrl-C or for the first child to end; the others end with it when dropped.
fn stay(children: &mut [Running], interrupted: &Receiver<()>) -> ExitCode {
    loop {
        if !matches!(
            interrupted.recv_timeout(GLANCE),
            Err(RecvTimeoutError::Timeout)
        ) {
            return ExitCode::from(INTERRUPTED);
        }
        for child in &mut *children {
            if let Some(status) = child.ended() {
                // The terminal sends Ctrl-C to the children too: they may be quicker than we are.
                if interrupted.recv_timeout(GLANCE).is_ok() {
                    return ExitCode::from(INTERRUPTED);
                }
                terminal::error(&format!("{} ended ({status})", child.name));
                return if status.success() {
                    ExitCode::SUCCESS
                } else {
                    ExitCode::FAILURE
                };
            }
        }
    }
}

/// What the backend is given: the built app, and an address and a data folder unless the caller
/// chose them, as an option or in the environment. With an upstream there is no data to keep.
fn backend_options(
    project: &Project,
    given: &[String],
    in_environment: impl Fn(&str) -> bool,
) -> Vec<String> {
    let chosen = |name: &str| {
        let option = format!("--{name}");
        let with_value = format!("{option}=");
        let variable = format!("LOTUS_{}", name.to_ascii_uppercase());
        in_environment(&variable)
            || given
                .iter()
                .any(|word| *word == option || word.starts_with(&with_value))
    };
    let mut options = Vec::new();
    let mut default = |name: &str, value: String| {
        if !chosen(name) {
            options.extend([format!("--{name}"), value]);
        }
    };
    default("static", project.dist().to_string_lossy().into_owned());
    default("listen", DEFAULT_LISTEN.to_owned());
    if !chosen("upstream") {
        default("data", project.data().to_string_lossy().into_owned());
    }
    options.extend_from_slice(given);
    options
}

/// A child that is stopped when this value goes.
struct Running {
    name: &'static str,
    child: Child,
}

impl Running {
    fn start(name: &'static str, command: &mut Command) -> Outcome<Self> {
        let child = command.spawn().doing(|| format!("cannot start {name}"))?;
        Ok(Self { name, child })
    }

    fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if self.ended().is_some() {
            return;
        }
        // Asked to end first: the backend closes its database, Trunk stops the cargo it started.
        ask_to_end(&self.child);
        let deadline = Instant::now() + PATIENCE;
        while self.ended().is_none() && Instant::now() < deadline {
            std::thread::sleep(GLANCE);
        }
        if self.ended().is_none() {
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}

#[cfg(unix)]
fn ask_to_end(child: &Child) {
    process::output(Command::new("kill").args(["-INT", &child.id().to_string()]));
}

#[cfg(not(unix))]
fn ask_to_end(_child: &Child) {}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn names(given: &[&str], environment: &[&str]) -> Vec<String> {
        let given: Vec<String> = given.iter().map(|word| (*word).to_owned()).collect();
        let project = Project::locate().unwrap();
        backend_options(&project, &given, |name| environment.contains(&name))
            .into_iter()
            .filter(|word| word.starts_with("--"))
            .collect()
    }

    #[test]
    fn defaults_stand_back_for_what_was_chosen() {
        assert_eq!(names(&[], &[]), ["--static", "--listen", "--data"]);
        assert_eq!(
            names(&["--fleet", "3"], &[]),
            ["--static", "--listen", "--data", "--fleet"]
        );
        assert_eq!(
            names(&["--listen=[::1]:1"], &[]),
            ["--static", "--data", "--listen=[::1]:1"]
        );
        assert_eq!(
            names(&["--data", "x"], &["LOTUS_LISTEN"]),
            ["--static", "--data"]
        );
    }

    #[test]
    fn an_upstream_needs_no_data() {
        assert_eq!(
            names(&["--upstream", "http://a"], &[]),
            ["--static", "--listen", "--upstream"]
        );
        assert_eq!(names(&[], &["LOTUS_UPSTREAM"]), ["--static", "--listen"]);
    }
}
