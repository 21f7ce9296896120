//! Whether a server is there, judged when a message arrives, from that message's own clock.

use crate::domain::rules::MonitorRules;
use crate::domain::time::UnixMillis;

/// What is known of a server's presence. It is kept until a later message says otherwise: nobody
/// turns offline because the feed died.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// It reported within the threshold.
    Online,
    /// It reported once, but not within the threshold, or not since the dashboard restarted.
    Offline,
    /// It never reported, as far as the dashboard and the page know.
    #[default]
    Pending,
}

/// What carries a server's reports. The threshold belongs to the server, not to the message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Carrier {
    /// Frames of the live feed, every two seconds.
    Live,
    /// Answers of `details`, every ten seconds.
    #[default]
    Polled,
}

impl Carrier {
    /// How old the last report of an online server may be.
    pub fn threshold_ms(self, rules: &MonitorRules) -> i64 {
        match self {
            Self::Live => rules.online_within_live_ms,
            Self::Polled => rules.online_within_polled_ms,
        }
    }
}

impl Status {
    /// The word for it that tests and style sheets read.
    pub fn name(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::Offline => "offline",
            Self::Pending => "pending",
        }
    }

    /// Judges by the dashboard's clock. Ages down to -1 s are normal: the clock is cut to seconds.
    pub fn judge(
        last_active: Option<UnixMillis>,
        now: UnixMillis,
        carrier: Carrier,
        rules: &MonitorRules,
    ) -> Self {
        match last_active {
            None => Self::Pending,
            Some(at) if now.since(at) <= carrier.threshold_ms(rules) => Self::Online,
            Some(_) => Self::Offline,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judge(age_ms: i64, carrier: Carrier) -> Status {
        let now = UnixMillis(1_795_363_886_000);
        Status::judge(Some(now.plus(-age_ms)), now, carrier, &MonitorRules::V0)
    }

    #[test]
    fn live_servers_have_ten_seconds_and_polled_ones_thirty() {
        assert_eq!(judge(10_000, Carrier::Live), Status::Online);
        assert_eq!(judge(10_001, Carrier::Live), Status::Offline);
        assert_eq!(judge(30_000, Carrier::Polled), Status::Online);
        assert_eq!(judge(30_001, Carrier::Polled), Status::Offline);
    }

    #[test]
    fn a_report_from_a_moment_ahead_is_online() {
        assert_eq!(judge(-1_000, Carrier::Live), Status::Online);
    }

    #[test]
    fn no_report_is_pending() {
        let now = UnixMillis(0);
        let status = Status::judge(None, now, Carrier::Live, &MonitorRules::V0);
        assert_eq!(status, Status::Pending);
    }
}
