//! The rest of what a server tells, as lists of terms and figures.

use leptos::prelude::*;

use crate::domain::roster::Server;
use crate::domain::units::{self, Quantity, Span};
use crate::i18n::Texts;
use crate::platform::intl;
use crate::ui::{QuantityText, SystemMark, Words, use_words};

/// Picks a word.
type Pick = fn(&Texts) -> &'static str;

/// Speeds, traffic and connections.
#[component]
pub fn Network(
    /// The server.
    server: RwSignal<Server>,
) -> impl IntoView {
    let words = use_words();
    let quantity = move |label: Pick, read: fn(&Server) -> Option<Quantity>| {
        let quantity = Memo::new(move |_| server.with(read));
        view! {
            <div class="facts__row">
                <dt>{words.say(label)}</dt>
                <dd><QuantityText quantity /></dd>
            </div>
        }
    };
    let count = move |label: Pick, read: fn(&Server) -> Option<u64>| {
        text_row(words, label, move || match server.with(read) {
            Some(count) => count.to_string(),
            None => words.texts().not_measured.to_owned(),
        })
    };
    let load = move || {
        let loads = server.with(|server| {
            let metrics = &server.metrics;
            [metrics.load1, metrics.load5, metrics.load15]
        });
        let texts = words.texts();
        let write = |load: Option<f64>| {
            load.map_or_else(
                || "–".to_owned(),
                |load| texts.number(&units::three_digits(load)),
            )
        };
        loads.map(write).join("  ")
    };
    view! {
        <section class="panel">
            <h2>{words.say(|texts| texts.section_network)}</h2>
            <dl class="facts">
                {quantity(|texts| texts.upload_speed, |server| server.metrics.net_out_speed.map(units::speed))}
                {quantity(|texts| texts.download_speed, |server| server.metrics.net_in_speed.map(units::speed))}
                {quantity(|texts| texts.uploaded, |server| Some(units::traffic(server.metrics.net_out_transfer_bytes)))}
                {quantity(|texts| texts.downloaded, |server| Some(units::traffic(server.metrics.net_in_transfer_bytes)))}
                {count(|texts| texts.tcp_connections, |server| server.metrics.tcp_connections)}
                {count(|texts| texts.udp_connections, |server| server.metrics.udp_connections)}
                {count(|texts| texts.processes, |server| server.metrics.processes)}
                {text_row(words, |texts| texts.load_averages, load)}
            </dl>
        </section>
    }
}

/// What the machine is.
#[component]
pub fn System(
    /// The server.
    server: RwSignal<Server>,
) -> impl IntoView {
    let words = use_words();
    let platform = Memo::new(move |_| server.with(|server| server.host.platform.clone()));
    let told = move |label: Pick, read: fn(&Server) -> String| {
        text_row(words, label, move || {
            let text = server.with(read);
            if text.is_empty() {
                words.texts().unknown.to_owned()
            } else {
                text
            }
        })
    };
    let moment =
        move |label: Pick, read: fn(&Server) -> Option<crate::domain::time::UnixMillis>| {
            text_row(words, label, move || match server.with(read) {
                Some(at) => intl::date_and_time(words.language.get().tag(), at),
                None => words.texts().unknown.to_owned(),
            })
        };
    let uptime = move || {
        let seconds = server.with(|server| server.metrics.uptime_seconds);
        words.texts().span(Span::of_seconds(seconds))
    };
    let region = move || {
        let code = server.with(|server| server.host.country_code.clone());
        if code.is_empty() {
            return words.texts().unknown.to_owned();
        }
        intl::region_name(words.language.get().tag(), &code).unwrap_or_else(|| code.to_uppercase())
    };
    let system = move || {
        let system = server.with(|server| server.host.system());
        if system.is_empty() {
            words.texts().unknown.to_owned()
        } else {
            system
        }
    };
    view! {
        <section class="panel">
            <h2>{words.say(|texts| texts.section_system)}</h2>
            <dl class="facts">
                <div class="facts__row">
                    <dt>{words.say(|texts| texts.operating_system)}</dt>
                    <dd><SystemMark platform />{system}</dd>
                </div>
                {told(|texts| texts.processor, |server| server.host.cpu.join(", "))}
                <Show when=move || server.with(|server| !server.host.gpu.is_empty())>
                    {told(|texts| texts.graphics, |server| server.host.gpu.join(", "))}
                </Show>
                {told(|texts| texts.architecture, |server| server.host.arch.clone())}
                <Show when=move || server.with(|server| !server.host.virtualization.is_empty())>
                    {told(|texts| texts.virtualization, |server| server.host.virtualization.clone())}
                </Show>
                {text_row(words, |texts| texts.region, region)}
                {text_row(words, |texts| texts.uptime, uptime)}
                {moment(|texts| texts.boot_time, |server| server.host.boot_time)}
                {moment(|texts| texts.last_report, |server| server.last_active)}
                {told(|texts| texts.agent_version, |server| server.host.agent_version.clone())}
            </dl>
        </section>
    }
}

/// Temperatures, where there are any.
#[component]
pub fn Sensors(
    /// The server.
    server: RwSignal<Server>,
) -> impl IntoView {
    let words = use_words();
    let count = Memo::new(move |_| server.with(|server| server.metrics.temperatures.len()));
    let row = move |position: usize| {
        let name = Memo::new(move |_| {
            server.with(|server| {
                let sensor = server.metrics.temperatures.get(position);
                sensor.map(|sensor| sensor.name.clone()).unwrap_or_default()
            })
        });
        let celsius = Memo::new(move |_| {
            server.with(|server| {
                let sensor = server.metrics.temperatures.get(position)?;
                Some(Quantity {
                    value: format!("{:.1}", sensor.celsius),
                    unit: "°C",
                })
            })
        });
        view! {
            <div class="facts__row">
                <dt><bdi>{name}</bdi></dt>
                <dd><QuantityText quantity=celsius /></dd>
            </div>
        }
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <section class="panel">
                <h2>{words.say(|texts| texts.section_sensors)}</h2>
                <dl class="facts">{move || (0..count.get()).map(row).collect_view()}</dl>
            </section>
        </Show>
    }
}

/// IP addresses, which only those who are signed in are told.
#[component]
pub fn Addresses(
    /// The server.
    server: RwSignal<Server>,
) -> impl IntoView {
    let words = use_words();
    let ips = Memo::new(move |_| {
        let ips = server.with(|server| server.ips.clone()).unwrap_or_default();
        [ips.v4, ips.v6]
            .into_iter()
            .filter(|ip| !ip.is_empty())
            .collect::<Vec<_>>()
    });
    view! {
        <Show when=move || ips.with(|ips| !ips.is_empty())>
            <section class="panel">
                <h2>{words.say(|texts| texts.addresses)}</h2>
                <ul class="server-page__addresses">
                    {move || ips.get().into_iter().map(|ip| view! { <li><code>{ip}</code></li> }).collect_view()}
                </ul>
            </section>
        </Show>
    }
}

fn text_row(
    words: Words,
    label: Pick,
    text: impl Fn() -> String + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <div class="facts__row">
            <dt>{words.say(label)}</dt>
            <dd>{text}</dd>
        </div>
    }
}
