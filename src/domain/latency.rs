//! Latency histories as the dashboard records them.

use crate::domain::server::ServerId;
use crate::domain::time::UnixMillis;

/// A monitor's id. Names repeat, ids do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonitorId(pub u64);

/// One recorded value of a monitor: the mean of a few probes, failed ones counted as 0, then
/// capped once.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// When, cut to the minute; several samples may share one.
    pub at: UnixMillis,
    /// Milliseconds; 0 when every probe failed.
    pub delay_ms: f64,
}

/// The last 24 hours of one monitor of one server.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorHistory {
    /// The monitor.
    pub monitor_id: MonitorId,
    /// The server it measures from.
    pub server_id: ServerId,
    /// Today's name, even for old samples; not unique.
    pub name: String,
    samples: Vec<Sample>,
}

impl MonitorHistory {
    /// A history. The samples are put in order of time: the wire's order is that of the database's text
    /// and breaks around a change of time zone. Samples that share a minute keep their order.
    pub fn new(
        monitor_id: MonitorId,
        server_id: ServerId,
        name: String,
        mut samples: Vec<Sample>,
    ) -> Self {
        samples.sort_by_key(|sample| sample.at);
        Self {
            monitor_id,
            server_id,
            name,
            samples,
        }
    }

    /// The samples in order of time.
    pub fn samples(&self) -> &[Sample] {
        &self.samples
    }
}
