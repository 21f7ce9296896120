//! What cannot be true is unknown, and what is merely odd is told.

use lotus::domain::fleet::attention::Matter;
use lotus::domain::plausible::{Part, Reason, is_blank};
use lotus::domain::roster::Server;
use lotus::domain::server::{ServerReport, Temperature};
use lotus::domain::session::Reader;
use lotus::domain::time::UnixMillis;

use super::fleet::{Fleet, NOW, detail, report, unreported};

/// What becomes of a report that was changed so.
fn taken(change: impl FnOnce(&mut ServerReport)) -> Server {
    let mut report = report(1, 0);
    report.metrics.net_in_transfer_bytes = Some(700_000_000_000);
    report.metrics.net_out_transfer_bytes = Some(900_000_000_000);
    report.metrics.uptime_seconds = Some(86_400);
    change(&mut report);
    let mut fleet = Fleet::of(Reader::Guest);
    fleet.frame([report]);
    fleet.server(1)
}

/// What it said in place of something, where that cannot be true.
fn said(server: &Server, part: Part) -> Option<String> {
    let mut found = server.unknown.iter().filter(|one| one.part == part);
    let reason = found.next().map(|one| one.reason.clone());
    assert_eq!(found.next(), None, "{part:?} is said once");
    match reason? {
        Reason::Untrue(said) => Some(said),
        Reason::NotMeasured => None,
    }
}

fn is_not_measured(server: &Server, part: Part) -> bool {
    let mut unknown = server.unknown.iter();
    unknown.any(|one| one.part == part && one.reason == Reason::NotMeasured)
}

#[test]
fn a_counter_that_fell_is_no_speed_however_long_the_reports_were_apart() {
    for seconds in [1, 2, 3, 4, 7, 15, 600, 86_400] {
        for fell_by in [1, 65_536, 800_000_000_000] {
            let speed = (u64::MAX - fell_by) / seconds;
            let server = taken(|report| report.metrics.net_in_speed = Some(speed));
            assert_eq!(server.metrics.net_in_speed, None, "{speed}");
            assert_eq!(said(&server, Part::Down), Some(speed.to_string()));
            assert_eq!(server.metrics.net_out_speed, Some(20));
        }
    }
}

#[test]
fn the_first_report_of_an_agent_tells_no_speed() {
    for pause in [1, 2, 3, 4, 10] {
        let speed = 900_000_000_000 / pause;
        let server = taken(|report| report.metrics.net_out_speed = Some(speed));
        assert_eq!(server.metrics.net_out_speed, None, "{pause}");
    }
    // More went by in a second than was ever counted.
    let server = taken(|report| report.metrics.net_out_speed = Some(900_000_000_001));
    assert_eq!(server.metrics.net_out_speed, None);
    // What has just started may have moved all of it just now.
    let server = taken(|report| {
        report.metrics.uptime_seconds = Some(3);
        report.metrics.net_out_transfer_bytes = Some(3_000_000_000);
        report.metrics.net_out_speed = Some(1_000_000_000);
    });
    assert_eq!(server.metrics.net_out_speed, Some(1_000_000_000));
}

#[test]
fn fast_machines_are_told() {
    for speed in [0, 1, 12_500_000_000, 50_000_000_001, 400_000_000_007] {
        let server = taken(|report| {
            report.metrics.net_in_transfer_bytes = Some(90_000_000_000_000_000);
            report.metrics.net_in_speed = Some(speed);
        });
        assert_eq!(server.metrics.net_in_speed, Some(speed));
        assert_eq!(said(&server, Part::Down), None);
    }
}

#[test]
fn memory_that_wraps_is_unknown_and_no_alarm() {
    let server = taken(|report| {
        report.host.mem_total_bytes = 64_000_000;
        report.metrics.mem_used_bytes = Some(18_446_744_073_692_376_064);
    });
    assert_eq!(server.metrics.mem_used_bytes, None);
    assert_eq!(
        said(&server, Part::Memory).as_deref(),
        Some("18446744073692376064")
    );
    assert_eq!(Matter::of(&server), None);
}

#[test]
fn a_little_over_what_there_is_is_told() {
    let server = taken(|report| {
        report.host.swap_total_bytes = 1_000;
        report.metrics.swap_used_bytes = Some(1_500);
        report.metrics.cpu_percent = Some(104.2);
        report.metrics.mem_used_bytes = Some(1 << 31);
    });
    assert_eq!(server.metrics.swap_used_bytes, Some(1_500));
    assert_eq!(server.metrics.cpu_percent, Some(104.2));
    assert_eq!(server.metrics.mem_used_bytes, Some(1 << 31));
    for percent in [-1.0, 200.1, 1e300] {
        let server = taken(|report| report.metrics.cpu_percent = Some(percent));
        assert_eq!(server.metrics.cpu_percent, None, "{percent}");
        assert_eq!(Matter::of(&server), None);
    }
}

#[test]
fn no_machine_has_exabytes_of_memory() {
    let server = taken(|report| {
        report.host.mem_total_bytes = u64::MAX;
        report.host.swap_total_bytes = (1 << 63) + 1;
        report.host.disk_total_bytes = 3 << 50;
        report.metrics.disk_used_bytes = Some(2 << 50);
    });
    assert_eq!(server.host.mem_total_bytes, 0);
    assert_eq!(server.host.swap_total_bytes, 0);
    let expected = Some(u64::MAX.to_string());
    assert_eq!(said(&server, Part::MemoryTotal), expected);
    // A mounted cloud store has a petabyte.
    assert_eq!(server.host.disk_total_bytes, 3 << 50);
    assert_eq!(server.metrics.disk_used_bytes, Some(2 << 50));
}

#[test]
fn a_transfer_counter_near_two_to_the_64_is_unknown() {
    for counter in [u64::MAX, u64::MAX - 4_095, 1 << 63, 1 << 62] {
        let server = taken(|report| report.metrics.net_in_transfer_bytes = Some(counter));
        assert_eq!(server.metrics.net_in_transfer_bytes, None);
        assert_eq!(said(&server, Part::Received), Some(counter.to_string()));
    }
}

#[test]
fn a_clock_that_was_set_after_the_start_tells_neither_start_nor_uptime() {
    let server = taken(|report| {
        report.host.boot_time = UnixMillis::of_boot(9);
        report.host.boot_said = 9;
        report.metrics.uptime_seconds = Some(1_795_363_877);
    });
    assert_eq!(server.host.boot_time, None);
    assert_eq!(server.metrics.uptime_seconds, None);
    assert_eq!(said(&server, Part::Boot).as_deref(), Some("9"));
    assert_eq!(said(&server, Part::Uptime).as_deref(), Some("1795363877"));
    // A wrapped one, and a start that is to come.
    let server = taken(|report| {
        report.host.boot_time = Some(NOW.plus(3 * 86_400_000));
        report.metrics.uptime_seconds = Some(u64::MAX - 259_200);
    });
    assert_eq!(server.host.boot_time, None);
    assert_eq!(server.metrics.uptime_seconds, None);
    // What no calendar holds.
    let server = taken(|report| report.host.boot_said = u64::MAX);
    assert_eq!(said(&server, Part::Boot), Some(u64::MAX.to_string()));
    // Eight years are possible, and so is a clock that is an hour ahead.
    let server = taken(|report| {
        report.host.boot_time = Some(NOW.plus(3_600_000));
        report.metrics.uptime_seconds = Some(8 * 365 * 86_400);
    });
    assert!(server.host.boot_time.is_some());
    assert_eq!(server.metrics.uptime_seconds, Some(8 * 365 * 86_400));
}

#[test]
fn sensors_that_are_connected_to_nothing_measure_nothing() {
    let told = [38.0, 3_892_314.0, -62.0, 127.0, 0.0, -12.5, 104.0];
    let server = taken(|report| {
        report.metrics.temperatures = told
            .map(|celsius| Temperature {
                name: "t".to_owned(),
                celsius: Some(celsius),
            })
            .to_vec();
    });
    let kept: Vec<_> = (server.metrics.temperatures.iter())
        .map(|sensor| sensor.celsius)
        .collect();
    let expected = [
        Some(38.0),
        None,
        None,
        None,
        Some(0.0),
        Some(-12.5),
        Some(104.0),
    ];
    assert_eq!(kept, expected);
    assert_eq!(said(&server, Part::Sensor(1)).as_deref(), Some("3892314"));
    assert_eq!(said(&server, Part::Sensor(2)).as_deref(), Some("-62"));
}

#[test]
fn windows_has_no_load() {
    let loads = |platform: &str, load: f64| {
        taken(|report| {
            platform.clone_into(&mut report.host.platform);
            let metrics = &mut report.metrics;
            [metrics.load1, metrics.load5, metrics.load15] = [Some(load); 3];
        })
    };
    let windows = "Microsoft Windows Server 2022 Datacenter";
    let server = loads(windows, 0.0);
    assert_eq!(server.metrics.load1, None);
    assert!(is_not_measured(&server, Part::Load));
    assert_eq!(loads(windows, 0.5).metrics.load1, Some(0.5));
    assert_eq!(loads("debian", 0.0).metrics.load15, Some(0.0));
    for wrong in [1e300, -1.0] {
        let server = loads("debian", wrong);
        assert_eq!(server.metrics.load5, None);
        assert!(said(&server, Part::Load).is_some());
    }
}

#[test]
fn what_is_not_counted_is_told_as_such() {
    let server = taken(|_| {});
    for part in [Part::Tcp, Part::Udp, Part::Processes] {
        assert!(is_not_measured(&server, part), "{part:?}");
    }
    assert!(!is_not_measured(&server, Part::Down));
    for (part, count) in [(Part::Tcp, u64::MAX), (Part::Processes, 1 << 40)] {
        let server = taken(|report| {
            report.metrics.tcp_connections = Some(count);
            report.metrics.processes = Some(count);
        });
        assert_eq!(said(&server, part), Some(count.to_string()));
    }
}

#[test]
fn country_codes_are_any_case_and_other_texts_are_none() {
    for (said, code) in [
        ("DE", "de"),
        (" hk ", "hk"),
        ("Tw", "tw"),
        ("UK", "gb"),
        ("EU", "eu"),
        ("oc", "oc"),
    ] {
        let server = taken(|report| said.clone_into(&mut report.host.country_code));
        assert_eq!(server.host.country_code, code, "{said}");
    }
    for text in ["Dropped", "xx", "T1", "<b>", "DEU", "../de", "香港", "d e"] {
        let server = taken(|report| text.clone_into(&mut report.host.country_code));
        assert_eq!(server.host.country_code, "", "{text}");
        assert_eq!(said(&server, Part::Country).as_deref(), Some(text));
    }
    let server = taken(|report| "  ".clone_into(&mut report.host.country_code));
    assert_eq!(said(&server, Part::Country), None);
}

#[test]
fn there_is_always_a_name_to_read() {
    for blank in [
        "",
        "   ",
        "\u{200b}",
        "\u{3164}\u{2800}",
        "\t\n",
        "\u{202e}",
    ] {
        let server = taken(|report| {
            blank.clone_into(&mut report.name);
            blank.clone_into(&mut report.tag);
            report.host.gpu = vec![blank.to_owned(), "GPU".to_owned()];
        });
        assert_eq!((server.name.as_str(), server.tag.as_str()), ("#1", ""));
        assert_eq!(server.host.gpu, ["GPU"]);
    }
    for name in ["0", ".", "\u{1f680}", "\u{202e}abc", "é"] {
        assert!(!is_blank(name), "{name}");
    }
}

#[test]
fn what_is_unknown_is_kept_as_long_as_what_is_known() {
    let mut fleet = Fleet::of(Reader::Cookie);
    let mut broken = report(1, 0);
    broken.host.mem_total_bytes = u64::MAX;
    broken.metrics.net_in_speed = Some(u64::MAX);
    fleet.frame([broken]);
    let before = fleet.server(1).unknown;
    assert!(before.len() > 2);
    // Neither an answer of `details` nor a dashboard that restarted knows better.
    fleet.details([detail(1, 0)]);
    assert_eq!(fleet.server(1).unknown, before);
    fleet.frame([unreported(1)]);
    assert_eq!(fleet.server(1).unknown, before);
    // An agent that was mended is believed again.
    fleet.frame([report(1, 0)]);
    let server = fleet.server(1);
    assert_eq!(said(&server, Part::MemoryTotal), None);
    assert_eq!(server.metrics.net_in_speed, Some(10));
}
