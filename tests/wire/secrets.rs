//! No `Debug` shows a token or an agent's key.

use std::fmt::Debug;
use std::marker::PhantomData;

use lotus::wire::{
    Answer, NewTokenDto, RegisterAnswerDto, TextDto, TokenDto, decode_new_token, decode_registered,
    decode_tokens,
};

use super::recorded::{ok, text};

/// Tells whether a type has `Debug`: the inherent constant is preferred where its bound holds.
struct Shown<T>(PhantomData<T>);

trait NotShown {
    const SHOWN: bool = false;
}

impl<T> NotShown for Shown<T> {}

impl<T: Debug> Shown<T> {
    const SHOWN: bool = true;
}

#[test]
fn what_carries_a_secret_over_the_wire_has_no_debug() {
    let text = Shown::<TextDto<'static>>::SHOWN;
    let token = Shown::<TokenDto<'static>>::SHOWN;
    let new_token = Shown::<NewTokenDto<'static>>::SHOWN;
    let registered = Shown::<RegisterAnswerDto<'static>>::SHOWN;
    // The first shows that the question can be answered with yes.
    assert_eq!(
        [text, token, new_token, registered],
        [true, false, false, false]
    );
}

#[test]
fn decoded_secrets_are_not_shown() {
    let body = text("tokens/create.json");
    let created = decode_new_token(ok(&body)).unwrap();
    assert_eq!(created.token.reveal(), "xA9SRPb7VFMGhrnoPzREXNlk8XorZ2cw");
    let shown = format!("{created:?}");
    assert!(
        shown.contains("first token") && !shown.contains("xA9S"),
        "{shown}"
    );

    let body = text("tokens/list.json");
    for token in decode_tokens(ok(&body)).unwrap() {
        assert!(!format!("{token:?}").contains(token.token.reveal()));
    }

    let body = text("register/defaults.json");
    let secret = decode_registered(ok(&body)).unwrap();
    assert_eq!(secret.reveal(), "wAU860jfbhjIUXPtvb");
    assert!(!format!("{secret:?}").contains("wAU8"));
}

#[test]
fn errors_do_not_quote_the_answer() {
    let body = text("tokens/create.json");
    let cut = &body[..body.len() - 2];
    let error = decode_new_token(Answer {
        status: 200,
        body: cut,
    })
    .unwrap_err();
    assert!(!format!("{error:?}").contains("xA9S"), "{error:?}");
}
