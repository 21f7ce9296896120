//! A whole page that shows the latencies of a server: Lotus, and one written by hand.

use std::time::{SystemTime, UNIX_EPOCH};

use lotus_e2e::{Backend, Browser, Failure, Outcome, Page};
use serde_json::json;

use crate::data::{self, Size};
use crate::measure::{self, Area, ROUNDS};
use crate::table::Table;

/// What is drawn, and for the navigation to it: how many times what the page written by hand takes
/// Lotus may. Of a day's samples a browser's own work on the app, which is fetched, compiled and laid
/// out, is most of it (ARCHITECTURE.md, "Tests and speed").
const SIZES: [(Size, f64); 2] = [
    (
        Size {
            series: 8,
            samples: 1_440,
        },
        1.8,
    ),
    (
        Size {
            series: 8,
            samples: 20_160,
        },
        1.5,
    ),
];

/// How often a cold load is measured beside the other rounds: it varies most, for all of a browser's
/// processes have a share in it.
const COLD_ROUNDS: usize = 12;

const DAY_MS: i64 = 86_400_000;

/// What one side took, a value a round.
#[derive(Default)]
struct Taken {
    cold: Vec<f64>,
    warm: Vec<f64>,
    point: Vec<f64>,
}

/// One of the two pages.
struct Side {
    address: String,
    mark: &'static str,
    chart: &'static str,
}

pub(crate) async fn measure(table: &mut Table) -> Outcome<()> {
    for (size, limit) in SIZES {
        let backend = start(size).await?;
        let lotus = Side {
            address: "/#/server/1".to_owned(),
            mark: "lotus:chart-drawn",
            chart: "[data-chart=latency]",
        };
        let area = area_of(&backend, &lotus).await?;
        let plain = Side {
            address: format!(
                "/bench/plain.html?width={}&height={}",
                area.width, area.height
            ),
            mark: "plain:chart-drawn",
            chart: ".chart",
        };
        let (mut ours, mut theirs) = (Taken::default(), Taken::default());
        for round in 0..ROUNDS + COLD_ROUNDS {
            let mut sides = [(&lotus, &mut ours), (&plain, &mut theirs)];
            if round % 2 == 1 {
                sides.reverse();
            }
            for (side, taken) in sides {
                one(&backend, side, taken, round < ROUNDS).await?;
            }
        }
        let name = |what| format!("{what}, {size} samples (by hand)");
        table.compare(
            name("to a drawn chart"),
            [&ours.cold, &theirs.cold],
            Some(limit),
        );
        table.compare(
            name("the same, warm cache"),
            [&ours.warm, &theirs.warm],
            None,
        );
        table.compare(
            name("pointer move"),
            [&ours.point, &theirs.point],
            Some(1.0),
        );
    }
    Ok(())
}

/// A backend whose server 1 has such histories. It answers with those of its last day: its clock is
/// put back until the first of them begins that day, where there are more.
async fn start(size: Size) -> Outcome<Backend> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis();
    let now = i64::try_from(now)?;
    let file = data::write_histories(&data::site()?, size, now)?;
    let skew = DAY_MS - i64::from(size.samples) * 60_000;
    let faults = json!({ "clock_skew_ms": skew - 60_000 }).to_string();
    let file = file.to_string_lossy();
    let options = [
        "--interval",
        "3600",
        "--history",
        &file,
        "--faults",
        &faults,
    ];
    Backend::start(&options).await
}

async fn area_of(backend: &Backend, side: &Side) -> Outcome<Area> {
    let browser = Browser::start().await?;
    let page = browser.page(backend);
    open(&page, side).await?;
    area(&page, side).await
}

/// Where the chart is, in the middle of the window.
async fn area(page: &Page, side: &Side) -> Outcome<Area> {
    let script = format!(
        "(() => {{
            const chart = document.querySelector('{}');
            chart.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            const {{ left, top, width, height }} = chart.getBoundingClientRect();
            return [left, top, width, height];
        }})()",
        side.chart
    );
    let answer = measure::run(page, &script).await?;
    let [left, top, width, height] = serde_json::from_value(answer)?;
    Ok(Area {
        left,
        top,
        width,
        height,
    })
}

/// Opens the page; how long it took from the navigation to the drawn chart, milliseconds.
async fn open(page: &Page, side: &Side) -> Outcome<f64> {
    page.open(&side.address).await?;
    // Asked once: whoever asks again and again has the page answer while it works.
    let script = format!(
        "new Promise((resolve) => {{
            const look = () => {{
                const [mark] = performance.getEntriesByName('{}');
                if (mark) resolve(mark.startTime);
                return mark;
            }};
            if (!look()) new PerformanceObserver(look).observe({{ type: 'mark' }});
        }})",
        side.mark
    );
    let at = measure::run(page, &script).await?.as_f64();
    at.ok_or_else(|| Failure::new("no chart was drawn"))
}

/// Measures one side in a browser of its own, in whose new profile nothing is cached.
/// What comes after the cold load is measured where it is wanted.
async fn one(backend: &Backend, side: &Side, taken: &mut Taken, has_more: bool) -> Outcome<()> {
    let browser = Browser::start().await?;
    let page = browser.page(backend);
    let blank = browser.page_at("about:");
    // What a browser does after its start is nobody's.
    blank.open("blank").await?;
    measure::settle(&page).await?;
    taken.cold.push(open(&page, side).await?);
    if !has_more {
        return Ok(());
    }

    for _ in 0..2 {
        blank.open("blank").await?;
        open(&page, side).await?;
        measure::settle(&page).await?;
    }
    blank.open("blank").await?;
    taken.warm.push(open(&page, side).await?);

    measure::enable(&page).await?;
    let area = area(&page, side).await?;
    measure::settle(&page).await?;
    taken.point.push(measure::pointer_moves(&page, area).await?);
    Ok(())
}
