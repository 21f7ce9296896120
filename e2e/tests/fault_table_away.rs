//! The table of faults, the rows of lines, tabs and files; answers and values are in `fault_table.rs`.

#![allow(clippy::indexing_slicing)]

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Outcome, Page, Visitor, ensure};
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
    "{}",
];

async fn live_page(browser: &Browser, backend: &Backend) -> Outcome<Page> {
    let page = browser.page(backend);
    page.open_live().await?;
    Ok(page)
}

async fn count(page: &Page, what: &str) -> Outcome<u64> {
    let value = page.evaluate(what).await?;
    Ok(value.as_u64().unwrap_or_default())
}

async fn wait_for_more(page: &Page, what: &str, than: u64) -> Outcome<()> {
    page.wait_within(Duration::from_secs(40), what, async || {
        let seen = count(page, what).await?;
        ensure(seen > than, || seen.to_string())
    })
    .await
}

#[tokio::test]
async fn a_slow_line_brings_the_page_in_the_end() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.devtools("Network.enable", json!({})).await?;
    // What DevTools calls "Slow 3G".
    let slow = json!({
        "offline": false,
        "latency": 2_000,
        "downloadThroughput": 50_000,
        "uploadThroughput": 50_000,
    });
    page.devtools("Network.emulateNetworkConditions", slow)
        .await?;
    page.open("#/").await?;
    page.wait_within(Duration::from_mins(1), "the fleet", async || {
        let state = page.attribute("html", "data-app").await?;
        ensure(state.as_deref() == Some("ready"), || format!("{state:?}"))
    })
    .await?;
    page.wait_for_frame_shown().await?;
    page.open("#/server/3").await?;
    page.wait_within(Duration::from_mins(1), "the chart", async || {
        let state = page.attribute("[data-chart=latency]", "data-state").await?;
        ensure(state.as_deref() == Some("ready"), || format!("{state:?}"))
    })
    .await?;
    page.goes_on().await
}

#[tokio::test]
async fn a_socket_cut_in_the_middle_of_a_frame_is_opened_again() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    let sockets = count(&page, "recorder.sockets").await?;
    let severed = json!({ "rules": [{ "path": "/ws", "socket": "severed" }] });
    backend.set_faults(&severed).await?;
    wait_for_more(&page, "recorder.sockets", sockets + 1).await?;
    page.goes_on().await?;
    backend.set_faults(&json!({})).await?;
    let frames = count(&page, "recorder.frames").await?;
    wait_for_more(&page, "recorder.frames", frames).await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    Ok(())
}

/// A page whose clocks can be set ahead, as a machine's are that slept: `slept` milliseconds.
const SLEEPS: &str = "{
    const now = performance.now.bind(performance);
    const True = Date;
    globalThis.slept = 0;
    performance.now = () => now() + globalThis.slept;
    globalThis.Date = class Date extends True {
        constructor(...parts) {
            if (parts.length) super(...parts); else super(True.now() + globalThis.slept);
        }
        static now() { return True.now() + globalThis.slept; }
    };
}";

#[tokio::test]
async fn a_tab_that_slept_for_a_day_wakes_to_the_fleet_as_it_is() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(SLEEPS).await?;
    page.record().await?;
    page.open_app("#/").await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    page.hide().await?;
    // The last frame before the sleep is kept unread, and the network takes the socket away.
    let frames = count(&page, "recorder.frames").await?;
    wait_for_more(&page, "recorder.frames", frames).await?;
    let lost = json!({ "rules": [{ "path": "/ws", "socket": "dropped" }] });
    backend.set_faults(&lost).await?;
    page.evaluate("globalThis.slept = 86_400_000").await?;
    // Meanwhile an agent went away, and the dashboard's clock went on by a day as well.
    backend
        .set_faults(&json!({ "clock_skew_ms": 86_400_000, "offline": [3] }))
        .await?;
    page.show().await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    page.goes_on().await
}

#[tokio::test]
async fn a_lid_closed_here_and_opened_on_another_network_comes_back() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(SLEEPS).await?;
    page.record().await?;
    page.open_app("#/").await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    let before = page.evaluate("recorder.shown()").await?;
    page.set_offline(true).await?;
    page.hide().await?;
    backend
        .set_faults(&json!({ "rules": [{ "path": "/ws", "socket": "dropped" }] }))
        .await?;
    page.evaluate("globalThis.slept = 3_600_000").await?;
    // Opened, but the other network is not there yet.
    page.show().await?;
    page.wait_for_badge("offline").await?;
    assert_eq!(
        page.evaluate("recorder.shown()").await?,
        before,
        "nobody turned offline"
    );
    backend.set_faults(&json!({})).await?;
    page.set_offline(false).await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    page.goes_on().await
}

#[tokio::test]
async fn a_dashboard_upgraded_under_an_open_page_is_followed() -> Outcome<()> {
    let mut backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    let former = count(
        &page,
        "Number(document.querySelector('[data-total]').dataset.total)",
    )
    .await?;
    // Another version of both: more servers, and none of the files that the open page is of.
    let gone = json!({ "rules": [{ "path": Backend::app_folder()?, "status": 404 }] }).to_string();
    let mut options: Vec<&str> = FLEET.to_vec();
    options[2] = "30";
    options[8] = &gone;
    backend.restart_with(&options).await?;
    // The badge is live until the page notices: the larger fleet is what tells.
    wait_for_more(
        &page,
        "Number(document.querySelector('[data-total]').dataset.total)",
        former,
    )
    .await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    // A screen of the old version's that was not loaded yet says what to do.
    page.open("#/signin").await?;
    page.wait_for_words("alert", "reload the page").await?;
    page.goes_on().await?;
    backend.set_faults(&json!({})).await?;
    page.reload().await?;
    page.by_role("heading", "Sign in").await?;
    Ok(())
}

#[tokio::test]
async fn two_versions_of_the_app_in_two_tabs_leave_each_other_alone() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    // What another version may say and leave behind: words, values and keys that this one never wrote.
    page.evaluate(
        "(() => {
            const channel = new BroadcastChannel('lotus');
            for (const word of ['', 'hello-2', 7, null, { v: 9 }, ['signed-in'], new Uint8Array(3)])
                channel.postMessage(word);
            for (const storage of [localStorage, sessionStorage])
                for (const key of ['theme', 'language', 'agents', 'pins', 'view', 'clip', 'columns', 'place', 'next'])
                    storage.setItem(`lotus.${key}`, '{\"v\":9,\"x\":[1');
        })()",
    )
    .await?;
    page.goes_on().await?;
    let first = page.tab().await?;
    let second = page.open_tab().await?;
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_frame_shown().await?;
    page.open("#/server/3").await?;
    page.wait_for_attribute("[data-chart=latency]", "data-state", "ready")
        .await?;
    // They still hear of each other what both know.
    page.sign_in_as(&account).await?;
    page.go_to_tab(&first).await?;
    page.wait_for_identity("Signed in").await?;
    page.go_to_tab(&second).await?;
    page.goes_on().await
}
