//! How loaded the server is, as large meters.

use crate::domain::roster::Server;
use crate::live::{Picked, ServerStore};
use crate::ui::old::Text;
use crate::ui::old::{Element, Words, bytes_meter, el, meter, text, when};

/// CPU, memory, swap, disk and graphics.
pub(super) fn usage(words: Words, server: ServerStore) -> Element {
    let share = move |label: Text, amounts: fn(&Server) -> (u64, u64)| {
        bytes_meter(label, move || server.pick(amounts))
    };
    let swap = move || {
        share(words.say(|texts| texts.swap), |server| {
            (server.metrics.swap_used_bytes, server.host.swap_total_bytes)
        })
    };
    let graphics = move || {
        meter(
            words.say(|texts| texts.gpu_use),
            move || server.pick(|server| server.metrics.gpu_percent),
            server.said(|server| server.host.gpu.join(", ")),
        )
    };
    let cores = text(move || {
        let cores = server.pick(|server| server.host.cores());
        cores.map(|cores| words.cores(cores)).unwrap_or_default()
    });
    let meters = el("div")
        .class("usage__meters")
        .add(meter(
            words.say(|texts| texts.cpu),
            move || server.pick(|server| server.metrics.cpu_percent),
            cores,
        ))
        .add(share(words.say(|texts| texts.memory), |server| {
            (server.metrics.mem_used_bytes, server.host.mem_total_bytes)
        }))
        .add(when(
            move || server.pick(|server| server.host.swap_total_bytes > 0),
            swap,
        ))
        .add(share(words.say(|texts| texts.disk), |server| {
            (server.metrics.disk_used_bytes, server.host.disk_total_bytes)
        }))
        .add(when(
            move || server.pick(|server| server.metrics.gpu_percent.is_some()),
            graphics,
        ));
    el("section")
        .class("panel usage")
        .add(el("h2").text(words.say(|texts| texts.section_usage)))
        .add(meters)
}
