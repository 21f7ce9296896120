//! What is told exactly: how fresh, whose fault, once and to all tabs.

use lotus_e2e::{Backend, Browser, Outcome, Storage, TOKEN_KEY, Visitor, ensure};
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
async fn a_token_is_told_that_hidden_servers_are_polled() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("reads").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.wait_for_badge("live").await?;
    assert_eq!(page.text("[data-feed] .connection__text").await?, "Live");
    page.sign_in_by_token(Storage::Session, &token).await?;
    page.wait_for_servers(24).await?;
    page.wait_for_badge("live").await?;
    page.wait_for_script(
        "document.querySelector('[data-feed] .connection__text').textContent",
        &json!("Partly live"),
    )
    .await?;
    let hint = page.attribute("[data-feed]", "title").await?;
    assert!(
        hint.as_deref()
            .is_some_and(|hint| hint.contains("every 10 seconds")),
        "{hint:?}"
    );

    // The account's own feed carries them all.
    page.sign_in_as(&account).await?;
    page.wait_for_badge("live").await?;
    page.wait_for_script(
        "document.querySelector('[data-feed] .connection__text').textContent",
        &json!("Live"),
    )
    .await?;
    Ok(())
}

#[tokio::test]
async fn a_mended_agent_brings_the_live_feed_back() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    backend.set_faults(&json!({ "not_a_number": [3] })).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open("#/").await?;
    page.take_session(&account).await?;
    page.reload().await?;
    page.wait_for_badge("polling").await?;
    page.wait_for("the broken one to be named", async || {
        // All of it, for a narrow card cuts the sentence off.
        let card = page
            .evaluate("document.querySelector('[data-server-id=\"3\"]').textContent")
            .await?
            .to_string();
        ensure(card.contains("values that are not numbers"), || card)
    })
    .await?;
    backend.set_faults(&json!({})).await?;
    // Within two polls, not after minutes.
    page.wait_for_badge("live").await?;
    Ok(())
}

#[tokio::test]
async fn a_sign_in_that_ended_is_told_in_every_tab() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let public = account.public_and_hidden().await?.0.len();
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.sign_in_as(&account).await?;
    page.wait_for_servers(24).await?;
    let first = page.tab().await?;
    let second = page.open_tab().await?;
    page.open_app("#/").await?;
    page.wait_for_servers(24).await?;
    page.go_to_tab(&first).await?;

    // Another sign-in ends this one. A tab that asks finds it out; the other asks minutes later.
    Visitor::sign_in(&backend, "p").await?;
    page.open("#/tokens").await?;
    page.wait_for_words("status", "Your sign-in has ended.")
        .await?;
    page.go_to_tab(&second).await?;
    page.wait_for_words("status", "Your sign-in has ended.")
        .await?;
    page.wait_for_servers(public).await?;
    page.wait_for_identity("Sign in").await?;
    Ok(())
}

#[tokio::test]
async fn a_refused_token_is_announced_once_with_the_way_to_forget_it() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open("/login").await?;
    page.set_storage(
        Storage::Local,
        TOKEN_KEY,
        "0123456789abcdef0123456789ABCDEF",
    )
    .await?;
    page.open_app("#/").await?;
    page.wait_for_words("status", "no longer accepts the stored API token")
        .await?;

    // The next visit does not begin with it again, and the account's screen says it still.
    page.open_app("#/signin").await?;
    page.reload().await?;
    page.by_role("heading", "Stored token").await?;
    page.wait_for("the token to be asked about", async || {
        let said = page.text("main").await?;
        ensure(said.contains("no longer accepts it"), || said)
    })
    .await?;
    let said = page.words_of("status").await?.join(" ");
    assert!(!said.contains("no longer accepts"), "{said}");

    // Another token is another story, and the notice has the way out.
    page.set_storage(
        Storage::Local,
        TOKEN_KEY,
        "another0another0another0another0",
    )
    .await?;
    page.open("#/").await?;
    page.reload().await?;
    page.wait_for_words("status", "no longer accepts the stored API token")
        .await?;
    page.by_role("button", "Forget token")
        .await?
        .click()
        .await?;
    page.wait_for("the notice to go", async || {
        let said = page.words_of("status").await?.join(" ");
        ensure(!said.contains("no longer accepts"), || said)
    })
    .await?;
    assert_eq!(page.storage(Storage::Local, TOKEN_KEY).await?, None);
    assert_eq!(
        page.storage(Storage::Local, "lotus.token.ended").await?,
        None
    );
    Ok(())
}
