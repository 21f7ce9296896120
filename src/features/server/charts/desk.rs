//! What the live charts share: the recording, the crosshair, and what is said of both.

use std::rc::Rc;

use crate::chart::Span;
use crate::domain::live_chart::LiveChart;
use crate::domain::recording::{Figure, Recording};
use crate::domain::server::ServerId;
use crate::domain::status::Status;
use crate::features::server::local_time::time_of_day;
use crate::i18n::{Texts, fill};
use crate::live::{Live, ServerStateStoreFields, ServerStore};
use crate::platform::storage::{self, Keep};
use leptos::prelude::*;

/// The state of the section; a copy is as good as the original.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) live: Live,
    pub(super) texts: &'static Texts,
    server: ServerStore,
    id: ServerId,
    /// Changes with every message of the dashboard's.
    pub(super) version: RwSignal<u32>,
    /// The second since 1970 in which the crosshair stands; 0 while there is none. A second has one
    /// row at most.
    pub(super) crosshair: RwSignal<u32>,
    /// The crosshair in words, where it was moved by keys.
    pub(super) spoken: RwSignal<String>,
    /// The sensors that the visitor chose, by their names; empty without a choice.
    pub(super) sensors: RwSignal<Vec<String>>,
}

/// Where the chosen sensors are kept: a name a line.
const SENSORS_KEY: &str = "lotus.sensors";

impl Desk {
    /// Records the server from now on.
    pub(super) fn new(
        live: Live,
        texts: &'static Texts,
        server: ServerStore,
        id: ServerId,
    ) -> Self {
        let desk = Self {
            live,
            texts,
            server,
            id,
            version: RwSignal::new(0),
            crosshair: RwSignal::new(0),
            spoken: RwSignal::default(),
            sensors: RwSignal::new(
                storage::read(Keep::Device, SENSORS_KEY)
                    .map(|names| names.split('\n').map(str::to_owned).collect())
                    .unwrap_or_default(),
            ),
        };
        let told = move || {
            desk.version
                .update(|version| *version = version.wrapping_add(1));
        };
        live.record(id, Rc::new(told));
        desk
    }

    /// Lends the recording.
    pub(super) fn lend(self, take: &mut dyn FnMut(&Recording)) {
        self.live.recording(self.id, take);
    }

    /// What is read of the recording.
    pub(super) fn read<T: Default>(self, read: impl Fn(&Recording) -> T) -> T {
        let mut found = T::default();
        self.lend(&mut |recording| found = read(recording));
        found
    }

    /// The stretch that all charts show.
    pub(super) fn span(self) -> Option<Span> {
        let now = self.live.heard_at().unwrap_or_default();
        let window = self.read(|recording| recording.window(now))?;
        Some(Span::new(window.from.0, window.to.0))
    }

    /// The charts that have something to show; reading it subscribes the reader.
    pub(super) fn standing(self) -> Vec<LiveChart> {
        self.version.get();
        if self.span().is_none() {
            return Vec::new();
        }
        let stands = |chart: &LiveChart| self.read(|recording| chart.points(recording)) > 0;
        LiveChart::ALL.into_iter().filter(stands).collect()
    }

    /// The figures that are drawn in a chart; reading it subscribes the reader.
    pub(super) fn series(self, chart: LiveChart) -> Vec<Figure> {
        self.version.get();
        let chosen = self.sensors.get();
        self.read(|recording| chart.series(recording, &chosen))
    }

    /// Draws a sensor or leaves it out, from now on and on this device. What was drawn without a choice
    /// is what is changed; where nothing is left there is no choice any more.
    pub(super) fn choose(self, sensor: &str, is_shown: bool) {
        let drawn = untrack(|| self.series(LiveChart::Temperatures));
        let mut chosen = self.read(|recording| {
            let name = |figure: &Figure| match figure {
                Figure::Sensor(place) => recording.sensors.get(usize::from(*place)).cloned(),
                _ => None,
            };
            drawn.iter().filter_map(name).collect::<Vec<_>>()
        });
        chosen.retain(|name| name != sensor);
        if is_shown {
            chosen.push(sensor.to_owned());
        }
        if chosen.is_empty() {
            storage::remove(Keep::Device, SENSORS_KEY);
        } else {
            storage::write(Keep::Device, SENSORS_KEY, &chosen.join("\n"));
        }
        self.sensors.set(chosen);
    }

    /// In how many rows of the recording a chart's figures are told, all together; reading it
    /// subscribes the reader.
    pub(super) fn points(self, chart: LiveChart) -> usize {
        self.version.get();
        self.read(|recording| chart.points(recording))
    }

    /// A figure under the crosshair, or as it is now; reading it subscribes the reader.
    pub(super) fn figure(self, figure: Figure) -> Option<f32> {
        self.version.get();
        let when = match self.crosshair.get() {
            0 if self.server.status().get() != Status::Online => return None,
            0 => None,
            second => Some(i64::from(second)),
        };
        self.read(|recording| recording.at(figure, when))
    }

    /// The same in bytes, of a share of them.
    pub(super) fn bytes(self, figure: Figure) -> Option<u64> {
        let share = self.figure(figure)?;
        self.read(|recording| recording.bytes(figure, share))
    }

    /// Since when there is what is shown, or why there is nothing; reading it subscribes the reader.
    pub(super) fn note(self) -> String {
        self.version.get();
        let texts = self.texts;
        let oldest = self.read(|recording| recording.times().first().copied());
        match oldest.filter(|_| self.span().is_some()) {
            Some(oldest) => {
                let since = time_of_day(oldest, false);
                fill(texts.live_charts_since, &[&since])
            }
            None if self.server.status().get() == Status::Online => {
                texts.live_charts_empty.to_owned()
            }
            None => texts.live_charts_offline.to_owned(),
        }
    }

    /// The time of the row under the crosshair, unix milliseconds; reading it subscribes the reader.
    pub(super) fn pointed(self) -> Option<i64> {
        let second = i64::from(self.crosshair.get());
        self.read(|recording| recording.time_in(second))
    }

    /// The same as a time of day; empty without a crosshair.
    pub(super) fn moment(self) -> String {
        self.pointed()
            .map_or_else(String::new, |at| time_of_day(at, true))
    }

    /// The crosshair of one plot moved; those of the others follow.
    pub(super) fn point_at(self, at_ms: Option<i64>) {
        let second = at_ms.and_then(|at| u32::try_from(at.div_euclid(1_000)).ok());
        self.crosshair.set(second.unwrap_or(0));
    }
}
