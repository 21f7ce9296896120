//! A chart alone in a page: Lotus' and uPlot's.

use lotus_e2e::{Backend, Browser, Outcome, Page, Window};
use serde_json::json;

use crate::data::{self, Size};
use crate::measure::{self, Area, ROUNDS};
use crate::table::Table;

const SIZES: [Size; 3] = [
    Size {
        series: 8,
        samples: 1_440,
    },
    Size {
        series: 8,
        samples: 20_160,
    },
    Size {
        series: 1,
        samples: 1_000_000,
    },
];

const PLOT: Area = Area {
    left: 0.0,
    top: 0.0,
    width: 1_000.0,
    height: 400.0,
};

/// What one side took, a value a round.
#[derive(Default)]
struct Taken {
    show: Vec<f64>,
    zoom: Vec<f64>,
    point: Vec<f64>,
}

pub(crate) async fn measure(table: &mut Table) -> Outcome<()> {
    let site = data::site()?;
    let backend = Backend::start(&["--no-this-machine"]).await?;
    let browser = Browser::start_with(&Window::default()).await?;
    let page = browser.page(&backend);
    measure::enable(&page).await?;
    let mut nothing = Taken::default();
    for size in SIZES {
        let file = data::write_floats(&site, size)?;
        let (mut ours, mut theirs) = (Taken::default(), Taken::default());
        for round in 0..ROUNDS {
            let address = |side| {
                format!(
                    "/bench/chart.html?side={side}&data={file}&series={}",
                    size.series
                )
            };
            let mut sides = [("lotus", &mut ours), ("uplot", &mut theirs)];
            // Neither is always the first.
            if round % 2 == 1 {
                sides.reverse();
            }
            for (side, taken) in sides {
                one(&page, &address(side), taken).await?;
            }
            if size.samples == SIZES[0].samples {
                one(&page, &address("nothing"), &mut nothing).await?;
            }
        }
        let name = |what| format!("{what}, {size} samples (uPlot)");
        table.compare(name("first draw"), [&ours.show, &theirs.show], Some(0.8));
        table.compare(
            name("redraw after a zoom"),
            [&ours.zoom, &theirs.zoom],
            Some(0.8),
        );
        table.compare(
            name("crosshair move"),
            [&ours.point, &theirs.point],
            Some(1.0),
        );
    }
    table.tell("of each first draw: no chart at all", &nothing.show);
    table.tell("of each redraw: no chart at all", &nothing.zoom);
    table.tell("of each crosshair move: no chart at all", &nothing.point);
    Ok(())
}

async fn one(page: &Page, address: &str, taken: &mut Taken) -> Outcome<()> {
    page.open(address).await?;
    page.wait_for_script("globalThis.bench?.isReady", &json!(true))
        .await?;
    measure::settle(page).await?;
    let act = async |call: &str| measure::run(page, call).await.map(drop);
    taken
        .show
        .push(measure::busy(page, async || act("bench.show()").await).await?);
    measure::settle(page).await?;
    let zoomed = measure::busy(page, async || act("bench.zoom()").await).await?;
    let redraws = page.evaluate("bench.redraws").await?.as_f64();
    taken.zoom.push(zoomed / redraws.unwrap_or(1.0));
    taken.point.push(measure::pointer_moves(page, PLOT).await?);
    Ok(())
}
