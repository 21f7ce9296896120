//! The session under any sequence of answers.

use lotus::domain::session::{
    Command, Cookie, Event, Reader, Session, Token, Verdict, ViewPassword,
};
use proptest::prelude::*;
use proptest::sample::select;

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = select(vec![
        Event::CookieAsked(Verdict::Granted),
        Event::CookieAsked(Verdict::Refused),
        Event::CookieAsked(Verdict::Unclear),
        Event::TokenAsked(Verdict::Granted),
        Event::TokenAsked(Verdict::Refused),
        Event::TokenAsked(Verdict::Unclear),
        Event::SocketOpened,
        Event::ViewPasswordAsked { wanted: true },
        Event::ViewPasswordAsked { wanted: false },
        Event::ViewPasswordTaken,
        Event::TokenStored,
        Event::TokenTaken,
        Event::TokenForgotten,
        Event::SignedOut,
    ]);
    proptest::collection::vec(event, 0..60)
}

proptest! {
    /// What one may do follows from the three answers, and from nothing else.
    #[test]
    fn rights_follow_from_the_answers(has_token: bool, events in events()) {
        let mut session = Session::new(has_token);
        for event in events {
            let _ = session.step(event);
            let rights = session.rights();
            let expected = match (session.cookie, session.token) {
                (Cookie::Yes, _) => Reader::Cookie,
                (_, Token::Good) => Reader::Token,
                _ => Reader::Guest,
            };
            prop_assert_eq!(rights.reader, expected);
            prop_assert_eq!(rights.manages_tokens, session.cookie == Cookie::Yes);
            prop_assert_eq!(rights.reads_details, expected != Reader::Guest);
            prop_assert_eq!(rights.registers_servers, expected != Reader::Guest);
        }
    }

    /// A sign-in ends only after a doubt, is told once, and a command is given to nobody who was
    /// never signed in.
    #[test]
    fn an_end_is_told_once_and_never_without_a_doubt(has_token: bool, events in events()) {
        let mut session = Session::new(has_token);
        let (mut cookie_doubted, mut token_doubted) = (false, false);
        for event in events {
            let before = session;
            match session.step(event) {
                Some(Command::AskCookie) => {
                    prop_assert!(before.cookie == Cookie::Yes && session.cookie == Cookie::Yes);
                    prop_assert!(!cookie_doubted);
                    cookie_doubted = true;
                }
                Some(Command::CookieEnded) => {
                    prop_assert!(before.cookie == Cookie::Yes && session.cookie == Cookie::No);
                    prop_assert!(cookie_doubted);
                    cookie_doubted = false;
                }
                Some(Command::AskToken) if event == Event::TokenStored => {
                    prop_assert_eq!(session.token, Token::Unchecked);
                }
                Some(Command::AskToken) => {
                    prop_assert_eq!(before.token, session.token);
                    prop_assert!(!token_doubted);
                    token_doubted = true;
                }
                Some(Command::TokenEnded) => {
                    prop_assert!(before.token != Token::Refused);
                    prop_assert!(session.token == Token::Refused && token_doubted);
                    token_doubted = false;
                }
                Some(Command::Reconnect) => {
                    prop_assert!(before.cookie != session.cookie);
                    prop_assert!(before.cookie != Cookie::Unknown);
                }
                None => {
                    let ended = before.cookie == Cookie::Yes && session.cookie != Cookie::Yes;
                    prop_assert!(!ended, "ended in silence");
                }
            }
            match event {
                Event::CookieAsked(Verdict::Granted) | Event::SignedOut => cookie_doubted = false,
                Event::TokenAsked(Verdict::Granted)
                | Event::TokenStored
                | Event::TokenTaken
                | Event::TokenForgotten => token_doubted = false,
                _ => {}
            }
        }
    }

    /// An answer that says nothing changes nothing, and no answer speaks for another.
    #[test]
    fn each_answer_speaks_for_itself(has_token: bool, events in events()) {
        let mut session = Session::new(has_token);
        for event in events {
            let before = session;
            let command = session.step(event);
            if matches!(
                event,
                Event::CookieAsked(Verdict::Unclear) | Event::TokenAsked(Verdict::Unclear)
            ) {
                prop_assert_eq!((session, command), (before, None));
            }
            if !matches!(event, Event::CookieAsked(_) | Event::SignedOut) {
                prop_assert_eq!(session.cookie, before.cookie);
            }
            let is_of_token = matches!(
                event,
                Event::TokenAsked(_)
                    | Event::TokenStored
                    | Event::TokenTaken
                    | Event::TokenForgotten
            );
            if !is_of_token {
                prop_assert_eq!(session.token, before.token);
            }
            if is_of_token || matches!(event, Event::CookieAsked(_) | Event::SignedOut) {
                prop_assert_eq!(session.view_password, before.view_password);
            }
        }
    }

    /// Without a stored token there is nothing to refuse.
    #[test]
    fn a_page_without_a_token_is_never_told_that_it_ended(events in events()) {
        let mut session = Session::new(false);
        for event in events {
            if matches!(event, Event::TokenStored | Event::TokenTaken) {
                continue;
            }
            let command = session.step(event);
            prop_assert!(!matches!(command, Some(Command::AskToken | Command::TokenEnded)));
            prop_assert_eq!(session.token, Token::None);
        }
    }

    /// Whatever was, two refusals in a row make a guest and one grant makes a reader.
    #[test]
    fn the_last_word_counts(has_token: bool, events in events()) {
        let mut session = Session::new(has_token);
        for event in events {
            let _ = session.step(event);
        }
        let mut refused = session;
        for event in [Event::CookieAsked(Verdict::Refused), Event::TokenAsked(Verdict::Refused)] {
            let _ = refused.step(event);
            let _ = refused.step(event);
        }
        prop_assert_eq!(refused.rights().reader, Reader::Guest);
        prop_assert_eq!(refused.cookie, Cookie::No);
        let _ = refused.step(Event::CookieAsked(Verdict::Granted));
        prop_assert_eq!(refused.rights().reader, Reader::Cookie);
    }

    /// A password that was given is not forgotten because the way is free.
    #[test]
    fn a_given_password_is_forgotten_only_when_it_is_wanted_again(events in events()) {
        let mut session = Session::new(false);
        for event in events {
            let before = session.view_password;
            let _ = session.step(event);
            if before == ViewPassword::Given && session.view_password != ViewPassword::Given {
                prop_assert_eq!(event, Event::ViewPasswordAsked { wanted: true });
                prop_assert_eq!(session.view_password, ViewPassword::Wanted);
            }
        }
    }
}
