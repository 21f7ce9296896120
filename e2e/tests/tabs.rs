//! Two tabs of one browser: who one is to the dashboard is the same in both.

use lotus_e2e::{Backend, Browser, Outcome, Page, Storage, Tab, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "24",
    "--seed",
    "7",
    "--password",
    "p",
];

/// A dashboard, an account, a browser, and how many servers guests see there.
struct Stage {
    backend: Backend,
    account: Visitor,
    browser: Browser,
    public: usize,
}

impl Stage {
    async fn set() -> Outcome<Self> {
        let backend = Backend::start(FLEET).await?;
        let account = Visitor::sign_in(&backend, "p").await?;
        let public = account.public_and_hidden().await?.0.len();
        Ok(Self {
            browser: Browser::start().await?,
            backend,
            account,
            public,
        })
    }

    fn page(&self) -> Page {
        self.browser.page(&self.backend)
    }

    /// Opens the overview in a second tab and stays in the first.
    async fn second_tab(&self, page: &Page, total: usize) -> Outcome<(Tab, Tab)> {
        let first = page.tab().await?;
        let second = page.open_tab().await?;
        page.open_app("#/").await?;
        page.wait_for_servers(total).await?;
        // What would be lost by a reload.
        page.evaluate("window.isTheSamePage = true").await?;
        page.go_to_tab(&first).await?;
        page.evaluate("window.isTheSamePage = true").await?;
        Ok((first, second))
    }
}

async fn was_not_reloaded(page: &Page) -> Outcome<()> {
    assert_eq!(page.evaluate("window.isTheSamePage").await?, json!(true));
    Ok(())
}

#[tokio::test]
async fn signing_out_makes_guests_of_all_tabs() -> Outcome<()> {
    let stage = Stage::set().await?;
    let page = stage.page();
    page.open_app("#/").await?;
    page.sign_in_as(&stage.account).await?;
    page.wait_for_servers(24).await?;
    let (first, second) = stage.second_tab(&page, 24).await?;

    page.by_role("link", "Signed in").await?.click().await?;
    page.by_role("button", "Sign out").await?.click().await?;
    page.wait_for_identity("Sign in").await?;
    page.by_role("link", "Sign in with the dashboard").await?;
    page.wait_for_focus("heading", "Sign in").await?;
    let cookies = page.evaluate("document.cookie").await?;
    assert_eq!(cookies, json!(""));
    // Whoever signs out need not be told.
    assert!(page.all_by_role("button", "Dismiss").await?.is_empty());
    page.open("#/").await?;
    page.wait_for_servers(stage.public).await?;
    was_not_reloaded(&page).await?;

    page.go_to_tab(&second).await?;
    page.wait_for_servers(stage.public).await?;
    page.wait_for_identity("Sign in").await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    was_not_reloaded(&page).await?;

    // The session goes on at the dashboard; only this browser left it.
    assert_eq!(stage.account.details().await?.len(), 24);
    page.go_to_tab(&first).await?;
    page.wait_for_servers(stage.public).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_by_cookie_is_followed() -> Outcome<()> {
    let stage = Stage::set().await?;
    let page = stage.page();
    page.open_app("#/").await?;
    page.wait_for_servers(stage.public).await?;
    let (_, second) = stage.second_tab(&page, stage.public).await?;
    page.sign_in_as(&stage.account).await?;
    page.go_to_tab(&second).await?;
    page.wait_for_identity("Signed in").await?;
    page.wait_for_servers(24).await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    was_not_reloaded(&page).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_token_of_the_device_is_used_and_forgotten_in_all_tabs() -> Outcome<()> {
    let stage = Stage::set().await?;
    let token = stage.account.create_token("device").await?;
    let page = stage.page();
    page.open_app("#/").await?;
    let (first, second) = stage.second_tab(&page, stage.public).await?;
    page.by_role("link", "Sign in").await?.click().await?;
    page.by_role("textbox", "API token")
        .await?
        .send_keys(&token)
        .await?;
    page.by_role("checkbox", "Keep on this device")
        .await?
        .click()
        .await?;
    page.by_role("button", "Use token").await?.click().await?;
    page.wait_for_identity("API token").await?;

    page.go_to_tab(&second).await?;
    page.wait_for_identity("API token").await?;
    page.wait_for_servers(24).await?;
    page.open("#/signin").await?;
    page.by_role("button", "Forget token")
        .await?
        .click()
        .await?;
    page.wait_for_identity("Sign in").await?;
    assert_eq!(page.kept_tokens().await?, json!([null, null]));
    was_not_reloaded(&page).await?;

    page.go_to_tab(&first).await?;
    page.wait_for_identity("Sign in").await?;
    page.wait_for_servers(stage.public).await?;
    was_not_reloaded(&page).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn forgetting_reaches_a_token_that_another_tab_keeps() -> Outcome<()> {
    let stage = Stage::set().await?;
    let token = stage.account.create_token("tab").await?;
    let page = stage.page();
    page.open_app("#/").await?;
    page.sign_in_by_token(Storage::Session, &token).await?;
    page.wait_for_servers(24).await?;
    // A token of one tab is no other tab's.
    let (first, second) = stage.second_tab(&page, stage.public).await?;
    page.go_to_tab(&second).await?;
    page.wait_for_identity("Sign in").await?;
    page.sign_in_by_token(Storage::Session, &token).await?;
    page.open("#/signin").await?;
    page.by_role("button", "Forget token")
        .await?
        .click()
        .await?;
    page.wait_for_identity("Sign in").await?;
    page.go_to_tab(&first).await?;
    page.wait_for_identity("Sign in").await?;
    page.wait_for_servers(stage.public).await?;
    assert_eq!(page.kept_tokens().await?, json!([null, null]));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn deleting_the_token_in_use_reaches_all_tabs() -> Outcome<()> {
    let stage = Stage::set().await?;
    let token = stage.account.create_token("in use").await?;
    let page = stage.page();
    page.open_app("#/").await?;
    page.sign_in_by_token(Storage::Local, &token).await?;
    page.wait_for_servers(24).await?;
    let (first, second) = stage.second_tab(&page, 24).await?;

    // Signed in by cookie as well, the token can be deleted here; that warns.
    page.sign_in_as(&stage.account).await?;
    page.open("#/tokens").await?;
    let row = page.find("[data-token='in use']").await?;
    page.wait_for("the row to be marked", async || {
        let text = row.text().await?;
        ensure(text.contains("Used here"), || text)
    })
    .await?;
    page.press_inside(&row, "Delete").await?;
    let dialog = page.by_role("dialog", "Delete token").await?;
    let text = dialog.text().await?;
    assert!(text.contains("deletes the token used here"), "{text}");
    page.press_inside(&dialog, "Delete").await?;
    page.wait_for_words("status", "Deleted: 1").await?;
    assert_eq!(page.kept_tokens().await?, json!([null, null]));
    page.wait_for_identity("Signed in").await?;
    page.open("#/signin").await?;
    page.by_role("button", "Sign out").await?.click().await?;
    page.wait_for_identity("Sign in").await?;
    page.open("#/").await?;
    page.wait_for_servers(stage.public).await?;

    page.go_to_tab(&second).await?;
    page.wait_for_identity("Sign in").await?;
    page.wait_for_servers(stage.public).await?;
    was_not_reloaded(&page).await?;
    page.go_to_tab(&first).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_cookie_of_another_name_is_not_left_unsaid() -> Outcome<()> {
    let named: Vec<&str> = [FLEET, &["--cookie-name", "status"]].concat();
    let backend = Backend::start(&named).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open("/login").await?;
    page.by_role("textbox", "Password")
        .await?
        .send_keys("p")
        .await?;
    page.by_role("button", "Sign in").await?.click().await?;
    page.wait_for_identity("Signed in").await?;
    page.open("#/signin").await?;
    page.by_role("button", "Sign out").await?.click().await?;
    page.wait_for_words("alert", "uses another cookie name")
        .await?;
    page.wait_for_identity("Signed in").await?;
    page.open("#/").await?;
    page.wait_for_servers(24).await?;

    // Beside the view password's cookie, which has the name in its own, it is found.
    page.evaluate("document.cookie = 'status-vp=x; Path=/'")
        .await?;
    page.open("#/signin").await?;
    page.by_role("button", "Sign out").await?.click().await?;
    page.wait_for_identity("Sign in").await?;
    let cookies = page.evaluate("document.cookie").await?;
    assert_eq!(cookies, json!("status-vp=x"));
    assert_eq!(page.console().await?, []);
    Ok(())
}
