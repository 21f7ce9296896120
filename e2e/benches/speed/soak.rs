//! What a long day leaves behind: ten thousand ticks of two hundred servers while screens change and
//! histories are opened and left. Memory, nodes, listeners and timers after it are those after the first
//! hundred.

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Failure, Outcome, Page, ensure};
use serde_json::{Value, json};

use crate::table::Table;

/// How many ticks there are, unless `LOTUS_SOAK_TICKS` says otherwise.
const TICKS: u64 = 10_000;

/// After how many it is measured first.
const FIRST: u64 = 100;

/// How many there are between two changes of the screen.
const STAY: u64 = 25;

/// How many times as much there may be in the end.
const LIMIT: f64 = 1.1;

/// The dashboard's time passes so many times as fast: ten thousand ticks are five and a half of its hours.
const PACE: &str = "60";

/// Counts ticks and the timers that are set and neither run nor given up, and keeps the app's memory.
const COUNTS: &str = "{
    const soak = { ticks: 0, timers: new Set(), memory: undefined };
    globalThis.soak = soak;
    const { measure } = Performance.prototype;
    Performance.prototype.measure = function (name, ...rest) {
        if (name === 'lotus:tick') soak.ticks += 1;
        return measure.call(this, name, ...rest);
    };
    const { setTimeout, setInterval, clearTimeout, clearInterval } = globalThis;
    globalThis.setTimeout = (work, ms, ...rest) => {
        const timer = setTimeout(() => { soak.timers.delete(timer); work(...rest); }, ms);
        soak.timers.add(timer);
        return timer;
    };
    globalThis.setInterval = (...all) => {
        const timer = setInterval(...all);
        soak.timers.add(timer);
        return timer;
    };
    const cleared = (clear) => (timer) => { soak.timers.delete(timer); clear(timer); };
    globalThis.clearTimeout = cleared(clearTimeout);
    globalThis.clearInterval = cleared(clearInterval);
    const { instantiateStreaming } = WebAssembly;
    WebAssembly.instantiateStreaming = async (...all) => {
        const made = await instantiateStreaming.apply(WebAssembly, all);
        soak.memory ??= made.instance.exports.memory;
        return made;
    };
}";

/// What a page holds.
struct Held([(&'static str, f64); 6]);

async fn held(page: &Page) -> Outcome<Held> {
    // What one collection lets go of may hold what the next one does.
    for _ in 0..3 {
        page.devtools("HeapProfiler.collectGarbage", json!({}))
            .await?;
        wait_for_ticks(page, ticks(page).await? + 5).await?;
    }
    let answer = page.devtools("Performance.getMetrics", json!({})).await?;
    let metrics = answer.get("metrics").and_then(Value::as_array);
    let metric = |name: &str| {
        let mut metrics = metrics.into_iter().flatten();
        let found = metrics.find(|metric| metric.get("name").and_then(Value::as_str) == Some(name));
        let value = found.and_then(|found| found.get("value")?.as_f64());
        value.ok_or_else(|| Failure::new(format!("no {name}: {answer}")))
    };
    let number = async |script: &str| -> Outcome<f64> {
        let value = page.evaluate(script).await?;
        value
            .as_f64()
            .ok_or_else(|| Failure::new(format!("{script}: {value}")))
    };
    Ok(Held([
        ("script memory, MB", metric("JSHeapUsedSize")? / 1e6),
        (
            "the app's own memory, MB",
            number("soak.memory.buffer.byteLength").await? / 1e6,
        ),
        (
            "elements in the page",
            number("document.getElementsByTagName('*').length").await?,
        ),
        ("nodes", metric("Nodes")?),
        ("listeners", metric("JSEventListeners")?),
        ("timers", number("soak.timers.size").await?),
    ]))
}

async fn ticks(page: &Page) -> Outcome<u64> {
    let value = page.evaluate("soak.ticks").await?;
    Ok(value.as_u64().unwrap_or_default())
}

async fn wait_for_ticks(page: &Page, count: u64) -> Outcome<()> {
    page.wait_within(Duration::from_mins(1), "ticks", async || {
        let seen = ticks(page).await?;
        ensure(seen >= count, || format!("{seen} of {count}"))
    })
    .await
}

/// Shows each kind of screen for a while, with histories that are opened, moved in and left.
async fn walk(page: &Page, round: u64) -> Outcome<()> {
    let server = 2 + round % 190;
    let next = server + 1;
    for route in [
        format!("#/server/{server}"),
        format!("#/server/{server}?range=1h"),
        format!("#/server/{next}"),
        "#/?view=table".to_owned(),
        "#/?q=cpu%3E10&sort=cpu".to_owned(),
        "#/?view=map".to_owned(),
        "#/signin".to_owned(),
        "#/nowhere".to_owned(),
        "#/?view=list".to_owned(),
        "#/?view=cards".to_owned(),
    ] {
        page.evaluate(&format!("location.hash = {}", json!(route)))
            .await?;
        let from = ticks(page).await?;
        wait_for_ticks(page, from + STAY).await?;
    }
    Ok(())
}

/// The overview at rest, where both measurements are made.
async fn rest(page: &Page) -> Outcome<()> {
    page.evaluate("location.hash = '#/?view=cards'").await?;
    page.find(".fleet[data-view=cards] [data-server-id]")
        .await?;
    page.evaluate("scrollTo(0, 0)").await?;
    let from = ticks(page).await?;
    wait_for_ticks(page, from + STAY).await
}

pub(crate) async fn measure(table: &mut Table) -> Outcome<()> {
    let wanted = std::env::var("LOTUS_SOAK_TICKS").ok();
    let wanted = wanted.map_or(Ok(TICKS), |wanted| wanted.parse())?;
    let options = ["--no-this-machine", "--fleet", "200", "--seed", "7"];
    let backend = Backend::start(&[options.as_slice(), &["--pace", PACE]].concat()).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(COUNTS).await?;
    page.devtools("Performance.enable", json!({})).await?;
    page.open_app("#/").await?;
    // Each screen's code and the nine recordings are there once before it is measured what grows.
    for round in 0..5 {
        walk(&page, round).await?;
    }
    rest(&page).await?;
    let from = ticks(&page).await?;
    wait_for_ticks(&page, from + FIRST).await?;
    let before = held(&page).await?;
    let mut round = 5;
    while ticks(&page).await? < from + wanted {
        walk(&page, round).await?;
        round += 1;
    }
    rest(&page).await?;
    let after = held(&page).await?;
    for ((what, before), (_, after)) in before.0.iter().zip(after.0) {
        table.compare_in(
            "",
            format!("{what}: after {wanted} ticks, after {FIRST}"),
            [&[after], &[*before]],
            Some(LIMIT),
        );
    }
    Ok(())
}
