//! The rest of what a server tells, as lists of terms and figures.

use leptos::prelude::*;

use crate::domain::host::counted;
use crate::domain::plausible::{Part, Reason, is_blank};
use crate::domain::server::{Host, Temperature};
use crate::domain::time::UnixMillis;
use crate::domain::units::{self, Span};
use crate::i18n::{Texts, fill};
use crate::live::{ServerStateStoreFields, ServerStore, reason_of, why_unknown};
use crate::platform::intl;
use crate::ui::{Quantity, SystemMark, each, use_language, use_texts, when};

/// A figure that is not known: that nothing measures it is said, and that something cannot be true is
/// told to those who point at the dash.
fn unknown(server: ServerStore, parts: &[Part], texts: &Texts) -> String {
    match reason_of(server, parts) {
        Some(Reason::NotMeasured) => texts.not_measured.to_owned(),
        Some(Reason::Untrue(_)) => "–".to_owned(),
        None => texts.unknown.to_owned(),
    }
}

/// Speeds, traffic and connections.
#[component]
pub(super) fn NetworkPanel(
    /// Whose.
    server: ServerStore,
) -> impl IntoView {
    let texts = use_texts();
    let count = move |count: Option<u64>, part: Part| match count {
        Some(count) => count.to_string(),
        None => unknown(server, &[part], texts),
    };
    let why = move |part: Part| Signal::derive(move || why_unknown(server, &[part], texts));
    let load = move |load: Option<f64>| match load {
        Some(load) => texts.number(&units::three_digits(load)),
        None => "–".to_owned(),
    };
    let up = Signal::derive(move || server.net_out_speed().get().map(units::speed));
    let down = Signal::derive(move || server.net_in_speed().get().map(units::speed));
    let sent = Signal::derive(move || server.net_out_transfer_bytes().get().map(units::traffic));
    let received = Signal::derive(move || server.net_in_transfer_bytes().get().map(units::traffic));
    let tcp = Signal::derive(move || count(server.tcp_connections().get(), Part::Tcp));
    let udp = Signal::derive(move || count(server.udp_connections().get(), Part::Udp));
    let processes = Signal::derive(move || count(server.processes().get(), Part::Processes));
    let loads = Signal::derive(move || {
        let loads = [
            server.load1().get(),
            server.load5().get(),
            server.load15().get(),
        ];
        if loads == [None; 3] {
            return unknown(server, &[Part::Load], texts);
        }
        loads.map(load).join("  ")
    });
    view! {
        <FactsPanel title=texts.section_network>
            <QuantityRow label=texts.upload_speed quantity=up why=why(Part::Up) />
            <QuantityRow label=texts.download_speed quantity=down why=why(Part::Down) />
            <QuantityRow label=texts.uploaded quantity=sent why=why(Part::Sent) />
            <QuantityRow label=texts.downloaded quantity=received why=why(Part::Received) />
            <TextRow label=texts.tcp_connections text=tcp why=why(Part::Tcp) />
            <TextRow label=texts.udp_connections text=udp why=why(Part::Udp) />
            <TextRow label=texts.processes text=processes why=why(Part::Processes) />
            <TextRow label=texts.load_averages text=loads why=why(Part::Load) />
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
    let moment = move |at: Option<UnixMillis>| at.map(|at| texts.moment(intl::on_clock(at)));
    let why = move |part: Part| Signal::derive(move || why_unknown(server, &[part], texts));
    let told = move |read: fn(&Host) -> String| {
        Signal::derive(move || or_unknown(server.host().with(read)))
    };
    let platform = Signal::derive(move || server.host().with(|host| host.platform.clone()));
    let system = told(Host::system);
    let region = Signal::derive(move || {
        let code = server.host().with(|host| host.country_code.clone());
        if code.is_empty() {
            return unknown(server, &[Part::Country], texts);
        }
        let name = intl::region_name(language.tag(), &code);
        name.unwrap_or_else(|| code.to_ascii_uppercase())
    });
    let uptime = Signal::derive(move || {
        let uptime = server.uptime_seconds().get();
        match uptime.filter(|_| server.has_metrics().get()) {
            Some(uptime) => texts.span(Span::of_seconds(uptime)),
            None => unknown(server, &[Part::Uptime], texts),
        }
    });
    let boot_time = Signal::derive(move || {
        let at = moment(server.host().with(|host| host.boot_time));
        at.unwrap_or_else(|| unknown(server, &[Part::Boot], texts))
    });
    let last_report = Signal::derive(move || {
        let at = moment(server.last_active().get());
        at.unwrap_or_else(|| texts.unknown.to_owned())
    });
    let graphics = move || {
        let graphics = told(|host| counted(&host.gpu));
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
            <TextRow label=texts.processor text=told(|host| counted(&host.cpu)) />
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
            <TextRow label=texts.region text=region why=why(Part::Country) />
            <TextRow label=texts.uptime text=uptime why=why(Part::Uptime) />
            <TextRow label=texts.boot_time text=boot_time why=why(Part::Boot) />
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
    let texts = use_texts();
    let name = Signal::derive(move || {
        let name = |sensor: &Temperature| sensor.name.clone();
        let sensors = server.temperatures();
        let name = sensors.with(|sensors| sensors.get(position).map(name));
        sensor_name(name.unwrap_or_default(), position, texts)
    });
    let why = Signal::derive(move || why_unknown(server, &[Part::Sensor(position)], texts));
    let celsius = Signal::derive(move || {
        let celsius = |sensors: &Vec<Temperature>| sensors.get(position)?.celsius;
        server.temperatures().with(|sensors| {
            Some(units::Quantity {
                value: units::degrees(celsius(sensors)?),
                unit: "°C",
            })
        })
    });
    view! { <QuantityRow label=name quantity=celsius why=why /> }
}

/// What a sensor is called; one without a name by its place.
pub(super) fn sensor_name(name: String, place: usize, texts: &Texts) -> String {
    if is_blank(&name) {
        fill(texts.sensor, &[&(place + 1).to_string()])
    } else {
        name
    }
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

/// What something is called, and a text, with what those are told who point at it.
#[component]
fn TextRow(
    #[prop(into)] label: Signal<String>,
    text: Signal<String>,
    #[prop(optional)] why: Signal<String>,
) -> impl IntoView {
    view! {
        <FactRow label=label>
            <dd title=why>{text}</dd>
        </FactRow>
    }
}

/// What something is called, and a quantity, with what those are told who point at it.
#[component]
fn QuantityRow(
    #[prop(into)] label: Signal<String>,
    quantity: Signal<Option<units::Quantity>>,
    #[prop(optional)] why: Signal<String>,
) -> impl IntoView {
    view! {
        <FactRow label=label>
            <dd title=why>
                <Quantity quantity=quantity />
            </dd>
        </FactRow>
    }
}
