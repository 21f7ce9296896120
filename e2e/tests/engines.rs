//! The journeys that matter, by nothing but the protocol that all engines speak: they run in Chromium,
//! Firefox and `WebKitGTK` alike. What is one engine's alone is in files that only Chromium runs: pinching,
//! downloads and reading the clipboard, which its driver alone offers, and emulated lines and screens.

use lotus_e2e::{Backend, Browser, Key, Name, Outcome, Storage, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "24",
    "--seed",
    "7",
    "--password",
    "p",
    "--faults",
    "{}",
];

#[tokio::test]
async fn the_fleet_is_there_and_alive() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let public = Visitor::sign_in(&backend, "p")
        .await?
        .public_and_hidden()
        .await?
        .0
        .len();
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_badge("live").await?;
    page.wait_for_servers(public).await?;
    let figures = "[...document.querySelectorAll('[data-status=online] .meter')]\
                   .map((meter) => meter.textContent).join()";
    let before = page.evaluate(figures).await?;
    page.wait_for("figures to move", async || {
        let now = page.evaluate(figures).await?;
        ensure(now != before, || now.to_string())
    })
    .await?;
    let alerts = page.words_of("alert").await?;
    ensure(alerts.is_empty(), || format!("{alerts:?}"))
}

#[tokio::test]
async fn views_and_filters_are_in_the_address() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.by_role("button", "Table").await?.click().await?;
    page.find("table tbody [data-server-id]").await?;
    page.wait_for_address("view=table").await?;
    page.open("#/?view=map").await?;
    page.find(".map, [data-view=map], svg").await?;
    page.open("#/?view=cards&status=online").await?;
    page.find("[data-status=online]").await?;
    page.wait_for("only those online", async || {
        let others = page.find_all("[data-status=offline]").await?;
        ensure(others.is_empty(), || format!("{} others", others.len()))
    })
    .await?;
    page.reload().await?;
    page.find("[data-status=online]").await?;
    Ok(())
}

#[tokio::test]
async fn a_servers_page_draws_its_chart_and_is_left_again() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.find("[data-status=online] a").await?.click().await?;
    page.find("article[data-server-id]").await?;
    page.wait_for_attribute("[data-chart=latency]", "data-state", "ready")
        .await?;
    // Something is drawn: not all of the canvas is of one colour.
    page.wait_for_script(
        "(() => {
            const canvas = document.querySelector('[data-chart=latency] canvas');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            return new Set(new Uint32Array(data.buffer)).size > 3;
        })()",
        &json!(true),
    )
    .await?;
    page.by_role("button", "1 h").await?.click().await?;
    page.wait_for_address("range=1h").await?;
    page.by_role("table", "Latency statistics").await?;
    page.driver().back().await?;
    page.find("[data-total] [data-server-id]").await?;
    Ok(())
}

#[tokio::test]
async fn themes_and_languages_are_taken_and_kept() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.by_role("button", "Theme").await?.click().await?;
    page.by_role("menuitemradio", "Dark").await?.click().await?;
    page.wait_for_attribute("html", "data-theme", "dark")
        .await?;
    page.by_role("button", "Language").await?.click().await?;
    page.by_role("menuitemradio", "日本語")
        .await?
        .click()
        .await?;
    page.wait_for_attribute("html", "lang", "ja").await?;
    page.reload().await?;
    page.wait_for_attribute("html", "lang", "ja").await?;
    page.wait_for_attribute("html", "data-theme", "dark")
        .await?;
    page.by_role("heading", "サーバー").await?;
    Ok(())
}

#[tokio::test]
async fn a_token_signs_in_is_used_and_forgotten() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let token = Visitor::sign_in(&backend, "p")
        .await?
        .create_token("engines")
        .await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/signin").await?;
    page.by_role("textbox", "API token")
        .await?
        .send_keys(&token)
        .await?;
    page.by_role("button", "Use token").await?.click().await?;
    page.wait_for_identity("API token").await?;
    page.wait_for_servers(24).await?;
    let kept = page.storage(Storage::Session, "lotus.token").await?;
    assert_eq!(kept.as_deref(), Some(token.as_str()));
    page.open("#/signin").await?;
    page.by_role("button", "Forget token")
        .await?
        .click()
        .await?;
    page.wait_for_identity("Sign in").await?;
    Ok(())
}

#[tokio::test]
async fn tokens_are_made_and_deleted_and_a_server_registered() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.sign_in_as(&account).await?;
    page.open("#/tokens").await?;
    page.by_role("textbox", "Note")
        .await?
        .send_keys("from all engines")
        .await?;
    page.by_role("button", "Create token")
        .await?
        .click()
        .await?;
    let dialog = page.by_role("dialog", "New token").await?;
    page.by_role_in(&dialog, "textbox", "Token").await?;
    page.evaluate("document.querySelector('dialog[open]').close()")
        .await?;
    page.find("[data-token='from all engines']").await?;

    page.open("#/register").await?;
    page.by_role("textbox", "Name")
        .await?
        .send_keys("a new machine")
        .await?;
    page.by_role("button", "Register").await?.click().await?;
    page.by_role("textbox", "Secret").await?;
    Ok(())
}

#[tokio::test]
async fn a_view_password_is_asked_for_and_taken() -> Outcome<()> {
    let options = ["--no-this-machine", "--fleet", "6", "--view-password", "v"];
    let backend = Backend::start(&options).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open("#/").await?;
    page.by_role("textbox", "View password")
        .await?
        .send_keys("v")
        .await?;
    page.by_role("button", "Continue").await?.click().await?;
    page.find("[data-server-id]").await?;
    page.wait_for_badge("live").await
}

#[tokio::test]
async fn a_dashboard_that_goes_away_is_said_and_found_again() -> Outcome<()> {
    let mut backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.wait_for_badge("live").await?;
    backend.kill();
    page.wait_for_badge("offline").await?;
    page.wait_for_words("status", "No answer from the dashboard.")
        .await?;
    page.find("[data-stale='true'] [data-server-id]").await?;
    backend.restart().await?;
    page.wait_for_badge("live").await
}

#[tokio::test]
async fn the_search_finds_and_leads_there() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    let name = page.find("[data-server-id] a").await?.text().await?;
    let name = name.lines().next().unwrap_or_default().trim().to_owned();
    page.by_role("button", Name::Starting("Search"))
        .await?
        .click()
        .await?;
    page.find("dialog[open] input")
        .await?
        .send_keys(format!("\"{name}\""))
        .await?;
    page.find("dialog[open] [role=option]").await?;
    page.press(Key::Enter).await?;
    page.find("article[data-server-id]").await?;
    Ok(())
}
