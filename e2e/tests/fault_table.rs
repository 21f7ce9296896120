//! The table of faults, a test a row; what other files have is named in `docs/faults.md`.

#![allow(clippy::indexing_slicing)]

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Outcome, Page, Storage, TOKEN_KEY, Visitor, ensure};
use serde_json::{Value, json};

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

/// All that the cards' meters say.
const FIGURES: &str = "[...document.querySelectorAll('[data-server-id] .meter')]\
                       .map((meter) => meter.innerText).join()";

async fn wait_for_badge(page: &Page, badge: &str) -> Outcome<()> {
    page.wait_within(Duration::from_secs(40), badge, async || {
        let seen = page.attribute("[data-feed]", "data-feed").await?;
        ensure(seen.as_deref() == Some(badge), || format!("{seen:?}"))
    })
    .await
}

async fn live_page(browser: &Browser, backend: &Backend) -> Outcome<Page> {
    let page = browser.page(backend);
    page.record().await?;
    page.open_app("#/").await?;
    wait_for_badge(&page, "live").await?;
    page.wait_for_frame_shown().await?;
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

async fn goes_on(page: &Page) -> Outcome<()> {
    let state = page.attribute("html", "data-app").await?;
    ensure(state.as_deref() == Some("ready"), || format!("{state:?}"))
}

/// Answers in place of a history, and what the plot is then.
const HISTORIES: [(&str, &str); 14] = [
    ("<html><h1>502</h1></html>", "error"),
    ("", "error"),
    ("{\"code\":0,\"result\":[{\"monitor_id\":1", "error"),
    (
        "{\"code\":0,\"message\":\"success\",\"result\":null}",
        "empty",
    ),
    ("{\"code\":0,\"result\":[]}", "empty"),
    ("{\"code\":0,\"result\":7}", "error"),
    ("{\"code\":0,\"result\":{\"a\":[]}}", "error"),
    ("{\"code\":403,\"message\":\"x\"}", "error"),
    ("{\"code\":500,\"result\":null}", "error"),
    ("[]", "error"),
    ("\"text\"", "error"),
    (
        "{\"code\":0,\"result\":[{\"monitor_id\":18446744073709551615,\"server_id\":3,\"monitor_name\":\"m\",\
         \"server_name\":\"s\",\"created_at\":null,\"avg_delay\":null}]}",
        "empty",
    ),
    (
        "{\"code\":0,\"result\":[{\"monitor_id\":1,\"server_id\":3,\"monitor_name\":\"m\",\"server_name\":\"s\",\
         \"created_at\":[1],\"avg_delay\":[1,2]}]}",
        "error",
    ),
    (
        "{\"code\":0,\"result\":[{\"monitor_id\":1,\"server_id\":3,\"monitor_name\":\"m\",\"server_name\":\"s\",\
         \"created_at\":[9223372036854775807,-9223372036854775808,0],\"avg_delay\":[1e38,1,2]}]}",
        "ready",
    ),
];

#[tokio::test]
async fn any_answer_in_place_of_a_history_ends_in_a_word_or_a_value() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    for (text, state) in HISTORIES {
        backend
            .set_faults(&json!({ "rules": [{ "path": "/api/v1/monitor/3", "text": text }] }))
            .await?;
        page.driver().goto("about:blank").await?;
        page.open("#/server/3").await?;
        page.wait_for(&format!("{state} for {text}"), async || {
            let seen = page.attribute("[data-chart=latency]", "data-state").await?;
            ensure(seen.as_deref() == Some(state), || format!("{seen:?}"))
        })
        .await?;
        goes_on(&page).await?;
    }
    Ok(())
}

#[tokio::test]
async fn any_answer_in_place_of_the_fleet_ends_in_a_word_or_a_value() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open("/login").await?;
    page.take_session(&account).await?;
    for text in [
        "<html></html>",
        "{\"code\":0,\"result\":[{\"id\":1",
        "{\"code\":0,\"result\":null}",
        "{\"code\":0,\"result\":[null,7,\"x\",{}]}",
        "{\"code\":0,\"result\":\"x\"}",
        "{\"code\":403,\"message\":\"x\"}",
        "{\"code\":0,\"result\":[{\"id\":18446744073709551615,\"name\":null,\"host\":null,\"status\":null}]}",
        "{\"code\":0,\"result\":[{\"id\":3,\"name\":\"n\",\"status\":{\"CPU\":1e400}}]}",
        "{\"code\":0,\"result\":[{\"id\":3,\"name\":\"n\",\"status\":{\"MemUsed\":18446744073709551615}}]}",
    ] {
        backend
            .set_faults(&json!({ "rules": [{ "path": "/api/v1/server/details", "text": text }] }))
            .await?;
        page.driver().goto("about:blank").await?;
        assert_eq!(page.open_app("#/").await?, "ready", "{text}");
        page.wait_for("frames to go on", async || {
            let frames = count(&page, "recorder.frames").await?;
            ensure(frames > 0, || frames.to_string())
        })
        .await?;
        goes_on(&page).await?;
    }
    backend.set_faults(&json!({})).await?;
    page.reload().await?;
    page.wait_for_servers(24).await?;
    Ok(())
}

#[tokio::test]
async fn a_clock_that_is_a_day_off_turns_nobody_offline() -> Outcome<()> {
    const DAY: i64 = 86_400_000;
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    let before = page.evaluate("recorder.shown()").await?;
    // The browser's, then the dashboard's, both ways, and the dashboard's while the page is open.
    for days in [1, -1] {
        page.shift_clock(days * DAY).await?;
        page.reload().await?;
        wait_for_badge(&page, "live").await?;
        page.wait_for_frame_shown().await?;
        assert_eq!(page.evaluate("recorder.shown()").await?, before);
    }
    for days in [1, -1] {
        backend
            .set_faults(&json!({ "clock_skew_ms": days * DAY }))
            .await?;
        let frames = count(&page, "recorder.frames").await?;
        wait_for_more(&page, "recorder.frames", frames + 1).await?;
        page.wait_for_frame_shown().await?;
        // A clock that is set back does not freeze what is shown.
        let shown = page.evaluate(FIGURES).await?;
        page.wait_within(Duration::from_secs(30), "figures to move", async || {
            let now = page.evaluate(FIGURES).await?;
            ensure(now != shown, || "they stand still".to_owned())
        })
        .await?;
        page.reload().await?;
        wait_for_badge(&page, "live").await?;
        page.wait_for_frame_shown().await?;
        assert_eq!(page.evaluate("recorder.shown()").await?, before);
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_storm_of_5xx_is_sat_out_without_adding_to_it() -> Outcome<()> {
    const ASKED: &str = "performance.getEntriesByType('resource')\
                         .filter((entry) => entry.name.includes('/api/')).length";
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    let figures = FIGURES;
    let storm = |status: u16| {
        json!({ "rules": [
            { "path": "/api", "status": status },
            { "path": "/ws", "status": status, "socket": "dropped" },
        ] })
    };
    let asked = count(&page, ASKED).await?;
    let began = count(&page, "Math.round(performance.now())").await?;
    let mut last = Value::Null;
    for (round, status) in [503_u16, 500, 502, 504, 520].into_iter().enumerate() {
        backend.set_faults(&storm(status)).await?;
        let before = count(&page, ASKED).await?;
        wait_for_more(&page, ASKED, before + 1).await?;
        if round == 0 {
            wait_for_badge(&page, "offline").await?;
            last = page.evaluate(figures).await?;
        }
    }
    let shown = page.evaluate(figures).await?;
    assert_eq!(shown, last, "values stay");
    goes_on(&page).await?;
    // Probes at two seconds at least, and what each socket asks that fails.
    let seconds = (count(&page, "Math.round(performance.now())").await? - began) / 1_000;
    let more = count(&page, ASKED).await? - asked;
    assert!(more <= seconds + 10, "{more} requests in {seconds} s");

    backend.set_faults(&json!({})).await?;
    wait_for_badge(&page, "live").await?;
    page.wait_for_frame_shown().await?;
    Ok(())
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
    goes_on(&page).await
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
    goes_on(&page).await?;
    backend.set_faults(&json!({})).await?;
    let frames = count(&page, "recorder.frames").await?;
    wait_for_more(&page, "recorder.frames", frames).await?;
    wait_for_badge(&page, "live").await?;
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
    wait_for_badge(&page, "live").await?;
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
    wait_for_badge(&page, "live").await?;
    page.wait_for_frame_shown().await?;
    goes_on(&page).await
}

#[tokio::test]
async fn a_lid_closed_here_and_opened_on_another_network_comes_back() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(SLEEPS).await?;
    page.record().await?;
    page.open_app("#/").await?;
    wait_for_badge(&page, "live").await?;
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
    wait_for_badge(&page, "offline").await?;
    assert_eq!(
        page.evaluate("recorder.shown()").await?,
        before,
        "nobody turned offline"
    );
    backend.set_faults(&json!({})).await?;
    page.set_offline(false).await?;
    wait_for_badge(&page, "live").await?;
    page.wait_for_frame_shown().await?;
    goes_on(&page).await
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
    wait_for_badge(&page, "live").await?;
    page.wait_for_frame_shown().await?;
    let total = count(
        &page,
        "Number(document.querySelector('[data-total]').dataset.total)",
    )
    .await?;
    assert!(total > former, "{total} after {former}");
    // A screen of the old version's that was not loaded yet says what to do.
    page.open("#/signin").await?;
    page.wait_for_words("alert", "reload the page").await?;
    goes_on(&page).await?;
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
    goes_on(&page).await?;
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
    goes_on(&page).await
}

#[tokio::test]
async fn a_full_storage_takes_nothing_but_memory() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let token = Visitor::sign_in(&backend, "p")
        .await?
        .create_token("full")
        .await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.before_load(
        "Storage.prototype.setItem = () => {
            throw new DOMException('full', 'QuotaExceededError');
        };",
    )
    .await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_frame_shown().await?;
    page.by_role("button", "Theme").await?.click().await?;
    page.by_role("menuitemradio", "Dark").await?.click().await?;
    page.wait_for_attribute("html", "data-theme", "dark")
        .await?;
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
    page.wait_for_servers(24).await?;
    assert_eq!(page.storage(Storage::Local, TOKEN_KEY).await?, None);
    assert_eq!(page.console().await?, []);
    goes_on(&page).await
}

#[tokio::test]
async fn counters_at_their_ends_and_no_numbers_are_told_as_unknown() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    // Each frame's figures are as large as the wire allows, or none.
    page.before_load(
        "{
            const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
            Object.defineProperty(MessageEvent.prototype, 'data', {
                get() {
                    const data = get.call(this);
                    return typeof data === 'string'
                        ? data.replace(/\"(CPU|MemUsed|SwapUsed|DiskUsed|Net\\w+|Uptime|Load1|\\w+Count)\":[-+.e\\d]+/g,
                            (_, name) => `\"${name}\":${name === 'CPU' || name === 'Load1' ? '1e308' : '18446744073709551615'}`)
                        : data;
                },
            });
        }",
    )
    .await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.find("[data-server-id='3']").await?;
    let card = page.text("[data-server-id='3']").await?;
    assert!(!card.contains("NaN") && !card.contains("inf"), "{card}");
    page.open("#/server/3").await?;
    page.find("article[data-server-id='3']").await?;
    let text = page.text("main").await?;
    assert!(!text.contains("NaN") && !text.contains("inf "), "{text}");
    goes_on(&page).await
}
