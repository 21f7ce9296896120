//! A sign-in that ends while the page is open on what only it may do.

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Outcome, Page, Storage, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "24",
    "--seed",
    "7",
    "--password",
    "p",
    "--access-log",
    "--faults",
];

const ENDED: &str = "Your sign-in has ended.";

async fn draft(page: &Page, text: &str) -> Outcome<()> {
    let note = page.by_role("textbox", "Note").await?;
    Ok(note.send_keys(text).await?)
}

/// The end is said once, and the place and the explanation are there.
async fn wait_for_the_end(page: &Page) -> Outcome<()> {
    page.wait_for_words("status", ENDED).await?;
    page.wait_for_identity("Sign in").await?;
    page.wait_for_focus("heading", "API tokens").await?;
    page.by_role("link", "Sign in with the dashboard").await?;
    assert!(page.address().await?.ends_with("#/tokens"));
    let text = page.text("body").await?;
    assert_eq!(text.matches(ENDED).count(), 1, "{text}");
    page.by_role("button", "Dismiss").await?.click().await?;
    page.wait_for("nothing more to be said", async || {
        let said = page.words_of("status").await?;
        ensure(said.is_empty(), || format!("{said:?}"))
    })
    .await
}

#[tokio::test]
async fn a_draft_outlives_it() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/tokens").await?;
    page.sign_in_as(&account).await?;
    draft(&page, "precious").await?;

    // Somebody signs in elsewhere.
    let other = Visitor::sign_in(&backend, "p").await?;
    page.create_token().await?;
    wait_for_the_end(&page).await?;
    assert!(other.tokens().await?.is_empty());

    // In another tab one signs in again: the form is there again, and what was typed.
    let first = page.tab().await?;
    page.open_tab().await?;
    page.open_app("#/").await?;
    page.sign_in_as(&other).await?;
    page.go_to_tab(&first).await?;
    let note = page.by_role("textbox", "Note").await?;
    assert_eq!(note.prop("value").await?.as_deref(), Some("precious"));
    page.wait_for_identity("Signed in").await?;
    assert!(page.words_of("alert").await?.is_empty(), "no old complaint");
    page.create_token().await?;
    page.press_in_dialog("New token", "Close").await?;
    page.find("[data-token='precious']").await?;
    let notes: Vec<String> = other.tokens().await?.into_iter().map(|one| one.1).collect();
    assert_eq!(notes, ["precious"]);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn an_expired_cookie_is_noticed_on_the_next_answer() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    account.create_token("old").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/tokens").await?;
    page.sign_in_as(&account).await?;
    let row = page.find("[data-token='old']").await?;
    page.driver().delete_all_cookies().await?;
    page.press_inside(&row, "Delete").await?;
    page.press_in_dialog("Delete token", "Delete").await?;
    wait_for_the_end(&page).await?;
    assert!(page.find_all("[data-token]").await?.is_empty());
    assert_eq!(account.tokens().await?.len(), 1);

    // Signed in again, the list is as it is.
    page.sign_in_as(&account).await?;
    page.find("[data-token='old']").await?;
    assert!(page.find_all("dialog").await?.is_empty());
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_moment_without_a_database_ends_nothing() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/tokens").await?;
    page.sign_in_as(&account).await?;
    draft(&page, "patient").await?;
    let answered = |request: &str| {
        let lines = backend.log();
        lines.iter().filter(|line| line.contains(request)).count()
    };
    let before = answered("POST /api/token 200");

    // Without its database the dashboard knows nobody, and says so as to a guest. The question
    // that follows is held back until it is there again.
    let held = json!({
        "database": "down",
        "rules": [
            {"path": "/api/v1/server/details", "delay_ms": 4000},
            {"path": "/api/token", "method": "GET", "delay_ms": 4000},
        ],
    });
    backend.set_faults(&held).await?;
    page.create_token().await?;
    page.wait_for("the refusal", async || {
        let now = answered("POST /api/token 200");
        ensure(now > before, || format!("{now} refusals"))
    })
    .await?;
    backend.set_faults(&json!({})).await?;
    page.wait_for_words("alert", "no longer accepts this sign-in")
        .await?;
    page.wait_within(Duration::from_secs(25), "the question", async || {
        let asked = answered("GET /api/token 200");
        ensure(asked > 1, || format!("{asked} lists"))
    })
    .await?;
    page.wait_for_identity("Signed in").await?;
    let note = page.by_role("textbox", "Note").await?;
    assert_eq!(note.prop("value").await?.as_deref(), Some("patient"));
    assert!(page.all_by_role("button", "Dismiss").await?.is_empty());
    page.create_token().await?;
    page.by_role("dialog", "New token").await?;
    assert_eq!(account.tokens().await?.len(), 1);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_token_in_use_beside_the_cookie_takes_over() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("spare").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/tokens").await?;
    page.sign_in_by_token(Storage::Session, &token).await?;
    page.sign_in_as(&account).await?;
    page.find("[data-token='spare']").await?;
    page.driver().delete_all_cookies().await?;
    draft(&page, "x").await?;
    page.create_token().await?;
    page.wait_for_words("status", ENDED).await?;
    page.wait_for_identity("API token").await?;
    let text = page.text("main").await?;
    assert!(
        text.contains("An API token cannot manage tokens."),
        "{text}"
    );
    let said = page.words_of("status").await?.join(" ");
    assert!(!said.contains("what guests see"), "{said}");
    page.open("#/").await?;
    page.wait_for_servers(24).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
