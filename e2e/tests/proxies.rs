//! What stands between the page and its dashboard: templates that close the API, walls that want a
//! password of their own, portals that lead elsewhere, gateways without a dashboard behind them.

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Outcome, Page, Storage, TOKEN_KEY, Visitor, ensure};
use serde_json::{Value, json};

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

/// What a template answers that hands on nothing of the API but the histories.
fn closed_api() -> Value {
    json!({ "path": "/api/v1/server", "status": 403, "body": "html" })
}

async fn live_page(browser: &Browser, backend: &Backend) -> Outcome<Page> {
    let page = browser.page(backend);
    page.open_live().await?;
    Ok(page)
}

async fn wait_for_sockets(page: &Page, count: u64) -> Outcome<()> {
    page.wait_within(Duration::from_secs(30), "another socket", async || {
        let seen = page.evaluate("recorder.sockets").await?;
        ensure(seen.as_u64() >= Some(count), || seen.to_string())
    })
    .await
}

#[tokio::test]
async fn a_lost_socket_is_opened_again_though_the_api_is_closed() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    backend
        .set_faults(&json!({ "rules": [closed_api()] }))
        .await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;

    // One socket is lost, and comes back by itself.
    let lost = json!({ "rules": [closed_api(), { "path": "/ws", "socket": "dropped" }] });
    backend.set_faults(&lost).await?;
    wait_for_sockets(&page, 2).await?;
    backend
        .set_faults(&json!({ "rules": [closed_api()] }))
        .await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;

    // Sockets are refused for longer: what is said blames no other site, and "Try now" tries both.
    let refused = json!({ "rules": [
        closed_api(),
        { "path": "/ws", "status": 503, "socket": "dropped" },
    ] });
    backend.set_faults(&refused).await?;
    page.wait_for_badge("offline").await?;
    page.wait_for_words("status", "The live connection is lost.")
        .await?;
    let sockets = page.evaluate("recorder.sockets").await?;
    wait_for_sockets(&page, sockets.as_u64().unwrap_or_default() + 2).await?;
    backend
        .set_faults(&json!({ "rules": [closed_api()] }))
        .await?;
    let button = page.all_by_role("button", "Try now").await?;
    if let Some(button) = button.first() {
        // It may be gone with the outage.
        let _ = button.click().await;
    }
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    Ok(())
}

#[tokio::test]
async fn a_refused_socket_names_the_headers_that_it_needs() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    backend
        .set_faults(&json!({ "rules": [{ "path": "/ws", "socket": "refused" }] }))
        .await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_words("alert", "refuses the live connection")
        .await?;
    let said = page.words_of("alert").await?.join(" ");
    assert!(said.contains("Host") && said.contains("Upgrade"), "{said}");
    Ok(())
}

#[tokio::test]
async fn a_gateway_without_a_dashboard_is_no_other_site() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    let down = json!({ "rules": [
        { "path": "/api", "status": 502 },
        { "path": "/ws", "status": 502, "socket": "dropped" },
    ] });
    backend.set_faults(&down).await?;
    page.wait_for_words("status", "The dashboard is down")
        .await?;
    page.wait_for_badge("offline").await?;
    backend.set_faults(&json!({})).await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    Ok(())
}

#[tokio::test]
async fn a_proxys_own_password_is_told_apart_from_a_refused_token() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let token = Visitor::sign_in(&backend, "p")
        .await?
        .create_token("walled")
        .await?;
    // The browser sends the proxy's password by itself, and a token takes its place in the header.
    let wall = json!({ "rules": [{
        "path": "/api", "with": "Authorization", "status": 401,
        "headers": { "WWW-Authenticate": "Basic realm=\"wall\"" },
    }] });
    backend.set_faults(&wall).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open("/login").await?;
    page.set_storage(Storage::Local, TOKEN_KEY, &token).await?;
    page.open_app("#/signin").await?;
    page.by_role("heading", "Stored token").await?;
    page.wait_for("the wall to be named", async || {
        let said = page.text("main").await?;
        ensure(
            said.contains("wants its own password") && !said.contains("used here"),
            || said,
        )
    })
    .await?;
    assert!(
        !page
            .words_of("status")
            .await?
            .join(" ")
            .contains("no longer accepts"),
        "nobody refused the token"
    );

    // One that is typed is not refused either.
    page.by_role("textbox", "API token")
        .await?
        .send_keys(&token)
        .await?;
    page.by_role("button", "Use token").await?.click().await?;
    page.wait_for_words("alert", "wants its own password")
        .await?;

    // Without the wall it is used.
    backend.set_faults(&json!({})).await?;
    page.reload().await?;
    page.by_role("heading", "Token used here").await?;
    Ok(())
}

#[tokio::test]
async fn a_wall_before_everything_is_named_and_a_reload_offered() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    // A scheme that no browser asks a password for by itself.
    let wall = json!({ "rules": [
        { "path": "/api", "status": 401, "headers": { "WWW-Authenticate": "Wall realm=\"wall\"" } },
        { "path": "/ws", "status": 401, "headers": { "WWW-Authenticate": "Wall realm=\"wall\"" } },
    ] });
    backend.set_faults(&wall).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open("#/").await?;
    page.wait_for_words("alert", "asks for a password of its own")
        .await?;
    page.by_role("button", "Reload").await?;
    Ok(())
}

#[tokio::test]
async fn answers_that_lead_to_a_login_are_named_and_a_reload_offered() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let portal = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    page.evaluate("globalThis.isTheSamePage = true").await?;
    let location = format!("{}/login", portal.origin());
    let led =
        |path: &str| json!({ "path": path, "status": 302, "headers": { "Location": location } });
    backend
        .set_faults(&json!({ "rules": [{ "path": "/ws", "socket": "dropped" }] }))
        .await?;
    backend
        .set_faults(&json!({ "rules": [led("/api"), led("/ws")] }))
        .await?;
    page.wait_for_words("status", "Every answer leads to another site")
        .await?;
    page.wait_for_badge("offline").await?;
    page.wait_for_words("status", "Showing values from ")
        .await?;
    let reload = page.by_role("button", "Reload").await?;
    backend.set_faults(&json!({})).await?;
    // Whoever signed in at the portal is back.
    if reload.click().await.is_ok() {
        page.wait_for_script("globalThis.isTheSamePage === undefined", &json!(true))
            .await?;
    }
    page.wait_for_badge("live").await?;
    Ok(())
}
