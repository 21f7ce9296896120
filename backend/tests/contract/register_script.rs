//! The script that registers a machine, run as it is downloaded. What stands in for the agent's
//! installer only tells what it was given, so nothing is installed and nothing is asked of the
//! world outside.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use lotus::domain::install::AgentAddress;
use lotus::domain::register_script::register_script;
use lotus_backend::State;
use serde_json::Value;
use tempfile::TempDir;

use crate::client::{get, listen};
use crate::stage;
use crate::tools::{Ended, are_here, run};

const TOKEN: &str = "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw";

/// Tells its arguments, whether it sees the token, and leaves a file where it stands.
const INSTALLER: &str = r#"#!/bin/sh
printf 'token: %s\n' "${NEZHA_TOKEN-unseen}"
printf 'installer:'
printf ' <%s>' "$@"
printf '\n'
echo unpacked > nezha-agent
"#;

/// A machine to register: an installer, programs that tell what they are given, and folders that
/// must be empty in the end.
struct Machine {
    folder: TempDir,
    shell: &'static str,
}

impl Machine {
    fn new(shell: &'static str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["bin", "here", "temporary"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        let machine = Self { folder, shell };
        fs::write(machine.path("installer"), INSTALLER).unwrap();
        let curl = which("curl");
        let told = machine.path("told");
        machine.program(
            "curl",
            &format!(
                "printf '<%s>' \"$@\" >> '{}'\nexec '{}' \"$@\"",
                told.display(),
                curl.display()
            ),
        );
        machine.program("sudo", "exec \"$@\"");
        machine.program("hostname", "echo 'the host'\"'\"'s \\own \"name\"'");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.path("bin").join(name);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// The script with what it needs, about to run with this token.
    fn command(&self, script: &str, token: &str) -> Command {
        let paths = std::env::var("PATH").unwrap();
        let installer = format!("file://{}", self.path("installer").display());
        let mut command = Command::new(self.shell);
        command
            .args(["-c", script])
            .current_dir(self.path("here"))
            .env("PATH", format!("{}:{paths}", self.path("bin").display()))
            .env("TMPDIR", self.path("temporary"))
            .env("NEZHA_INSTALLER", installer)
            .env("NEZHA_TOKEN", token);
        for unset in [
            "NODE_NAME",
            "NEZHA_DASHBOARD_URL",
            "NEZHA_PROBE_ADDRESS",
            "NEZHA_PROBE_PORT",
            "NEZHA_PROBE_TLS",
        ] {
            command.env_remove(unset);
        }
        command
    }

    /// Runs a command to its end, after which nothing may be left and nobody may know the token.
    async fn run(&self, command: Command) -> Ended {
        let ended = run(command).await;
        for folder in ["here", "temporary"] {
            let left: Vec<_> = fs::read_dir(self.path(folder)).unwrap().collect();
            assert!(left.is_empty(), "{left:?}");
        }
        let told = fs::read_to_string(self.path("told")).unwrap_or_default();
        for text in [&told, &ended.printed, &ended.complaints] {
            assert!(!text.contains(TOKEN), "{text}");
        }
        ended
    }
}

fn which(program: &str) -> PathBuf {
    let paths = std::env::var_os("PATH").unwrap();
    let mut found = std::env::split_paths(&paths).map(|folder| folder.join(program));
    found.find(|path| Path::is_file(path)).unwrap()
}

fn machines() -> Vec<Machine> {
    ["sh", "bash"]
        .into_iter()
        .filter(|shell| are_here("nezha_register.sh", &[shell, "curl"]))
        .map(Machine::new)
        .collect()
}

fn script(origin: &str, tls: bool) -> String {
    let address = AgentAddress::parse("agents.example.org", "443", tls).unwrap();
    register_script(origin, &address, true)
}

async fn staged() -> (State, String) {
    let state = stage::empty();
    state.stage_token(TOKEN, "for machines").unwrap();
    let origin = listen(&state).await;
    (state, origin)
}

async fn names(state: &State) -> Vec<Value> {
    let listed = get("/api/v1/server/list").token(TOKEN).of(state).await;
    let items = listed.json()["result"].as_array().unwrap().clone();
    items.into_iter().map(|item| item["name"].clone()).collect()
}

#[tokio::test]
async fn a_machine_is_registered_and_its_agent_installed() {
    for machine in machines() {
        let (state, origin) = staged().await;
        let ended = machine
            .run(machine.command(&script(&origin, true), TOKEN))
            .await;
        assert!(ended.is_success && ended.complaints.is_empty(), "{ended:?}");
        assert_eq!(names(&state).await, ["the host's \\own \"name\""]);
        let lines: Vec<_> = ended.printed.lines().collect();
        assert_eq!(lines[0], "Registered as the host's \\own \"name\".");
        assert_eq!(lines[1], "token: unseen");
        let arguments =
            lines[2].strip_prefix("installer: <install_agent> <agents.example.org> <443> <");
        let secret = arguments.unwrap().strip_suffix("> <--tls>").unwrap();
        assert!(secret.len() == 18 && secret.chars().all(|c| c.is_ascii_alphanumeric()));
        assert_eq!(lines.len(), 3);
        // The stand-in of curl, on whose command lines no token was found, was asked indeed.
        let told = fs::read_to_string(machine.path("told")).unwrap();
        assert!(told.contains(&format!("<{origin}/api/v1/server/register?simple=true>")));
    }
}

#[tokio::test]
async fn the_environment_overrules_what_is_filled_in() {
    for machine in machines() {
        let (state, origin) = staged().await;
        let name = "<b>名</b> $HOME `id` 'x' \\n\ttab\nline\u{7}";
        let mut command = machine.command(&script("http://127.0.0.1:1", true), TOKEN);
        command
            .env("NEZHA_DASHBOARD_URL", format!("{origin}/"))
            .env("NEZHA_PROBE_ADDRESS", "2001:db8::1")
            .env("NEZHA_PROBE_PORT", "5556")
            .env("NEZHA_PROBE_TLS", "0")
            .env("NODE_NAME", name);
        let ended = machine.run(command).await;
        assert!(ended.is_success, "{ended:?}");
        let known: String = name.chars().filter(|c| !c.is_control()).collect();
        assert_eq!(names(&state).await, [known]);
        let (_, told) = ended.printed.split_once("installer:").unwrap();
        assert!(
            told.starts_with(" <install_agent> <[2001:db8::1]> <5556> <"),
            "{told}"
        );
        assert_eq!(told.matches('<').count(), 4, "{told}");
    }
}

#[tokio::test]
async fn without_a_token_nothing_happens() {
    for machine in machines() {
        let (state, origin) = staged().await;
        let ended = machine
            .run(machine.command(&script(&origin, false), ""))
            .await;
        assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
        assert!(ended.complaints.starts_with("NEZHA_TOKEN is not set"));
        let mut command = machine.command(&script(&origin, false), "");
        command.env_remove("NEZHA_TOKEN");
        let ended = machine.run(command).await;
        assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
        assert!(ended.complaints.starts_with("NEZHA_TOKEN is not set"));
        assert!(!machine.path("told").exists());
        assert!(names(&state).await.is_empty());
    }
}

#[tokio::test]
async fn a_token_that_is_refused_is_told_from_a_secret() {
    for machine in machines() {
        let (state, origin) = staged().await;
        for token in ["wrong", "it's \"wrong\" \\ too"] {
            let ended = machine
                .run(machine.command(&script(&origin, false), token))
                .await;
            assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
            let expected = format!("The dashboard at {origin} refused the token in NEZHA_TOKEN.\n");
            assert_eq!(ended.complaints, expected);
        }
        assert!(names(&state).await.is_empty());
    }
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    for machine in machines() {
        // A port of this machine where nobody listens any more.
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        drop(listener);
        let ended = machine
            .run(machine.command(&script(&origin, false), TOKEN))
            .await;
        assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
        let expected = format!("The dashboard at {origin} could not be reached.\n");
        assert!(ended.complaints.ends_with(&expected), "{ended:?}");

        // An address without registration.
        let (state, origin) = staged().await;
        let mut command = machine.command(&script(&origin, false), TOKEN);
        command.env("NEZHA_DASHBOARD_URL", format!("{origin}/elsewhere"));
        let ended = machine.run(command).await;
        assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
        assert!(ended.complaints.starts_with("There is no registration at "));

        // A page that is no dashboard's, with status 200.
        let mut command = machine.command(&script(&origin, false), TOKEN);
        command.env("NEZHA_DASHBOARD_URL", format!("{origin}/login?"));
        let ended = machine.run(command).await;
        assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
        let expected = format!("What answers at {origin}/login? is no Nezha dashboard.\n");
        assert_eq!(ended.complaints, expected);

        // Without an installer no server is registered in vain.
        let mut command = machine.command(&script(&origin, false), TOKEN);
        command.env("NEZHA_INSTALLER", format!("{origin}/nothing.sh"));
        let ended = machine.run(command).await;
        assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
        assert!(
            ended
                .complaints
                .contains("The installer could not be downloaded from ")
        );
        assert!(names(&state).await.is_empty());
    }
}

#[tokio::test]
async fn a_failing_installer_fails_the_script() {
    for machine in machines() {
        let (state, origin) = staged().await;
        fs::write(machine.path("installer"), "exit 7\n").unwrap();
        let ended = machine
            .run(machine.command(&script(&origin, false), TOKEN))
            .await;
        assert!(!ended.is_success);
        assert_eq!(names(&state).await.len(), 1);
    }
}

#[tokio::test]
async fn whatever_the_origin_holds_stays_text() {
    let origin = r#"http://it's "$(touch pwned)" \ `touch pwned`; touch pwned #"#;
    for machine in machines() {
        let script = script(origin, false);
        let mut reading = Command::new(machine.shell);
        reading.args(["-n", "-c", &script]);
        let read = run(reading).await;
        assert!(read.is_success && read.complaints.is_empty(), "{read:?}");
        let ended = machine.run(machine.command(&script, TOKEN)).await;
        assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
        let expected = format!("The dashboard at {origin} could not be reached.\n");
        assert!(ended.complaints.ends_with(&expected), "{ended:?}");
    }
}
