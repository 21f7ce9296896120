//! How loaded the server is, as large meters.

use leptos::prelude::*;

use crate::domain::roster::Server;
use crate::domain::units;
use crate::ui::{Meter, use_words};

/// CPU, memory, swap, disk and graphics.
#[component]
pub fn Usage(
    /// The server.
    server: RwSignal<Server>,
) -> impl IntoView {
    let words = use_words();
    let share = move |read: fn(&Server) -> (u64, u64)| {
        let value = Signal::derive(move || {
            let (used, total) = server.with(read);
            units::share(used, total)
        });
        let detail = Memo::new(move |_| {
            let (used, total) = server.with(read);
            words.used_of_total(used, total)
        });
        (value, detail)
    };
    let cpu = Signal::derive(move || server.with(|server| server.metrics.cpu_percent));
    let cores = Memo::new(move |_| {
        let cores = server.with(|server| server.host.cores());
        cores.map_or_else(String::new, |cores| {
            words.fill(|texts| texts.cores, &[&cores.to_string()])
        })
    });
    let (memory, memory_detail) =
        share(|server| (server.metrics.mem_used_bytes, server.host.mem_total_bytes));
    let (swap, swap_detail) =
        share(|server| (server.metrics.swap_used_bytes, server.host.swap_total_bytes));
    let (disk, disk_detail) =
        share(|server| (server.metrics.disk_used_bytes, server.host.disk_total_bytes));
    let has_swap = Memo::new(move |_| server.with(|server| server.host.swap_total_bytes > 0));
    let gpu = Signal::derive(move || server.with(|server| server.metrics.gpu_percent));
    let gpus = Memo::new(move |_| server.with(|server| server.host.gpu.join(", ")));
    let has_gpu = Memo::new(move |_| server.with(|server| server.metrics.gpu_percent.is_some()));
    view! {
        <section class="panel usage">
            <h2>{words.say(|texts| texts.section_usage)}</h2>
            <div class="usage__meters">
                <Meter label=Signal::derive(words.say(|texts| texts.cpu)) value=cpu detail=cores />
                <Meter label=Signal::derive(words.say(|texts| texts.memory)) value=memory detail=memory_detail />
                <Show when=move || has_swap.get()>
                    <Meter label=Signal::derive(words.say(|texts| texts.swap)) value=swap detail=swap_detail />
                </Show>
                <Meter label=Signal::derive(words.say(|texts| texts.disk)) value=disk detail=disk_detail />
                <Show when=move || has_gpu.get()>
                    <Meter label=Signal::derive(words.say(|texts| texts.gpu_use)) value=gpu detail=gpus />
                </Show>
            </div>
        </section>
    }
}
