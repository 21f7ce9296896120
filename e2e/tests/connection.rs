//! The connection: what the badge says while the dashboard comes and goes, and that nobody is
//! declared offline because of it.

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Outcome, Page, Visitor, ensure};
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

const BADGE: &str = "document.querySelector('[data-feed]').dataset.feed";

async fn wait_for_badge(page: &Page, badge: &str) -> Outcome<()> {
    page.wait_for_attribute("[data-feed]", "data-feed", badge)
        .await
}

/// Waits for a badge that may take as long as a silence is allowed to.
async fn wait_for_badge_within(page: &Page, seconds: u64, badges: &[&str]) -> Outcome<()> {
    let patience = Duration::from_secs(seconds);
    page.wait_within(patience, &format!("{badges:?}"), async || {
        let seen = page.evaluate(BADGE).await?;
        let fits = seen.as_str().is_some_and(|seen| badges.contains(&seen));
        ensure(fits, || seen.to_string())
    })
    .await
}

/// Everything the cards show but how long ago something was.
async fn statuses(page: &Page) -> Outcome<Value> {
    page.evaluate("recorder.shown()").await
}

async fn recorded(page: &Page, what: &str) -> Outcome<u64> {
    let value = page.evaluate(&format!("recorder.{what}")).await?;
    Ok(value.as_u64().unwrap_or_default())
}

/// Waits until more came than there was.
async fn wait_for_more(page: &Page, what: &str, than: u64) -> Outcome<()> {
    page.wait_for(&format!("more {what} than {than}"), async || {
        let seen = recorded(page, what).await?;
        ensure(seen > than, || seen.to_string())
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

#[tokio::test]
async fn the_dashboard_goes_and_comes_back() -> Outcome<()> {
    let mut backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    assert_eq!(
        page.evaluate("recorder.feeds").await?,
        json!(["connecting", "live"])
    );
    assert_eq!(page.console().await?, []);
    let before = statuses(&page).await?;
    let figures = "[...document.querySelectorAll('[data-server-id] .meter')]\
                   .map((meter) => meter.innerText).join()";

    backend.kill();
    let last = page.evaluate(figures).await?;
    wait_for_badge_within(&page, 12, &["offline", "stale"]).await?;
    wait_for_badge_within(&page, 15, &["offline"]).await?;
    assert_eq!(statuses(&page).await?, before, "nobody turned offline");
    assert_eq!(page.evaluate(figures).await?, last, "values stay");
    assert!(
        !page
            .find_all("main [data-stale='true'] [data-server-id]")
            .await?
            .is_empty()
    );
    page.wait_for_words("status", "No answer from the dashboard.")
        .await?;
    page.wait_for_words("status", "Showing values from ")
        .await?;

    // Old values are marked on a server's page too.
    let first = page.find("[data-server-id] a").await?;
    first.click().await?;
    page.find("[data-stale='true'][data-server-id]").await?;
    page.driver().back().await?;
    page.find("[data-stale='true'] [data-server-id]").await?;

    backend.restart().await?;
    wait_for_badge_within(&page, 5, &["live"]).await?;
    page.wait_for_frame_shown().await?;
    page.find("[data-stale='false'] [data-server-id]").await?;
    let feeds = page.evaluate("recorder.feeds").await?;
    let connecting = feeds
        .as_array()
        .into_iter()
        .flatten()
        .filter(|feed| **feed == "connecting");
    assert_eq!(
        connecting.count(),
        1,
        "only before the first frame: {feeds}"
    );
    Ok(())
}

#[tokio::test]
async fn a_silent_socket_is_said_and_left_alone() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    backend
        .set_faults(&json!({ "rules": [{ "path": "/ws", "socket": "silent" }] }))
        .await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open("#/").await?;
    wait_for_badge_within(&page, 15, &["stale"]).await?;
    page.wait_for_attribute("html", "data-app", "ready").await?;
    page.wait_for_words("alert", "stays silent").await?;
    assert_eq!(recorded(&page, "sockets").await?, 1);

    // Whatever makes another connection be tried again at once opens no second socket here.
    let probes = "performance.getEntriesByType('resource')\
                  .filter((entry) => entry.name.includes('/api/v1/server/list')).length";
    let before = page.evaluate(probes).await?;
    page.set_offline(true).await?;
    page.wait_for_script("navigator.onLine", &json!(false))
        .await?;
    page.set_offline(false).await?;
    page.wait_for_script("navigator.onLine", &json!(true))
        .await?;
    page.hide().await?;
    page.show().await?;
    page.by_role("button", "Try now").await?.click().await?;
    page.wait_for("the dashboard to be asked", async || {
        let seen = page.evaluate(probes).await?;
        ensure(seen.as_u64() > before.as_u64(), || seen.to_string())
    })
    .await?;
    wait_for_badge(&page, "stale").await?;
    assert_eq!(recorded(&page, "sockets").await?, 1);
    Ok(())
}

#[tokio::test]
async fn refused_sockets_are_replaced_by_polling_for_those_who_may() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    backend
        .set_faults(&json!({ "rules": [{ "path": "/ws", "socket": "refused" }] }))
        .await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_words("alert", "refuses the live connection")
        .await?;
    assert!(page.find_all("[data-server-id]").await?.is_empty());

    page.take_session(&account).await?;
    page.reload().await?;
    wait_for_badge(&page, "polling").await?;
    page.wait_for_attribute("html", "data-app", "ready").await?;
    page.wait_for_attribute("[data-total]", "data-total", "24")
        .await?;
    // What is polled moves too.
    let text = page.text("main").await?;
    page.wait_for("the next answer", async || {
        let now = page.text("main").await?;
        ensure(now != text, || "the same".to_owned())
    })
    .await?;
    assert_eq!(page.evaluate(BADGE).await?, json!("polling"));

    // Sockets pass again: they are found by themselves.
    backend.set_faults(&json!({})).await?;
    wait_for_badge_within(&page, 40, &["live"]).await?;
    page.wait_for_frame_shown().await?;
    Ok(())
}

#[tokio::test]
async fn what_is_no_dashboard_is_called_so() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let answers = json!({ "rules": [
        { "path": "/api", "body": "html" },
        { "path": "/ws", "body": "html" },
    ] });
    backend.set_faults(&answers).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    assert_eq!(page.open_app("#/server/3").await?, "ready");
    wait_for_badge(&page, "offline").await?;
    page.wait_for_words("alert", "Something other than a Nezha V0 dashboard")
        .await?;

    // It becomes one: the asked-for screen comes, and the focus of the button that is gone with the
    // sentence goes to its heading.
    page.evaluate("document.querySelector('main button').focus()")
        .await?;
    page.wait_for_focus("button", "Try now").await?;
    backend.set_faults(&json!({})).await?;
    wait_for_badge(&page, "live").await?;
    page.find("main [data-server-id='3']").await?;
    let name = page.text("main h1").await?;
    page.wait_for_focus("heading", &name).await
}

#[tokio::test]
async fn cut_and_old_frames_and_lost_sockets_do_no_harm() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    let sockets = recorded(&page, "sockets").await?;

    let ws = |fault: &str| json!({ "rules": [{ "path": "/ws", "socket": fault }] });
    backend.set_faults(&ws("cut")).await?;
    wait_for_more(&page, "cut", 1).await?;
    assert_eq!(page.evaluate(BADGE).await?, json!("live"));
    backend.set_faults(&json!({})).await?;
    let frames = recorded(&page, "frames").await?;
    wait_for_more(&page, "frames", frames).await?;
    page.wait_for_frame_shown().await?;
    assert_eq!(
        recorded(&page, "sockets").await?,
        sockets,
        "the same socket"
    );
    assert_eq!(page.console().await?, []);

    // Each frame comes after thirty old ones. The oldest of them are of another minute: they would
    // show in the time of the last report.
    page.evaluate(
        "globalThis.back = [], new MutationObserver(() => {
            const term = [...document.querySelectorAll('main dt')]
                .find((term) => term.textContent === 'Last report');
            const at = Date.parse(term?.nextElementSibling.textContent);
            if (at < back.latest) back.push(at);
            if (at) back.latest = at;
        }).observe(document.querySelector('main'), {
            subtree: true, childList: true, characterData: true,
        })",
    )
    .await?;
    let online = page
        .evaluate("recorder.shown().find(([, status]) => status === 'online')[0]")
        .await?;
    let online = online.as_str().unwrap_or_default().to_owned();
    page.open(&format!("#/server/{online}")).await?;
    page.wait_for_script("back.latest > 0", &json!(true))
        .await?;
    backend.set_faults(&ws("burst")).await?;
    let frames = recorded(&page, "frames").await?;
    wait_for_more(&page, "frames", frames + 90).await?;
    backend.set_faults(&json!({})).await?;
    assert_eq!(page.evaluate("back.length").await?, json!(0));
    page.wait_for_attribute("[data-server-id]", "data-status", "online")
        .await?;
    assert_eq!(page.console().await?, []);

    backend.set_faults(&ws("dropped")).await?;
    wait_for_more(&page, "sockets", sockets).await?;
    backend.set_faults(&json!({})).await?;
    page.open("#/").await?;
    let frames = recorded(&page, "frames").await?;
    wait_for_more(&page, "frames", frames).await?;
    wait_for_badge(&page, "live").await?;
    page.wait_for_frame_shown().await?;
    Ok(())
}

#[tokio::test]
async fn a_hidden_tab_rests() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    page.hide().await?;
    wait_for_badge(&page, "paused").await?;
    let ticks = "performance.getEntriesByName('lotus:tick', 'measure').length";
    let before = page.evaluate(ticks).await?;
    let frames = recorded(&page, "frames").await?;
    wait_for_more(&page, "frames", frames + 1).await?;
    assert_eq!(
        page.evaluate(ticks).await?,
        before,
        "frames are kept unread"
    );
    page.show().await?;
    wait_for_badge_within(&page, 3, &["live"]).await?;
    page.wait_for_frame_shown().await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn only_the_dashboards_clock_counts() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = live_page(&browser, &backend).await?;
    let before = statuses(&page).await?;
    let words = "[...document.querySelectorAll('[data-status=offline] .status')]\
                 .map((status) => status.innerText)";
    let away = page.evaluate(words).await?;

    for hours in [1, -1] {
        page.shift_clock(hours * 3_600_000).await?;
        page.reload().await?;
        wait_for_badge(&page, "live").await?;
        page.wait_for_frame_shown().await?;
        assert_eq!(statuses(&page).await?, before);
        assert_eq!(page.evaluate(words).await?, away);
    }
    // The dashboard's clock is wrong by an hour, and jumps while the page is open.
    backend
        .set_faults(&json!({ "clock_skew_ms": 3_600_000 }))
        .await?;
    let frames = recorded(&page, "frames").await?;
    wait_for_more(&page, "frames", frames + 1).await?;
    page.wait_for_frame_shown().await?;
    assert_eq!(statuses(&page).await?, before);
    page.reload().await?;
    wait_for_badge(&page, "live").await?;
    page.wait_for_frame_shown().await?;
    assert_eq!(statuses(&page).await?, before);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn one_agent_that_reports_nan_hides_nobody_from_an_account() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let broken = 3;
    backend
        .set_faults(&json!({ "not_a_number": [broken] }))
        .await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open("#/").await?;
    wait_for_badge_within(&page, 15, &["stale"]).await?;
    page.wait_for_attribute("html", "data-app", "ready").await?;
    page.wait_for_words("alert", "numbers the dashboard cannot send")
        .await?;

    page.take_session(&account).await?;
    page.reload().await?;
    page.wait_for_attribute("[data-total]", "data-total", "24")
        .await?;
    wait_for_badge_within(&page, 15, &["polling"]).await?;
    let shown = statuses(&page).await?;
    assert_eq!(shown.as_array().map_or(0, Vec::len), 24);
    let name = page.text(&format!("[data-server-id='{broken}'] a")).await?;
    let card = page.text(&format!("[data-server-id='{broken}']")).await?;
    assert!(card.contains("values that are not numbers"), "{card}");
    let sentences = page
        .evaluate(
            "[...document.querySelectorAll('[data-server-id]')]\
             .filter((card) => card.innerText.includes('values that are not numbers')).length",
        )
        .await?;
    assert_eq!(sentences, json!(1), "only {name} is broken");
    let online = page
        .evaluate("document.querySelectorAll('[data-status=online]').length")
        .await?;
    assert!(online.as_u64() > Some(10), "{online}");
    assert_eq!(recorded(&page, "sockets").await?, 1);

    page.by_role("link", name.as_str()).await?.click().await?;
    page.by_role("heading", name.as_str()).await?;
    let text = page.text("main").await?;
    assert!(text.contains("values that are not numbers"), "{text}");
    Ok(())
}
