//! The backend's clock, and the two ways V0 writes a moment.

use std::fmt;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// `0001-01-01T00:00:00Z` in unix seconds: Go's zero time, which means "never".
pub(crate) const NEVER_SECONDS: i64 = -62_135_596_800;

const NANOS_PER_MILLI: i64 = 1_000_000;
const NANOS_PER_SECOND: i64 = 1_000_000_000;
const SECONDS_PER_DAY: i64 = 86_400;

/// A moment in unix nanoseconds, the precision an agent's last report is told with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixNanos(pub i64);

impl UnixNanos {
    /// The moment of these unix milliseconds.
    pub fn from_millis(ms: i64) -> Self {
        Self(ms.saturating_mul(NANOS_PER_MILLI))
    }

    /// Unix milliseconds, rounded down.
    pub fn millis(self) -> i64 {
        self.0.div_euclid(NANOS_PER_MILLI)
    }

    /// Unix seconds, rounded down.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(NANOS_PER_SECOND)
    }

    /// The moment this many milliseconds later.
    #[must_use]
    pub fn plus_millis(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms.saturating_mul(NANOS_PER_MILLI)))
    }

    /// RFC 3339 in UTC, with as many digits of a second as it takes, as Go writes it.
    pub fn rfc3339(self) -> String {
        let seconds = self.seconds();
        let (year, month, day) = civil_from_days(seconds.div_euclid(SECONDS_PER_DAY));
        let of_day = seconds.rem_euclid(SECONDS_PER_DAY);
        let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
        let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
        let fraction = self.0.rem_euclid(NANOS_PER_SECOND);
        if fraction != 0 {
            let digits = format!("{fraction:09}");
            text.push('.');
            text.push_str(digits.trim_end_matches('0'));
        }
        text.push('Z');
        text
    }
}

/// The proleptic Gregorian date of a day counted from 1970-01-01 (H. Hinnant's
/// `civil_from_days`): eras of 400 years that begin on 1 March, so that a leap day ends its year.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

/// Where the backend takes "now" from. Tests hand one in.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> UnixNanos + Send + Sync>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self::new(|| {
            let since = SystemTime::now().duration_since(UNIX_EPOCH);
            let nanos = since.map_or(0, |since| {
                i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)
            });
            UnixNanos(nanos)
        })
    }

    /// The machine's clock, by which time passes so many times as fast from now on.
    pub fn paced(times: u32) -> Self {
        let system = Self::system();
        let began = system.now().0;
        Self::new(move || {
            let passed = system.now().0.saturating_sub(began);
            UnixNanos(began.saturating_add(passed.saturating_mul(i64::from(times))))
        })
    }

    /// A clock of one's own.
    pub fn new(now: impl Fn() -> UnixNanos + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// This moment.
    pub fn now(&self) -> UnixNanos {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Clock")
    }
}

#[cfg(test)]
mod tests {
    use super::UnixNanos;

    #[test]
    fn rfc3339_writes_as_many_digits_as_it_takes() {
        let cases = [
            (0, "1970-01-01T00:00:00Z"),
            (1_795_363_885_828_081_807, "2026-11-22T16:11:25.828081807Z"),
            (1_795_363_885_831_428_220, "2026-11-22T16:11:25.83142822Z"),
            (1_795_363_885_500_000_000, "2026-11-22T16:11:25.5Z"),
            (951_782_400_000_000_000, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999999999Z"),
        ];
        for (nanos, text) in cases {
            assert_eq!(UnixNanos(nanos).rfc3339(), text);
        }
    }
}
