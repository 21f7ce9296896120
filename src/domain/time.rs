//! Time as the dashboard tells it.

/// A moment in unix milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixMillis(pub i64);

/// A stretch of time with both of its ends in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRange {
    /// The first moment.
    pub from: UnixMillis,
    /// The last moment; before `from` where the stretch is empty.
    pub to: UnixMillis,
}

/// Milliseconds of a timer that only ever runs forward (`performance.now()`), since any origin.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Monotonic(pub f64);

impl Monotonic {
    /// The moment this many milliseconds later.
    #[must_use]
    pub fn plus(self, ms: f64) -> Self {
        Self(self.0 + ms)
    }

    /// Milliseconds from `earlier` to here; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> f64 {
        self.0 - earlier.0
    }

    /// Milliseconds for a browser's timer that is set now and due then: whole, none where that is
    /// past, and at most what a timer counts to (a signed 32-bit number; above, it is due at once).
    pub fn timer_ms_from(self, now: Self) -> u32 {
        let ms = self.since(now).ceil().clamp(0.0, f64::from(i32::MAX));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let ms = ms as u32;
        ms
    }
}

/// The end of the year 1: Go's zero time is in it, and so is whatever an edit makes of it.
const YEAR_TWO: i64 = -62_104_060_800_000;

impl UnixMillis {
    /// A report's `last_active`, in seconds. Go's zero time (-62135596800) means never; an age is
    /// not judged by its sign.
    pub fn of_report(seconds: i64) -> Option<Self> {
        Self::of_seconds(seconds).filter(|time| !time.is_year_one())
    }

    /// A boot time in unsigned seconds; 0 means not told, and what no calendar holds is unknown.
    pub fn of_boot(seconds: u64) -> Option<Self> {
        /// The last second of the year 9999.
        const LAST: u64 = 253_402_300_799;
        if seconds == 0 || seconds > LAST {
            return None;
        }
        i64::try_from(seconds).ok().and_then(Self::of_seconds)
    }

    /// Unix seconds.
    pub fn of_seconds(seconds: i64) -> Option<Self> {
        seconds.checked_mul(1000).map(Self)
    }

    /// Whether this is Go's zero time, or anything else in the year 1 or before.
    pub fn is_year_one(self) -> bool {
        self.0 < YEAR_TWO
    }

    /// Milliseconds from `earlier` to here; negative when `earlier` is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The moment this many milliseconds later.
    #[must_use]
    pub fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

/// What a zone is called by what it adds to universal time, in milliseconds: `UTC`, `UTC+5:30`.
pub fn zone_name(offset_ms: i64) -> String {
    let minutes = (offset_ms / 60_000).abs();
    let (hours, minutes) = (minutes / 60, minutes % 60);
    let sign = if offset_ms < 0 { '−' } else { '+' };
    match (hours, minutes) {
        (0, 0) => "UTC".to_owned(),
        (_, 0) => format!("UTC{sign}{hours}"),
        _ => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

/// The dashboard's clock: its last word plus a timer that only runs forward. The browser's own
/// date is used for nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DashboardClock {
    said: UnixMillis,
    at: Monotonic,
}

impl DashboardClock {
    /// The dashboard said `said` when the timer stood at `at`.
    pub fn new(said: UnixMillis, at: Monotonic) -> Self {
        Self { said, at }
    }

    /// The dashboard's last word.
    pub fn said(&self) -> UnixMillis {
        self.said
    }

    /// The dashboard's time when the timer stands at `at`.
    pub fn now(&self, at: Monotonic) -> UnixMillis {
        // Whole milliseconds of one page's life fit an i64 many times over.
        #[expect(clippy::cast_possible_truncation)]
        let passed = at.since(self.at).max(0.0) as i64;
        self.said.plus(passed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_called_by_their_distance() {
        const MINUTE: i64 = 60_000;
        for (minutes, name) in [
            (0, "UTC"),
            (8 * 60, "UTC+8"),
            (5 * 60 + 30, "UTC+5:30"),
            (-(3 * 60 + 30), "UTC−3:30"),
            (-11 * 60, "UTC−11"),
            (-5, "UTC−0:05"),
        ] {
            assert_eq!(zone_name(minutes * MINUTE), name);
        }
    }

    #[test]
    fn the_clock_runs_on_the_timer_and_never_backwards() {
        let clock = DashboardClock::new(UnixMillis(1_000_000), Monotonic(500.0));
        assert_eq!(clock.now(Monotonic(2_500.0)), UnixMillis(1_002_000));
        assert_eq!(clock.now(Monotonic(0.0)), UnixMillis(1_000_000));
    }

    #[test]
    fn a_timer_is_never_early_nor_due_at_once_because_it_is_far_off() {
        let now = Monotonic(1_000.0);
        assert_eq!(Monotonic(1_250.2).timer_ms_from(now), 251);
        assert_eq!(Monotonic(10.0).timer_ms_from(now), 0);
        assert_eq!(Monotonic(f64::INFINITY).timer_ms_from(now), 2_147_483_647);
        assert_eq!(Monotonic(f64::NAN).timer_ms_from(now), 0);
    }
}
