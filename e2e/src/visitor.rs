//! Somebody who talks to the backend without a browser: prepares what a page is to meet, and knows
//! what the wire says.

use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde_json::{Value, json};

use crate::backend::Backend;
use crate::failure::{Failure, Outcome, ensure};

/// The cookie that signs in.
const COOKIE: &str = "nezha-dashboard";

/// A client of the backend's addresses, signed in or not.
#[derive(Clone, Debug)]
pub struct Visitor {
    client: Client,
    origin: String,
    session: Option<String>,
}

impl Visitor {
    /// One who is not signed in.
    ///
    /// # Errors
    ///
    /// When no client can be made.
    pub fn guest(backend: &Backend) -> Outcome<Self> {
        let client = Client::builder().redirect(redirect::Policy::none());
        Ok(Self {
            client: client.build()?,
            origin: backend.origin().to_owned(),
            session: None,
        })
    }

    /// One who gave the password. Whoever was signed in before is so no longer.
    ///
    /// # Errors
    ///
    /// When the password is not taken.
    pub async fn sign_in(backend: &Backend, password: &str) -> Outcome<Self> {
        let mut visitor = Self::guest(backend)?;
        let form = format!("password={password}");
        let request = visitor
            .request(Method::POST, "/login")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form);
        let answer = request.send().await?;
        let cookies = answer.headers().get_all("set-cookie").into_iter();
        let session = cookies
            .filter_map(|cookie| cookie.to_str().ok())
            .filter_map(|cookie| cookie.strip_prefix(COOKIE)?.strip_prefix('='))
            .filter_map(|cookie| cookie.split(';').next())
            .map(str::to_owned)
            .next();
        ensure(session.is_some(), || {
            format!("no cookie: {}", answer.status())
        })?;
        visitor.session = session;
        Ok(visitor)
    }

    /// The name and the value of the cookie, when signed in.
    pub fn cookie(&self) -> Option<(&'static str, &str)> {
        Some((COOKIE, self.session.as_deref()?))
    }

    /// What a path of the API answers.
    ///
    /// # Errors
    ///
    /// When it is not answered with JSON.
    pub async fn get(&self, path: &str) -> Outcome<Value> {
        read(self.request(Method::GET, path).send().await?).await
    }

    /// Posts JSON to a path.
    ///
    /// # Errors
    ///
    /// When it is not answered with JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Outcome<Value> {
        let request = self.request(Method::POST, path).body(body.to_string());
        read(request.send().await?).await
    }

    /// Deletes what a path names.
    ///
    /// # Errors
    ///
    /// When it is not answered with JSON.
    pub async fn delete(&self, path: &str) -> Outcome<Value> {
        read(self.request(Method::DELETE, path).send().await?).await
    }

    /// A header of a path's answer; empty when it has none.
    ///
    /// # Errors
    ///
    /// When it is not answered.
    pub async fn header(&self, path: &str, name: &str) -> Outcome<String> {
        let answer = self.request(Method::GET, path).send().await?;
        let value = answer.headers().get(name);
        Ok(value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned())
    }

    /// The servers as `details` has them.
    ///
    /// # Errors
    ///
    /// When the visitor may not see them.
    pub async fn details(&self) -> Outcome<Vec<Value>> {
        let answer = self.get("/api/v1/server/details").await?;
        let servers = answer.get("result").and_then(Value::as_array);
        servers
            .cloned()
            .ok_or_else(|| Failure::new(format!("no servers: {answer}")))
    }

    /// Makes an API token.
    ///
    /// # Errors
    ///
    /// When the visitor is not signed in.
    pub async fn create_token(&self, note: &str) -> Outcome<String> {
        let answer = self.post("/api/token", &json!({ "Note": note })).await?;
        let token = answer.pointer("/result/token").and_then(Value::as_str);
        token
            .map(str::to_owned)
            .ok_or_else(|| Failure::new(format!("no token: {answer}")))
    }

    /// Registers a server of this name, which guests see too.
    ///
    /// # Errors
    ///
    /// When the visitor is not signed in.
    pub async fn register(&self, name: &str) -> Outcome<()> {
        let body = json!({ "Name": name, "HideForGuest": "off" });
        let answer = self.post("/api/v1/server/register", &body).await?;
        ensure(answer.get("code") == Some(&json!(200)), || {
            answer.to_string()
        })
    }

    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self
            .client
            .request(method, format!("{}{path}", self.origin));
        match &self.session {
            Some(session) => request.header("cookie", format!("{COOKIE}={session}")),
            None => request,
        }
    }
}

async fn read(answer: Response) -> Outcome<Value> {
    let text = answer.text().await?;
    serde_json::from_str(&text).map_err(|error| Failure::new(format!("{error}: {text}")))
}
