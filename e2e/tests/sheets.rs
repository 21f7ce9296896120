//! What a phone shows over its lower edge: the navigation, and what the overview can be arranged by.

use lotus_e2e::{Backend, Browser, Key, Outcome, Visitor, Window};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "12",
    "--seed",
    "7",
    "--password",
    "p",
];

const OPEN: &str = "document.querySelectorAll(':popover-open').length";

#[tokio::test]
async fn a_phone_arranges_the_overview_in_a_sheet() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start_with(&Window::of(390, 844)).await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    assert_eq!(page.all_by_role("combobox", "Sort by").await?.len(), 0);
    page.press_button("Sort and view").await?;
    page.wait_for_script(OPEN, &json!(1)).await?;
    page.by_role("combobox", "Sort by").await?;
    page.by_role("button", "Table").await?.click().await?;
    page.wait_for_address("#/?view=table").await?;
    page.press(Key::Escape).await?;
    page.wait_for_script(OPEN, &json!(0)).await?;
    page.wait_for_focus("button", "Sort and view").await?;
    page.wait_for_no_sideways_scroll().await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn who_is_signed_in_reaches_every_screen_on_a_phone() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start_with(&Window::of(390, 844)).await?;
    let page = browser.page(&backend);
    page.open("#/").await?;
    page.take_session(&account).await?;
    page.reload().await?;
    page.press_button("Menu").await?;
    page.by_role("link", "API tokens").await?.click().await?;
    page.wait_for_address("#/tokens").await?;
    page.wait_for_script(OPEN, &json!(0)).await?;
    page.by_role("button", "Create token").await?;
    page.press_button("Menu").await?;
    page.by_role("link", "Register a server")
        .await?
        .click()
        .await?;
    page.wait_for_address("#/register").await?;
    page.wait_for_no_sideways_scroll().await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
