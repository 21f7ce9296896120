//! The view password stands in the way of what was asked for, and of nothing else.

use lotus_e2e::{Backend, Browser, Key, Outcome, Page, Visitor, ensure};
use serde_json::json;

const GUARDED: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "12",
    "--seed",
    "7",
    "--view-password",
    "open sesame",
    "--password",
    "p",
];

#[tokio::test]
async fn the_right_one_shows_the_asked_for_screen() -> Outcome<()> {
    let backend = Backend::start(GUARDED).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    assert_eq!(page.open_app("#/server/3").await?, "ready");
    page.by_role("heading", "View password").await?;
    let field = page.by_role("textbox", "View password").await?;
    assert!(
        page.find_all("[data-server-id], [data-total]")
            .await?
            .is_empty()
    );
    assert!(page.address().await?.ends_with("#/server/3"));

    // The overview is guarded by the same form; what is typed is not shown in the address.
    page.open("#/").await?;
    page.by_role("textbox", "View password").await?;
    page.open("#/server/3").await?;
    page.by_role("textbox", "View password").await?;

    field.send_keys("guess").await?;
    page.by_role("button", "Continue").await?.click().await?;
    page.wait_for_words("alert", "That is not the view password.")
        .await?;
    page.wait_for_focus("textbox", "View password").await?;
    assert_eq!(field.attr("aria-invalid").await?.as_deref(), Some("true"));

    // What was wrong is selected, so that typing replaces it; Enter sends.
    page.press("open sesame").await?;
    page.press(Key::Enter).await?;
    page.find("main [data-server-id='3']").await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    assert!(
        page.all_by_role("textbox", "View password")
            .await?
            .is_empty()
    );
    assert!(page.address().await?.ends_with("#/server/3"));
    // The form had the focus and is gone: the reader goes on at the heading.
    page.wait_for("the focus inside the content", async || {
        let inside = page
            .evaluate("document.querySelector('main h1') === document.activeElement")
            .await?;
        ensure(inside == json!(true), || format!("{inside}"))
    })
    .await?;
    page.console().await?;

    page.reload().await?;
    page.find("main [data-server-id='3']").await?;
    page.open("#/").await?;
    page.wait_for_frame_shown().await?;
    assert_eq!(page.evaluate("recorder.sockets").await?, json!(1));
    assert_eq!(page.console().await?, [], "inside, nothing is refused");
    assert!(!backend.log().iter().any(|line| line.contains("sesame")));
    Ok(())
}

#[tokio::test]
async fn it_survives_an_outage_and_says_when_it_cannot_be_sent() -> Outcome<()> {
    let mut backend = Backend::start(GUARDED).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    assert_eq!(page.open_app("#/").await?, "ready");
    let field = page.by_role("textbox", "View password").await?;
    field.send_keys("open sesame").await?;
    backend.kill();
    page.by_role("button", "Continue").await?.click().await?;
    page.wait_for_words("alert", "could not be sent").await?;
    assert_eq!(field.prop("value").await?.as_deref(), Some("open sesame"));

    backend.restart().await?;
    page.by_role("button", "Continue").await?.click().await?;
    page.find("main [data-server-id]").await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    Ok(())
}

/// The form, and nothing of what it guards.
async fn wait_for_the_form(page: &Page) -> Outcome<()> {
    page.by_role("textbox", "View password").await?;
    let hooks = page.find_all("[data-server-id], [data-total]").await?;
    assert!(hooks.is_empty());
    Ok(())
}

#[tokio::test]
async fn who_signs_in_need_not_give_it() -> Outcome<()> {
    let backend = Backend::start(GUARDED).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("reader").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/server/3").await?;
    wait_for_the_form(&page).await?;

    // By token, which the live feed does not count: the fleet is asked for.
    page.by_role("link", "Sign in").await?.click().await?;
    page.by_role("textbox", "API token")
        .await?
        .send_keys(&token)
        .await?;
    page.by_role("button", "Use token").await?.click().await?;
    page.find("main [data-server-id='3']").await?;
    page.wait_for_address("#/server/3").await?;
    page.open("#/").await?;
    page.wait_for_servers(12).await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "polling")
        .await?;
    page.open("#/signin").await?;
    page.by_role("button", "Forget token")
        .await?
        .click()
        .await?;
    page.wait_for_identity("Sign in").await?;
    page.open("#/").await?;
    wait_for_the_form(&page).await?;

    // By cookie, which counts everywhere.
    page.sign_in_as(&account).await?;
    page.wait_for_servers(12).await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    page.open("#/signin").await?;
    page.by_role("button", "Sign out").await?.click().await?;
    page.wait_for_identity("Sign in").await?;
    page.open("#/server/3").await?;
    wait_for_the_form(&page).await?;
    page.open("#/").await?;
    wait_for_the_form(&page).await
}
