//! The strip below the latency chart, and the keys that need no mouse.

use lotus_e2e::{Backend, Browser, History, Key, Outcome, Page, WebElement, ensure};
use serde_json::json;

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "12", "--seed", "7"];

/// All times.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

const HOUR: i64 = 3_600_000;

/// A chart that shows a stretch of `hours` before the last sample, and what it was told.
async fn open(page: &Page, (from, to): (i64, i64)) -> Outcome<(Vec<History>, (i64, i64))> {
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    let (_, last) = everything(&told);
    let zoom = (last - from * HOUR, last - to * HOUR);
    page.open(&format!("#/server/3?from={}&to={}", zoom.0, zoom.1))
        .await?;
    page.wait_for_drawn(|_| true, zoom).await?;
    Ok((told, zoom))
}

/// From the first to the last sample.
fn everything(told: &[History]) -> (i64, i64) {
    let times = || told.iter().flat_map(|one| &one.samples).map(|(at, _)| *at);
    (
        times().min().unwrap_or_default(),
        times().max().unwrap_or_default(),
    )
}

/// Drags with the mouse from a place on the strip, given as a time, by so much time.
async fn drag(
    page: &Page,
    strip: &WebElement,
    (first, last): (i64, i64),
    at: i64,
    by: i64,
) -> Outcome<()> {
    let width = strip.rect().await?.width;
    let pixels = |ms: i64| (ms as f64 / (last - first) as f64 * width).round();
    #[expect(clippy::cast_possible_truncation)]
    let (at, by) = ((pixels(at - first) - width / 2.0) as i64, pixels(by) as i64);
    let actions = page.driver().action_chain();
    let dragged = actions
        .move_to_element_with_offset(strip, at, 0)
        .click_and_hold()
        .move_by_offset(by / 2, 0)
        .move_by_offset(by - by / 2, 0)
        .release();
    Ok(dragged.perform().await?)
}

/// Waits for a range near this one, and for its samples; a pixel of the strip is over a minute.
async fn wait_for_near(page: &Page, (from, to): (i64, i64)) -> Outcome<(i64, i64)> {
    let zoom = page
        .wait_for("the range that was dragged", async || {
            let zoom = page.wait_for_zoom().await?;
            let is_near = |one: i64, other: i64| (one - other).abs() <= 5 * 60_000;
            ensure(is_near(zoom.0, from) && is_near(zoom.1, to), || {
                format!("{zoom:?}, not about {:?}", (from, to))
            })?;
            Ok(zoom)
        })
        .await?;
    page.wait_for_drawn(|_| true, zoom).await?;
    Ok(zoom)
}

#[tokio::test]
async fn its_window_is_moved_and_widened_by_mouse() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let (told, zoom) = open(&page, (16, 12)).await?;
    let all = everything(&told);
    let strip = page.by_role("slider", "Whole time").await?;
    strip.scroll_into_view().await?;

    // All of it at once, as wide as it was.
    let middle = i64::midpoint(zoom.0, zoom.1);
    drag(&page, &strip, all, middle, 6 * HOUR).await?;
    let moved = wait_for_near(&page, (zoom.0 + 6 * HOUR, zoom.1 + 6 * HOUR)).await?;
    assert_eq!(moved.1 - moved.0, 4 * HOUR);

    // Each end on its own; the other one stays.
    drag(&page, &strip, all, moved.0, -3 * HOUR).await?;
    let wider = wait_for_near(&page, (moved.0 - 3 * HOUR, moved.1)).await?;
    assert_eq!(wider.1, moved.1);
    drag(&page, &strip, all, wider.1, -2 * HOUR).await?;
    let narrower = wait_for_near(&page, (wider.0, wider.1 - 2 * HOUR)).await?;
    assert_eq!(narrower.0, wider.0);

    // Beyond the last sample there is nothing to go to.
    let middle = i64::midpoint(narrower.0, narrower.1);
    drag(&page, &strip, all, middle, 9 * HOUR).await?;
    let width = narrower.1 - narrower.0;
    let at_end = wait_for_near(&page, (all.1 - width, all.1)).await?;
    assert_eq!(at_end, (all.1 - width, all.1));

    let reset = page.driver().action_chain().double_click_element(&strip);
    reset.perform().await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    page.wait_for_script("location.hash", &json!("#/server/3"))
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_drag_beside_its_window_draws_a_new_one() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let (told, zoom) = open(&page, (16, 12)).await?;
    let all = everything(&told);
    let strip = page.by_role("slider", "Whole time").await?;
    strip.scroll_into_view().await?;
    let whole = strip.attr("aria-valuetext").await?;

    // Beside it, to the right and to the left, whichever way it is drawn.
    let from = all.1 - 9 * HOUR;
    drag(&page, &strip, all, from, 3 * HOUR).await?;
    let right = wait_for_near(&page, (from, from + 3 * HOUR)).await?;
    let told_now = strip.attr("aria-valuetext").await?;
    assert!(
        told_now != whole,
        "the slider says what is seen: {told_now:?}"
    );
    let to = all.0 + 7 * HOUR;
    drag(&page, &strip, all, to, -4 * HOUR).await?;
    let left = wait_for_near(&page, (to - 4 * HOUR, to)).await?;
    assert!(left.1 < right.0);

    // A click is no drag.
    drag(&page, &strip, all, all.1 - 5 * HOUR, 0).await?;
    assert_eq!(page.wait_for_zoom().await?, left);

    // Beyond the end there is nothing more.
    drag(&page, &strip, all, all.1 - 2 * HOUR, 5 * HOUR / 2).await?;
    wait_for_near(&page, (all.1 - 2 * HOUR, all.1)).await?;

    // Where the window is everything, a drag within it draws one too.
    page.press_button("Reset zoom").await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    drag(&page, &strip, all, zoom.0, zoom.1 - zoom.0).await?;
    wait_for_near(&page, zoom).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

/// Puts a finger down, moves or lifts it: its place in the window, CSS pixels.
async fn touch(page: &Page, kind: &str, place: Option<(f64, f64)>) -> Outcome<()> {
    let finger = place.map(|(x, y)| json!({ "x": x, "y": y }));
    let points: Vec<_> = finger.into_iter().collect();
    let event = json!({ "type": kind, "touchPoints": points });
    page.devtools("Input.dispatchTouchEvent", event)
        .await
        .map(drop)
}

/// A finger goes from one place to another, in steps.
async fn swipe(page: &Page, (x, y): (f64, f64), (to_x, to_y): (f64, f64)) -> Outcome<()> {
    touch(page, "touchStart", Some((x, y))).await?;
    for step in 1..=12 {
        let share = f64::from(step) / 12.0;
        let place = (x + (to_x - x) * share, y + (to_y - y) * share);
        touch(page, "touchMove", Some(place)).await?;
    }
    touch(page, "touchEnd", None).await
}

#[tokio::test]
async fn a_finger_does_the_same_and_still_scrolls_the_page() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.resize(390, 844).await?;
    let (told, zoom) = open(&page, (16, 12)).await?;
    let all = everything(&told);
    let strip = page.by_role("slider", "Whole time").await?;
    strip.scroll_into_view().await?;
    let place = strip.rect().await?;
    let scrolled = page.evaluate("scrollY").await?;
    let top = place.y - scrolled.as_f64().unwrap_or_default();
    let row = top + place.height / 2.0;
    let column = |at: i64| place.x + (at - all.0) as f64 / (all.1 - all.0) as f64 * place.width;
    let near = async |expected: (i64, i64)| {
        page.wait_for("the range that was dragged", async || {
            let zoom = page.wait_for_zoom().await?;
            let is_near = |one: i64, other: i64| (one - other).abs() <= 15 * 60_000;
            ensure(
                is_near(zoom.0, expected.0) && is_near(zoom.1, expected.1),
                || format!("{zoom:?}, not about {expected:?}"),
            )?;
            Ok(zoom)
        })
        .await
    };

    // The window, one of its ends, and a new one beside it.
    let middle = i64::midpoint(zoom.0, zoom.1);
    let to = column(middle + 2 * HOUR);
    swipe(&page, (column(middle), row), (to, row)).await?;
    let moved = near((zoom.0 + 2 * HOUR, zoom.1 + 2 * HOUR)).await?;
    let (from, to) = (column(moved.1), column(moved.1 + 2 * HOUR));
    swipe(&page, (from + 6.0, row), (to + 6.0, row)).await?;
    let wider = near((moved.0, moved.1 + 2 * HOUR)).await?;
    assert_eq!(wider.0, moved.0);
    let new = (all.1 - 6 * HOUR, all.1 - 2 * HOUR);
    swipe(&page, (column(new.0), row), (column(new.1), row)).await?;
    let new = near(new).await?;
    assert_eq!(page.evaluate("scrollY").await?, scrolled);

    // Up and down is the page's, wherever it begins, and leaves the window alone.
    for at in [i64::midpoint(new.0, new.1), all.0 + 2 * HOUR] {
        page.evaluate(&format!("scrollTo(0, {} - 400)", place.y))
            .await?;
        let start = page.evaluate("scrollY").await?.as_f64().unwrap_or_default();
        let row = place.y - start + place.height / 2.0;
        swipe(&page, (column(at), row), (column(at) + 3.0, row - 240.0)).await?;
        page.wait_for("the page scrolled", async || {
            let now = page.evaluate("scrollY").await?.as_f64().unwrap_or_default();
            ensure(now - start > 100.0, || format!("by {}", now - start))
        })
        .await?;
        assert_eq!(page.wait_for_zoom().await?, new);
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

/// Presses a key, with Shift or without, and waits for the range that must follow.
async fn press(page: &Page, key: Key, shift: bool, expected: (i64, i64)) -> Outcome<()> {
    if shift {
        page.press_with(Key::Shift, key.into()).await?;
    } else {
        page.press(key).await?;
    }
    page.wait_for("the range after the key", async || {
        let zoom = page.wait_for_zoom().await?;
        ensure(zoom == expected, || format!("{zoom:?}, not {expected:?}"))
    })
    .await?;
    page.wait_for_drawn(|_| true, expected).await.map(drop)
}

#[tokio::test]
async fn keys_move_the_window_and_the_plot_alike() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let (_, zoom) = open(&page, (16, 12)).await?;
    let by_half_hours = |count: i64| (zoom.0 + count * HOUR / 2, zoom.1 + count * HOUR / 2);
    let strip = page.by_role("slider", "Whole time").await?;
    strip.focus().await?;
    let now = strip.attr("aria-valuenow").await?;
    press(&page, Key::Right, false, by_half_hours(1)).await?;
    press(&page, Key::Up, false, by_half_hours(2)).await?;
    let later = strip.attr("aria-valuenow").await?;
    assert!(later != now, "the slider says where it stands: {later:?}");
    press(&page, Key::Left, false, by_half_hours(1)).await?;
    press(&page, Key::Down, false, by_half_hours(0)).await?;
    page.press("+").await?;
    page.wait_for("a narrower range", async || {
        let (from, to) = page.wait_for_zoom().await?;
        ensure(zoom.0 < from && to < zoom.1, || format!("{from} {to}"))
    })
    .await?;
    assert_eq!(page.focused().await?, strip);
    page.press(Key::Home).await?;
    page.wait_for_script("location.hash", &json!("#/server/3"))
        .await?;

    // With Shift the plot moves as far; without, its crosshair.
    page.open(&format!("#/server/3?from={}&to={}", zoom.0, zoom.1))
        .await?;
    page.wait_for_drawn(|_| true, zoom).await?;
    let plot = page.by_role("application", "Latency chart").await?;
    plot.focus().await?;
    press(&page, Key::Right, true, by_half_hours(1)).await?;
    press(&page, Key::Left, true, by_half_hours(0)).await?;
    press(&page, Key::Left, true, by_half_hours(-1)).await?;
    assert_eq!(page.spoken().await?, "");
    page.press(Key::Right).await?;
    page.wait_for("a sample told", async || {
        let said = page.spoken().await?;
        ensure(said.contains(" ms"), || said.clone())
    })
    .await?;
    assert_eq!(page.wait_for_zoom().await?, by_half_hours(-1));
    assert_eq!(page.focused().await?, plot);
    assert_eq!(page.console().await?, []);
    Ok(())
}
