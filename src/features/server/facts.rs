//! The rest of what a server tells, as lists of terms and figures.

use crate::domain::roster::Server;
use crate::domain::time::UnixMillis;
use crate::domain::units::{self, Quantity, Span};
use crate::live::{Picked, ServerStateStoreFields, ServerStore};
use crate::platform::intl;
use crate::ui::old::Text;
use crate::ui::old::{Element, Words, choose, el, group, quantity, system_mark, text, when};
use leptos::prelude::*;

/// Speeds, traffic and connections.
pub(super) fn network(words: Words, server: ServerStore) -> Element {
    let figure = move |label: Text, read: fn(&Server) -> Option<Quantity>| {
        row(label, value().add(quantity(move || server.pick(read))))
    };
    let count = move |label: Text, read: fn(&Server) -> Option<u64>| {
        let count = text(move || match server.pick(read) {
            Some(count) => count.to_string(),
            None => words.texts().not_measured.to_owned(),
        });
        text_row(label, count)
    };
    let loads = text(move || {
        let texts = words.texts();
        let loads = server.pick(|server| {
            let metrics = &server.metrics;
            [metrics.load1, metrics.load5, metrics.load15]
        });
        let write = |load: Option<f64>| match load {
            Some(load) => texts.number(&units::three_digits(load)),
            None => "–".to_owned(),
        };
        loads.map(write).join("  ")
    });
    let facts = facts()
        .add(figure(words.say(|texts| texts.upload_speed), |server| {
            server.metrics.net_out_speed.map(units::speed)
        }))
        .add(figure(words.say(|texts| texts.download_speed), |server| {
            server.metrics.net_in_speed.map(units::speed)
        }))
        .add(figure(words.say(|texts| texts.uploaded), |server| {
            Some(units::traffic(server.metrics.net_out_transfer_bytes))
        }))
        .add(figure(words.say(|texts| texts.downloaded), |server| {
            Some(units::traffic(server.metrics.net_in_transfer_bytes))
        }))
        .add(count(words.say(|texts| texts.tcp_connections), |server| {
            server.metrics.tcp_connections
        }))
        .add(count(words.say(|texts| texts.udp_connections), |server| {
            server.metrics.udp_connections
        }))
        .add(count(words.say(|texts| texts.processes), |server| {
            server.metrics.processes
        }))
        .add(text_row(words.say(|texts| texts.load_averages), loads));
    panel(words.say(|texts| texts.section_network), facts)
}

/// What the machine is.
pub(super) fn system(words: Words, server: ServerStore) -> Element {
    let or_unknown = move |text: String| {
        if text.is_empty() {
            words.texts().unknown.to_owned()
        } else {
            text
        }
    };
    let told = move |label: Text, read: fn(&Server) -> String| {
        text_row(label, text(move || or_unknown(server.pick(read))))
    };
    let moment = move |label: Text, read: fn(&Server) -> Option<UnixMillis>| {
        let moment = text(move || match server.pick(read) {
            Some(at) => words.texts().moment(intl::on_clock(at)),
            None => words.texts().unknown.to_owned(),
        });
        text_row(label, moment)
    };
    let uptime = text(move || {
        let (is_told, seconds) =
            server.pick(|server| (server.has_metrics, server.metrics.uptime_seconds));
        if is_told {
            words.texts().span(Span::of_seconds(seconds))
        } else {
            words.texts().unknown.to_owned()
        }
    });
    let region = text(move || {
        let code = server.pick(|server| server.host.country_code.clone());
        let name = intl::region_name(words.language.tag(), &code);
        or_unknown(name.unwrap_or_else(|| code.to_ascii_uppercase()))
    });
    let system = text(move || or_unknown(server.pick(|server| server.host.system())));
    let platform = server.said(|server| server.host.platform.clone());
    let system = value().add(system_mark(platform)).text(system);
    let graphics = move || {
        told(words.say(|texts| texts.graphics), |server| {
            server.host.gpu.join(", ")
        })
    };
    let virtualization = move || {
        told(words.say(|texts| texts.virtualization), |server| {
            server.host.virtualization.clone()
        })
    };
    // An agent tells what the machine has before it tells how much of that is used.
    let size = move |label: Text, read: fn(&Server) -> u64| {
        let size = quantity(move || Some(units::memory(server.pick(read))));
        row(label, value().add(size))
    };
    let sizes = move || {
        group()
            .add(size(words.say(|texts| texts.memory), |server| {
                server.host.mem_total_bytes
            }))
            .add(size(words.say(|texts| texts.swap), |server| {
                server.host.swap_total_bytes
            }))
            .add(size(words.say(|texts| texts.disk), |server| {
                server.host.disk_total_bytes
            }))
    };
    let facts = facts()
        .add(row(words.say(|texts| texts.operating_system), system))
        .add(told(words.say(|texts| texts.processor), |server| {
            server.host.cpu.join(", ")
        }))
        .add(when(
            move || server.pick(|server| !server.host.gpu.is_empty()),
            graphics,
        ))
        .add(told(words.say(|texts| texts.architecture), |server| {
            server.host.arch.clone()
        }))
        .add(when(
            move || server.pick(|server| !server.host.virtualization.is_empty()),
            virtualization,
        ))
        .add(when(
            move || server.pick(|server| !server.has_metrics && server.host.mem_total_bytes > 0),
            sizes,
        ))
        .add(text_row(words.say(|texts| texts.region), region))
        .add(text_row(words.say(|texts| texts.uptime), uptime))
        .add(moment(words.say(|texts| texts.boot_time), |server| {
            server.host.boot_time
        }))
        .add(moment(words.say(|texts| texts.last_report), |server| {
            server.last_active
        }))
        .add(told(words.say(|texts| texts.agent_version), |server| {
            server.host.agent_version.clone()
        }));
    panel(words.say(|texts| texts.section_system), facts)
}

/// Temperatures, where there are any.
pub(super) fn sensors(words: Words, server: ServerStore) -> Element {
    choose(
        move || server.pick(|server| server.metrics.temperatures.len() as u64),
        move |count| {
            if count == 0 {
                return group();
            }
            let mut facts = facts();
            for position in 0..count {
                facts = facts.add(sensor(
                    server,
                    usize::try_from(position).unwrap_or_default(),
                ));
            }
            panel(words.say(|texts| texts.section_sensors), facts)
        },
    )
}

fn sensor(server: ServerStore, position: usize) -> Element {
    let name = text(move || {
        server.whole().with(|server| {
            let sensor = server.metrics.temperatures.get(position);
            sensor.map(|sensor| sensor.name.clone()).unwrap_or_default()
        })
    });
    let celsius = move || {
        server.whole().with(|server| {
            let sensor = server.metrics.temperatures.get(position)?;
            Some(Quantity {
                value: units::degrees(sensor.celsius),
                unit: "°C",
            })
        })
    };
    row(name, value().add(quantity(celsius)))
}

pub(super) fn panel(title: Text, facts: Element) -> Element {
    el("section")
        .class("panel")
        .add(el("h2").text(title))
        .add(facts)
}

pub(super) fn facts() -> Element {
    el("dl").class("facts")
}

pub(super) fn value() -> Element {
    el("dd")
}

pub(super) fn text_row(label: Text, text: Text) -> Element {
    row(label, value().text(text))
}

pub(super) fn row(label: Text, value: Element) -> Element {
    el("div")
        .class("facts__row")
        .add(el("dt").add(el("bdi").text(label)))
        .add(value)
}
