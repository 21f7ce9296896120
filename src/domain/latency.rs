//! Latency histories as the dashboard records them.

use std::ops::Range;

use crate::domain::latency_cap::Cap;
use crate::domain::loss::{self, SampleClass};
use crate::domain::plausible::named;
use crate::domain::rhythm::Rhythm;
use crate::domain::rules::MonitorRules;
use crate::domain::server::ServerId;
use crate::domain::time::{TimeRange, UnixMillis};

/// A monitor's id. Names repeat, ids do not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonitorId(pub u64);

/// One recorded value of a monitor: the mean of a few probes, failed ones counted as 0, then
/// capped once. Made from the series when asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// When, cut to the minute; several samples may share one.
    pub at: UnixMillis,
    /// Milliseconds as the wire's 32-bit number; 0 when every probe failed. Never negative, always
    /// finite.
    pub delay_ms: f32,
    /// What the value means.
    pub class: SampleClass,
}

/// Times and values of one monitor, in order of time.
///
/// Two arrays beside each other, because a sample of a time and a value in one struct would be
/// padded to 16 bytes before anything is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    times: Vec<i64>,
    values: Vec<f32>,
}

impl Series {
    /// A series of unix milliseconds and the latency in milliseconds at each; `None` when the
    /// arrays differ in length, because nothing says which value belongs to which time.
    ///
    /// A value that is no latency (NaN, infinite or below 0; V0 sends none) is left out with its
    /// time, as if the row were missing. The rest is put in order of time: the wire's order is that
    /// of the database's text and breaks around a change of time zone. Samples that share a minute
    /// are all kept, in the wire's order.
    #[inline(never)]
    pub fn new(mut times: Vec<i64>, mut values: Vec<f32>) -> Option<Self> {
        if times.len() != values.len() {
            return None;
        }
        if !times.is_sorted() || !values.iter().copied().all(is_latency) {
            let samples = times.iter().copied().zip(values.iter().copied());
            let mut samples: Vec<(i64, f32)> =
                samples.filter(|(_, value)| is_latency(*value)).collect();
            // Stable, so that those of one minute stay in the wire's order.
            samples.sort_by_key(|(at, _)| *at);
            (times, values) = samples.into_iter().unzip();
        }
        for value in &mut values {
            // -0.0 is no other value than 0, but sorts and reads like one.
            *value = value.abs();
        }
        times.shrink_to_fit();
        values.shrink_to_fit();
        Some(Self { times, values })
    }
}

fn is_latency(value: f32) -> bool {
    value.is_finite() && value >= 0.0
}

/// The last 24 hours of one monitor of one server: 13 bytes a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct MonitorHistory {
    /// The monitor.
    pub monitor_id: MonitorId,
    /// The server it measures from.
    pub server_id: ServerId,
    /// Today's name, even for old samples; not unique, may be empty.
    pub name: String,
    series: Series,
    classes: Vec<SampleClass>,
    rhythm: Rhythm,
    cap: Cap,
}

impl MonitorHistory {
    /// A history, each sample of it judged by the rules and the cap that holds for it.
    #[inline(never)]
    pub fn new(
        monitor_id: MonitorId,
        server_id: ServerId,
        name: String,
        series: Series,
        rules: &MonitorRules,
        cap: Cap,
    ) -> Self {
        let rhythm = Rhythm::of(&series.times);
        let rules = MonitorRules {
            latency_cap_ms: cap.ms(),
            ..*rules
        };
        let classes = loss::classify(&series.times, &series.values, rhythm.gap_after_ms, &rules);
        Self {
            monitor_id,
            server_id,
            name,
            series,
            classes,
            rhythm,
            cap,
        }
    }

    /// What it is called: by its number where it has no name.
    pub fn title(&self) -> String {
        named(self.name.clone(), self.monitor_id.0)
    }

    /// The cap of its samples, as far as it is known.
    pub fn cap(&self) -> Cap {
        self.cap
    }

    /// Unix milliseconds, ascending; as many as there are samples.
    pub fn times(&self) -> &[i64] {
        &self.series.times
    }

    /// Milliseconds, finite and not negative; one for each time.
    pub fn values(&self) -> &[f32] {
        &self.series.values
    }

    /// What each sample means; one for each time.
    pub fn classes(&self) -> &[SampleClass] {
        &self.classes
    }

    /// How often the monitor measures, and from when on a pause is a gap.
    pub fn rhythm(&self) -> Rhythm {
        self.rhythm
    }

    /// How many samples there are.
    pub fn len(&self) -> usize {
        self.series.times.len()
    }

    /// Whether there is no sample at all.
    pub fn is_empty(&self) -> bool {
        self.series.times.is_empty()
    }

    /// Whether there are samples and every one is lost. That need not be the line: a name that does
    /// not resolve, missing rights for ICMP and an agent told not to probe look the same.
    pub fn is_without_answer(&self) -> bool {
        !self.is_empty() && self.classes.iter().all(|class| *class == SampleClass::Lost)
    }

    /// One sample by its place in the arrays.
    pub fn sample(&self, place: usize) -> Option<Sample> {
        Some(Sample {
            at: UnixMillis(*self.series.times.get(place)?),
            delay_ms: *self.series.values.get(place)?,
            class: *self.classes.get(place)?,
        })
    }

    /// All samples in order of time.
    pub fn samples(&self) -> impl ExactSizeIterator<Item = Sample> + '_ {
        self.samples_at(0..self.len())
    }

    /// The samples at these places; places beyond the end have none.
    pub fn samples_at(&self, places: Range<usize>) -> impl ExactSizeIterator<Item = Sample> + '_ {
        let times = self.series.times.get(places.clone()).unwrap_or_default();
        let values = self.series.values.get(places.clone()).unwrap_or_default();
        let classes = self.classes.get(places).unwrap_or_default();
        times
            .iter()
            .zip(values)
            .zip(classes)
            .map(|((at, value), class)| Sample {
                at: UnixMillis(*at),
                delay_ms: *value,
                class: *class,
            })
    }

    /// The places of the samples in a stretch of time, both ends included.
    pub fn places_in(&self, range: TimeRange) -> Range<usize> {
        let times = &self.series.times;
        let start = times.partition_point(|at| *at < range.from.0);
        let end = times.partition_point(|at| *at <= range.to.0);
        start..end.max(start)
    }

    /// Bytes the arrays hold on the heap, room that is not in use included.
    pub fn buffer_bytes(&self) -> usize {
        self.series.times.capacity() * size_of::<i64>()
            + self.series.values.capacity() * size_of::<f32>()
            + self.classes.capacity() * size_of::<SampleClass>()
    }
}
