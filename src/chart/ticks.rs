//! Where an axis is labelled: round numbers, and times that are round in the viewer's zone.

use super::labels::{Viewer, Zone};
use super::scale::{Span, within};

/// What "round" means for values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// 1, 2 and 5 times a power of ten.
    #[default]
    Decimal,
    /// Powers of two, which are round in KiB, MiB and GiB alike.
    Binary,
}

/// Round values that are `step` apart.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueTicks {
    /// From the lowest to the highest.
    pub values: Vec<f64>,
    /// The distance between two.
    pub step: f64,
}

/// No axis has more labels than this, whatever its numbers are.
const MOST_TICKS: usize = 64;

/// The round values from `low` to `high`, at most about `wanted` of them, never nearer to each
/// other than `least_step`.
pub fn value_ticks(low: f64, high: f64, wanted: f64, least_step: f64, base: Base) -> ValueTicks {
    let range = high - low;
    let is_usable = range.is_finite() && range > 0.0;
    let rough = if is_usable { range } else { 1.0 } / within(wanted, 1.0, MOST_TICKS as f64);
    let step = Step::at_least(rough.max(least_step), base);
    let mut values = Vec::new();
    if is_usable {
        // A tick that is off the edge by an error of arithmetic is still on the edge.
        let slack = range * 1e-9;
        let mut count = ((low - slack) / step.size()).ceil();
        while values.len() < 2 * MOST_TICKS && step.times(count) <= high + slack {
            // `+ 0.0` turns the zero that is "-0" into the one that is not.
            values.push(step.times(count) + 0.0);
            count += 1.0;
        }
    }
    ValueTicks {
        values,
        step: step.size(),
    }
}

/// A round number as a quotient, so that thirty hundredths is the float that is written 0.3.
#[derive(Clone, Copy)]
struct Step {
    numerator: f64,
    denominator: f64,
}

impl Step {
    fn at_least(rough: f64, base: Base) -> Self {
        let (radix, mantissas): (f64, &[f64]) = match base {
            Base::Decimal => (10.0, &[1.0, 2.0, 5.0, 10.0]),
            Base::Binary => (2.0, &[1.0, 2.0]),
        };
        let mut step = Self {
            numerator: 1.0,
            denominator: 1.0,
        };
        while step.size() * radix < rough {
            step.numerator *= radix;
        }
        while step.size() > rough && step.denominator < 1e300 {
            step.denominator *= radix;
        }
        let power = step.numerator;
        for mantissa in mantissas {
            step.numerator = power * mantissa;
            // Twenty and a hair is twenty.
            if step.size() >= rough * (1.0 - 1e-9) {
                break;
            }
        }
        step
    }

    fn size(self) -> f64 {
        self.numerator / self.denominator
    }

    fn times(self, count: f64) -> f64 {
        count * self.numerator / self.denominator
    }
}

/// A labelled time.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeTick {
    /// When, unix milliseconds.
    pub at_ms: i64,
    /// Whether a day of the viewer's zone begins between the tick before and this one; its label
    /// is then the date.
    pub begins_day: bool,
    /// The label.
    pub text: String,
    /// How wide the label is, in the unit of the axis' width.
    pub text_width: f64,
}

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Distances between times, milliseconds.
const STEPS: [i64; 24] = [
    SECOND,
    2 * SECOND,
    5 * SECOND,
    10 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    4 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    364 * DAY,
];

/// Times that are round in the viewer's zone, as many as have room with `gap` between the labels.
/// The axis' `width`, the `size` of the type and the gap are in one unit.
pub fn time_ticks(
    span: Span,
    width: f64,
    size: f64,
    gap: f64,
    viewer: Viewer<'_>,
) -> Vec<TimeTick> {
    let Viewer {
        labels,
        measure,
        zone,
    } = viewer;
    let length = span.width_ms();
    if length <= 0 || width <= 0.0 {
        return Vec::new();
    }
    for step_ms in STEPS {
        let room = step_ms as f64 / length as f64 * width;
        // Cheap to refuse: one label that is typical of this step does not fit.
        if room < gap || room < measure.width(&labels.time(span.from_ms, step_ms), size) + gap {
            continue;
        }
        let ticks = ticks_of(span, step_ms, zone, |at_ms, begins_day| {
            let text = if begins_day {
                labels.day(at_ms)
            } else {
                labels.time(at_ms, step_ms)
            };
            TimeTick {
                at_ms,
                begins_day,
                text_width: measure.width(&text, size),
                text,
            }
        });
        let fits = ticks.windows(2).all(|two| {
            let [one, other] = two else {
                return true;
            };
            let apart = (other.at_ms - one.at_ms) as f64 / length as f64 * width;
            apart >= f64::midpoint(one.text_width, other.text_width) + gap
        });
        if fits {
            return ticks;
        }
    }
    Vec::new()
}

fn ticks_of(
    span: Span,
    step_ms: i64,
    zone: &dyn Zone,
    tick: impl Fn(i64, bool) -> TimeTick,
) -> Vec<TimeTick> {
    let local = |at_ms: i64| at_ms.saturating_add(zone.offset_ms(at_ms));
    let mut ticks = Vec::new();
    let mut at_ms = first_in(span.from_ms, step_ms, &local);
    // The day before the first tick is that of the last round time before the span.
    let mut day = local(at_ms.saturating_sub(step_ms)).div_euclid(DAY);
    while at_ms <= span.to_ms {
        let today = local(at_ms).div_euclid(DAY);
        ticks.push(tick(at_ms, today != day));
        day = today;
        at_ms = after(at_ms, step_ms, &local);
    }
    ticks
}

/// The first round local time in the span.
fn first_in(from_ms: i64, step_ms: i64, local: &impl Fn(i64) -> i64) -> i64 {
    let past = local(from_ms).rem_euclid(step_ms);
    if past == 0 {
        return from_ms;
    }
    let at_ms = after(from_ms - past, step_ms, local);
    if at_ms < from_ms {
        after(at_ms, step_ms, local)
    } else {
        at_ms
    }
}

/// The round local time that follows `at_ms`. Where clocks are put forward or back the distance
/// is shorter or longer than a step, by at most half of one; a step that is no longer than the
/// change goes on as if nothing had happened, so the hour that comes twice is labelled twice.
fn after(at_ms: i64, step_ms: i64, local: &impl Fn(i64) -> i64) -> i64 {
    let next = at_ms.saturating_add(step_ms);
    let past = local(next).rem_euclid(step_ms);
    if past == 0 {
        return next;
    }
    let earlier = next - past;
    let aimed = if earlier > at_ms + step_ms / 2 {
        earlier
    } else {
        next + (step_ms - past)
    };
    if local(aimed).rem_euclid(step_ms) == 0 {
        return aimed;
    }
    // The round time does not exist that day (midnight, in some zones): the clocks skip it at one
    // instant between the two, and that instant stands for it.
    let (mut low, mut high) = (aimed.min(next), aimed.max(next));
    let rounds = |when: i64| local(when).div_euclid(step_ms);
    let before = rounds(low);
    if rounds(high) == before {
        return high;
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if rounds(middle) == before {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
