//! What outlives a restart, in `SQLite`: servers, tokens, the session and the latency histories.
//!
//! A write is on the disk before its answer is sent (write-ahead log, `synchronous = FULL`), so
//! that a killed process, or a machine without power, loses nothing that was answered with success.

mod accounts;
mod histories;
mod servers;

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

pub(crate) use accounts::{Session, Token};
pub(crate) use histories::{History, HistoryRow};
pub(crate) use servers::{FIRST_REGISTERED_ID, NewServer, ServerRow};

/// The database file within the data folder.
const FILE: &str = "lotus.db";

/// The schema this version reads and writes, kept in the database's `user_version`.
const VERSION: i64 = 1;

const SCHEMA: &str = "
    CREATE TABLE keys (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
    CREATE TABLE sessions (account INTEGER PRIMARY KEY, value TEXT NOT NULL, expires_ms INTEGER NOT NULL) STRICT;
    CREATE TABLE tokens (id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL UNIQUE, note TEXT NOT NULL) STRICT;
    CREATE TABLE servers (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL, tag TEXT NOT NULL, note TEXT NOT NULL, secret TEXT NOT NULL UNIQUE,
        hidden INTEGER NOT NULL, created_ns INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE monitors (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE, name TEXT NOT NULL, active INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE histories (
        server_id INTEGER NOT NULL, monitor_id INTEGER NOT NULL REFERENCES monitors (id),
        at_ms INTEGER NOT NULL, avg_delay REAL NOT NULL
    ) STRICT;
    CREATE INDEX histories_by_server ON histories (server_id, monitor_id, at_ms);
    CREATE INDEX histories_by_time ON histories (at_ms);
";

/// The database. Cloning it shares it.
#[derive(Clone, Debug)]
pub struct Store(Arc<Mutex<Connection>>);

/// Why the database cannot be used.
#[derive(Debug)]
pub struct StoreError(String);

impl StoreError {
    pub(crate) fn new(reason: &str) -> Self {
        Self(reason.to_owned())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for StoreError {}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        Self(error.to_string())
    }
}

type Result<T> = std::result::Result<T, StoreError>;

impl Store {
    /// Opens the database of a data folder, which is made when it is missing. The file is locked
    /// for as long as the store lives: two backends never share one folder.
    pub fn open(folder: &Path) -> Result<Self> {
        let named = |what: &dyn fmt::Display| {
            StoreError(format!(
                "the data folder {} cannot be used: {what}",
                folder.display()
            ))
        };
        std::fs::create_dir_all(folder).map_err(|error| named(&error))?;
        let connection = Connection::open(folder.join(FILE)).map_err(|error| named(&error))?;
        Self::prepare(connection).map_err(|error| named(&error))
    }

    /// A database that ends with the process.
    pub fn in_memory() -> Result<Self> {
        Self::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Self> {
        connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = ON;")?;
        connection.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
        connection.execute_batch("PRAGMA synchronous = FULL;")?;
        let verdict: String =
            connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if verdict != "ok" {
            return Err(StoreError(format!("the database is damaged ({verdict})")));
        }
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        match version {
            0 => {
                let transaction = connection.transaction()?;
                transaction.execute_batch(SCHEMA)?;
                transaction.pragma_update(None, "user_version", VERSION)?;
                transaction.commit()?;
            }
            VERSION => {
                // Taking the write lock now tells a read-only file at start, not at the first token.
                connection.execute_batch("BEGIN IMMEDIATE; COMMIT;")?;
            }
            newer => {
                return Err(StoreError(format!(
                    "the database was written by a newer version (schema {newer})"
                )));
            }
        }
        Ok(Self(Arc::new(Mutex::new(connection))))
    }

    /// Runs something with the connection, one caller at a time.
    fn with<T>(&self, run: impl FnOnce(&mut Connection) -> rusqlite::Result<T>) -> Result<T> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        run(&mut connection).map_err(StoreError::from)
    }
}
