//! From one server's page to those beside it, and back to the overview.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Key, Outcome, Page, Visitor};
use serde_json::Value;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "12",
    "--seed",
    "7",
    "--password",
    "p",
];

/// Where the two ways stand.
async fn places(page: &Page) -> Outcome<Value> {
    page.evaluate(
        "['Previous server', 'Next server'].map((name) => {
            const { x, y, width, height } =
                document.querySelector(`main [aria-label='${name}']`).getBoundingClientRect();
            return [x, y, width, height];
        })",
    )
    .await
}

#[tokio::test]
async fn one_walks_from_server_to_server_in_their_order() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    page.wait_for_frame_shown().await?;
    let order = page.frame_servers().await?;
    let name = |at: usize| order[at]["Name"].as_str().unwrap_or_default();
    let at_end = async |name: &str| -> Outcome<()> {
        let link = page.by_role("link", name).await?;
        assert_eq!(link.attr("aria-disabled").await?.as_deref(), Some("true"));
        assert_eq!(link.attr("href").await?, None);
        Ok(())
    };

    // Opened directly, in a tab that saw no list.
    page.open_app(&format!("#/server/{}", order[0]["ID"]))
        .await?;
    page.reload().await?;
    page.by_role("heading", name(0)).await?;
    at_end("Previous server").await?;
    let standing = places(&page).await?;
    for next in 1..order.len() {
        let link = page.by_role("link", "Next server").await?;
        assert_eq!(link.attr("title").await?.as_deref(), Some(name(next)));
        link.click().await?;
        page.wait_for_focus("heading", name(next)).await?;
        assert_eq!(places(&page).await?, standing);
    }
    at_end("Next server").await?;

    // Back by keyboard: the ways stand before the heading.
    page.press_with(Key::Shift, Key::Tab.into()).await?;
    page.wait_for_focus("link", "Previous server").await?;
    page.press(Key::Enter).await?;
    page.wait_for_focus("heading", name(order.len() - 2))
        .await?;
    page.driver().back().await?;
    page.wait_for_focus("heading", name(order.len() - 1))
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_way_back_leads_to_the_overview_as_it_was_left() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    let chosen = "#/?sort=name&dir=desc";
    page.open_app(chosen).await?;
    let servers = page.frame_servers().await?;
    // Onward it goes as the list was sorted.
    let names = page
        .evaluate("[...document.querySelectorAll('[data-server-id] a')].map((a) => a.textContent)")
        .await?;
    let first = names[0].as_str().unwrap_or_default();
    page.by_role("link", first).await?.click().await?;
    page.wait_for_focus("heading", first).await?;
    page.by_role("link", "Next server").await?.click().await?;
    let second = names[1].as_str().unwrap_or_default();
    assert_ne!(Some(second), servers[1]["Name"].as_str());
    page.wait_for_focus("heading", second).await?;
    page.by_role("link", "All servers").await?.click().await?;
    page.wait_for_address(chosen).await?;
    page.by_role("heading", "Servers").await?;

    // Who has not seen it goes to all of it.
    page.open_app(&format!("#/server/{}", servers[0]["ID"]))
        .await?;
    page.reload().await?;
    let first = servers[0]["Name"].as_str().unwrap_or_default();
    page.by_role("heading", first).await?;
    page.by_role("link", "All servers").await?.click().await?;
    page.wait_for_address("#/").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn signing_in_leads_back_to_what_was_seen_last() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("mine").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/server/3").await?;
    // A view that the address learned without a step in the history.
    page.by_role("button", "1 h").await?.click().await?;
    page.wait_for_address("#/server/3?range=1h").await?;
    page.by_role("link", "Sign in").await?.click().await?;
    let field = page.by_role("textbox", "API token").await?;
    field.send_keys(token).await?;
    page.by_role("button", "Use token").await?.click().await?;
    page.wait_for_address("#/server/3?range=1h").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_header_hides_nothing_that_has_the_focus() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.resize(390, 600).await?;
    page.open_app("#/server/3").await?;
    page.wait_for_attribute("[data-chart=latency]", "data-state", "ready")
        .await?;
    // Upwards from the end, where the page must scroll to what comes next.
    let estimates = page.by_role("switch", "Mark likely partial loss").await?;
    estimates.scroll_into_view().await?;
    estimates.focus().await?;
    let seen = "(() => {
        const focused = document.activeElement;
        const header = document.querySelector('header').getBoundingClientRect();
        const { top } = focused.getBoundingClientRect();
        return [!focused.closest('main'), top >= header.bottom, focused.outerHTML];
    })()";
    loop {
        page.press_with(Key::Shift, Key::Tab.into()).await?;
        let seen = page.evaluate(seen).await?;
        if seen[0] == true {
            break;
        }
        assert_eq!(seen[1], true, "{seen}");
    }
    Ok(())
}
