//! The latencies as a plot shows them.

use super::desk::Desk;
use super::labels::LatencyLabels;
use crate::chart::{Base, Chrome, Clip, Labels, Series, Span, ValueAxis, View, Zone, readings};
use crate::features::server::local_time::LocalZone;
use crate::ui::old::{Plotted, Scheme};
use leptos::prelude::*;

/// The chart, or the strip below it that always shows everything.
pub(super) struct LatencySource {
    desk: Desk,
    labels: LatencyLabels,
    scheme: Scheme,
    is_strip: bool,
}

impl LatencySource {
    pub(super) fn new(desk: Desk, scheme: Scheme) -> Self {
        Self {
            desk,
            labels: LatencyLabels::new(desk.words),
            scheme,
            is_strip: false,
        }
    }

    pub(super) fn strip(desk: Desk, scheme: Scheme) -> Self {
        Self {
            is_strip: true,
            ..Self::new(desk, scheme)
        }
    }

    /// What the drawn monitors say at a time, in words.
    fn words_at(&self, at_ms: i64) -> String {
        let mut text = self.labels.moment(at_ms);
        self.desk.lend(&mut |series| {
            for reading in readings(series, at_ms) {
                let Some(one) = series.get(reading.series) else {
                    continue;
                };
                let values = one.values().get(reading.samples.clone());
                for (index, value) in reading.samples.zip(values.unwrap_or_default()) {
                    text.push_str("; ");
                    text.push_str(one.name);
                    text.push_str(": ");
                    text.push_str(&self.labels.reading(*value, one.class(index)));
                }
            }
        });
        text
    }
}

impl Plotted for LatencySource {
    fn lend(&self, take: &mut dyn FnMut(&[Series<'_>])) {
        self.desk.lend(take);
    }

    fn view(&self, width: f64, height: f64, ratio: f64) -> Option<View> {
        let clip = self.desk.clip.try_get_untracked()?;
        let clip = match clip.as_str() {
            "off" => Clip::Off,
            "auto" => Clip::Automatic,
            // Whole numbers: reading others takes the tables of all floats.
            cap => cap
                .parse::<u32>()
                .map_or(Clip::Automatic, |cap| Clip::Cap(cap.into())),
        };
        let (span, chrome) = if self.is_strip {
            (self.desk.extent()?, Chrome::Strip)
        } else {
            (self.desk.span()?, Chrome::Full)
        };
        Some(View {
            width,
            height,
            ratio,
            span,
            clip: if self.is_strip { Clip::Automatic } else { clip },
            axis: ValueAxis {
                base: Base::Decimal,
                low: Some(0.0),
                high: None,
                least_step: 0.0,
            },
            chrome,
            has_fill: true,
            gutter: 0.0,
        })
    }

    fn extent(&self) -> Option<Span> {
        self.desk.extent()
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

    fn drawn(&self) {
        if !self.is_strip {
            self.desk.was_drawn();
        }
    }

    fn look_at(&self, span: Option<Span>) {
        self.desk.look_at(span);
    }

    fn point_at(&self, at_ms: Option<i64>, by_key: bool) {
        if by_key && let Some(at_ms) = at_ms {
            let words = self.words_at(at_ms);
            self.desk.spoken.set(words);
        }
    }
}
