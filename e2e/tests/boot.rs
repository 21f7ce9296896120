//! The built app starts under its content security policy.

use lotus_e2e::{Backend, Browser, Outcome};

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
