//! Which live charts a server has, and how their numbers are written.

use lotus::domain::live_chart::{LiveChart, Scale};
use lotus::domain::recording::{Figure, Recording};
use lotus::domain::roster::Server;
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::{Host, Metrics, ServerId, Temperature};
use lotus::domain::status::Status;
use lotus::domain::time::UnixMillis;

fn standing(host: Host, metrics: Metrics) -> Vec<&'static str> {
    let recording = recorded(host, metrics);
    let charts = LiveChart::ALL.into_iter();
    let charts = charts.filter(|chart| chart.points(&recording) > 0);
    charts.map(LiveChart::name).collect()
}

fn recorded(host: Host, metrics: Metrics) -> Recording {
    let mut recording = Recording::new(ServerId(1));
    let server = Server {
        status: Status::Online,
        last_active: Some(UnixMillis(10_000)),
        host: host.into(),
        metrics,
        ..Server::default()
    };
    recording.hear(&server, &MonitorRules::V0);
    recording
}

#[test]
fn only_what_there_is_has_a_chart() {
    let plain = Host {
        mem_total_bytes: 1 << 30,
        disk_total_bytes: 1 << 34,
        ..Host::default()
    };
    let metrics = Metrics {
        cpu_percent: Some(1.0),
        mem_used_bytes: Some(0),
        swap_used_bytes: Some(0),
        disk_used_bytes: Some(0),
        net_in_speed: Some(0),
        load15: Some(0.0),
        ..Metrics::default()
    };
    assert_eq!(
        standing(plain.clone(), metrics.clone()),
        ["cpu", "memory", "disk", "network", "load"]
    );
    let rich = Host {
        swap_total_bytes: 1 << 30,
        ..plain
    };
    let metrics = Metrics {
        tcp_connections: Some(5),
        processes: Some(80),
        gpu_percent: Some(3.0),
        temperatures: vec![Temperature {
            name: "cpu".to_owned(),
            celsius: Some(41.0),
        }],
        ..metrics
    };
    let all = LiveChart::ALL.map(LiveChart::name);
    assert_eq!(standing(rich, metrics), all);
}

#[test]
fn of_many_sensors_those_are_drawn_that_matter_or_were_chosen() {
    let sensors = [
        ("coretemp_package_id_0", 52.0),
        ("nct6798_systin", 31.0),
        ("pch", 71.0),
        ("", 20.0),
        ("nvme_composite", 44.0),
        ("", 25.0),
    ];
    let sensor = |(name, celsius): (&str, f64)| Temperature {
        name: name.to_owned(),
        celsius: Some(celsius),
    };
    let metrics = Metrics {
        temperatures: sensors.map(sensor).to_vec(),
        ..Metrics::default()
    };
    let recording = recorded(Host::default(), metrics);
    let drawn = |chosen: &[&str]| {
        let chosen: Vec<String> = chosen.iter().map(|name| (*name).to_owned()).collect();
        let figures = LiveChart::Temperatures.series(&recording, &chosen);
        figures.into_iter().map(Figure::place).collect::<Vec<_>>()
    };
    let places = |places: &[usize]| places.iter().map(|place| 13 + place).collect::<Vec<_>>();
    assert_eq!(drawn(&[]), places(&[0, 1, 2, 4]));
    assert_eq!(drawn(&["nct6798_systin"]), places(&[1]));
    // Those without a name are told apart from no other, and a choice for another machine is none here.
    assert_eq!(drawn(&[""]), places(&[3, 5]));
    assert_eq!(drawn(&["k10temp"]), places(&[0, 1, 2, 4]));
    assert_eq!(LiveChart::Temperatures.points(&recording), 6);
    let one = LiveChart::Load.series(&recording, &["pch".to_owned()]);
    assert_eq!(one, [Figure::Load1, Figure::Load5, Figure::Load15]);
}

#[test]
fn figures_have_the_digits_and_units_of_the_rest_of_the_page() {
    for (scale, value, expected) in [
        (Scale::Percent, 3.54, "3.5 %"),
        (Scale::Percent, 104.0, "104 %"),
        (Scale::Speed, 78_570.0, "78.6 KB/s"),
        (Scale::Load, 0.416, "0.42 "),
        (Scale::Count, 582.0, "582 "),
        (Scale::Celsius, 44.46, "44.5 °C"),
        (Scale::Celsius, -3.0, "-3.0 °C"),
    ] {
        let quantity = scale.quantity(value);
        assert_eq!(format!("{} {}", quantity.value, quantity.unit), expected);
    }
}

#[test]
fn all_labels_of_an_axis_are_in_the_unit_above_it() {
    for (scale, values, step, unit, labels) in [
        (
            Scale::Percent,
            [0.0, 50.0, 100.0],
            50.0,
            "%",
            ["0", "50", "100"],
        ),
        (
            Scale::Speed,
            [0.0, 500_000.0, 1_000_000.0],
            500_000.0,
            "MB/s",
            ["0", "0.5", "1"],
        ),
        (Scale::Speed, [0.0, 1.0, 2.0], 1.0, "B/s", ["0", "1", "2"]),
        (
            Scale::Speed,
            [0.0, 500.0, 999.6],
            500.0,
            "B/s",
            ["0", "500", "1000"],
        ),
        (
            Scale::Load,
            [0.0, 0.05, 0.1],
            0.05,
            "",
            ["0", "0.05", "0.1"],
        ),
        (
            Scale::Count,
            [0.0, 500.0, 1_000.0],
            500.0,
            "",
            ["0", "500", "1000"],
        ),
        (
            Scale::Celsius,
            [35.0, 40.0, 45.0],
            5.0,
            "°C",
            ["35", "40", "45"],
        ),
    ] {
        let top = values[2];
        assert_eq!(scale.unit(top), unit);
        assert_eq!(values.map(|value| scale.tick(value, step, top)), labels);
    }
}
