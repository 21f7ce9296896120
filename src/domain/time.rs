//! Time as the dashboard tells it.

use crate::domain::calendar::{days_from_civil, days_in_month};

/// A moment in unix milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixMillis(pub i64);

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

    /// Reads RFC 3339 with 0 to 9 (or more) digits of a second and any offset:
    /// `2026-11-22T16:11:25.828081807Z`, `2026-11-23T00:11:25+08:00`.
    pub fn from_rfc3339(text: &str) -> Option<Self> {
        let (date, rest) = text.split_at_checked(10)?;
        let mut parts = date.split('-');
        let year = digits(parts.next()?, 4)?;
        let month = digits(parts.next()?, 2)?;
        let day = digits(parts.next()?, 2)?;
        let rest = rest.strip_prefix(['T', 't', ' '])?;
        let (clock, rest) = rest.split_at_checked(8)?;
        let mut parts = clock.split(':');
        let hour = digits(parts.next()?, 2)?;
        let minute = digits(parts.next()?, 2)?;
        let second = digits(parts.next()?, 2)?;
        let in_range = (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day)
            && hour <= 23
            && minute <= 59
            && second <= 60;
        if !in_range {
            return None;
        }
        let (fraction, zone) = match rest.strip_prefix('.') {
            Some(rest) => rest.split_at(rest.find(|c: char| !c.is_ascii_digit())?),
            None => ("0", rest),
        };
        if fraction.is_empty() {
            return None;
        }
        let millis = fraction
            .chars()
            .chain("000".chars())
            .take(3)
            .filter_map(|digit| digit.to_digit(10))
            .fold(0, |sum, digit| sum * 10 + i64::from(digit));
        let offset_minutes = match zone {
            "Z" | "z" => 0,
            _ => {
                let sign = if zone.starts_with('-') { -1 } else { 1 };
                let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
                let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
                if hours > 23 || minutes > 59 {
                    return None;
                }
                sign * (hours * 60 + minutes)
            }
        };
        let minutes = (days_from_civil(year, month, day) * 24 + hour) * 60 + minute;
        Some(Self(
            ((minutes - offset_minutes) * 60 + second) * 1000 + millis,
        ))
    }

    /// Reads the HTTP `Date` header (IMF-fixdate, RFC 9110): `Sun, 22 Nov 2026 16:11:21 GMT`.
    pub fn from_http_date(text: &str) -> Option<Self> {
        const MONTHS: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        let (_, rest) = text.trim().split_once(',')?;
        let mut parts = rest.strip_prefix(' ')?.split(' ');
        let day = digits(parts.next()?, 2)?;
        let name = parts.next()?;
        let month = i64::try_from(MONTHS.iter().position(|month| *month == name)?).ok()? + 1;
        let year = digits(parts.next()?, 4)?;
        let mut clock = parts.next()?.split(':');
        let hour = digits(clock.next()?, 2)?;
        let minute = digits(clock.next()?, 2)?;
        let second = digits(clock.next()?, 2)?;
        if parts.next()? != "GMT" || !(1..=days_in_month(year, month)).contains(&day) {
            return None;
        }
        let days = days_from_civil(year, month, day);
        Some(Self(
            (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000,
        ))
    }
}

/// Exactly `len` decimal digits.
fn digits(text: &str, len: usize) -> Option<i64> {
    let fits = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
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
    fn rfc3339_is_read_with_any_fraction_and_offset() {
        for (text, expected) in [
            ("1970-01-01T00:00:00Z", 0),
            ("2026-11-22T16:11:25.828081807Z", 1_795_363_885_828),
            ("2026-11-23T00:11:25.8+08:00", 1_795_363_885_800),
            ("2026-11-22T11:11:25-05:00", 1_795_363_885_000),
            ("2024-02-29T12:00:00Z", 1_709_208_000_000),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000),
        ] {
            assert_eq!(
                UnixMillis::from_rfc3339(text),
                Some(UnixMillis(expected)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "now",
            "2026-11-22",
            "2026-11-22T16:11:25",
            "2026-13-22T16:11:25Z",
            "2025-02-29T00:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T16:11:25.Z",
            "2026-11-22T16:11:25.123",
            "2026-11-22T16:11:25+0800",
            "+026-11-22T16:11:25Z",
            "香香香香香香",
            "2026-11-22T16:11:25é",
        ] {
            assert_eq!(UnixMillis::from_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn http_dates_are_read() {
        let date = "Sun, 22 Nov 2026 16:11:21 GMT";
        assert_eq!(
            UnixMillis::from_http_date(date),
            Some(UnixMillis(1_795_363_881_000))
        );
        for date in [
            "",
            "Sunday, 22-Nov-26 16:11:21 GMT",
            "Sun, 31 Feb 2026 16:11:21 GMT",
        ] {
            assert_eq!(UnixMillis::from_http_date(date), None, "{date}");
        }
    }

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
