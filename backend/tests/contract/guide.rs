//! The public guide's examples, kept as they stand there (`tests/guide/`): only the address and the
//! token are put in. The registration script ends where it would begin to download the agent.

use std::path::{Path, PathBuf};
use std::process::Command;

use lotus_backend::State;

use crate::client::{get, listen};
use crate::stage;
use crate::tools::{are_here, did_not_run, run, succeed};

const TOKEN: &str = "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw";

/// A Python that has `requests`.
const PYTHON: &str = "LOTUS_PYTHON";

async fn staged() -> (State, String) {
    let state = stage::fleet(stage::setup());
    state.stage_token(TOKEN, "the guide's").unwrap();
    let origin = listen(&state).await;
    (state, origin)
}

fn example(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/guide")
        .join(name);
    std::fs::read_to_string(path).unwrap()
}

/// Runs one of the guide's Python examples, or says that there is no Python.
async fn python(name: &str) -> Option<String> {
    let Ok(python) = std::env::var(PYTHON) else {
        did_not_run(name, &format!("{PYTHON} names no Python with requests"));
        return None;
    };
    let (_state, origin) = staged().await;
    let script = example(name)
        .replace("http://your-dashboard", &origin)
        .replace("your_token", TOKEN);
    let mut command = Command::new(python);
    command
        .arg("-c")
        .arg(script)
        .env("PYTHONIOENCODING", "utf-8");
    Some(succeed(command).await)
}

#[tokio::test]
async fn the_list_of_all_servers() {
    let Some(printed) = python("list.py").await else {
        return;
    };
    assert_eq!(printed.lines().count(), 14);
    assert!(
        printed.contains("Server Name: 香港 CN2 GIA, Last Active: 1795363885, IP: 203.0.113.5")
    );
}

#[tokio::test]
async fn the_details_of_one_server() {
    let Some(printed) = python("details.py").await else {
        return;
    };
    assert!(printed.starts_with("Server Name: This machine\nCPU Usage: 0.49999999999954525%\n"));
    assert!(printed.contains("Memory Used: 473587712 bytes\n"));
}

#[tokio::test]
async fn the_registration_of_a_server() {
    if !are_here("register.sh", &["bash", "curl"]) {
        return;
    }
    let (state, origin) = staged().await;
    let folder = tempfile::tempdir().unwrap();
    let mut command = script(folder.path(), &origin);
    command.env("NEZHA_TOKEN", TOKEN);
    assert_eq!(succeed(command).await, "");
    let cookie = state.stage_sign_in().unwrap();
    let listed = get("/api/v1/server/list?tag=AutoRegister")
        .cookie(&cookie)
        .of(&state)
        .await;
    assert_eq!(listed.json()["result"][0]["name"], "from the guide");

    // A wrong token is a failure that the script tells from a secret by its brace.
    let mut command = script(folder.path(), &origin);
    command.env("NEZHA_TOKEN", "wrong");
    let refused = run(command).await;
    assert!(!refused.is_success);
    assert!(
        refused
            .printed
            .starts_with("Failed to get Nezha Secret. Received response: {\"code\":403")
    );
}

/// The script in a folder of its own, because it writes a file beside itself.
fn script(folder: &Path, origin: &str) -> Command {
    let mut command = Command::new("bash");
    command
        .arg("-c")
        .arg(example("register.sh"))
        .current_dir(folder);
    command
        .env("NEZHA_DASHBOARD_URL", origin)
        .env("NODE_NAME", "from the guide");
    command
}
