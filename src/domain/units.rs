//! How much: three significant digits and a unit, from one formatter.
//!
//! Memory and disk are told in binary units (GiB), traffic and speeds in decimal ones (GB),
//! because that is how they are sold.

/// A figure and its unit, apart, so that the unit can be set smaller.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// Three significant digits, with a point.
    pub value: String,
    /// `GiB`, `MB`, …
    pub unit: &'static str,
}

const BINARY: [&str; 7] = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
const DECIMAL: [&str; 7] = ["B", "KB", "MB", "GB", "TB", "PB", "EB"];
const DECIMAL_SPEED: [&str; 7] = ["B/s", "KB/s", "MB/s", "GB/s", "TB/s", "PB/s", "EB/s"];

/// Bytes of memory or disk.
pub fn memory(bytes: u64) -> Quantity {
    scaled(bytes, 1024.0, &BINARY)
}

/// Bytes of traffic.
pub fn traffic(bytes: u64) -> Quantity {
    scaled(bytes, 1000.0, &DECIMAL)
}

/// Bytes a second.
pub fn speed(bytes_per_second: u64) -> Quantity {
    scaled(bytes_per_second, 1000.0, &DECIMAL_SPEED)
}

/// A number as the charts keep it, a little above: what is told of a server is written alike wherever
/// it stands, be it kept in 32 bits or in 64, and a half is rounded up.
fn alike(value: f64) -> f64 {
    /// More than 32 bits lose, and less than any digit that is shown.
    const ABOVE: f64 = 1.0 + 1.0 / 2_097_152.0;
    #[expect(clippy::cast_possible_truncation)]
    let kept = f64::from(value as f32);
    // A load of 1e300 is more than fits.
    if kept.is_finite() {
        kept * ABOVE
    } else {
        value
    }
}

fn scaled(amount: u64, step: f64, units: &[&'static str; 7]) -> Quantity {
    let mut value = alike(amount as f64);
    let mut unit = 0;
    // 999.5 would be written "1000" with three digits: it belongs to the next unit.
    while value >= step.min(999.5) && unit + 1 < units.len() {
        value /= step;
        unit += 1;
    }
    let value = if unit == 0 {
        amount.to_string()
    } else {
        of_three_digits(value)
    };
    Quantity {
        value,
        unit: units.get(unit).copied().unwrap_or_default(),
    }
}

/// A number with at most so many decimals, without zeros at its end. Beyond 10^12, where nobody reads
/// digits any more, the exponent is written out.
pub fn at_most(value: f64, decimals: usize) -> String {
    if value.abs() >= 1e12 {
        return scientific(value);
    }
    let mut text = rounded(value, decimals);
    if decimals > 0 {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    text
}

/// A number of three significant digits: `0.42`, `3.14`, `31.4`, `314`. Beyond a million, where a
/// broken agent's load of 1e300 lives, the exponent is written out.
pub fn three_digits(value: f64) -> String {
    of_three_digits(alike(value))
}

fn of_three_digits(value: f64) -> String {
    let magnitude = value.abs();
    if magnitude >= 1e6 {
        scientific(value)
    } else if magnitude >= 99.95 {
        rounded(value, 0)
    } else if magnitude >= 9.995 {
        rounded(value, 1)
    } else {
        rounded(value, 2)
    }
}

/// A percentage: one decimal below ten, none above. What a broken agent says is told as it is.
pub fn percent(value: f64) -> String {
    let value = alike(value);
    if value.abs() >= 1e6 {
        scientific(value)
    } else if value.abs() < 9.95 {
        rounded(value, 1)
    } else {
        rounded(value, 0)
    }
}

/// Degrees of temperature: one decimal.
pub fn degrees(value: f64) -> String {
    rounded(alike(value), 1)
}

/// So many decimals; what rounds to nothing has no sign.
fn rounded(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    match text.strip_prefix('-') {
        Some(size) if size.bytes().all(|byte| matches!(byte, b'0' | b'.')) => size.to_owned(),
        _ => text,
    }
}

/// `1.00e300`.
fn scientific(value: f64) -> String {
    format!("{value:.2e}")
}

/// The share of `used` in `total` in percent; `None` where either is not known.
pub fn share(used: Option<u64>, total: u64) -> Option<f64> {
    let used = used.filter(|_| total > 0)?;
    Some(used as f64 / total as f64 * 100.0)
}

/// How heavy a load is: the thresholds of every meter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Below 70 %.
    Normal,
    /// From 70 %.
    High,
    /// From 90 %.
    Critical,
}

impl Level {
    /// Judges a percentage.
    pub fn of(percent: f64) -> Self {
        if percent >= 90.0 {
            Self::Critical
        } else if percent >= 70.0 {
            Self::High
        } else {
            Self::Normal
        }
    }
}

/// A length of time in the largest unit that fits, cut, not rounded: somebody who is 23 hours gone
/// is not a day gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// Less than a minute.
    Moments,
    /// Minutes below an hour.
    Minutes(u64),
    /// Hours below a day.
    Hours(u64),
    /// Days.
    Days(u64),
}

impl Span {
    /// Of seconds.
    pub fn of_seconds(seconds: u64) -> Self {
        match seconds {
            0..60 => Self::Moments,
            60..3_600 => Self::Minutes(seconds / 60),
            3_600..86_400 => Self::Hours(seconds / 3_600),
            _ => Self::Days(seconds / 86_400),
        }
    }

    /// Of milliseconds; what lies ahead counts as a moment.
    pub fn of_ms(ms: i64) -> Self {
        Self::of_seconds(u64::try_from(ms / 1000).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(quantity: &Quantity) -> String {
        format!("{} {}", quantity.value, quantity.unit)
    }

    #[test]
    fn bytes_have_three_significant_digits() {
        for (bytes, expected) in [
            (0, "0 B"),
            (999, "999 B"),
            (1023, "1.00 KiB"),
            (1024, "1.00 KiB"),
            (25_276_518_400, "23.5 GiB"),
            (1_073_741_824 * 999, "999 GiB"),
            (1_073_741_824 * 1000, "0.98 TiB"),
            (u64::MAX, "16.0 EiB"),
        ] {
            assert_eq!(text(&memory(bytes)), expected);
        }
        assert_eq!(text(&traffic(45_683_743_202)), "45.7 GB");
        assert_eq!(text(&traffic(999_499)), "999 KB");
        assert_eq!(text(&traffic(999_500)), "1.00 MB");
        assert_eq!(text(&speed(78_570)), "78.6 KB/s");
    }

    #[test]
    fn plain_numbers_keep_three_digits_and_stay_short() {
        for (value, expected) in [
            (0.0, "0.00"),
            (0.416, "0.42"),
            (9.994, "9.99"),
            (9.996, "10.0"),
            (99.96, "100"),
            (1e300, "1.00e300"),
        ] {
            assert_eq!(three_digits(value), expected);
        }
    }

    #[test]
    fn zeros_at_the_end_are_left_out() {
        for (value, decimals, expected) in [
            (0.122_999_996, 3, "0.123"),
            (170.7918, 3, "170.792"),
            (100.0, 3, "100"),
            (0.0, 3, "0"),
            (10.5, 3, "10.5"),
            (100.0, 0, "100"),
            (-1.0, 3, "-1"),
            (-0.0, 3, "0"),
            (-0.000_4, 3, "0"),
            (3.4e38, 3, "3.40e38"),
        ] {
            assert_eq!(at_most(value, decimals), expected);
        }
    }

    #[test]
    fn degrees_around_nothing_have_no_sign_of_their_own() {
        for (value, expected) in [(44.46, "44.5"), (-3.0, "-3.0"), (-0.04, "0.0")] {
            assert_eq!(degrees(value), expected);
        }
    }

    #[test]
    fn a_percentage_beyond_a_hundred_is_told() {
        assert_eq!(percent(104.2), "104");
        assert_eq!(percent(0.5), "0.5");
        assert_eq!(percent(9.96), "10");
        assert_eq!(share(Some(1), 0), None);
        assert_eq!(Level::of(69.9), Level::Normal);
        assert_eq!(Level::of(90.0), Level::Critical);
    }

    #[test]
    fn spans_are_cut_not_rounded() {
        assert_eq!(Span::of_seconds(59), Span::Moments);
        assert_eq!(Span::of_seconds(86_399), Span::Hours(23));
        assert_eq!(Span::of_ms(-1_000), Span::Moments);
        assert_eq!(Span::of_seconds(37 * 86_400 + 1), Span::Days(37));
    }
}
