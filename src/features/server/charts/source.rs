//! A live chart as a plot shows it.

use super::desk::Desk;
use super::labels::{ChartLabels, series_name};
use crate::chart::{Base, Chrome, Clip, Ink, Labels, Series, Span, ValueAxis, View, Zone};
use crate::chart::{Class, readings};
use crate::domain::live_chart::{LiveChart, Scale};
use crate::features::server::local_time::{LocalZone, time_of_day};
use crate::ui::{Plotted, Scheme};
use leptos::prelude::*;

/// One of the charts.
pub(super) struct ChartSource {
    desk: Desk,
    labels: ChartLabels,
    scheme: Scheme,
}

/// The colour of the so-manieth series. Blue comes first: the orange that does elsewhere would look
/// like a warning beside the meters.
pub(super) fn ink(index: usize) -> Ink {
    let hues = [3, 0, 2, 5, 4, 1];
    Ink {
        hue: hues.get(index % hues.len()).copied().unwrap_or_default(),
        ..Ink::of_index(index)
    }
}

impl ChartSource {
    pub(super) fn new(desk: Desk, chart: LiveChart, scheme: Scheme) -> Self {
        Self {
            desk,
            labels: ChartLabels { desk, chart },
            scheme,
        }
    }

    /// What the chart says at a time, in words.
    fn words_at(&self, at_ms: i64) -> String {
        let mut text = time_of_day(at_ms, true);
        self.lend(&mut |series| {
            for (one, reading) in series.iter().zip(readings(series, at_ms)) {
                let values = one.values().get(reading.samples).unwrap_or_default();
                let value = values.iter().find(|value| !value.is_nan());
                text.push_str("; ");
                text.push_str(one.name);
                text.push_str(": ");
                text.push_str(&match value {
                    Some(value) => self.labels.reading(*value, Class::Normal),
                    None => self.labels.no_reading(),
                });
            }
        });
        text
    }
}

impl Plotted for ChartSource {
    fn lend(&self, take: &mut dyn FnMut(&[Series<'_>])) {
        let texts = self.desk.texts;
        self.desk.lend(&mut |recording| {
            let chosen = self.desk.sensors.try_get_untracked().unwrap_or_default();
            let figures = self.labels.chart.series(recording, &chosen);
            let name = |figure| series_name(texts, figure, recording);
            let names: Vec<String> = figures.iter().copied().map(name).collect();
            let mut series = Vec::with_capacity(figures.len());
            for (index, (figure, name)) in figures.iter().zip(&names).enumerate() {
                let one = Series::new(recording.times(), recording.values(*figure), &[]);
                series.push(one.named(name).inked(ink(index)));
            }
            take(&series);
        });
    }

    fn view(&self, width: f64, height: f64, ratio: f64) -> Option<View> {
        let scale = self.labels.chart.scale();
        Some(View {
            width,
            height,
            ratio,
            span: self.desk.span()?,
            clip: Clip::Off,
            axis: ValueAxis {
                base: Base::Decimal,
                low: (scale != Scale::Celsius).then_some(0.0),
                high: (scale == Scale::Percent).then_some(100.0),
                least_step: if matches!(scale, Scale::Count | Scale::Speed) {
                    1.0
                } else {
                    0.0
                },
            },
            chrome: Chrome::Full,
            has_fill: true,
            gutter: 0.0,
        })
    }

    /// The stretch is the last hour's, and the wheel is the page's.
    fn extent(&self) -> Option<Span> {
        None
    }

    fn labels(&self) -> &dyn Labels {
        &self.labels
    }

    fn zone(&self) -> &dyn Zone {
        &LocalZone
    }

    fn is_dark(&self) -> bool {
        self.scheme.0.try_get_untracked().unwrap_or_default()
    }

    fn waits_for_sight(&self) -> bool {
        true
    }

    fn look_at(&self, _: Option<Span>) {}

    fn point_at(&self, at_ms: Option<i64>, by_key: bool) {
        self.desk.point_at(at_ms);
        if by_key && let Some(at_ms) = at_ms {
            let words = self.words_at(at_ms);
            self.desk.spoken.set(words);
        }
    }

    /// Not that of the chart of latencies: these are drawn with every message.
    fn mark(&self) -> &'static str {
        "lotus:live-chart-drawn"
    }
}
