//! How servers were in the last hour, as reports came in: what the live charts show.
//!
//! A dashboard keeps no such history, so the page keeps its own, of few servers and in memory alone.

use crate::domain::roster::{Roster, Server};
use crate::domain::rules::MonitorRules;
use crate::domain::sensors;
use crate::domain::server::{Host, Metrics, ServerId};
use crate::domain::status::Status;
use crate::domain::time::{TimeRange, UnixMillis};
use crate::domain::units;

/// How long a report is kept, in whole seconds of the dashboard's clock.
pub const KEPT_SECONDS: i64 = 3_600;

/// The most rows at a time: a report a second, and a break for each ten, because a break takes ten
/// seconds without a report at least.
pub const MOST_ROWS: usize = 3_600 + 360;

/// Room for rows. What is beyond the most is there so that the rows, which must lie in one piece to
/// be drawn, are moved to the front once in a while and not with each report.
const ROOM: usize = MOST_ROWS + MOST_ROWS / 10;

/// A report from so far back is no straggler: the dashboard's clock was set.
const SET_BACK_MS: i64 = 60_000;

/// How many temperatures are kept at most: room for one is taken when it is told first.
pub const MOST_SENSORS: usize = 32;

/// How many figures a row has beside temperatures.
const FIGURES: usize = 13;

/// How many servers are recorded: the one that is open and the eight that were opened before it.
pub const MOST_SERVERS: usize = 9;

/// The stretches that are shown, in minutes: the shortest that holds everything.
const STRETCHES: [i64; 5] = [2, 5, 15, 30, 60];

/// One figure of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figure {
    /// Percent of all cores.
    Cpu,
    /// Percent in use.
    Memory,
    /// Percent in use; absent where there is none.
    Swap,
    /// Percent in use.
    Disk,
    /// Sent, bytes a second.
    NetOut,
    /// Received, bytes a second.
    NetIn,
    /// Load average of one minute.
    Load1,
    /// Load average of five minutes.
    Load5,
    /// Load average of fifteen minutes.
    Load15,
    /// Open TCP connections.
    Tcp,
    /// Open UDP sockets.
    Udp,
    /// Running processes.
    Processes,
    /// Graphics processor use in percent.
    Gpu,
    /// Degrees Celsius of the sensor at this place of [`Recording::sensors`].
    Sensor(u8),
}

impl Figure {
    /// The temperature of the sensor at this place.
    pub fn of_sensor(place: usize) -> Self {
        Self::Sensor(u8::try_from(place).unwrap_or(u8::MAX))
    }

    /// Where it lies among the figures of a row, temperatures behind the others.
    pub fn place(self) -> usize {
        match self {
            Self::Cpu => 0,
            Self::Memory => 1,
            Self::Swap => 2,
            Self::Disk => 3,
            Self::NetOut => 4,
            Self::NetIn => 5,
            Self::Load1 => 6,
            Self::Load5 => 7,
            Self::Load15 => 8,
            Self::Tcp => 9,
            Self::Udp => 10,
            Self::Processes => 11,
            Self::Gpu => 12,
            Self::Sensor(place) => FIGURES + usize::from(place),
        }
    }
}

/// The last hour of one server. Its memory is taken once, and once more for each sensor.
#[derive(Debug)]
pub struct Recording {
    /// The server's id.
    pub id: ServerId,
    /// Whose temperatures are kept, by name, in the order in which they were told first.
    pub sensors: Vec<String>,
    /// The highest that each of them told.
    peaks: Vec<f32>,
    /// Bytes of memory, swap and disk there are.
    totals: [u64; 3],
    /// Unix milliseconds, in order.
    times: Vec<i64>,
    /// The figures, one after the other, each with room for all rows. NaN where there is none.
    figures: Vec<f32>,
    start: usize,
    end: usize,
}

impl Recording {
    /// Of a server, with nothing in it.
    pub fn new(id: ServerId) -> Self {
        Self {
            id,
            sensors: Vec::new(),
            peaks: Vec::new(),
            totals: [0; 3],
            times: vec![0; ROOM],
            figures: vec![f32::NAN; FIGURES * ROOM],
            start: 0,
            end: 0,
        }
    }

    /// Takes in how the server is now. A report is kept once, under the dashboard's time of it; of
    /// several within a second the last. Where none came for so long that the server would be
    /// called offline, a row without figures parts the two. What an offline server last said is not
    /// how it is.
    pub fn hear(&mut self, server: &Server, rules: &MonitorRules) {
        let (Status::Online, Some(at), false) =
            (server.status, server.last_active, server.unreadable)
        else {
            return;
        };
        let at = at.0;
        if let Some(newest) = self.times().last().copied() {
            let (second, newest_second) = (second(at), second(newest));
            if newest.saturating_sub(at) > SET_BACK_MS {
                self.start = self.end;
            } else if at < newest || second < newest_second {
                return;
            } else if second == newest_second {
                self.end -= 1;
            } else if at.saturating_sub(newest) > server.carrier.threshold_ms(rules) {
                self.put(newest, &[f32::NAN; FIGURES], &[]);
            }
        }
        let row = self.row(&server.host, &server.metrics);
        let degrees = self.degrees(&server.metrics);
        self.put(at, &row, &degrees);
        let oldest = second(at).saturating_sub(KEPT_SECONDS);
        let old = self.times().partition_point(|at| second(*at) <= oldest);
        self.start += old;
    }

    fn row(&mut self, host: &Host, metrics: &Metrics) -> [f32; FIGURES] {
        self.totals = [
            host.mem_total_bytes,
            host.swap_total_bytes,
            host.disk_total_bytes,
        ];
        let share = units::share;
        let count = |count: Option<u64>| count.map(|count| count as f64);
        let told = [
            metrics.cpu_percent,
            share(metrics.mem_used_bytes, host.mem_total_bytes),
            share(metrics.swap_used_bytes, host.swap_total_bytes),
            share(metrics.disk_used_bytes, host.disk_total_bytes),
            count(metrics.net_out_speed),
            count(metrics.net_in_speed),
            metrics.load1,
            metrics.load5,
            metrics.load15,
            count(metrics.tcp_connections),
            count(metrics.udp_connections),
            count(metrics.processes),
            metrics.gpu_percent,
        ];
        told.map(|value| value.map_or(f32::NAN, narrow))
    }

    /// The temperatures of a report, one a sensor that is kept. One that is new gets room, in which it
    /// has told nothing so far; one that never told a temperature gets none.
    fn degrees(&mut self, metrics: &Metrics) -> Vec<f32> {
        // Of sensors that share a name each has its own place, in the order they are told.
        let mut degrees: Vec<Option<f32>> = vec![None; self.sensors.len()];
        for sensor in &metrics.temperatures {
            let told = sensor.celsius.map_or(f32::NAN, narrow);
            let mut places = degrees.iter_mut().zip(&self.sensors);
            let place = places.find(|(place, name)| place.is_none() && **name == sensor.name);
            if let Some((place, _)) = place {
                *place = Some(told);
            } else if self.sensors.len() < MOST_SENSORS && !told.is_nan() {
                self.sensors.push(sensor.name.clone());
                self.peaks.push(told);
                self.figures.resize(self.figures.len() + ROOM, f32::NAN);
                degrees.push(Some(told));
            }
        }
        for (peak, told) in self.peaks.iter_mut().zip(&degrees) {
            *peak = peak.max(told.unwrap_or(f32::NAN));
        }
        let degrees = degrees.into_iter();
        degrees.map(|told| told.unwrap_or(f32::NAN)).collect()
    }

    fn put(&mut self, at: i64, row: &[f32; FIGURES], degrees: &[f32]) {
        if self.end - self.start >= MOST_ROWS {
            self.start += 1;
        }
        if self.end >= ROOM {
            let kept = self.start..self.end;
            self.times.copy_within(kept.clone(), 0);
            for figure in self.figures.chunks_exact_mut(ROOM) {
                figure.copy_within(kept.clone(), 0);
            }
            (self.start, self.end) = (0, kept.len());
        }
        if let Some(time) = self.times.get_mut(self.end) {
            *time = at;
        }
        let mut values = row.iter().chain(degrees);
        for figure in self.figures.chunks_exact_mut(ROOM) {
            if let Some(place) = figure.get_mut(self.end) {
                *place = values.next().copied().unwrap_or(f32::NAN);
            }
        }
        self.end += 1;
    }

    /// When the rows were reported, unix milliseconds in order. A break stands at the time of the
    /// row before it.
    pub fn times(&self) -> &[i64] {
        self.times.get(self.start..self.end).unwrap_or_default()
    }

    /// A figure of each row; NaN where the server did not tell it.
    pub fn values(&self, figure: Figure) -> &[f32] {
        let figure = self.figures.chunks_exact(ROOM).nth(figure.place());
        let kept = figure.and_then(|values| values.get(self.start..self.end));
        kept.unwrap_or_default()
    }

    /// In how many rows a figure is told.
    pub fn told(&self, figure: Figure) -> usize {
        let values = self.values(figure).iter();
        values.filter(|value| !value.is_nan()).count()
    }

    /// The sensors that matter, by their places: see [`sensors`]. They are judged by their peaks, so
    /// that two that are about as hot do not take turns.
    pub fn sensors_that_matter(&self) -> Vec<u8> {
        let told = self.sensors.iter().zip(&self.peaks);
        let told = told.map(|(name, peak)| (name.as_str(), *peak));
        sensors::that_matter(&told.collect::<Vec<_>>())
    }

    fn place_in(&self, when: i64) -> Option<usize> {
        let times = self.times();
        let place = times.partition_point(|at| second(*at) < when);
        (second(*times.get(place)?) == when).then_some(place)
    }

    /// The time of the row of a whole second since 1970, if there is one.
    pub fn time_in(&self, when: i64) -> Option<i64> {
        self.times().get(self.place_in(when)?).copied()
    }

    /// A figure in the row of a whole second since 1970, or in the newest.
    pub fn at(&self, figure: Figure, when: Option<i64>) -> Option<f32> {
        let place = match when {
            Some(when) => self.place_in(when)?,
            None => self.times().len().checked_sub(1)?,
        };
        let value = self.values(figure).get(place).copied();
        value.filter(|value| !value.is_nan())
    }

    /// How many bytes a percentage of memory, swap or disk is, as much as there is of it now.
    pub fn bytes(&self, figure: Figure, percent: f32) -> Option<u64> {
        let [memory, swap, disk] = self.totals;
        let total = match figure {
            Figure::Memory => memory,
            Figure::Swap => swap,
            Figure::Disk => disk,
            _ => return None,
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let bytes = (f64::from(percent) / 100.0 * total as f64) as u64;
        Some(bytes)
    }

    /// The stretch that is shown at a time: it ends then and grows in steps, so that the rows do not
    /// move with each report. `None` while nothing was recorded within it.
    pub fn window(&self, now: UnixMillis) -> Option<TimeRange> {
        let (oldest, newest) = (*self.times().first()?, *self.times().last()?);
        let to = now.0.max(newest);
        let length = |minutes: i64| minutes * 60_000;
        let holds_all = |minutes: &i64| to.saturating_sub(oldest) <= length(*minutes);
        let minutes = STRETCHES.into_iter().find(holds_all);
        let from = to.saturating_sub(length(minutes.unwrap_or(60)));
        (newest >= from).then_some(TimeRange {
            from: UnixMillis(from),
            to: UnixMillis(to),
        })
    }
}

/// What charts reckon in; their pixels need no more.
fn narrow(value: f64) -> f32 {
    #[expect(clippy::cast_possible_truncation)]
    let value = value as f32;
    // A load of 1e300 is more than fits.
    if value.is_infinite() { f32::MAX } else { value }
}

fn second(at_ms: i64) -> i64 {
    at_ms.div_euclid(1_000)
}

/// The servers that are recorded, the one that was opened last first.
#[derive(Debug, Default)]
pub struct Recordings(Vec<Recording>);

impl Recordings {
    /// A server's page was opened: it is recorded from now on, if it was not already. Of those that
    /// were opened longest ago what is more than [`MOST_SERVERS`] is forgotten.
    pub fn open(&mut self, id: ServerId) {
        let place = self.0.iter().position(|recording| recording.id == id);
        let recording = match place {
            Some(place) => self.0.remove(place),
            None => Recording::new(id),
        };
        self.0.truncate(MOST_SERVERS - 1);
        self.0.insert(0, recording);
    }

    /// One server's.
    pub fn get(&self, id: ServerId) -> Option<&Recording> {
        self.0.iter().find(|recording| recording.id == id)
    }

    /// Takes in how the fleet is now. What may no longer be seen is forgotten.
    pub fn hear(&mut self, roster: &Roster, rules: &MonitorRules) {
        self.0.retain_mut(|recording| {
            let server = roster.get(recording.id);
            if let Some(server) = server {
                recording.hear(server, rules);
            }
            server.is_some()
        });
    }
}
