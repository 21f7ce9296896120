//! The built app starts under its content security policy.

use lotus_e2e::{Backend, Browser, Outcome, ensure};
use serde_json::json;

#[tokio::test]
async fn the_app_leaves_loading_with_an_empty_console() -> Outcome<()> {
    let backend = Backend::start(&["--no-this-machine"]).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    assert_eq!(page.open_app("#/").await?, "ready");
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn nothing_is_loaded_from_elsewhere() -> Outcome<()> {
    let backend = Backend::start(&["--no-this-machine"]).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    let loaded = page
        .evaluate(
            "performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin)",
        )
        .await?;
    let origins: Vec<&str> = loaded
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|origin| origin.as_str())
        .collect();
    assert!(!origins.is_empty());
    assert!(
        origins.iter().all(|origin| *origin == backend.origin()),
        "{origins:?}"
    );
    Ok(())
}

#[tokio::test]
async fn the_wasm_file_is_loaded_once() -> Outcome<()> {
    let backend = Backend::start(&["--no-this-machine"]).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    let loads = "performance.getEntriesByType('resource')\
                 .filter((entry) => entry.name.endsWith('.wasm')).length";
    assert_eq!(page.evaluate(loads).await?, serde_json::json!(1));
    Ok(())
}

#[tokio::test]
async fn it_works_in_any_folder_of_the_dashboards_origin() -> Outcome<()> {
    let options = ["--no-this-machine", "--fleet", "6"];
    let backend = Backend::start_with_app_in("a/b", &options).await?;
    let browser = Browser::start().await?;
    let page = browser.page_at(&format!("{}/a/b", backend.origin()));
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_frame_shown().await?;
    let link = page.find("[data-status=online] a").await?;
    link.click().await?;
    page.find("article[data-server-id]").await?;
    assert!(page.address().await?.contains("/a/b"));
    page.reload().await?;
    page.find("article[data-server-id]").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_file_that_does_not_come_is_said() -> Outcome<()> {
    let faults = json!({ "rules": [{ "path": "/app-", "status": 404 }] });
    let options = ["--no-this-machine", "--faults", &faults.to_string()];
    let backend = Backend::start(&options).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    assert_eq!(page.open_app("#/").await?, "failed");
    page.wait_for_words("alert", "This page has stopped working.")
        .await?;

    backend.set_faults(&json!({})).await?;
    page.reload().await?;
    page.wait_for_attribute("html", "data-app", "ready").await?;
    let alerts = page.words_of("alert").await?;
    ensure(alerts.is_empty(), || format!("{alerts:?}"))
}

#[tokio::test]
async fn a_host_that_does_not_know_wasm_files_is_no_obstacle() -> Outcome<()> {
    let options = ["--no-this-machine", "--fleet", "6", "--seed", "7"];
    let backend = Backend::start(&options).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(
        "{ const { fetch } = window; \
         window.fetch = async (...all) => { \
           const answer = await fetch(...all); \
           if (!/[.]wasm$/.test(answer.url)) return answer; \
           const headers = { 'Content-Type': 'application/octet-stream' }; \
           return new Response(answer.body, { headers }); \
         }; }",
    )
    .await?;
    assert_eq!(page.open_app("#/server/2").await?, "ready");
    page.wait_for_attribute("[data-chart=latency]", "data-state", "ready")
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_history_is_asked_for_once_however_early() -> Outcome<()> {
    let options = ["--no-this-machine", "--fleet", "6", "--seed", "7"];
    let backend = Backend::start(&options).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    // How many connections were opened is not told by the browser afterwards.
    page.before_load(
        "window.sockets = 0; \
         window.WebSocket = class extends WebSocket { constructor(...all) { super(...all); window.sockets += 1; } };",
    )
    .await?;
    assert_eq!(page.open_app("#/server/2").await?, "ready");
    page.wait_for_attribute("[data-chart=latency]", "data-state", "ready")
        .await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    let asked = "performance.getEntriesByType('resource')\
                 .filter((entry) => entry.name.includes('/api/v1/monitor/2')).length";
    assert_eq!(page.evaluate(asked).await?, json!(1));
    assert_eq!(page.evaluate("window.sockets").await?, json!(1));
    Ok(())
}

#[tokio::test]
async fn a_trap_is_said() -> Outcome<()> {
    let backend = Backend::start(&["--no-this-machine"]).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    assert_eq!(page.open_app("#/").await?, "ready");
    // As the browser reports one that no script caught: a module whose start function traps.
    page.evaluate(
        "setTimeout(() => new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(\
         [0,97,115,109,1,0,0,0,1,4,1,96,0,0,3,2,1,0,8,1,0,10,5,1,3,0,0,11]))))",
    )
    .await?;
    page.wait_for_attribute("html", "data-app", "failed")
        .await?;
    let said = page.by_role("alert", "").await?;
    assert!(said.text().await?.contains("Reload it"));
    Ok(())
}
