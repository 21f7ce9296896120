//! The latency chart under fingers.

use lotus_e2e::{Backend, Browser, Failure, Outcome, Page, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "12", "--seed", "7"];

/// All times.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

/// Puts fingers down, moves or lifts them: the columns and the row of those that are there, in CSS
/// pixels.
async fn touch(page: &Page, kind: &str, columns: &[f64], row: f64) -> Outcome<()> {
    let fingers: Vec<Value> = columns
        .iter()
        .enumerate()
        .map(|(id, x)| json!({ "id": id, "x": x, "y": row }))
        .collect();
    let event = json!({ "type": kind, "touchPoints": fingers });
    page.devtools("Input.dispatchTouchEvent", event)
        .await
        .map(drop)
}

/// The plot's left edge, width and middle row in the window, with the plot in it.
async fn place(page: &Page) -> Outcome<(f64, f64, f64)> {
    let plot = page.by_role("application", "Latency chart").await?;
    plot.scroll_into_view().await?;
    let seen = page
        .evaluate(
            "(({ x, y, width, height }) => [x, width, y + height / 2])(
            document.querySelector('[data-chart=latency]').getBoundingClientRect())",
        )
        .await?;
    let place = |at: usize| seen.get(at).and_then(Value::as_f64);
    let found = place(0).zip(place(1)).zip(place(2));
    let ((x, width), row) = found.ok_or_else(|| Failure::new(seen.to_string()))?;
    Ok((x, width, row))
}

#[tokio::test]
async fn two_fingers_zoom_where_they_are() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.resize(390, 844).await?;
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    let times = || told.iter().flat_map(|one| &one.samples).map(|(at, _)| *at);
    let all = (
        times().min().unwrap_or_default(),
        times().max().unwrap_or_default(),
    );
    let (x, width, row) = place(&page).await?;
    let middle = x + width / 2.0;

    // Apart to four times the distance: a quarter of the time.
    touch(&page, "touchStart", &[middle - 20.0], row).await?;
    touch(&page, "touchStart", &[middle - 20.0, middle + 20.0], row).await?;
    for reach in [35.0, 50.0, 65.0, 80.0] {
        touch(&page, "touchMove", &[middle - reach, middle + reach], row).await?;
    }
    touch(&page, "touchEnd", &[], row).await?;
    let near = page.wait_for_zoom().await?;
    page.wait_for_drawn(|_| true, near).await?;
    let share = |(from, to): (i64, i64)| (to - from) as f64 / (all.1 - all.0) as f64;
    assert!((0.23..0.27).contains(&share(near)), "{}", share(near));
    assert!(all.0 < near.0 && near.1 < all.1, "{near:?} in {all:?}");

    // Together again.
    touch(&page, "touchStart", &[middle - 80.0, middle + 80.0], row).await?;
    for reach in [70.0, 60.0, 50.0, 40.0] {
        touch(&page, "touchMove", &[middle - reach, middle + reach], row).await?;
    }
    touch(&page, "touchEnd", &[], row).await?;
    page.wait_for("twice the time", async || {
        let far = page.wait_for_zoom().await?;
        let share = share(far);
        ensure((0.46..0.54).contains(&share), || format!("{share}"))
    })
    .await?;
    // The page itself was not magnified.
    assert_eq!(page.evaluate("visualViewport.scale").await?, json!(1));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn one_finger_points_sideways_and_scrolls_up_and_down() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.resize(390, 844).await?;
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    let (x, width, row) = place(&page).await?;
    let (_, blank) = page.pictures().await?;
    let before = page.evaluate("scrollY").await?;

    touch(&page, "touchStart", &[x + width / 2.0], row).await?;
    for step in 1..6 {
        let column = x + width / 2.0 + f64::from(step) * 15.0;
        touch(&page, "touchMove", &[column], row).await?;
    }
    page.wait_for("a crosshair under the finger", async || {
        let (_, pointed) = page.pictures().await?;
        ensure(pointed != blank, || "nothing".to_owned())
    })
    .await?;
    touch(&page, "touchEnd", &[], row).await?;
    assert_eq!(page.evaluate("scrollY").await?, before);
    page.wait_for_drawn(|_| true, ALL).await?;

    // A swipe that begins on the plot takes the page along.
    touch(&page, "touchStart", &[x + width / 2.0], row).await?;
    for step in 1..16 {
        let row = row - f64::from(step) * 20.0;
        touch(&page, "touchMove", &[x + width / 2.0], row).await?;
    }
    touch(&page, "touchEnd", &[], row).await?;
    page.wait_for("the page scrolled", async || {
        let after = page.evaluate("scrollY").await?;
        let by = after.as_f64().unwrap_or(0.0) - before.as_f64().unwrap_or(0.0);
        ensure(by > 200.0, || format!("by {by}"))
    })
    .await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    let address = page.address().await?;
    assert!(address.ends_with("#/server/3"), "{address}");
    assert_eq!(page.console().await?, []);
    Ok(())
}
