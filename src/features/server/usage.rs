//! How loaded the server is, as large meters.

use leptos::prelude::*;

use crate::domain::roster::Server;
use crate::domain::units;
use crate::live::ServerSignal;
use crate::ui::{Meter, text, use_words, when};

/// CPU, memory, swap, disk and graphics.
#[component]
pub fn Usage(
    /// The server.
    server: ServerSignal,
) -> AnyView {
    let words = use_words();
    let share = move |label: Signal<String>, amounts: fn(&Server) -> (u64, u64)| {
        let value = Signal::derive(move || {
            let (used, total) = server.get(amounts);
            units::share(used, total)
        });
        let detail = text(move || {
            let (used, total) = server.get(amounts);
            words.used_of_total(used, total)
        });
        view! { <Meter label value detail /> }
    };
    let swap = move || {
        share(words.say(|texts| texts.swap), |server| {
            (server.metrics.swap_used_bytes, server.host.swap_total_bytes)
        })
    };
    let graphics = move || {
        view! {
            <Meter
                label=words.say(|texts| texts.gpu_use)
                value=server.signal(|server| server.metrics.gpu_percent)
                detail=server.signal(|server| server.host.gpu.join(", "))
            />
        }
    };
    let cores = text(move || {
        let cores = server.get(|server| server.host.cores());
        cores.map(|cores| words.cores(cores)).unwrap_or_default()
    });
    view! {
        <section class="panel usage">
            <h2>{words.say(|texts| texts.section_usage)}</h2>
            <div class="usage__meters">
                <Meter
                    label=words.say(|texts| texts.cpu)
                    value=server.signal(|server| server.metrics.cpu_percent)
                    detail=cores
                />
                {share(words.say(|texts| texts.memory), |server| {
                    (server.metrics.mem_used_bytes, server.host.mem_total_bytes)
                })}
                {when(move || server.get(|server| server.host.swap_total_bytes > 0), swap)}
                {share(words.say(|texts| texts.disk), |server| {
                    (server.metrics.disk_used_bytes, server.host.disk_total_bytes)
                })}
                {when(move || server.get(|server| server.metrics.gpu_percent.is_some()), graphics)}
            </div>
        </section>
    }
    .into_any()
}
