//! The examples of the public guide, which show an older dashboard: without temperatures,
//! graphics processors, display index and the hidden flag.

use lotus::domain::rules::MonitorRules;
use lotus::domain::time::UnixMillis;
use lotus::wire::{decode_details, decode_histories, decode_list, decode_registered};

use super::recorded::ok;

const LIST: &str = r#"{
    "code": 0,
    "message": "success",
    "result": [
        {"id": 1, "name": "Server1", "tag": "Tag1", "last_active": 1653014667,
         "ipv4": "1.1.1.1", "ipv6": "", "valid_ip": "1.1.1.1"},
        {"id": 2, "name": "Server2", "tag": "Tag2", "last_active": -62135596800,
         "ipv4": "", "ipv6": "", "valid_ip": ""}
    ]
}"#;

const DETAILS: &str = r#"{
    "code": 0,
    "message": "success",
    "result": [
        {
            "id": 1, "name": "Server1", "tag": "Tag1", "last_active": 1653015042,
            "ipv4": "1.1.1.1", "ipv6": "", "valid_ip": "1.1.1.1",
            "host": {
                "Platform": "darwin", "PlatformVersion": "12.3.1",
                "CPU": ["Apple M1 Pro 1 Physical Core"],
                "MemTotal": 17179869184, "DiskTotal": 2473496842240, "SwapTotal": 0,
                "Arch": "arm64", "Virtualization": "", "BootTime": 1652683962,
                "CountryCode": "hk", "Version": ""
            },
            "status": {
                "CPU": 17.33, "MemUsed": 14013841408, "SwapUsed": 0, "DiskUsed": 2335048912896,
                "NetInTransfer": 2710273234, "NetOutTransfer": 695454765,
                "NetInSpeed": 10806, "NetOutSpeed": 5303, "Uptime": 331080,
                "Load1": 5.23, "Load5": 4.87, "Load15": 3.99,
                "TcpConnCount": 195, "UdpConnCount": 70, "ProcessCount": 437
            }
        },
        {
            "id": 2, "name": "Server2", "tag": "Tag2", "last_active": -62135596800,
            "ipv4": "", "ipv6": "", "valid_ip": "",
            "host": {
                "Platform": "", "PlatformVersion": "", "CPU": null,
                "MemTotal": 0, "DiskTotal": 0, "SwapTotal": 0, "Arch": "",
                "Virtualization": "", "BootTime": 0, "CountryCode": "", "Version": ""
            },
            "status": {
                "CPU": 0, "MemUsed": 0, "SwapUsed": 0, "DiskUsed": 0,
                "NetInTransfer": 0, "NetOutTransfer": 0, "NetInSpeed": 0, "NetOutSpeed": 0,
                "Uptime": 0, "Load1": 0, "Load5": 0, "Load15": 0,
                "TcpConnCount": 0, "UdpConnCount": 0, "ProcessCount": 0
            }
        }
    ]
}"#;

const HISTORIES: &str = r#"{
    "code": 0,
    "message": "success",
    "result": [
        {"monitor_id": 1, "server_id": 1, "monitor_name": "Monitor1", "server_name": "Server1",
         "created_at": [1722142860000, 1722142920000], "avg_delay": [68.2275, 70.1129]},
        {"monitor_id": 2, "server_id": 1, "monitor_name": "Monitor2", "server_name": "Server1",
         "created_at": [1722142860000, 1722142920000], "avg_delay": [66.656, 68.2153]},
        {"monitor_id": 3, "server_id": 1, "monitor_name": "Monitor3", "server_name": "Server1",
         "created_at": [1722142860000, 1722142920000], "avg_delay": [61.4525, 62.342]}
    ]
}"#;

const REGISTERED: &str =
    r#"{"code": 200, "message": "Server created successfully","secret": "8GYwaxYuLfU7zl7ndC"}"#;

#[test]
fn the_list_is_read() {
    let items = decode_list(ok(LIST)).unwrap();
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].name.as_str(), "Server1");
    assert_eq!(items[0].last_active, Some(1_653_014_667));
    assert_eq!(items[0].display_index, None);
    assert_eq!(items[0].hide_for_guest, None);
}

#[test]
fn details_of_an_older_dashboard_are_read_and_what_it_lacks_is_unknown() {
    let servers = decode_details(ok(DETAILS)).unwrap();
    let first = &servers[0];
    assert_eq!(first.last_active, Some(UnixMillis(1_653_015_042_000)));
    assert_eq!(first.host.platform, "darwin");
    assert_eq!(first.host.cpu, ["Apple M1 Pro 1 Physical Core"]);
    assert_eq!(first.metrics.cpu_percent, Some(17.33));
    assert_eq!(first.metrics.processes, Some(437));
    assert_eq!(first.display_index, None);
    assert_eq!(first.hidden, None);
    assert!(first.host.gpu.is_empty());
    assert!(first.metrics.temperatures.is_empty());
    assert_eq!(first.metrics.gpu_percent, None);
    let second = &servers[1];
    assert_eq!(second.last_active, None);
    assert!(second.host.is_blank());
}

#[test]
fn histories_are_read() {
    let histories = decode_histories(ok(HISTORIES), &MonitorRules::V0).unwrap();
    let names: Vec<&str> = histories.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Monitor1", "Monitor2", "Monitor3"]);
    assert_eq!(histories[0].values(), [68.2275, 70.1129]);
}

#[test]
fn a_registration_is_read() {
    let secret = decode_registered(ok(REGISTERED)).unwrap();
    assert_eq!(secret.reveal(), "8GYwaxYuLfU7zl7ndC");
}
