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
        page.goes_on().await?;
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
        page.goes_on().await?;
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
        page.wait_for_badge("live").await?;
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
        page.wait_for_badge("live").await?;
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
            page.wait_for_badge("offline").await?;
            last = page.evaluate(figures).await?;
        }
    }
    let shown = page.evaluate(figures).await?;
    assert_eq!(shown, last, "values stay");
    page.goes_on().await?;
    // Probes at two seconds at least, and what each socket asks that fails.
    let seconds = (count(&page, "Math.round(performance.now())").await? - began) / 1_000;
    let more = count(&page, ASKED).await? - asked;
    assert!(more <= seconds + 10, "{more} requests in {seconds} s");

    backend.set_faults(&json!({})).await?;
    page.wait_for_badge("live").await?;
    page.wait_for_frame_shown().await?;
    Ok(())
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
    page.goes_on().await
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
    page.goes_on().await
}
