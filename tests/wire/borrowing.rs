//! Decoding copies no text that the answer already holds as it is.

use std::collections::BTreeMap;

use lotus::wire::{
    EnvelopeDto, FrameDto, MonitorHistoryDto, ServerDetailsDto, TextDto, decode_list,
};

use super::recorded::{ok, text};

fn all_borrowed<'a>(mut texts: impl Iterator<Item = &'a TextDto<'a>>) -> bool {
    texts.all(TextDto::is_borrowed)
}

#[test]
fn texts_of_a_frame_are_borrowed_unless_json_escapes_them() {
    let body = text("fleet/ws-cookie-1.json");
    let frame: FrameDto<'_> = serde_json::from_str(&body).unwrap();
    let servers: BTreeMap<u64, _> = frame
        .servers
        .as_ref()
        .unwrap()
        .iter()
        .map(|server| (server.id, server))
        .collect();
    for (id, server) in &servers {
        let host = server.host.as_ref().unwrap();
        let machine = [
            &host.platform,
            &host.platform_version,
            &host.arch,
            &host.version,
        ];
        let models = host.cpu.iter().chain(&host.gpu).flatten();
        assert!(all_borrowed(machine.into_iter().chain(models)), "{id}");
        assert!(server.last_active.is_borrowed(), "{id}");
        assert_eq!(server.name.is_borrowed(), *id != 5, "{id}");
    }
    let sensors = servers[&4].state.as_ref().unwrap().temperatures.as_ref();
    assert!(all_borrowed(
        sensors.unwrap().iter().map(|sensor| &sensor.name)
    ));
    assert_eq!(servers[&5].name.as_str(), "<img src=x onerror=alert(1)>");
}

#[test]
fn texts_of_answers_are_borrowed_through_the_envelope() {
    let body = text("fleet/details-by-id.json");
    let envelope: EnvelopeDto<'_, Vec<ServerDetailsDto<'_>>> = serde_json::from_str(&body).unwrap();
    assert!(envelope.message.unwrap().is_borrowed());
    let server = &envelope.result.unwrap()[0];
    assert!(all_borrowed(
        [&server.name, &server.tag, &server.ipv4].into_iter()
    ));

    let body = text("fleet/monitor-1.json");
    let envelope: EnvelopeDto<'_, Vec<MonitorHistoryDto<'_>>> =
        serde_json::from_str(&body).unwrap();
    let histories = envelope.result.unwrap();
    let names = histories.iter().map(|history| &history.server_name);
    assert!(all_borrowed(names));

    let body = text("fleet/list-cookie.json");
    let items = decode_list(ok(&body)).unwrap();
    for item in items {
        assert_eq!(item.name.is_borrowed(), item.id != 5, "{}", item.id);
    }
}
