//! Who the visitor is: asking the dashboard, and what follows from its answers.

use gloo_timers::callback::Timeout;

use super::Driver;
use super::state::Asker;
use crate::api::v0::Credential;
use crate::domain::error::ApiError;
use crate::domain::feed;
use crate::domain::roster::Details;
use crate::domain::route::Route;
use crate::domain::session::{self, Reader, Verdict};
use crate::live::unreadable;
use crate::platform::{clock, cookies, page};

/// How long after the start it is asked who a visitor without any cookie is, in ms.
const GUEST_MS: u32 = 300;

impl Driver {
    /// The first questions, once the page starts.
    pub(super) fn ask_first(&self) {
        let is_about_a_server = matches!(Route::parse(&page::fragment()), Route::Server(_));
        if is_about_a_server && cookies::names().is_empty() {
            // Surely a guest, unless something hides the cookie from scripts: the page comes first.
            self.ask_in_a_while(Asker::Cookie, GUEST_MS);
        } else {
            self.ask(Asker::Cookie);
        }
        if self.with(|state| state.token.is_some()) {
            self.ask(Asker::Token);
        } else {
            self.settle(Asker::Token);
        }
    }

    /// Nothing can be said of a server that is not there before it is known who is asking.
    pub(super) fn tell_what_is_missing(&self) {
        if let Route::Server(id) = Route::parse(&page::fragment())
            && self.live.registry.known(id).is_none()
            && self.with(|state| state.held.cookie_doubt.take()).is_some()
        {
            self.ask(Asker::Cookie);
        }
    }

    /// Asks `details`, which tells two things: who the visitor is, and how the fleet stands.
    pub(super) fn ask(&self, asker: Asker) {
        if self.with(|state| state.asking.contains(&asker)) {
            return;
        }
        let (token, credentials, suspects) = self.with(|state| {
            state.asking.push(asker);
            let token = state.token.clone();
            (token, state.credentials, state.suspects.clone())
        });
        let asked_at = clock::now();
        self.spawn(async move |driver| {
            let answered = match (asker, &token) {
                (Asker::Cookie, _) => unreadable::details(Credential::Cookie, &suspects).await,
                (Asker::Token, Some(token)) => {
                    unreadable::details(Credential::Token(token), &suspects).await
                }
                (Asker::Token, None) => Err(ApiError::SignInRequired),
            };
            let credentials_now = driver.with(|state| {
                state.asking.retain(|asking| *asking != asker);
                state.credentials
            });
            if credentials_now == credentials {
                let ms = clock::now().since(asked_at);
                // Of an answer that was put together of several, the time says nothing of the line.
                let is_plain = answered.as_ref().is_ok_and(|it| it.unreadable.is_empty());
                driver.answered(asker, answered);
                if is_plain {
                    driver.tell(feed::Event::AnswerTook { ms });
                }
            } else {
                // Signed in or out meanwhile: the answer is to somebody else.
                driver.ask(asker);
            }
        });
    }

    /// Asks after so many ms.
    pub(super) fn ask_in_a_while(&self, asker: Asker, ms: u32) {
        let ask = self.calling(move |driver| {
            driver.with(|state| state.doubt(asker).take());
            driver.ask(asker);
        });
        let timer = Timeout::new(ms, ask);
        self.with(|state| *state.doubt(asker) = Some(timer));
    }

    fn answered(&self, asker: Asker, answered: Result<Details, ApiError>) {
        let verdict = match &answered {
            Ok(_) => Verdict::Granted,
            Err(ApiError::SignInRequired) => Verdict::Refused,
            Err(_) => Verdict::Unclear,
        };
        self.learn(match asker {
            Asker::Cookie => session::Event::CookieAsked(verdict),
            Asker::Token => session::Event::TokenAsked(verdict),
        });
        if asker == Asker::Token {
            let is_walled = answered.as_ref().err() == Some(&ApiError::Walled);
            self.live.update(|state| state.is_walled = is_walled);
        }
        self.settle(asker);
        let reads = match asker {
            Asker::Cookie => Reader::Cookie,
            Asker::Token => Reader::Token,
        };
        if self.with(|state| state.session.rights().reader) != reads {
            // Somebody else reads: what this one was told is not the page's.
            return;
        }
        match answered {
            Ok(details) => {
                self.with(|state| state.suspects.clone_from(&details.unreadable));
                self.tell(feed::Event::PollAnswered);
                self.tell(feed::Event::FleetIsWhole(details.unreadable.is_empty()));
                let (now, changes, is_live) = self.with(|state| {
                    let now = state.roster.time_of(&details);
                    let changes = state.roster.details(details);
                    (now, changes, state.feed.has_live_socket())
                });
                if is_live {
                    self.show(&changes);
                } else {
                    self.heard(now, clock::now(), &changes);
                }
            }
            Err(error) => self.tell(feed::Event::PollFailed {
                by_dashboard: error.is_from_dashboard(),
            }),
        }
    }

    /// One of the first questions is answered, whatever came of it.
    pub(super) fn settle(&self, asker: Asker) {
        let is_settled = self.with(|state| {
            state.unsettled.retain(|other| *other != asker);
            state.unsettled.is_empty()
        });
        if is_settled {
            self.live.update(|state| state.is_settled = true);
        }
    }
}
