//! `GET /api/v1/monitor/{id}`: the last 24 hours of each monitor.

use serde::Serialize;

use super::answer::{Answer, decode_array};
use super::object::read_from_object;
use super::text::TextDto;
use crate::domain::error::{ApiError, Endpoint, PayloadFault};
use crate::domain::latency::{MonitorHistory, MonitorId, Sample};
use crate::domain::server::ServerId;
use crate::domain::time::UnixMillis;

/// One monitor's history of one server.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct MonitorHistoryDto<'a> {
    /// The monitor's id. Names repeat, ids do not.
    pub monitor_id: u64,
    /// The server's id.
    pub server_id: u64,
    /// Today's name, even for old rows.
    pub monitor_name: TextDto<'a>,
    /// Today's name, even for old rows.
    pub server_name: TextDto<'a>,
    /// Unix milliseconds, cut to the minute; pairs with `avg_delay`.
    pub created_at: Option<Vec<i64>>,
    /// Milliseconds, a float32; 0 when every probe failed.
    pub avg_delay: Option<Vec<Option<f64>>>,
}

read_from_object!(MonitorHistoryDto {
    "monitor_id" => monitor_id,
    "server_id" => server_id,
    "monitor_name" => monitor_name,
    "server_name" => server_name,
    "created_at" => created_at,
    "avg_delay" => avg_delay,
});

/// Reads `GET /api/v1/monitor/{id}`. `null` is no history at all; two arrays of unequal length are
/// refused, because nothing says which sample belongs to which time.
pub fn decode_histories(answer: Answer<'_>) -> Result<Vec<MonitorHistory>, ApiError> {
    let histories: Vec<MonitorHistoryDto<'_>> = decode_array(Endpoint::Monitor, answer)?;
    histories
        .into_iter()
        .map(MonitorHistory::try_from)
        .collect()
}

impl TryFrom<MonitorHistoryDto<'_>> for MonitorHistory {
    type Error = ApiError;

    fn try_from(dto: MonitorHistoryDto<'_>) -> Result<Self, ApiError> {
        let times = dto.created_at.unwrap_or_default();
        let delays = dto.avg_delay.unwrap_or_default();
        if times.len() != delays.len() {
            return Err(ApiError::BadPayload {
                endpoint: Endpoint::Monitor,
                fault: PayloadFault::Shape,
            });
        }
        let samples = times
            .into_iter()
            .zip(delays)
            .filter_map(|(at, delay)| {
                let delay_ms = delay.filter(|delay| delay.is_finite() && *delay >= 0.0)?;
                Some(Sample {
                    at: UnixMillis(at),
                    delay_ms,
                })
            })
            .collect();
        Ok(Self::new(
            MonitorId(dto.monitor_id),
            ServerId(dto.server_id),
            dto.monitor_name.into_string(),
            samples,
        ))
    }
}
