//! The program itself: what it prints, what it keeps, how it starts and ends.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use lotus::wire::{DelaysDto, MonitorHistoryDto};
use lotus_backend::{Report, Server, Setup, State, Store, UnixNanos};

use crate::client::{get, login_form, post};
use crate::stage::{self, PASSWORD, RECORDED_AT};

const LIST: &str = "/api/v1/server/list";

/// A running backend; killed without notice when it is dropped.
struct Backend {
    child: Child,
    /// What it printed before it was ready.
    printed: Vec<String>,
    origin: String,
}

fn command(options: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotus-backend"));
    command
        .args(["--listen", "127.0.0.1:0", "--no-this-machine"])
        .args(options);
    command
}

impl Backend {
    fn start(options: &[&str]) -> Self {
        Self::of(&mut command(options))
    }

    fn of(command: &mut Command) -> Self {
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = child.stdout.take().unwrap();
        // Whatever happens from here on, the child is ended when this is dropped.
        let mut backend = Self {
            child,
            printed: Vec::new(),
            origin: String::new(),
        };
        for line in BufReader::new(out).lines() {
            let line = line.unwrap();
            if let Some(origin) = line.strip_prefix("listening on ") {
                origin.clone_into(&mut backend.origin);
                return backend;
            }
            backend.printed.push(line);
        }
        panic!("it ended before it was ready: {}", backend.kill());
    }

    /// Kills it as a lack of memory would, and gives what it wrote to standard error.
    fn kill(mut self) -> String {
        self.child.kill().unwrap();
        let mut written = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut written)
            .unwrap();
        written
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        // It may have been killed already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[tokio::test]
async fn a_kill_loses_nothing_that_was_answered_with_success() {
    let folder = tempfile::tempdir().unwrap();
    let options = [
        "--data",
        folder.path().to_str().unwrap(),
        "--password",
        PASSWORD,
    ];
    let backend = Backend::start(&options);
    let answer = post("/login", &login_form())
        .form()
        .at(&backend.origin)
        .await;
    let cookie = answer.cookie();
    let made = post("/api/token", r#"{"Note": "kept"}"#)
        .cookie(cookie)
        .at(&backend.origin)
        .await;
    let token = made.json()["result"]["token"].as_str().unwrap().to_owned();
    for name in ["one", "two"] {
        let body = format!(r#"{{"Name": "{name}"}}"#);
        let answer = post("/api/v1/server/register", &body)
            .token(&token)
            .at(&backend.origin)
            .await;
        assert_eq!(answer.code(), 200);
    }
    let ids = |answer: crate::client::Answer| {
        let mut ids = answer.ids();
        ids.sort_unstable();
        ids
    };
    let before = ids(get(LIST).token(&token).at(&backend.origin).await);
    backend.kill();

    let backend = Backend::start(&options);
    assert_eq!(
        ids(get(LIST).token(&token).at(&backend.origin).await),
        before
    );
    let tokens = get("/api/token").cookie(cookie).at(&backend.origin).await;
    assert_eq!(tokens.json()["result"][0]["token"], token);
    let deleted = format!("/api/token/{token}");
    let deleted = crate::client::ask(axum::http::Method::DELETE, &deleted).cookie(cookie);
    assert_eq!(deleted.at(&backend.origin).await.code(), 200);
    backend.kill();

    let backend = Backend::start(&options);
    assert_eq!(
        get(LIST).token(&token).at(&backend.origin).await.code(),
        403
    );
    let body = post("/api/v1/server/register", "{}")
        .cookie(cookie)
        .at(&backend.origin)
        .await;
    assert_eq!(body.code(), 200);
    let after = ids(get(LIST).cookie(cookie).at(&backend.origin).await);
    assert!(after.last() > before.last() && after.len() == 3);
}

#[tokio::test]
async fn histories_survive_a_restart_and_reports_do_not() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        let store = Store::open(folder.path()).unwrap();
        let state = State::new(Setup {
            store,
            ..stage::setup()
        })
        .unwrap();
        state.put_server(Server {
            id: 1,
            ..Server::default()
        });
        state
    };
    let state = start();
    let history = MonitorHistoryDto {
        monitor_id: 1,
        server_id: 1,
        created_at: Some(vec![RECORDED_AT.millis()]),
        avg_delay: Some(DelaysDto(vec![1.5])),
        ..MonitorHistoryDto::default()
    };
    state.stage_history(&history).unwrap();
    state.stage_token("token", "").unwrap();
    state.report(
        1,
        Report {
            last_active: Some(UnixNanos(0)),
            ..Report::default()
        },
    );
    drop(state);

    let state = start();
    let answer = get("/api/v1/monitor/1").of(&state).await;
    assert_eq!(answer.json()["result"][0]["avg_delay"][0], 1.5);
    let answer = get("/api/v1/server/details")
        .token("token")
        .of(&state)
        .await;
    assert_eq!(
        answer.json()["result"][0]["last_active"],
        -62_135_596_800_i64
    );
}

#[tokio::test]
async fn it_begins_with_the_histories_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("histories.json");
    // 9999-12-31: within the last day on whatever day this runs.
    let history = r#"[{"monitor_id": 7, "server_id": 1, "monitor_name": "Given",
        "server_name": "", "created_at": [253402214400000], "avg_delay": [1.5]}]"#;
    fs::write(&file, history).unwrap();
    let file = file.to_str().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotus-backend"));
    command.args(["--listen", "127.0.0.1:0", "--interval", "3600"]);
    let backend = Backend::of(command.args(["--history", file]));
    let answer = get("/api/v1/monitor/1").at(&backend.origin).await;
    let told = answer.json();
    let [given] = told["result"].as_array().unwrap().as_slice() else {
        panic!("{}", answer.body);
    };
    assert_eq!(given["monitor_name"], "Given");
    assert_eq!(given["created_at"][0], 253_402_214_400_000_i64);
    assert_eq!(given["avg_delay"][0], 1.5);
}

#[tokio::test]
async fn a_password_is_printed_only_when_it_was_made_up() {
    let backend = Backend::start(&["--password", PASSWORD]);
    assert!(backend.printed.is_empty());
    let backend = Backend::start(&[]);
    let [line] = backend.printed.as_slice() else {
        panic!("{:?}", backend.printed);
    };
    let password = line.strip_prefix("password: ").unwrap();
    let form = format!("password={password}");
    let answer = post("/login", &form).form().at(&backend.origin).await;
    assert_eq!(answer.status, 302);
}

#[tokio::test]
async fn secrets_never_reach_the_log() {
    let backend = Backend::start(&[
        "--password",
        PASSWORD,
        "--view-password",
        "let me in",
        "--access-log",
    ]);
    let origin = backend.origin.clone();
    let answer = post("/login", &login_form()).form().at(&origin).await;
    let cookie = answer.cookie().to_owned();
    let made = post("/api/token", "{}").cookie(&cookie).at(&origin).await;
    let token = made.json()["result"]["token"].as_str().unwrap().to_owned();
    let secret = post("/api/v1/server/register?simple=1", "{}")
        .token(&token)
        .at(&origin)
        .await
        .body;
    post("/view-password", "Password=let+me+in")
        .form()
        .at(&origin)
        .await;
    get("/?password=queried").at(&origin).await;
    let path = format!("/api/token/{token}");
    crate::client::ask(axum::http::Method::DELETE, &path)
        .cookie(&cookie)
        .at(&origin)
        .await;
    let log = backend.kill();
    assert!(log.contains("DELETE /api/token/… 200"), "{log}");
    assert!(log.contains("POST /login 302"), "{log}");
    let session = cookie.split_once('=').unwrap().1;
    for hidden in [
        PASSWORD,
        "correct",
        "let",
        "queried",
        session,
        &token,
        secret.trim_matches('"'),
    ] {
        assert!(!log.contains(hidden), "{hidden} in {log}");
    }
}

#[test]
fn what_cannot_start_says_why_in_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let damaged = folder.path().join("damaged");
    fs::create_dir(&damaged).unwrap();
    fs::write(
        damaged.join("lotus.db"),
        "this is no database, however long it goes on",
    )
    .unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let taken = taken.local_addr().unwrap().to_string();
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    let cases = [
        (vec!["--data".to_owned(), text(&damaged)], "not a database"),
        (
            vec!["--data".to_owned(), text(&file.join("under"))],
            "cannot be used",
        ),
        (
            vec!["--static".to_owned(), text(&folder.path().join("none"))],
            "does not exist",
        ),
        (
            vec!["--listen".to_owned(), taken.clone()],
            "cannot listen at",
        ),
    ];
    for (options, words) in cases {
        let output = failing(&options);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success());
        assert_eq!(error.lines().count(), 1, "{error}");
        assert!(
            error.starts_with("lotus-backend: ") && error.contains(words),
            "{error}"
        );
        assert!(output.stdout.is_empty());
    }
}

/// Runs it with options it cannot start with. The last `--listen` counts.
fn failing(options: &[String]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotus-backend"));
    if !options.iter().any(|option| option == "--listen") {
        command.args(["--listen", "127.0.0.1:0"]);
    }
    command
        .arg("--no-this-machine")
        .args(options)
        .output()
        .unwrap()
}

#[test]
fn two_backends_never_share_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let _first = Backend::start(&["--data", data]);
    let second = failing(&["--data".to_owned(), data.to_owned()]);
    assert!(!second.status.success());
    assert!(String::from_utf8(second.stderr).unwrap().contains("locked"));
}

#[tokio::test]
async fn options_come_from_the_environment_too() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lotus-backend"));
    command.envs([
        ("LOTUS_LISTEN", "127.0.0.1:0"),
        ("LOTUS_NO_THIS_MACHINE", "1"),
        ("LOTUS_FLEET", "3"),
        ("LOTUS_PASSWORD", PASSWORD),
    ]);
    let backend = Backend::of(&mut command);
    let answer = post("/login", &login_form())
        .form()
        .at(&backend.origin)
        .await;
    let listed = get(LIST).cookie(answer.cookie()).at(&backend.origin).await;
    assert_eq!(listed.ids().len(), 3);
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it() {
    for signal in ["-TERM", "-INT"] {
        let mut backend = Backend::start(&[]);
        let pid = backend.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        assert!(backend.child.wait().unwrap().success(), "{signal}");
    }
}
