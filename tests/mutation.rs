//! A hundred thousand mutated frames and answers: what a page makes of each is a value or a worded error,
//! never a panic and never a hang. Whatever is found becomes a case of `mutation/found.rs`.
//!
//! `LOTUS_FUZZ_SECONDS=600 cargo test --test mutation fuzz` goes on for as long, from a new seed.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs
)]

#[path = "mutation/found.rs"]
mod found;
#[path = "mutation/mutations.rs"]
mod mutations;
#[path = "mutation/page.rs"]
mod page;

use std::cell::{Cell, RefCell};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use mutations::{Kind, bases, mutation};
use page::Page;

/// How many of each kind, a hundred thousand in all.
const FRAMES: u32 = 40_000;
const DETAILS: u32 = 30_000;
const HISTORIES: u32 = 20_000;
const OTHERS: u32 = 10_000;

/// Hands mutations of a kind to a page, a new one for each hundred.
fn mutate(kind: Kind, cases: u32) {
    let bases = bases(kind);
    let page = RefCell::new(Page::new());
    let (heard, values) = (Cell::new(0_u32), Cell::new(0_u32));
    proptest!(ProptestConfig::with_cases(cases), |(change in mutation())| {
        if heard.get().is_multiple_of(100) {
            page.replace(Page::new());
        }
        heard.set(heard.get() + 1);
        if page.borrow_mut().hear(kind, &change.of(&bases)) {
            values.set(values.get() + 1);
        }
    });
    let share = values.get() * 100 / heard.get();
    assert!(
        heard.get() >= cases && (10..=90).contains(&share),
        "{share} % are values"
    );
}

#[test]
fn mutated_frames() {
    mutate(Kind::Frame, FRAMES);
}

#[test]
fn mutated_details() {
    mutate(Kind::Details, DETAILS);
}

#[test]
fn mutated_histories() {
    mutate(Kind::History, HISTORIES);
}

#[test]
fn mutated_answers_of_other_kinds() {
    mutate(Kind::Other, OTHERS);
}

/// A moment of it by default, so that it stays whole.
#[test]
fn fuzz() {
    let seconds = std::env::var("LOTUS_FUZZ_SECONDS").ok();
    let seconds = seconds.map_or(0, |seconds| seconds.parse().expect("seconds"));
    let until = Instant::now() + Duration::from_secs(seconds);
    let kinds = [Kind::Frame, Kind::Details, Kind::History, Kind::Other];
    let all = kinds.map(|kind| (kind, bases(kind)));
    let mut runner = TestRunner::default();
    let mut page = Page::new();
    for round in 0_u64.. {
        if round >= 400 && Instant::now() >= until {
            break;
        }
        let (kind, bases) = &all[usize::try_from(round % 4).unwrap()];
        let change = mutation().new_tree(&mut runner).unwrap().current();
        let text = change.of(bases);
        let heard =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| page.hear(*kind, &text)));
        assert!(heard.is_ok(), "{kind:?}: {text}");
        if round % 100 == 0 {
            page = Page::new();
        }
    }
}
