//! The latency section as time goes by and answers take theirs; and where there is little in them.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Key, Outcome, Page, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "12",
    "--seed",
    "7",
    "--password",
    "p",
    "--faults",
    "{}",
];

/// All times.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

/// Keeps what is to be done every minute, so that a test need not wait for it.
const MINUTES: &str = "{
    const every = globalThis.setInterval;
    const due = new Map();
    globalThis.setInterval = (call, ms) => {
        const handle = every(call, ms);
        if (ms === 60_000) due.set(handle, call);
        return handle;
    };
    const end = globalThis.clearInterval;
    globalThis.clearInterval = (handle) => {
        due.delete(handle);
        end(handle);
    };
    globalThis.minute = () => [...due.values()].forEach((call) => call());
}";

/// The time of the newest sample that the page was told.
async fn newest(page: &Page) -> Outcome<i64> {
    let told = page.told_histories().await?;
    let times = told.iter().filter_map(|one| one.samples.last());
    Ok(times.map(|(at, _)| *at).max().unwrap_or_default())
}

/// Puts the dashboard's clock so many minutes ahead, lets the page's minute pass, and waits for the
/// answer to that.
async fn pass(page: &Page, backend: &Backend, minutes: i64) -> Outcome<()> {
    let before = newest(page).await?;
    backend
        .set_faults(&json!({ "clock_skew_ms": minutes * 60_000 }))
        .await?;
    page.evaluate("minute()").await?;
    page.wait_for("newer samples", async || {
        let now = newest(page).await?;
        ensure(now >= before + 240_000, || format!("{now}, not {before}"))
    })
    .await
}

#[tokio::test]
async fn a_new_minute_adds_samples_and_moves_nothing() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(MINUTES).await?;
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    pass(&page, &backend, 5).await?;
    page.wait_for_drawn(|_| true, ALL).await?;

    // Zoomed, chosen from and pointed at: all of that stays.
    let last = newest(&page).await?;
    let zoom = (last - 7_200_000, last - 3_600_000);
    let ids = [told[0].id, told[4].id];
    let view = format!(
        "#/server/3?from={}&to={}&monitors={},{}",
        zoom.0, zoom.1, ids[0], ids[1]
    );
    page.open(&view).await?;
    page.wait_for_drawn(|one| ids.contains(&one.id), zoom)
        .await?;
    let (_, blank) = page.pictures().await?;
    let plot = page.by_role("application", "Latency chart").await?;
    plot.scroll_into_view().await?;
    let point = page.driver().action_chain().move_to_element_center(&plot);
    point.perform().await?;
    page.wait_for("a crosshair", async || {
        let (_, pointed) = page.pictures().await?;
        ensure(pointed != blank, || "none".to_owned())
    })
    .await?;
    let pointed = page.pictures().await?;
    pass(&page, &backend, 10).await?;
    page.wait_for_drawn(|one| ids.contains(&one.id), zoom)
        .await?;
    page.wait_for("the same picture", async || {
        let now = page.pictures().await?;
        ensure(now == pointed, || "another one".to_owned())
    })
    .await?;
    page.wait_for_script("location.hash", &json!(view)).await?;

    // What rolls goes on: it ends later than before, and the new samples are in it.
    page.open("#/server/3?range=30m").await?;
    pass(&page, &backend, 15).await?;
    let told = page.told_histories().await?;
    let end = newest(&page).await?;
    let since = |at: i64| -> usize {
        let counts = told.iter().map(|one| one.within(at, i64::MAX).count());
        counts.sum()
    };
    page.wait_for("the last half hour", async || {
        let (fewest, most) = (since(end - 27 * 60_000), since(end - 30 * 60_000));
        let points = page.chart().await?.points;
        ensure((fewest..=most).contains(&points), || {
            format!("{points}, not {fewest} to {most}")
        })
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_takes_long_is_waited_for() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_histories().await?;
    page.open_app("#/signin").await?;
    page.sign_in_as(&account).await?;
    let slow = json!({ "rules": [
        { "path": "/api/v1/monitor", "delay_ms": 5_000 },
        { "path": "/ws", "delay_ms": 2_000 },
    ] });
    backend.set_faults(&slow).await?;
    page.open("#/server/3").await?;
    page.reload().await?;
    page.wait_for_attribute("[data-chart=latency]", "data-state", "loading")
        .await?;
    page.wait_for_words("status", "still gathering the measurements")
        .await?;
    // Meanwhile the live connection came to be, which must not end the wait.
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    let said = page.words_of("status").await?;
    assert!(
        !said.iter().any(|text| text.contains("gathering")),
        "{said:?}"
    );
    assert_eq!(page.console().await?, []);
    Ok(())
}

/// The row of a monitor in the table, by the names of its columns.
async fn row(page: &Page, at: usize) -> Outcome<Vec<(String, String)>> {
    let table = page.by_role("table", "Latency statistics").await?;
    let rows = page.cells(&table).await?;
    let named = rows[0].iter().cloned().zip(rows[at + 1].iter().cloned());
    Ok(named.collect())
}

/// Waits until a monitor's row says so in these columns.
async fn wait_for_row(page: &Page, at: usize, expected: &[(&str, &str)]) -> Outcome<()> {
    page.wait_for("the row", async || {
        let row = row(page, at).await?;
        let is_so = |(name, text): &(&str, &str)| row.contains(&((*name).into(), (*text).into()));
        ensure(expected.iter().all(is_so), || format!("{row:?}"))
    })
    .await
}

#[tokio::test]
async fn a_single_sample_is_seen_and_told() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let one = "([{ created_at, ...monitor }]) =>
        [{ ...monitor, created_at: [created_at.at(-1)], avg_delay: [41.5] }]";
    page.alter_histories(one).await?;
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    assert_eq!((told.len(), told[0].samples.len()), (1, 1));
    let columns = [
        ("Last", "41.5 ms"),
        ("Min", "41.5 ms"),
        ("Median", "41.5 ms"),
        ("p99", "41.5 ms"),
        ("Max", "41.5 ms"),
        ("Jitter", "–"),
        ("Loss", "0.0 %"),
        ("Samples", "1"),
    ];
    wait_for_row(&page, 0, &columns).await?;

    // It is drawn: without its monitor the chart is another.
    let (with_it, _) = page.pictures().await?;
    let only = page.by_role("checkbox", &*told[0].name).await?;
    only.click().await?;
    page.wait_for("a chart without it", async || {
        let (without, _) = page.pictures().await?;
        ensure(without != with_it, || "the same".to_owned())
    })
    .await?;
    only.click().await?;
    page.by_role("application", "Latency chart")
        .await?
        .focus()
        .await?;
    page.press(Key::Right).await?;
    page.wait_for("its words", async || {
        let said = page.spoken().await?;
        ensure(said.ends_with("41.5 ms"), || said.clone())
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn monitors_without_any_answer_are_named() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let lost = "(monitors) => monitors.map((monitor, at) =>
        at < 2 ? { ...monitor, avg_delay: monitor.avg_delay.map(() => 0) } : monitor).slice(0, 3)";
    page.alter_histories(lost).await?;
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    let nothing = [
        ("Last", "Lost"),
        ("Min", "–"),
        ("Average", "–"),
        ("p95", "–"),
        ("Max", "–"),
        ("Loss", "100.0 %"),
    ];
    for at in 0..2 {
        wait_for_row(&page, at, &nothing).await?;
    }
    let names = |from: usize| -> Vec<&str> {
        let silent = told.iter().take(2).skip(from);
        silent.map(|one| one.name.as_str()).collect()
    };
    let said = async |names: Vec<&str>| {
        let sentence = format!("{}: no answer at all.", names.join(", "));
        page.wait_for(&sentence, async || {
            let text = page.text("main").await?;
            let is_said = text.lines().any(|line| line.starts_with(&sentence));
            ensure(is_said, || text.clone())
        })
        .await
    };
    said(names(0)).await?;

    // Said of what is drawn alone.
    page.by_role("checkbox", &*told[0].name)
        .await?
        .click()
        .await?;
    said(names(1)).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
