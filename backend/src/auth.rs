//! Who is asking: the session's cookie, an API token, the view password's cookie, or nobody.

use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, COOKIE};

use crate::clock::UnixNanos;
use crate::secrets::{random_text, same, seal};
use crate::store::{Session, Store, StoreError, Token};

/// The cookie of a sign-in, unless the owner chose another name.
pub const SESSION_COOKIE: &str = "nezha-dashboard";

/// The cookie of a given view password, likewise.
pub const VIEW_PASSWORD_COOKIE: &str = "nezha-dashboard-vp";

/// How long a browser keeps either cookie, in seconds: a day.
const COOKIE_SECONDS: u32 = 86_400;

/// How long the server honours a session; it is never renewed.
const SESSION_MILLIS: i64 = 60 * 24 * 3_600_000;

const TOKEN_LENGTH: usize = 32;
const SESSION_LENGTH: usize = 32;

/// The account's credentials, in memory, as the store has them.
pub(crate) struct Auth {
    /// The names of the two cookies.
    session_cookie: String,
    view_password_cookie: String,
    password: String,
    view_password: Option<ViewPassword>,
    session: Mutex<Option<Session>>,
    tokens: Mutex<Vec<Token>>,
}

struct ViewPassword {
    password: String,
    /// What its cookie carries: sealed with the database's key, so that nobody can make one up
    /// and a changed password takes the old cookies with it.
    cookie: String,
}

/// What a request came with, each part on its own: which of them counts differs by endpoint.
#[derive(Clone, Copy, Debug)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "four independent answers, not one state"
)]
pub(crate) struct Visitor {
    /// A valid session's cookie.
    pub(crate) session: bool,
    /// A valid API token.
    pub(crate) token: bool,
    /// A view password is set.
    pub(crate) view_password_wanted: bool,
    /// The view password's valid cookie.
    pub(crate) view_password_given: bool,
}

impl Visitor {
    /// May use `/api/v1/*`.
    pub(crate) fn is_member(self) -> bool {
        self.session || self.token
    }

    /// May use `/api/v1/monitor/*` at all.
    pub(crate) fn may_view(self) -> bool {
        self.is_member() || self.view_password_given || !self.view_password_wanted
    }

    /// May see the histories of hidden servers.
    pub(crate) fn sees_hidden_histories(self) -> bool {
        self.is_member() || self.view_password_given
    }

    /// May open `/ws`. A token does not count there.
    pub(crate) fn may_open_socket(self) -> bool {
        self.session || self.view_password_given || !self.view_password_wanted
    }

    /// Sees hidden servers on `/ws`.
    pub(crate) fn sees_hidden_servers(self) -> bool {
        self.session || self.view_password_given
    }
}

impl Auth {
    pub(crate) fn load(
        store: &Store,
        cookie_name: String,
        password: String,
        view_password: Option<String>,
    ) -> Result<Self, StoreError> {
        let key = store.key("view-password", || random_text(64).map(String::into_bytes))?;
        Ok(Self {
            view_password_cookie: format!("{cookie_name}-vp"),
            session_cookie: cookie_name,
            password,
            view_password: view_password.map(|password| ViewPassword {
                cookie: seal(&key, &password),
                password,
            }),
            session: Mutex::new(store.session()?),
            tokens: Mutex::new(store.tokens()?),
        })
    }

    /// Reads what a request came with.
    pub(crate) fn visitor(&self, headers: &HeaderMap, now: UnixNanos) -> Visitor {
        let session =
            cookie(headers, &self.session_cookie).is_some_and(|value| self.is_session(value, now));
        let token = headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let given = self.view_password.as_ref().is_some_and(|wanted| {
            cookie(headers, &self.view_password_cookie)
                .is_some_and(|value| same(value, &wanted.cookie))
        });
        Visitor {
            session,
            token: token.is_some_and(|token| self.is_token(token)),
            view_password_wanted: self.view_password.is_some(),
            view_password_given: given,
        }
    }

    fn is_session(&self, value: &str, now: UnixNanos) -> bool {
        let session = lock(&self.session);
        session
            .as_ref()
            .is_some_and(|session| same(&session.value, value) && now.millis() < session.expires_ms)
    }

    /// Compares with every token, so that the time taken does not tell which one was near.
    fn is_token(&self, value: &str) -> bool {
        let tokens = lock(&self.tokens);
        tokens
            .iter()
            .fold(false, |found, token| same(&token.token, value) | found)
    }

    pub(crate) fn is_password(&self, password: &str) -> bool {
        same(&self.password, password)
    }

    /// The `Set-Cookie` of a right view password.
    pub(crate) fn view_password_cookie(&self, password: &str) -> Option<String> {
        let wanted = self.view_password.as_ref()?;
        same(&wanted.password, password)
            .then(|| set_cookie(&self.view_password_cookie, &wanted.cookie))
    }

    /// Begins a session, which ends the one before, and gives its `Set-Cookie`.
    pub(crate) fn sign_in(&self, store: &Store, now: UnixNanos) -> Result<String, StoreError> {
        let value = random_text(SESSION_LENGTH).ok_or_else(no_random_numbers)?;
        let cookie = set_cookie(&self.session_cookie, &value);
        let session = Session {
            value,
            expires_ms: now.millis().saturating_add(SESSION_MILLIS),
        };
        // Held across the write, so that memory and database never tell two stories.
        let mut current = lock(&self.session);
        store.begin_session(&session)?;
        *current = Some(session);
        Ok(cookie)
    }

    /// Ends the session in all browsers.
    pub(crate) fn sign_out(&self, store: &Store) -> Result<(), StoreError> {
        let mut current = lock(&self.session);
        store.end_session()?;
        *current = None;
        Ok(())
    }

    pub(crate) fn tokens(&self) -> Vec<Token> {
        lock(&self.tokens).clone()
    }

    /// Makes a token, or keeps the given one.
    pub(crate) fn add_token(
        &self,
        store: &Store,
        note: String,
        token: Option<String>,
    ) -> Result<Token, StoreError> {
        let token = token
            .or_else(|| random_text(TOKEN_LENGTH))
            .ok_or_else(no_random_numbers)?;
        let token = Token { token, note };
        let mut tokens = lock(&self.tokens);
        store.add_token(&token)?;
        tokens.push(token.clone());
        Ok(token)
    }

    /// Deletes a token; whether there was one.
    pub(crate) fn delete_token(&self, store: &Store, value: &str) -> Result<bool, StoreError> {
        let mut tokens = lock(&self.tokens);
        let Some(at) = tokens.iter().position(|token| same(&token.token, value)) else {
            return Ok(false);
        };
        store.delete_token(value)?;
        tokens.remove(at);
        Ok(true)
    }
}

fn no_random_numbers() -> StoreError {
    StoreError::new("the system gives no random numbers")
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn set_cookie(name: &str, value: &str) -> String {
    format!("{name}={value}; Path=/; Max-Age={COOKIE_SECONDS}")
}

/// The first cookie of that name.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).into_iter();
    let mut pairs = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'));
    pairs.find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

    use super::cookie;

    #[test]
    fn a_cookie_is_found_among_others_and_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(
            COOKIE,
            HeaderValue::from_static("a=1; nezha-dashboard-vp=seal"),
        );
        headers.append(COOKIE, HeaderValue::from_static("nezha-dashboard=x=y"));
        assert_eq!(cookie(&headers, "nezha-dashboard"), Some("x=y"));
        assert_eq!(cookie(&headers, "nezha-dashboard-vp"), Some("seal"));
        assert_eq!(cookie(&headers, "b"), None);
    }
}
