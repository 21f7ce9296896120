//! The account's session, its API tokens, and the backend's own keys.

use rusqlite::{OptionalExtension, params};

use super::{Result, Store, StoreError};

/// The only account; the id that `POST /api/logout` wants.
const ACCOUNT: i64 = 1;

/// An API token with the owner's remark.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) token: String,
    pub(crate) note: String,
}

/// The sign-in of the account. There is at most one: a new one ends the old one.
#[derive(Clone)]
pub(crate) struct Session {
    /// What the cookie carries.
    pub(crate) value: String,
    /// Unix milliseconds.
    pub(crate) expires_ms: i64,
}

impl Store {
    /// A key of this database, made by `make` when it is asked for the first time. Without a key
    /// anybody could make up what it seals, so that there being none is an error.
    pub(crate) fn key(
        &self,
        name: &str,
        make: impl FnOnce() -> Option<Vec<u8>>,
    ) -> Result<Vec<u8>> {
        let value = self.with(|db| {
            let found = db
                .query_row("SELECT value FROM keys WHERE name = ?", [name], |row| {
                    row.get(0)
                })
                .optional()?;
            if let Some(value) = found {
                return Ok(Some(value));
            }
            let Some(fresh) = make() else {
                return Ok(None);
            };
            db.execute(
                "INSERT INTO keys (name, value) VALUES (?, ?)",
                params![name, fresh],
            )?;
            Ok(Some(fresh))
        })?;
        value.ok_or_else(|| StoreError::new("the system gives no random numbers"))
    }

    pub(crate) fn session(&self) -> Result<Option<Session>> {
        self.with(|db| {
            let sql = "SELECT value, expires_ms FROM sessions WHERE account = ?";
            db.query_row(sql, [ACCOUNT], |row| {
                Ok(Session {
                    value: row.get(0)?,
                    expires_ms: row.get(1)?,
                })
            })
            .optional()
        })
    }

    pub(crate) fn begin_session(&self, session: &Session) -> Result<()> {
        self.with(|db| {
            let sql =
                "INSERT OR REPLACE INTO sessions (account, value, expires_ms) VALUES (?, ?, ?)";
            db.execute(sql, params![ACCOUNT, session.value, session.expires_ms])?;
            Ok(())
        })
    }

    pub(crate) fn end_session(&self) -> Result<()> {
        self.with(|db| {
            db.execute("DELETE FROM sessions WHERE account = ?", [ACCOUNT])?;
            Ok(())
        })
    }

    /// The tokens in the order they were made.
    pub(crate) fn tokens(&self) -> Result<Vec<Token>> {
        self.with(|db| {
            let mut statement = db.prepare("SELECT token, note FROM tokens ORDER BY id")?;
            let rows = statement.query_map([], |row| {
                Ok(Token {
                    token: row.get(0)?,
                    note: row.get(1)?,
                })
            })?;
            rows.collect()
        })
    }

    pub(crate) fn add_token(&self, token: &Token) -> Result<()> {
        self.with(|db| {
            let sql = "INSERT INTO tokens (token, note) VALUES (?, ?)";
            db.execute(sql, params![token.token, token.note])?;
            Ok(())
        })
    }

    pub(crate) fn delete_token(&self, token: &str) -> Result<()> {
        self.with(|db| {
            db.execute("DELETE FROM tokens WHERE token = ?", [token])?;
            Ok(())
        })
    }
}
