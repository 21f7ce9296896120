//! A second backend in the place of the real dashboard.

use std::fs;
use std::net::TcpListener;

use axum::http::{Method, StatusCode};
use lotus_backend::{Setup, State, faults::Faults};

use crate::client::{Ask, ask, get, listen, login_form, post};
use crate::socket::{Opened, open};
use crate::stage;

const TOKEN: &str = "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw";
const LIST: &str = "/api/v1/server/list?tag=US";

/// The dashboard's state and origin, and the origin of the backend before it.
async fn staged(setup: Setup) -> (State, String, String) {
    let dashboard = stage::fleet(setup);
    dashboard.stage_token(TOKEN, "").unwrap();
    let behind = listen(&dashboard).await;
    let before = listen(&before(&behind, stage::setup())).await;
    (dashboard, behind, before)
}

fn before(behind: &str, setup: Setup) -> State {
    State::new(Setup {
        upstream: Some(behind.parse().unwrap()),
        ..setup
    })
    .unwrap()
}

#[tokio::test]
async fn answers_come_through_untouched() {
    let (_, behind, before) = staged(stage::setup()).await;
    let asks: [fn() -> Ask; 8] = [
        || get(LIST).token(TOKEN),
        || get(LIST),
        || get("/api/v1/monitor/2"),
        || get("/api/v1/monitor/999"),
        || get("/api/v1/server/list/"),
        || ask(Method::HEAD, "/api/v1/server/list"),
        || get("/nothing"),
        || ask(Method::DELETE, "/api/token/"),
    ];
    for asked in asks {
        let (direct, through) = (asked().at(&behind).await, asked().at(&before).await);
        assert_eq!(
            (through.status, &through.body),
            (direct.status, &direct.body)
        );
        for name in [
            "content-type",
            "location",
            "date",
            "content-security-policy",
        ] {
            assert_eq!(through.header(name), direct.header(name), "{name}");
        }
    }
}

#[tokio::test]
async fn a_sign_in_and_what_it_opens_come_through() {
    let (_, _, before) = staged(stage::setup()).await;
    let answer = post("/login", &login_form()).form().at(&before).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::FOUND, Some("/"))
    );
    let cookie = answer.cookie();
    let made = post("/api/token", r#"{"Note": "through"}"#)
        .cookie(cookie)
        .at(&before)
        .await;
    assert_eq!(made.code(), 200);
    let frame = open(&before, &[("cookie", cookie)])
        .await
        .socket()
        .json()
        .await;
    assert_eq!(frame["servers"].as_array().unwrap().len(), 14);
}

#[tokio::test]
async fn a_view_password_goes_back_to_the_page_here() {
    let setup = Setup {
        view_password: Some("let me in".into()),
        ..stage::setup()
    };
    let (_, behind, before) = staged(setup).await;
    // The real dashboard sends anybody to the referer; one that minds its own host sends home.
    let answer = post("/view-password", "Password=let+me+in").form();
    let answer = answer
        .with("referer", &format!("{behind}/a/"))
        .at(&before)
        .await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::FOUND, Some("/a/"))
    );
    let cookie = answer.cookie();
    assert!(matches!(open(&before, &[]).await, Opened::Refused(200, _)));
    open(&before, &[("cookie", cookie)])
        .await
        .socket()
        .frame()
        .await;
}

#[tokio::test]
async fn the_own_origin_becomes_the_dashboards_and_a_foreign_one_stays_foreign() {
    let (_, _, before) = staged(stage::setup()).await;
    let mut socket = open(&before, &[("origin", &before)]).await.socket();
    for _ in 0..3 {
        socket.frame().await;
    }
    let foreign = open(&before, &[("origin", "http://elsewhere.example")]).await;
    assert!(matches!(foreign, Opened::Refused(403, _)));
}

#[tokio::test]
async fn a_socket_ends_with_the_dashboards() {
    let setup = Setup {
        faults: Some(Faults::default()),
        ..stage::setup()
    };
    let (dashboard, _, before) = staged(setup).await;
    let mut socket = open(&before, &[]).await.socket();
    socket.frame().await;
    let drop = r#"{"rules": [{"path": "/ws", "socket": "dropped"}]}"#;
    post("/__faults", drop).of(&dashboard).await;
    assert!(
        socket
            .rest()
            .await
            .iter()
            .all(|message| !message.is_close())
    );
}

#[tokio::test]
async fn the_apps_own_files_are_from_here() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("index.html"), "the app").unwrap();
    let dashboard = stage::fleet(stage::setup());
    let static_folder = Some(folder.path().to_owned());
    let setup = Setup {
        static_folder,
        ..stage::setup()
    };
    let before = before(&listen(&dashboard).await, setup);
    assert_eq!(get("/").of(&before).await.body, "the app");
    assert_eq!(get("/api/v1/monitor/7").of(&before).await.code(), 0);
}

#[tokio::test]
async fn a_dead_dashboard_is_a_worded_502() {
    // A port that was free a moment ago: nobody listens there.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let dead = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let before = before(&dead, stage::setup());
    for path in ["/", LIST, "/ws"] {
        let answer = get(path).of(&before).await;
        assert_eq!(answer.status, StatusCode::BAD_GATEWAY, "{path}");
        assert!(
            answer
                .body
                .contains(&format!("The dashboard at {dead} cannot be reached"))
        );
    }
}

#[tokio::test]
async fn a_dashboard_that_speaks_no_tls_is_a_worded_502() {
    let behind = listen(&stage::empty()).await;
    let before = before(&behind.replacen("http", "https", 1), stage::setup());
    let answer = get(LIST).of(&before).await;
    assert_eq!(answer.status, StatusCode::BAD_GATEWAY);
    assert!(answer.body.contains("cannot be reached"), "{}", answer.body);
}

#[test]
fn what_is_no_origin_is_no_upstream() {
    use lotus_backend::{Upstream, UpstreamError};

    for good in [
        "http://127.0.0.1:8008",
        "https://my.dashboard",
        "https://my.dashboard/",
    ] {
        assert!(good.parse::<Upstream>().is_ok(), "{good}");
    }
    for (bad, why) in [
        ("my.dashboard", UpstreamError::Origin),
        ("ftp://my.dashboard", UpstreamError::Origin),
        ("https://user:secret@my.dashboard", UpstreamError::Origin),
        ("https://my.dashboard/nezha", UpstreamError::Path),
    ] {
        assert_eq!(bad.parse::<Upstream>().err(), Some(why), "{bad}");
    }
}
