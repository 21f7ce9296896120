//! Programs of this machine that tests run. A test whose program is missing says so and passes.

use std::io::{self, Write};
use std::process::Command;

/// What a program left behind.
#[derive(Debug)]
pub struct Ended {
    pub is_success: bool,
    /// Its standard output.
    pub printed: String,
    /// Its standard error.
    pub complaints: String,
}

/// Whether these programs are on this machine; says so where one is not.
pub fn are_here(test: &str, tools: &[&str]) -> bool {
    for tool in tools {
        // Not each knows the option, but one that is there can be started.
        if Command::new(tool).arg("--version").output().is_err() {
            did_not_run(test, &format!("it needs {tool}"));
            return false;
        }
    }
    true
}

/// Says so past the test harness, which would keep it to itself.
pub fn did_not_run(name: &str, why: &str) {
    let mut terminal = io::stderr();
    writeln!(terminal, "{name} did not run: {why}").unwrap();
}

/// Runs a program to its end.
pub async fn run(mut command: Command) -> Ended {
    let output = tokio::task::spawn_blocking(move || command.output())
        .await
        .unwrap()
        .unwrap();
    Ended {
        is_success: output.status.success(),
        printed: String::from_utf8(output.stdout).unwrap(),
        complaints: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs a program that has to succeed and gives what it printed.
pub async fn succeed(command: Command) -> String {
    let ended = run(command).await;
    assert!(ended.is_success, "{}", ended.complaints);
    ended.printed
}
