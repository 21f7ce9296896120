//! Latency histories of the last 24 hours.

use rusqlite::{Transaction, params};

use super::{Result, Store};

/// One row: the mean of some probes of one monitor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct HistoryRow {
    /// Unix milliseconds.
    pub(crate) at_ms: i64,
    /// Milliseconds; 0 when every probe failed.
    pub(crate) avg_delay: f32,
}

/// What one monitor measured from one server, in the order of time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct History {
    pub(crate) monitor_id: u64,
    /// Today's name, also of old rows.
    pub(crate) monitor_name: String,
    pub(crate) rows: Vec<HistoryRow>,
}

impl Store {
    /// Makes these the monitors that are shown, each `(key, name)`, and gives their ids in the same
    /// order. A key that was known before keeps its id and its history; histories of monitors that
    /// are no longer asked for are deleted, as V0 deletes them with the monitor.
    pub(crate) fn set_monitors(&self, monitors: &[(String, String)]) -> Result<Vec<u64>> {
        self.with(|db| {
            let transaction = db.transaction()?;
            transaction.execute("UPDATE monitors SET active = 0", [])?;
            let ids = monitors
                .iter()
                .map(|(key, name)| upsert(&transaction, key, name));
            let ids = ids.collect::<rusqlite::Result<Vec<_>>>()?;
            transaction.execute(
                "DELETE FROM histories
                 WHERE monitor_id IN (SELECT id FROM monitors WHERE NOT active)",
                [],
            )?;
            transaction.commit()?;
            Ok(ids)
        })
    }

    /// Puts a monitor with an id of one's own choice; for staging.
    pub(crate) fn put_monitor(&self, id: u64, name: &str) -> Result<()> {
        self.with(|db| {
            let sql = "INSERT INTO monitors (id, key, name, active) VALUES (?, ?, ?, 1)
                       ON CONFLICT (id) DO UPDATE SET name = excluded.name";
            db.execute(sql, params![id, format!("staged {id}"), name])?;
            Ok(())
        })
    }

    pub(crate) fn add_history(
        &self,
        server_id: u64,
        monitor_id: u64,
        rows: &[HistoryRow],
    ) -> Result<()> {
        self.with(|db| {
            let transaction = db.transaction()?;
            let sql = "INSERT INTO histories (server_id, monitor_id, at_ms, avg_delay)
                       VALUES (?, ?, ?, ?)";
            for row in rows {
                let values = params![server_id, monitor_id, row.at_ms, f64::from(row.avg_delay)];
                transaction.execute(sql, values)?;
            }
            transaction.commit()
        })
    }

    /// The histories of a server since a time, by the monitor's id.
    pub(crate) fn histories(&self, server_id: u64, since_ms: i64) -> Result<Vec<History>> {
        self.with(|db| {
            let sql = "SELECT monitor_id, name, at_ms, avg_delay
                       FROM histories JOIN monitors ON monitors.id = monitor_id
                       WHERE server_id = ? AND at_ms >= ? ORDER BY monitor_id, at_ms, histories.rowid";
            let mut statement = db.prepare(sql)?;
            let mut rows = statement.query(params![server_id, since_ms])?;
            let mut histories: Vec<History> = Vec::new();
            while let Some(row) = rows.next()? {
                let monitor_id = row.get(0)?;
                let sample = HistoryRow {
                    at_ms: row.get(2)?,
                    avg_delay: row.get(3)?,
                };
                match histories.last_mut() {
                    Some(last) if last.monitor_id == monitor_id => last.rows.push(sample),
                    _ => histories.push(History {
                        monitor_id,
                        monitor_name: row.get(1)?,
                        rows: vec![sample],
                    }),
                }
            }
            Ok(histories)
        })
    }

    /// Forgets what is older than this.
    pub(crate) fn prune_histories(&self, before_ms: i64) -> Result<()> {
        self.with(|db| {
            db.execute("DELETE FROM histories WHERE at_ms < ?", [before_ms])?;
            Ok(())
        })
    }
}

fn upsert(transaction: &Transaction<'_>, key: &str, name: &str) -> rusqlite::Result<u64> {
    let sql = "INSERT INTO monitors (key, name, active) VALUES (?, ?, 1)
               ON CONFLICT (key) DO UPDATE SET name = excluded.name, active = 1
               RETURNING id";
    transaction.query_row(sql, [key, name], |row| row.get(0))
}
