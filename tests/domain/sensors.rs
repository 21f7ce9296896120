//! The temperatures that a recording keeps.

use lotus::domain::recording::{Figure, MOST_SENSORS};
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::Temperature;

use super::recording::{empty, hear, server};

#[test]
fn temperatures_keep_their_places_by_name() {
    let told = |at: i64, sensors: &[(&str, f64)]| {
        let mut server = server(at, 1.0);
        let sensors = sensors.iter().map(|(name, celsius)| Temperature {
            name: (*name).to_owned(),
            celsius: Some(*celsius),
        });
        server.metrics.temperatures = sensors.collect();
        server
    };
    let mut recording = empty();
    let first = told(
        10_000,
        &[
            ("core", 50.0),
            ("core", 51.0),
            ("nvme", 40.0),
            ("gpu", 60.0),
            ("fan", 1.0),
        ],
    );
    let second = told(12_000, &[("gpu", 61.0), ("core", 52.0), ("nvme", 0.0)]);
    recording.hear(&first, &MonitorRules::V0);
    recording.hear(&second, &MonitorRules::V0);
    assert_eq!(recording.sensors, ["core", "core", "nvme", "gpu", "fan"]);
    let of = |figure, second| recording.at(figure, Some(second));
    assert_eq!(of(Figure::Sensor(0), 10), Some(50.0));
    assert_eq!(of(Figure::Sensor(1), 10), Some(51.0));
    assert_eq!(of(Figure::Sensor(0), 12), Some(52.0));
    assert_eq!(of(Figure::Sensor(1), 12), None);
    assert_eq!(of(Figure::Sensor(2), 12), Some(0.0));
    assert_eq!(of(Figure::Sensor(3), 12), Some(61.0));
    assert_eq!(of(Figure::Sensor(0), 11), None, "no report in that second");
    assert_eq!(
        [10, 11, 12].map(|second| recording.time_in(second)),
        [Some(10_000), None, Some(12_000)]
    );
}

#[test]
fn a_sensor_that_is_told_later_is_silent_before_and_no_board_takes_more_than_its_room() {
    let mut recording = empty();
    hear(&mut recording, 10_000, 1.0);
    let mut later = server(12_000, 1.0);
    let sensor = |name: String, celsius| Temperature { name, celsius };
    later.metrics.temperatures = (0..40)
        .map(|number| sensor(format!("s{number}"), Some(40.0)))
        .collect();
    // What never measured anything takes no room.
    later
        .metrics
        .temperatures
        .insert(0, sensor(String::new(), None));
    recording.hear(&later, &MonitorRules::V0);
    assert_eq!(recording.sensors.len(), MOST_SENSORS);
    let of = |place, second| recording.at(Figure::Sensor(place), Some(second));
    assert_eq!((of(0, 10), of(0, 12)), (None, Some(40.0)));
    assert_eq!(of(31, 12), Some(40.0));
    assert_eq!(recording.sensors_that_matter(), [0, 1, 2, 3]);
}
