//! Figures that are compared with nothing.

use lotus_e2e::{Backend, Browser, Failure, Outcome, ensure};
use serde_json::Value;

use crate::table::Table;

/// How often the first data is awaited.
const LOADS: usize = 5;

/// How many ticks are looked at.
const TICKS: usize = 8;

pub(crate) async fn measure(table: &mut Table) -> Outcome<()> {
    for servers in ["12", "190"] {
        let options = ["--no-this-machine", "--fleet", servers, "--seed", "7"];
        let backend = Backend::start(&options).await?;
        let mut first = Vec::new();
        let mut ticks = Vec::new();
        for load in 0..LOADS {
            let browser = Browser::start().await?;
            let page = browser.page(&backend);
            page.open("#/").await?;
            let script = "performance.getEntriesByName('lotus:first-data')[0]?.startTime";
            let at = page.wait_for("the first data", async || {
                let at = page.evaluate(script).await?.as_f64();
                at.ok_or_else(|| Failure::new("none"))
            });
            first.push(at.await?);
            if load + 1 == LOADS && servers == "190" {
                let script =
                    "performance.getEntriesByName('lotus:tick').map(({ duration }) => duration)";
                let patience = std::time::Duration::from_mins(1);
                let told = page.wait_within(patience, "some ticks", async || {
                    let told: Vec<f64> = numbers(&page.evaluate(script).await?);
                    ensure(told.len() > TICKS, || told.len().to_string())?;
                    Ok(told)
                });
                // The first one draws all cards.
                ticks = told.await?.split_off(1);
            }
        }
        table.tell(format!("first data on screen, {servers} servers"), &first);
        if !ticks.is_empty() {
            table.tell(format!("a tick, {servers} servers"), &ticks);
        }
    }
    Ok(())
}

fn numbers(value: &Value) -> Vec<f64> {
    let values = value.as_array().into_iter().flatten();
    values.filter_map(Value::as_f64).collect()
}
