//! The latency chart: opened, chosen from and remembered.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, History, Name, Outcome, Page, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "12", "--seed", "7"];

/// All times.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

/// What a monitor's box is called: the id comes after names that repeat.
fn box_name(history: &History, among: &[History]) -> String {
    let alike = among.iter().filter(|other| other.name == history.name);
    if alike.count() > 1 {
        format!("{} #{}", history.name, history.id)
    } else {
        history.name.clone()
    }
}

async fn wait_for_monitors(page: &Page, ids: Option<&str>) -> Outcome<()> {
    page.wait_for(&format!("monitors={ids:?}"), async || {
        let seen = page.parameter("monitors").await?;
        ensure(seen.as_deref() == ids, || format!("{seen:?}"))
    })
    .await
}

#[tokio::test]
async fn it_opens_from_the_overview_with_every_monitor_of_the_wire() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let guest = Visitor::guest(&backend)?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.record_histories().await?;
    page.open_app("#/").await?;
    page.wait_for_frame_shown().await?;
    let server = page
        .evaluate("recorder.servers().find(({ ID }) => ID === 3).Name")
        .await?;
    let name = server.as_str().unwrap_or_default();
    page.by_role("link", name).await?.click().await?;

    let told = page.wait_for_drawn(|_| true, ALL).await?;
    assert_eq!(told.len(), 7);
    let answer = guest.get("/api/v1/monitor/3").await?;
    let wire = History::all(&answer["result"])?;
    let names = |histories: &[History]| -> Vec<_> {
        let names = histories.iter();
        names.map(|one| (one.id, one.name.clone())).collect()
    };
    assert_eq!(names(&told), names(&wire));

    // Two monitors of this fleet share a name.
    let expected: Vec<_> = wire.iter().map(|one| box_name(one, &wire)).collect();
    assert_eq!(expected.iter().filter(|one| one.contains('#')).count(), 2);
    let mut boxes = Vec::new();
    for one in page.all_by_role("checkbox", Name::Any).await? {
        assert!(one.is_selected().await?, "all are drawn at first");
        boxes.push(page.name_of(&one).await?);
    }
    assert_eq!(boxes[..wire.len()], expected);

    page.by_role("application", "Latency chart").await?;
    assert!(page.address().await?.ends_with("#/server/3"));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn monitors_are_left_out_seen_alone_and_remembered_in_the_address() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    let first = &told[0];
    let name = box_name(first, &told);

    page.by_role("checkbox", &*name).await?.click().await?;
    page.wait_for_drawn(|one| one.id != first.id, ALL).await?;
    let rest: Vec<_> = told[1..].iter().map(|one| one.id.to_string()).collect();
    wait_for_monitors(&page, Some(&rest.join(","))).await?;

    page.reload().await?;
    page.wait_for_drawn(|one| one.id != first.id, ALL).await?;
    let toggle = page.by_role("checkbox", &*name).await?;
    assert!(!toggle.is_selected().await?);
    toggle.click().await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    wait_for_monitors(&page, None).await?;

    // One alone, and all again; by its box as by its name.
    let chosen = &told[4];
    let name = box_name(chosen, &told);
    let target = page.by_role("checkbox", &*name).await?;
    let solo = page.driver().action_chain().double_click_element(&target);
    solo.perform().await?;
    page.wait_for_drawn(|one| one.id == chosen.id, ALL).await?;
    wait_for_monitors(&page, Some(&chosen.id.to_string())).await?;
    for (one, is_on) in told.iter().map(|one| (one, one.id == chosen.id)) {
        let name = box_name(one, &told);
        let shown = page.by_role("checkbox", &*name).await?;
        assert_eq!(shown.is_selected().await?, is_on, "{name}");
    }
    let label = target.find(lotus_e2e::By::XPath("..")).await?;
    let all = page.driver().action_chain().double_click_element(&label);
    all.perform().await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    wait_for_monitors(&page, None).await?;

    // None at all is a choice too.
    page.evaluate("location.hash = '#/server/3?monitors='")
        .await?;
    page.wait_for_drawn(|_| false, ALL).await?;
    page.wait_for_script("location.hash", &json!("#/server/3?monitors="))
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
