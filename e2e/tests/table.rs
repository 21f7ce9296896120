//! The table, and the strip of those that need somebody.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Key, Name, Outcome, Page, Storage, Window, ensure};
use serde_json::json;

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "40", "--seed", "7"];

/// The heads of the columns, in their order.
const HEADS: &str =
    "[...document.querySelectorAll('main th[scope=col]')].map((th) => th.innerText)";

async fn table(browser: &Browser, backend: &Backend, address: &str) -> Outcome<Page> {
    let page = browser.page(backend);
    page.record().await?;
    page.open_app(address).await?;
    page.find("tr[data-server-id]").await?;
    Ok(page)
}

#[tokio::test]
async fn columns_are_chosen_moved_and_sorted_by() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = table(&browser, &backend, "#/?view=table&cols=memory,uptime").await?;
    page.wait_for_frame_shown().await?;
    page.wait_for_script(HEADS, &json!(["Name", "Memory", "Uptime"]))
        .await?;

    page.by_role("button", "Columns").await?.click().await?;
    page.by_role("checkbox", "CPU").await?.click().await?;
    page.wait_for_script(HEADS, &json!(["Name", "Memory", "Uptime", "CPU"]))
        .await?;
    page.press_button("Move CPU forward").await?;
    page.wait_for_script(HEADS, &json!(["Name", "Memory", "CPU", "Uptime"]))
        .await?;
    page.by_role("checkbox", "Uptime").await?.click().await?;
    page.wait_for_script(HEADS, &json!(["Name", "Memory", "CPU"]))
        .await?;
    page.wait_for_address("#/?view=table&cols=memory%2Ccpu")
        .await?;
    assert_eq!(
        page.storage(Storage::Local, "lotus.columns")
            .await?
            .as_deref(),
        Some("memory,cpu")
    );
    page.press(Key::Escape).await?;
    page.wait_for("the list to be closed", async || {
        let boxes = page.all_by_role("checkbox", "Uptime").await?;
        ensure(boxes.is_empty(), || "it is open".to_owned())
    })
    .await?;

    // A head sorts, from the most at first, and turns.
    page.press_button("Memory").await?;
    page.wait_for_address("#/?sort=memory&dir=desc&view=table&cols=memory%2Ccpu")
        .await?;
    let highest = "recorder.servers().filter((server) => recorder.statusOf(server) === 'online')\
                   .map(({ Name, State, Host }) => [State.MemUsed / Host.MemTotal, Name])\
                   .sort(([one], [other]) => other - one)[0][1]";
    let first = "document.querySelector('tr[data-server-id] a').textContent";
    page.wait_for("the fullest first", async || {
        let (first, highest) = (page.evaluate(first).await?, page.evaluate(highest).await?);
        ensure(first == highest, || format!("{first} {highest}"))
    })
    .await?;
    let sorted = page
        .evaluate("document.querySelector('main th[aria-sort=descending]').innerText")
        .await?;
    assert!(
        sorted
            .as_str()
            .is_some_and(|name| name.starts_with("Memory"))
    );
    page.press_button("Memory").await?;
    page.find("main th[aria-sort=ascending]").await?;

    // Arrows walk the rows.
    page.evaluate("document.querySelector('tr[data-server-id] a').focus()")
        .await?;
    let second = "[...document.querySelectorAll('tr[data-server-id] a')][1].textContent";
    let second = page.evaluate(second).await?;
    page.press(Key::Down).await?;
    page.wait_for_focus("link", second.as_str().unwrap_or_default())
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_long_table_has_only_the_rows_in_sight() -> Outcome<()> {
    let fleet = ["--no-this-machine", "--fleet", "1000", "--seed", "7"];
    let backend = Backend::start(&fleet).await?;
    let browser = Browser::start().await?;
    let page = table(&browser, &backend, "#/?view=table").await?;
    let all = page.frame_servers().await?;
    let rows = "document.querySelectorAll('tr[data-server-id]').length < 120";
    page.wait_for_script(rows, &json!(true)).await?;
    let last = all[all.len() - 1]["ID"].to_string();
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        .await?;
    page.find(&format!("tr[data-server-id='{last}']")).await?;
    page.wait_for_script(rows, &json!(true)).await?;
    let below = format!(
        "(() => {{ const {{ bottom }} = document.querySelector('[data-server-id=\"{last}\"]')\
         .getBoundingClientRect(); return bottom <= innerHeight; }})()"
    );
    page.wait_for_script(&below, &json!(true)).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_phone_scrolls_the_table_and_not_the_page() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let window = Window::of(390, 844);
    let browser = Browser::start_with(&window).await?;
    let page = table(&browser, &backend, "#/?view=table").await?;
    page.wait_for_no_sideways_scroll().await?;
    Ok(())
}

#[tokio::test]
async fn those_that_need_somebody_are_links_above_the_list() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    let strip = page.by_role("region", "Needs attention").await?;
    let latest = page
        .evaluate(
            "recorder.servers().filter((server) => recorder.statusOf(server) === 'offline')\
             .sort((one, other) => Date.parse(other.LastActive) - Date.parse(one.LastActive))[0]",
        )
        .await?;
    let name = latest["Name"].as_str().unwrap_or_default();
    let links = page
        .by_role_in(&strip, "link", Name::Starting(name))
        .await?;
    let text = links.text().await?;
    assert!(text.contains("offline "), "{text}");
    let full = page
        .evaluate(
            "recorder.servers().filter((server) => recorder.statusOf(server) === 'online')\
             .find(({ State, Host }) => State.DiskUsed / Host.DiskTotal > 0.82 \
             && State.MemUsed / Host.MemTotal < 0.78 && State.CPU < 80)?.Name",
        )
        .await?;
    if let Some(full) = full.as_str() {
        let link = page
            .by_role_in(&strip, "link", Name::Starting(full))
            .await?;
        let text = link.text().await?;
        assert!(text.contains("Disk 8") || text.contains("Disk 9"), "{text}");
    }
    links.click().await?;
    page.wait_for_address(&format!("#/server/{}", latest["ID"]))
        .await?;

    // Nobody needs anybody: it is not there.
    let backend = Backend::start(&["--no-this-machine", "--password", "p"]).await?;
    let account = lotus_e2e::Visitor::sign_in(&backend, "p").await?;
    account.register("new").await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.by_role("link", "new").await?;
    assert!(
        page.all_by_role("region", "Needs attention")
            .await?
            .is_empty()
    );
    Ok(())
}
