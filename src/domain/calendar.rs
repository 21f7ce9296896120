//! Dates of the proleptic Gregorian calendar, in UTC, and the texts they are read from and written as.

use crate::domain::time::UnixMillis;

const DAY_MS: i64 = 86_400_000;

impl UnixMillis {
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
        // Cut or filled up to milliseconds.
        let millis = digits(&format!("{fraction:0<3.3}"), 3)?;
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

    /// ISO 8601 in UTC: `2026-11-22T16:11:25Z`, with milliseconds only where there are some. Years
    /// have four digits or, beyond 9999 and before 0, as many as they need and a sign.
    pub fn to_iso(self) -> String {
        let (year, month, day) = self.date();
        let sign = match year {
            ..0 => "-",
            0..10_000 => "",
            _ => "+",
        };
        let year = year.abs();
        let time = self.time_of_day(true);
        let millis = match self.0.rem_euclid(1000) {
            0 => String::new(),
            millis => format!(".{millis:03}"),
        };
        format!("{sign}{year:04}-{month:02}-{day:02}T{time}{millis}Z")
    }

    /// Year, month (1 to 12) and day, in UTC.
    pub fn date(self) -> (i64, i64, i64) {
        civil_from_days(self.0.div_euclid(DAY_MS))
    }

    /// The time of day in UTC, to the minute or the second: `14:05`, `14:05:09`.
    pub fn time_of_day(self, has_seconds: bool) -> String {
        let seconds = self.0.div_euclid(1000).rem_euclid(86_400);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if has_seconds {
            format!("{hour:02}:{minute:02}:{second:02}")
        } else {
            format!("{hour:02}:{minute:02}")
        }
    }

    /// The same time of day so many months later, or earlier where there are fewer than none; on
    /// the last day of a month that has no such day.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let (year, month, day) = self.date();
        let months = (year * 12 + month - 1).saturating_add(months);
        let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
        // Beyond, milliseconds overflow.
        let year = year.clamp(-200_000_000, 200_000_000);
        let day = day.min(days_in_month(year, month));
        let days = days_from_civil(year, month, day);
        Self(days * DAY_MS + self.0.rem_euclid(DAY_MS))
    }

    /// Months of the calendar since the year 0: their difference tells how many lie between two
    /// times, give or take one.
    pub(super) fn month_count(self) -> i64 {
        let (year, month, _) = self.date();
        year * 12 + month - 1
    }
}

/// Exactly `len` decimal digits.
fn digits(text: &str, len: usize) -> Option<i64> {
    let fits = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// How many days a month (1 to 12) has.
fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar. Months are counted from March, so
/// that the leap day falls at the end of a year and 153 days make five months.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let shifted_year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (month + 9) % 12;
    let leap_days =
        shifted_year.div_euclid(4) - shifted_year.div_euclid(100) + shifted_year.div_euclid(400);
    let day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
    shifted_year * 365 + leap_days + day_of_year - 719_468
}

/// Year, month and day of so many days since 1970-01-01: the inverse, by the same count of months
/// from March.
fn civil_from_days(days: i64) -> (i64, i64, i64) {
    /// Days of 400 years, after which the calendar repeats.
    const CYCLE: i64 = 146_097;
    let since_march_of_0 = days + 719_468;
    let cycle = since_march_of_0.div_euclid(CYCLE);
    let day_of_cycle = since_march_of_0.rem_euclid(CYCLE);
    // Leap days that have passed are taken out, then all years are 365 days long.
    let leap_days = day_of_cycle / 1_460 - day_of_cycle / 36_524 + day_of_cycle / (CYCLE - 1);
    let year_of_cycle = (day_of_cycle - leap_days) / 365;
    let day_of_year =
        day_of_cycle - (year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100);
    let month_from_march = (day_of_year * 5 + 2) / 153;
    let day = day_of_year - (month_from_march * 153 + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = cycle * 400 + year_of_cycle + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_of_day_has_two_digits_a_part_also_before_1970() {
        let at = time("1969-12-31T23:04:09.5Z");
        assert_eq!(at.time_of_day(false), "23:04");
        assert_eq!(at.time_of_day(true), "23:04:09");
        assert_eq!(at.date(), (1969, 12, 31));
    }

    fn time(text: &str) -> UnixMillis {
        UnixMillis::from_rfc3339(text).unwrap_or_default()
    }

    #[test]
    fn every_day_of_eight_centuries_is_found_again() {
        for days in days_from_civil(1600, 1, 1)..days_from_civil(2400, 12, 31) {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(days_from_civil(year, month, day), days);
            assert!((1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day));
        }
    }

    #[test]
    fn times_are_written_as_they_are_read() {
        for text in [
            "1970-01-01T00:00:00Z",
            "2026-11-22T16:11:25.828Z",
            "2026-11-22T16:11:25.008Z",
            "2024-02-29T23:59:59Z",
            "1969-12-31T23:59:59.999Z",
            "0001-01-01T00:00:00Z",
            "9999-12-31T23:59:59Z",
        ] {
            assert_eq!(time(text).to_iso(), text);
        }
        assert_eq!(
            UnixMillis(253_402_300_800_000).to_iso(),
            "+10000-01-01T00:00:00Z"
        );
        assert_eq!(
            UnixMillis(-62_198_755_200_000).to_iso(),
            "-0001-01-01T00:00:00Z"
        );
        assert_eq!(
            UnixMillis(i64::MAX).to_iso(),
            "+292278994-08-17T07:12:55.807Z"
        );
        assert_eq!(
            UnixMillis(i64::MIN).to_iso(),
            "-292275055-05-16T16:47:04.192Z"
        );
    }

    #[test]
    fn months_are_the_calendars() {
        for (from, months, to) in [
            ("2026-01-31T12:00:00Z", 1, "2026-02-28T12:00:00Z"),
            ("2024-01-31T12:00:00Z", 1, "2024-02-29T12:00:00Z"),
            ("2026-11-22T16:11:25.828Z", 3, "2027-02-22T16:11:25.828Z"),
            ("2026-02-28T00:00:00Z", -12, "2025-02-28T00:00:00Z"),
            ("2026-03-31T00:00:00Z", -1, "2026-02-28T00:00:00Z"),
            ("2026-01-15T00:00:00Z", -1, "2025-12-15T00:00:00Z"),
        ] {
            assert_eq!(time(from).plus_months(months).to_iso(), to);
        }
        for time in [UnixMillis(i64::MIN), UnixMillis(i64::MAX)] {
            let _ = (time.plus_months(i64::MAX), time.plus_months(i64::MIN));
        }
    }

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
}
