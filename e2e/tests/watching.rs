//! Keeping watch: the title, the icon, and notifications of what lasts, from one tab alone.

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Name, Outcome, Page, Storage, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "12",
    "--seed",
    "7",
    "--faults",
];

/// A state must last a minute, and a server is offline 10 s after its last report.
const LASTING: Duration = Duration::from_secs(150);

/// Notes what the page would show, whether the browser may or not.
const NOTIFICATIONS: &str = "
    globalThis.told = [];
    globalThis.Notification = class {
        static permission = 'granted';
        static requestPermission() { return Promise.resolve('granted'); }
        constructor(title, options) { told.push([title, options.tag]); }
        close() {}
    };
";

const ICON: &str = "document.querySelector('link[rel=icon]').getAttribute('href')";

async fn opened(browser: &Browser, backend: &Backend) -> Outcome<Page> {
    let page = browser.page(backend);
    page.record().await?;
    page.before_load(NOTIFICATIONS).await?;
    page.open_app("#/").await?;
    page.wait_for_frame_shown().await?;
    Ok(page)
}

#[tokio::test]
async fn the_title_counts_and_the_icon_is_marked_while_watch_is_kept() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend).await?;
    let offline = page
        .evaluate("Number(document.querySelector('[data-offline]').dataset.offline)")
        .await?;
    let offline = offline.as_u64().unwrap_or_default();
    assert!(offline > 0, "this seed has servers that are offline");
    page.wait_for_script("document.title", &json!("Servers · Lotus"))
        .await?;
    let own = page.evaluate(ICON).await?;

    let button = page.by_role("button", "Keep watching").await?;
    assert_eq!(button.attr("aria-pressed").await?.as_deref(), Some("false"));
    button.click().await?;
    page.wait_for_script(
        "document.title",
        &json!(format!("({offline}) Servers · Lotus")),
    )
    .await?;
    page.wait_for_script(ICON, &json!("assets/lotus-offline.svg"))
        .await?;
    let loaded = "fetch(document.querySelector('link[rel=icon]').href).then(({ ok }) => ok)";
    assert_eq!(page.evaluate(loaded).await?, json!(true));

    // It is remembered, and holds on the other screens.
    page.open_app("#/server/1").await?;
    page.wait_for("the count on a server's page", async || {
        let title = page.evaluate("document.title").await?;
        let title = title.as_str().unwrap_or_default().to_owned();
        ensure(title.starts_with(&format!("({offline}) ")), || title)
    })
    .await?;
    page.open_app("#/").await?;
    page.press_button("Keep watching").await?;
    page.wait_for_script("document.title", &json!("Servers · Lotus"))
        .await?;
    page.wait_for_script(ICON, &own).await?;
    assert_eq!(page.storage(Storage::Local, "lotus.watch").await?, None);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn one_tab_of_two_notifies_of_what_lasts() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend).await?;
    page.press_button("Keep watching").await?;
    let online = page
        .evaluate("recorder.expected().find(([, status]) => status === 'online')[0]")
        .await?;
    let id: u64 = online
        .as_str()
        .unwrap_or_default()
        .parse()
        .unwrap_or_default();
    let name = page
        .evaluate(&format!(
            "recorder.servers().find(({{ ID }}) => ID === {id}).Name"
        ))
        .await?;
    let first = page.tab().await?;
    let second = page.open_tab().await?;
    page.before_load(NOTIFICATIONS).await?;
    page.open_app("#/").await?;
    // The wish is this device's.
    page.by_role("button", "Keep watching").await?;
    page.wait_for_attribute("button[aria-label='Keep watching']", "aria-pressed", "true")
        .await?;

    backend.set_faults(&json!({"offline": [id]})).await?;
    let title = format!("{} is offline", name.as_str().unwrap_or_default());
    let told = async || -> Outcome<Vec<serde_json::Value>> {
        let mut told = Vec::new();
        for tab in [&first, &second] {
            page.go_to_tab(tab).await?;
            let here = page.evaluate("told").await?;
            told.extend(here.as_array().cloned().unwrap_or_default());
        }
        Ok(told)
    };
    let notified = page
        .wait_within(LASTING, "a notification", async || {
            let told = told().await?;
            ensure(!told.is_empty(), || "nothing was told".to_owned())?;
            Ok(told)
        })
        .await?;
    assert_eq!(notified, [json!([title, "offline"])]);

    // Where everybody is gone it is the dashboard, and the fault of no server.
    let everybody: Vec<u64> = (1..=13).collect();
    backend.set_faults(&json!({"offline": everybody})).await?;
    page.wait_for_script(
        "Number(document.querySelector('[data-online]').dataset.online)",
        &json!(0),
    )
    .await?;
    assert_eq!(told().await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_browser_that_does_not_notify_is_told_of() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.before_load("delete globalThis.Notification").await?;
    page.open_app("#/").await?;
    page.wait_for_frame_shown().await?;
    page.press_button("Keep watching").await?;
    page.wait_for_words("status", "This browser does not allow notifications")
        .await?;
    page.by_role("button", Name::from("Dismiss"))
        .await?
        .click()
        .await?;
    // The title counts all the same.
    page.wait_for("the count", async || {
        let title = page.evaluate("document.title").await?.to_string();
        ensure(title.contains('('), || title)
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
