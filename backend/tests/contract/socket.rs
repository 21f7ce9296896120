//! `/ws` from a client's side.

use axum::http::StatusCode;
use futures_util::{SinkExt, StreamExt};
use lotus_backend::{Report, Server, Setup, UnixNanos};
use serde_json::Value;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::{Error, Message, client::IntoClientRequest};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::client::{get, listen};
use crate::stage::{self, Hand, RECORDED_AT};

/// What asking for a socket led to.
pub enum Opened {
    Socket(Socket),
    /// The status and the body.
    Refused(u16, String),
}

impl Opened {
    pub fn socket(self) -> Socket {
        match self {
            Self::Socket(socket) => socket,
            Self::Refused(status, body) => panic!("refused with {status}: {body}"),
        }
    }
}

/// An open socket.
pub struct Socket(Box<WebSocketStream<MaybeTlsStream<TcpStream>>>);

/// Asks a port for a socket.
pub async fn open(origin: &str, headers: &[(&'static str, &str)]) -> Opened {
    let address = format!("{}/ws", origin.replacen("http", "ws", 1));
    let mut request = address.into_client_request().unwrap();
    for (name, value) in headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    match connect_async(request).await {
        Ok((socket, _)) => Opened::Socket(Socket(Box::new(socket))),
        Err(Error::Http(response)) => {
            let body = response.body().clone().unwrap_or_default();
            Opened::Refused(response.status().as_u16(), String::from_utf8(body).unwrap())
        }
        Err(error) => panic!("{error}"),
    }
}

impl Socket {
    /// The next frame's text.
    pub async fn frame(&mut self) -> String {
        loop {
            if let Message::Text(text) = self.message().await.expect("the socket ended") {
                return text.to_string();
            }
        }
    }

    pub async fn json(&mut self) -> Value {
        serde_json::from_str(&self.frame().await).unwrap()
    }

    /// Waits for a ping; whether no frame came before it.
    pub async fn is_silent(&mut self) -> bool {
        matches!(self.message().await, Some(Message::Ping(_)))
    }

    /// Waits for the end; what came before it.
    pub async fn rest(&mut self) -> Vec<Message> {
        let mut rest = Vec::new();
        while let Some(message) = self.message().await {
            rest.push(message);
        }
        rest
    }

    pub async fn send(&mut self, message: Message) {
        self.0.send(message).await.unwrap();
    }

    /// The next message, or nothing when the connection has ended in whatever way.
    pub async fn message(&mut self) -> Option<Message> {
        self.0.next().await?.ok()
    }
}

fn names(frame: &Value) -> Vec<&str> {
    let servers = frame["servers"].as_array().unwrap();
    servers
        .iter()
        .map(|server| server["Name"].as_str().unwrap())
        .collect()
}

fn server(id: u64, name: &str, display_index: i64, hidden: bool) -> Server {
    Server {
        id,
        name: name.into(),
        display_index,
        hidden,
        ..Server::default()
    }
}

#[tokio::test]
async fn frames_go_on_in_the_owners_order_and_without_hidden_servers() {
    let state = stage::empty();
    state.put_server(server(1, "low", -5, false));
    state.put_server(server(2, "high", 10, false));
    state.put_server(server(3, "hidden", 7, true));
    state.put_server(server(4, "also low", -5, false));
    let cookie = state.stage_sign_in().unwrap();
    let origin = listen(&state).await;
    let mut guest = open(&origin, &[]).await.socket();
    let mut member = open(&origin, &[("cookie", &cookie)]).await.socket();
    for _ in 0..3 {
        let frame = guest.json().await;
        assert_eq!(names(&frame), ["high", "low", "also low"]);
        assert_eq!(frame["now"], RECORDED_AT.millis());
        let frame = member.json().await;
        assert_eq!(names(&frame), ["high", "hidden", "low", "also low"]);
    }
}

#[tokio::test]
async fn what_changes_is_in_the_next_frames() {
    let state = stage::empty();
    state.put_server(server(1, "before", 0, false));
    let origin = listen(&state).await;
    let mut socket = open(&origin, &[]).await.socket();
    assert_eq!(names(&socket.json().await), ["before"]);
    state.put_server(server(1, "after", 0, false));
    state.report(
        1,
        Report {
            last_active: Some(UnixNanos(1_500_000_000)),
            ..Report::default()
        },
    );
    loop {
        let frame = socket.json().await;
        let active = &frame["servers"][0]["LastActive"];
        if names(&frame) == ["after"] && active == "1970-01-01T00:00:01.5Z" {
            break;
        }
    }
}

#[tokio::test]
async fn a_deleted_server_is_gone_and_an_empty_fleet_has_no_servers_at_all() {
    let state = stage::empty();
    state.put_server(server(1, "one", 0, false));
    let origin = listen(&state).await;
    let mut socket = open(&origin, &[]).await.socket();
    assert_eq!(names(&socket.json().await), ["one"]);
    state.remove_server(1);
    while socket.json().await.get("servers").is_some() {}
}

#[tokio::test]
async fn now_is_in_whole_seconds() {
    let hand = Hand::at(RECORDED_AT.plus_millis(999));
    let setup = Setup {
        clock: hand.clock(),
        ..stage::setup()
    };
    let origin = listen(&lotus_backend::State::new(setup).unwrap()).await;
    let mut socket = open(&origin, &[]).await.socket();
    assert_eq!(socket.json().await["now"], RECORDED_AT.millis());
    hand.set(RECORDED_AT.plus_millis(1000));
    while socket.json().await["now"] != RECORDED_AT.millis() + 1000 {}
}

#[tokio::test]
async fn a_session_that_ends_leaves_its_open_socket_and_the_next_one_is_a_guests() {
    let state = stage::empty();
    state.put_server(server(1, "hidden", 0, true));
    let cookie = state.stage_sign_in().unwrap();
    let origin = listen(&state).await;
    let mut before = open(&origin, &[("cookie", &cookie)]).await.socket();
    assert_eq!(names(&before.json().await), ["hidden"]);
    state.stage_sign_in().unwrap();
    assert_eq!(names(&before.json().await), ["hidden"]);
    let mut after = open(&origin, &[("cookie", &cookie)]).await.socket();
    assert_eq!(after.json().await.get("servers"), None);
}

#[tokio::test]
async fn a_token_is_a_guest_here_and_does_not_stand_for_a_view_password() {
    let token = "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw";
    let state = stage::empty();
    state.put_server(server(1, "hidden", 0, true));
    state.stage_token(token, "").unwrap();
    let origin = listen(&state).await;
    let mut socket = open(&origin, &[("authorization", token)]).await.socket();
    assert_eq!(socket.json().await.get("servers"), None);

    let setup = Setup {
        view_password: Some("let me in".into()),
        ..stage::setup()
    };
    let state = lotus_backend::State::new(setup).unwrap();
    state.stage_token(token, "").unwrap();
    let origin = listen(&state).await;
    match open(&origin, &[("authorization", token)]).await {
        Opened::Refused(status, body) => assert!(status == 200 && body.contains("<html")),
        Opened::Socket(_) => panic!("opened"),
    }
}

#[tokio::test]
async fn a_close_is_never_answered() {
    let state = stage::empty();
    let origin = listen(&state).await;
    let mut socket = open(&origin, &[]).await.socket();
    socket.frame().await;
    socket.send(Message::Close(None)).await;
    for _ in 0..10 {
        let message = socket.message().await.expect("the socket goes on");
        assert!(!message.is_close());
    }
}

#[tokio::test]
async fn public_notes_come_only_around_the_home_page() {
    let state = stage::empty();
    let note = Some("a remark".to_owned());
    state.put_server(Server {
        public_note: note,
        ..server(1, "noted", 0, false)
    });
    let origin = listen(&state).await;
    let mut socket = open(&origin, &[]).await.socket();
    assert_eq!(socket.json().await["servers"][0].get("PublicNote"), None);
    assert_eq!(get("/").at(&origin).await.status, StatusCode::OK);
    while socket.json().await["servers"][0]
        .get("PublicNote")
        .is_none()
    {}
}
