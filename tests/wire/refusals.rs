//! How a "no" is told from a value, and one "no" from another.

use lotus::domain::error::{ApiError, Endpoint, PayloadFault};
use lotus::domain::rules::MonitorRules;
use lotus::wire::{
    Answer, Success, decode, decode_deleted, decode_details, decode_frame, decode_histories,
    decode_list, decode_new_token, decode_registered, decode_tokens,
};
use serde::de::IgnoredAny;

use super::recorded::{ok, text};

type Decoder = (Endpoint, fn(Answer<'_>) -> Result<(), ApiError>);

/// Every decoder of an HTTP answer, with the value left out.
const DECODERS: [Decoder; 8] = [
    (Endpoint::List, |answer| decode_list(answer).map(drop)),
    (Endpoint::Details, |answer| decode_details(answer).map(drop)),
    (Endpoint::Monitor, |answer| {
        decode_histories(answer, &MonitorRules::V0).map(drop)
    }),
    (Endpoint::Tokens, |answer| decode_tokens(answer).map(drop)),
    (Endpoint::Tokens, |answer| {
        decode_new_token(answer).map(drop)
    }),
    (Endpoint::Tokens, decode_deleted),
    (Endpoint::Register, |answer| {
        decode_registered(answer).map(drop)
    }),
    (Endpoint::Tokens, |answer| {
        decode::<IgnoredAny>(Endpoint::Tokens, Success::Written, answer).map(drop)
    }),
];

fn assert_all(status: u16, body: &str, expected: impl Fn(Endpoint) -> ApiError) {
    for (endpoint, decoder) in DECODERS {
        let outcome = decoder(Answer { status, body });
        assert_eq!(
            outcome,
            Err(expected(endpoint)),
            "{endpoint:?} {status} {body}"
        );
    }
}

fn bad(endpoint: Endpoint, fault: PayloadFault) -> ApiError {
    ApiError::BadPayload { endpoint, fault }
}

#[test]
fn code_403_in_an_http_200_is_a_refusal_at_each_endpoint() {
    let bodies = [
        r#"{"code":403,"message":"访问此接口需要认证"}"#,
        r#"{"code":403,"message":"访问此接口需要登录"}"#,
        r#"{"message":"words nobody judges","code":403}"#,
        r#"{"code":403,"message":null,"result":null}"#,
        r#"{"code":403,"result":"of another type"}"#,
        r#"{"code":403}"#,
    ];
    for body in bodies {
        assert_all(200, body, |endpoint| match endpoint {
            Endpoint::Monitor => ApiError::ViewPasswordRequired,
            _ => ApiError::SignInRequired,
        });
    }
}

#[test]
fn http_403_from_a_history_is_a_hidden_server() {
    let body = r#"{"code":403,"message":"需要认证"}"#;
    let outcome = decode_histories(Answer { status: 403, body }, &MonitorRules::V0);
    assert_eq!(outcome, Err(ApiError::Forbidden));
}

#[test]
fn html_text_nothing_and_broken_json_are_each_their_own_error() {
    for (body, fault) in [
        ("", PayloadFault::Empty),
        (" \r\n", PayloadFault::Empty),
        ("\u{feff}", PayloadFault::Empty),
        ("\n\n<!DOCTYPE html>\n<html></html>", PayloadFault::Html),
        ("\u{feff}<html>", PayloadFault::Html),
        ("Bad Request", PayloadFault::Text),
        ("EOF", PayloadFault::Text),
        ("{\"code\":0,\"result\":[", PayloadFault::BrokenJson),
        ("{\"code\":0,,}", PayloadFault::BrokenJson),
        ("[1,2", PayloadFault::BrokenJson),
        ("{}", PayloadFault::Shape),
        ("\"tKX4MvN8a7i08BvFCw\"", PayloadFault::Shape),
        ("42", PayloadFault::Shape),
        ("null", PayloadFault::Shape),
        ("{\"success\":true,\"data\":[]}", PayloadFault::Shape),
    ] {
        assert_all(200, body, |endpoint| bad(endpoint, fault));
    }
}

#[test]
fn a_frame_that_is_none_says_what_it_was() {
    for (text, fault) in [
        ("", PayloadFault::Empty),
        ("<html>", PayloadFault::Html),
        ("Forbidden\n<!DOCTYPE html>", PayloadFault::Text),
        (
            "{\"now\":1,\"servers\":[{\"ID\":1",
            PayloadFault::BrokenJson,
        ),
        ("{\"servers\":[]}", PayloadFault::Shape),
        ("{\"now\":\"1\"}", PayloadFault::Shape),
    ] {
        assert_eq!(
            decode_frame(text),
            Err(bad(Endpoint::Socket, fault)),
            "{text}"
        );
    }
}

#[test]
fn a_proxys_error_is_a_dashboard_out_of_reach_whatever_it_says() {
    for status in [502, 503, 504] {
        for body in [
            "<html>502 Bad Gateway</html>",
            "",
            "{\"error\":\"upstream\"}",
            "no",
        ] {
            assert_all(status, body, |_| ApiError::Unreachable { status });
        }
    }
}

#[test]
fn a_panic_of_the_dashboard_is_not_the_mark_of_a_broken_agent() {
    assert_all(500, "", |_| ApiError::Rejected {
        code: 500,
        message: String::new(),
    });
    assert_all(500, "<html>", |endpoint| bad(endpoint, PayloadFault::Html));
}

#[test]
fn a_database_error_is_never_no_history() {
    let body = r#"{"code":500,"message":"disk I/O error","result":null}"#;
    assert_all(200, body, |_| ApiError::Rejected {
        code: 500,
        message: "disk I/O error".to_owned(),
    });
}

#[test]
fn an_error_status_outweighs_a_code_of_success() {
    for body in [
        r#"{"code":0,"message":"success","result":[]}"#,
        r#"{"code":200,"message":"success","result":null,"secret":"tKX4MvN8a7i08BvFCw"}"#,
    ] {
        let outcome = decode_tokens(Answer { status: 404, body });
        assert_eq!(outcome, Err(ApiError::NotFound));
        let outcome = decode_registered(Answer { status: 500, body });
        assert!(matches!(outcome, Err(ApiError::Rejected { code: 500, .. })));
    }
}

#[test]
fn a_deletion_succeeds_only_where_the_dashboard_says_so() {
    let deleted = |name: &str| decode_deleted(ok(&text(&format!("tokens/{name}.json"))));
    assert_eq!(deleted("delete"), Ok(()));
    // Not there, or not there any more: the code of any bad request, whose words nobody judges.
    for name in ["delete-again", "delete-unknown"] {
        assert_eq!(
            deleted(name),
            Err(ApiError::Rejected {
                code: 400,
                message: "token 不存在".to_owned()
            })
        );
    }
    for name in ["delete-guest", "delete-with-token"] {
        assert_eq!(deleted(name), Err(ApiError::SignInRequired));
    }
    for body in ["{}", "[]", r#"{"result":{}}"#, r#"{"message":"success"}"#] {
        assert!(decode_deleted(ok(body)).is_err(), "{body}");
    }
}

#[test]
fn a_dashboard_without_registration_is_told_from_a_page_in_its_place() {
    let page = text("fleet/unknown-api-path.html");
    for (status, expected) in [
        (404, ApiError::NotFound),
        (200, bad(Endpoint::Register, PayloadFault::Html)),
        (405, bad(Endpoint::Register, PayloadFault::Html)),
        (502, ApiError::Unreachable { status: 502 }),
    ] {
        let answer = Answer {
            status,
            body: &page,
        };
        assert_eq!(decode_registered(answer), Err(expected));
        // Elsewhere the page for unknown addresses means that the address is wrong.
        let tokens = decode_tokens(answer);
        assert_ne!(tokens, Err(ApiError::NotFound));
    }
}

#[test]
fn a_success_without_the_value_it_is_about_is_refused() {
    let created = decode_new_token(Answer {
        status: 200,
        body: r#"{"code":200,"message":"success"}"#,
    });
    assert_eq!(
        created.unwrap_err(),
        bad(Endpoint::Tokens, PayloadFault::Shape)
    );
    for body in [r#"{"code":200,"secret":""}"#, r#"{"code":200}"#, "{}"] {
        let registered = decode_registered(Answer { status: 200, body });
        assert_eq!(
            registered.unwrap_err(),
            bad(Endpoint::Register, PayloadFault::Shape)
        );
    }
}
