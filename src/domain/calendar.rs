//! Dates of the proleptic Gregorian calendar, in UTC.

use crate::domain::time::UnixMillis;

const DAY_MS: i64 = 86_400_000;

impl UnixMillis {
    /// ISO 8601 in UTC: `2026-11-22T16:11:25Z`, with milliseconds only where there are some. Years
    /// have four digits or, beyond 9999 and before 0, as many as they need and a sign.
    pub fn to_iso(self) -> String {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY_MS));
        let ms = self.0.rem_euclid(DAY_MS);
        let mut text = String::with_capacity(24);
        if !(0..=9999).contains(&year) {
            text.push(if year < 0 { '-' } else { '+' });
        }
        for (number, width, before) in [
            (year.abs(), 4, ""),
            (month, 2, "-"),
            (day, 2, "-"),
            (ms / 3_600_000, 2, "T"),
            (ms / 60_000 % 60, 2, ":"),
            (ms / 1000 % 60, 2, ":"),
        ] {
            text.push_str(before);
            push_padded(&mut text, number, width);
        }
        if ms % 1000 != 0 {
            text.push('.');
            push_padded(&mut text, ms % 1000, 3);
        }
        text.push('Z');
        text
    }

    /// Year, month (1 to 12) and day, in UTC.
    pub fn date(self) -> (i64, i64, i64) {
        civil_from_days(self.0.div_euclid(DAY_MS))
    }

    /// The time of day in UTC, to the minute or the second: `14:05`, `14:05:09`.
    pub fn time_of_day(self, has_seconds: bool) -> String {
        let seconds = self.0.div_euclid(1000).rem_euclid(86_400);
        let mut text = String::with_capacity(8);
        push_padded(&mut text, seconds / 3600, 2);
        text.push(':');
        push_padded(&mut text, seconds / 60 % 60, 2);
        if has_seconds {
            text.push(':');
            push_padded(&mut text, seconds % 60, 2);
        }
        text
    }

    /// The same time of day so many months later, or earlier where there are fewer than none; on
    /// the last day of a month that has no such day.
    #[must_use]
    pub fn plus_months(self, months: i64) -> Self {
        let (year, month, day) = civil_from_days(self.0.div_euclid(DAY_MS));
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
        let (year, month, _) = civil_from_days(self.0.div_euclid(DAY_MS));
        year * 12 + month - 1
    }
}

/// Decimal digits with zeros in front.
fn push_padded(text: &mut String, number: i64, width: usize) {
    let digits = number.to_string();
    for _ in digits.len()..width {
        text.push('0');
    }
    text.push_str(&digits);
}

/// How many days a month (1 to 12) has.
pub(super) fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar. Months are counted from March, so
/// that the leap day falls at the end of a year and 153 days make five months.
pub(super) fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
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
}
