//! Moving about in the latency chart: by keys, by mouse and by the ranges above it.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Failure, History, Key, Outcome, Page, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "12", "--seed", "7"];

/// All times.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

/// A server's chart that is drawn, and what it was told.
async fn open(page: &Page, route: &str) -> Outcome<Vec<History>> {
    page.record_histories().await?;
    page.open_app(route).await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    let drawn = "performance.getEntriesByName('lotus:chart-drawn').length > 0";
    page.wait_for_script(drawn, &json!(true)).await?;
    Ok(told)
}

async fn wait_for_everything(page: &Page) -> Outcome<()> {
    page.wait_for_drawn(|_| true, ALL).await?;
    page.wait_for("no range in the address", async || {
        let address = page.address().await?;
        ensure(
            !address.contains("from=") && !address.contains("range="),
            || address,
        )
    })
    .await
}

/// Waits for another range in the address than this one, and for its samples.
async fn wait_for_other_zoom(page: &Page, former: (i64, i64)) -> Outcome<(i64, i64)> {
    let zoom = page
        .wait_for("another range", async || {
            let zoom = page.wait_for_zoom().await?;
            ensure(zoom != former, || format!("{zoom:?}"))?;
            Ok(zoom)
        })
        .await?;
    page.wait_for_drawn(|_| true, zoom).await?;
    Ok(zoom)
}

/// Whether a text is what the wire's value is to be told as.
fn tells(text: &str, value: f64) -> bool {
    if value <= 0.0 {
        return text == "Lost";
    }
    if value >= 1000.0 {
        return text == "≥ 1,000 ms";
    }
    let figure = text.trim_end_matches(" (est. partial loss)");
    let figure = figure.strip_suffix(" ms").unwrap_or_default();
    let decimals = figure.split_once('.').map_or(0, |(_, rest)| rest.len());
    let told: f64 = figure.parse().unwrap_or(f64::NAN);
    decimals <= 3 && (told - value).abs() < 0.000_51
}

/// Compares what was said with all that the wire has at this time.
fn compare(said: &str, told: &[History], at: i64) -> Outcome<()> {
    let mut readings = said.split("; ").skip(1);
    for one in told {
        let alike = told.iter().filter(|other| other.name == one.name);
        let name = if alike.count() > 1 {
            format!("{} #{}", one.name, one.id)
        } else {
            one.name.clone()
        };
        for (_, value) in one.within(at, at) {
            let reading = readings.next().unwrap_or_default();
            let text = reading.strip_prefix(&format!("{name}: "));
            ensure(text.is_some_and(|text| tells(text, value)), || {
                format!("{reading}, not {name} with {value}, in {said}")
            })?;
        }
    }
    ensure(readings.next().is_none(), || said.to_owned())
}

/// A time at which some monitor has such a value.
fn time_of(told: &[History], is_meant: impl Fn(f64) -> bool) -> Outcome<i64> {
    let mut samples = told.iter().flat_map(|one| &one.samples);
    let found = samples.find(|(_, value)| is_meant(*value));
    found
        .map(|(at, _)| *at)
        .ok_or_else(|| Failure::new("this seed has such a sample"))
}

#[tokio::test]
async fn the_crosshair_says_what_the_wire_says() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let told = open(&page, "#/server/3").await?;
    let starts = [
        time_of(&told, |value| value <= 0.0)?,
        time_of(&told, |value| value >= 1000.0)?,
        time_of(&told, |value| value > 0.0 && value < 1000.0)?,
    ];
    for start in starts {
        let end = start + 600_000;
        page.open(&format!("#/server/3?from={start}&to={end}"))
            .await?;
        page.wait_for_drawn(|_| true, (start, end)).await?;
        page.by_role("application", "Latency chart")
            .await?
            .focus()
            .await?;
        let samples = told.iter().flat_map(|one| one.within(start, end));
        let mut times: Vec<_> = samples.map(|(at, _)| at).collect();
        times.sort_unstable();
        times.dedup();
        assert_eq!(times[0], start);
        for at in times.iter().take(4) {
            page.press(Key::Right).await?;
            page.wait_for("the words of the next sample", async || {
                compare(&page.spoken().await?, &told, *at)
            })
            .await?;
        }
        page.press(Key::Left).await?;
        page.wait_for("the words of the one before", async || {
            compare(&page.spoken().await?, &told, times[2])
        })
        .await?;
        page.press(Key::Escape).await?;
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn keys_zoom_and_reset() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    open(&page, "#/server/3").await?;
    let plot = page.by_role("application", "Latency chart").await?;
    plot.focus().await?;

    page.press("+").await?;
    let once = page.wait_for_zoom().await?;
    page.wait_for_drawn(|_| true, once).await?;
    page.press("+").await?;
    let twice = wait_for_other_zoom(&page, once).await?;
    assert!(once.0 < twice.0 && twice.1 < once.1, "{once:?} {twice:?}");
    page.press("-").await?;
    let wider = wait_for_other_zoom(&page, twice).await?;
    assert!(wider.1 - wider.0 > twice.1 - twice.0, "{wider:?} {twice:?}");
    page.press(Key::Home).await?;
    wait_for_everything(&page).await?;
    assert_eq!(page.focused().await?, plot);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_mouse_zooms_by_dragging_and_by_its_wheel() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let told = open(&page, "#/server/3").await?;
    let times = || told.iter().flat_map(|one| &one.samples).map(|(at, _)| *at);
    let everything = (
        times().min().unwrap_or_default(),
        times().max().unwrap_or_default(),
    );
    let plot = page.by_role("application", "Latency chart").await?;
    plot.scroll_into_view().await?;

    let actions = page.driver().action_chain();
    let drag = actions
        .move_to_element_with_offset(&plot, -100, 0)
        .click_and_hold()
        .move_by_offset(200, 0)
        .release();
    drag.perform().await?;
    let dragged = page.wait_for_zoom().await?;
    page.wait_for_drawn(|_| true, dragged).await?;
    let share = (dragged.1 - dragged.0) as f64 / (everything.1 - everything.0) as f64;
    let width = plot.rect().await?.width;
    // The plot's labels take some of its width.
    assert!(share > 200.0 / width && share < 260.0 / width, "{share}");

    let reset = page.driver().action_chain().double_click_element(&plot);
    reset.perform().await?;
    wait_for_everything(&page).await?;

    let spot = page
        .evaluate(
            "(({ x, y, width, height }) => [x + width / 2, y + height / 2])(
            document.querySelector('[data-chart=latency]').getBoundingClientRect())",
        )
        .await?;
    let turn = async |by: i64| -> Outcome<Value> {
        let event = json!({
            "type": "mouseWheel", "x": spot[0], "y": spot[1], "deltaX": 0, "deltaY": by,
        });
        page.devtools("Input.dispatchMouseEvent", event).await
    };
    turn(-300).await?;
    let near = page.wait_for_zoom().await?;
    page.wait_for_drawn(|_| true, near).await?;
    assert!(everything.0 < near.0 && near.1 < everything.1, "{near:?}");
    turn(200).await?;
    let far = wait_for_other_zoom(&page, near).await?;
    assert!(far.0 < near.0 && near.1 < far.1, "{far:?} {near:?}");
    turn(400).await?;
    wait_for_everything(&page).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn ranges_roll_and_a_view_is_restored() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    let told = open(&page, "#/server/3").await?;
    let only = &told[1];
    let newest = told.iter().filter_map(|one| one.samples.last());
    let newest = newest.map(|(at, _)| *at).max().unwrap_or_default();
    let group = page.by_role("group", "Range").await?;
    for (name, value, minutes) in [
        ("30 m", "30m", 30),
        ("1 h", "1h", 60),
        ("6 h", "6h", 360),
        ("24 h", "24h", 1440),
    ] {
        let button = page.by_role_in(&group, "button", name).await?;
        button.click().await?;
        page.wait_for(name, async || {
            let range = page.parameter("range").await?;
            ensure(range.as_deref() == Some(value), || format!("{range:?}"))?;
            let pressed = button.attr("aria-pressed").await?;
            ensure(pressed.as_deref() == Some("true"), || {
                format!("{pressed:?}")
            })?;
            // It ends now, which is some moments after the newest sample.
            let since = |at: i64| {
                let from = at - minutes * 60_000;
                let counts = told.iter().map(|one| one.within(from, i64::MAX).count());
                counts.sum::<usize>()
            };
            let points = page.chart().await?.points;
            let (least, most) = (since(newest + 180_000), since(newest) + 14);
            ensure((least..=most).contains(&points), || {
                format!("{points}, not {least} to {most}")
            })
        })
        .await?;
    }
    page.reload().await?;
    let pressed = page.by_role("button", "24 h").await?;
    assert_eq!(pressed.attr("aria-pressed").await?.as_deref(), Some("true"));

    // The selection outlives the zoom, and both another screen.
    let (from, to) = (newest - 7_200_000, newest - 3_600_000);
    let view = format!("#/server/3?from={from}&to={to}&monitors={}", only.id);
    page.open("#/").await?;
    page.wait_for_frame_shown().await?;
    page.open(&view).await?;
    page.wait_for_drawn(|one| one.id == only.id, (from, to))
        .await?;
    page.driver().back().await?;
    page.by_role("heading", "Servers").await?;
    page.driver().forward().await?;
    page.wait_for_drawn(|one| one.id == only.id, (from, to))
        .await?;
    page.wait_for_script("location.hash", &json!(view)).await?;
    page.reload().await?;
    page.wait_for_drawn(|one| one.id == only.id, (from, to))
        .await?;
    page.by_role("button", "Reset zoom").await?.click().await?;
    page.wait_for_drawn(|one| one.id == only.id, ALL).await?;
    let reset = format!("#/server/3?monitors={}", only.id);
    page.wait_for_script("location.hash", &json!(reset)).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
