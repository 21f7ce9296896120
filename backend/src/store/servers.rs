//! The servers that were registered here.

use rusqlite::params;

use super::{Result, Store};
use crate::clock::UnixNanos;

/// Registered servers begin here, above this machine and every synthetic one, whatever `--fleet`
/// says at the next start: an id is never used for two servers.
pub(crate) const FIRST_REGISTERED_ID: u64 = 10_001;

/// A server about to be registered.
#[derive(Clone, Debug)]
pub(crate) struct NewServer {
    pub(crate) name: String,
    pub(crate) tag: String,
    /// The private note, which no answer tells.
    pub(crate) note: String,
    /// The agent's key.
    pub(crate) secret: String,
    pub(crate) hidden: bool,
    pub(crate) created_at: UnixNanos,
}

impl NewServer {
    /// The server under its id, without what only its agent and its owner know.
    pub(crate) fn with_id(self, id: u64) -> ServerRow {
        let Self {
            name,
            tag,
            hidden,
            created_at,
            ..
        } = self;
        ServerRow {
            id,
            name,
            tag,
            hidden,
            created_at,
        }
    }
}

/// A registered server.
#[derive(Clone, Debug)]
pub(crate) struct ServerRow {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) tag: String,
    pub(crate) hidden: bool,
    pub(crate) created_at: UnixNanos,
}

impl Store {
    pub(crate) fn servers(&self) -> Result<Vec<ServerRow>> {
        self.with(|db| {
            let sql = "SELECT id, name, tag, hidden, created_ns FROM servers ORDER BY id";
            let mut statement = db.prepare(sql)?;
            let rows = statement.query_map([], |row| {
                Ok(ServerRow {
                    id: row.get(0)?,
                    name: row.get(1)?,
                    tag: row.get(2)?,
                    hidden: row.get(3)?,
                    created_at: UnixNanos(row.get(4)?),
                })
            })?;
            rows.collect()
        })
    }

    /// Keeps a new server and gives its id, which is never given again.
    pub(crate) fn add_server(&self, server: &NewServer) -> Result<u64> {
        self.with(|db| {
            let transaction = db.transaction()?;
            let last: u64 = transaction.query_row(
                "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'servers'",
                [],
                |row| row.get(0),
            )?;
            let id = FIRST_REGISTERED_ID.max(last + 1);
            let sql = "INSERT INTO servers (id, name, tag, note, secret, hidden, created_ns)
                       VALUES (?, ?, ?, ?, ?, ?, ?)";
            transaction.execute(
                sql,
                params![
                    id,
                    server.name,
                    server.tag,
                    server.note,
                    server.secret,
                    server.hidden,
                    server.created_at.0
                ],
            )?;
            transaction.commit()?;
            Ok(id)
        })
    }
}
