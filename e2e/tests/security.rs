//! The page keeps to itself: nothing from elsewhere, nothing against its policy, no frame around it.

use lotus_e2e::{Backend, Browser, Name, Outcome, Visitor};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--fleet", "24", "--seed", "7", "--password", "p"];

#[tokio::test]
async fn a_visit_stays_on_its_origin_and_inside_its_policy() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    page.take_session(&account).await?;
    page.reload().await?;
    page.wait_for_attribute("[data-total]", "data-total", "25")
        .await?;
    let servers = page
        .evaluate("recorder.shown().slice(0, 6).map(([id]) => id)")
        .await?;
    for id in servers
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        page.open(&format!("#/server/{id}")).await?;
        page.find(&format!("article[data-server-id='{id}']"))
            .await?;
    }
    page.open("#/nowhere").await?;
    page.by_role("link", "To the overview")
        .await?
        .click()
        .await?;
    for menu in ["Theme", "Language"] {
        page.by_role("button", menu).await?.click().await?;
        page.all_by_role("menuitemradio", Name::Any).await?;
        page.by_role("button", menu).await?.click().await?;
    }
    // All pictures are in view once, so that none of them is missing.
    page.resize(1280, 8000).await?;
    page.wait_for_frame_shown().await?;
    page.wait_for_script(
        "[...document.images].every((image) => image.complete && image.naturalWidth > 0)",
        &json!(true),
    )
    .await?;

    let foreign = page
        .evaluate(
            "performance.getEntriesByType('resource').map((entry) => entry.name)\
             .filter((name) => !name.startsWith(location.origin) && !name.startsWith('data:'))",
        )
        .await?;
    assert_eq!(foreign, json!([]));
    assert_eq!(page.evaluate("recorder.violations").await?, json!([]));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn no_page_frames_it() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page_at("data:text");
    let frame = format!(
        "html,<title>Outside</title><iframe src='{}/'></iframe>",
        backend.origin()
    );
    page.open(&frame).await?;
    page.wait_for_script("document.title", &json!("Outside"))
        .await?;
    page.driver().enter_frame(0).await?;
    page.wait_for_script("location.protocol", &json!("chrome-error:"))
        .await?;
    assert!(page.find_all("[data-app]").await?.is_empty());

    let policy = Visitor::guest(&backend)?
        .header("/", "content-security-policy")
        .await?;
    for part in [
        "default-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ] {
        assert!(policy.contains(part), "{policy}");
    }
    assert!(
        !policy.contains("'unsafe-inline'") && !policy.contains("'unsafe-eval'"),
        "{policy}"
    );
    Ok(())
}
