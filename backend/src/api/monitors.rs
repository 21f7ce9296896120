//! `GET /api/v1/monitor/{id}`: the last 24 hours of each monitor of a server.

use axum::body::Body;
use axum::extract::{self, Path};
use axum::http::{HeaderMap, Response, StatusCode};
use lotus::wire::{DelaysDto, MonitorHistoryDto};

use super::{answer, query};
use crate::clock::UnixNanos;
use crate::state::State;
use crate::store::{History, HistoryRow, Store, StoreError};

/// The only span there is, whatever is asked.
const WINDOW_MILLIS: i64 = 24 * 3_600_000;

const MINUTE_MILLIS: i64 = 60_000;

/// The histories of one server, `null` when there are none.
pub(super) async fn histories(
    extract::State(state): extract::State<State>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response<Body> {
    let visitor = state.visitor(&headers);
    if !visitor.may_view() {
        return answer::refusal(StatusCode::OK, 403, "访问受限");
    }
    let Some(id) = query::id(&id) else {
        return answer::refusal(StatusCode::BAD_REQUEST, 400, "id参数错误");
    };
    let found = state.roster().name_and_hidden(id);
    let Some((server_name, hidden)) = found else {
        return answer::refusal(StatusCode::NOT_FOUND, 404, "id不存在");
    };
    if hidden && !visitor.sees_hidden_histories() {
        return answer::refusal(StatusCode::FORBIDDEN, 403, "需要认证");
    }
    if let Some(told) = state.faults().faults.histories.get(&id) {
        return answer::read(told);
    }
    match state
        .with_store(move |state, store| of_server(state, store, id))
        .await
    {
        Ok(histories) => {
            let histories = histories.into_iter();
            let dtos: Vec<_> = histories
                .map(|history| dto(id, &server_name, history))
                .collect();
            answer::read((!dtos.is_empty()).then_some(dtos))
        }
        Err(error) => {
            let message = error.to_string();
            answer::envelope(StatusCode::OK, 500, Some(&message), Some(None::<()>))
        }
    }
}

/// Measured histories come from the database, those of a synthetic server from its seed.
fn of_server(state: &State, store: &Store, id: u64) -> Result<Vec<History>, StoreError> {
    let now_ms = state.now().millis();
    let since_ms = now_ms.saturating_sub(WINDOW_MILLIS);
    let roster = state.roster();
    let (Some(fleet), Some(index)) = (roster.fleet(), roster.synthetic_index(id)) else {
        drop(roster);
        return store.histories(id, since_ms);
    };
    let offline_since = state.faults().offline_since.get(&id).copied();
    let until_ms = offline_since.map_or(now_ms, UnixNanos::millis);
    let monitors = fleet.monitors().iter().enumerate();
    let histories = monitors.map(|(at, monitor)| History {
        monitor_id: monitor.id,
        monitor_name: monitor.name.clone(),
        rows: fleet
            .history(index, at, since_ms, until_ms)
            .into_iter()
            .map(|(at_ms, avg_delay)| HistoryRow { at_ms, avg_delay })
            .collect(),
    });
    Ok(histories
        .filter(|history| !history.rows.is_empty())
        .collect())
}

fn dto(server_id: u64, server_name: &str, history: History) -> MonitorHistoryDto<'_> {
    // Times are cut to the minute, so that several rows may share one.
    let minute = |row: &HistoryRow| row.at_ms.div_euclid(MINUTE_MILLIS) * MINUTE_MILLIS;
    MonitorHistoryDto {
        monitor_id: history.monitor_id,
        server_id,
        monitor_name: history.monitor_name.into(),
        server_name: server_name.into(),
        created_at: Some(history.rows.iter().map(minute).collect()),
        avg_delay: Some(DelaysDto(
            history.rows.iter().map(|row| row.avg_delay).collect(),
        )),
    }
}
