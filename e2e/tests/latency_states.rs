//! The latency section where there is little or nothing to draw, and in little space.

use lotus_e2e::{Backend, Browser, Outcome, Page, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "12",
    "--seed",
    "7",
    "--faults",
    "{}",
];

/// All times.
const ALL: (i64, i64) = (i64::MIN, i64::MAX);

async fn wait_for_state(page: &Page, state: &str) -> Outcome<()> {
    page.wait_for_attribute("[data-chart=latency]", "data-state", state)
        .await
}

fn histories(fault: &Value) -> Value {
    let mut rule = fault.clone();
    if let Some(rule) = rule.as_object_mut() {
        rule.insert("path".to_owned(), json!("/api/v1/monitor"));
    }
    json!({ "rules": [rule] })
}

#[tokio::test]
async fn a_server_that_nobody_measured_says_so() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/server/7").await?;
    wait_for_state(&page, "empty").await?;
    page.wait_for_words("status", "No monitor has measured this server yet")
        .await?;
    let chart = page.chart().await?;
    assert_eq!((chart.series, chart.points), (0, 0));
    assert_eq!(page.all_by_role("button", "Export").await?.len(), 0);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_server_that_does_not_exist_has_a_plot_with_an_error() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    // The sixth is hidden from guests.
    for id in [99_999, 6] {
        page.open_app(&format!("#/server/{id}")).await?;
        page.by_role("heading", "No such server").await?;
        wait_for_state(&page, "error").await?;
        page.wait_for_words("alert", "hidden from guests").await?;
        assert_eq!(page.all_by_role("button", "Try now").await?, []);
    }
    // Nobody asked for what the list says cannot be had.
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn failures_are_worded_and_tried_again() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_histories().await?;
    let odd = "not what a Nezha V0 dashboard sends";
    for (fault, words) in [
        (json!({ "status": 502 }), "answers with error 502"),
        (json!({ "body": "html" }), odd),
        (json!({ "body": "cut" }), odd),
        (json!({ "body": "empty" }), odd),
    ] {
        backend.set_faults(&histories(&fault)).await?;
        page.open("#/").await?;
        page.open_app("#/server/3").await?;
        page.reload().await?;
        wait_for_state(&page, "error").await?;
        page.wait_for_words("alert", words).await?;
        assert_eq!(
            page.all_by_role("checkbox", lotus_e2e::Name::Any).await?,
            []
        );

        backend.set_faults(&json!({})).await?;
        page.by_role("button", "Try now").await?.click().await?;
        page.wait_for_drawn(|_| true, ALL).await?;
        assert_eq!(page.words_of("alert").await?, [""; 0]);
    }
    Ok(())
}

#[tokio::test]
async fn what_is_drawn_stays_when_it_cannot_be_renewed() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_histories().await?;
    page.open_app("#/server/3").await?;
    let told = page.wait_for_drawn(|_| true, ALL).await?;
    let alone = told.first().map_or(0, |one| one.id);
    page.open(&format!("#/server/3?monitors={alone}")).await?;
    page.wait_for_drawn(|one| one.id == alone, ALL).await?;
    let drawn = page.chart().await?;

    // A tab that comes to the front again asks anew.
    backend
        .set_faults(&histories(&json!({ "status": 502 })))
        .await?;
    page.hide().await?;
    page.show().await?;
    page.wait_for_words("status", "Could not be refreshed")
        .await?;
    assert_eq!(page.chart().await?, drawn);

    backend.set_faults(&json!({})).await?;
    page.hide().await?;
    page.show().await?;
    page.wait_for("nothing to say any more", async || {
        let said = page.words_of("status").await?;
        let is_old = said.iter().any(|text| text.contains("refreshed"));
        ensure(!is_old, || format!("{said:?}"))
    })
    .await?;
    page.wait_for_drawn(|one| one.id == alone, ALL).await?;
    Ok(())
}

#[tokio::test]
async fn a_narrow_window_has_all_of_it() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record_histories().await?;
    page.resize(320, 640).await?;
    page.open_app("#/server/3").await?;
    page.wait_for_drawn(|_| true, ALL).await?;
    page.wait_for_no_sideways_scroll().await?;
    let width = "document.querySelector('[data-chart=latency]').clientWidth > 240";
    page.wait_for_script(width, &json!(true)).await?;
    page.by_role("button", "30 m").await?.click().await?;
    page.by_role("button", "Export").await?.click().await?;
    page.by_role("menuitem", "CSV").await?;
    page.wait_for_no_sideways_scroll().await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
