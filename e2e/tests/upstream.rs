//! An owner's own dashboard, seen through the backend: a second backend stands in for it.

use lotus_e2e::{Backend, Browser, Outcome};
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

#[tokio::test]
async fn a_dashboard_elsewhere_is_shown_as_if_it_were_here() -> Outcome<()> {
    let mut dashboard = Backend::start(FLEET).await?;
    let backend = Backend::start(&["--upstream", dashboard.origin()]).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    let public = page.wait_for_frame_shown().await?;
    assert!((1..24).contains(&public), "{public}");
    assert_eq!(page.console().await?, []);

    page.by_role("link", "Sign in").await?.click().await?;
    page.by_role("link", "Sign in with the dashboard")
        .await?
        .click()
        .await?;
    page.by_role("textbox", "Password")
        .await?
        .send_keys("p")
        .await?;
    page.by_role("button", "Sign in").await?.click().await?;
    page.wait_for_attribute("[data-total]", "data-total", "24")
        .await?;
    assert!(page.address().await?.starts_with(backend.origin()));
    assert_eq!(page.wait_for_frame_shown().await?, 24);

    // The backend answers, the dashboard behind it does not.
    dashboard.kill();
    page.wait_for_attribute("[data-feed]", "data-feed", "offline")
        .await?;
    assert_eq!(
        page.evaluate("document.querySelector('[aria-setsize]').ariaSetSize")
            .await?,
        json!("24")
    );
    dashboard.restart().await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    assert_eq!(page.wait_for_frame_shown().await?, 24);
    Ok(())
}
