//! Who is asking, and what each credential opens.

use axum::http::{Method, StatusCode};
use lotus_backend::{Server, Setup, State, VIEW_PASSWORD_COOKIE};

use crate::client::{Answer, ask, get, login_form, post, sign_in};
use crate::stage::{self, Hand, RECORDED_AT};

const TOKEN: &str = "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw";
const LIST: &str = "/api/v1/server/list";

/// Server 1 is hidden, server 2 is not; there is a token and, on wish, a view password.
fn staged(view_password: Option<&str>) -> State {
    let setup = Setup {
        view_password: view_password.map(Into::into),
        ..stage::setup()
    };
    let state = State::new(setup).unwrap();
    for (id, hidden) in [(1, true), (2, false)] {
        state.put_server(Server {
            id,
            hidden,
            ..Server::default()
        });
    }
    state.stage_token(TOKEN, "a note").unwrap();
    state
}

fn is_refused(answer: &Answer, message: &str) {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        answer.body,
        format!(r#"{{"code":403,"message":"{message}"}}"#)
    );
}

#[tokio::test]
async fn a_token_counts_raw_and_only_under_v1() {
    let state = staged(None);
    assert_eq!(get(LIST).token(TOKEN).of(&state).await.code(), 0);
    let bearer = format!("Bearer {TOKEN}");
    is_refused(
        &get(LIST).token(&bearer).of(&state).await,
        "访问此接口需要认证",
    );
    is_refused(
        &get("/api/token").token(TOKEN).of(&state).await,
        "访问此接口需要登录",
    );
    let logout = post("/api/logout", r#"{"ID": 1}"#).token(TOKEN);
    is_refused(&logout.of(&state).await, "访问此接口需要登录");
    assert_eq!(
        get("/api/v1/monitor/1")
            .token(TOKEN)
            .of(&state)
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_new_token_is_32_letters_and_opens_until_it_is_deleted() {
    let state = staged(None);
    let cookie = sign_in(&state).await;
    let made = post("/api/token", r#"{"Note": "new"}"#).cookie(&cookie);
    let made = made.of(&state).await.json()["result"]["token"].clone();
    let token = made.as_str().unwrap();
    assert!(token.len() == 32 && token.chars().all(|c| c.is_ascii_alphanumeric()));
    assert_eq!(get(LIST).token(token).of(&state).await.code(), 0);
    let deleted = ask(Method::DELETE, &format!("/api/token/{token}")).cookie(&cookie);
    assert_eq!(deleted.of(&state).await.code(), 200);
    assert_eq!(get(LIST).token(token).of(&state).await.code(), 403);
}

#[tokio::test]
async fn the_owner_names_the_cookies() {
    let setup = Setup {
        cookie_name: "my-status".into(),
        view_password: Some("open sesame".into()),
        ..stage::setup()
    };
    let state = State::new(setup).unwrap();
    let cookie = sign_in(&state).await;
    assert!(cookie.starts_with("my-status="), "{cookie}");
    assert_eq!(get(LIST).cookie(&cookie).of(&state).await.code(), 0);
    let usual = cookie.replace("my-status", "nezha-dashboard");
    assert_eq!(get(LIST).cookie(&usual).of(&state).await.code(), 403);
    let given = post("/view-password", "Password=open sesame").form();
    let given = given.of(&state).await;
    assert!(given.cookie().starts_with("my-status-vp="), "{given:?}");
    let asked = get("/api/v1/monitor/0").cookie(given.cookie());
    assert_eq!(asked.of(&state).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn credentials_combine() {
    let state = staged(None);
    let cookie = sign_in(&state).await;
    let both = |token, cookie: &str| get(LIST).token(token).cookie(cookie);
    assert_eq!(both("wrong", &cookie).of(&state).await.code(), 0);
    assert_eq!(
        both(TOKEN, "nezha-dashboard=wrong").of(&state).await.code(),
        0
    );
    assert_eq!(
        both("wrong", "nezha-dashboard=wrong")
            .of(&state)
            .await
            .code(),
        403
    );
    assert_eq!(
        get("/api/token")
            .token(TOKEN)
            .cookie(&cookie)
            .of(&state)
            .await
            .code(),
        0
    );
}

#[tokio::test]
async fn a_view_password_opens_histories_but_never_lists() {
    let state = staged(Some("let me in"));
    for id in ["1", "2", "0", "999", "abc"] {
        let answer = get(&format!("/api/v1/monitor/{id}")).of(&state).await;
        is_refused(&answer, "访问受限");
    }
    let given = post("/view-password", "Password=let+me+in")
        .form()
        .of(&state)
        .await;
    let cookie = given.cookie();
    let asked = |path: &str| get(path).cookie(cookie);
    assert_eq!(
        asked("/api/v1/monitor/1").of(&state).await.status,
        StatusCode::OK
    );
    assert_eq!(
        asked("/api/v1/monitor/0").of(&state).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        asked("/api/v1/monitor/abc").of(&state).await.status,
        StatusCode::BAD_REQUEST
    );
    is_refused(&asked(LIST).of(&state).await, "访问此接口需要认证");
    is_refused(
        &asked("/api/v1/server/details").of(&state).await,
        "访问此接口需要认证",
    );
    is_refused(&asked("/api/token").of(&state).await, "访问此接口需要登录");
}

#[tokio::test]
async fn a_made_up_view_password_cookie_opens_nothing() {
    let state = staged(Some("let me in"));
    for value in ["", "let me in", "let%20me%20in", "$2a$10$abc"] {
        let cookie = format!("{VIEW_PASSWORD_COOKIE}={value}");
        let answer = get("/api/v1/monitor/2").cookie(&cookie).of(&state).await;
        is_refused(&answer, "访问受限");
    }
}

#[tokio::test]
async fn a_view_password_is_given_only_where_one_is_wanted() {
    let state = staged(None);
    assert_eq!(
        get("/api/v1/monitor/0").of(&state).await.status,
        StatusCode::NOT_FOUND
    );
    for password in ["", "anything"] {
        let form = format!("Password={password}");
        let answer = post("/view-password", &form).form().of(&state).await;
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (StatusCode::OK, None)
        );
    }
}

#[tokio::test]
async fn a_right_view_password_goes_back_to_the_own_page_alone() {
    let state = staged(Some("let me in"));
    let from = |referer| {
        post("/view-password", "Password=let+me+in")
            .form()
            .with("referer", referer)
    };
    let own = from("http://127.0.0.1:8008/a/b/").of(&state).await;
    assert_eq!(own.header("location"), Some("http://127.0.0.1:8008/a/b/"));
    let foreign = from("http://elsewhere.example/").of(&state).await;
    assert_eq!(foreign.header("location"), Some("/"));
}

#[tokio::test]
async fn one_session_an_account() {
    let state = staged(None);
    let first = sign_in(&state).await;
    assert_eq!(get(LIST).cookie(&first).of(&state).await.code(), 0);
    let second = sign_in(&state).await;
    assert_ne!(first, second);
    is_refused(
        &get(LIST).cookie(&first).of(&state).await,
        "访问此接口需要认证",
    );
    assert_eq!(get(LIST).cookie(&second).of(&state).await.code(), 0);
}

#[tokio::test]
async fn a_logout_ends_the_session_and_clears_no_cookie() {
    let state = staged(None);
    let cookie = sign_in(&state).await;
    let answer = post("/api/logout", r#"{"ID": 1}"#)
        .cookie(&cookie)
        .of(&state)
        .await;
    assert_eq!(
        (answer.body.as_str(), answer.header("set-cookie")),
        (r#"{"code":200}"#, None)
    );
    assert_eq!(get(LIST).cookie(&cookie).of(&state).await.code(), 403);
}

#[tokio::test]
async fn a_session_is_honoured_for_two_months_and_never_renewed() {
    const DAY_MILLIS: i64 = 86_400_000;
    let hand = Hand::at(RECORDED_AT);
    let state = State::new(Setup {
        clock: hand.clock(),
        ..stage::setup()
    })
    .unwrap();
    let cookie = sign_in(&state).await;
    for (days, code) in [(1, 0), (59, 0), (61, 403)] {
        hand.set(RECORDED_AT.plus_millis(days * DAY_MILLIS));
        assert_eq!(
            get(LIST).cookie(&cookie).of(&state).await.code(),
            code,
            "{days} days"
        );
    }
}

#[tokio::test]
async fn the_sign_in_is_a_form() {
    let state = staged(None);
    let form = get("/login").of(&state).await;
    assert_eq!(form.status, StatusCode::OK);
    assert!(form.body.contains(r#"name="password""#) && !form.body.contains("role=\"alert\""));
    assert!(
        form.header("content-security-policy")
            .unwrap()
            .contains("form-action 'self'")
    );

    for wrong in ["password=wrong", "password=", "other=1", ""] {
        let answer = post("/login", wrong).form().of(&state).await;
        assert_eq!(
            (answer.status, answer.header("set-cookie")),
            (StatusCode::OK, None)
        );
        assert!(answer.body.contains("role=\"alert\""));
    }

    let answer = post("/login", &login_form()).form().of(&state).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    let cookie = answer.header("set-cookie").unwrap();
    // A page's script may expire it, as it may V0's: neither HttpOnly nor Secure nor SameSite.
    assert!(cookie.starts_with("nezha-dashboard=") && cookie.ends_with("; Path=/; Max-Age=86400"));
    let again = get("/login").cookie(answer.cookie()).of(&state).await;
    assert_eq!(again.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn every_answer_tells_the_dashboards_clock_and_none_allows_other_origins() {
    let state = staged(None);
    for path in [LIST, "/api/v1/monitor/2", "/login", "/nothing", "/ws"] {
        let answer = get(path)
            .with("origin", "http://elsewhere.example")
            .of(&state)
            .await;
        assert_eq!(
            answer.header("date"),
            Some("Sun, 22 Nov 2026 16:11:26 GMT"),
            "{path}"
        );
        assert_eq!(answer.header("access-control-allow-origin"), None, "{path}");
        assert_eq!(answer.header("content-encoding"), None, "{path}");
    }
    let json = get(LIST).of(&state).await;
    assert_eq!(json.header("cache-control"), None);
}

#[tokio::test]
async fn superfluous_slashes_are_redirects_and_other_methods_are_pages() {
    let state = staged(None);
    let cases = [
        (
            Method::GET,
            "/api/v1/server/list/?tag=a",
            301,
            Some("/api/v1/server/list?tag=a"),
        ),
        (
            Method::GET,
            "/api/v1/monitor/2/",
            301,
            Some("/api/v1/monitor/2"),
        ),
        (Method::GET, "/ws/", 301, Some("/ws")),
        (
            Method::POST,
            "/api/v1/server/register/",
            307,
            Some("/api/v1/server/register"),
        ),
        (
            Method::DELETE,
            "/api/token/abc/",
            307,
            Some("/api/token/abc"),
        ),
        (Method::POST, "/api/v1/server/list/", 404, None),
        (Method::PUT, "/api/token", 404, None),
        (Method::HEAD, "/api/v1/monitor/2", 404, None),
        (Method::OPTIONS, "/api/token", 404, None),
        (Method::POST, "/ws", 404, None),
        (Method::GET, "/view-password", 404, None),
    ];
    for (method, path, status, location) in cases {
        let answer = ask(method.clone(), path).of(&state).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.header("location"), location, "{method} {path}");
        if status == 404 {
            assert_eq!(
                answer.header("content-type"),
                Some("text/html; charset=utf-8")
            );
        }
    }
}

#[tokio::test]
async fn bodies_are_bounded() {
    let state = staged(None);
    let cookie = sign_in(&state).await;
    let body = format!(r#"{{"Note": "{}"}}"#, "n".repeat(100_000));
    let answer = post("/api/token", &body).cookie(&cookie).of(&state).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
