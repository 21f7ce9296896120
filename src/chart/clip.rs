//! How high the axis goes when peaks are clipped.
//!
//! The rule, for the visible samples that have a value, series by series:
//!
//! - the *normal band* ends at the median plus [`DEVIATIONS`] standard deviations, these estimated
//!   as 1.4826 times the median absolute deviation, which a few spikes cannot move;
//! - it never ends below the [`BAND`] quantile, so a level that lasts is never taken for a peak;
//! - the bound is the highest band of all series times [`HEADROOM`], so a slow series among fast
//!   ones keeps its own band in view;
//! - unless the highest sample exceeds [`GAIN`] times the bound, nothing is clipped at all: it
//!   would hide samples and win next to no room.
//!
//! Quantiles come from a histogram of the leading bits of each value, one pass over the samples and
//! no copy of them; they are right to 3 %, and the quantile of the band is rounded up.

use super::scale::Span;
use super::series::{Class, Series};

/// How many robust standard deviations above the median the normal band ends.
pub const DEVIATIONS: f64 = 8.0;
/// The share of samples that the normal band holds at least.
pub const BAND: f64 = 0.95;
/// How much higher than the normal band the axis goes.
pub const HEADROOM: f64 = 1.25;
/// How many times the bound the highest sample must be for clipping to be worth it.
pub const GAIN: f64 = 1.5;

/// From the median absolute deviation to the standard deviation of a normal distribution.
const DEVIATION_OF_MAD: f64 = 1.4826;

/// Sign, exponent and five bits of the fraction; the order of positive floats is that of their bits.
const SHIFT: u32 = 18;
const BUCKETS: usize = 1 << (31 - SHIFT);

/// The value above which peaks are clipped; `None` where nothing stands out.
pub fn robust_bound(series: &[Series<'_>], span: Span) -> Option<f64> {
    let mut counts = vec![0; BUCKETS];
    let mut deviations = vec![0; BUCKETS];
    let mut band = 0.0_f64;
    let mut highest = 0.0_f32;
    for series in series {
        counts.fill(0);
        let total = count(series, span, &mut counts, &mut highest);
        if total > 0 {
            band = band.max(band_of(&counts, &mut deviations, total));
        }
    }
    let bound = band * HEADROOM;
    (bound > 0.0 && f64::from(highest) > bound * GAIN).then_some(bound)
}

#[inline(never)]
fn count(series: &Series<'_>, span: Span, counts: &mut [u32], highest: &mut f32) -> u32 {
    let visible = series.within(span);
    let classes = series.classes().get(visible.clone()).unwrap_or_default();
    let values = series.values().get(visible).unwrap_or_default();
    let mut total = 0;
    let mut classes = classes.iter();
    for value in values {
        if classes.next() == Some(&Class::Lost) || value.is_nan() {
            continue;
        }
        *highest = highest.max(*value);
        add(counts, *value, 1);
        total += 1;
    }
    total
}

/// Where the normal band of one series ends.
#[inline(never)]
fn band_of(counts: &[u32], deviations: &mut [u32], total: u32) -> f64 {
    let median = middle(quantile(counts, total, 0.5));
    deviations.fill(0);
    for (bucket, count) in counts.iter().enumerate() {
        if *count > 0 {
            add(deviations, (middle(bucket) - median).abs(), *count);
        }
    }
    let mad = middle(quantile(deviations, total, 0.5));
    let fence = f64::from(median) + DEVIATIONS * DEVIATION_OF_MAD * f64::from(mad);
    fence.max(f64::from(upper(quantile(counts, total, BAND))))
}

fn add(counts: &mut [u32], value: f32, by: u32) {
    let bucket = if value > 0.0 {
        (value.to_bits() >> SHIFT) as usize
    } else {
        0
    };
    if let Some(count) = counts.get_mut(bucket) {
        *count += by;
    }
}

/// The bucket of a quantile by nearest rank.
fn quantile(counts: &[u32], total: u32, share: f64) -> usize {
    let rank = (f64::from(total) * share).ceil().max(1.0);
    let mut seen = 0.0;
    counts
        .iter()
        .position(|count| {
            seen += f64::from(*count);
            seen >= rank
        })
        .unwrap_or(0)
}

/// The middle of a bucket; that of the lowest, where nothing is, is nothing.
fn middle(bucket: usize) -> f32 {
    if bucket == 0 {
        return 0.0;
    }
    f32::from_bits(bits(bucket) | 1 << (SHIFT - 1))
}

/// The upper end of a bucket.
fn upper(bucket: usize) -> f32 {
    if bucket == 0 {
        return 0.0;
    }
    f32::from_bits(bits(bucket) | ((1 << SHIFT) - 1))
}

fn bits(bucket: usize) -> u32 {
    u32::try_from(bucket).unwrap_or(0) << SHIFT
}
