//! The live charts of a server's page: they fill as frames arrive, share a crosshair, and go on while
//! another page is shown.

#![allow(clippy::indexing_slicing)]

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Failure, Key, Outcome, Page, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--fleet", "12", "--seed", "7", "--faults", "{}"];

/// What stands in the section, in the order of the page.
const STANDING: &str = "[...document.querySelectorAll('.live [data-chart]')]
    .map((plot) => plot.dataset.chart)";

/// What is drawn on a canvas, by a copy: a canvas that is read often is slow to draw on.
const PIXELS: &str = "const pixels = (canvas) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height);
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    return context.getImageData(0, 0, canvas.width, canvas.height).data;
};";

/// For each plot whether anything is drawn over its series.
const CROSSHAIRS: &str = "return [...document.querySelectorAll('.live .plot__overlay')]
    .map((canvas) => pixels(canvas).some((byte) => byte > 0))";

/// The widest stretch of columns without the line of the CPU between two with it, of all columns.
const GAP: &str = "
    const canvas = document.querySelector('[data-chart=cpu] .plot__series');
    const { width, height } = canvas;
    const data = pixels(canvas);
    let last = null, widest = 0;
    for (let x = 0; x < width; x += 1) {
        for (let y = 0; y < height; y += 1) {
            const at = 4 * (y * width + x);
            if (data[at + 3] > 200 && data[at + 2] > data[at] + 60) {
                if (last !== null) widest = Math.max(widest, x - last);
                last = x;
                break;
            }
        }
    }
    return widest / width";

async fn look(page: &Page, script: &str) -> Outcome<Value> {
    page.evaluate(&format!("(() => {{ {PIXELS} {script} }})()"))
        .await
}

fn plot(name: &str) -> String {
    format!("[data-chart={name}]")
}

async fn points(page: &Page, name: &str) -> Outcome<usize> {
    let points = page.attribute(&plot(name), "data-points").await?;
    let points = points.and_then(|points| points.parse().ok());
    points.ok_or_else(|| Failure::new(format!("{name} has no points")))
}

async fn wait_for_points(page: &Page, name: &str, least: usize) -> Outcome<usize> {
    page.wait_for(&format!("{least} points of {name}"), async || {
        let points = points(page, name).await?;
        ensure(points >= least, || points.to_string())?;
        Ok(points)
    })
    .await
}

/// The figure beside a chart's title.
async fn shown(page: &Page, name: &str) -> Outcome<String> {
    let selector = format!(".live__chart:has({}) .live__figures", plot(name));
    let text = format!("document.querySelector('{selector}').textContent");
    Ok(page
        .evaluate(&text)
        .await?
        .as_str()
        .unwrap_or_default()
        .to_owned())
}

async fn spoken(page: &Page) -> Outcome<String> {
    let text = page
        .evaluate("document.querySelector('.live [role=status]').textContent")
        .await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

async fn crosshair(page: &Page) -> Outcome<i64> {
    let second = page.attribute(".live", "data-crosshair").await?;
    Ok(second
        .and_then(|second| second.parse().ok())
        .unwrap_or_default())
}

/// Waits until every plot has a crosshair, or none.
async fn wait_for_crosshairs(page: &Page, is_there: bool) -> Outcome<()> {
    page.wait_for("crosshairs alike", async || {
        let crosshairs = look(page, CROSSHAIRS).await?;
        let alike = crosshairs
            .as_array()
            .is_some_and(|all| all.len() >= 5 && all.iter().all(|one| *one == json!(is_there)));
        ensure(alike, || crosshairs.to_string())
    })
    .await
}

/// The id of a server with this status, by the newest frame.
async fn with_status(page: &Page, status: &str) -> Outcome<Value> {
    page.open_app("#/").await?;
    let card = format!("[data-server-id][data-status={status}]");
    page.find(&card).await?;
    let id = page.attribute(&card, "data-server-id").await?;
    Ok(json!(id.unwrap_or_default()))
}

#[tokio::test]
async fn charts_fill_as_frames_arrive() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/server/1").await?;
    wait_for_points(&page, "cpu", 1).await?;
    let standing = page.evaluate(STANDING).await?;
    for name in ["cpu", "memory", "disk", "network", "load"] {
        let is_there = standing
            .as_array()
            .is_some_and(|all| all.contains(&json!(name)));
        assert!(is_there, "{name} in {standing}");
        page.wait_for_attribute(&plot(name), "data-state", "ready")
            .await?;
    }
    let first = wait_for_points(&page, "cpu", 1).await?;
    wait_for_points(&page, "cpu", first + 2).await?;
    for (name, series) in [("cpu", "1"), ("network", "2"), ("load", "3")] {
        page.wait_for_attribute(&plot(name), "data-series", series)
            .await?;
    }
    // Its machine's load, as the frame that is shown has it.
    page.wait_for("the load of the newest frame", async || {
        let state = page
            .evaluate("recorder.servers().find((s) => s.ID === 1).State")
            .await?;
        let load = state["Load1"].as_f64().unwrap_or_default();
        let shown = shown(&page, "load").await?;
        let figure = shown.strip_prefix("1 min").unwrap_or_default();
        let figure = figure.split_whitespace().next().unwrap_or_default();
        let near = |figure: f64| (figure - load).abs() <= 0.005 * load.max(1.0);
        ensure(figure.parse().is_ok_and(near), || {
            format!("{shown}, not {load}")
        })
    })
    .await?;
    // Each is named, and the chart of latencies is still the first.
    page.by_role("application", "CPU").await?;
    page.by_role("group", "CPU").await?;
    page.by_role("application", "Load").await?;
    page.wait_for_script(
        "document.querySelector('[data-chart]').dataset.chart",
        &json!("latency"),
    )
    .await?;
    let marks = "performance.getEntriesByName('lotus:live-chart-drawn').length > 0";
    page.wait_for_script(marks, &json!(true)).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_crosshair_stands_at_one_time_in_all_charts() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/server/3").await?;
    wait_for_points(&page, "cpu", 3).await?;
    wait_for_crosshairs(&page, false).await?;

    // By mouse.
    let cpu = page.by_role("application", "CPU").await?;
    cpu.scroll_into_view().await?;
    page.driver()
        .action_chain()
        .move_to_element_center(&cpu)
        .perform()
        .await?;
    wait_for_crosshairs(&page, true).await?;
    assert!(crosshair(&page).await? > 0);
    let heading = page.by_role("heading", "Live charts").await?;
    page.driver()
        .action_chain()
        .move_to_element_center(&heading)
        .perform()
        .await?;
    wait_for_crosshairs(&page, false).await?;
    assert_eq!(crosshair(&page).await?, 0);

    // By keys, from the newest sample back.
    cpu.focus().await?;
    page.press(Key::Left).await?;
    wait_for_crosshairs(&page, true).await?;
    let newest = crosshair(&page).await?;
    page.press(Key::Left).await?;
    page.wait_for("the sample before", async || {
        let now = crosshair(&page).await?;
        ensure(now > 0 && now < newest, || {
            format!("{now}, not before {newest}")
        })
    })
    .await?;
    // What is said of that time is what stands above the chart.
    page.wait_for("its words", async || {
        let said = spoken(&page).await?;
        let figure = shown(&page, "cpu").await?;
        let (time, value) = said.split_once("; CPU: ").unwrap_or_default();
        ensure(time.len() == 8 && value == figure.trim(), || {
            format!("{said:?}, not {figure:?}")
        })
    })
    .await?;
    let said = spoken(&page).await?;
    let times = page
        .evaluate("[...document.querySelectorAll('.live__time')].map((time) => time.textContent)")
        .await?;
    let times = times.as_array().cloned().unwrap_or_default();
    assert!(
        times
            .iter()
            .all(|time| said.starts_with(time.as_str().unwrap_or("none")))
    );
    let memory = shown(&page, "memory").await?;
    assert!(memory.contains("iB"), "{memory}");
    page.press(Key::Escape).await?;
    wait_for_crosshairs(&page, false).await?;

    // The wheel is the page's.
    let is_left = "document.querySelector('[data-chart=cpu]').dispatchEvent(
        new WheelEvent('wheel', { deltaY: -200, cancelable: true, bubbles: true }))";
    assert_eq!(page.evaluate(is_left).await?, json!(true));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_last_nine_servers_are_recorded_wherever_one_is() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/server/3").await?;
    let before = wait_for_points(&page, "cpu", 2).await?;

    page.open("#/").await?;
    page.by_role("heading", "Servers").await?;
    let now = "recorder.newest.now";
    let left = page.evaluate(now).await?.as_i64().unwrap_or_default();
    page.wait_for("frames on the overview", async || {
        let now = page.evaluate(now).await?.as_i64().unwrap_or_default();
        ensure(now >= left + 6_000, || format!("{now} after {left}"))
    })
    .await?;
    page.open("#/server/3").await?;
    page.by_role("heading", "Live charts").await?;
    let after = points(&page, "cpu").await?;
    assert!(after > before, "{after} after {before}");

    // Eight others are opened, and it is kept; of nine the last takes its place.
    let others = "recorder.servers()
        .filter((server) => server.ID !== 3 && !server.LastActive.startsWith('0001'))
        .map((server) => server.ID).slice(0, 9)";
    let others = page.evaluate(others).await?;
    let others = others.as_array().cloned().unwrap_or_default();
    assert_eq!(others.len(), 9);
    for (count, is_kept) in [(8, true), (9, false)] {
        for id in &others[..count] {
            page.open(&format!("#/server/{id}")).await?;
            page.find(&format!("[data-server-id='{id}'] .live")).await?;
        }
        page.open("#/server/3").await?;
        page.find("[data-server-id='3'] .live").await?;
        let points = wait_for_points(&page, "cpu", 1).await?;
        assert_eq!(points >= after, is_kept, "{points}, {after} before");
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn one_that_goes_away_leaves_a_gap() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/server/3").await?;
    wait_for_points(&page, "cpu", 3).await?;
    backend.set_faults(&json!({ "offline": [3] })).await?;
    page.wait_for_attribute("[data-server-id]", "data-status", "offline")
        .await?;
    let before = points(&page, "cpu").await?;
    // Its last figures are not how it is, but what was recorded stands.
    page.wait_for("no figure", async || {
        let figure = shown(&page, "cpu").await?;
        ensure(figure.trim() == "–", || figure)
    })
    .await?;
    page.wait_for_attribute(&plot("cpu"), "data-state", "ready")
        .await?;
    backend.set_faults(&json!({})).await?;
    page.wait_for_attribute("[data-server-id]", "data-status", "online")
        .await?;
    wait_for_points(&page, "cpu", before + 2).await?;
    // Ten seconds of two minutes, of a plot that has labels beside it.
    // One that is out of sight is not drawn.
    let cpu = page.by_role("application", "CPU").await?;
    cpu.scroll_into_view().await?;
    page.wait_for("a gap in the line", async || {
        let gap = look(&page, GAP).await?.as_f64().unwrap_or_default();
        ensure(gap > 0.05, || gap.to_string())
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_hidden_tab_leaves_a_gap() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/server/3").await?;
    let before = wait_for_points(&page, "cpu", 3).await?;
    page.hide().await?;
    // Long enough that the reports around it are ten seconds apart, however late each was seen.
    let hidden = page.evaluate("performance.now()").await?;
    let is_over = format!("performance.now() > {hidden} + 18_000");
    page.wait_within(Duration::from_secs(40), "a while", async || {
        let is_over = page.evaluate(&is_over).await?;
        ensure(is_over == json!(true), || "not yet".to_owned())
    })
    .await?;
    page.show().await?;
    wait_for_points(&page, "cpu", before + 2).await?;
    // One that is out of sight is not drawn.
    let cpu = page.by_role("application", "CPU").await?;
    cpu.scroll_into_view().await?;
    page.wait_for("a gap in the line", async || {
        let gap = look(&page, GAP).await?.as_f64().unwrap_or_default();
        ensure(gap > 0.05, || gap.to_string())
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn one_that_is_away_says_why_there_are_no_charts() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    let away = with_status(&page, "offline").await?;
    let id = away.as_str().unwrap_or_default();
    page.open(&format!("#/server/{id}")).await?;
    page.by_role("heading", "Live charts").await?;
    page.wait_for("its sentence", async || {
        let text = page.text(".live").await?;
        ensure(text.contains("The server is offline."), || text)
    })
    .await?;
    assert_eq!(page.evaluate(STANDING).await?, json!([]));

    let never = with_status(&page, "pending").await?;
    let id = never.as_str().unwrap_or_default();
    page.open(&format!("#/server/{id}")).await?;
    page.wait_for_attribute("[data-server-id]", "data-status", "pending")
        .await?;
    assert!(page.find_all(".live").await?.is_empty());
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_narrow_window_has_one_column() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.resize(390, 844).await?;
    page.open_app("#/server/4").await?;
    wait_for_points(&page, "temperatures", 2).await?;
    page.wait_for_no_sideways_scroll().await?;
    let lefts = "new Set([...document.querySelectorAll('.live__chart')]
        .map((chart) => chart.getBoundingClientRect().left)).size";
    assert_eq!(page.evaluate(lefts).await?, json!(1));
    page.resize(1440, 900).await?;
    page.wait_for_script(&format!("{lefts} > 1"), &json!(true))
        .await?;
    page.wait_for_no_sideways_scroll().await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
