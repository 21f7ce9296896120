//! `GET /api/v1/server/list` and `GET /api/v1/server/details`.

use std::collections::BTreeSet;

use lotus::wire::{HostDto, StateDto};
use lotus_backend::{Report, Server, Setup, State, UnixNanos, faults::Faults};
use serde_json::json;

use crate::client::{Answer, get};
use crate::stage;

const TOKEN: &str = "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw";

fn staged(setup: Setup) -> State {
    let state = stage::fleet(setup);
    state.stage_token(TOKEN, "").unwrap();
    state
}

async fn asked(state: &State, path: &str) -> Answer {
    get(&format!("/api/v1/server/{path}"))
        .token(TOKEN)
        .of(state)
        .await
}

#[tokio::test]
async fn a_tag_beats_an_id_and_empty_is_no_filter() {
    let state = staged(stage::setup());
    assert_eq!(asked(&state, "details?tag=US&id=2").await.ids(), [4, 7, 8]);
    assert_eq!(asked(&state, "list?tag=US").await.ids(), [4, 7, 8]);
    assert_eq!(asked(&state, "list?id=2").await.ids().len(), 14);
    assert_eq!(asked(&state, "details?tag=&id=2").await.ids(), [2]);
    assert_eq!(asked(&state, "details?tag=&id=").await.ids().len(), 14);
    assert_eq!(
        asked(&state, "details?tag=Nowhere&id=2").await.body,
        r#"{"code":0,"message":"success","result":[]}"#
    );
}

#[tokio::test]
async fn ids_come_in_the_order_asked_for_and_as_often() {
    let state = staged(stage::setup());
    assert_eq!(
        asked(&state, "details?id=9,2,9,1").await.ids(),
        [9, 2, 9, 1]
    );
    assert_eq!(
        asked(&state, "details?id=abc,,-1,%2B2,999,3,%203")
            .await
            .ids(),
        [3]
    );
    assert_eq!(
        asked(&state, "details?id=99999999999999999999").await.ids(),
        [0_u64; 0]
    );
}

#[tokio::test]
async fn the_unfiltered_order_is_random() {
    let state = staged(stage::setup());
    for path in ["list", "details"] {
        let mut orders = BTreeSet::new();
        // Twice the same of 14! orders would be a wonder.
        for _ in 0..3 {
            let order = asked(&state, path).await.ids();
            assert_eq!(BTreeSet::from_iter(&order).len(), 14);
            orders.insert(order);
        }
        assert!(orders.len() > 1, "{path}");
    }
}

#[tokio::test]
async fn the_order_and_the_hidden_flag_are_real_only_in_unfiltered_details() {
    let state = staged(stage::setup());
    let flags = |answer: &Answer| {
        let result = answer.json()["result"].clone();
        let item = result
            .as_array()
            .unwrap()
            .iter()
            .find(|item| item["id"] == 8)
            .cloned();
        let item = item.unwrap();
        (
            item["display_index"].clone(),
            item["hide_for_guest"].clone(),
        )
    };
    assert_eq!(
        flags(&asked(&state, "details").await),
        (json!(30), json!(true))
    );
    for path in ["list", "list?tag=US", "details?id=8", "details?tag=US"] {
        assert_eq!(
            flags(&asked(&state, path).await),
            (json!(0), json!(false)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn who_never_reported_is_all_zero() {
    let state = staged(stage::setup());
    let answer = asked(&state, "details?id=7").await;
    assert_eq!(
        answer.body,
        stage::recorded("fleet/details-by-id-never.json")
    );
    assert!(answer.body.contains(r#""last_active":-62135596800"#));
}

#[tokio::test]
async fn a_host_without_a_state_is_filled_and_never_active() {
    let state = staged(stage::setup());
    let report = Report {
        host: Some(HostDto {
            platform: "debian".into(),
            mem_total: Some(7),
            ..HostDto::default()
        }),
        ipv4: "192.0.2.1".into(),
        ipv6: "2001:db8::1".into(),
        ..Report::default()
    };
    state.report(7, report);
    let item = asked(&state, "details?id=7").await.json()["result"][0].clone();
    assert_eq!(item["last_active"], -62_135_596_800_i64);
    assert_eq!(
        (&item["host"]["MemTotal"], &item["status"]["CPU"]),
        (&json!(7), &json!(0))
    );
    assert_eq!(item["valid_ip"], "192.0.2.1");
}

#[tokio::test]
async fn the_valid_address_is_the_one_there_is() {
    let state = staged(stage::setup());
    let report = |ipv4: &str, ipv6: &str| Report {
        ipv4: ipv4.into(),
        ipv6: ipv6.into(),
        ..Report::default()
    };
    for (ipv4, ipv6, valid) in [
        ("", "", ""),
        ("", "2001:db8::1", "2001:db8::1"),
        ("192.0.2.1", "", "192.0.2.1"),
    ] {
        state.report(7, report(ipv4, ipv6));
        assert_eq!(
            asked(&state, "details?id=7").await.json()["result"][0]["valid_ip"],
            valid
        );
    }
}

#[tokio::test]
async fn broken_numbers_come_as_the_agent_sent_them() {
    let state = staged(stage::setup());
    let state_dto = StateDto {
        mem_used: Some(u64::MAX),
        load1: Some(1e300),
        cpu: Some(104.2),
        ..StateDto::default()
    };
    state.report(
        9,
        Report {
            state: Some(state_dto),
            last_active: Some(UnixNanos(0)),
            ..Report::default()
        },
    );
    let body = asked(&state, "details?id=9").await.body;
    for text in [
        r#""MemUsed":18446744073709551615"#,
        r#""Load1":1e+300"#,
        r#""CPU":104.2"#,
        r#""last_active":0"#,
    ] {
        assert!(body.contains(text), "{text} in {body}");
    }
}

#[tokio::test]
async fn one_nan_breaks_every_answer_that_has_it_and_no_other() {
    let faults = Faults {
        not_a_number: vec![9],
        ..Faults::default()
    };
    let state = staged(Setup {
        faults: Some(faults),
        ..stage::setup()
    });
    for path in [
        "details",
        "details?id=1,9",
        "details?tag=%E6%97%A5%E6%9C%AC",
    ] {
        let answer = asked(&state, path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body.as_str()),
            (200, ""),
            "{path}"
        );
        assert_eq!(
            answer.header("content-type"),
            Some("application/json; charset=utf-8")
        );
    }
    assert_eq!(
        asked(&state, "details?id=1,2,3,4").await.ids(),
        [1, 2, 3, 4]
    );
    assert_eq!(asked(&state, "list").await.ids().len(), 14);
}

#[tokio::test]
async fn markup_is_escaped_as_go_escapes_it() {
    let state = stage::empty();
    state.stage_token(TOKEN, "").unwrap();
    state.put_server(Server {
        id: 5,
        name: "<img src=x onerror=alert(1)>&".into(),
        ..Server::default()
    });
    let body = asked(&state, "list").await.body;
    assert!(
        body.contains(r#""name":"\u003cimg src=x onerror=alert(1)\u003e\u0026""#),
        "{body}"
    );
}
