//! Walks the folders: every recorded exchange gives what `expected.txt` says of it.

use std::collections::BTreeMap;

use lotus::domain::error::{ApiError, Endpoint};
use lotus::domain::latency::MonitorHistory;
use lotus::domain::rules::MonitorRules;
use lotus::wire::{
    Answer, Success, TextDto, decode, decode_deleted, decode_details, decode_frame,
    decode_histories, decode_list, decode_new_token, decode_registered, decode_tokens,
};
use serde::de::IgnoredAny;

use super::recorded::{Exchange, exchanges, text};

/// One line an exchange: `folder/name = outcome`. Blank lines and lines with `#` are for readers.
const EXPECTED: &str = include_str!("expected.txt");

fn expected() -> BTreeMap<String, String> {
    let lines = EXPECTED
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut table = BTreeMap::new();
    for line in lines {
        let (key, outcome) = line.split_once(" = ").expect(line);
        let before = table.insert(key.to_owned(), outcome.to_owned());
        assert!(before.is_none(), "{key} stands twice");
    }
    table
}

#[test]
fn every_recorded_exchange_gives_what_it_should() {
    let mut expected = expected();
    let mut faults = Vec::new();
    for exchange in exchanges() {
        let key = exchange.key();
        let outcome = outcome(&exchange);
        match expected.remove(&key) {
            None => faults.push(format!("nobody expects: {key} = {outcome}")),
            Some(wanted) if wanted != outcome => {
                faults.push(format!("{key} = {outcome}\n    expected {wanted}"));
            }
            Some(_) => {}
        }
    }
    for key in expected.keys() {
        faults.push(format!("expected, but not recorded: {key}"));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What an exchange gives, or why it is no answer for the wire.
fn outcome(exchange: &Exchange) -> String {
    if exchange.folder == "theme" {
        return "left out: a page of a probe theme".to_owned();
    }
    if !exchange.frames.is_empty() {
        return outcome_of_frames(exchange);
    }
    let Some(file) = &exchange.body else {
        return match exchange.status {
            Some(_) => "left out: recorded without its body".to_owned(),
            None => "left out: nothing came".to_owned(),
        };
    };
    let body = text(&format!("{}/{file}", exchange.folder));
    let answer = Answer {
        status: exchange.status.expect("what has a body has a status"),
        body: &body,
    };
    worded(value(exchange, answer))
}

fn outcome_of_frames(exchange: &Exchange) -> String {
    let frames = exchange.frames.iter().map(|file| {
        let text = text(&format!("{}/{file}", exchange.folder));
        worded(decode_frame(&text).map(|snapshot| format!("{} servers", snapshot.servers.len())))
    });
    frames.collect::<Vec<_>>().join(", ")
}

/// Decodes an answer the way its address says.
fn value(exchange: &Exchange, answer: Answer<'_>) -> Result<String, ApiError> {
    let (path, query) = match exchange.path.split_once('?') {
        Some((path, query)) => (path, query),
        None => (exchange.path.as_str(), ""),
    };
    match path {
        "/ws" => decode_frame(answer.body).map(|_| "a frame".to_owned()),
        "/api/v1/server/list" => decode_list(answer).map(|items| format!("{} items", items.len())),
        "/api/v1/server/details" => {
            decode_details(answer).map(|servers| format!("{} servers", servers.len()))
        }
        "/api/v1/server/register" if answer.body.starts_with('"') => {
            assert!(matches!(query, "simple=1" | "simple=true"), "{query}");
            let secret: TextDto<'_> = serde_json::from_str(answer.body).unwrap();
            Ok(format!("a bare secret of {}", secret.as_str().len()))
        }
        "/api/v1/server/register" => {
            decode_registered(answer).map(|secret| format!("a secret of {}", secret.reveal().len()))
        }
        "/api/token" if exchange.method == "POST" => decode_new_token(answer).map(|new| {
            let note = new.note.chars().count();
            format!("a token of {}, a note of {note}", new.token.reveal().len())
        }),
        "/api/token" => decode_tokens(answer).map(|tokens| format!("{} tokens", tokens.len())),
        "/api/logout" => done(Endpoint::Tokens, answer),
        "/view-password" => done(Endpoint::ViewPassword, answer),
        _ if path.starts_with("/api/token/") => decode_deleted(answer).map(|()| "done".to_owned()),
        _ if path.starts_with("/api/v1/monitor/") => decode_histories(answer, &MonitorRules::V0)
            .map(|histories| {
                let samples: usize = histories.iter().map(MonitorHistory::len).sum();
                format!("{} histories, {samples} samples", histories.len())
            }),
        // Where the dashboard knows no such address, no endpoint's decoder may find a value.
        _ => decode_details(answer).map(|servers| format!("{} servers", servers.len())),
    }
}

/// An answer of which only the success matters.
fn done(endpoint: Endpoint, answer: Answer<'_>) -> Result<String, ApiError> {
    decode::<IgnoredAny>(endpoint, Success::Written, answer).map(|_| "done".to_owned())
}

/// A value in words; an error without the dashboard's message, which is never judged.
fn worded(outcome: Result<String, ApiError>) -> String {
    match outcome {
        Ok(value) => value,
        Err(ApiError::BadPayload { endpoint, fault }) => format!("{endpoint:?}: {fault:?}"),
        Err(ApiError::Rejected { code, .. }) => format!("rejected {code}"),
        Err(error) => format!("{error:?}"),
    }
}
