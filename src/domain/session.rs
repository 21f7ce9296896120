//! Who the visitor is to the dashboard: three answers that combine, found out by asking.

/// Whether the dashboard's cookie signs this browser in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cookie {
    /// Not asked yet.
    #[default]
    Unknown,
    /// Not signed in.
    No,
    /// Signed in.
    Yes,
}

/// Whether a view password stands in the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ViewPassword {
    /// Not known yet.
    #[default]
    Unknown,
    /// Nothing stands in the way: none is set, or it was given before.
    NotWanted,
    /// One is set and was not given.
    Wanted,
    /// This page gave it.
    Given,
}

/// What is known of the stored API token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Token {
    /// None is stored.
    #[default]
    None,
    /// One is stored, and was not tried yet.
    Unchecked,
    /// The dashboard took it.
    Good,
    /// The dashboard refused it, twice.
    Refused,
}

/// Through whose eyes the fleet is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reader {
    /// Nobody's: the live feed's public servers.
    #[default]
    Guest,
    /// An API token's: `details`; the live feed gives it the guest's view.
    Token,
    /// The signed-in account's: everything.
    Cookie,
}

/// What one may do, derived from the three answers in one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rights {
    /// Through whose eyes the fleet is read.
    pub reader: Reader,
    /// Whether `details` answers: addresses, order, hidden servers.
    pub reads_details: bool,
    /// Whether `/api/token` answers; a token never suffices.
    pub manages_tokens: bool,
    /// Whether a server may be registered.
    pub registers_servers: bool,
}

/// An answer to "am I signed in?".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The dashboard answered as to one who is signed in.
    Granted,
    /// The dashboard said 403.
    Refused,
    /// No answer, or one that says nothing about it.
    Unclear,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// A call that only the cookie carried was answered.
    CookieAsked(Verdict),
    /// A call that only the token carried was answered.
    TokenAsked(Verdict),
    /// `/ws` opened: nothing stands in the way.
    SocketOpened,
    /// `GET /api/v1/monitor/0` was answered: whether a view password is wanted.
    ViewPasswordAsked {
        /// HTTP 200 with code 403.
        wanted: bool,
    },
    /// A view password was sent, and the dashboard no longer asks for one.
    ViewPasswordTaken,
    /// A token was stored that the dashboard was not asked about here: by another tab.
    TokenStored,
    /// A token that the dashboard took was put in use.
    TokenTaken,
    /// The token was put away.
    TokenForgotten,
    /// The cookie was thrown away here.
    SignedOut,
    /// Another tab found out that the sign-in by cookie ended.
    CookieEnded,
}

/// What is to be done about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask once more with the cookie: one 403 may be a database error.
    AskCookie,
    /// Ask once more with the token: one 403 may be a database error.
    AskToken,
    /// The sign-in by cookie ended: say so once, and open the live feed anew, because the open one
    /// still shows what only the account may see.
    CookieEnded,
    /// The token is no longer good: say so once.
    TokenEnded,
    /// Somebody else is signed in by cookie than when the live feed was opened, or nobody: open it
    /// anew, because it keeps the view it was opened with.
    Reconnect,
}

/// The three answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Session {
    /// By cookie.
    pub cookie: Cookie,
    /// By view password.
    pub view_password: ViewPassword,
    /// By API token.
    pub token: Token,
    cookie_doubted: bool,
    token_doubted: bool,
}

impl Session {
    /// A session of which nothing is known but whether a token is stored.
    pub fn new(has_token: bool) -> Self {
        Self {
            token: if has_token {
                Token::Unchecked
            } else {
                Token::None
            },
            ..Self::default()
        }
    }

    /// What one may do.
    pub fn rights(&self) -> Rights {
        let reader = match (self.cookie, self.token) {
            (Cookie::Yes, _) => Reader::Cookie,
            (_, Token::Good) => Reader::Token,
            _ => Reader::Guest,
        };
        Rights {
            reader,
            reads_details: reader != Reader::Guest,
            manages_tokens: reader == Reader::Cookie,
            registers_servers: reader != Reader::Guest,
        }
    }

    /// Takes in what happened.
    #[must_use]
    pub fn step(&mut self, event: Event) -> Option<Command> {
        match event {
            Event::CookieAsked(verdict) => self.cookie_asked(verdict),
            Event::TokenAsked(verdict) => self.token_asked(verdict),
            Event::ViewPasswordAsked { wanted: true } => {
                self.view_password = ViewPassword::Wanted;
                None
            }
            Event::SocketOpened | Event::ViewPasswordAsked { wanted: false } => {
                if self.view_password != ViewPassword::Given {
                    self.view_password = ViewPassword::NotWanted;
                }
                None
            }
            Event::ViewPasswordTaken => {
                self.view_password = ViewPassword::Given;
                None
            }
            Event::TokenStored => self.token_is(Token::Unchecked),
            Event::TokenTaken => self.token_is(Token::Good),
            Event::TokenForgotten => self.token_is(Token::None),
            Event::CookieEnded if self.cookie == Cookie::Yes => {
                self.cookie_doubted = true;
                self.cookie_asked(Verdict::Refused)
            }
            Event::CookieEnded => None,
            Event::SignedOut => {
                let before = std::mem::replace(&mut self.cookie, Cookie::No);
                self.cookie_doubted = false;
                (before == Cookie::Yes).then_some(Command::Reconnect)
            }
        }
    }

    fn token_is(&mut self, token: Token) -> Option<Command> {
        self.token = token;
        self.token_doubted = false;
        (token == Token::Unchecked).then_some(Command::AskToken)
    }

    fn cookie_asked(&mut self, verdict: Verdict) -> Option<Command> {
        match (verdict, self.cookie) {
            (Verdict::Unclear, _) => None,
            (Verdict::Granted, before) => {
                self.cookie = Cookie::Yes;
                self.cookie_doubted = false;
                (before == Cookie::No).then_some(Command::Reconnect)
            }
            (Verdict::Refused, Cookie::Yes) if !self.cookie_doubted => {
                self.cookie_doubted = true;
                Some(Command::AskCookie)
            }
            (Verdict::Refused, before) => {
                self.cookie = Cookie::No;
                self.cookie_doubted = false;
                (before == Cookie::Yes).then_some(Command::CookieEnded)
            }
        }
    }

    fn token_asked(&mut self, verdict: Verdict) -> Option<Command> {
        match (verdict, self.token) {
            (Verdict::Unclear, _) | (_, Token::None) => None,
            (Verdict::Granted, _) => {
                self.token = Token::Good;
                self.token_doubted = false;
                None
            }
            (Verdict::Refused, Token::Good | Token::Unchecked) if !self.token_doubted => {
                self.token_doubted = true;
                Some(Command::AskToken)
            }
            (Verdict::Refused, before) => {
                self.token = Token::Refused;
                self.token_doubted = false;
                (before != Token::Refused).then_some(Command::TokenEnded)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(mut session: Session, events: &[Event]) -> (Session, Vec<Command>) {
        let commands = events
            .iter()
            .filter_map(|event| session.step(*event))
            .collect();
        (session, commands)
    }

    #[test]
    fn rights_combine() {
        let both = [
            Event::CookieAsked(Verdict::Granted),
            Event::TokenAsked(Verdict::Granted),
        ];
        let (session, _) = after(Session::new(true), &both);
        assert_eq!(session.rights().reader, Reader::Cookie);
        let (session, _) = after(
            Session::new(true),
            &[
                Event::CookieAsked(Verdict::Refused),
                Event::TokenAsked(Verdict::Granted),
            ],
        );
        assert_eq!(session.rights().reader, Reader::Token);
        assert!(
            !session.rights().manages_tokens,
            "a token never manages tokens"
        );
        assert!(session.rights().registers_servers);
        assert_eq!(
            Session::new(true).rights().reader,
            Reader::Guest,
            "unchecked is nobody"
        );
    }

    #[test]
    fn a_guest_is_told_nothing() {
        let (session, commands) =
            after(Session::new(false), &[Event::CookieAsked(Verdict::Refused)]);
        assert_eq!((session.cookie, commands), (Cookie::No, vec![]));
    }

    #[test]
    fn one_refusal_is_asked_again_and_the_second_ends_the_sign_in() {
        let refused = Event::CookieAsked(Verdict::Refused);
        let granted = Event::CookieAsked(Verdict::Granted);
        let (session, commands) = after(Session::new(false), &[granted, refused, granted, refused]);
        assert_eq!(session.cookie, Cookie::Yes, "each doubt starts anew");
        assert_eq!(commands, [Command::AskCookie, Command::AskCookie]);
        let (session, commands) = after(session, &[refused, refused]);
        assert_eq!(session.cookie, Cookie::No);
        assert_eq!(commands, [Command::CookieEnded], "said once");
    }

    #[test]
    fn a_stored_token_is_not_thrown_away_after_one_refusal() {
        let refused = Event::TokenAsked(Verdict::Refused);
        let (session, commands) = after(Session::new(true), &[refused]);
        assert_eq!(
            (session.token, commands),
            (Token::Unchecked, vec![Command::AskToken])
        );
        let (session, commands) = after(session, &[Event::TokenAsked(Verdict::Unclear), refused]);
        assert_eq!(
            (session.token, commands),
            (Token::Refused, vec![Command::TokenEnded])
        );
    }

    #[test]
    fn a_sign_in_elsewhere_opens_the_live_feed_anew() {
        let refused = Event::CookieAsked(Verdict::Refused);
        let granted = Event::CookieAsked(Verdict::Granted);
        let (session, commands) = after(Session::new(false), &[granted, granted]);
        assert_eq!(commands, [], "it was opened with the cookie");
        let (_, commands) = after(session, &[Event::SignedOut, refused, granted]);
        assert_eq!(commands, [Command::Reconnect, Command::Reconnect]);
    }

    #[test]
    fn a_sign_in_that_ended_in_another_tab_has_ended_here() {
        let granted = Event::CookieAsked(Verdict::Granted);
        let (session, commands) = after(Session::new(false), &[granted, Event::CookieEnded]);
        assert_eq!(session.cookie, Cookie::No);
        assert_eq!(commands, [Command::CookieEnded]);
        let (_, commands) = after(session, &[Event::CookieEnded]);
        assert_eq!(
            commands,
            [],
            "said once, so that tabs do not go on telling each other"
        );
    }

    #[test]
    fn signing_out_is_no_end_that_needs_to_be_told() {
        let granted = Event::CookieAsked(Verdict::Granted);
        let refused = Event::CookieAsked(Verdict::Refused);
        let (session, commands) = after(
            Session::new(false),
            &[granted, Event::SignedOut, refused, refused],
        );
        assert_eq!(
            (session.cookie, commands),
            (Cookie::No, vec![Command::Reconnect])
        );
        let (_, commands) = after(Session::new(false), &[refused, Event::SignedOut]);
        assert_eq!(commands, [], "nobody was signed in");
    }

    #[test]
    fn a_token_is_put_in_use_and_away_while_the_page_is_open() {
        let (session, commands) = after(Session::new(false), &[Event::TokenTaken]);
        assert_eq!((session.rights().reader, commands), (Reader::Token, vec![]));
        let (session, commands) = after(session, &[Event::TokenForgotten]);
        assert_eq!((session.token, commands), (Token::None, vec![]));
        let late = Event::TokenAsked(Verdict::Refused);
        let (session, commands) = after(session, &[late]);
        assert_eq!(
            (session.token, commands),
            (Token::None, vec![]),
            "a late answer"
        );
        let (session, commands) = after(session, &[Event::TokenStored]);
        assert_eq!(session.rights().reader, Reader::Guest, "not tried yet");
        assert_eq!(commands, [Command::AskToken]);
    }

    #[test]
    fn an_open_socket_says_that_no_view_password_stands_in_the_way() {
        let wanted = Event::ViewPasswordAsked { wanted: true };
        let (session, _) = after(Session::default(), &[wanted]);
        assert_eq!(session.view_password, ViewPassword::Wanted);
        let (session, _) = after(session, &[Event::ViewPasswordTaken, Event::SocketOpened]);
        assert_eq!(session.view_password, ViewPassword::Given);
        let (session, _) = after(Session::default(), &[Event::SocketOpened]);
        assert_eq!(session.view_password, ViewPassword::NotWanted);
    }
}
