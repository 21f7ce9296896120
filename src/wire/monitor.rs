//! `GET /api/v1/monitor/{id}`: the last 24 hours of each monitor.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Success, json_of, open};
use super::quirks::{self, TextDto};
use crate::domain::error::{ApiError, Endpoint, PayloadFault};
use crate::domain::latency::{MonitorHistory, MonitorId, Series};
use crate::domain::latency_cap::Cap;
use crate::domain::rules::MonitorRules;
use crate::domain::server::ServerId;

/// One monitor's history of one server.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MonitorHistoryDto<'a> {
    /// The monitor's id. Names repeat, ids do not.
    pub monitor_id: u64,
    /// The server's id.
    pub server_id: u64,
    /// Today's name, even for old rows.
    #[serde(borrow)]
    pub monitor_name: TextDto<'a>,
    /// Today's name, even for old rows.
    pub server_name: TextDto<'a>,
    /// Unix milliseconds, cut to the minute; pairs with `avg_delay`.
    pub created_at: Option<Vec<i64>>,
    /// One for each time.
    pub avg_delay: Option<DelaysDto>,
}

/// Milliseconds, float32 as the dashboard keeps them; 0 when every probe failed. `null` reads as
/// NaN, and a number beyond float32 as infinity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DelaysDto(#[serde(deserialize_with = "quirks::delays")] pub Vec<f32>);

/// The envelope and the histories in it, read in one pass.
#[derive(Default, Deserialize)]
#[serde(default)]
struct HistoriesDto<'a> {
    code: Option<i64>,
    #[serde(borrow, deserialize_with = "quirks::objects")]
    result: Option<Vec<MonitorHistoryDto<'a>>>,
}

/// The histories as the wire has them; `null` reads as none.
///
/// A week of eight monitors is megabytes of numbers, and to find the end of `result` before it is
/// read, as other endpoints do, takes as long as reading it. So an answer that is a success is read
/// at once, and only one that is not, which is short, is opened to find out what it is.
fn read(answer: Answer<'_>) -> Result<Vec<MonitorHistoryDto<'_>>, ApiError> {
    let body = json_of(Endpoint::Monitor, answer)?;
    if answer.status < 400
        && let Ok(HistoriesDto { code, result }) = quirks::read(body)
        && Success::Read.holds(code.unwrap_or(0))
        && let Some(histories) = result
    {
        return Ok(histories);
    }
    match open(Endpoint::Monitor, Success::Read, answer)? {
        Some("null") => Ok(Vec::new()),
        _ => Err(refused()),
    }
}

/// Reads `GET /api/v1/monitor/{id}` and judges each sample by the rules, with the cap that the answer
/// itself proves (see [`Cap`]). `null` is no history at
/// all; two arrays of unequal length are refused, because nothing says which sample belongs to
/// which time.
///
/// A monitor that stands in the answer twice (V0 never does that) becomes one history with the
/// samples of both: a line that is drawn twice under one id could not be told apart, and a dropped
/// one might hide loss. The same id with another server is refused.
pub fn decode_histories(
    answer: Answer<'_>,
    rules: &MonitorRules,
) -> Result<Vec<MonitorHistory>, ApiError> {
    let mut dtos: Vec<MonitorHistoryDto<'_>> = Vec::new();
    for dto in read(answer)? {
        if dto.lengths_differ() {
            return Err(refused());
        }
        let known = dtos
            .iter_mut()
            .find(|known| known.monitor_id == dto.monitor_id);
        match known {
            None => dtos.push(dto),
            Some(known) if known.server_id == dto.server_id => known.take_samples_of(dto),
            Some(_) => return Err(refused()),
        }
    }
    // All monitors share the cap, and what one of them recorded may prove it.
    let delays = dtos.iter().flat_map(|dto| &dto.avg_delay);
    let delays: Vec<&[f32]> = delays.map(|delays| delays.0.as_slice()).collect();
    let cap = Cap::of(&delays, rules);
    let histories = dtos.into_iter().map(|dto| dto.judged_by(rules, cap));
    histories.collect()
}

impl MonitorHistoryDto<'_> {
    fn lengths_differ(&self) -> bool {
        let times = self.created_at.as_ref().map_or(0, Vec::len);
        let delays = self.avg_delay.as_ref().map_or(0, |delays| delays.0.len());
        times != delays
    }

    fn take_samples_of(&mut self, other: MonitorHistoryDto<'_>) {
        let times = self.created_at.get_or_insert_default();
        times.extend(other.created_at.into_iter().flatten());
        let delays = self.avg_delay.get_or_insert_default();
        delays
            .0
            .extend(other.avg_delay.into_iter().flat_map(|delays| delays.0));
    }

    fn judged_by(self, rules: &MonitorRules, cap: Cap) -> Result<MonitorHistory, ApiError> {
        let times = self.created_at.unwrap_or_default();
        let delays = self.avg_delay.unwrap_or_default();
        let series = Series::new(times, delays.0).ok_or_else(refused)?;
        Ok(MonitorHistory::new(
            MonitorId(self.monitor_id),
            ServerId(self.server_id),
            self.monitor_name.into_string(),
            series,
            rules,
            cap,
        ))
    }
}

fn refused() -> ApiError {
    ApiError::BadPayload {
        endpoint: Endpoint::Monitor,
        fault: PayloadFault::Shape,
    }
}
