//! Screens that are files of their own: loaded when they are shown, and missed with a word.

use lotus_e2e::{Backend, Browser, Outcome, Page, ensure};
use serde_json::{Value, json};

const OPEN: &[&str] = &["--no-this-machine", "--fleet", "6", "--seed", "7"];

/// The form for the view password is a part.
const GUARDED: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "6",
    "--seed",
    "7",
    "--view-password",
    "open sesame",
    "--faults",
    "{}",
];

const MISSED: &str = "This page could not be loaded";

/// The parts that were asked for, without what several of them share.
async fn parts_asked_for(page: &Page) -> Outcome<Value> {
    page.evaluate(
        "performance.getEntriesByType('resource')\
         .map((entry) => /split_(.*)\\.wasm/.exec(entry.name)?.[1])\
         .filter((name) => name)",
    )
    .await
}

/// How the addresses of parts begin, of their own files and not of what they share.
fn parts() -> Outcome<String> {
    Ok(format!("{}/split_", Backend::app_folder()?))
}

#[tokio::test]
async fn a_part_that_is_not_shown_is_not_loaded() -> Outcome<()> {
    let backend = Backend::start(OPEN).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    page.wait_for_frame_shown().await?;
    // Of the owners' terms it is found out beside it whose end soon.
    assert_eq!(parts_asked_for(&page).await?, json!(["terms"]));
    Ok(())
}

#[tokio::test]
async fn the_page_is_ready_with_the_part_that_it_shows() -> Outcome<()> {
    let backend = Backend::start(GUARDED).await?;
    let faults = json!({ "rules": [{ "path": parts()?, "delay_ms": 1500 }] });
    backend.set_faults(&faults).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open("#/server/3").await?;
    page.by_role("heading", "Loading").await?;
    page.wait_for_script("document.title", &json!("Loading · Lotus"))
        .await?;
    assert_eq!(
        page.attribute("html", "data-app").await?.as_deref(),
        Some("loading")
    );

    page.wait_for_attribute("html", "data-app", "ready").await?;
    let fields = page.find_all("input[type=password]").await?;
    assert_eq!(fields.len(), 1);
    page.wait_for_script("document.title", &json!("View password · Lotus"))
        .await?;
    // That of the address came too: it was asked for before it was known that it may not be shown.
    assert_eq!(parts_asked_for(&page).await?, json!(["server", "account"]));
    Ok(())
}

/// Shows the page without the part, then has the part come and used.
async fn misses_and_gets_it(fault: &Value, by_hand: bool) -> Outcome<()> {
    let backend = Backend::start(GUARDED).await?;
    backend.set_faults(fault).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    assert_eq!(page.open_app("#/server/3").await?, "ready");
    page.wait_for_words("alert", MISSED).await?;
    page.wait_for_script("document.title", &json!(format!("{MISSED} · Lotus")))
        .await?;
    // The rest of the app goes on.
    page.by_role("button", "Theme").await?.click().await?;
    page.by_role("menuitemradio", "Dark").await?.click().await?;
    page.wait_for_attribute("html", "data-theme", "dark")
        .await?;

    backend.set_faults(&json!({})).await?;
    if by_hand {
        page.by_role("button", "Try now").await?.click().await?;
    }
    let field = page.by_role("textbox", "View password").await?;
    let alerts = page.words_of("alert").await?;
    ensure(alerts.is_empty(), || format!("{alerts:?}"))?;
    if by_hand {
        page.wait_for_focus("heading", "View password").await?;
    }
    field.send_keys("open sesame").await?;
    page.by_role("button", "Continue").await?.click().await?;
    page.find("main [data-server-id='3']").await.map(drop)
}

#[tokio::test]
async fn a_part_that_is_gone_is_said_and_asked_for_again() -> Outcome<()> {
    let fault = json!({ "rules": [{ "path": parts()?, "status": 404 }] });
    misses_and_gets_it(&fault, true).await
}

#[tokio::test]
async fn a_page_in_place_of_a_part_is_not_run() -> Outcome<()> {
    let fault = json!({ "rules": [{ "path": parts()?, "body": "html" }] });
    misses_and_gets_it(&fault, true).await
}

#[tokio::test]
async fn a_part_comes_by_itself_once_it_can() -> Outcome<()> {
    let fault = json!({ "rules": [{ "path": parts()?, "status": 503 }] });
    misses_and_gets_it(&fault, false).await
}
