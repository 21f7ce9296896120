//! What of a latency chart is handed on: the link to a view, and the mark of an estimate.

use lotus_e2e::{Backend, Browser, Failure, History, Key, Outcome, Page, ensure};
use serde_json::json;

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "12", "--seed", "7"];

/// All times.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

/// Presses the button and gives the address that it copied.
async fn copy_link(page: &Page) -> Outcome<String> {
    page.evaluate("navigator.clipboard.writeText('')").await?;
    page.by_role("button", "Link to this view")
        .await?
        .click()
        .await?;
    page.wait_for_words("status", "Copied").await?;
    page.wait_for("an address on the clipboard", async || {
        let address = page.clipboard().await?;
        ensure(!address.is_empty(), || "nothing".to_owned())?;
        Ok(address)
    })
    .await
}

#[tokio::test]
async fn a_copied_link_opens_exactly_this_view_in_another_tab() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    page.allow_clipboard().await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    let seen: Vec<u64> = told.iter().map(|one| one.id).take(2).collect();
    let is_seen = |one: &History| seen.contains(&one.id);
    let ids: Vec<String> = seen.iter().map(u64::to_string).collect();

    // A stretch that rolls is told by its ends, and so it stays what it was.
    page.open(&format!("#/server/3?range=1h&monitors={}", ids.join(",")))
        .await?;
    page.wait_for("two monitors", async || {
        let chart = page.chart().await?;
        ensure(chart.series == 2, || format!("{chart:?}"))
    })
    .await?;
    let rolling = copy_link(&page).await?;
    assert!(!rolling.contains("range="), "{rolling}");

    let last = told.iter().filter_map(|one| one.samples.last());
    let last = last.map(|(at, _)| *at).max().unwrap_or_default();
    let zoom = (last - 7_200_000, last - 3_600_000);
    let fixed = format!(
        "#/server/3?from={}&to={}&monitors={}",
        zoom.0,
        zoom.1,
        ids.join(",")
    );
    page.open(&fixed).await?;
    page.wait_for_drawn(is_seen, zoom).await?;
    let address = copy_link(&page).await?;
    assert_eq!(address, page.address().await?);
    assert!(address.ends_with(&fixed), "{address}");

    page.open_tab().await?;
    page.record_histories().await?;
    page.driver().goto(&address).await?;
    page.wait_for_drawn(is_seen, zoom).await?;
    page.driver().goto(&rolling).await?;
    let hour = page.wait_for_zoom().await?;
    assert_eq!(hour.1 - hour.0, 3_600_000);
    page.wait_for_drawn(is_seen, hour).await?;
    for one in &told {
        let alike = told.iter().filter(|other| other.name == one.name).count();
        if alike == 1 {
            let shown = page.by_role("checkbox", &*one.name).await?;
            assert_eq!(shown.is_selected().await?, is_seen(one), "{}", one.name);
        }
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

/// A monitor's name and the time of a sample that is likely to be lost in part, by the export.
async fn partial(page: &Page, csv: &str) -> Outcome<(String, i64)> {
    let line = csv.lines().find(|line| line.ends_with(",partial"));
    let line = line.ok_or_else(|| Failure::new("this seed has such a sample"))?;
    let mut fields = line.split(',');
    let time = fields.next().unwrap_or_default();
    let at = page.evaluate(&format!("Date.parse('{time}')")).await?;
    let name = fields.nth(1).unwrap_or_default();
    Ok((name.to_owned(), at.as_i64().unwrap_or_default()))
}

#[tokio::test]
async fn estimates_are_marked_where_one_wants_them() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let downloads = page.keep_downloads().await?;
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    let export = async || -> Outcome<String> {
        let button = page.by_role("button", "Export").await?;
        button.scroll_into_view().await?;
        button.click().await?;
        page.by_role("menuitem", "CSV").await?.click().await?;
        page.downloaded(&downloads, "latency-3.csv").await
    };
    let (name, at) = partial(&page, &export().await?).await?;

    let zoom = (at, at + 1_800_000);
    page.open(&format!("#/server/3?from={}&to={}", zoom.0, zoom.1))
        .await?;
    page.wait_for_drawn(|_| true, zoom).await?;
    // What the crosshair says at the first sample in view.
    let said = async || -> Outcome<String> {
        let plot = page.by_role("application", "Latency chart").await?;
        plot.focus().await?;
        page.press(Key::Escape).await?;
        page.press(Key::Right).await?;
        page.wait_for("the sample", async || {
            let said = page.spoken().await?;
            ensure(said.contains(&name), || said.clone())?;
            Ok(said)
        })
        .await
    };
    assert!(said().await?.contains("(est. partial loss)"));
    let (marked, _) = page.pictures().await?;

    let switch = page.by_role("switch", "Mark likely partial loss").await?;
    assert!(switch.is_selected().await?);
    switch.click().await?;
    page.wait_for("a chart without the marks", async || {
        let (plain, _) = page.pictures().await?;
        ensure(plain != marked, || "the marks".to_owned())
    })
    .await?;
    let plain = said().await?;
    assert!(!plain.contains("est."), "{plain}");
    // No value changed for it, and none is left out.
    page.wait_for_drawn(|_| true, zoom).await?;
    let csv = export().await?;
    assert!(!csv.contains(",partial"), "{csv}");

    switch.click().await?;
    page.wait_for("the marks again", async || {
        let (again, _) = page.pictures().await?;
        ensure(again == marked, || "another chart".to_owned())
    })
    .await?;
    // It is a look at this chart, which no address and no device remembers.
    switch.click().await?;
    let address = page.address().await?;
    assert!(address.ends_with(&format!("to={}", zoom.1)), "{address}");
    page.reload().await?;
    page.wait_for_drawn(|_| true, zoom).await?;
    let switch = page.by_role("switch", "Mark likely partial loss").await?;
    assert!(switch.is_selected().await?);
    assert_eq!(
        page.evaluate("Object.keys(localStorage).length").await?,
        json!(0)
    );
    assert_eq!(page.console().await?, []);
    Ok(())
}
