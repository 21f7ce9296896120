//! What a page makes of a text: it is read, merged into the fleet, recorded, summed up and written.

use lotus::domain::error::ApiError;
use lotus::domain::live_chart::LiveChart;
use lotus::domain::recording::Recordings;
use lotus::domain::roster::{Details, Roster};
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::ServerId;
use lotus::domain::session::Reader;
use lotus::domain::time::UnixMillis;
use lotus::domain::units;
use lotus::i18n::Language;
use lotus::wire::{
    Answer, decode_deleted, decode_details, decode_frame, decode_histories, decode_list,
    decode_listed, decode_new_token, decode_registered, decode_tokens,
};

use super::mutations::Kind;

/// The reducers of one page.
pub struct Page {
    roster: Roster,
    recordings: Recordings,
}

impl Page {
    /// One that has heard nothing.
    pub fn new() -> Self {
        let mut roster = Roster::new(MonitorRules::V0);
        let _ = roster.read_as(Reader::Cookie);
        let mut recordings = Recordings::default();
        for id in 1..=9 {
            recordings.open(ServerId(id));
        }
        Self { roster, recordings }
    }

    /// Takes in a text of this kind; whether it was a value.
    pub fn hear(&mut self, kind: Kind, text: &str) -> bool {
        let answer = Answer {
            status: 200,
            body: text,
        };
        match kind {
            Kind::Frame => match decode_frame(text) {
                Ok(snapshot) => {
                    let _ = self.roster.frame(snapshot);
                    self.show();
                    true
                }
                Err(error) => worded(&error),
            },
            Kind::Details => match decode_details(answer) {
                Ok(servers) => {
                    let details = Details {
                        now: Some(UnixMillis(1_795_363_886_000)),
                        servers,
                        ..Details::default()
                    };
                    let _ = self.roster.time_of(&details);
                    let _ = self.roster.details(details);
                    self.show();
                    true
                }
                Err(error) => worded(&error),
            },
            Kind::History => match decode_histories(answer, &MonitorRules::V0) {
                Ok(histories) => {
                    for history in histories {
                        assert!(history.times().is_sorted());
                        assert_eq!(history.values().len(), history.len());
                        assert!(history.values().iter().all(|value| value.is_finite()));
                    }
                    true
                }
                Err(error) => worded(&error),
            },
            Kind::Other => {
                let errors = [
                    decode_list(answer).err(),
                    decode_listed(answer).err(),
                    decode_tokens(answer).err(),
                    decode_new_token(answer).err(),
                    decode_deleted(answer).err(),
                    decode_registered(answer).err(),
                ];
                let wrong = errors.iter().flatten().inspect(|error| {
                    worded(error);
                });
                wrong.count() < errors.len()
            }
        }
    }

    /// Writes what screens would.
    fn show(&mut self) {
        self.recordings.hear(&self.roster, &MonitorRules::V0);
        let totals = self.roster.totals();
        assert_eq!(
            totals.total,
            totals.online + totals.offline + totals.pending
        );
        assert_eq!(totals.total, self.roster.order().len());
        let mut written = vec![units::speed(totals.net_in_speed).value];
        for server in self.roster.servers() {
            let metrics = &server.metrics;
            let figures = [
                metrics.cpu_percent,
                metrics.load1,
                units::share(metrics.mem_used_bytes, server.host.mem_total_bytes),
            ];
            assert!(figures.iter().flatten().all(|figure| figure.is_finite()));
            written.extend(
                figures
                    .iter()
                    .flatten()
                    .map(|figure| units::percent(*figure)),
            );
            written.extend(
                metrics
                    .disk_used_bytes
                    .map(|bytes| units::memory(bytes).value),
            );
            let celsius = metrics.temperatures.iter();
            written.extend(celsius.filter_map(|sensor| sensor.celsius.map(units::degrees)));
        }
        for id in 1..=9 {
            if let Some(recording) = self.recordings.get(ServerId(id)) {
                assert!(recording.times().is_sorted());
                for chart in LiveChart::ALL {
                    for figure in chart.series(recording, &[]) {
                        if let Some(value) = recording.at(figure, None) {
                            written.push(chart.scale().quantity(value).value);
                        }
                    }
                }
            }
        }
        assert!(written.iter().all(|text| !text.is_empty()));
        assert!(written.iter().all(|text| !text.contains("NaN")));
    }
}

/// Each error has words in each language. It is no value.
fn worded(error: &ApiError) -> bool {
    for language in Language::ALL {
        assert!(!language.texts().error(error).is_empty());
    }
    false
}
