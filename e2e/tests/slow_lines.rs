//! Lines that carry no frames, and visitors who save data.

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Outcome, Page, Visitor};
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
];

/// A line to the network that can be set to save data.
const LINE: &str = "
    const line = Object.assign(new EventTarget(), { saveData: true });
    Object.defineProperty(navigator, 'connection', { value: line });
";

async fn signed_in(browser: &Browser, backend: &Backend) -> Outcome<Page> {
    let account = Visitor::sign_in(backend, "p").await?;
    let page = browser.page(backend);
    page.open("#/").await?;
    page.take_session(&account).await?;
    Ok(page)
}

#[tokio::test]
async fn who_saves_data_is_polled_for_and_told_so() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = signed_in(&browser, &backend).await?;
    page.before_load(LINE).await?;
    page.reload().await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "polling")
        .await?;
    page.wait_for_script(
        "document.querySelector('.connection__text').textContent",
        &json!("Saving data"),
    )
    .await?;
    let hint = page.attribute("[data-feed]", "title").await?;
    assert!(
        hint.is_some_and(|hint| hint.contains("every 20 seconds")),
        "the interval is told"
    );
    assert!(
        page.find("[data-server-id][data-status=online]")
            .await
            .is_ok()
    );

    // No longer: the page is live again, by itself.
    page.evaluate(
        "(navigator.connection.saveData = false, \
         navigator.connection.dispatchEvent(new Event('change')))",
    )
    .await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_guest_who_saves_data_has_frames_all_the_same() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(LINE).await?;
    page.open_app("#/").await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    Ok(())
}

#[tokio::test]
async fn a_line_whose_frames_are_late_is_spared() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = signed_in(&browser, &backend).await?;
    page.reload().await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    backend
        .set_faults(&json!({"rules": [{"path": "/ws", "socket": "late"}]}))
        .await?;
    page.wait_within(
        Duration::from_mins(1),
        "the line to be spared",
        async || {
            page.wait_for_script(
                "document.querySelector('.connection__text').textContent",
                &json!("Slow line"),
            )
            .await
        },
    )
    .await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "polling")
        .await?;
    // Values go on, and nobody is called offline for it.
    page.wait_for_attribute("[data-stale]", "data-stale", "false")
        .await?;
    Ok(())
}
