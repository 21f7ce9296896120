//! The programs that the app offers with a new token, run as they are offered.

use std::process::Command;

use lotus::domain::snippets::{SnippetLanguage, snippet};
use lotus::domain::token::Secret;
use lotus_backend::State;

use crate::client::listen;
use crate::stage;
use crate::tools::{Ended, are_here, run};

const TOKEN: &str = "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw";

/// What a token never is, and what must stay text all the same.
const HOSTILE: &str =
    "it's \"quoted\" \\ \\n ${HOME} $(exit 3) `exit 4` #{x}\n'''\"\"\"\u{2028}\t名*/ //";

async fn staged() -> (State, String) {
    let state = stage::fleet(stage::setup());
    state.stage_token(TOKEN, "for programs").unwrap();
    let origin = listen(&state).await;
    (state, origin)
}

/// The programs that may run a snippet, with the option that takes it as text.
fn runners(language: SnippetLanguage) -> &'static [(&'static str, &'static str)] {
    match language {
        SnippetLanguage::Curl => &[("bash", "-c"), ("sh", "-c")],
        SnippetLanguage::Python => &[("python3", "-c")],
        SnippetLanguage::JavaScript => &[("node", "-e")],
    }
}

/// Runs a program's text with each that can, and says what is missing.
async fn run_text(language: SnippetLanguage, text: &str) -> Vec<Ended> {
    let mut all = Vec::new();
    for (runner, option) in runners(language) {
        let name = format!("the {} snippet", language.name());
        if are_here(&name, &[runner, "curl"]) {
            let mut command = Command::new(runner);
            command
                .args([option, text])
                .env("PYTHONIOENCODING", "utf-8");
            all.push(run(command).await);
        }
    }
    all
}

#[tokio::test]
async fn each_snippet_shows_the_list_a_server_and_its_history() {
    let (_state, origin) = staged().await;
    for language in SnippetLanguage::ALL {
        let text = snippet(language, &origin, &Secret::new(TOKEN.to_owned()));
        for ended in run_text(language, &text).await {
            assert!(ended.is_success && ended.complaints.is_empty(), "{ended:?}");
            let (parts, lines) = match language {
                SnippetLanguage::Curl => (
                    [
                        r#""name":"香港 CN2 GIA""#,
                        r#""CPU":0.49999999999954525"#,
                        r#""monitor_name":"#,
                    ],
                    3,
                ),
                // The list of 14, one server, its six monitors.
                SnippetLanguage::Python | SnippetLanguage::JavaScript => (
                    [
                        "2 香港 CN2 GIA 203.0.113.5\n",
                        "\nThis machine debian 0.49999999999954525\n",
                        " samples\n",
                    ],
                    21,
                ),
            };
            let printed = ended.printed;
            for part in parts {
                assert!(printed.contains(part), "{part} in\n{printed}");
            }
            assert_eq!(printed.lines().count(), lines, "{printed}");
        }
    }
}

#[tokio::test]
async fn each_snippet_fails_and_says_why_where_the_dashboard_refuses() {
    let (_state, origin) = staged().await;
    for language in SnippetLanguage::ALL {
        let text = snippet(language, &origin, &Secret::new("wrong".to_owned()));
        for ended in run_text(language, &text).await {
            let complaints = &ended.complaints;
            assert!(!ended.is_success && ended.printed.is_empty(), "{ended:?}");
            assert!(complaints.contains("/api/v1/server/list: "), "{complaints}");
            assert!(complaints.contains("403"), "{complaints}");
            assert_eq!(complaints.lines().count(), 1, "{complaints}");
        }
    }
}

#[tokio::test]
async fn whatever_a_token_holds_stays_text() {
    for language in SnippetLanguage::ALL {
        let token = Secret::new(HOSTILE.to_owned());
        let text = snippet(language, "https://it's.example", &token);
        // Up to the first function; then what the variables hold is shown.
        let (begins, shows) = match language {
            SnippetLanguage::Curl => ("\n\nask()", r#"printf '%s|%s' "$dashboard" "$token""#),
            SnippetLanguage::Python => (
                "\n\n\ndef ask",
                r#"sys.stdout.buffer.write(f"{DASHBOARD}|{TOKEN}".encode())"#,
            ),
            SnippetLanguage::JavaScript => (
                "\n\nasync function",
                "process.stdout.write(`${dashboard}|${token}`)",
            ),
        };
        let (head, _) = text.split_once(begins).unwrap();
        for ended in run_text(language, &format!("{head}\n{shows}")).await {
            assert_eq!(ended.complaints, "");
            assert_eq!(ended.printed, format!("https://it's.example|{HOSTILE}"));
        }
    }
}
