//! The latency section's table and files, compared with the wire by other sums than the app's.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Failure, History, Key, Outcome, Page, ensure};
use serde_json::json;

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "12", "--seed", "7"];

/// All times.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

/// How the table says a latency with at most one decimal.
fn tells(text: &str, value: Option<f64>) -> bool {
    match value {
        None => text == "–",
        Some(value) if value >= 1000.0 => text == "≥ 1,000 ms",
        Some(value) => {
            let figure = text.strip_suffix(" ms").unwrap_or_default();
            let told: f64 = figure.parse().unwrap_or(f64::NAN);
            (told - value).abs() < 0.051
        }
    }
}

/// The columns "Samples", "Loss", "At cap", "Min", "Median", "p95", "p99" and "Max" of a
/// monitor, from the wire alone.
fn compare(
    columns: &[String],
    row: &[String],
    history: &History,
    range: (i64, i64),
) -> Outcome<()> {
    let cell = |name: &str| {
        let column = columns.iter().position(|column| column == name);
        let cell = column.and_then(|column| row.get(column));
        cell.cloned()
            .ok_or_else(|| Failure::new(format!("no {name} in {columns:?}")))
    };
    let values: Vec<_> = history.within(range.0, range.1).map(|(_, v)| v).collect();
    let mut measured: Vec<_> = values
        .iter()
        .copied()
        .filter(|value| *value > 0.0)
        .collect();
    measured.sort_by(f64::total_cmp);
    let ranked = |percent: usize| {
        let rank = (measured.len() * percent).div_ceil(100);
        measured.get(rank.max(1) - 1).copied()
    };
    let samples = cell("Samples")?.replace(',', "");
    ensure(samples == values.len().to_string(), || {
        format!("{samples} samples, not {}", values.len())
    })?;
    let share = |count: usize| {
        let share = 100.0 * count as f64 / values.len() as f64;
        (share, format!("{share:.1} %"))
    };
    let lost = values.len() - measured.len();
    let capped = measured.iter().filter(|value| **value >= 1000.0).count();
    for (name, count) in [("Loss", lost), ("At cap", capped)] {
        let (seen, (share, expected)) = (cell(name)?, share(count));
        let figure = seen.trim_end_matches(" %").parse::<f64>();
        // A share at the middle of two may be told as either.
        let near = figure.is_ok_and(|figure| (figure - share).abs() < 0.0501);
        let decimals = seen.split_once('.').map(|(_, rest)| rest.len());
        ensure(near && decimals == Some("0 %".len()), || {
            format!("{name} {seen}, not {expected}")
        })?;
    }
    for (name, value) in [
        ("Min", measured.first().copied()),
        ("Median", ranked(50)),
        ("p95", ranked(95)),
        ("p99", ranked(99)),
        ("Max", measured.last().copied()),
    ] {
        let seen = cell(name)?;
        ensure(tells(&seen, value), || {
            format!("{name} {seen}, not {value:?}")
        })?;
    }
    Ok(())
}

/// Waits until the table has each monitor's figures of this range.
async fn wait_for_figures(page: &Page, told: &[History], range: (i64, i64)) -> Outcome<()> {
    let table = page.by_role("table", "Latency statistics").await?;
    page.wait_for("the figures of the wire", async || {
        let rows = page.cells(&table).await?;
        ensure(rows.len() == told.len() + 1, || format!("{rows:?}"))?;
        for (row, history) in rows[1..].iter().zip(told) {
            compare(&rows[0], row, history, range)?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_table_has_the_figures_of_the_visible_range() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    wait_for_figures(&page, &told, ALL).await?;
    let last = told[0].samples.last().map_or(0, |(at, _)| *at);
    let hours = (last - 7_200_000, last - 3_600_000);
    page.open(&format!("#/server/3?from={}&to={}", hours.0, hours.1))
        .await?;
    wait_for_figures(&page, &told, hours).await?;

    // Sorted by a column: up, down, and as before.
    page.open("#/server/3").await?;
    wait_for_figures(&page, &told, ALL).await?;
    let table = page.by_role("table", "Latency statistics").await?;
    let button = page.by_role_in(&table, "button", "Loss").await?;
    let header = button.find(lotus_e2e::By::XPath("..")).await?;
    let unsorted = page.cells(&table).await?;
    for (direction, is_sorted) in [
        (
            "ascending",
            (|one, next| one <= next) as fn(f64, f64) -> bool,
        ),
        ("descending", |one, next| one >= next),
    ] {
        button.click().await?;
        page.wait_for(direction, async || {
            let sort = header.attr("aria-sort").await?;
            ensure(sort.as_deref() == Some(direction), || format!("{sort:?}"))?;
            let rows = page.cells(&table).await?;
            let column = rows[0].iter().position(|name| name == "Loss");
            let shares = rows[1..].iter().map(|row| {
                let share = row[column.unwrap_or_default()].trim_end_matches(" %");
                share.parse::<f64>().unwrap_or(f64::NAN)
            });
            let shares: Vec<_> = shares.collect();
            let is_told = shares.windows(2).all(|pair| is_sorted(pair[0], pair[1]));
            ensure(shares.len() == told.len() && is_told, || {
                format!("{shares:?}")
            })
        })
        .await?;
    }
    button.click().await?;
    page.wait_for("the first order", async || {
        let rows = page.cells(&table).await?;
        ensure(rows == unsorted, || format!("{rows:?}"))
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

async fn export(page: &Page, kind: &str) -> Outcome<()> {
    page.by_role("button", "Export").await?.click().await?;
    Ok(page.by_role("menuitem", kind).await?.click().await?)
}

#[tokio::test]
async fn files_have_what_is_seen() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let downloads = page.keep_downloads().await?;
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    let last = told[0].samples.last().map_or(0, |(at, _)| *at);
    let range = (last - 7_200_000, last - 3_600_000);
    let left_out = told[0].id;
    let seen = || told.iter().filter(|one| one.id != left_out);
    let ids: Vec<_> = seen().map(|one| one.id.to_string()).collect();
    let (from, to) = range;
    let view = format!("#/server/3?from={from}&to={to}&monitors={}", ids.join(","));
    page.open(&view).await?;
    page.wait_for_drawn(|one| one.id != left_out, range).await?;

    export(&page, "CSV").await?;
    let csv = page.downloaded(&downloads, "latency-3.csv").await?;
    let mut lines = csv.lines();
    assert_eq!(
        lines.next(),
        Some("time,monitor_id,monitor,latency_ms,class")
    );
    for history in seen() {
        for (at, value) in history.within(from, to) {
            let line = lines.next().unwrap_or_default();
            // No name of this fleet has a comma.
            let fields: Vec<_> = line.split(',').collect();
            let time = page
                .evaluate(&format!("Date.parse('{}')", fields[0]))
                .await?;
            assert_eq!(time, json!(at), "{line}");
            assert_eq!(fields[1..3], [history.id.to_string(), history.name.clone()]);
            let latency: f64 = fields[3].parse().unwrap_or(f64::NAN);
            assert!((latency - value).abs() < 0.000_51, "{line}: {value}");
            let expected: &[_] = match value {
                ..=0.0 => &["lost"],
                1000.0.. => &["at_cap"],
                _ => &["answered", "partial"],
            };
            assert!(expected.contains(&fields[4]), "{line}: {value}");
        }
    }
    assert_eq!(lines.next(), None);

    export(&page, "SVG").await?;
    let svg = page.downloaded(&downloads, "latency-3.svg").await?;
    let read = format!(
        "(() => {{
            const picture = new DOMParser().parseFromString({}, 'image/svg+xml');
            return [picture.documentElement.localName,
                picture.querySelectorAll('parsererror, script').length,
                picture.querySelectorAll('path, polyline, line').length > 6];
        }})()",
        json!(svg)
    );
    assert_eq!(page.evaluate(&read).await?, json!(["svg", 0, true]));

    let words = format!(
        "(() => {{
            const picture = new DOMParser().parseFromString({}, 'image/svg+xml');
            const words = (name) => [...picture.querySelectorAll(name)].map((one) => one.textContent);
            return [words('text'), words('title'), words('desc')];
        }})()",
        json!(svg)
    );
    let [texts, title, description]: [Vec<String>; 3] =
        serde_json::from_value(page.evaluate(&words).await?)?;
    for history in &told {
        let alike = told.iter().filter(|one| one.name == history.name).count();
        let name = if alike > 1 {
            format!("{} #{}", history.name, history.id)
        } else {
            history.name.clone()
        };
        let is_seen = history.id != left_out;
        let shown = texts.iter().filter(|text| **text == name).count();
        assert_eq!(shown, usize::from(is_seen), "{name} in {texts:?}");
        // No name of this fleet is a part of another.
        let is_told = description[0].contains(&name);
        assert_eq!(is_told, is_seen, "{name} in {description:?}");
    }
    let server = page.text("h1").await?;
    assert_eq!(title, std::slice::from_ref(&server));
    assert!(texts.contains(&server), "{texts:?}");
    // When it was, in the zone of whoever looks, and in what it is measured.
    let moment = |at: i64| {
        format!(
            "new Intl.DateTimeFormat('en', {{ dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' }}).format({at})"
        )
    };
    let line = texts.iter().find(|text| text.starts_with("Latency (ms)"));
    let line = line.ok_or_else(|| Failure::new(format!("{texts:?}")))?;
    for at in [from, to] {
        let moment = page.evaluate(&moment(at)).await?;
        let moment = moment.as_str().unwrap_or_default();
        assert!(line.contains(moment), "{line}: {moment}");
    }
    assert!(line.contains("(UTC"), "{line}");

    export(&page, "PNG").await?;
    let png = page.downloaded_bytes(&downloads, "latency-3.png").await?;
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    assert!(png.len() > 10_000, "{} bytes are no chart", png.len());
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn clipping_is_remembered_on_the_device() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    let shown = async || -> Outcome<(bool, String)> {
        let is_clipped = page.by_role("switch", "Clip peaks").await?;
        let cap = page.by_role("spinbutton", "Cap (ms)").await?;
        let typed = cap.prop("value").await?.unwrap_or_default();
        Ok((is_clipped.is_selected().await?, typed))
    };
    assert_eq!(shown().await?, (true, String::new()));

    let cap = page.by_role("spinbutton", "Cap (ms)").await?;
    cap.send_keys("250" + Key::Tab).await?;
    page.reload().await?;
    assert_eq!(shown().await?, (true, "250".to_owned()));

    let switch = page.by_role("switch", "Clip peaks").await?;
    switch.click().await?;
    page.reload().await?;
    assert_eq!(shown().await?, (false, String::new()));

    // A cap that makes no sense is none.
    let cap = page.by_role("spinbutton", "Cap (ms)").await?;
    cap.send_keys("0" + Key::Tab).await?;
    page.wait_for("automatic clipping", async || {
        let seen = shown().await?;
        ensure(seen == (true, String::new()), || format!("{seen:?}"))
    })
    .await?;
    page.reload().await?;
    assert_eq!(shown().await?, (true, String::new()));
    assert_eq!(page.console().await?, []);
    Ok(())
}
