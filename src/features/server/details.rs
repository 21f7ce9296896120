//! What not every server has: addresses, which only those who are signed in are told, and the
//! owner's public remark with plan and billing.

mod billing;

use leptos::prelude::*;

use super::facts::{FactRow, FactsPanel, sensor_name};
use crate::domain::plausible::{Part, Reason, Unknown};
use crate::domain::public_note::{Custom, Plan, PublicNote, Terms, TrafficType, host_of};
use crate::domain::server::{Ips, ServerId};
use crate::i18n::{Texts, fill};
use crate::live::{ServerStateStoreFields, ServerStore, use_live};
use crate::ui::{CopyButton, Extent, Missing, part, use_texts, when};
use billing::BillingPanel;

/// The panels of it, among the others of a server's page. Most visits see none of them, so they are a file
/// of their own.
pub(super) fn server_details(id: ServerId) -> AnyView {
    part(Extent::Section, move || details(id))
}

#[expect(clippy::unnecessary_wraps, reason = "a part may be missing")]
#[cfg_attr(
    lotus_split,
    leptos::wasm_split::wasm_split(details, wasm_split_path = leptos::wasm_split, fallible)
)]
fn details(id: ServerId) -> Result<AnyView, Missing> {
    Ok(view! { <Details id=id /> }.into_any())
}

/// Whether there is any of it, so that nobody loads the part for nothing.
pub(super) fn has_details(server: ServerStore) -> bool {
    let has_note =
        |note: &Option<String>| note.as_ref().is_some_and(|note| !note.trim().is_empty());
    has_address(server) || server.public_note().with(has_note) || says_untrue(server)
}

fn says_untrue(server: ServerStore) -> bool {
    let is_untrue = |one: &Unknown| matches!(one.reason, Reason::Untrue(_));
    server
        .unknown()
        .with(|unknown| unknown.iter().any(is_untrue))
}

fn has_address(server: ServerStore) -> bool {
    let has_any = |ips: &Ips| !(ips.v4.is_empty() && ips.v6.is_empty());
    server.ips().with(|ips| ips.as_ref().is_some_and(has_any))
}

#[component]
fn Details(id: ServerId) -> impl IntoView {
    let server = use_live().server(id)?;
    let note = move || {
        let note = server.public_note().get().unwrap_or_default();
        match PublicNote::of(&note)? {
            PublicNote::Plain(remark) => Some(view! { <Remark remark=remark /> }.into_any()),
            PublicNote::Terms(terms) => {
                let Terms {
                    billing,
                    plan,
                    custom,
                    remark,
                } = *terms;
                let remark = (!remark.is_empty()).then(|| view! { <Remark remark=remark /> });
                Some(
                    view! {
                        <PlanPanel plan=plan custom=custom />
                        <BillingPanel billing=billing />
                        {remark}
                    }
                    .into_any(),
                )
            }
        }
    };
    Some(view! {
        {when(
            move || has_address(server),
            move || view! { <AddressesPanel server=server /> }.into_any(),
        )}
        {note}
        {when(
            move || says_untrue(server),
            move || view! { <UntruePanel server=server /> }.into_any(),
        )}
    })
}

/// What the agent said that cannot be true, as it said it.
#[component]
fn UntruePanel(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let rows = move || {
        let unknown = server.unknown().get();
        let row = |one: Unknown| match one.reason {
            Reason::NotMeasured => None,
            Reason::Untrue(said) => Some(view! {
                <FactRow label=name_of(one.part, server, texts)>
                    <dd class="server-page__said" dir="auto">
                        {said}
                    </dd>
                </FactRow>
            }),
        };
        unknown.into_iter().filter_map(row).collect_view()
    };
    view! { <FactsPanel title=texts.untrue_section>{rows}</FactsPanel> }
}

fn name_of(part: Part, server: ServerStore, texts: &Texts) -> String {
    let total = |of: &str| fill(texts.total_of, &[of]);
    let name = match part {
        Part::MemoryTotal => return total(texts.memory),
        Part::SwapTotal => return total(texts.swap),
        Part::DiskTotal => return total(texts.disk),
        Part::Sensor(place) => {
            let sensors = server.temperatures();
            let name = sensors.with(|sensors| sensors.get(place).map(|sensor| sensor.name.clone()));
            return sensor_name(name.unwrap_or_default(), place, texts);
        }
        Part::Boot => texts.boot_time,
        Part::Country => texts.region,
        Part::Cpu => texts.cpu,
        Part::Memory => texts.memory,
        Part::Swap => texts.swap,
        Part::Disk => texts.disk,
        Part::Sent => texts.uploaded,
        Part::Received => texts.downloaded,
        Part::Up => texts.upload_speed,
        Part::Down => texts.download_speed,
        Part::Uptime => texts.uptime,
        Part::Load => texts.load_averages,
        Part::Tcp => texts.tcp_connections,
        Part::Udp => texts.udp_connections,
        Part::Processes => texts.processes,
        Part::Gpu => texts.gpu_use,
    };
    name.to_owned()
}

#[component]
fn AddressesPanel(server: ServerStore) -> impl IntoView {
    let texts = use_texts();
    let address = move |read: fn(&Ips) -> &String| {
        Signal::derive(move || {
            let address = |ips: &Ips| read(ips).clone();
            server
                .ips()
                .with(|ips| ips.as_ref().map(address).unwrap_or_default())
        })
    };
    view! {
        <FactsPanel title=texts.addresses>
            <AddressRow name="IPv4" address=address(|ips| &ips.v4) />
            <AddressRow name="IPv6" address=address(|ips| &ips.v6) />
        </FactsPanel>
    }
}

/// An address that can be copied; nothing where there is none.
#[component]
fn AddressRow(name: &'static str, address: Signal<String>) -> impl IntoView {
    let texts = use_texts();
    let row = move || {
        view! {
            <FactRow label=name class="facts__row server-page__address">
                <dd>
                    <code>{address}</code>
                </dd>
                <dd>
                    <CopyButton label=fill(texts.copy_address, &[name]) text=address />
                </dd>
            </FactRow>
        }
        .into_any()
    };
    when(move || address.with(|address| !address.is_empty()), row)
}

/// So many letters of a remark are shown at once; a longer one is folded.
const FOLDED_AFTER: usize = 600;

/// The owner's remark, in their words.
#[component]
fn Remark(remark: String) -> impl IntoView {
    let texts = use_texts();
    let fold = remark.char_indices().nth(FOLDED_AFTER).map(|(at, _)| at);
    let beginning = fold.and_then(|at| remark.get(..at));
    let beginning = beginning.map(|beginning| format!("{}…", beginning.trim_end()));
    let body = match beginning {
        None => view! {
            <p class="server-page__note" dir="auto">
                {remark}
            </p>
        }
        .into_any(),
        Some(beginning) => view! {
            <p class="server-page__note server-page__beginning" dir="auto">
                {beginning}
            </p>
            <details>
                <summary>{texts.whole_remark}</summary>
                <p class="server-page__note" dir="auto">
                    {remark}
                </p>
            </details>
        }
        .into_any(),
    };
    view! {
        <section class="panel server-page__remark">
            <h2>{texts.public_note}</h2>
            {body}
        </section>
    }
}

/// What one gets for the money.
#[component]
fn PlanPanel(plan: Plan, custom: Custom) -> impl IntoView {
    let texts = use_texts();
    let counted = match plan.traffic_type {
        TrafficType::Outbound => texts.traffic_outbound,
        TrafficType::Larger => texts.traffic_larger,
        TrafficType::Both => texts.traffic_both,
    };
    let traffic = match plan.traffic_volume.as_str() {
        "" => String::new(),
        volume => fill(counted, &[volume]),
    };
    let addresses = match (plan.has_ipv4, plan.has_ipv6) {
        (true, true) => "IPv4 · IPv6",
        (true, false) => "IPv4",
        (false, true) => "IPv6",
        (false, false) => "",
    };
    let terms = [
        Term::told(texts.bandwidth, plan.bandwidth),
        Term::told(texts.total_traffic, traffic),
        Term::told(texts.addresses, addresses.to_owned()),
        Term::told(texts.network_routes, plan.routes.join(" · ")),
        Term::told(texts.extras, plan.extras.join(" · ")),
        Term::told(texts.location, custom.location),
        Term::told(texts.slogan, custom.slogan),
        Term::link(texts.order, custom.link),
    ];
    view! { <TermsPanel title=texts.plan terms=terms.into_iter().flatten().collect() /> }
}

/// One of the owner's terms.
struct Term {
    label: &'static str,
    text: Signal<String>,
    /// How pressing it is, where that is for the style sheet to show.
    level: Option<Signal<String>>,
    /// Where it leads, if it is a link.
    href: Option<String>,
}

impl Term {
    fn new(label: &'static str, text: impl Into<Signal<String>>) -> Self {
        Self {
            label,
            text: text.into(),
            level: None,
            href: None,
        }
    }

    /// A text of the owner's, where there is one.
    fn told(label: &'static str, text: String) -> Option<Self> {
        (!text.is_empty()).then(|| Self::new(label, text))
    }

    /// A link of the owner's, where there is one: its host is what is read.
    fn link(label: &'static str, href: String) -> Option<Self> {
        let host = host_of(&href)?.to_owned();
        Some(Self {
            href: Some(href),
            ..Self::new(label, host)
        })
    }
}

/// A panel of what was told; none where nothing was.
#[component]
fn TermsPanel(title: &'static str, terms: Vec<Term>) -> impl IntoView {
    let row = |term: Term| {
        let said = match term.href {
            None => term.text.into_any(),
            // Whoever is there need not know where one comes from, nor reach this page.
            Some(href) => view! {
                <a
                    href=href.clone()
                    title=href
                    target="_blank"
                    rel="noopener noreferrer"
                    referrerpolicy="no-referrer"
                >
                    {term.text}
                </a>
            }
            .into_any(),
        };
        view! {
            <FactRow label=term.label>
                <dd data-level=term.level dir="auto">
                    {said}
                </dd>
            </FactRow>
        }
    };
    (!terms.is_empty()).then(|| {
        view! {
            <FactsPanel title=title class="panel server-page__terms">
                {terms.into_iter().map(row).collect_view()}
            </FactsPanel>
        }
    })
}
