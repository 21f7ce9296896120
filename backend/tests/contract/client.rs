//! A client for both: a router without a port, and a port.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use hyper_util::client::legacy::Client as Pool;
use hyper_util::rt::TokioExecutor;
use lotus_backend::State;
use serde_json::Value;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::stage::PASSWORD;

/// An answer that was read to its end.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub fn code(&self) -> i64 {
        self.json()["code"].as_i64().unwrap()
    }

    /// The ids of an array of servers, in its order.
    pub fn ids(&self) -> Vec<u64> {
        let result = &self.json()["result"];
        let items = result.as_array().unwrap_or_else(|| panic!("{self:?}"));
        items
            .iter()
            .map(|item| item["id"].as_u64().unwrap())
            .collect()
    }

    /// The cookie that the answer sets, `name=value`.
    pub fn cookie(&self) -> &str {
        self.header("set-cookie")
            .unwrap()
            .split(';')
            .next()
            .unwrap()
    }
}

/// A request in the making.
pub struct Ask {
    method: Method,
    path: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

pub fn get(path: &str) -> Ask {
    ask(Method::GET, path)
}

pub fn post(path: &str, body: &str) -> Ask {
    Ask {
        body: body.into(),
        ..ask(Method::POST, path)
    }
}

pub fn ask(method: Method, path: &str) -> Ask {
    // The host is that of the recording, to which its origins and referers belong.
    let host = ("host".to_owned(), "127.0.0.1:8008".to_owned());
    Ask {
        method,
        path: path.to_owned(),
        headers: vec![host],
        body: Vec::new(),
    }
}

impl Ask {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub fn cookie(self, cookie: &str) -> Self {
        self.with("cookie", cookie)
    }

    pub fn token(self, token: &str) -> Self {
        self.with("authorization", token)
    }

    pub fn form(self) -> Self {
        self.with("content-type", "application/x-www-form-urlencoded")
    }

    pub fn body(mut self, body: &str) -> Self {
        self.body = body.into();
        self
    }

    fn request(self, origin: &str) -> Request<Body> {
        let mut request = Request::builder()
            .method(self.method)
            .uri(format!("{origin}{}", self.path));
        for (name, value) in self
            .headers
            .iter()
            .filter(|(name, _)| origin.is_empty() || name != "host")
        {
            request = request.header(name, value);
        }
        request.body(Body::from(self.body)).unwrap()
    }

    /// Asks a state's router, without a port.
    pub async fn of(self, state: &State) -> Answer {
        self.of_router(lotus_backend::app(state.clone())).await
    }

    pub async fn of_router(self, router: Router) -> Answer {
        read(router.oneshot(self.request("")).await.unwrap()).await
    }

    /// Asks a port: `http://127.0.0.1:PORT`.
    pub async fn at(self, origin: &str) -> Answer {
        let pool = Pool::builder(TokioExecutor::new()).build_http::<Body>();
        let request = self.request(origin);
        read(pool.request(request).await.unwrap().map(Body::new)).await
    }
}

async fn read(response: axum::http::Response<Body>) -> Answer {
    let (head, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer {
        status: head.status,
        headers: head.headers,
        body: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// Signs in as a browser does and gives the cookie.
pub async fn sign_in(state: &State) -> String {
    let answer = post("/login", &login_form()).form().of(state).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert_eq!(answer.headers[header::LOCATION], "/");
    answer.cookie().to_owned()
}

pub fn login_form() -> String {
    form_urlencoded::Serializer::new(String::new())
        .append_pair("password", PASSWORD)
        .finish()
}

/// Puts a state behind a port of this machine and gives its origin.
pub async fn listen(state: &State) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = lotus_backend::app(state.clone());
    let app = app.into_make_service_with_connect_info::<std::net::SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}
