//! The rest of what a server tells, as lists of terms and figures.

use leptos::prelude::*;

use crate::domain::server::{Host, Temperature};
use crate::domain::time::UnixMillis;
use crate::domain::units::{self, Span};
use crate::live::{ServerStateStoreFields, ServerStore};
use crate::platform::intl;
use crate::ui::{Quantity, SystemMark, each, use_language, use_texts, when};

/// Speeds, traffic and connections.
#[component]
pub(super) fn NetworkPanel(
    /// Whose.
    server: ServerStore,
) -> impl IntoView {
    let texts = use_texts();
    let count = move |count: Option<u64>| match count {
        Some(count) => count.to_string(),
        None => texts.not_measured.to_owned(),
    };
    let load = move |load: Option<f64>| match load {
        Some(load) => texts.number(&units::three_digits(load)),
        None => "–".to_owned(),
    };
    let up = Signal::derive(move || server.net_out_speed().get().map(units::speed));
    let down = Signal::derive(move || server.net_in_speed().get().map(units::speed));
    let sent = Signal::derive(move || Some(units::traffic(server.net_out_transfer_bytes().get())));
    let received =
        Signal::derive(move || Some(units::traffic(server.net_in_transfer_bytes().get())));
    let tcp = Signal::derive(move || count(server.tcp_connections().get()));
    let udp = Signal::derive(move || count(server.udp_connections().get()));
    let processes = Signal::derive(move || count(server.processes().get()));
    let loads = Signal::derive(move || {
        let loads = [
            server.load1().get(),
            server.load5().get(),
            server.load15().get(),
        ];
        loads.map(load).join("  ")
    });
    view! {
        <FactsPanel title=texts.section_network>
            <QuantityRow label=texts.upload_speed quantity=up />
            <QuantityRow label=texts.download_speed quantity=down />
            <QuantityRow label=texts.uploaded quantity=sent />
            <QuantityRow label=texts.downloaded quantity=received />
            <TextRow label=texts.tcp_connections text=tcp />
            <TextRow label=texts.udp_connections text=udp />
            <TextRow label=texts.processes text=processes />
            <TextRow label=texts.load_averages text=loads />
        </FactsPanel>
    }
}

/// What the machine is.
#[component]
pub(super) fn SystemPanel(
    /// Whose.
    server: ServerStore,
) -> impl IntoView {
    let (texts, language) = (use_texts(), use_language());
    let or_unknown = move |text: String| {
        if text.is_empty() {
            texts.unknown.to_owned()
        } else {
            text
        }
    };
    let moment = move |at: Option<UnixMillis>| match at {
        Some(at) => texts.moment(intl::on_clock(at)),
        None => texts.unknown.to_owned(),
    };
    let told = move |read: fn(&Host) -> String| {
        Signal::derive(move || or_unknown(server.host().with(read)))
    };
    let platform = Signal::derive(move || server.host().with(|host| host.platform.clone()));
    let system = told(Host::system);
    let region = Signal::derive(move || {
        let code = server.host().with(|host| host.country_code.clone());
        let name = intl::region_name(language.tag(), &code);
        or_unknown(name.unwrap_or_else(|| code.to_ascii_uppercase()))
    });
    let uptime = Signal::derive(move || {
        if server.has_metrics().get() {
            texts.span(Span::of_seconds(server.uptime_seconds().get()))
        } else {
            texts.unknown.to_owned()
        }
    });
    let boot_time = Signal::derive(move || moment(server.host().with(|host| host.boot_time)));
    let last_report = Signal::derive(move || moment(server.last_active().get()));
    let graphics = move || {
        let graphics = told(|host| host.gpu.join(", "));
        view! { <TextRow label=texts.graphics text=graphics /> }.into_any()
    };
    let virtualization = move || {
        let virtualization = told(|host| host.virtualization.clone());
        view! { <TextRow label=texts.virtualization text=virtualization /> }.into_any()
    };
    view! {
        <FactsPanel title=texts.section_system>
            <FactRow label=texts.operating_system>
                <dd>
                    <SystemMark platform=platform />
                    {system}
                </dd>
            </FactRow>
            <TextRow label=texts.processor text=told(|host| host.cpu.join(", ")) />
            {when(move || server.host().with(|host| !host.gpu.is_empty()), graphics)}
            <TextRow label=texts.architecture text=told(|host| host.arch.clone()) />
            {when(
                move || server.host().with(|host| !host.virtualization.is_empty()),
                virtualization,
            )}
            // An agent tells what the machine has before it tells how much of that is used.
            {when(
                move || {
                    !server.has_metrics().get()
                        && server.host().with(|host| host.mem_total_bytes > 0)
                },
                move || view! { <Sizes server=server /> }.into_any(),
            )}
            <TextRow label=texts.region text=region />
            <TextRow label=texts.uptime text=uptime />
            <TextRow label=texts.boot_time text=boot_time />
            <TextRow label=texts.last_report text=last_report />
            <TextRow label=texts.agent_version text=told(|host| host.agent_version.clone()) />
        </FactsPanel>
    }
}

/// How much memory, swap and disk there is.
#[component]
fn Sizes(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let size = move |read: fn(&Host) -> u64| {
        Signal::derive(move || Some(units::memory(server.host().with(read))))
    };
    view! {
        <QuantityRow label=texts.memory quantity=size(|host| host.mem_total_bytes) />
        <QuantityRow label=texts.swap quantity=size(|host| host.swap_total_bytes) />
        <QuantityRow label=texts.disk quantity=size(|host| host.disk_total_bytes) />
    }
}

/// Temperatures, where there are any.
#[component]
pub(super) fn SensorsPanel(
    /// Whose.
    server: ServerStore,
) -> impl IntoView {
    let texts = use_texts();
    let count = move || server.temperatures().with(Vec::len);
    let panel = move || {
        view! {
            <FactsPanel title=texts.section_sensors>
                {each(
                    move || (0..count() as u64).collect(),
                    move |position| {
                        let position = usize::try_from(position).unwrap_or_default();
                        view! { <SensorRow server=server position=position /> }.into_any()
                    },
                )}
            </FactsPanel>
        }
        .into_any()
    };
    when(move || count() > 0, panel)
}

#[component]
fn SensorRow(server: ServerStore, position: usize) -> impl IntoView {
    let name = Signal::derive(move || {
        let name = |sensor: &Temperature| sensor.name.clone();
        let sensors = server.temperatures();
        sensors.with(|sensors| sensors.get(position).map(name).unwrap_or_default())
    });
    let celsius = Signal::derive(move || {
        let quantity = |sensor: &Temperature| units::Quantity {
            value: units::degrees(sensor.celsius),
            unit: "°C",
        };
        server
            .temperatures()
            .with(|sensors| sensors.get(position).map(quantity))
    });
    view! { <QuantityRow label=name quantity=celsius /> }
}

/// A section of rows under a heading.
#[component]
pub(super) fn FactsPanel(
    /// The heading.
    title: &'static str,
    /// The section's classes.
    #[prop(default = "panel")]
    class: &'static str,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <section class=class>
            <h2>{title}</h2>
            <dl class="facts">{children()}</dl>
        </section>
    }
}

/// What something is called, and what it is.
#[component]
pub(super) fn FactRow(
    /// What it is called.
    #[prop(into)]
    label: Signal<String>,
    /// The row's classes.
    #[prop(default = "facts__row")]
    class: &'static str,
    /// What it is, as `<dd>`.
    children: Children,
) -> impl IntoView {
    view! {
        <div class=class>
            <dt>
                <bdi>{label}</bdi>
            </dt>
            {children()}
        </div>
    }
}

/// What something is called, and a text.
#[component]
fn TextRow(#[prop(into)] label: Signal<String>, text: Signal<String>) -> impl IntoView {
    view! {
        <FactRow label=label>
            <dd>{text}</dd>
        </FactRow>
    }
}

/// What something is called, and a quantity.
#[component]
fn QuantityRow(
    #[prop(into)] label: Signal<String>,
    quantity: Signal<Option<units::Quantity>>,
) -> impl IntoView {
    view! {
        <FactRow label=label>
            <dd>
                <Quantity quantity=quantity />
            </dd>
        </FactRow>
    }
}
