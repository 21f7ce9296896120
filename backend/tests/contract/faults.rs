//! Faults on demand.

use axum::http::{Method, StatusCode};
use lotus_backend::{Setup, State, faults::Faults};
use serde_json::Value;
use tokio::time::Instant;

use crate::client::{ask, get, listen, post};
use crate::socket::{Opened, open};
use crate::stage::{self, RECORDED_AT};

const LIST: &str = "/api/v1/server/list";

fn allowed() -> State {
    stage::fleet(Setup {
        faults: Some(Faults::default()),
        ..stage::setup()
    })
}

async fn set(state: &State, faults: &str) {
    let answer = post("/__faults", faults).of(state).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
}

#[tokio::test]
async fn they_are_off_unless_allowed() {
    let state = stage::empty();
    let answer = post("/__faults", r#"{"rules": [{"status": 502}]}"#)
        .of(&state)
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        get("/__faults").of(&state).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(get(LIST).of(&state).await.status, StatusCode::OK);
}

#[tokio::test]
async fn frames_and_histories_say_what_they_are_told_to_say() {
    let state = allowed();
    set(
        &state,
        r#"{
            "altered": {"2": {"Name": "", "State": {"NetInSpeed": 9223372015379939328}}},
            "histories": {"2": [{"monitor_id": 7, "created_at": [0], "avg_delay": [1340.7]}]}
        }"#,
    )
    .await;
    let origin = listen(&state).await;
    let frame = open(&origin, &[]).await.socket().json().await;
    let second = &frame["servers"][1];
    assert_eq!(second["State"]["NetInSpeed"], 9_223_372_015_379_939_328_u64);
    assert_eq!(second["Name"], "");
    // All else is as it was.
    assert_eq!(second["Host"]["Platform"], "debian");
    let answer = get("/api/v1/monitor/2").of(&state).await;
    assert!(answer.body.contains("1340.7"), "{answer:?}");
    set(&state, "{}").await;
    let answer = get("/api/v1/monitor/2").of(&state).await;
    assert!(!answer.body.contains("1340.7"), "{answer:?}");
}

#[tokio::test]
async fn answers_are_spoiled_by_path_and_healed() {
    let state = allowed();
    set(&state, r#"{"rules": [{"path": "/api/v1/server", "status": 502}, {"path": "/api", "body": "empty"}, {"path": "/nothing", "body": "html"}]}"#).await;
    let bad_gateway = get(LIST).of(&state).await;
    assert_eq!(bad_gateway.status, StatusCode::BAD_GATEWAY);
    assert!(bad_gateway.body.starts_with("<html>"));
    let empty = get("/api/v1/monitor/1").of(&state).await;
    assert_eq!((empty.status, empty.body.as_str()), (StatusCode::OK, ""));
    assert_eq!(get("/nothing").of(&state).await.status, StatusCode::OK);
    assert_eq!(get("/login").of(&state).await.status, StatusCode::OK);
    set(
        &state,
        r#"{"rules": [{"path": "/api/v1/monitor", "body": "cut"}]}"#,
    )
    .await;
    let cut = get("/api/v1/monitor/1").of(&state).await;
    assert!(cut.body.starts_with('{') && serde_json::from_str::<Value>(&cut.body).is_err());
    set(&state, "{}").await;
    assert_eq!(get(LIST).of(&state).await.code(), 403);
}

#[tokio::test]
async fn a_rule_may_be_meant_for_one_method() {
    let state = allowed();
    set(
        &state,
        r#"{"rules": [{"path": "/api/token", "method": "POST", "status": 502}, {"path": "/api/token", "method": "DELETE", "body": "empty"}]}"#,
    )
    .await;
    assert_eq!(get("/api/token").of(&state).await.code(), 403);
    let posted = post("/api/token", "{}").of(&state).await;
    assert_eq!(posted.status, StatusCode::BAD_GATEWAY);
    let deleted = ask(Method::DELETE, "/api/token/x").of(&state).await;
    assert_eq!(
        (deleted.status, deleted.body.as_str()),
        (StatusCode::OK, "")
    );
}

#[tokio::test]
async fn what_is_no_fault_is_refused() {
    let state = allowed();
    for faults in [
        "",
        "5",
        r#"{"rule": []}"#,
        r#"{"rules": [{"socket": "gone"}]}"#,
    ] {
        let answer = post("/__faults", faults).of(&state).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{faults}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_held_back() {
    let state = allowed();
    set(&state, r#"{"rules": [{"path": "/api", "delay_ms": 5000}]}"#).await;
    let asked = Instant::now();
    get("/login").of(&state).await;
    assert_eq!(asked.elapsed().as_secs(), 0);
    get(LIST).of(&state).await;
    assert_eq!(asked.elapsed().as_secs(), 5);
}

#[tokio::test]
async fn open_sockets_are_dropped_and_new_ones_refused() {
    let state = allowed();
    let origin = listen(&state).await;
    let mut socket = open(&origin, &[]).await.socket();
    socket.frame().await;
    set(
        &state,
        r#"{"rules": [{"path": "/ws", "socket": "dropped"}]}"#,
    )
    .await;
    assert!(
        socket
            .rest()
            .await
            .iter()
            .all(|message| !message.is_close())
    );
    let mut socket = open(&origin, &[]).await.socket();
    assert!(socket.rest().await.is_empty());
    set(
        &state,
        r#"{"rules": [{"path": "/ws", "socket": "refused"}]}"#,
    )
    .await;
    assert!(matches!(open(&origin, &[]).await, Opened::Refused(503, _)));
}

#[tokio::test]
async fn a_silent_socket_is_open_and_gives_nothing() {
    let state = allowed();
    let origin = listen(&state).await;
    set(
        &state,
        r#"{"rules": [{"path": "/ws", "socket": "silent"}]}"#,
    )
    .await;
    let mut socket = open(&origin, &[]).await.socket();
    set(
        &state,
        r#"{"rules": [{"path": "/ws", "socket": "dropped"}]}"#,
    )
    .await;
    assert!(socket.rest().await.is_empty());
}

#[tokio::test]
async fn frames_are_cut_or_come_in_a_burst_of_old_ones() {
    let state = allowed();
    let origin = listen(&state).await;
    set(&state, r#"{"rules": [{"path": "/ws", "socket": "cut"}]}"#).await;
    let cut = open(&origin, &[]).await.socket().frame().await;
    assert!(cut.starts_with(r#"{"now":"#) && serde_json::from_str::<Value>(&cut).is_err());
    set(&state, r#"{"rules": [{"path": "/ws", "socket": "burst"}]}"#).await;
    let mut socket = open(&origin, &[]).await.socket();
    let now = RECORDED_AT.millis();
    for age in (0..=30).rev() {
        assert_eq!(socket.json().await["now"], now - age * 2000);
    }
}

#[tokio::test]
async fn a_skewed_clock_shows_everywhere() {
    let state = allowed();
    set(&state, r#"{"clock_skew_ms": 3600000}"#).await;
    assert_eq!(
        get(LIST).of(&state).await.header("date"),
        Some("Sun, 22 Nov 2026 17:11:26 GMT")
    );
    let origin = listen(&state).await;
    let frame = open(&origin, &[]).await.socket().json().await;
    assert_eq!(frame["now"], RECORDED_AT.millis() + 3_600_000);
}

#[tokio::test]
async fn an_agent_goes_offline_and_keeps_its_last_report() {
    let state = allowed();
    set(&state, r#"{"offline": [2]}"#).await;
    state.report(2, lotus_backend::Report::default());
    state.report(3, lotus_backend::Report::default());
    let cookie = state.stage_sign_in().unwrap();
    let answer = get("/api/v1/server/details?id=2,3")
        .cookie(&cookie)
        .of(&state)
        .await;
    let result = &answer.json()["result"];
    assert!(result[0]["last_active"].as_i64().unwrap() > 0);
    assert_eq!(result[1]["last_active"], -62_135_596_800_i64);
}

#[tokio::test]
async fn a_proxys_wall_and_its_way_to_a_login_are_played() {
    let state = allowed();
    set(
        &state,
        r#"{"rules": [
            {"path": "/api", "with": "Authorization", "status": 401,
             "headers": {"WWW-Authenticate": "Basic realm=\"wall\""}},
            {"path": "/api/v1/server/list", "status": 302, "headers": {"Location": "https://login.example/"}},
            {"path": "/api/v1/monitor", "text": "{\"code\":0,\"result\":7}"}
        ]}"#,
    )
    .await;
    let walled = get(LIST).with("authorization", "abc").of(&state).await;
    assert_eq!(walled.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        walled.header("www-authenticate"),
        Some("Basic realm=\"wall\"")
    );
    let led = get(LIST).of(&state).await;
    assert_eq!(led.status, StatusCode::FOUND);
    assert_eq!(led.header("location"), Some("https://login.example/"));
    let told = get("/api/v1/monitor/1").of(&state).await;
    assert_eq!(told.body, r#"{"code":0,"result":7}"#);
}

#[tokio::test]
async fn a_socket_ends_in_the_middle_of_a_frame() {
    let state = allowed();
    let origin = listen(&state).await;
    let severed = r#"{"rules": [{"path": "/ws", "socket": "severed"}]}"#;
    set(&state, severed).await;
    let mut socket = open(&origin, &[]).await.socket();
    assert!(socket.rest().await.is_empty(), "no whole frame came");
}
