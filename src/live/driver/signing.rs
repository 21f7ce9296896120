//! Signing in and out while the page is open, in all tabs alike.

use super::Driver;
use super::state::Asker;
use crate::api::v0::{self, Credential};
use crate::domain::error::ApiError;
use crate::domain::session::{self, Cookie, Token};
use crate::domain::token::Secret;
use crate::live::keyring::{self, Kept};
use crate::live::refusal::ask_twice;
use crate::live::{Notice, SignOutReply, TokenReply};
use crate::platform::cookies;
use crate::platform::storage::Keep;
use leptos::prelude::*;

/// The cookie that signs in, unless the owner configured another name.
const COOKIE: &str = "nezha-dashboard";
/// What the view password's cookie has behind the name of the other.
const VIEW_PASSWORD_SUFFIX: &str = "-vp";

/// What tabs say to each other. No word carries a secret.
const SIGNED_IN: &str = "signed-in";
const SIGNED_OUT: &str = "signed-out";
const SIGN_IN_ENDED: &str = "sign-in-ended";
const TOKEN_ENDED: &str = "token-ended";
const LOOK_AGAIN: &str = "look-again";
const FORGET_TOKEN: &str = "forget-token";

impl Driver {
    /// Another tab said something.
    pub(super) fn hear_tab(&self, word: &str) {
        match word {
            LOOK_AGAIN => {
                self.take_stored_token();
                self.ask(Asker::Cookie);
            }
            SIGNED_IN if self.with(|state| state.session.cookie) != Cookie::Yes => {
                self.ask(Asker::Cookie);
            }
            // The cookie was every tab's.
            SIGNED_OUT => self.cookie_gone(),
            // The dashboard said so there, twice.
            SIGN_IN_ENDED => self.learn(session::Event::CookieEnded),
            TOKEN_ENDED if self.with(|state| state.session.token) == Token::Good => {
                self.ask(Asker::Token);
            }
            FORGET_TOKEN => self.drop_token(),
            _ => {}
        }
    }

    fn tell_tabs(&self, word: &str) {
        self.with(|state| {
            if let Some(channel) = &state.held.channel {
                channel.say(word);
            }
        });
    }

    /// The cookie signs in: it does so in every tab.
    pub(super) fn tell_tabs_of_cookie(&self) {
        self.tell_tabs(SIGNED_IN);
    }

    /// The sign-in by cookie ended: it did so in every tab.
    pub(super) fn tell_tabs_of_end(&self) {
        self.tell_tabs(SIGN_IN_ENDED);
    }

    /// The token is no longer good: others may use the same.
    pub(super) fn tell_tabs_of_token(&self) {
        self.tell_tabs(TOKEN_ENDED);
    }

    /// Puts the stored token in use, where it is another than the one in use.
    fn take_stored_token(&self) {
        let Some((token, kept)) = keyring::read() else {
            return;
        };
        if self.token().as_ref() != Some(&token) {
            self.set_token(Some(token), Some(kept));
            self.learn(session::Event::TokenStored);
        }
    }

    /// Another tab changed what is stored on the device. The word of a tab may come before its
    /// writing can be read here; this comes after it.
    pub(super) fn storage_changed(&self) {
        let was_on_device = self.live.state_untracked().token_kept == Some(Kept::OnDevice);
        if keyring::read().is_some() {
            self.take_stored_token();
        } else if was_on_device {
            self.drop_token();
        }
    }

    fn set_token(&self, token: Option<Secret>, kept: Option<Kept>) {
        self.with(|state| {
            state.credentials = state.credentials.wrapping_add(1);
            state.token = token;
        });
        self.live.update(|state| {
            state.token_kept = kept;
            state.token_number = state.token_number.wrapping_add(1);
        });
    }

    /// Checks a token and, when the dashboard takes it, keeps it and puts it in use.
    pub(in crate::live) fn use_token(
        &self,
        token: Secret,
        keep: Keep,
        reply: Callback<TokenReply>,
    ) {
        self.spawn(async move |driver| {
            let said = match ask_twice(async || v0::check_token(&token).await).await {
                Ok(()) => {
                    let kept = keyring::keep(&token, keep);
                    driver.set_token(Some(token), Some(kept));
                    if kept == Kept::InMemory {
                        driver.say(Notice::TokenInMemory);
                    }
                    driver.learn(session::Event::TokenTaken);
                    driver.tell_tabs(LOOK_AGAIN);
                    TokenReply::Taken
                }
                Err(ApiError::SignInRequired) => TokenReply::Refused,
                Err(error) => TokenReply::Failed(error),
            };
            // Whoever asked may have left.
            let _ = reply.try_run(said);
        });
    }

    /// Forgets the token in use, here and in every other tab.
    pub(in crate::live) fn forget_token(&self) {
        self.drop_token();
        self.tell_tabs(FORGET_TOKEN);
    }

    fn drop_token(&self) {
        keyring::forget();
        self.set_token(None, None);
        self.learn(session::Event::TokenForgotten);
    }

    /// Throws the dashboard's cookie away, here and thereby in every other tab. The session itself
    /// goes on at the dashboard: ending it takes the account's number, which no answer tells.
    pub(in crate::live) fn sign_out(&self, reply: Callback<SignOutReply>) {
        let names = cookies::names();
        let bases = names
            .iter()
            .filter_map(|name| name.strip_suffix(VIEW_PASSWORD_SUFFIX));
        for name in bases.chain([COOKIE]) {
            cookies::expire(name);
        }
        self.with(|state| state.credentials = state.credentials.wrapping_add(1));
        self.spawn(async move |driver| {
            // The owner may have named the cookie otherwise.
            let is_signed_in = v0::list(Credential::Cookie).await.is_ok();
            let said = if is_signed_in {
                SignOutReply::StillSignedIn
            } else {
                driver.cookie_gone();
                driver.tell_tabs(SIGNED_OUT);
                SignOutReply::SignedOut
            };
            // Whoever asked may have left.
            let _ = reply.try_run(said);
        });
    }

    fn cookie_gone(&self) {
        self.with(|state| state.credentials = state.credentials.wrapping_add(1));
        self.learn(session::Event::SignedOut);
    }

    /// A call in the visitor's name was refused: is the sign-in over?
    pub(in crate::live) fn doubt(&self) {
        let session = self.with(|state| state.session);
        if session.cookie == Cookie::Yes {
            self.ask(Asker::Cookie);
        } else if session.token == Token::Good {
            self.ask(Asker::Token);
        }
    }

    /// The API token in use.
    pub(in crate::live) fn token(&self) -> Option<Secret> {
        self.with(|state| state.token.clone())
    }
}
