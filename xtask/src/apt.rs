//! Debian's packages, where they can be installed without asking anybody.

use std::process::{Command, Stdio};

use crate::failure::Outcome;
use crate::process;

/// Debian's package tool, with the right to install.
pub(crate) struct Apt {
    sudo: bool,
}

impl Apt {
    /// `None` where there is no apt or where it would ask for a password.
    pub(crate) fn find() -> Option<Self> {
        process::on_path("apt-get")?;
        if process::output(Command::new("id").arg("-u")).is_some_and(|id| id == "0") {
            return Some(Self { sudo: false });
        }
        process::output(Command::new("sudo").args(["-n", "true"]))?;
        Some(Self { sudo: true })
    }

    /// The version of a package that would be installed.
    pub(crate) fn version_of(&self, package: &str) -> Option<String> {
        self.get(&["update"]).ok()?;
        let policy = process::output(Command::new("apt-cache").args(["policy", package]))?;
        let mut lines = policy.lines().map(str::trim);
        lines.find_map(|line| line.strip_prefix("Candidate: ").map(str::to_owned))
    }

    /// Installs these packages or, as long as what they bring is not there, the next ones.
    pub(crate) fn install(&self, choices: &[&[&str]], is_there: impl Fn() -> bool) -> Outcome<()> {
        self.get(&["update"])?;
        let mut outcome = Ok(());
        for packages in choices {
            outcome =
                self.get(&[&["install", "--yes", "--no-install-recommends"], *packages].concat());
            if outcome.is_ok() && is_there() {
                break;
            }
        }
        outcome
    }

    fn get(&self, arguments: &[&str]) -> Outcome<()> {
        // sudo does not hand the environment on: `env` sets the variable behind it.
        let before: &[&str] = if self.sudo {
            &["sudo", "-n", "env"]
        } else {
            &["env"]
        };
        let words = [
            before,
            &["DEBIAN_FRONTEND=noninteractive", "apt-get"],
            arguments,
        ]
        .concat();
        let mut words = words.into_iter();
        let mut command = Command::new(words.next().unwrap_or("env"));
        process::run(command.args(words).stdin(Stdio::null()), "apt-get")
    }
}
