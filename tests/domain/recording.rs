//! The last hour of few servers: what is kept of it, what is forgotten, and what stands for nothing.

use std::sync::Arc;

use lotus::domain::recording::{
    Figure, KEPT_SECONDS, MOST_ROWS, MOST_SERVERS, Recording, Recordings,
};
use lotus::domain::roster::{Roster, Server};
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::{Metrics, ServerId};
use lotus::domain::status::{Carrier, Status};
use lotus::domain::time::UnixMillis;
use proptest::prelude::*;

use super::fleet::{Fleet, NOW, frame_at, report};
use lotus::domain::session::Reader;

const HOUR: i64 = 3_600_000;

/// An online server that reported this at this time.
pub(super) fn server(at: i64, cpu: f64) -> Server {
    Server {
        id: ServerId(1),
        status: Status::Online,
        carrier: Carrier::Live,
        last_active: Some(UnixMillis(at)),
        has_metrics: true,
        metrics: Metrics {
            cpu_percent: Some(cpu),
            ..Metrics::default()
        },
        ..Server::default()
    }
}

pub(super) fn hear(recording: &mut Recording, at: i64, cpu: f64) {
    recording.hear(&server(at, cpu), &MonitorRules::V0);
}

/// Time and CPU of each row; `None` where a row tells none.
fn rows(recording: &Recording) -> Vec<(i64, Option<f32>)> {
    let values = recording.values(Figure::Cpu).iter();
    let values = values.map(|value| (!value.is_nan()).then_some(*value));
    recording.times().iter().copied().zip(values).collect()
}

pub(super) fn empty() -> Recording {
    Recording::new(ServerId(1))
}

#[test]
fn a_report_is_kept_once_under_its_own_time() {
    let mut recording = empty();
    hear(&mut recording, 10_200, 1.0);
    // The next frame says the same of a server that has not reported again.
    hear(&mut recording, 10_200, 1.0);
    hear(&mut recording, 12_300, 2.0);
    // An older message that comes late, as an answer of `details` may.
    hear(&mut recording, 10_000, 9.0);
    assert_eq!(rows(&recording), [(10_200, Some(1.0)), (12_300, Some(2.0))]);
}

#[test]
fn of_several_reports_within_a_second_the_last_is_kept() {
    let mut recording = empty();
    for (at, cpu) in [(10_100, 1.0), (10_500, 2.0), (10_900, 3.0), (11_000, 4.0)] {
        hear(&mut recording, at, cpu);
    }
    hear(&mut recording, 10_950, 9.0);
    assert_eq!(rows(&recording), [(10_900, Some(3.0)), (11_000, Some(4.0))]);
}

#[test]
fn what_is_not_measured_is_absent_and_never_zero() {
    let mut recording = empty();
    let mut idle = server(10_000, 0.0);
    Arc::make_mut(&mut idle.host).mem_total_bytes = 1_000;
    Arc::make_mut(&mut idle.host).disk_total_bytes = 1_000;
    idle.metrics.mem_used_bytes = Some(0);
    idle.metrics.disk_used_bytes = Some(250);
    idle.metrics.load1 = Some(1e300);
    idle.metrics.net_in_speed = Some(u64::MAX);
    recording.hear(&idle, &MonitorRules::V0);
    let now = |figure| recording.at(figure, None);
    assert_eq!(now(Figure::Cpu), Some(0.0));
    assert_eq!(now(Figure::Memory), Some(0.0));
    assert_eq!(now(Figure::Disk), Some(25.0));
    assert_eq!(recording.bytes(Figure::Disk, 25.0), Some(250));
    assert_eq!(recording.bytes(Figure::Cpu, 25.0), None);
    assert!(now(Figure::Load1).is_some_and(f32::is_finite));
    assert!(now(Figure::NetIn).is_some_and(|speed| speed > 1.8e19));
    for figure in [
        Figure::Swap,
        Figure::NetOut,
        Figure::Load5,
        Figure::Load15,
        Figure::Tcp,
        Figure::Udp,
        Figure::Processes,
        Figure::Gpu,
        Figure::Sensor(0),
    ] {
        assert_eq!(now(figure), None, "{figure:?}");
        assert_eq!(recording.told(figure), 0, "{figure:?}");
    }
}

#[test]
fn one_that_is_away_leaves_a_gap() {
    let mut recording = empty();
    hear(&mut recording, 10_000, 1.0);
    let mut away = server(10_000, 1.0);
    away.status = Status::Offline;
    recording.hear(&away, &MonitorRules::V0);
    // Ten seconds are a slow agent, one millisecond more is one that was offline.
    hear(&mut recording, 20_000, 2.0);
    hear(&mut recording, 30_001, 3.0);
    assert_eq!(
        rows(&recording),
        [
            (10_000, Some(1.0)),
            (20_000, Some(2.0)),
            (20_000, None),
            (30_001, Some(3.0))
        ]
    );
    assert_eq!(recording.told(Figure::Cpu), 3);
}

#[test]
fn where_only_polls_arrive_thirty_seconds_are_no_gap() {
    let mut recording = empty();
    for at in [10_000, 22_000, 52_000, 82_001] {
        let polled = Server {
            carrier: Carrier::Polled,
            ..server(at, 1.0)
        };
        recording.hear(&polled, &MonitorRules::V0);
    }
    let gaps = rows(&recording);
    let gaps = gaps.iter().filter(|(_, cpu)| cpu.is_none());
    assert_eq!(gaps.copied().collect::<Vec<_>>(), [(52_000, None)]);
}

#[test]
fn who_never_reported_or_cannot_be_read_is_not_recorded() {
    let mut recording = empty();
    let mut pending = server(10_000, 1.0);
    pending.status = Status::Pending;
    let mut unreadable = server(10_000, 1.0);
    unreadable.unreadable = true;
    let mut silent = server(10_000, 1.0);
    silent.last_active = None;
    for server in [pending, unreadable, silent] {
        recording.hear(&server, &MonitorRules::V0);
    }
    assert_eq!(rows(&recording), []);
    assert_eq!(recording.window(UnixMillis(10_000)), None);
    assert_eq!(recording.at(Figure::Cpu, None), None);
}

#[test]
fn a_clock_that_was_set_back_begins_anew() {
    let mut recording = empty();
    hear(&mut recording, 2 * HOUR, 1.0);
    hear(&mut recording, 2 * HOUR - 60_000, 2.0);
    assert_eq!(rows(&recording), [(2 * HOUR, Some(1.0))]);
    hear(&mut recording, HOUR, 3.0);
    assert_eq!(rows(&recording), [(HOUR, Some(3.0))]);
    // And one that leaps ahead leaves the present alone.
    hear(&mut recording, 900 * HOUR, 4.0);
    assert_eq!(rows(&recording), [(900 * HOUR, Some(4.0))]);
}

#[test]
fn the_stretch_grows_in_steps_and_ends_now() {
    let mut recording = empty();
    hear(&mut recording, 0, 1.0);
    let length = |recording: &Recording, now: i64| {
        let window = recording.window(UnixMillis(now))?;
        Some(((window.to.0 - window.from.0) / 60_000, window.to.0))
    };
    assert_eq!(length(&recording, 1_000), Some((2, 1_000)));
    assert_eq!(length(&recording, 120_000), Some((2, 120_000)));
    assert_eq!(length(&recording, 120_001), Some((5, 120_001)));
    assert_eq!(length(&recording, 40 * 60_000), Some((60, 40 * 60_000)));
    // A report is never beyond the end, though clocks differ by a moment.
    hear(&mut recording, 5_000, 1.0);
    assert_eq!(length(&recording, 4_000), Some((2, 5_000)));
    // Nothing within the last hour is nothing to show.
    assert_eq!(length(&recording, HOUR + 5_000), Some((60, HOUR + 5_000)));
    assert_eq!(length(&recording, HOUR + 5_001), None);
}

/// What is to be kept, worked out the plain way.
fn expected(reports: &[(i64, f64)]) -> Vec<(i64, Option<f32>)> {
    // With the time of the break before each, which is judged by the first report of a second.
    let mut kept: Vec<(i64, f64, Option<i64>)> = Vec::new();
    for (at, cpu) in reports.iter().copied() {
        let mut gap = None;
        match kept.last().copied() {
            Some((newest, ..)) if at < newest => continue,
            Some((newest, _, former)) if at / 1_000 == newest / 1_000 => {
                kept.pop();
                gap = former;
            }
            Some((newest, ..)) if at - newest > 10_000 => gap = Some(newest),
            _ => {}
        }
        kept.push((at, cpu, gap));
    }
    let newest = kept.last().map_or(0, |(at, ..)| at / 1_000);
    let is_recent = |at: i64| at / 1_000 > newest - KEPT_SECONDS;
    let mut rows = Vec::new();
    for (at, cpu, gap) in kept {
        if let Some(gap) = gap.filter(|gap| is_recent(*gap)) {
            rows.push((gap, None));
        }
        if is_recent(at) {
            #[expect(clippy::cast_possible_truncation)]
            let cpu = cpu as f32;
            rows.push((at, Some(cpu)));
        }
    }
    rows
}

/// How long after the one before a report comes: faster than a second, as they do, or after a pause.
fn pauses() -> impl Strategy<Value = i64> {
    prop_oneof![
        2 => -900..1_000_i64,
        6 => 1_000..4_000_i64,
        1 => 4_000..200_000_i64,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn the_newest_hour_is_kept_in_order_and_takes_no_more_room(
        pauses in prop::collection::vec(pauses(), 1..7_000),
    ) {
        let mut recording = empty();
        let place = recording.values(Figure::Cpu).as_ptr();
        let mut at = 1_000_000;
        let mut reports = Vec::new();
        for (cpu, pause) in (0..).zip(&pauses) {
            at += pause;
            let cpu = f64::from(cpu % 101);
            reports.push((at, cpu));
            hear(&mut recording, at, cpu);
            prop_assert!(recording.times().len() <= MOST_ROWS);
        }
        let found = rows(&recording);
        prop_assert!(found.windows(2).all(|two| two[0].0 <= two[1].0));
        prop_assert_eq!(found, expected(&reports));
        prop_assert_eq!(recording.values(Figure::Udp).len(), recording.times().len());
        // The rows still lie in the memory that was taken at first.
        let offset = (recording.values(Figure::Cpu).as_ptr() as usize).wrapping_sub(place as usize);
        prop_assert!(offset / size_of::<f32>() <= MOST_ROWS / 10 + MOST_ROWS);
    }

    #[test]
    fn a_report_each_second_fills_the_hour_and_no_more(extra in 0..5_000_i64) {
        let mut recording = empty();
        let count = KEPT_SECONDS + extra;
        for second in 0..count {
            hear(&mut recording, second * 1_000, 1.0);
        }
        prop_assert_eq!(recording.times().len(), 3_600);
        prop_assert_eq!(recording.times()[0], (count - KEPT_SECONDS) * 1_000);
        prop_assert_eq!(recording.told(Figure::Cpu), 3_600);
    }
}

fn is_kept(recordings: &Recordings, ids: std::ops::RangeInclusive<u64>) -> bool {
    ids.into_iter()
        .all(|id| recordings.get(ServerId(id)).is_some())
}

#[test]
fn the_open_server_and_the_eight_before_it_are_recorded() {
    let mut recordings = Recordings::default();
    for id in 1..=9 {
        recordings.open(ServerId(id));
    }
    assert!(is_kept(&recordings, 1..=9));
    recordings.open(ServerId(10));
    assert!(recordings.get(ServerId(1)).is_none());
    assert!(is_kept(&recordings, 2..=10));
    // Opened again it is the last to be forgotten, and keeps what it has.
    let mut roster = Roster::new(MonitorRules::V0);
    roster.frame(frame_at(
        NOW,
        [2, 3, 4, 5, 6, 7, 8, 9, 10].map(|id| report(id, 0)),
    ));
    recordings.hear(&roster, &MonitorRules::V0);
    recordings.open(ServerId(2));
    recordings.open(ServerId(11));
    assert!(recordings.get(ServerId(3)).is_none());
    let kept = recordings.get(ServerId(2)).unwrap();
    assert_eq!(kept.times(), [NOW.0]);
    assert_eq!(kept.at(Figure::Cpu, None), Some(12.5));
    assert_eq!(
        recordings.get(ServerId(11)).unwrap().times(),
        [] as [i64; 0]
    );
}

proptest! {
    #[test]
    fn whatever_is_opened_the_nine_last_are_recorded(
        opened in prop::collection::vec(1..20_u64, 0..60),
    ) {
        let mut recordings = Recordings::default();
        for id in &opened {
            recordings.open(ServerId(*id));
        }
        let mut last = Vec::new();
        for id in opened.iter().rev() {
            if !last.contains(id) && last.len() < MOST_SERVERS {
                last.push(*id);
            }
        }
        for id in 1..20 {
            let is_kept = recordings.get(ServerId(id)).is_some();
            prop_assert_eq!(is_kept, last.contains(&id));
        }
    }
}

#[test]
fn a_server_that_may_no_longer_be_seen_is_forgotten() {
    let mut fleet = Fleet::of(Reader::Guest);
    let mut recordings = Recordings::default();
    recordings.open(ServerId(1));
    recordings.open(ServerId(2));
    fleet.frame([report(1, 0), report(2, 0)]);
    recordings.hear(&fleet.roster, &MonitorRules::V0);
    assert_eq!(recordings.get(ServerId(2)).unwrap().times(), [NOW.0]);
    fleet.frame([report(1, 0)]);
    recordings.hear(&fleet.roster, &MonitorRules::V0);
    assert!(recordings.get(ServerId(2)).is_none());
    assert!(recordings.get(ServerId(1)).is_some());
}

#[test]
fn an_offline_servers_last_words_are_not_how_it_is() {
    let mut fleet = Fleet::of(Reader::Guest);
    let mut recordings = Recordings::default();
    recordings.open(ServerId(1));
    fleet.frame([report(1, 60_000)]);
    recordings.hear(&fleet.roster, &MonitorRules::V0);
    assert_eq!(recordings.get(ServerId(1)).unwrap().times(), [] as [i64; 0]);
}
