//! Frames of one socket: what they repeat of a machine is not read again, and nothing else changes.

use lotus::domain::roster::Roster;
use lotus::domain::rules::MonitorRules;
use lotus::domain::server::ServerId;
use lotus::wire::{Hosts, decode_frame, decode_next_frame};

/// A frame of two machines: what the first is, and its load; the second has not said what it is.
fn frame(now: i64, host: &str, cpu: f64) -> String {
    format!(
        r#"{{"now":{now},"servers":[
            {{"ID":1,"Name":"a","Host":{host},"State":{{"CPU":{cpu}}},
              "LastActive":"2026-09-07T01:48:40Z"}},
            {{"ID":2,"Name":"b","Host":null,"State":null,"LastActive":"0001-01-01T00:00:00Z"}}]}}"#
    )
}

const DEBIAN: &str = r#"{"Platform":"debian","MemTotal":1024,"Arch":"x86_64"}"#;
const ALPINE: &str = r#"{"Platform":"alpine","MemTotal":2048,"Arch":"x86_64"}"#;

/// Which of the two said before what they are.
fn repeated(hosts: &mut Hosts, text: &str, knows: bool) -> [bool; 2] {
    let snapshot = decode_next_frame(text, hosts, &|_| knows).unwrap();
    [0, 1].map(|place| snapshot.servers[place].host_as_before)
}

#[test]
fn what_a_machine_said_before_is_not_read_again() {
    let mut hosts = Hosts::default();
    assert_eq!(
        repeated(&mut hosts, &frame(1, DEBIAN, 1.0), true),
        [false; 2]
    );
    assert_eq!(
        repeated(&mut hosts, &frame(2, DEBIAN, 2.0), true),
        [true; 2]
    );
    assert_eq!(
        repeated(&mut hosts, &frame(3, ALPINE, 2.0), true),
        [false, true]
    );
    assert_eq!(
        repeated(&mut hosts, &frame(4, ALPINE, 2.0), true),
        [true; 2]
    );
    // Who is known no longer is read anew, and so is everybody after a frame that cannot be read.
    assert_eq!(
        repeated(&mut hosts, &frame(5, ALPINE, 2.0), false),
        [false; 2]
    );
    let cut = &frame(6, DEBIAN, 1.0)[..100];
    assert!(decode_next_frame(cut, &mut hosts, &|_| true).is_err());
    assert_eq!(
        repeated(&mut hosts, &frame(7, ALPINE, 2.0), true),
        [false; 2]
    );
}

#[test]
fn what_a_machine_is_must_be_an_object_or_null_in_every_frame() {
    for host in ["[]", "1", "\"a\"", "{\"MemTotal\":\"much\"}"] {
        let mut hosts = Hosts::default();
        let text = frame(1, host, 1.0);
        for _ in 0..2 {
            assert!(
                decode_next_frame(&text, &mut hosts, &|_| true).is_err(),
                "{host}"
            );
        }
    }
}

#[test]
fn a_fleet_is_the_same_whether_its_frames_are_read_after_each_other_or_alone() {
    let mut hosts = Hosts::default();
    let mut next = Roster::new(MonitorRules::V0);
    let mut alone = Roster::new(MonitorRules::V0);
    let said = [
        DEBIAN, DEBIAN, "null", "null", DEBIAN, ALPINE, "{}", ALPINE, ALPINE,
    ];
    for (second, host) in (1_788_745_720_000_i64..).step_by(1_000).zip(said) {
        let text = frame(second, host, 1.0);
        let snapshot = {
            let knows = |id: ServerId| next.get(id).is_some();
            decode_next_frame(&text, &mut hosts, &knows).unwrap()
        };
        let one = next.frame(snapshot);
        let other = alone.frame(decode_frame(&text).unwrap());
        assert_eq!(one, other, "{host}");
        for id in [1, 2].map(ServerId) {
            assert_eq!(next.get(id), alone.get(id), "{host}");
        }
    }
    // Who left and came back is read anew.
    let empty = r#"{"now":1788745799000,"servers":[]}"#;
    let left = decode_next_frame(empty, &mut hosts, &|_| true).unwrap();
    next.frame(left);
    let text = frame(1_788_745_800_000, ALPINE, 1.0);
    let knows = |id: ServerId| next.get(id).is_some();
    let back = decode_next_frame(&text, &mut hosts, &knows).unwrap();
    next.frame(back);
    assert_eq!(next.get(ServerId(1)).unwrap().host.platform, "alpine");
}
