//! The words of the live charts.

use super::desk::Desk;
use crate::chart::{Class, Labels};
use crate::domain::live_chart::LiveChart;
use crate::domain::recording::{Figure, Recording};
use crate::domain::time::UnixMillis;
use crate::domain::units::{self, Span};
use crate::features::server::facts::sensor_name;
use crate::features::server::local_time::time_of_day;
use crate::i18n::Texts;
use crate::platform::intl::on_clock;

/// What a chart is called.
pub(super) fn title(texts: &Texts, chart: LiveChart) -> &'static str {
    match chart {
        LiveChart::Cpu => texts.cpu,
        LiveChart::Memory => texts.memory,
        LiveChart::Swap => texts.swap,
        LiveChart::Disk => texts.disk,
        LiveChart::Network => texts.section_network,
        LiveChart::Load => texts.load,
        LiveChart::Connections => texts.connections,
        LiveChart::Processes => texts.processes,
        LiveChart::Gpu => texts.gpu_use,
        LiveChart::Temperatures => texts.section_sensors,
    }
}

/// What a figure is called among those of its chart.
pub(super) fn series_name(texts: &Texts, figure: Figure, recording: &Recording) -> String {
    let minutes = |minutes: u64| texts.span(Span::Minutes(minutes));
    match figure {
        Figure::NetOut => texts.upload.to_owned(),
        Figure::NetIn => texts.download.to_owned(),
        Figure::Load1 => minutes(1),
        Figure::Load5 => minutes(5),
        Figure::Load15 => minutes(15),
        Figure::Tcp => "TCP".to_owned(),
        Figure::Udp => "UDP".to_owned(),
        Figure::Sensor(place) => {
            let place = usize::from(place);
            let name = recording.sensors.get(place).cloned();
            sensor_name(name.unwrap_or_default(), place, texts)
        }
        Figure::Cpu => title(texts, LiveChart::Cpu).to_owned(),
        Figure::Memory => title(texts, LiveChart::Memory).to_owned(),
        Figure::Swap => title(texts, LiveChart::Swap).to_owned(),
        Figure::Disk => title(texts, LiveChart::Disk).to_owned(),
        Figure::Processes => title(texts, LiveChart::Processes).to_owned(),
        Figure::Gpu => title(texts, LiveChart::Gpu).to_owned(),
    }
}

/// Words for one chart, in the language that is shown.
pub(super) struct ChartLabels {
    pub(super) desk: Desk,
    pub(super) chart: LiveChart,
}

impl Labels for ChartLabels {
    fn unit(&self, top: f64) -> String {
        self.chart.scale().unit(top).to_owned()
    }

    fn tick(&self, value: f64, step: f64, top: f64) -> String {
        let number = self.chart.scale().tick(value, step, top);
        self.desk.texts.grouped(&number)
    }

    fn reading(&self, value: f32, _: Class) -> String {
        let texts = self.desk.texts;
        let mut text = texts.quantity(&self.chart.scale().quantity(value));
        let bytes = match self.chart.figures() {
            [figure] => self.desk.read(|recording| recording.bytes(*figure, value)),
            _ => None,
        };
        if let Some(bytes) = bytes {
            text.push_str(" · ");
            text.push_str(&texts.quantity(&units::memory(bytes)));
        }
        text.truncate(text.trim_end().len());
        text
    }

    fn no_reading(&self) -> String {
        self.desk.texts.no_sample.to_owned()
    }

    fn time(&self, at_ms: i64, step_ms: i64) -> String {
        time_of_day(at_ms, step_ms < 60_000)
    }

    fn day(&self, at_ms: i64) -> String {
        self.desk.texts.day(on_clock(UnixMillis(at_ms)))
    }

    fn moment(&self, at_ms: i64) -> String {
        time_of_day(at_ms, true)
    }
}
