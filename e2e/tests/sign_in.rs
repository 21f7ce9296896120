//! Signing in: with a token, with the dashboard's own login, and where it does not work out.

use lotus_e2e::{Backend, Browser, Key, Outcome, Page, Visitor, WebElement};
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
];

/// No token of any dashboard.
const WRONG: &str = "0123456789abcdef0123456789ABCDEF";

async fn token_field(page: &Page) -> Outcome<WebElement> {
    page.by_role("textbox", "API token").await
}

async fn use_token(page: &Page) -> Outcome<()> {
    let button = page.by_role("button", "Use token").await?;
    Ok(button.click().await?)
}

/// The form is as it was, and nothing was kept.
async fn is_unharmed(page: &Page, token: &str) -> Outcome<()> {
    let field = token_field(page).await?;
    assert_eq!(field.prop("value").await?.as_deref(), Some(token));
    assert_eq!(page.kept_tokens().await?, json!([null, null]));
    assert!(page.address().await?.ends_with("#/signin"));
    Ok(())
}

#[tokio::test]
async fn a_pasted_token_is_kept_in_the_tab_and_leads_back() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let (public, hidden) = account.public_and_hidden().await?;
    let token = account.create_token("tab").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let server = public.first().copied().unwrap_or_default();
    let place = format!("#/server/{server}?x=1");
    page.open_app(&place).await?;
    page.by_role("link", "Sign in").await?.click().await?;
    page.by_role("heading", "Sign in").await?;
    page.wait_for_focus("heading", "Sign in").await?;

    // Pasted with what a terminal leaves around it; Enter sends.
    token_field(&page)
        .await?
        .send_keys(format!("  {token} "))
        .await?;
    page.press(Key::Enter).await?;
    page.wait_for_address(&place).await?;
    page.wait_for_identity("API token").await?;
    page.find(&format!("main [data-server-id='{server}']"))
        .await?;
    assert_eq!(page.kept_tokens().await?, json!([token, null]));

    // The way back does not lead through the form again.
    page.driver().back().await?;
    page.wait_for_address(&place).await?;
    page.find(&format!("main [data-server-id='{server}']"))
        .await?;
    page.open("#/").await?;
    page.wait_for_servers(public.len() + hidden.len()).await?;

    page.reload().await?;
    page.wait_for_identity("API token").await?;
    page.by_role("link", "API token").await?.click().await?;
    page.by_role("heading", "Token used here").await?;
    let text = page.text("main").await?;
    let ends = (token.get(..4).unwrap_or(""), token.get(28..).unwrap_or(""));
    assert!(text.contains(&format!("{}…{}", ends.0, ends.1)), "{text}");
    assert!(text.contains("Kept until this tab closes."), "{text}");
    let document = page.evaluate("document.documentElement.outerHTML").await?;
    assert!(!document.to_string().contains(&token));

    page.by_role("button", "Forget token")
        .await?
        .click()
        .await?;
    page.wait_for_identity("Sign in").await?;
    assert_eq!(page.kept_tokens().await?, json!([null, null]));
    // The button is gone; one goes on at the heading.
    page.wait_for_focus("heading", "Sign in").await?;
    page.open("#/").await?;
    page.wait_for_servers(public.len()).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_token_is_kept_on_the_device_on_request_and_nowhere_else() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let [first, second] = [
        account.create_token("first").await?,
        account.create_token("second").await?,
    ];
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/signin").await?;
    token_field(&page).await?.send_keys(&first).await?;
    page.by_role("checkbox", "Keep on this device")
        .await?
        .click()
        .await?;
    use_token(&page).await?;
    // Nowhere to go back to but the overview.
    page.wait_for_address("/#/").await?;
    page.wait_for_servers(24).await?;
    assert_eq!(page.kept_tokens().await?, json!([null, first]));
    page.open("#/signin").await?;
    page.by_role("heading", "Token used here").await?;
    assert!(page.text("main").await?.contains("Kept on this device."));

    // Another one takes its place, wherever it is kept.
    token_field(&page).await?.send_keys(&second).await?;
    use_token(&page).await?;
    page.wait_for_address("/#/").await?;
    assert_eq!(page.kept_tokens().await?, json!([second, null]));
    page.open("#/signin").await?;
    page.by_role("button", "Forget token")
        .await?
        .click()
        .await?;
    page.wait_for_identity("Sign in").await?;
    assert_eq!(page.kept_tokens().await?, json!([null, null]));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_wrong_token_is_told_beside_a_valid_cookie_too() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/signin").await?;
    for is_signed_in in [false, true] {
        if is_signed_in {
            page.sign_in_as(&account).await?;
        }
        use_token(&page).await?;
        page.wait_for_words("alert", "Paste a token first.").await?;
        token_field(&page).await?.send_keys("   ").await?;
        use_token(&page).await?;
        page.wait_for_words("alert", "Paste a token first.").await?;
        let field = token_field(&page).await?;
        field.clear().await?;
        field.send_keys(WRONG).await?;
        use_token(&page).await?;
        page.wait_for_words("alert", "does not accept this token")
            .await?;
        page.wait_for_focus("textbox", "API token").await?;
        assert_eq!(field.attr("aria-invalid").await?.as_deref(), Some("true"));
        is_unharmed(&page, WRONG).await?;
        // No header carries this, and no dashboard has it.
        field.clear().await?;
        field.send_keys("キー").await?;
        use_token(&page).await?;
        page.wait_for_words("alert", "does not accept this token")
            .await?;
        is_unharmed(&page, "キー").await?;
        let expected = if is_signed_in { "Signed in" } else { "Sign in" };
        page.wait_for_identity(expected).await?;
        field.clear().await?;
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn an_answer_that_does_not_come_leaves_the_form_filled() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("unlucky").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/signin").await?;
    token_field(&page).await?.send_keys(&token).await?;
    let list = "/api/v1/server/list";
    for (rule, words) in [
        (
            json!({"path": list, "status": 502}),
            "the proxy in front of it answers with error 502",
        ),
        (
            json!({"path": list, "body": "html"}),
            "not what a Nezha V0 dashboard sends",
        ),
        (
            json!({"path": list, "status": 500}),
            "not what a Nezha V0 dashboard sends",
        ),
        (
            json!({"path": list, "body": "cut"}),
            "not what a Nezha V0 dashboard sends",
        ),
        (
            json!({"path": list, "body": "empty"}),
            "not what a Nezha V0 dashboard sends",
        ),
    ] {
        backend.set_faults(&json!({ "rules": [rule] })).await?;
        use_token(&page).await?;
        page.wait_for_words("alert", words).await?;
        is_unharmed(&page, &token).await?;
        backend.set_faults(&json!({})).await?;
        // What is said goes when it is no longer so.
        token_field(&page).await?.clear().await?;
        token_field(&page).await?.send_keys(WRONG).await?;
        use_token(&page).await?;
        page.wait_for_words("alert", "does not accept this token")
            .await?;
        token_field(&page).await?.clear().await?;
        token_field(&page).await?.send_keys(&token).await?;
    }
    page.set_offline(true).await?;
    use_token(&page).await?;
    page.wait_for_words("alert", "Check the connection and try again.")
        .await?;
    is_unharmed(&page, &token).await?;
    page.set_offline(false).await?;
    use_token(&page).await?;
    page.wait_for_identity("API token").await?;
    assert_eq!(page.kept_tokens().await?, json!([token, null]));
    Ok(())
}

#[tokio::test]
async fn where_storage_is_blocked_a_token_lasts_as_long_as_the_page() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let (public, _) = account.public_and_hidden().await?;
    let token = account.create_token("memory").await?;
    for blocked in [
        "for (const name of ['localStorage', 'sessionStorage']) {
            Object.defineProperty(globalThis, name, {
                get() { throw new DOMException('blocked', 'SecurityError'); },
            });
        }",
        "Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError');
        };",
    ] {
        let browser = Browser::start().await?;
        let page = browser.page(&backend);
        page.before_load(blocked).await?;
        assert_eq!(page.open_app("#/").await?, "ready");
        page.wait_for_servers(public.len()).await?;
        page.by_role("link", "Sign in").await?.click().await?;
        token_field(&page).await?.send_keys(&token).await?;
        page.by_role("checkbox", "Keep on this device")
            .await?
            .click()
            .await?;
        use_token(&page).await?;
        page.wait_for_identity("API token").await?;
        page.wait_for_words("status", "This browser blocks storage")
            .await?;
        page.wait_for_servers(24).await?;
        page.by_role("link", "API token").await?.click().await?;
        page.by_role("heading", "Token used here").await?;
        let text = page.text("main").await?;
        assert!(
            text.contains("because this browser blocks storage"),
            "{text}"
        );

        page.reload().await?;
        page.wait_for_attribute("html", "data-app", "ready").await?;
        page.wait_for_identity("Sign in").await?;
        page.open("#/").await?;
        page.wait_for_servers(public.len()).await?;
        assert_eq!(page.console().await?, []);
    }
    Ok(())
}

#[tokio::test]
async fn the_dashboards_own_login_leads_back_too() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let (_, hidden) = account.public_and_hidden().await?;
    let server = hidden.first().copied().unwrap_or_default();
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let place = format!("#/server/{server}?x=1");
    page.open_app(&place).await?;
    page.by_role("heading", "No such server").await?;
    page.find("header a[href='#/signin']")
        .await?
        .click()
        .await?;

    // Whoever looks at the login and comes back is where they were.
    login_link(&page).await?.click().await?;
    page.by_role("textbox", "Password").await?;
    page.driver().back().await?;
    page.by_role("textbox", "API token").await?;
    page.wait_for_address("#/signin").await?;

    login_link(&page).await?.click().await?;
    log_in(&page, "wrong").await?;
    page.wait_for_words("alert", "This is not the password.")
        .await?;
    log_in(&page, "p").await?;
    page.wait_for_identity("Signed in").await?;
    page.find(&format!("main [data-server-id='{server}']"))
        .await?;
    assert!(page.address().await?.ends_with(&place));
    let kept = page.evaluate("Object.keys(sessionStorage)").await?;
    assert_eq!(kept, json!([]), "the place is told once");
    page.open("#/signin").await?;
    page.by_role("heading", "Your sign-in").await?;
    assert!(
        page.text("main")
            .await?
            .contains("Signed in with the dashboard")
    );

    // The session was one of this browser's: the visitor's ended with it.
    assert_eq!(
        account.get("/api/token").await?.get("code"),
        Some(&json!(403))
    );
    page.by_role("button", "Sign out").await?.click().await?;
    page.wait_for_identity("Sign in").await?;
    assert!(
        !page
            .evaluate("document.cookie")
            .await?
            .to_string()
            .contains("nezha")
    );
    page.open(&place).await?;
    page.by_role("heading", "No such server").await?;

    // And from the tokens, which want this login.
    page.open("#/tokens").await?;
    login_link(&page).await?.click().await?;
    log_in(&page, "p").await?;
    page.by_role("button", "Create token").await?;
    page.wait_for_address("#/tokens").await?;
    Ok(())
}

async fn login_link(page: &Page) -> Outcome<WebElement> {
    page.by_role("link", "Sign in with the dashboard").await
}

async fn log_in(page: &Page, password: &str) -> Outcome<()> {
    page.wait_for_address("/login").await?;
    page.by_role("textbox", "Password")
        .await?
        .send_keys(password)
        .await?;
    let button = page.by_role("button", "Sign in").await?;
    Ok(button.click().await?)
}

#[tokio::test]
async fn the_form_is_worked_by_keyboard_and_left_alone_by_password_managers() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/signin").await?;
    page.by_role("button", "Language").await?;
    page.evaluate("document.querySelectorAll('header [aria-haspopup=menu]')[1].focus()")
        .await?;
    page.wait_for_focus("button", "Language").await?;
    for (role, name) in [
        ("link", "Sign in with the dashboard"),
        ("textbox", "API token"),
        ("checkbox", "Keep on this device"),
        ("button", "Use token"),
    ] {
        page.press(Key::Tab).await?;
        page.wait_for_focus(role, name).await?;
    }
    let field = token_field(&page).await?;
    for (name, expected) in [
        ("type", "text"),
        ("autocomplete", "off"),
        ("spellcheck", "false"),
        ("autocapitalize", "off"),
    ] {
        assert_eq!(field.attr(name).await?.as_deref(), Some(expected));
    }
    // No password, and yet nobody reads it over a shoulder.
    assert_eq!(field.css_value("-webkit-text-security").await?, "disc");
    Ok(())
}
