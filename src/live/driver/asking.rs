//! Who the visitor is: asking the dashboard, and what follows from its answers.

use super::{Asker, Driver};
use crate::api::v0::Credential;
use crate::domain::error::ApiError;
use crate::domain::feed;
use crate::domain::roster::Details;
use crate::domain::route::Route;
use crate::domain::session::{self, Cookie, Reader, Verdict};
use crate::live::{Notice, unreadable};
use crate::platform::{clock, cookies, page};

/// How long after a refusal it is asked once more, when what made the dashboard refuse may have passed.
const DOUBT_MS: u32 = 2_000;

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
        if self.token.borrow().is_some() {
            self.ask(Asker::Token);
        } else {
            self.settle(Asker::Token);
        }
    }

    /// Nothing can be said of a server that is not there before it is known who is asking.
    pub(super) fn tell_what_is_missing(&self) {
        if let Route::Server(id) = Route::parse(&page::fragment())
            && self.live.server(id).is_none()
            && self.cookie_doubt.take().is_some()
        {
            self.ask(Asker::Cookie);
        }
    }

    pub(super) fn poll(&self) {
        let reader = self.session.borrow().rights().reader;
        match reader {
            Reader::Cookie => self.ask(Asker::Cookie),
            Reader::Token => self.ask(Asker::Token),
            Reader::Guest => {}
        }
    }

    /// Asks `details`, which tells two things: who the visitor is, and how the fleet stands.
    pub(super) fn ask(&self, asker: Asker) {
        if self.asking.borrow().contains(&asker) {
            return;
        }
        let token = self.token.borrow().clone();
        let credentials = self.credentials.get();
        self.asking.borrow_mut().push(asker);
        self.spawn(async move |driver| {
            let suspects = driver.suspects.borrow().clone();
            let answered = match (asker, &token) {
                (Asker::Cookie, _) => unreadable::details(Credential::Cookie, &suspects).await,
                (Asker::Token, Some(token)) => {
                    unreadable::details(Credential::Token(token), &suspects).await
                }
                (Asker::Token, None) => Err(ApiError::SignInRequired),
            };
            driver.asking.borrow_mut().retain(|asking| *asking != asker);
            if driver.credentials.get() == credentials {
                driver.answered(asker, answered);
            } else {
                // Signed in or out meanwhile: the answer is to somebody else.
                driver.ask(asker);
            }
        });
    }

    /// Asks after so many ms.
    pub(super) fn ask_in_a_while(&self, asker: Asker, ms: u32) {
        let timer = self.after(ms, move |driver| {
            match asker {
                Asker::Cookie => driver.cookie_doubt.take(),
                Asker::Token => driver.token_doubt.take(),
            };
            driver.ask(asker);
        });
        match asker {
            Asker::Cookie => self.cookie_doubt.replace(Some(timer)),
            Asker::Token => self.token_doubt.replace(Some(timer)),
        };
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
        self.settle(asker);
        let reads = match asker {
            Asker::Cookie => Reader::Cookie,
            Asker::Token => Reader::Token,
        };
        if self.session.borrow().rights().reader != reads {
            // Somebody else reads: what this one was told is not the page's.
            return;
        }
        match answered {
            Ok(details) => {
                self.suspects.borrow_mut().clone_from(&details.unreadable);
                self.tell(feed::Event::PollAnswered);
                let now = self.roster.borrow().time_of(&details);
                let changes = self.roster.borrow_mut().details(details);
                if self.feed.borrow().has_live_socket() {
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
        self.unsettled.borrow_mut().retain(|other| *other != asker);
        if self.unsettled.borrow().is_empty() {
            self.live.update(|state| state.is_settled = true);
        }
    }

    /// Tells the session what was learned, and whoever hangs on it.
    pub(super) fn learn(&self, event: session::Event) {
        let (before, after, command) = {
            let mut session = self.session.borrow_mut();
            let before = *session;
            let command = session.step(event);
            (before, *session, command)
        };
        self.live.update(|state| state.session = after);
        if after.cookie == Cookie::Yes && before.cookie != Cookie::Yes {
            self.tell_tabs_of_cookie();
        }
        let reader = after.rights().reader;
        if reader != before.rights().reader {
            let changes = self.roster.borrow_mut().read_as(reader);
            self.show(&changes);
            self.tell(feed::Event::ReaderIs(reader));
        }
        match command {
            // A database that fails does so for a while; a stored token was not asked about yet.
            Some(session::Command::AskCookie) => self.ask_in_a_while(Asker::Cookie, DOUBT_MS),
            Some(session::Command::AskToken) if event == session::Event::TokenStored => {
                self.ask(Asker::Token);
            }
            Some(session::Command::AskToken) => self.ask_in_a_while(Asker::Token, DOUBT_MS),
            Some(session::Command::CookieEnded) => {
                self.live
                    .update(|state| state.notice = Some(Notice::SessionEnded));
                self.tell(feed::Event::Reconnect);
            }
            Some(session::Command::TokenEnded) => {
                self.live
                    .update(|state| state.notice = Some(Notice::TokenEnded));
            }
            Some(session::Command::Reconnect) => {
                self.tell(feed::Event::Reconnect);
                // A socket that was refused to the guest is not.
                self.tell(feed::Event::RetryWanted);
            }
            None => {}
        }
    }
}
