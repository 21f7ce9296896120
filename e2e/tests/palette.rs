//! The search over everything.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Key, Outcome, Page, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "40", "--seed", "7"];

/// What is found, a text each, as it reads.
const FOUND: &str = "[...document.querySelectorAll('[role=option]')]\
                     .map((option) => option.querySelector('.palette__name').textContent)";

async fn searching(browser: &Browser, backend: &Backend) -> Outcome<Page> {
    let page = browser.page(backend);
    page.record().await?;
    page.open_app("#/").await?;
    page.find("[data-server-id]").await?;
    Ok(page)
}

async fn wait_for_found(page: &Page, is_it: impl Fn(&[Value]) -> bool) -> Outcome<()> {
    page.wait_for("what is found", async || {
        let found = page.evaluate(FOUND).await?;
        let all = found.as_array().cloned().unwrap_or_default();
        ensure(is_it(&all), || found.to_string())
    })
    .await
}

#[tokio::test]
async fn keys_open_it_and_lead_to_a_server() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = searching(&browser, &backend).await?;
    let servers = page.frame_servers().await?;
    let server = &servers[5];
    let name = server["Name"].as_str().unwrap_or_default();

    page.press_with(Key::Control, 'k').await?;
    page.by_role("dialog", "Search").await?;
    page.wait_for_focus("combobox", "Search").await?;
    page.press(format!("\"{name}\"")).await?;
    wait_for_found(&page, |found| found.first() == Some(&json!(name))).await?;
    page.press(Key::Enter).await?;
    page.wait_for_address(&format!("#/server/{}", server["ID"]))
        .await?;
    page.wait_for_focus("heading", name).await?;
    assert!(page.all_by_role("dialog", "Search").await?.is_empty());

    // A slash does it too, where nothing is typed; Escape closes it and leaves the page.
    page.press("/").await?;
    page.wait_for_focus("combobox", "Search").await?;
    page.press(Key::Escape).await?;
    page.wait_for("the search to be closed", async || {
        let open = page.all_by_role("dialog", "Search").await?;
        ensure(open.is_empty(), || open.len().to_string())
    })
    .await?;
    page.wait_for_address(&format!("#/server/{}", server["ID"]))
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn it_finds_by_fields_groups_screens_themes_and_languages() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = searching(&browser, &backend).await?;
    let open = async || -> Outcome<()> {
        page.by_role("button", "Search").await?.click().await?;
        page.wait_for_focus("combobox", "Search").await
    };
    open().await?;
    let offline = page
        .evaluate(
            "recorder.servers().filter((server) => recorder.statusOf(server) === 'offline')\
             .map(({ Name }) => Name)",
        )
        .await?;
    page.press("status:offline").await?;
    wait_for_found(&page, |found| Value::from(found.to_vec()) == offline).await?;
    page.press(Key::Escape).await?;

    open().await?;
    page.press("europe").await?;
    wait_for_found(&page, |found| found.contains(&json!("Europe"))).await?;
    // Arrows walk, and go round.
    let count = page.evaluate(&format!("({FOUND}).length")).await?;
    let place = page
        .evaluate(&format!("({FOUND}).indexOf('Europe')"))
        .await?;
    let (count, place) = (
        count.as_u64().unwrap_or_default(),
        place.as_u64().unwrap_or_default(),
    );
    for _ in 0..count - place {
        page.press(Key::Up).await?;
    }
    page.press(Key::Enter).await?;
    page.wait_for_address("#/?tag=Europe").await?;

    open().await?;
    page.press("dark").await?;
    wait_for_found(&page, |found| found == [json!("Dark")]).await?;
    page.press(Key::Enter).await?;
    page.wait_for_attribute("html", "data-theme", "dark")
        .await?;

    open().await?;
    page.press("español").await?;
    wait_for_found(&page, |found| found == [json!("Español")]).await?;
    page.press(Key::Enter).await?;
    page.wait_for_attribute("html", "lang", "es").await?;

    page.by_role("button", "Buscar").await?.click().await?;
    page.press("no hay nada así").await?;
    page.wait_for_words("status", "Nada coincide con «no hay nada así».")
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
