//! A day of latency in the few pixels that a card has: a thread on the scale of its own median, so that
//! a good line is straight whatever its length, and an evening's peak is a hill.

use std::fmt::Write;

use crate::domain::latency::MonitorHistory;
use crate::domain::loss::SampleClass;
use crate::domain::stats::{Last, LatencyStats};
use crate::domain::time::{TimeRange, UnixMillis};

/// How many pieces the day has, and how long each is.
const PIECES: u8 = 48;
const PIECE_MS: i64 = 30 * 60 * 1_000;

/// What a piece of the day says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Piece {
    /// The median in milliseconds of the samples that were answered; `None` where there is none.
    median_ms: Option<f32>,
    /// The share of the samples that had no answer at all, 0 to 1.
    lost: f32,
}

/// The latency of a server as one monitor saw it.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// The monitor's id as text.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The newest sample.
    pub last: Option<Last>,
    /// The share of the day's samples that had no answer at all, 0 to 1.
    pub loss: Option<f64>,
    /// The day's median in milliseconds.
    median_ms: Option<f32>,
    /// The oldest first.
    pieces: Vec<Piece>,
}

impl Thread {
    /// The day before a moment.
    pub fn of(history: &MonitorHistory, until: UnixMillis) -> Self {
        let day = TimeRange {
            from: until.plus(-i64::from(PIECES) * PIECE_MS),
            to: until,
        };
        let stats = LatencyStats::of(history, day, until, &mut Vec::new());
        let mut pieces = Vec::with_capacity(PIECES.into());
        let mut all = Vec::new();
        for piece in 0..i64::from(PIECES) {
            let from = day.from.plus(piece * PIECE_MS);
            let range = TimeRange {
                from,
                to: from.plus(PIECE_MS - 1),
            };
            let places = history.places_in(range);
            let count = places.len();
            let samples = history.samples_at(places);
            let answered = samples.filter(|sample| sample.class != SampleClass::Lost);
            let mut answered: Vec<f32> = answered.map(|sample| sample.delay_ms).collect();
            let lost = if count == 0 {
                0.0
            } else {
                (count - answered.len()) as f32 / count as f32
            };
            all.extend_from_slice(&answered);
            pieces.push(Piece {
                median_ms: median(&mut answered),
                lost,
            });
        }
        Self {
            id: history.monitor_id.0.to_string(),
            name: history.title(),
            last: stats.last,
            loss: stats.loss(),
            median_ms: median(&mut all),
            pieces,
        }
    }

    /// Whether a pin means this monitor: by its id, or by its name.
    pub fn is_pinned_as(&self, pin: &str) -> bool {
        let pin = pin.trim();
        self.id == pin || self.name.trim().eq_ignore_ascii_case(pin)
    }

    /// The thread as an SVG path over an area. Where nothing was answered there is none.
    pub fn path(&self, width: f32, height: f32) -> String {
        let middle = self.median_ms.unwrap_or(0.0).max(0.1);
        let step = width / f32::from(PIECES);
        let mut path = String::new();
        let mut is_on = false;
        for (place, piece) in self.pieces.iter().enumerate() {
            let Some(value) = piece.median_ms else {
                is_on = false;
                continue;
            };
            // From half of the median, at the bottom, to twice of it.
            let octaves = (value.max(0.05) / middle).log2().clamp(-1.0, 1.0);
            let y = height * (0.5 - octaves / 2.0);
            let x = step * (place as f32 + 0.5);
            // One piece alone is seen too. A text takes all that is written to it.
            let _ = if is_on {
                write!(path, "L{x:.1} {y:.1}")
            } else {
                write!(path, "M{x:.1} {y:.1}h0.1")
            };
            is_on = true;
        }
        path
    }

    /// Notches at the foot of an area where samples had no answer, as high as their share.
    pub fn notches(&self, width: f32, height: f32) -> String {
        let step = width / f32::from(PIECES);
        let lost = self.pieces.iter().enumerate();
        let lost = lost.filter(|(_, piece)| piece.lost > 0.0);
        let notch = |(place, piece): (usize, &Piece)| {
            let x = step * (place as f32 + 0.5);
            let high = (piece.lost * height).max(2.0);
            format!("M{x:.1} {height:.1}v-{high:.1}")
        };
        lost.map(notch).collect()
    }
}

/// The median of what a server's monitors have, in ms.
pub fn middle_ms(threads: &[Thread]) -> Option<f32> {
    let medians = threads.iter().filter_map(|thread| thread.median_ms);
    median(&mut medians.collect::<Vec<_>>())
}

/// The day's median of the first pin that measures a server, in ms.
pub fn pinned_ms(threads: &[Thread], pins: &[String]) -> Option<f32> {
    let pinned = |pin: &String| threads.iter().find(|thread| thread.is_pinned_as(pin));
    let mut pinned = pins.iter().filter_map(pinned);
    pinned.find_map(|thread| thread.median_ms)
}

/// The worst share of lost packets that a pin saw in the day, 0 to 1.
pub fn worst_loss(threads: &[Thread], pins: &[String]) -> Option<f64> {
    let is_pinned = |thread: &&Thread| pins.iter().any(|pin| thread.is_pinned_as(pin));
    let losses = threads
        .iter()
        .filter(is_pinned)
        .filter_map(|thread| thread.loss);
    losses.max_by(f64::total_cmp)
}

/// The median by nearest rank.
fn median(values: &mut [f32]) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    let rank = values.len().div_ceil(2).checked_sub(1)?;
    values.get(rank).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::latency::{MonitorId, Series};
    use crate::domain::latency_cap::Cap;
    use crate::domain::rules::MonitorRules;
    use crate::domain::server::ServerId;

    const MINUTE: i64 = 60_000;
    const NOW: i64 = 1_800_000_000_000 / MINUTE * MINUTE;

    /// A sample a minute for a day, the value of each by how many minutes ago it was.
    fn thread(value: impl Fn(i64) -> Option<f32>) -> Thread {
        let samples = (1..=1_440).rev().filter_map(|ago| {
            let value = value(ago)?;
            Some((NOW - ago * MINUTE, value))
        });
        let (times, values) = samples.unzip();
        let series = Series::new(times, values).unwrap_or_default();
        let history = MonitorHistory::new(
            MonitorId(7),
            ServerId(1),
            "电信 Net".to_owned(),
            series,
            &MonitorRules::V0,
            Cap::default(),
        );
        Thread::of(&history, UnixMillis(NOW))
    }

    fn heights(thread: &Thread) -> Vec<f32> {
        let path = thread.path(48.0, 10.0);
        let points = path.split(['M', 'L']).skip(1);
        let height = |point: &str| {
            let height = point.split([' ', 'h']).nth(1)?;
            height.parse().ok()
        };
        points.filter_map(height).collect()
    }

    #[test]
    fn a_good_line_is_straight_whatever_its_length() {
        for value in [0.3, 5.0, 250.0] {
            let thread = thread(|_| Some(value));
            assert_eq!(heights(&thread), [5.0; 48], "{value}");
            assert_eq!(thread.notches(48.0, 10.0), "");
            assert_eq!(thread.loss, Some(0.0));
        }
    }

    #[test]
    fn twice_the_median_is_at_the_top_and_more_is_too() {
        let thread = thread(|ago| {
            Some(if ago <= 30 {
                900.0
            } else if ago <= 60 {
                200.0
            } else {
                100.0
            })
        });
        let heights = heights(&thread);
        assert_eq!(heights.get(45..), Some(&[5.0, 0.0, 0.0][..]));
    }

    #[test]
    fn what_is_missing_is_a_gap_and_what_is_lost_a_notch() {
        let thread = thread(|ago| match ago {
            601..=660 => None,
            1..=15 => Some(0.0),
            _ => Some(50.0),
        });
        let path = thread.path(48.0, 10.0);
        assert_eq!(path.matches('M').count(), 2, "{path}");
        assert_eq!(heights(&thread).len(), 46);
        assert_eq!(thread.notches(48.0, 10.0), "M47.5 10.0v-5.0");
        assert_eq!(thread.last, Some(Last::Lost));
        let loss = thread.loss.unwrap_or_default();
        assert!((loss - 15.0 / 1_380.0).abs() < 1e-9, "{loss}");
    }

    #[test]
    fn nothing_is_nothing() {
        let thread = thread(|_| None);
        assert_eq!(thread.path(48.0, 10.0), "");
        assert_eq!((thread.last, thread.loss), (None, None));
    }

    #[test]
    fn pins_mean_ids_and_names() {
        let thread = thread(|_| Some(1.0));
        for (pin, is_meant) in [
            ("7", true),
            (" 电信 NET ", true),
            ("电信", false),
            ("", false),
        ] {
            assert_eq!(thread.is_pinned_as(pin), is_meant, "{pin}");
        }
    }
}
