//! The latency chart of a server's page: what it was told, and what it says of that.

use serde_json::Value;
use thirtyfour::WebElement;

use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;

/// Keeps the newest histories that the page was told, before the page gets them.
const LISTEN: &str = "{
    const ask = globalThis.fetch;
    globalThis.toldHistories = null;
    globalThis.fetch = async (...parts) => {
        const answer = await ask(...parts);
        if (new URL(parts[0].url ?? parts[0], location).pathname.startsWith('/api/v1/monitor/')) {
            try {
                globalThis.toldHistories = JSON.parse(await answer.clone().text()).result;
            } catch {
                // Not whole: the page must not take it either.
            }
        }
        return answer;
    };
}";

/// Changes what the page is told of histories; the answers are the dashboard's in all else.
const ALTER: &str = "{
    const ask = globalThis.fetch;
    const alter = CHANGE;
    globalThis.fetch = async (...parts) => {
        const answer = await ask(...parts);
        const path = new URL(parts[0].url ?? parts[0], location).pathname;
        if (!path.startsWith('/api/v1/monitor/')) return answer;
        const body = await answer.json();
        const { status, headers } = answer;
        return new Response(JSON.stringify({ ...body, result: alter(body.result) }), { status, headers });
    };
}";

/// The rows of a table, each with the texts of its cells.
const CELLS: &str = "return [...arguments[0].rows].map((row) =>
    [...row.cells].map((cell) => cell.textContent.trim()))";

/// A monitor's history as the wire has it.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The monitor.
    pub id: u64,
    /// What the monitor is called; others may be called so too.
    pub name: String,
    /// Unix milliseconds and milliseconds, in the order of time.
    pub samples: Vec<(i64, f64)>,
}

/// What the chart's hooks say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// `loading`, `ready`, `empty` or `error`.
    pub state: String,
    /// How many series are drawn.
    pub series: usize,
    /// How many of their samples are in the visible range.
    pub points: usize,
}

impl History {
    /// Reads the `result` of an answer.
    ///
    /// # Errors
    ///
    /// When it has another form.
    pub fn all(result: &Value) -> Outcome<Vec<Self>> {
        let odd = || Failure::new(format!("no histories: {result}"));
        let Some(monitors) = result.as_array() else {
            return if result.is_null() {
                Ok(Vec::new())
            } else {
                Err(odd())
            };
        };
        let history = |monitor: &Value| {
            let times = monitor.get("created_at")?.as_array()?.iter();
            let values = monitor.get("avg_delay")?.as_array()?.iter();
            let mut samples: Vec<_> = times
                .filter_map(Value::as_i64)
                .zip(values.filter_map(Value::as_f64))
                .collect();
            samples.sort_by_key(|(at, _)| *at);
            Some(Self {
                id: monitor.get("monitor_id")?.as_u64()?,
                name: monitor.get("monitor_name")?.as_str()?.to_owned(),
                samples,
            })
        };
        monitors
            .iter()
            .map(|monitor| history(monitor).ok_or_else(odd))
            .collect()
    }

    /// The samples from one time to another, both within.
    pub fn within(&self, from: i64, to: i64) -> impl Iterator<Item = (i64, f64)> {
        let samples = self.samples.iter().copied();
        samples.filter(move |(at, _)| (from..=to).contains(at))
    }
}

impl Page {
    /// Keeps the histories that documents are told from the next load on.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn record_histories(&self) -> Outcome<()> {
        self.before_load(LISTEN).await
    }

    /// Passes the histories through a function of JavaScript before documents that load from now on
    /// are told them. To be called before [`record_histories`](Self::record_histories).
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn alter_histories(&self, function: &str) -> Outcome<()> {
        self.before_load(&ALTER.replace("CHANGE", function)).await
    }

    /// What the plot says aloud.
    ///
    /// # Errors
    ///
    /// When there is no plot.
    pub async fn spoken(&self) -> Outcome<String> {
        // What is for the ear alone has no shown text.
        let text = self
            .evaluate("document.querySelector('[data-chart=latency] [role=status]').textContent")
            .await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// What the plot's canvases show, as pictures: the series, and what follows the pointer.
    ///
    /// # Errors
    ///
    /// When there is no plot.
    pub async fn pictures(&self) -> Outcome<(Value, Value)> {
        let seen = self
            .evaluate(
                "[...document.querySelectorAll('[data-chart=latency] canvas')]
                    .map((canvas) => canvas.toDataURL())",
            )
            .await?;
        let picture = |at: usize| seen.get(at).cloned().unwrap_or_default();
        Ok((picture(0), picture(1)))
    }

    /// The newest histories that the page was told.
    ///
    /// # Errors
    ///
    /// When there are none that can be read.
    pub async fn told_histories(&self) -> Outcome<Vec<History>> {
        History::all(&self.evaluate("globalThis.toldHistories").await?)
    }

    /// What the chart's hooks say now.
    ///
    /// # Errors
    ///
    /// When there is no chart.
    pub async fn chart(&self) -> Outcome<Chart> {
        let chart = "document.querySelector('[data-chart=latency]')?.dataset";
        let hooks = self.evaluate(chart).await?;
        let text = |name: &str| hooks.get(name).and_then(Value::as_str).unwrap_or_default();
        let count = |name: &str| {
            let odd = |_| Failure::new(format!("{name} of {hooks}"));
            text(name).parse().map_err(odd)
        };
        Ok(Chart {
            state: text("state").to_owned(),
            series: count("series")?,
            points: count("points")?,
        })
    }

    /// Waits until the chart draws these monitors of what the page was told, from one time to
    /// another, and is as good as it gets: `ready`. The answer is what the page was told.
    ///
    /// # Errors
    ///
    /// When it draws something else until patience ends.
    pub async fn wait_for_drawn(
        &self,
        is_drawn: impl Fn(&History) -> bool,
        (from, to): (i64, i64),
    ) -> Outcome<Vec<History>> {
        self.wait_for("the chart of the wire's samples", async || {
            let told = self.told_histories().await?;
            let drawn: Vec<_> = told.iter().filter(|history| is_drawn(history)).collect();
            let points = drawn.iter().map(|history| history.within(from, to).count());
            let expected = Chart {
                state: "ready".to_owned(),
                series: drawn.len(),
                points: points.sum(),
            };
            let chart = self.chart().await?;
            ensure(chart == expected, || format!("{chart:?}, not {expected:?}"))?;
            Ok(told)
        })
        .await
    }

    /// The value of a parameter in the address after the `#`.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn parameter(&self, name: &str) -> Outcome<Option<String>> {
        Ok(parameter(&self.address().await?, name).map(str::to_owned))
    }

    /// Waits until the address tells a fixed range; its ends.
    ///
    /// # Errors
    ///
    /// When it tells none until patience ends.
    pub async fn wait_for_zoom(&self) -> Outcome<(i64, i64)> {
        self.wait_for("a range in the address", async || {
            // Both from one look: the address may change between two.
            let address = self.address().await?;
            let end = |name| parameter(&address, name)?.parse::<i64>().ok();
            let ends = end("from").zip(end("to"));
            let ends = ends.filter(|(from, to)| from < to);
            ends.ok_or_else(|| Failure::new(address))
        })
        .await
    }

    /// The texts of a table's cells, row by row.
    ///
    /// # Errors
    ///
    /// When the table is gone.
    pub async fn cells(&self, table: &WebElement) -> Outcome<Vec<Vec<String>>> {
        let answer = self.driver().execute(CELLS, vec![table.to_json()?]).await?;
        Ok(answer.convert()?)
    }
}

/// A parameter of the route in an address.
fn parameter<'a>(address: &'a str, name: &str) -> Option<&'a str> {
    let (_, route) = address.split_once('#')?;
    let (_, query) = route.split_once('?')?;
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    Some(value)
}
