//! No secret is left anywhere: one long journey, and a search after each of its steps.

use lotus_e2e::{Backend, Browser, Outcome, Page, Visitor};
use serde_json::{Value, json};

/// Nothing else on the way has it in its name.
const PASSWORD: &str = "correct-horse-battery-staple";

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "24",
    "--seed",
    "7",
    "--password",
    PASSWORD,
    "--access-log",
];

/// All that a page holds or has asked for. What a dialog shows is apart, and so are the cookies and
/// the path of a deletion, which are the wire's.
const EVERYTHING: &str = "(() => {
    const page = document.documentElement.cloneNode(true);
    page.querySelectorAll('dialog').forEach((dialog) => dialog.remove());
    const fields = [...document.querySelectorAll('input, textarea')]
        .filter((field) => !field.closest('dialog'));
    const asked = performance.getEntriesByType('resource').map((entry) => entry.name);
    return {
        address: location.href,
        title: document.title,
        document: page.outerHTML,
        fields: fields.map((field) => field.value),
        state: JSON.stringify(history.state),
        name: window.name,
        referrer: document.referrer,
        asked: asked.filter((name) => !name.startsWith(`${location.origin}/api/token/`)),
        foreign: asked.filter((name) => !name.startsWith(location.origin)),
        marks: performance.getEntriesByType('mark').map((entry) => entry.name),
        tab: { ...sessionStorage },
        device: { ...localStorage },
    };
})()";

/// Finds none of the secrets in the page, but a token where it was chosen to be kept.
async fn search(page: &Page, step: &str, secrets: &[&str], kept_on_device: bool) -> Outcome<()> {
    let mut seen = page.evaluate(EVERYTHING).await?;
    assert_eq!(seen.get("foreign"), Some(&json!([])), "{step}");
    let kept = seen
        .pointer_mut("/device")
        .and_then(Value::as_object_mut)
        .and_then(|device| device.remove("lotus.token"));
    assert_eq!(kept.is_some(), kept_on_device, "{step}");
    let console = page.console().await?;
    assert_eq!(console, [], "{step}");
    let seen = seen.to_string();
    for secret in secrets {
        assert!(!secret.is_empty());
        let around = seen.find(secret).map(|at| {
            let from = seen[..at].char_indices().rev().nth(80);
            &seen[from.map_or(0, |(from, _)| from)..at]
        });
        assert_eq!(around, None, "a secret after {step}");
    }
    Ok(())
}

#[tokio::test]
async fn a_long_journey_leaves_none() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);

    // In, by the dashboard's own login.
    page.open_app("#/tokens").await?;
    page.by_role("link", "Sign in with the dashboard")
        .await?
        .click()
        .await?;
    page.by_role("textbox", "Password")
        .await?
        .send_keys(PASSWORD)
        .await?;
    page.by_role("button", "Sign in").await?.click().await?;
    page.wait_for_identity("Signed in").await?;
    let cookie = page.driver().get_named_cookie("nezha-dashboard").await?;
    let session = cookie.value;
    search(&page, "the login", &[PASSWORD, &session], false).await?;

    // A token is made, and then another.
    page.by_role("textbox", "Note")
        .await?
        .send_keys("journey")
        .await?;
    page.by_role("button", "Create token")
        .await?
        .click()
        .await?;
    let dialog = page.by_role("dialog", "New token").await?;
    let field = page.by_role_in(&dialog, "textbox", "Token").await?;
    let token = field.prop("value").await?.unwrap_or_default();
    let secrets = [PASSWORD, &session, &token];
    search(&page, "the token was shown", &secrets, false).await?;
    page.press_inside(&dialog, "Copy").await?;
    page.wait_for_words("status", "Copied").await?;
    page.press_inside(&dialog, "Close").await?;
    page.find("[data-token=journey]").await?;
    let whole = page.evaluate("document.documentElement.outerHTML").await?;
    assert!(!whole.to_string().contains(&token));
    search(&page, "the token was closed", &secrets, false).await?;

    // It is used, first one that is wrong.
    page.open("#/signin").await?;
    let wrong = "0123456789abcdefghijABCDEFGHIJ01";
    let field = page.by_role("textbox", "API token").await?;
    field.send_keys(wrong).await?;
    page.by_role("checkbox", "Keep on this device")
        .await?
        .click()
        .await?;
    page.by_role("button", "Use token").await?.click().await?;
    page.wait_for_words("alert", "does not accept this token")
        .await?;
    let document = page.evaluate("document.documentElement.outerHTML").await?;
    assert!(!document.to_string().contains(wrong));
    field.clear().await?;
    field.send_keys(&token).await?;
    page.by_role("button", "Use token").await?.click().await?;
    page.wait_for_address("#/tokens").await?;
    page.find("[data-token=journey] .tag").await?;
    search(&page, "the token was used", &secrets, true).await?;
    page.reload().await?;
    page.find("[data-token=journey] .tag").await?;
    page.open("#/").await?;
    page.wait_for_servers(24).await?;
    search(&page, "a visit to the overview", &secrets, true).await?;
    page.open("#/signin").await?;
    page.by_role("heading", "Token used here").await?;
    search(&page, "a look at the account", &secrets, true).await?;

    // It is deleted.
    page.open("#/tokens").await?;
    let row = page.find("[data-token=journey]").await?;
    page.press_inside(&row, "Delete").await?;
    let dialog = page.by_role("dialog", "Delete token").await?;
    let asked = dialog.prop("outerHTML").await?.unwrap_or_default();
    assert!(!asked.contains(&token));
    page.press_inside(&dialog, "Delete").await?;
    page.wait_for_words("status", "Deleted: 1").await?;
    search(&page, "the token was deleted", &secrets, false).await?;

    // And out.
    page.open("#/signin").await?;
    page.by_role("button", "Sign out").await?.click().await?;
    page.wait_for_identity("Sign in").await?;
    search(&page, "the end", &secrets, false).await?;
    assert_eq!(page.evaluate("document.cookie").await?, json!(""));
    page.open("#/").await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    search(&page, "the guest's visit", &secrets, false).await?;

    let log = backend.log().join("\n");
    assert!(log.contains("DELETE /api/token/"), "{log}");
    for secret in [PASSWORD, &session, &token, wrong] {
        assert!(!log.contains(secret), "{log}");
    }
    Ok(())
}

#[tokio::test]
async fn a_token_used_for_a_tab_is_in_that_tab_alone() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, PASSWORD).await?;
    let token = account.create_token("tab").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/signin").await?;
    page.by_role("textbox", "API token")
        .await?
        .send_keys(&token)
        .await?;
    page.by_role("button", "Use token").await?.click().await?;
    page.wait_for_servers(24).await?;
    let places = page
        .evaluate("[sessionStorage, localStorage].map((storage) => ({ ...storage }))")
        .await?;
    let kept = json!({ "lotus.token": token });
    assert_eq!(places.get(0), Some(&kept), "the tab's and nothing else");
    assert!(
        !places
            .get(1)
            .unwrap_or_default()
            .to_string()
            .contains(&token)
    );
    assert!(!page.address().await?.contains(&token));

    // A tab opened from this one by hand begins with nothing.
    page.open_tab().await?;
    page.open_app("#/").await?;
    page.wait_for_identity("Sign in").await?;
    assert_eq!(page.kept_tokens().await?, json!([null, null]));
    let log = backend.log().join("\n");
    assert!(!log.contains(&token), "{log}");
    Ok(())
}
