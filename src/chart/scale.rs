//! Between data and pixels: projections in both directions, and the visible range.

/// A range of time, unix milliseconds, both ends within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first millisecond.
    pub from_ms: i64,
    /// The last millisecond; not before the first.
    pub to_ms: i64,
}

impl Span {
    /// A range; the ends may come in either order.
    pub fn new(one_ms: i64, other_ms: i64) -> Self {
        Self {
            from_ms: one_ms.min(other_ms),
            to_ms: one_ms.max(other_ms),
        }
    }

    /// How long it is, milliseconds.
    pub fn width_ms(self) -> i64 {
        self.to_ms.saturating_sub(self.from_ms)
    }

    /// Whether a time lies within.
    pub fn contains(self, at_ms: i64) -> bool {
        (self.from_ms..=self.to_ms).contains(&at_ms)
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            from_ms: self.from_ms.min(other.from_ms),
            to_ms: self.to_ms.max(other.to_ms),
        }
    }

    /// Moved into `extent` without a change of width; as wide as `extent` where it is wider.
    #[must_use]
    pub fn clamped(self, extent: Self) -> Self {
        if self.width_ms() >= extent.width_ms() {
            return extent;
        }
        let by_ms = if self.from_ms < extent.from_ms {
            extent.from_ms - self.from_ms
        } else if self.to_ms > extent.to_ms {
            extent.to_ms - self.to_ms
        } else {
            0
        };
        self.shifted(by_ms)
    }

    /// Moved by so many milliseconds and stopped at the ends of `extent`.
    #[must_use]
    pub fn panned(self, by_ms: i64, extent: Self) -> Self {
        self.shifted(by_ms).clamped(extent)
    }

    /// Made `factor` times as wide about a time that stays where it is on the screen: below one
    /// zooms in. Never narrower than `least_ms`, never wider than `extent`, and within it.
    #[must_use]
    pub fn zoomed(self, anchor_ms: i64, factor: f64, least_ms: i64, extent: Self) -> Self {
        let width = self.width_ms();
        let most_ms = extent.width_ms();
        let wanted = rounded(width as f64 * factor.max(0.0));
        let new_width = wanted.max(least_ms.min(most_ms)).min(most_ms);
        let anchor_ms = anchor_ms.min(self.to_ms).max(self.from_ms);
        let share = if width > 0 {
            (anchor_ms - self.from_ms) as f64 / width as f64
        } else {
            0.5
        };
        let from_ms = anchor_ms.saturating_sub(rounded(new_width as f64 * share));
        let zoomed = Self {
            from_ms,
            to_ms: from_ms.saturating_add(new_width),
        };
        zoomed.clamped(extent)
    }

    fn shifted(self, by_ms: i64) -> Self {
        Self {
            from_ms: self.from_ms.saturating_add(by_ms),
            to_ms: self.to_ms.saturating_add(by_ms),
        }
    }
}

/// Time to pixels from the left and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeScale {
    /// What is shown.
    pub span: Span,
    /// Where the span begins, device pixels.
    pub left: f64,
    /// How wide it is drawn, device pixels.
    pub width: f64,
}

impl TimeScale {
    /// Where a time lies, device pixels; outside the plot for times outside the span.
    pub fn x(&self, at_ms: i64) -> f64 {
        let length = self.span.width_ms().max(1) as f64;
        let since = at_ms.saturating_sub(self.span.from_ms) as f64;
        self.left + since / length * self.width
    }

    /// Which time lies there, to the nearest millisecond. The way back of [`Self::x`] is exact.
    pub fn time_ms(&self, x: f64) -> i64 {
        if self.width <= 0.0 {
            return self.span.from_ms;
        }
        let length = self.span.width_ms().max(1) as f64;
        let since = (x - self.left) / self.width * length;
        self.span.from_ms.saturating_add(rounded(since))
    }
}

/// Values to pixels from the top and back.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ValueScale {
    /// The value at the bottom edge.
    pub low: f64,
    /// The value at the top edge; above `low`.
    pub high: f64,
    /// The top edge, device pixels.
    pub top: f64,
    /// How high it is drawn, device pixels.
    pub height: f64,
}

impl ValueScale {
    /// Where a value lies, device pixels; outside the plot for values outside the range.
    pub fn y(&self, value: f64) -> f64 {
        self.top + (self.high - value) / (self.high - self.low) * self.height
    }

    /// Where a value is drawn: like [`Self::y`], kept between the top and the bottom edge.
    pub fn y_within(&self, value: f64) -> f64 {
        within(self.y(value), self.top, self.top + self.height)
    }

    /// Which value lies there.
    pub fn value(&self, y: f64) -> f64 {
        if self.height <= 0.0 {
            return self.low;
        }
        self.high - (y - self.top) / self.height * (self.high - self.low)
    }
}

/// The value, or the nearer of the two ends; the lower one for NaN. (`f64::clamp` can panic, and
/// its message brings the formatting of floats along: 15 KB.)
pub(super) fn within(value: f64, low: f64, high: f64) -> f64 {
    value.max(low).min(high)
}

/// The nearest whole number, upwards from a half; what does not fit saturates.
#[expect(clippy::cast_possible_truncation)]
fn rounded(value: f64) -> i64 {
    (value + 0.5).floor() as i64
}

/// The nearest whole pixel, as [`rounded`]. (`f64::round` is no instruction of wasm.)
#[expect(clippy::cast_possible_truncation)]
pub(super) fn px(value: f64) -> i32 {
    (value + 0.5).floor() as i32
}
