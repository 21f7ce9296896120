//! How loaded the server is, as large meters.

use leptos::prelude::*;

use crate::domain::host::counted;
use crate::domain::plausible::Part;
use crate::domain::server::Host;
use crate::live::{ServerStateStoreFields, ServerStore, why_unknown};
use crate::ui::{BytesMeter, Meter, use_texts, when};

/// CPU, memory, swap, disk and graphics.
#[component]
pub(super) fn Usage(
    /// Whose.
    server: ServerStore,
) -> impl IntoView {
    let texts = use_texts();
    let total = move |pick: fn(&Host) -> u64| server.host().with(pick);
    let cpu = Signal::derive(move || server.cpu_percent().get());
    let cores = Signal::derive(move || {
        let cores = server.host().with(Host::cores);
        cores.map(|cores| texts.cores(cores)).unwrap_or_default()
    });
    let memory = Signal::derive(move || {
        let total = total(|host| host.mem_total_bytes);
        (server.mem_used_bytes().get(), total)
    });
    let swap = Signal::derive(move || {
        let total = total(|host| host.swap_total_bytes);
        (server.swap_used_bytes().get(), total)
    });
    let disk = Signal::derive(move || {
        let total = total(|host| host.disk_total_bytes);
        (server.disk_used_bytes().get(), total)
    });
    let graphics = Signal::derive(move || server.gpu_percent().get());
    let models = Signal::derive(move || server.host().with(|host| counted(&host.gpu)));
    let why =
        move |parts: &'static [Part]| Signal::derive(move || why_unknown(server, parts, texts));
    let why_memory = why(&[Part::MemoryTotal, Part::Memory]);
    let why_swap = why(&[Part::SwapTotal, Part::Swap]);
    let why_disk = why(&[Part::DiskTotal, Part::Disk]);
    view! {
        <section class="panel usage">
            <h2>{texts.section_usage}</h2>
            <div class="usage__meters">
                <Meter
                    label=texts.cpu
                    share=cpu
                    detail=cores
                    tells_detail=true
                    why=why(&[Part::Cpu])
                />
                <BytesMeter
                    label=texts.memory
                    amounts=memory
                    tells_detail=true
                    why=why_memory
                />
                {when(
                    move || total(|host| host.swap_total_bytes) > 0,
                    move || {
                        view! { <BytesMeter
                                label=texts.swap
                                amounts=swap
                                tells_detail=true
                                why=why_swap
                            /> }
                            .into_any()
                    },
                )}
                <BytesMeter label=texts.disk amounts=disk tells_detail=true why=why_disk />
                {when(
                    move || graphics.with(Option::is_some),
                    move || {
                        view! { <Meter
                                label=texts.gpu_use
                                share=graphics
                                detail=models
                                tells_detail=true
                            /> }
                            .into_any()
                    },
                )}
            </div>
        </section>
    }
}
