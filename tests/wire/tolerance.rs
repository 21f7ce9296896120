//! What servers of other ages and proxies may send, and where tolerance ends.

use lotus::domain::error::{ApiError, Endpoint, PayloadFault};
use lotus::domain::server::{Host, Metrics, ServerReport};
use lotus::wire::{decode_details, decode_frame, decode_tokens};

use super::recorded::{ok, text};

/// The only server of a `details` answer with this text as its object.
fn detailed(object: &str) -> Result<ServerReport, ApiError> {
    let body = format!(r#"{{"code":0,"message":"success","result":[{object}]}}"#);
    decode_details(ok(&body)).map(|mut servers| servers.remove(0))
}

/// The metrics of a server whose `status` is this object.
fn metrics(status: &str) -> Result<Metrics, ApiError> {
    detailed(&format!(r#"{{"id":1,"status":{status}}}"#)).map(|server| server.metrics)
}

#[test]
fn keys_that_nobody_knows_are_passed_over() {
    let server = detailed(
        r#"{"id":1,"name":"n","future":{"deep":[1,{"x":null}]},"host":{"Platform":"debian",
        "Kernel":"6.1"},"status":{"CPU":1.5,"Fans":[{"Name":"f"}]},"another":[]}"#,
    )
    .unwrap();
    assert_eq!(server.name, "n");
    assert_eq!(server.host.platform, "debian");
    assert_eq!(server.metrics.cpu_percent, Some(1.5));
    let frame = r#"{"future":1,"now":5000,"servers":[{"ID":1,"Future":{}}],"online":3}"#;
    assert_eq!(decode_frame(frame).unwrap().servers.len(), 1);
}

#[test]
fn null_stands_for_absent_everywhere_but_in_ids() {
    let nothing = r#"{"id":1,"name":null,"tag":null,"last_active":null,"ipv4":null,"ipv6":null,
        "valid_ip":null,"display_index":null,"hide_for_guest":null,"host":null,"status":null}"#;
    let bare = detailed(r#"{"id":1}"#).unwrap();
    assert_eq!(detailed(nothing).unwrap(), bare);
    assert_eq!(bare.host, Host::default());
    assert_eq!(bare.last_active, None);

    let nulls = r#"{"id":1,"host":{"CPU":null,"GPU":null,"MemTotal":null,"BootTime":null},
        "status":{"Temperatures":null,"NetInSpeed":null,"Load1":null}}"#;
    assert_eq!(detailed(nulls).unwrap(), bare);

    let frame = r#"{"now":1,"servers":[{"ID":1,"Host":null,"State":null,"LastActive":null}]}"#;
    let server = &decode_frame(frame).unwrap().servers[0];
    assert_eq!(server.last_active, None);
    assert!(
        decode_frame(r#"{"now":1,"servers":null}"#)
            .unwrap()
            .servers
            .is_empty()
    );

    let shape = ApiError::BadPayload {
        endpoint: Endpoint::Details,
        fault: PayloadFault::Shape,
    };
    assert_eq!(detailed(r#"{"id":null}"#), Err(shape));
}

#[test]
fn null_elements_of_lists_do_not_break_them() {
    let server = detailed(
        r#"{"id":1,"host":{"CPU":["a",null]},"status":{"Temperatures":[
        {"Name":"t","Temperature":null},{"Name":null,"Temperature":40},{}]}}"#,
    )
    .unwrap();
    assert_eq!(server.host.cpu, ["a", ""]);
    assert_eq!(server.metrics.temperatures.len(), 1);
}

#[test]
fn another_type_than_the_contracts_is_refused() {
    for object in [
        r#"{"id":"1"}"#,
        r#"{"id":-1}"#,
        r#"{"id":1.5}"#,
        r#"{"id":1,"name":5}"#,
        r#"{"id":1,"last_active":"now"}"#,
        r#"{"id":1,"host":"debian"}"#,
        r#"{"id":1,"host":{"CPU":"one"}}"#,
        r#"{"id":1,"status":{"CPU":"1"}}"#,
        r#"{"id":1,"status":{"MemUsed":18446744073709551616}}"#,
        r#"{"id":1,"hide_for_guest":"on"}"#,
        "7",
    ] {
        let shape = ApiError::BadPayload {
            endpoint: Endpoint::Details,
            fault: PayloadFault::Shape,
        };
        assert_eq!(detailed(object), Err(shape), "{object}");
    }
}

#[test]
fn zero_is_not_measured_where_agents_can_switch_it_off() {
    let zero = metrics(r#"{"TcpConnCount":0,"UdpConnCount":0,"ProcessCount":0,"GPU":0,"CPU":0}"#);
    let zero = zero.unwrap();
    assert_eq!(zero.tcp_connections, None);
    assert_eq!(zero.udp_connections, None);
    assert_eq!(zero.processes, None);
    assert_eq!(zero.gpu_percent, None);
    assert_eq!(zero.cpu_percent, Some(0.0), "an idle processor is measured");
}

#[test]
fn never_is_told_in_both_of_its_spellings_and_not_by_sign() {
    for never in ["-62135596800", "null", "-9223372036854775808"] {
        let server = detailed(&format!(r#"{{"id":1,"last_active":{never}}}"#)).unwrap();
        assert_eq!(server.last_active, None, "{never}");
    }
    assert!(
        detailed(r#"{"id":1,"last_active":-1}"#)
            .unwrap()
            .last_active
            .is_some()
    );
    for (text, is_known) in [
        ("0001-01-01T00:00:00Z", false),
        ("0001-01-01T08:05:43+08:05", false),
        ("", false),
        ("yesterday", false),
        ("2026-11-23T00:11:25.828081807+08:00", true),
        ("2026-11-22T16:11:25Z", true),
    ] {
        let frame = format!(r#"{{"now":1,"servers":[{{"ID":1,"LastActive":"{text}"}}]}}"#);
        let server = &decode_frame(&frame).unwrap().servers[0];
        assert_eq!(server.last_active.is_some(), is_known, "{text}");
    }
}

#[test]
fn ids_that_repeat_are_kept_once_the_first_time() {
    let frame = r#"{"now":1,"servers":[{"ID":2,"Name":"a"},{"ID":1},{"ID":2,"Name":"b"}]}"#;
    let servers = decode_frame(frame).unwrap().servers;
    let kept: Vec<(u64, &str)> = servers
        .iter()
        .map(|server| (server.id.0, server.name.as_str()))
        .collect();
    assert_eq!(kept, [(2, "a"), (1, "")]);
}

#[test]
fn a_byte_order_mark_and_blank_space_are_passed_over() {
    let body = text("tokens/list.json");
    let expected = decode_tokens(ok(&body)).unwrap();
    let marked = format!("\u{feff}\r\n{body}\n\n");
    assert_eq!(decode_tokens(ok(&marked)).unwrap(), expected);
    let frame = text("fleet/ws-guest-1.json");
    let marked = format!("\u{feff}{frame}");
    assert_eq!(decode_frame(&marked), decode_frame(&frame));
}

#[test]
fn escapes_beyond_the_basic_plane_are_put_together() {
    let server = detailed(r#"{"id":1,"name":"\ud83d\ude80 \u003cb\u003e \u6e2f"}"#).unwrap();
    assert_eq!(server.name, "🚀 <b> 港");
    assert!(detailed(r#"{"id":1,"name":"\ud83d"}"#).is_err());
}
