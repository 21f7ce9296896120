//! Who one is to the dashboard: a stored token, a cookie, and how it is noticed that they ended.

#![allow(clippy::indexing_slicing)]

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Outcome, Page, Storage, Visitor, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "24",
    "--seed",
    "7",
    "--password",
    "p",
    "--access-log",
];

const KEY: &str = "lotus.token";

/// How many of the fleet a guest sees.
async fn public(account: &Visitor) -> Outcome<usize> {
    let details = account.details().await?;
    let public = details
        .iter()
        .filter(|server| server["hide_for_guest"] == false);
    Ok(public.count())
}

async fn hidden_id(account: &Visitor) -> Outcome<Value> {
    let details = account.details().await?;
    let hidden = details
        .iter()
        .find(|server| server["hide_for_guest"] == true);
    Ok(hidden
        .map(|server| server["id"].clone())
        .unwrap_or_default())
}

async fn wait_for_total(page: &Page, total: usize) -> Outcome<()> {
    page.wait_within(
        Duration::from_secs(25),
        &format!("{total} servers"),
        async || {
            let seen = page
                .evaluate(
                    "[document.querySelector('[data-total]')?.dataset.total, \
                 document.querySelector('[aria-setsize]')?.ariaSetSize]",
                )
                .await?;
            let total = total.to_string();
            ensure(seen == json!([total, total]), || seen.to_string())
        },
    )
    .await
}

#[tokio::test]
async fn a_stored_token_shows_what_is_hidden_until_it_is_deleted() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let public = public(&account).await?;
    let token = account.create_token("test").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    wait_for_total(&page, public).await?;

    for storage in [Storage::Session, Storage::Local] {
        page.set_storage(storage, KEY, &token).await?;
        page.reload().await?;
        wait_for_total(&page, 24).await?;
        page.wait_for("the shell to say who reads", async || {
            let text = page.text("header").await?;
            ensure(text.contains("API token"), || text)
        })
        .await?;
        page.wait_for_attribute("[data-feed]", "data-feed", "live")
            .await?;
        page.evaluate("sessionStorage.clear()").await?;
    }
    assert_eq!(page.console().await?, []);

    // It is nowhere but in its place and in the header that needs it.
    assert!(!page.address().await?.contains(&token));
    let document = page.evaluate("document.documentElement.outerHTML").await?;
    assert!(!document.to_string().contains(&token));
    assert!(!backend.log().iter().any(|line| line.contains(&token)));
    let fetched = page
        .evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
        .await?;
    assert!(!fetched.to_string().contains(&token));

    // Deleted while the page is open on a server that guests see too: the place is kept.
    let seen = account.details().await?;
    let staying = seen.iter().find(|server| server["hide_for_guest"] == false);
    let staying = staying
        .map(|server| server["id"].clone())
        .unwrap_or_default();
    page.open(&format!("#/server/{staying}")).await?;
    page.find(&format!("main [data-server-id='{staying}']"))
        .await?;
    let path = format!("/api/token/{token}");
    assert_eq!(account.delete(&path).await?["code"], json!(200));
    page.wait_within(Duration::from_secs(25), "the end to be said", async || {
        let said = page.words_of("status").await?.join(" ");
        ensure(
            said.contains("no longer accepts the stored API token"),
            || said,
        )
    })
    .await?;
    assert!(
        page.address()
            .await?
            .ends_with(&format!("#/server/{staying}"))
    );
    page.find(&format!("main [data-server-id='{staying}']"))
        .await?;
    page.by_role("button", "Dismiss").await?.click().await?;
    page.by_role("link", "Sign in").await?;
    page.open("#/").await?;
    wait_for_total(&page, public).await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    assert!(
        page.all_by_role("button", "Dismiss").await?.is_empty(),
        "said once"
    );
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_wrong_token_is_told_once_and_the_guest_goes_on() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open("/login").await?;
    page.set_storage(Storage::Local, KEY, "0123456789abcdef0123456789ABCDEF")
        .await?;
    page.console().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_words("status", "no longer accepts the stored API token")
        .await?;
    wait_for_total(&page, public(&account).await?).await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    page.wait_for_frame_shown().await?;
    let text = page.text("body").await?;
    assert_eq!(text.matches("stored API token").count(), 1, "{text}");

    // What is said once stays dismissed, however often the dashboard is asked.
    page.by_role("button", "Dismiss").await?.click().await?;
    let frames = page
        .evaluate("recorder.frames")
        .await?
        .as_u64()
        .unwrap_or_default();
    page.wait_for("more frames", async || {
        let seen = page.evaluate("recorder.frames").await?;
        ensure(seen.as_u64() > Some(frames + 1), || seen.to_string())
    })
    .await?;
    assert!(!page.text("body").await?.contains("stored API token"));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_that_ended_elsewhere_is_noticed() -> Outcome<()> {
    let mut backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let public = public(&account).await?;
    let hidden = hidden_id(&account).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    page.take_session(&account).await?;
    page.reload().await?;
    wait_for_total(&page, 24).await?;
    page.wait_for("the shell to say so", async || {
        let text = page.text("header").await?;
        ensure(text.contains("Signed in"), || text)
    })
    .await?;
    page.wait_for_frame_shown().await?;
    assert_eq!(page.console().await?, []);

    // Another sign-in ends this one; the dashboard's restart makes the page connect anew, and the
    // frames become a guest's without a word.
    let other = Visitor::sign_in(&backend, "p").await?;
    backend.restart().await?;
    page.wait_within(Duration::from_secs(25), "the end to be said", async || {
        let said = page.words_of("status").await?.join(" ");
        ensure(said.contains("Your sign-in has ended."), || said)
    })
    .await?;
    wait_for_total(&page, public).await?;
    page.wait_for_frame_shown().await?;
    page.by_role("link", "Sign in").await?;
    page.open(&format!("#/server/{hidden}")).await?;
    page.by_role("heading", "No such server").await?;

    // Signed in again, it is there again, on the same address.
    page.take_session(&other).await?;
    page.reload().await?;
    page.find(&format!("main [data-server-id='{hidden}']"))
        .await?;
    Ok(())
}

#[tokio::test]
async fn both_credentials_and_neither_after_them() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let public = public(&account).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    // A wrong token beside a good cookie: the cookie reads, the token is told.
    page.take_session(&account).await?;
    page.set_storage(Storage::Session, KEY, "wrong").await?;
    page.reload().await?;
    wait_for_total(&page, 24).await?;
    page.wait_for_words("status", "no longer accepts the stored API token")
        .await?;
    let header = page.text("header").await?;
    assert!(header.contains("Signed in"), "{header}");

    // This browser alone is signed out by forgetting the cookie.
    page.evaluate("sessionStorage.clear()").await?;
    page.driver().delete_all_cookies().await?;
    page.reload().await?;
    wait_for_total(&page, public).await?;
    page.by_role("link", "Sign in").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
