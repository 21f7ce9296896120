//! The rest of what a server tells, as lists of terms and figures.

use leptos::prelude::*;

use crate::domain::roster::Server;
use crate::domain::time::UnixMillis;
use crate::domain::units::{self, Quantity, Span};
use crate::live::ServerSignal;
use crate::platform::intl;
use crate::ui::{QuantityText, SystemMark, switch, text, use_words, when};

/// Speeds, traffic and connections.
#[component]
pub fn Network(
    /// The server.
    server: ServerSignal,
) -> AnyView {
    let words = use_words();
    let quantity = move |label: Signal<String>, read: fn(&Server) -> Option<Quantity>| {
        row(
            label,
            view! { <QuantityText quantity=server.signal(read) /> }.into_any(),
        )
    };
    let count = move |label: Signal<String>, read: fn(&Server) -> Option<u64>| {
        let count = text(move || match server.get(read) {
            Some(count) => count.to_string(),
            None => words.texts().not_measured.to_owned(),
        });
        text_row(label, count)
    };
    let loads = text(move || {
        let texts = words.texts();
        let loads = server.get(|server| {
            let metrics = &server.metrics;
            [metrics.load1, metrics.load5, metrics.load15]
        });
        let write = |load: Option<f64>| match load {
            Some(load) => texts.number(&units::three_digits(load)),
            None => "–".to_owned(),
        };
        loads.map(write).join("  ")
    });
    view! {
        <section class="panel">
            <h2>{words.say(|texts| texts.section_network)}</h2>
            <dl class="facts">
                {quantity(words.say(|texts| texts.upload_speed), |server| {
                    server.metrics.net_out_speed.map(units::speed)
                })}
                {quantity(words.say(|texts| texts.download_speed), |server| {
                    server.metrics.net_in_speed.map(units::speed)
                })}
                {quantity(words.say(|texts| texts.uploaded), |server| {
                    Some(units::traffic(server.metrics.net_out_transfer_bytes))
                })}
                {quantity(words.say(|texts| texts.downloaded), |server| {
                    Some(units::traffic(server.metrics.net_in_transfer_bytes))
                })}
                {count(words.say(|texts| texts.tcp_connections), |server| server.metrics.tcp_connections)}
                {count(words.say(|texts| texts.udp_connections), |server| server.metrics.udp_connections)}
                {count(words.say(|texts| texts.processes), |server| server.metrics.processes)}
                {text_row(words.say(|texts| texts.load_averages), loads)}
            </dl>
        </section>
    }
    .into_any()
}

/// What the machine is.
#[component]
pub fn System(
    /// The server.
    server: ServerSignal,
) -> AnyView {
    let words = use_words();
    let or_unknown = move |text: String| {
        if text.is_empty() {
            words.texts().unknown.to_owned()
        } else {
            text
        }
    };
    let told = move |label: Signal<String>, read: fn(&Server) -> String| {
        text_row(label, text(move || or_unknown(server.get(read))))
    };
    let moment = move |label: Signal<String>, read: fn(&Server) -> Option<UnixMillis>| {
        let moment = text(move || match server.get(read) {
            Some(at) => intl::date_and_time(words.language.get().tag(), at),
            None => words.texts().unknown.to_owned(),
        });
        text_row(label, moment)
    };
    let uptime = text(move || {
        let seconds = server.get(|server| server.metrics.uptime_seconds);
        words.texts().span(Span::of_seconds(seconds))
    });
    let region = text(move || {
        let code = server.get(|server| server.host.country_code.clone());
        let name = intl::region_name(words.language.get().tag(), &code);
        or_unknown(name.unwrap_or_else(|| code.to_ascii_uppercase()))
    });
    let system = text(move || or_unknown(server.get(|server| server.host.system())));
    let platform = server.signal(|server| server.host.platform.clone());
    let system = view! { <SystemMark platform /> {system} }.into_any();
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
    view! {
        <section class="panel">
            <h2>{words.say(|texts| texts.section_system)}</h2>
            <dl class="facts">
                {row(words.say(|texts| texts.operating_system), system)}
                {told(words.say(|texts| texts.processor), |server| server.host.cpu.join(", "))}
                {when(move || server.get(|server| !server.host.gpu.is_empty()), graphics)}
                {told(words.say(|texts| texts.architecture), |server| server.host.arch.clone())}
                {when(move || server.get(|server| !server.host.virtualization.is_empty()), virtualization)}
                {text_row(words.say(|texts| texts.region), region)}
                {text_row(words.say(|texts| texts.uptime), uptime)}
                {moment(words.say(|texts| texts.boot_time), |server| server.host.boot_time)}
                {moment(words.say(|texts| texts.last_report), |server| server.last_active)}
                {told(words.say(|texts| texts.agent_version), |server| server.host.agent_version.clone())}
            </dl>
        </section>
    }
    .into_any()
}

/// Temperatures, where there are any.
#[component]
pub fn Sensors(
    /// The server.
    server: ServerSignal,
) -> AnyView {
    let words = use_words();
    let count = Memo::new(move |_| server.get(|server| server.metrics.temperatures.len()));
    let sensor = move |position: usize| {
        let name = text(move || {
            server.with(|server| {
                let sensor = server.metrics.temperatures.get(position);
                sensor.map(|sensor| sensor.name.clone()).unwrap_or_default()
            })
        });
        let celsius = Signal::derive(move || {
            server.with(|server| {
                let sensor = server.metrics.temperatures.get(position)?;
                Some(Quantity {
                    value: units::fixed(sensor.celsius, 1),
                    unit: "°C",
                })
            })
        });
        row(name, view! { <QuantityText quantity=celsius /> }.into_any())
    };
    let sensors = move || {
        let rows = switch(move || (0..count.get()).map(sensor).collect::<Vec<_>>().into_any());
        view! {
            <section class="panel">
                <h2>{words.say(|texts| texts.section_sensors)}</h2>
                <dl class="facts">{rows}</dl>
            </section>
        }
    };
    when(move || count.get() > 0, sensors)
}

/// IP addresses, which only those who are signed in are told.
#[component]
pub fn Addresses(
    /// The server.
    server: ServerSignal,
) -> AnyView {
    let words = use_words();
    let address = move |name: &str, read: fn(&Server) -> String| {
        let name = name.to_owned();
        when(
            move || !server.get(read).is_empty(),
            move || {
                let address = server.signal(read);
                row(
                    Signal::stored(name.clone()),
                    view! { <code>{address}</code> }.into_any(),
                )
            },
        )
    };
    let v4 = |server: &Server| {
        server
            .ips
            .as_ref()
            .map(|ips| ips.v4.clone())
            .unwrap_or_default()
    };
    let v6 = |server: &Server| {
        server
            .ips
            .as_ref()
            .map(|ips| ips.v6.clone())
            .unwrap_or_default()
    };
    let addresses = move || {
        view! {
            <section class="panel">
                <h2>{words.say(|texts| texts.addresses)}</h2>
                <dl class="facts">{address("IPv4", v4)} {address("IPv6", v6)}</dl>
            </section>
        }
    };
    let has_any = move || server.get(v4).len() + server.get(v6).len() > 0;
    when(has_any, addresses)
}

fn text_row(label: Signal<String>, text: Signal<String>) -> AnyView {
    row(label, text.into_any())
}

fn row(label: Signal<String>, value: AnyView) -> AnyView {
    view! {
        <div class="facts__row">
            <dt><bdi>{label}</bdi></dt>
            <dd>{value}</dd>
        </div>
    }
    .into_any()
}
