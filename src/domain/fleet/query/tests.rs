use std::sync::Arc;

use super::*;
use crate::domain::server::{Host, Ips, Metrics};

fn server() -> Server {
    Server {
        name: "Tokyo Edge 01".to_owned(),
        tag: "Asia Pacific".to_owned(),
        public_note: Some("{\"planDataMod\":{\"extra\":\"CN2 GIA\"}}".to_owned()),
        ips: Some(Ips {
            v4: "203.0.113.7".to_owned(),
            v6: "2001:db8::17".to_owned(),
        }),
        status: Status::Online,
        has_metrics: true,
        host: Arc::new(Host {
            platform: "debian".to_owned(),
            platform_version: "12.5".to_owned(),
            cpu: vec!["AMD EPYC 7B13 2 Virtual Core".to_owned()],
            arch: "x86_64".to_owned(),
            virtualization: "kvm".to_owned(),
            country_code: "jp".to_owned(),
            agent_version: "0.20.5".to_owned(),
            mem_total_bytes: 1_000,
            disk_total_bytes: 1_000,
            ..Host::default()
        }),
        metrics: Metrics {
            cpu_percent: Some(85.4),
            mem_used_bytes: Some(620),
            disk_used_bytes: Some(100),
            load1: Some(0.42),
            net_in_speed: Some(2_500_000),
            net_out_speed: Some(900),
            net_in_transfer_bytes: Some(3_000_000_000),
            net_out_transfer_bytes: Some(1_000_000_000),
            uptime_seconds: Some(3 * 86_400),
            tcp_connections: Some(120),
            ..Metrics::default()
        },
        ..Server::default()
    }
}

fn finds(text: &str) -> bool {
    finds_in(text, &server(), true)
}

fn finds_in(text: &str, server: &Server, has_addresses: bool) -> bool {
    let country = |code: &str| (code == "jp").then(|| "日本 Japan".to_owned());
    let beside = Beside {
        country: &country,
        has_addresses,
    };
    Query::parse(text).finds(server, &beside)
}

#[test]
fn nothing_finds_everybody() {
    for text in ["", "   ", "\"\"", "os:", "cpu>", "cpu>="] {
        let query = Query::parse(text);
        assert!(query.is_empty(), "{text}");
        assert_eq!(query.wrong, [], "{text}");
        assert!(finds(text), "{text}");
    }
}

#[test]
fn all_words_must_be_found_whatever_their_case() {
    for text in [
        "tokyo",
        "EDGE 01",
        "asia",
        "jp",
        "JP",
        "japan",
        "日本",
        "debian 12.5",
        "epyc",
        "kvm",
        "0.20.5",
        "gia",
        "x86",
        "\"asia pacific\" edge",
        "“tokyo edge”",
        "203.0.113",
        "2001:db8::17",
    ] {
        assert!(finds(text), "{text}");
    }
    for text in ["osaka", "tokyo osaka", "\"edge tokyo\"", "ap ja", "10:20"] {
        assert!(!finds(text), "{text}");
    }
}

#[test]
fn a_country_is_not_found_by_two_letters_of_its_name() {
    assert!(!finds("country:pa"));
    assert!(finds("country:jp"));
    assert!(finds("country:japan"));
}

#[test]
fn addresses_are_found_by_those_who_are_signed_in() {
    for text in ["203.0.113.7", "ip:203", "ip:2001:db8"] {
        assert!(finds(text), "{text}");
        assert!(!finds_in(text, &server(), false), "{text}");
    }
}

#[test]
fn fields_are_found_where_they_belong() {
    for text in [
        "name:tokyo",
        "tag:\"asia pacific\"",
        "group:asia",
        "os:debian",
        "OS:Debian",
        "cpu:epyc",
        "arch:x86",
        "virt:kvm",
        "agent:0.20",
        "note:gia",
        "status:online",
        "status:up",
        "status:online os:debian cpu>80",
    ] {
        assert!(finds(text), "{text}");
    }
    for text in [
        "name:debian",
        "os:tokyo",
        "status:offline",
        "os:debian cpu>90",
    ] {
        assert!(!finds(text), "{text}");
    }
}

#[test]
fn figures_are_compared_in_their_units() {
    for text in [
        "cpu>80",
        "cpu>=85.4",
        "cpu=85.4",
        "cpu<90%",
        "cpu<=85.4",
        "mem>60",
        "memory<63",
        "ram=62",
        "disk<=10",
        "load<0.5",
        "load=0.42",
        "down>2M",
        "in>=2.5MB/s",
        "up<1k",
        "traffic=4G",
        "uptime>2",
        "uptime=3d",
        "uptime>71h",
        "uptime<5000m",
        "tcp=120",
    ] {
        assert_eq!(Query::parse(text).wrong, [], "{text}");
        assert!(finds(text), "{text}");
    }
    for text in [
        "cpu>85.4",
        "cpu<85.4",
        "load=0.43",
        "down>3M",
        "tcp=121",
        "uptime>3",
    ] {
        assert!(!finds(text), "{text}");
    }
}

#[test]
fn what_is_unknown_is_neither_above_nor_below() {
    for text in [
        "swap>0",
        "swap<100",
        "swap=0",
        "processes>0",
        "processes<1",
        "udp=0",
    ] {
        assert!(!finds(text), "{text}");
    }
    let offline = Server {
        status: Status::Offline,
        ..server()
    };
    assert!(!finds_in("cpu>80", &offline, true));
    assert!(!finds_in("cpu<80", &offline, true));
    assert!(finds_in("status:down", &offline, true));
}

#[test]
fn what_makes_no_sense_is_told_and_searches_for_nothing() {
    for (text, fault) in [
        ("colour:red", Fault::NoField),
        ("colour>3", Fault::NoField),
        ("name>3", Fault::NoFigure),
        ("status=online", Fault::NoFigure),
        ("cpu>high", Fault::NoNumber),
        ("cpu>80GB", Fault::NoNumber),
        ("down>5d", Fault::NoNumber),
        ("cpu>1.2.3", Fault::NoNumber),
        ("mem:60", Fault::NoNumber),
        ("status:sleeping", Fault::NoStatus),
    ] {
        let query = Query::parse(&format!("tokyo {text}"));
        let wrong = Wrong {
            term: text.to_owned(),
            fault,
        };
        assert_eq!(query.wrong, [wrong], "{text}");
        assert!(finds(&format!("tokyo {text}")), "{text}");
        assert!(!finds(&format!("osaka {text}")), "{text}");
    }
}

#[test]
fn anything_may_be_typed() {
    for text in [
        ":",
        "<",
        ">=",
        "::",
        "a:b:c",
        "\"",
        "\"a",
        "cpu>\u{0}",
        "👩‍👩‍👧:x",
        "=1",
        "cpu>=>=1",
    ] {
        let _ = finds(text);
    }
}
