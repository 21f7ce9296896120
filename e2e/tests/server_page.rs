//! A server's page: reached, left, restored, and true to the wire.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Failure, Key, Outcome, Page, Visitor, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "24",
    "--seed",
    "7",
    "--password",
    "p",
];

/// The first server of the newest frame with this status.
async fn with_status(page: &Page, status: &str) -> Outcome<Value> {
    page.wait_for_frame_shown().await?;
    let script = format!("recorder.servers().find((s) => recorder.statusOf(s) === '{status}')");
    page.evaluate(&script).await
}

async fn wait_for_title(page: &Page, title: &str) -> Outcome<()> {
    page.wait_for_script("document.title", &json!(format!("{title} · Lotus")))
        .await
}

#[tokio::test]
async fn it_opens_from_its_card_and_is_left_and_restored() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    wait_for_title(&page, "Servers").await?;
    let server = with_status(&page, "online").await?;
    let name = server["Name"].as_str().unwrap_or_default();
    let here = format!("#/server/{}", server["ID"]);

    page.by_role("link", name).await?.click().await?;
    page.wait_for_script("location.hash", &json!(here)).await?;
    wait_for_title(&page, name).await?;
    page.wait_for_focus("heading", name).await?;
    let mounted = page.evaluate("recorder.shown()").await?;
    assert_eq!(mounted, json!([[server["ID"].to_string(), "online"]]));

    page.driver().back().await?;
    page.wait_for_script("location.hash", &json!("#/")).await?;
    wait_for_title(&page, "Servers").await?;
    page.wait_for_focus("heading", "Servers").await?;
    page.wait_for_frame_shown().await?;

    page.driver().forward().await?;
    page.wait_for_focus("heading", name).await?;
    page.reload().await?;
    page.by_role("heading", name).await?;
    page.wait_for_attribute("html", "data-app", "ready").await?;
    wait_for_title(&page, name).await?;
    assert!(page.address().await?.ends_with(&here));

    page.by_role("link", "All servers").await?.click().await?;
    page.wait_for_focus("heading", "Servers").await?;

    // By keyboard alone: the first card's link is reached by Tab and opened by Enter.
    let first = page.frame_servers().await?[0]["Name"].clone();
    page.wait_for("the first card to have the focus", async || {
        page.press(Key::Tab).await?;
        let focused = page.focused().await?;
        let name = page.name_of(&focused).await?;
        ensure(json!(name) == first, || name)
    })
    .await?;
    page.press(Key::Enter).await?;
    page.wait_for_focus("heading", first.as_str().unwrap_or_default())
        .await?;

    // The same address in a browser that was never here.
    let other = Browser::start().await?;
    let copied = other.page(&backend);
    assert_eq!(copied.open_app(&here).await?, "ready");
    copied.by_role("heading", name).await?;
    assert_eq!(copied.console().await?, []);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn its_figures_are_those_of_the_wire() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    page.take_session(&account).await?;
    page.reload().await?;
    page.wait_for_attribute("[data-total]", "data-total", "24")
        .await?;
    let server = with_status(&page, "online").await?;
    let id = &server["ID"];
    page.open(&format!("#/server/{id}")).await?;
    page.by_role("heading", server["Name"].as_str().unwrap_or_default())
        .await?;

    let asked = account
        .get(&format!("/api/v1/server/details?id={id}"))
        .await?;
    let told = &asked["result"][0];
    let host = &told["host"];
    assert_eq!(json!(page.fact("Processor").await?), host["CPU"][0]);
    assert_eq!(json!(page.fact("Architecture").await?), host["Arch"]);
    assert_eq!(
        json!(page.fact("Virtualization").await?),
        host["Virtualization"]
    );
    assert_eq!(json!(page.fact("Agent version").await?), host["Version"]);
    let system = page.fact("Operating system").await?.to_lowercase();
    let platform = host["Platform"].as_str().unwrap_or_default().to_lowercase();
    assert!(system.contains(&platform), "{system} is not {platform}");
    let version = host["PlatformVersion"].as_str().unwrap_or_default();
    assert!(
        system.contains(&version.to_lowercase()),
        "{system}: {version}"
    );
    page.wait_for("its address", async || {
        let address = page.fact("IPv4").await?;
        ensure(json!(address) == told["ipv4"], || address)
    })
    .await?;
    let days = told["status"]["Uptime"].as_u64().unwrap_or_default() / 86_400;
    assert_eq!(page.fact("Uptime").await?, format!("{days} d"));

    // What moves is compared with the frame that moved it.
    let current = format!("recorder.servers().find((s) => s.ID === {id}).State");
    page.wait_for("the figures of the newest frame", async || {
        let state = page.evaluate(&current).await?;
        let shown = [
            ("TCP connections", "TcpConnCount"),
            ("UDP connections", "UdpConnCount"),
            ("Processes", "ProcessCount"),
        ];
        for (term, field) in shown {
            let figure = page.fact(term).await?;
            let expected = match state[field].as_u64() {
                Some(0) | None => "Not measured".to_owned(),
                Some(count) => count.to_string(),
            };
            ensure(figure == expected, || {
                format!("{term} {figure}, not {expected}")
            })?;
        }
        let loads = ["Load1", "Load5", "Load15"].map(|field| state[field].as_f64().unwrap_or(-1.0));
        let shown = page.fact("Load (1, 5, 15 min)").await?;
        let shown: Vec<f64> = shown
            .split_whitespace()
            .filter_map(|load| load.parse().ok())
            .collect();
        ensure(
            shown.len() == 3
                && shown
                    .iter()
                    .zip(loads)
                    .all(|(shown, load)| (shown - load).abs() <= 0.005 * load.max(1.0)),
            || format!("{shown:?}, not {loads:?}"),
        )
    })
    .await?;
    let meters = [
        ("CPU", "CPU", None),
        ("Memory", "MemUsed", Some("MemTotal")),
        ("Disk", "DiskUsed", Some("DiskTotal")),
    ];
    for (name, used, total) in meters {
        let meter = page.by_role("meter", name).await?;
        page.wait_for(name, async || {
            let state = page.evaluate(&current).await?;
            let used = state[used].as_f64().unwrap_or(-1.0);
            let share = match total {
                Some(total) => used / host[total].as_f64().unwrap_or(-1.0) * 100.0,
                None => used,
            };
            let shown = meter.attr("aria-valuenow").await?.unwrap_or_default();
            let near = shown
                .parse::<f64>()
                .is_ok_and(|shown| (shown - share).abs() <= 0.51);
            ensure(near, || format!("{shown}, not {share}"))
        })
        .await?;
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_server_that_is_not_to_be_seen_is_not_there() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let details = account.details().await?;
    let hidden = details
        .iter()
        .find(|server| server["hide_for_guest"] == true);
    let hidden = hidden.ok_or_else(|| Failure::new("none is hidden"))?;
    let hidden_name = hidden["name"].as_str().unwrap_or_default();
    let browser = Browser::start().await?;
    let page = browser.page(&backend);

    for id in [json!(99_999), hidden["id"].clone()] {
        assert_eq!(page.open_app(&format!("#/server/{id}")).await?, "ready");
        page.by_role("heading", "No such server").await?;
        let text = page.text("main").await?;
        assert!(text.contains("hidden from guests"), "{text}");
        assert!(!text.contains(hidden_name), "{text}");
        assert!(page.find_all("[data-server-id]").await?.is_empty());
        page.by_role("link", "To the overview")
            .await?
            .click()
            .await?;
        page.by_role("heading", "Servers").await?;
    }
    assert_eq!(page.console().await?, []);

    page.take_session(&account).await?;
    page.open(&format!("#/server/{}", hidden["id"])).await?;
    page.reload().await?;
    page.by_role("heading", hidden_name).await?;
    let text = page.text("main").await?;
    assert!(text.contains("Hidden from guests"), "{text}");
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn one_that_is_away_says_since_when() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    let away = with_status(&page, "offline").await?;
    let age = format!(
        "Math.floor((recorder.newest.now - Date.parse({})) / 3600_000)",
        away["LastActive"]
    );
    let hours = page.evaluate(&age).await?.as_u64().unwrap_or_default();
    let span = match hours {
        0 => return Err(Failure::new("this seed has one that is away for hours")),
        1..24 => format!("{hours} h"),
        _ => format!("{} d", hours / 24),
    };
    let card = page
        .find(&format!("[data-server-id='{}']", away["ID"]))
        .await?;
    let text = card.text().await?;
    assert!(text.contains(&format!("offline {span}")), "{text}: {span}");

    page.open(&format!("#/server/{}", away["ID"])).await?;
    page.by_role("heading", away["Name"].as_str().unwrap_or_default())
        .await?;
    page.wait_for_attribute("[data-server-id]", "data-status", "offline")
        .await?;
    let text = page.text("main").await?;
    assert!(
        text.contains(&format!("Offline for {span}")),
        "{text}: {span}"
    );
    assert!(text.contains("Last seen "), "{text}");

    page.open("#/").await?;
    let never = with_status(&page, "pending").await?;
    page.open(&format!("#/server/{}", never["ID"])).await?;
    page.wait_for_attribute("[data-server-id]", "data-status", "pending")
        .await?;
    let text = page.text("main").await?;
    assert!(text.contains("Never reported"), "{text}");
    assert!(text.contains("has not reported yet"), "{text}");
    assert_eq!(page.fact("Uptime").await?, "Unknown");
    assert!(
        page.all_by_role("meter", lotus_e2e::Name::Any)
            .await?
            .is_empty()
    );
    assert_eq!(page.console().await?, []);
    Ok(())
}
