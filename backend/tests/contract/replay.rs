//! Replays the recorded exchanges in their order and compares status, content type, redirect, code,
//! the message up to its first colon, and the keys and types of the JSON in their order.
//!
//! Left out are only the dashboard's own pages, which the app stands in for: `/`, `/network`,
//! `/service`, `/static/*` (and OAuth and themes, which were recorded apart).

use std::collections::{BTreeMap, BTreeSet};

use axum::http::Method;
use lotus_backend::{SESSION_COOKIE, Setup, State, VIEW_PASSWORD_COOKIE};
use serde_json::Value;

use crate::client::{Answer, ask, listen};
use crate::recording::Exchange;
use crate::shape::Shape;
use crate::socket::{Opened, open};
use crate::stage::{self, Hand, RECORDED_AT};

const OWN_PAGES: [&str; 5] = [
    "/",
    "/network",
    "/service",
    "/static/main.css",
    "/static/nothing.js",
];

#[tokio::test]
async fn empty_fleet() {
    replay("empty-fleet", stage::empty()).await;
}

#[tokio::test]
async fn tokens() {
    replay("tokens", stage::empty()).await;
}

#[tokio::test]
async fn fleet() {
    replay("fleet", stage::fleet(stage::setup())).await;
}

#[tokio::test]
async fn register() {
    replay("register", stage::fleet(stage::setup())).await;
}

#[tokio::test]
async fn restarted() {
    replay("restarted", stage::restarted(stage::setup())).await;
}

#[tokio::test]
async fn view_password() {
    let setup = Setup {
        view_password: Some("let me in".into()),
        ..stage::setup()
    };
    replay("view-password", stage::later_fleet(setup)).await;
}

#[tokio::test]
async fn not_a_number() {
    let faults = serde_json::from_str(r#"{"not_a_number": [14]}"#).unwrap();
    let setup = Setup {
        faults: Some(faults),
        ..stage::setup()
    };
    replay("not-a-number", stage::later_fleet(setup)).await;
}

/// What was staged from a recording comes out as it was recorded, byte for byte.
#[tokio::test]
async fn a_staged_fleet_is_told_byte_for_byte() {
    let hand = Hand::at(RECORDED_AT);
    let state = stage::fleet(Setup {
        clock: hand.clock(),
        ..stage::setup()
    });
    let cookie = state.stage_sign_in().unwrap();
    let origin = listen(&state).await;
    let frame = open(&origin, &[("cookie", &cookie)])
        .await
        .socket()
        .frame()
        .await;
    assert_eq!(frame, stage::recorded("fleet/ws-cookie-1.json"));
    // The recorded times were cut to the minute, and the window is not: it has to begin with one.
    hand.set(RECORDED_AT.plus_millis(-26_000));
    for id in [1, 2, 3, 4, 5, 7, 9] {
        let answer = ask(Method::GET, &format!("/api/v1/monitor/{id}"))
            .of(&state)
            .await;
        assert_eq!(
            answer.body,
            stage::recorded(&format!("fleet/monitor-{id}.json"))
        );
    }
}

/// What a replay learns on its way and later exchanges speak of.
struct Memory {
    folder: &'static str,
    /// By name: the account's, and what the answers set.
    cookies: BTreeMap<String, String>,
    /// Recorded tokens that were made anew, and what they are now.
    tokens: BTreeMap<String, String>,
}

async fn replay(folder: &'static str, state: State) {
    let exchanges = Exchange::read(folder);
    // The folder about tokens makes its own.
    if folder != "tokens" {
        let tokens = exchanges
            .iter()
            .filter_map(|exchange| exchange.good_token(folder));
        for token in tokens.collect::<BTreeSet<_>>() {
            state.stage_token(token, "recorded").unwrap();
        }
    }
    let session = state.stage_sign_in().unwrap();
    let mut memory = Memory {
        folder,
        cookies: BTreeMap::from([(SESSION_COOKIE.to_owned(), session)]),
        tokens: BTreeMap::new(),
    };
    let origin = listen(&state).await;
    let mut replayed = 0;
    for exchange in &exchanges {
        if OWN_PAGES.contains(&exchange.path.as_str()) {
            continue;
        }
        if exchange.is_socket() {
            memory.replay_socket(exchange, &origin).await;
        } else {
            memory.replay_request(exchange, &state).await;
        }
        replayed += 1;
    }
    assert!(replayed > 0, "{folder} has no exchanges");
}

impl Memory {
    async fn replay_request(&mut self, exchange: &Exchange, state: &State) {
        let method = exchange.method.parse::<Method>().unwrap();
        let mut request = ask(method, &self.renewed(&exchange.path));
        for (name, value) in &exchange.request_headers {
            request = request.with(name, &self.renewed(value));
        }
        for cookie in &exchange.cookies {
            request = request.cookie(&self.cookie(exchange, cookie));
        }
        let answer = request.body(exchange.request_body.as_deref().unwrap_or_default());
        let answer = answer.of(state).await;
        self.compare(exchange, &answer);
        self.learn(exchange, &answer);
    }

    async fn replay_socket(&self, exchange: &Exchange, origin: &str) {
        let what = format!("{}/{}", self.folder, exchange.name);
        let cookies = exchange
            .cookies
            .iter()
            .map(|cookie| self.cookie(exchange, cookie));
        let mut headers: Vec<_> = cookies.map(|cookie| ("cookie", cookie)).collect();
        if let Some(asked) = &exchange.origin {
            // The page's own origin was the recorded dashboard's address; here it is this one's.
            let own = asked.replace("http://127.0.0.1:8008", origin);
            headers.push(("origin", own));
        }
        if exchange.name == "ws-token" {
            let token = Exchange::read(self.folder);
            let token = token
                .iter()
                .find_map(|exchange| exchange.good_token(self.folder));
            headers.push(("authorization", token.unwrap().to_owned()));
        }
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        match (open(origin, &headers).await, exchange.status) {
            (Opened::Socket(mut socket), Some(101)) => {
                for recorded in &exchange.frames {
                    let recorded = stage::recorded(&format!("{}/{recorded}", self.folder));
                    let frame = socket.frame().await;
                    assert_eq!(Shape::of(&frame), Shape::of(&recorded), "{what}");
                    assert_eq!(ids(&frame), ids(&recorded), "{what}");
                }
            }
            // A ping shows that beats go by without a frame.
            (Opened::Socket(mut socket), None) => assert!(socket.is_silent().await, "{what}"),
            (Opened::Refused(status, body), Some(recorded)) => {
                assert_eq!(status, recorded, "{what}");
                if body.trim_start().starts_with("<!DOCTYPE html>") {
                    assert!(
                        exchange
                            .recorded_body(self.folder)
                            .contains("<!DOCTYPE html>")
                    );
                }
            }
            (Opened::Socket(_), Some(status)) => panic!("{what}: opened instead of {status}"),
            (Opened::Refused(status, _), None) => panic!("{what}: refused with {status}"),
        }
    }

    fn compare(&self, exchange: &Exchange, answer: &Answer) {
        let what = format!("{}/{}: {answer:?}", self.folder, exchange.name);
        assert_eq!(Some(answer.status.as_u16()), exchange.status, "{what}");
        for name in ["Content-Type", "Location", "Sec-Websocket-Version"] {
            let recorded = exchange.headers.get(name).map(String::as_str);
            assert_eq!(answer.header(name), recorded, "{name} of {what}");
        }
        let attributes = |cookie: &str| {
            let name = cookie.split('=').next().unwrap().to_owned();
            (name, cookie.split_once(';').unwrap().1.to_owned())
        };
        assert_eq!(
            answer.header("set-cookie").map(attributes),
            exchange
                .headers
                .get("Set-Cookie")
                .map(|cookie| attributes(cookie)),
            "{what}"
        );
        let recorded = exchange.recorded_body(self.folder);
        if recorded.starts_with(['{', '[', '"']) {
            assert_eq!(Shape::of(&answer.body), Shape::of(&recorded), "{what}");
            let (answer, recorded): (Value, Value) =
                (answer.json(), serde_json::from_str(&recorded).unwrap());
            assert_eq!(answer["code"], recorded["code"], "{what}");
            assert_eq!(message(&answer), message(&recorded), "{what}");
        } else if recorded.contains("<!DOCTYPE html>") {
            // The refusals of a socket are text to which V0 appends its page for errors.
            let is_text = recorded.starts_with(answer.body.as_str()) && !answer.body.is_empty();
            assert!(answer.body.contains("<!DOCTYPE html>") || is_text, "{what}");
        } else if exchange.body.is_some() {
            assert_eq!(answer.body, recorded, "{what}");
        }
    }

    fn learn(&mut self, exchange: &Exchange, answer: &Answer) {
        if answer.headers.contains_key("set-cookie") {
            let cookie = answer.cookie();
            let name = cookie.split('=').next().unwrap();
            self.cookies.insert(name.to_owned(), cookie.to_owned());
        }
        let made = |text: &str| {
            let answer = serde_json::from_str::<Value>(text).ok()?;
            Some(answer["result"]["token"].as_str()?.to_owned())
        };
        let recorded = exchange.recorded_body(self.folder);
        if let (Some(recorded), Some(now)) = (made(&recorded), made(&answer.body)) {
            self.tokens.insert(recorded, now);
        }
    }

    /// A text with the tokens of this replay in place of the recorded ones.
    fn renewed(&self, text: &str) -> String {
        let tokens = self.tokens.iter();
        tokens.fold(text.to_owned(), |text, (recorded, now)| {
            text.replace(recorded, now)
        })
    }

    fn cookie(&self, exchange: &Exchange, name: &str) -> String {
        assert!([SESSION_COOKIE, VIEW_PASSWORD_COOKIE].contains(&name));
        if exchange.name == "list-wrong-cookie" {
            return format!("{name}=nobody");
        }
        self.cookies[name].clone()
    }
}

/// The message up to its first colon: behind it are the words of a library.
fn message(answer: &Value) -> Option<&str> {
    answer["message"].as_str()?.split([':', '：']).next()
}

/// The ids of a frame, in its order.
fn ids(frame: &str) -> Vec<u64> {
    let frame: Value = serde_json::from_str(frame).unwrap();
    let servers = frame["servers"].as_array().cloned().unwrap_or_default();
    servers
        .iter()
        .map(|server| server["ID"].as_u64().unwrap())
        .collect()
}
