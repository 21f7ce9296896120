//! When a server reports: every two seconds while it lives, never again after it stopped.

use super::noise::{Key, whole};

/// The rhythm of an agent.
const INTERVAL_MS: i64 = 2_000;
/// How late a report may be.
const LATENESS_MS: f64 = 900.0;
const HOUR_MS: i64 = 3_600_000;

/// Whether and how a server reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Activity {
    /// Every two seconds.
    Live,
    /// It stopped hours ago: from one to a day, whenever one asks.
    StoppedHoursAgo,
    /// It stopped days ago: from two to nine, whenever one asks.
    StoppedDaysAgo,
    /// It was registered, and its agent was never started.
    Never,
}

/// One report and the one before it, between which speeds are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Report {
    pub(super) at_ms: i64,
    pub(super) before_ms: i64,
}

impl Activity {
    /// The last moment at which the server was alive, seen from `now_ms`. A stopped server's
    /// moment stays for a day or a week and then moves on by as much, so that it never becomes
    /// older than its kind.
    pub(super) fn alive_until(self, key: Key, now_ms: i64) -> Option<i64> {
        let stopped = |period_ms: i64, age_ms: i64| {
            let phase_ms = key.between(0, 0.0, period_ms as f64);
            let phase_ms = whole(phase_ms).cast_signed();
            let since_ms = (now_ms - phase_ms).rem_euclid(period_ms);
            now_ms - since_ms - age_ms
        };
        match self {
            Self::Live => Some(now_ms),
            Self::StoppedHoursAgo => Some(stopped(24 * HOUR_MS, HOUR_MS)),
            Self::StoppedDaysAgo => Some(stopped(7 * 24 * HOUR_MS, 48 * HOUR_MS)),
            Self::Never => None,
        }
    }

    /// The last report seen from `now_ms`.
    pub(super) fn last_report(self, key: Key, now_ms: i64) -> Option<Report> {
        let until_ms = self.alive_until(key, now_ms)?;
        let phase_ms = whole(key.between(1, 0.0, INTERVAL_MS as f64)).cast_signed();
        let lateness = key.branch(1);
        let report_at = |number: i64| {
            let late_ms = whole(lateness.between(number, 0.0, LATENESS_MS)).cast_signed();
            phase_ms + number * INTERVAL_MS + late_ms
        };
        let newest = (until_ms - phase_ms).div_euclid(INTERVAL_MS);
        let number = if report_at(newest) > until_ms {
            newest - 1
        } else {
            newest
        };
        Some(Report {
            at_ms: report_at(number),
            before_ms: report_at(number - 1),
        })
    }
}
