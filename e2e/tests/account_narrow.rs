//! Signing in and API tokens in a narrow window, in every language, with all that they can say.

use lotus_e2e::{Backend, Browser, Key, Outcome, Page, Storage, TOKEN_KEY, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "3",
    "--seed",
    "7",
    "--password",
    "p",
    "--faults",
];

const LANGUAGES: [&str; 5] = ["zh-CN", "zh-TW", "en", "ja", "es"];

async fn reload_in(page: &Page, language: &str) -> Outcome<()> {
    page.set_storage(Storage::Local, "lotus.language", language)
        .await?;
    page.reload().await?;
    page.wait_for_attribute("html", "lang", language).await?;
    page.find("main form").await.map(drop)
}

async fn wait_for_alert(page: &Page) -> Outcome<()> {
    page.wait_for("the alert", async || {
        let said = page.words_of("alert").await?;
        ensure(!said.is_empty(), || "nothing".to_owned())
    })
    .await
}

#[tokio::test]
async fn signing_in_fits() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("narrow").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/signin").await?;
    page.resize(320, 640).await?;
    for language in LANGUAGES {
        reload_in(&page, language).await?;
        page.wait_for_no_sideways_scroll().await?;
    }
    page.set_storage(Storage::Session, TOKEN_KEY, &token)
        .await?;
    page.take_session(&account).await?;
    for language in LANGUAGES {
        reload_in(&page, language).await?;
        page.wait_for("all three panels", async || {
            let titles = page.find_all("main section h2").await?;
            ensure(titles.len() == 3, || format!("{} panels", titles.len()))
        })
        .await?;
        page.find("main form [type=submit]").await?.click().await?;
        wait_for_alert(&page).await?;
        page.wait_for_no_sideways_scroll().await?;
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn tokens_and_their_dialogs_fit() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let long = "unbroken".repeat(64);
    let in_use = account.create_token(&long).await?;
    for number in 0..8 {
        account.create_token(&format!("token {number}")).await?;
    }
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    page.set_storage(Storage::Session, TOKEN_KEY, &in_use)
        .await?;
    page.resize(320, 640).await?;
    for language in LANGUAGES {
        reload_in(&page, language).await?;
        page.find("[data-token] .tag").await?;
        page.wait_for_no_sideways_scroll().await?;

        // A creation that fails, and one that works.
        let faults =
            json!({ "rules": [{ "path": "/api/token", "method": "POST", "status": 502 }] });
        backend.set_faults(&faults).await?;
        page.find("main form [type=submit]").await?.click().await?;
        wait_for_alert(&page).await?;
        page.wait_for_no_sideways_scroll().await?;
        backend.set_faults(&json!({})).await?;
        page.find("main form [type=submit]").await?.click().await?;
        fits_in(&page, "dialog[open]").await?;
        page.press(Key::Escape).await?;
        page.wait_for_no_dialog().await?;

        // All at once, the one in use among them.
        page.find("thead input[type=checkbox]")
            .await?
            .click()
            .await?;
        page.find(".button--danger").await?.click().await?;
        fits_in(&page, "dialog[open]").await?;
        page.press(Key::Escape).await?;
        page.wait_for_no_dialog().await?;
        page.wait_for_no_sideways_scroll().await?;
    }
    assert_eq!(
        page.console()
            .await?
            .iter()
            .filter(|line| !line.text.contains("502"))
            .count(),
        0
    );
    Ok(())
}

/// A dialog lies inside the window, and scrolls down at most.
async fn fits_in(page: &Page, dialog: &str) -> Outcome<()> {
    page.find(dialog).await?;
    let script = format!(
        "(() => {{
            const dialog = document.querySelector('{dialog}');
            const {{ left, right, top, bottom }} = dialog.getBoundingClientRect();
            return left >= 0 && right <= innerWidth && top >= 0 && bottom <= innerHeight
                && dialog.scrollWidth <= dialog.clientWidth;
        }})()"
    );
    page.wait_for_script(&script, &json!(true)).await
}
