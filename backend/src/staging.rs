//! The dashboard put into a state by hand: for tests, which begin where a recording began.

use lotus::wire::MonitorHistoryDto;

use crate::auth::SESSION_COOKIE;
use crate::state::State;
use crate::store::{HistoryRow, StoreError};

impl State {
    /// Signs the account in and gives the cookie, `name=value`.
    pub fn stage_sign_in(&self) -> Result<String, StoreError> {
        let cookie = self.auth().sign_in(self.store(), self.now())?;
        let pair = cookie.split(';').next().unwrap_or(SESSION_COOKIE);
        Ok(pair.to_owned())
    }

    /// Makes this text a valid API token.
    pub fn stage_token(&self, token: &str, note: &str) -> Result<(), StoreError> {
        let (note, token) = (note.to_owned(), Some(token.to_owned()));
        self.auth().add_token(self.store(), note, token).map(drop)
    }

    /// Keeps a history as it was told, its monitor included.
    pub fn stage_history(&self, history: &MonitorHistoryDto<'_>) -> Result<(), StoreError> {
        let name = history.monitor_name.as_str();
        self.store().put_monitor(history.monitor_id, name)?;
        let times = history.created_at.iter().flatten();
        let delays = history.avg_delay.iter().flat_map(|delays| &delays.0);
        let rows = times.zip(delays).map(|(at_ms, delay)| HistoryRow {
            at_ms: *at_ms,
            avg_delay: *delay,
        });
        let rows: Vec<_> = rows.collect();
        self.store()
            .add_history(history.server_id, history.monitor_id, &rows)
    }
}
