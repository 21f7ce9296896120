//! What the parts of the screen share, and what they do to the dashboard.

use std::sync::Arc;

use leptos::prelude::*;

use crate::domain::error::ApiError;
use crate::domain::note::{NoteFault, check_note};
use crate::domain::token::{ApiToken, Secret};
use crate::i18n::{Texts, fill};
use crate::live::Live;
use crate::platform::page;
use leptos::task::spawn_local;

/// The list as it is known.
#[derive(Clone, Debug)]
pub(super) enum Loaded {
    /// Nothing is known yet.
    Pending,
    /// Nothing is known, and why.
    Failed(ApiError),
    /// The tokens, by note.
    Ready(Arc<Vec<Row>>),
}

/// A token of the list.
#[derive(Clone, Debug)]
pub(super) struct Row {
    /// Stays with the token while the screen is open.
    pub(super) key: u64,
    pub(super) token: ApiToken,
}

/// Why no token was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum CreateFault {
    /// The note will not do.
    Note(NoteFault),
    /// The dashboard refused.
    Refused(ApiError),
    /// The answer did not come, so it may have been made.
    Uncertain,
}

/// What came of deleting.
#[derive(Clone, Debug)]
struct Deletion {
    deleted: usize,
    failed: usize,
    error: Option<ApiError>,
}

/// The state of the screen; a copy is as good as the original.
///
/// What it does to the dashboard outlives the form or dialog that asked for it, and the screen:
/// what was confirmed is done to the end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Desk {
    pub(super) live: Live,
    pub(super) list: RwSignal<Loaded>,
    /// The note of the next token.
    pub(super) draft: RwSignal<String>,
    pub(super) is_creating: RwSignal<bool>,
    pub(super) create_fault: RwSignal<Option<CreateFault>>,
    /// The token that was just made.
    pub(super) made: RwSignal<Option<ApiToken>>,
    pub(super) filter: RwSignal<String>,
    /// Keys of the rows that are ticked.
    pub(super) selected: RwSignal<Vec<u64>>,
    /// The tokens that are about to be deleted, while the visitor is asked.
    pub(super) doomed: RwSignal<Vec<ApiToken>>,
    deletion: RwSignal<Option<Deletion>>,
    /// Counts the questions for the list, so that a late answer is told from the newest.
    asked: StoredValue<u32>,
    /// Every token that was ever in the list; its position is its key.
    known: StoredValue<Vec<Secret>>,
}

impl Desk {
    pub(super) fn new(live: Live) -> Self {
        Self {
            live,
            list: RwSignal::new(Loaded::Pending),
            draft: RwSignal::default(),
            is_creating: RwSignal::new(false),
            create_fault: RwSignal::new(None),
            made: RwSignal::new(None),
            filter: RwSignal::default(),
            selected: RwSignal::default(),
            doomed: RwSignal::default(),
            deletion: RwSignal::new(None),
            asked: StoredValue::new(0),
            known: StoredValue::default(),
        }
    }

    /// The tokens as they are known; reading it subscribes the reader.
    pub(super) fn rows(self) -> Arc<Vec<Row>> {
        self.list.with(|list| match list {
            Loaded::Ready(rows) => Arc::clone(rows),
            Loaded::Pending | Loaded::Failed(_) => Arc::default(),
        })
    }

    fn rows_untracked(self) -> Arc<Vec<Row>> {
        untrack(move || self.rows())
    }

    /// Whether the visitor has left the screen.
    fn is_gone(self) -> bool {
        self.list.is_disposed()
    }

    /// One of them, without subscribing.
    pub(super) fn row(self, key: u64) -> Option<Row> {
        let rows = self.rows_untracked();
        rows.iter().find(|row| row.key == key).cloned()
    }

    /// The keys of those that the filter lets through.
    pub(super) fn shown(self) -> Vec<u64> {
        let wanted = self.filter.get().to_ascii_lowercase();
        let rows = self.rows();
        let fits = |row: &&Row| row.token.note.to_ascii_lowercase().contains(&wanted);
        rows.iter().filter(fits).map(|row| row.key).collect()
    }

    /// Asks before these are deleted.
    pub(super) fn doom(self, keys: &[u64]) {
        let rows = self.rows_untracked();
        let doomed = rows.iter().filter(|row| keys.contains(&row.key));
        self.doomed
            .set(doomed.map(|row| row.token.clone()).collect());
    }

    fn key_of(self, token: &Secret) -> u64 {
        let mut key = 0;
        self.known.try_update_value(|known| {
            key = known
                .iter()
                .position(|one| one == token)
                .unwrap_or_else(|| {
                    known.push(token.clone());
                    known.len() - 1
                });
        });
        key as u64
    }

    /// Begins with a sign-in, which may be another than the last: what was refused to that one is no
    /// longer true.
    pub(super) fn begin(self) {
        self.create_fault.set(None);
        self.deletion.set(None);
        self.reload();
    }

    /// Asks for the list anew. What is known stays until the answer comes, and beyond a failure.
    pub(super) fn reload(self) {
        spawn_local(self.load());
    }

    async fn load(self) {
        let Some(last) = self.asked.try_get_value() else {
            // The screen is gone.
            return;
        };
        let number = last.wrapping_add(1);
        self.asked.set_value(number);
        let answered = self.live.tokens().await;
        if self.asked.try_get_value() != Some(number) {
            return;
        }
        match answered {
            Ok(tokens) => self.show_all(tokens),
            Err(error) => self.list.update(|list| {
                if !matches!(list, Loaded::Ready(_)) {
                    *list = Loaded::Failed(error);
                }
            }),
        }
    }

    /// Makes a token with the drafted note. What was typed stays unless it worked.
    pub(super) fn create(self) {
        if self.is_creating.get_untracked() {
            return;
        }
        let note = self.draft.get_untracked();
        self.deletion.set(None);
        if let Err(fault) = check_note(&note) {
            self.create_fault.set(Some(CreateFault::Note(fault)));
            return;
        }
        self.create_fault.set(None);
        self.is_creating.set(true);
        spawn_local(async move {
            let created = self.live.create_token(&note).await;
            if self.is_gone() {
                return;
            }
            self.is_creating.set(false);
            match created {
                Ok(token) => {
                    self.draft.set(String::new());
                    self.add_row(&token);
                    self.made.set(Some(token));
                }
                Err(
                    error @ (ApiError::SignInRequired
                    | ApiError::Forbidden
                    | ApiError::NotFound
                    | ApiError::Rejected { .. }),
                ) => self.create_fault.set(Some(CreateFault::Refused(error))),
                Err(_) => self.create_fault.set(Some(CreateFault::Uncertain)),
            }
            self.load().await;
        });
    }

    /// Deletes the doomed tokens one after the other, and looks at what is left.
    pub(super) fn delete(self) {
        let doomed = self.doomed.get_untracked();
        spawn_local(async move {
            let mut error = None;
            for token in &doomed {
                match self.live.delete_token(&token.token).await {
                    Ok(()) => self.drop_row(&token.token),
                    // It may be gone all the same: the list tells.
                    Err(why) => error = Some(why),
                }
            }
            self.load().await;
            if self.is_gone() {
                return;
            }
            let left = self.rows_untracked();
            let is_left = |one: &&ApiToken| left.iter().any(|row| row.token.token == one.token);
            let failed = doomed.iter().filter(is_left).count();
            self.deletion.set(Some(Deletion {
                deleted: doomed.len().saturating_sub(failed),
                failed,
                error,
            }));
            // The button that had it is gone with its row.
            page::focus_heading_in_place();
        });
    }

    fn drop_row(self, gone: &Secret) {
        if self.is_gone() {
            return;
        }
        let left = self.rows_untracked();
        let left = left.iter().filter(|row| row.token.token != *gone);
        self.show(left.cloned().collect());
    }

    /// A token that was made is in the list, though the list may not be had anew.
    fn add_row(self, made: &ApiToken) {
        if self
            .list
            .with_untracked(|list| matches!(list, Loaded::Ready(_)))
        {
            let rows = self.rows_untracked();
            let mut tokens: Vec<ApiToken> = rows.iter().map(|row| row.token.clone()).collect();
            tokens.push(made.clone());
            self.show_all(tokens);
        }
    }

    fn show_all(self, mut tokens: Vec<ApiToken>) {
        // The dashboard has them in no order of its own.
        tokens.sort_unstable_by(|one, other| {
            (&one.note, one.token.reveal()).cmp(&(&other.note, other.token.reveal()))
        });
        let rows = tokens.into_iter().map(|token| Row {
            key: self.key_of(&token.token),
            token,
        });
        self.show(rows.collect());
    }

    fn show(self, rows: Vec<Row>) {
        self.selected
            .update(|keys| keys.retain(|key| rows.iter().any(|row| row.key == *key)));
        self.list.set(Loaded::Ready(Arc::new(rows)));
    }

    /// What came of the last deletion, in words.
    pub(super) fn said(self, texts: &Texts) -> String {
        let Some(Deletion {
            deleted,
            failed,
            error,
        }) = self.deletion.get()
        else {
            return String::new();
        };
        if failed == 0 {
            return fill(texts.deleted, &[&deleted.to_string()]);
        }
        let why = error.map(|error| texts.error(&error)).unwrap_or_default();
        fill(texts.delete_failed, &[&failed.to_string(), &why])
    }
}
