//! Latency histories as monitors of the fleet would have written them.

use std::f64::consts::TAU;

use super::catalog::City;
use super::noise::Key;
use super::profile::Profile;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;
/// V0's default for the largest value of a row.
const CAP_MS: f64 = 1_000.0;
/// V0's default for the probes of a row, one every 30 seconds.
const PROBES: i64 = 2;

/// What a monitor of the fleet measures to.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) name: &'static str,
    /// Degrees north and east; `None` for a network that is near everybody.
    at: Option<(f64, f64)>,
    /// How much its evenings slow it down, from 0.
    crowd: f64,
}

const fn place(name: &'static str, at: Option<(f64, f64)>, crowd: f64) -> Place {
    Place { name, at, crowd }
}

/// The monitors. Two share a name, as V0 allows.
pub(super) static PLACES: [Place; 7] = [
    place("上海电信", Some((31.2, 121.5)), 0.9),
    place("上海联通", Some((31.2, 121.5)), 0.5),
    place("上海移动", Some((31.2, 121.5)), 0.6),
    place("Cloudflare", None, 0.1),
    place("Tokyo", Some((35.7, 139.7)), 0.15),
    place("Frankfurt", Some((50.1, 8.7)), 0.1),
    place("Cloudflare", None, 0.15),
];

/// The server whose last monitor has never had an answer.
const MUTE_SERVER: u32 = 11;

/// One row a minute from `from_ms` to `to_ms`, both included, oldest first.
pub(super) fn rows(
    profile: &Profile,
    monitor: usize,
    place: &Place,
    from_ms: i64,
    to_ms: i64,
) -> Vec<(i64, f32)> {
    let path = Path::new(profile, monitor, place);
    let first = from_ms.div_euclid(MINUTE_MS) + i64::from(from_ms.rem_euclid(MINUTE_MS) != 0);
    let last = to_ms.div_euclid(MINUTE_MS);
    (first..=last)
        .filter(|minute| !agent_was_down(profile, minute * MINUTE_MS))
        .filter(|minute| !path.key.happens(minute * 16 + 15, 0.001))
        .map(|minute| (minute * MINUTE_MS, path.row(minute)))
        .collect()
}

/// Whether the agent was being updated, or its machine rebooted. Never the first server's, daily
/// that of the second.
fn agent_was_down(profile: &Profile, time_ms: i64) -> bool {
    let probability = match profile.index {
        0 => 0.0,
        1 => 1.0,
        _ => 0.2,
    };
    let key = profile.key.branch(60);
    let length_ms = (4.0 * 60_000.0, 25.0 * 60_000.0);
    key.event(time_ms, 8 * HOUR_MS, probability, length_ms)
        .is_some()
}

/// The way from one server to one place.
struct Path {
    key: Key,
    base_ms: f64,
    jitter_ms: f64,
    crowd: f64,
    longitude: f64,
    healthy: bool,
    /// Whether it fills up for some minutes several times a day.
    clogs: bool,
    mute: bool,
}

impl Path {
    fn new(profile: &Profile, monitor: usize, place: &Place) -> Self {
        let number = u64::try_from(monitor).unwrap_or(0);
        let key = profile.key.branch(61 + number);
        let base_ms = match place.at {
            Some(at) => round_trip_ms(profile.city, at) * key.between(0, 1.2, 1.7),
            None => key.magnitude(1, 0.6, 9.0),
        } + key.between(2, 0.3, 3.0);
        Self {
            base_ms,
            jitter_ms: 0.3 + base_ms * key.between(3, 0.005, 0.04),
            crowd: place.crowd * key.between(4, 0.4, 1.2),
            longitude: place.at.map_or(profile.city.longitude, |at| at.1),
            healthy: profile.index == 0,
            clogs: profile.index % 5 == 1 && monitor == 2,
            mute: profile.index % 97 == MUTE_SERVER && monitor + 1 == PLACES.len(),
            key: key.branch(0),
        }
    }

    /// V0's rule: the mean of the probes, lost ones as 0, then capped. To the thousandth of a
    /// millisecond.
    fn row(&self, minute: i64) -> f32 {
        if self.mute {
            return 0.0;
        }
        let probes = (0..PROBES).map(|probe| self.probe_ms(minute, probe).unwrap_or(0.0));
        let mean_ms = probes.sum::<f64>() / PROBES as f64;
        narrow((mean_ms.min(CAP_MS) * 1_000.0).round() / 1_000.0)
    }

    /// One probe's delay; `None` when it was lost.
    fn probe_ms(&self, minute: i64, probe: i64) -> Option<f64> {
        let time_ms = minute * MINUTE_MS + probe * 30_000;
        let counter = minute * 16 + probe * 4;
        let evening = self.evening(time_ms);
        if self.key.happens(counter, self.loss(time_ms, evening)) {
            return None;
        }
        let drift = self.key.branch(1).walk(time_ms, 40 * MINUTE_MS);
        let chance = self.key.unit(counter + 1);
        // Few probes are late, and those that are may be late by much.
        let jitter = self.jitter_ms * (chance + 0.2 / (1.02 - chance) + drift);
        let crowded = self.base_ms.max(20.0) * 0.6 * self.crowd * evening;
        let spike = if self.key.happens(counter + 2, 0.004) {
            self.key.magnitude(counter + 3, 40.0, 900.0)
        } else {
            0.0
        };
        let clogged = self.clogged_ms(time_ms, counter);
        Some((self.base_ms + jitter + crowded + spike + clogged).max(0.2))
    }

    /// From 0 for most of the day to 1 at nine in the evening of the monitor's place.
    fn evening(&self, time_ms: i64) -> f64 {
        let day = (time_ms as f64 / HOUR_MS as f64 + self.longitude / 15.0) / 24.0;
        let near = (TAU * (day - 21.0 / 24.0)).cos();
        near.max(0.0).powi(3)
    }

    /// The probability that a probe is lost: hardly ever, more in crowded evenings, often while
    /// something is broken on the way.
    fn loss(&self, time_ms: i64, evening: f64) -> f64 {
        if self.healthy {
            return 0.001;
        }
        let broken = self.key.branch(2);
        let length_ms = (3.0 * 60_000.0, 25.0 * 60_000.0);
        let outage = broken
            .event(time_ms, 3 * HOUR_MS, 0.25, length_ms)
            .map_or(0.0, |event| broken.branch(2).between(event.slot, 0.3, 1.3));
        0.002 + 0.05 * self.crowd * evening + outage
    }

    /// What is added while the way is so full that connections wait for seconds.
    fn clogged_ms(&self, time_ms: i64, counter: i64) -> f64 {
        let probability = match (self.healthy, self.clogs) {
            (true, _) => 0.0,
            (_, true) => 1.0,
            _ => 0.03,
        };
        let full = self.key.branch(3);
        let length_ms = (5.0 * 60_000.0, 12.0 * 60_000.0);
        full.event(time_ms, 6 * HOUR_MS, probability, length_ms)
            .map_or(0.0, |_| full.branch(2).magnitude(counter, 900.0, 4_000.0))
    }
}

/// The least a round trip takes: light in glass, there and back along the great circle
/// (haversine).
fn round_trip_ms(city: &City, at: (f64, f64)) -> f64 {
    const EARTH_RADIUS_KM: f64 = 6_371.0;
    const KM_PER_MS: f64 = 200.0;
    let (latitude, longitude) = (city.latitude.to_radians(), city.longitude.to_radians());
    let (other_latitude, other_longitude) = (at.0.to_radians(), at.1.to_radians());
    let half_chord = ((other_latitude - latitude) / 2.0).sin().powi(2)
        + latitude.cos()
            * other_latitude.cos()
            * ((other_longitude - longitude) / 2.0).sin().powi(2);
    2.0 * 2.0 * EARTH_RADIUS_KM * half_chord.sqrt().asin() / KM_PER_MS
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "V0 keeps delays in 32 bits, and the fraction it loses is what clients see"
)]
fn narrow(value: f64) -> f32 {
    value as f32
}
