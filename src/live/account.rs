//! What a sign-in allows: API tokens and registering servers.
//!
//! A refusal ends up where sign-ins are judged, so that the whole page learns of one that ended.

use leptos::prelude::*;

use super::refusal::ask_twice;
use super::{Live, SignOutReply, TokenReply};
use crate::api::endpoint;
use crate::api::v0::{self, Credential};
use crate::domain::error::ApiError;
use crate::domain::latency::MonitorHistory;
use crate::domain::new_server::NewServer;
use crate::domain::server::{ServerId, ServerReport};
use crate::domain::session::Reader;
use crate::domain::time::UnixMillis;
use crate::domain::token::{ApiToken, Secret};
use crate::platform::storage::{self, Keep};

/// Where the place to come back to is kept in this tab.
const PLACE_KEY: &str = "lotus.place";

/// The place to come back to after a login, told once.
pub fn remembered_place() -> Option<String> {
    let place = storage::read(Keep::Tab, PLACE_KEY)?;
    storage::remove(Keep::Tab, PLACE_KEY);
    place.starts_with('#').then_some(place)
}

impl Live {
    /// The dashboard's address, as commands and scripts elsewhere write it.
    pub fn origin(self) -> String {
        endpoint::origin()
    }

    /// The dashboard's own login page.
    pub fn login_address(self) -> String {
        endpoint::login()
    }

    /// Keeps the place to come back to, before the visitor leaves for the dashboard's login, which
    /// ends at the dashboard's root.
    pub fn remember_place(self, fragment: &str) {
        storage::write(Keep::Tab, PLACE_KEY, fragment);
    }

    /// The API token in use; reading it subscribes the reader.
    pub fn token(self) -> Option<Secret> {
        self.state();
        self.driver.get_value()?.token()
    }

    /// Checks an API token, and keeps and uses it when it is good.
    pub fn use_token(self, token: Secret, keep: Keep, reply: Callback<TokenReply>) {
        match self.driver.get_value() {
            Some(driver) => driver.use_token(token, keep, reply),
            None => reply.run(TokenReply::Failed(ApiError::Offline)),
        }
    }

    /// Forgets the API token in use, in every tab.
    pub fn forget_token(self) {
        if let Some(driver) = self.driver.get_value() {
            driver.forget_token();
        }
    }

    /// Signs this browser out of the dashboard.
    pub fn sign_out(self, reply: Callback<SignOutReply>) {
        match self.driver.get_value() {
            Some(driver) => driver.sign_out(reply),
            None => reply.run(SignOutReply::StillSignedIn),
        }
    }

    /// The latencies of a server, with the dashboard's time of the answer.
    pub async fn histories(
        self,
        id: ServerId,
    ) -> Result<(Option<UnixMillis>, Vec<MonitorHistory>), ApiError> {
        let token = untrack(move || self.token());
        v0::histories(self.credential(token.as_ref()), id).await
    }

    /// The dashboard's API tokens.
    pub async fn tokens(self) -> Result<Vec<ApiToken>, ApiError> {
        self.judged(ask_twice(v0::tokens).await)
    }

    /// Makes an API token.
    pub async fn create_token(self, note: &str) -> Result<ApiToken, ApiError> {
        self.judged(v0::create_token(note).await)
    }

    /// Deletes an API token for good; if it is the one in use here, it is forgotten too.
    pub async fn delete_token(self, token: &Secret) -> Result<(), ApiError> {
        let answered = self.judged(v0::delete_token(token).await);
        if answered.is_ok() && untrack(move || self.token()).as_ref() == Some(token) {
            self.forget_token();
        }
        answered
    }

    /// The fleet as whoever is signed in may list it.
    pub async fn list(self) -> Result<Vec<ServerReport>, ApiError> {
        let token = untrack(move || self.token());
        let credential = self.credential(token.as_ref());
        let answered = ask_twice(async || v0::list(credential).await).await;
        self.judged(answered.map(|(_, servers)| servers))
    }

    /// Registers a server; its agent's secret.
    pub async fn register(self, server: &NewServer) -> Result<Secret, ApiError> {
        let token = untrack(move || self.token());
        let credential = self.credential(token.as_ref());
        self.judged(ask_twice(async || v0::register(credential, server).await).await)
    }

    fn credential(self, token: Option<&Secret>) -> Credential<'_> {
        match (self.state_untracked().reader(), token) {
            (Reader::Token, Some(token)) => Credential::Token(token),
            _ => Credential::Cookie,
        }
    }

    fn judged<T>(self, answered: Result<T, ApiError>) -> Result<T, ApiError> {
        if let (Err(ApiError::SignInRequired), Some(driver)) = (&answered, self.driver.get_value())
        {
            driver.doubt();
        }
        answered
    }
}
