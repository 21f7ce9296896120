//! Latencies of a fleet: sorted by, and in the list and the table.

use std::collections::BTreeSet;

use lotus_e2e::{Backend, Browser, History, Outcome, Page, Visitor, Window, ensure};
use serde_json::json;

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "24", "--seed", "7"];

/// Without this machine, the first is the second.
const IDS: std::ops::RangeInclusive<u64> = 2..=25;

const ASKED: &str = "performance.getEntriesByType('resource')\
                     .filter(({ name }) => name.includes('/api/v1/monitor/')).length";

async fn opened(browser: &Browser, backend: &Backend, pin: &str, address: &str) -> Outcome<Page> {
    let page = browser.page(backend);
    page.before_load(&format!(
        "localStorage.setItem('lotus.pins', {})",
        json!(pin)
    ))
    .await?;
    page.record().await?;
    page.open_app(address).await?;
    page.find("[data-server-id]").await?;
    Ok(page)
}

/// A monitor that measures some servers, and the median of what each answered, ms.
async fn medians(backend: &Backend) -> Outcome<(String, Vec<(u64, f64)>)> {
    let guest = Visitor::guest(backend)?;
    let mut all = Vec::new();
    for id in IDS {
        // Guests are refused what is hidden from them.
        let Ok(answer) = guest.get(&format!("/api/v1/monitor/{id}")).await else {
            continue;
        };
        for history in History::all(answer.get("result").unwrap_or_default())? {
            all.push((id, history));
        }
    }
    // Of one server each: some names stand for two monitors.
    let ids_of = |name: &String| -> Vec<u64> {
        let of_name = all.iter().filter(|(_, one)| one.name == *name);
        of_name.map(|(id, _)| *id).collect()
    };
    let is_once = |name: &&String| {
        let ids = ids_of(name);
        ids.iter().collect::<BTreeSet<_>>().len() == ids.len()
    };
    let names = all.iter().map(|(_, one)| &one.name);
    let name = names.filter(is_once).max_by_key(|name| ids_of(name).len());
    let name = name.cloned().unwrap_or_default();
    let of_name = all.iter().filter(|(_, one)| one.name == name);
    let medians = of_name.filter_map(|(id, one)| {
        let mut answered: Vec<f64> = one
            .samples
            .iter()
            .map(|(_, ms)| *ms)
            .filter(|ms| *ms > 0.0)
            .collect();
        answered.sort_by(f64::total_cmp);
        let middle = answered.get(answered.len() / 2)?;
        Some((*id, *middle))
    });
    Ok((name.clone(), medians.collect()))
}

#[tokio::test]
async fn sorting_by_latency_is_an_act_with_progress() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let (pin, medians) = medians(&backend).await?;
    assert!(medians.len() > 3, "several servers are measured by {pin}");
    // Nothing is pinned here, so that only the act asks.
    let page = opened(&browser, &backend, "", "#/?sort=latency").await?;
    page.wait_for_frame_shown().await?;
    let group = page.by_role("group", "Latency").await?;
    let all = page.evaluate("recorder.servers().length").await?;
    let text = group.text().await?;
    assert!(text.contains(&all.to_string()), "{text}");
    assert_eq!(page.evaluate(ASKED).await?, json!(0));

    page.press_button("Fetch them").await?;
    page.wait_for("all histories", async || {
        let asked = page.evaluate(ASKED).await?;
        ensure(asked == all, || asked.to_string())
    })
    .await?;
    page.wait_for("nothing left to fetch", async || {
        let text = group.text().await?;
        ensure(text.is_empty(), || text)
    })
    .await?;

    // By the pinned monitor, where one is.
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, &pin, "#/?sort=latency").await?;
    page.wait_for_frame_shown().await?;
    page.press_button("Fetch them").await?;
    let mut expected = medians.clone();
    expected.sort_by(|one, other| one.1.total_cmp(&other.1));
    page.wait_for("the order of the medians", async || {
        let shown = page
            .evaluate(
                "[...document.querySelectorAll('[data-server-id]')]\
                 .sort((one, other) => one.ariaPosInSet - other.ariaPosInSet)\
                 .map(({ dataset }) => Number(dataset.serverId))",
            )
            .await?;
        let shown: Vec<u64> = serde_json::from_value(shown).unwrap_or_default();
        let median_of = |id: &u64| {
            let found = medians.iter().find(|(other, _)| other == id);
            found.map(|(_, ms)| *ms)
        };
        let shown: Vec<f64> = shown.iter().filter_map(median_of).collect();
        // Samples come in meanwhile: medians that are nearly the same may change places.
        let is_sorted = shown
            .iter()
            .zip(shown.iter().skip(1))
            .all(|(one, next)| *one <= next * 1.1 + 1.0);
        ensure(is_sorted && shown.len() > 3, || format!("{shown:?}"))
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_fetching_can_be_stopped() -> Outcome<()> {
    let backend = Backend::start(&[FLEET, &["--faults"]].concat()).await?;
    let slow = json!({"rules": [{"path": "/api/v1/monitor/", "delay_ms": 3000}]});
    backend.set_faults(&slow).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "", "#/?sort=latency").await?;
    page.press_button("Fetch them").await?;
    page.wait_for("some histories", async || {
        let asked = page.evaluate(ASKED).await?;
        ensure(asked.as_u64() >= Some(2), || asked.to_string())
    })
    .await?;
    page.press_button("Stop").await?;
    // What is left is offered again, and nothing more is asked but the two that were on their way.
    page.by_role("button", "Fetch them").await?;
    let asked = page.evaluate(ASKED).await?.as_u64().unwrap_or_default();
    assert!(asked < 20, "{asked}");
    Ok(())
}

#[tokio::test]
async fn lines_and_rows_show_the_pinned_latencies() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let (pin, medians) = medians(&backend).await?;
    let browser = Browser::start_with(&Window::of(1440, 900)).await?;
    let id = medians.first().map(|(id, _)| *id).unwrap_or_default();
    for address in ["#/?view=list", "#/?view=table&cols=cpu,latency"] {
        let page = opened(&browser, &backend, &pin, address).await?;
        let thread = format!("[data-server-id='{id}'] .thread");
        page.wait_for("the value", async || {
            let text = page.text(&thread).await?;
            ensure(text.contains(|it: char| it.is_ascii_digit()), || text)
        })
        .await?;
        let title = page.attribute(&thread, "title").await?;
        assert_eq!(title.as_deref(), Some(pin.as_str()), "{address}");
    }
    Ok(())
}
