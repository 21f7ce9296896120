//! What the dashboard does by but does not tell in any answer, with V0's defaults.

/// The rules a dashboard applies; one value, so that what is assumed stands in one place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MonitorRules {
    /// The cap of a recorded latency (`MaxTCPPingValue`).
    pub latency_cap_ms: f64,
    /// Probes averaged into one sample (`AvgPingCount`).
    pub probes_per_sample: u32,
    /// How old a server's last report may be while live frames carry it. The built-in themes of
    /// V0 use the same ten seconds.
    pub online_within_live_ms: i64,
    /// How old it may be while only polling does: a poll is up to ten seconds old itself.
    pub online_within_polled_ms: i64,
}

impl MonitorRules {
    /// V0's defaults.
    pub const V0: Self = Self {
        latency_cap_ms: 1000.0,
        probes_per_sample: 2,
        online_within_live_ms: 10_000,
        online_within_polled_ms: 30_000,
    };
}

impl Default for MonitorRules {
    fn default() -> Self {
        Self::V0
    }
}
