//! `POST /api/v1/server/register`, beyond the recording.

use std::time::Duration;

use axum::http::StatusCode;
use lotus_backend::{
    Setup, State,
    faults::{Database, Faults},
};
use serde_json::Value;

use crate::client::{Answer, get, listen, post};
use crate::socket::open;
use crate::stage;

const TOKEN: &str = "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw";

fn staged(setup: Setup) -> State {
    let state = State::new(setup).unwrap();
    state.stage_token(TOKEN, "").unwrap();
    state
}

async fn register(state: &State, query: &str, body: &str) -> Answer {
    post(&format!("/api/v1/server/register{query}"), body)
        .token(TOKEN)
        .of(state)
        .await
}

async fn details(state: &State) -> Vec<Value> {
    let answer = get("/api/v1/server/details").token(TOKEN).of(state).await;
    let mut items = answer.json()["result"].as_array().unwrap().clone();
    items.sort_by_key(|item| item["id"].as_u64());
    items
}

#[tokio::test]
async fn what_is_not_said_has_a_default() {
    let state = staged(stage::setup());
    let origin = listen(&state).await;
    let answer = post("/api/v1/server/register", "{}")
        .token(TOKEN)
        .at(&origin)
        .await;
    assert_eq!(answer.code(), 200);
    let secret = answer.json()["secret"].as_str().unwrap().to_owned();
    assert!(secret.len() == 18 && secret.chars().all(|c| c.is_ascii_alphanumeric()));
    let item = details(&state).await.remove(0);
    assert_eq!(
        (&item["name"], &item["tag"]),
        (&"127.0.0.1".into(), &"AutoRegister".into())
    );
    assert_eq!(item["hide_for_guest"], true);
}

#[tokio::test]
async fn only_on_hides_and_ids_count_up() {
    let state = staged(stage::setup());
    for hide in ["on", "off", "", "yes"] {
        register(
            &state,
            "",
            &format!(r#"{{"Name": "n", "HideForGuest": "{hide}"}}"#),
        )
        .await;
    }
    let items = details(&state).await;
    let hidden: Vec<_> = items
        .iter()
        .map(|item| item["hide_for_guest"].as_bool().unwrap())
        .collect();
    assert_eq!(hidden, [true, false, true, false]);
    assert!(
        items
            .windows(2)
            .all(|pair| pair[0]["id"].as_u64() < pair[1]["id"].as_u64())
    );
}

#[tokio::test]
async fn the_private_note_and_the_secret_are_told_to_nobody() {
    let state = staged(stage::setup());
    let body = r#"{"Note": "a private note", "HideForGuest": "off"}"#;
    let secret = register(&state, "?simple=1", body).await.body;
    let secret = secret.trim_matches('"');
    let cookie = state.stage_sign_in().unwrap();
    let origin = listen(&state).await;
    let frame = open(&origin, &[("cookie", &cookie)])
        .await
        .socket()
        .frame()
        .await;
    let details = get("/api/v1/server/details")
        .token(TOKEN)
        .of(&state)
        .await
        .body;
    for text in [frame, details] {
        assert!(
            !text.contains("a private note") && !text.contains(secret),
            "{text}"
        );
    }
}

#[tokio::test]
async fn a_database_error_is_http_500() {
    let faults = Faults {
        database: Database::Failing,
        ..Faults::default()
    };
    let state = staged(Setup {
        faults: Some(faults),
        ..stage::setup()
    });
    let answer = register(&state, "", "{}").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!((answer.code(), &answer.json()["secret"]), (500, &"".into()));
    let simple = register(&state, "?simple=1", "{}").await;
    assert_eq!(simple.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(simple.body, r#""""#);
    assert_eq!(details(&state).await, Vec::<Value>::new());
}

#[tokio::test]
async fn on_request_a_registered_server_begins_to_report() {
    let setup = Setup {
        registered_report_after: Some(Duration::ZERO),
        ..stage::setup()
    };
    let state = staged(setup);
    let origin = listen(&state).await;
    let mut socket = open(&origin, &[]).await.socket();
    register(&state, "", r#"{"Name": "new", "HideForGuest": "off"}"#).await;
    loop {
        let frame = socket.json().await;
        let server = &frame["servers"][0];
        if server["Name"] == "new" && server["LastActive"] != "0001-01-01T00:00:00Z" {
            assert_eq!(server["Host"]["Platform"], "debian");
            break;
        }
    }
}
