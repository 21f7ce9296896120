//! `GET /api/v1/monitor/{id}`.

use lotus::wire::{DelaysDto, MonitorHistoryDto};
use lotus_backend::{
    FIRST_SYNTHETIC_ID, Server, Setup, State,
    faults::{Database, Faults},
    fleet::Fleet,
};
use serde_json::Value;

use crate::client::get;
use crate::stage::{self, RECORDED_AT};

const HOUR_MILLIS: i64 = 3_600_000;

fn staged(setup: Setup) -> State {
    let state = State::new(setup).unwrap();
    state.put_server(Server {
        id: 1,
        name: "first".into(),
        ..Server::default()
    });
    state
}

fn history(name: &str, times: Vec<i64>, delays: Vec<f32>) -> MonitorHistoryDto<'_> {
    MonitorHistoryDto {
        monitor_id: 3,
        server_id: 1,
        monitor_name: name.into(),
        server_name: "then".into(),
        created_at: Some(times),
        avg_delay: Some(DelaysDto(delays)),
    }
}

#[tokio::test]
async fn it_is_the_last_24_hours_in_minutes_under_todays_names() {
    let state = staged(stage::setup());
    let now = RECORDED_AT.millis();
    let times = vec![
        now - 25 * HOUR_MILLIS,
        now - 23 * HOUR_MILLIS + 1,
        now - 10_000,
        now - 9_000,
    ];
    state
        .stage_history(&history("then", times, vec![1.0, 0.123, 0.0, 1000.0]))
        .unwrap();
    state
        .stage_history(&history("now", vec![], vec![]))
        .unwrap();
    let body = get("/api/v1/monitor/1?from=0&hours=48")
        .of(&state)
        .await
        .body;
    let answer: Value = serde_json::from_str(&body).unwrap();
    let found = &answer["result"][0];
    assert_eq!(
        (&found["monitor_name"], &found["server_name"]),
        (&"now".into(), &"first".into())
    );
    let times: Vec<_> = found["created_at"]
        .as_array()
        .unwrap()
        .iter()
        .map(|at| at.as_i64().unwrap())
        .collect();
    assert_eq!(times.len(), 3);
    assert!(times.iter().all(|at| at % 60_000 == 0));
    // Several rows may share a minute.
    assert_eq!(times[1], times[2]);
    assert!(body.contains(r#""avg_delay":[0.123,0,1000]"#), "{body}");
}

#[tokio::test]
async fn no_history_is_null() {
    let state = staged(stage::setup());
    let answer = get("/api/v1/monitor/1").of(&state).await;
    assert_eq!(
        answer.body,
        r#"{"code":0,"message":"success","result":null}"#
    );
}

#[tokio::test]
async fn a_database_error_is_a_code_within_http_200() {
    let faults = Faults {
        database: Database::Down,
        ..Faults::default()
    };
    let state = staged(Setup {
        faults: Some(faults),
        ..stage::setup()
    });
    state.stage_token("token", "").unwrap();
    let answer = get("/api/v1/monitor/1").of(&state).await;
    assert_eq!(answer.status, 200);
    assert!(
        answer.body.starts_with(r#"{"code":500,"#) && answer.body.ends_with(r#","result":null}"#)
    );
    // Who asks cannot be found out either, which looks like a guest.
    assert_eq!(
        get("/api/v1/server/list")
            .token("token")
            .of(&state)
            .await
            .code(),
        403
    );
}

#[tokio::test]
async fn a_synthetic_server_has_its_histories_and_a_hidden_one_keeps_them() {
    let fleet = Fleet::new(40, 7, FIRST_SYNTHETIC_ID);
    let hidden = (0..40)
        .map(|at| fleet.server(at))
        .find(|server| server.hidden)
        .unwrap()
        .id;
    let shown = (0..40).find(|at| {
        let server = fleet.server(*at);
        !server.hidden
            && fleet
                .last_active(*at, RECORDED_AT.millis())
                .is_some_and(|at| at > RECORDED_AT.millis() - HOUR_MILLIS)
    });
    let shown = fleet.server(shown.unwrap()).id;
    let state = staged(Setup {
        fleet: Some(fleet),
        ..stage::setup()
    });
    let answer = get(&format!("/api/v1/monitor/{shown}")).of(&state).await;
    let histories = answer.json()["result"].clone();
    for history in histories.as_array().unwrap() {
        assert_eq!(history["server_id"], shown);
        let lengths = ["created_at", "avg_delay"].map(|key| history[key].as_array().unwrap().len());
        assert!(lengths[0] == lengths[1] && lengths[0] > 0);
    }
    let answer = get(&format!("/api/v1/monitor/{hidden}")).of(&state).await;
    assert_eq!((answer.status.as_u16(), answer.code()), (403, 403));
    let answer = get(&format!("/api/v1/monitor/{hidden}")).cookie(&state.stage_sign_in().unwrap());
    assert_eq!(answer.of(&state).await.status, 200);
}
