//! What not every server has, on its page: addresses, plan, billing and a remark; and the ways from
//! one server to those beside it.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Failure, Outcome, Page, Visitor, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "12",
    "--seed",
    "7",
    "--password",
    "p",
];

/// Waits until a panel says exactly this, term by term; `null` for no such panel.
async fn wait_for_panel(page: &Page, heading: &str, expected: &Value) -> Outcome<()> {
    page.wait_for(&format!("the panel {heading}"), async || {
        let seen = page.facts_below(heading).await?;
        ensure(seen == *expected, || format!("{seen}, not {expected}"))
    })
    .await
}

#[tokio::test]
async fn addresses_are_copied_by_those_who_may_see_them() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let details = account.details().await?;
    let has_both = |server: &&Value| {
        let has = |key: &str| server[key].as_str().is_some_and(|text| !text.is_empty());
        has("ipv4") && has("ipv6") && server["hide_for_guest"] == false
    };
    let server = details.iter().find(has_both);
    let server = server.ok_or_else(|| Failure::new("this seed has a server with both"))?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let here = format!("#/server/{}", server["id"]);

    page.open_app(&here).await?;
    page.by_role("heading", server["name"].as_str().unwrap_or_default())
        .await?;
    assert_eq!(page.facts_below("Addresses").await?, Value::Null);

    page.sign_in_as(&account).await?;
    page.allow_clipboard().await?;
    for (term, key) in [("IPv4", "ipv4"), ("IPv6", "ipv6")] {
        let button = page.by_role("button", &*format!("Copy {term}")).await?;
        button.click().await?;
        page.wait_for("the address on the clipboard", async || {
            let copied = page.clipboard().await?;
            ensure(json!(copied) == server[key], || copied.clone())
        })
        .await?;
        page.wait_for_words("status", "Copied").await?;
        assert_eq!(json!(page.fact(term).await?), server[key]);
    }
    page.resize(320, 640).await?;
    page.wait_for_no_sideways_scroll().await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

/// Opens a page whose servers have these remarks.
async fn with_remarks(page: &Page, notes: &[(u64, Value)]) -> Outcome<()> {
    let mut by_id = json!({});
    for (id, note) in notes {
        by_id[id.to_string()] = json!({ "PublicNote": note.to_string() });
    }
    page.alter_servers(&by_id).await?;
    page.record().await?;
    page.open_app("#/").await?;
    page.wait_for_frame_shown().await.map(drop)
}

/// The moment so many days from now, and an hour more, so that the days stay whole while a test
/// runs: as an owner writes it, and as the day is shown.
async fn day(page: &Page, days: i64) -> Outcome<(String, String)> {
    let at = format!("new Date(Date.now() + {days} * 86400000 + 3600000)");
    let shown = "new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' })";
    let both = format!("[{at}.toISOString(), {shown}.format({at})]");
    let both = page.evaluate(&both).await?;
    let text = |at: usize| both[at].as_str().unwrap_or_default().to_owned();
    Ok((text(0), text(1)))
}

#[tokio::test]
async fn plan_and_price_are_those_of_the_remark() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    // Days are the owner's, wherever the viewer is.
    page.use_timezone("America/Los_Angeles").await?;
    let whole = json!({
        "billingDataMod": {
            "startDate": "2025-03-01T00:00:00+08:00", "endDate": "2199-12-31T23:59:59+08:00",
            "autoRenewal": "0", "cycle": "三年", "amount": "$3.99",
        },
        "planDataMod": {
            "bandwidth": "30Mbps", "trafficVol": "1TB/月", "trafficType": "1", "IPv4": "1",
            "IPv6": "1", "networkRoute": "CN2,GIA", "extra": "a, b",
        },
    });
    let free = json!({
        "billingDataMod": { "endDate": "0000-00-00T23:59:59+08:00", "amount": "0" },
        "planDataMod": { "trafficVol": "500GB", "trafficType": "3", "IPv4": "0", "IPv6": "1" },
    });
    let by_use = json!({
        "billingDataMod": { "endDate": "when I say so", "cycle": "季", "amount": "-1" },
        "planDataMod": { "trafficVol": "∞" },
    });
    let empty = json!({ "billingDataMod": {}, "planDataMod": {} });
    with_remarks(&page, &[(2, whole), (3, free), (4, by_use), (9, empty)]).await?;

    page.open("#/server/2").await?;
    let plan = json!([
        ["Bandwidth", "30Mbps"],
        ["Traffic", "1TB/月, sent only"],
        ["Addresses", "IPv4 · IPv6"],
        ["Routes", "CN2 · GIA"],
        ["Extras", "a · b"],
    ]);
    wait_for_panel(&page, "Plan", &plan).await?;
    let billing = page.facts_below("Billing").await?;
    let told = json!([
        ["Price", "$3.99"],
        ["Billing cycle", "三年"],
        ["Start", "Mar 1, 2025"],
        ["Expires", "Dec 31, 2199"],
    ]);
    let rows = billing.as_array().map_or(&[][..], Vec::as_slice);
    assert_eq!(json!(rows[..4]), told);
    // Three years are understood, and so is what is left of the money.
    let others = [&rows[4][0], &rows[5][0]];
    assert_eq!(others, [&json!("Time left"), &json!("Remaining value")]);
    assert_eq!(rows.len(), 6);

    page.open("#/server/3").await?;
    let billing = json!([["Price", "Free"], ["Expires", "Never"]]);
    wait_for_panel(&page, "Billing", &billing).await?;
    let plan = json!([
        ["Traffic", "500GB, the larger direction"],
        ["Addresses", "IPv6"],
    ]);
    wait_for_panel(&page, "Plan", &plan).await?;

    page.open("#/server/4").await?;
    let plan = json!([["Traffic", "∞, both directions"]]);
    wait_for_panel(&page, "Plan", &plan).await?;
    let billing = json!([
        ["Price", "Pay as you go"],
        ["Billing cycle", "Quarterly"],
        ["Expires", "when I say so"],
    ]);
    wait_for_panel(&page, "Billing", &billing).await?;

    // Nothing told is nothing shown.
    page.open("#/server/9").await?;
    let uptime = async || page.fact("Uptime").await;
    page.wait_for("the ninth's page", uptime).await?;
    for heading in ["Billing", "Plan", "Remark"] {
        wait_for_panel(&page, heading, &Value::Null).await?;
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn what_is_left_is_counted_from_the_dashboards_clock() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let (soon, soon_shown) = day(&page, 5).await?;
    let (later, later_shown) = day(&page, 15).await?;
    let (past, past_shown) = day(&page, -4).await?;
    let (yesterday, _) = day(&page, -1).await?;
    // Nobody asks the browser what day it is.
    page.shift_clock(40 * 86_400_000).await?;
    let billing = |billing: Value| json!({ "billingDataMod": billing });
    let half = json!({ "endDate": later, "autoRenewal": 1, "cycle": "h", "amount": "约 59 元" });
    let monthly =
        json!({ "endDate": yesterday, "autoRenewal": "1", "cycle": "月", "amount": "免费" });
    let notes = [
        (2, billing(json!({ "endDate": soon }))),
        (
            4,
            billing(json!({ "endDate": past, "cycle": "月", "amount": "$5" })),
        ),
        (5, billing(half)),
        (8, billing(monthly)),
    ];
    with_remarks(&page, &notes).await?;

    page.open("#/server/2").await?;
    let five = json!([["Expires", soon_shown], ["Time left", "5 d"]]);
    wait_for_panel(&page, "Billing", &five).await?;

    page.open("#/server/4").await?;
    let over = json!([
        ["Price", "$5"],
        ["Billing cycle", "Monthly"],
        ["Expires", past_shown],
        ["Time left", "Expired 3 d ago"],
    ]);
    wait_for_panel(&page, "Billing", &over).await?;

    page.open("#/server/5").await?;
    page.wait_for("what half a year's rest is worth", async || {
        let seen = page.facts_below("Billing").await?;
        let told = json!([
            ["Price", "约 59 元"],
            ["Billing cycle", "Every six months"],
            ["Renews itself", later_shown],
            ["Time left", "15 d"],
        ]);
        let rows = seen.as_array().map_or(&[][..], Vec::as_slice);
        ensure(rows.len() == 5 && json!(rows[..4]) == told, || {
            seen.to_string()
        })?;
        let value = rows[4][1].as_str().unwrap_or_default();
        let number = value.trim_start_matches("≈ 约 ").trim_end_matches(" 元");
        let number: f64 = number.parse().unwrap_or(f64::NAN);
        let is_near = rows[4][0] == "Remaining value" && (4.7..5.1).contains(&number);
        ensure(is_near, || seen.to_string())
    })
    .await?;

    // What renews itself has a next end, a month after the one that passed.
    page.open("#/server/8").await?;
    page.wait_for("the next renewal", async || {
        let seen = page.facts_below("Billing").await?;
        let left = seen[3][1].as_str().and_then(|left| left.strip_suffix(" d"));
        let left: i64 = left.and_then(|left| left.parse().ok()).unwrap_or(-1);
        let is_next = (26..=30).contains(&left) && seen[2][0] == "Renews itself";
        ensure(is_next, || seen.to_string())
    })
    .await?;
    assert_eq!(page.fact("Price").await?, "免费");
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn another_language_has_words_and_dates_of_its_own() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let note = json!({
        "billingDataMod": { "startDate": "2025-03-01", "endDate": "0000-00-00", "amount": "-1", "cycle": "年" },
        "planDataMod": { "trafficVol": "1TB", "trafficType": "2" },
    });
    page.alter_servers(&json!({ "2": { "PublicNote": note.to_string() } }))
        .await?;
    page.open_app("#/server/2").await?;
    page.set_storage(lotus_e2e::Storage::Local, "lotus.language", "zh-CN")
        .await?;
    page.reload().await?;
    wait_for_panel(&page, "套餐", &json!([["流量", "1TB（双向）"]])).await?;
    wait_for_panel(
        &page,
        "计费",
        &json!([
            ["价格", "按量付费"],
            ["计费周期", "每年"],
            ["开始日期", "2025年3月1日"],
            ["到期日期", "永久有效"],
        ]),
    )
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_remark_is_shown_as_the_text_that_it_is() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    let markup = "<img src=x onerror=\"document.title='x'\"><b id=bold>bold</b> &amp; more";
    let remarks = [
        (2, "Moves in spring\n  and stays there"),
        (3, markup),
        (4, "{broken, and [no] object"),
        // Words beside an object that says nothing are words; nobody is shown the object.
        (5, "备注"),
    ];
    let mut notes = json!({});
    for (id, remark) in remarks {
        notes[id.to_string()] = json!({ "PublicNote": remark });
    }
    notes["5"]["PublicNote"] = json!(r#"{"planDataMod":"none"} 备注"#);
    page.alter_servers(&notes).await?;
    page.open_app("#/").await?;
    for (id, remark) in remarks {
        page.open(&format!("#/server/{id}")).await?;
        page.wait_for("the remark", async || {
            let shown = page.evaluate(
                "[...document.querySelectorAll('main h2')]
                    .find((heading) => heading.textContent === 'Remark')
                    ?.nextElementSibling.innerText ?? null",
            );
            let shown = shown.await?;
            ensure(shown == json!(remark), || shown.to_string())
        })
        .await?;
        assert_eq!(page.facts_below("Billing").await?, Value::Null);
        assert_eq!(page.facts_below("Plan").await?, Value::Null);
    }
    assert!(page.find_all("#bold, main img[src=x]").await?.is_empty());
    assert_eq!(page.evaluate("recorder.violations").await?, json!([]));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_machine_is_told_before_its_first_figures() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    // As a dashboard that was restarted sends an agent's first word.
    let host = json!({
        "Platform": "debian", "PlatformVersion": "12", "CPU": null, "MemTotal": 17_179_869_184_u64,
        "DiskTotal": 257_698_037_760_u64, "SwapTotal": 0, "Arch": "x86_64", "Virtualization": "",
        "BootTime": 0, "CountryCode": "", "Version": "0.20.5", "GPU": ["RTX 4090", "RTX 4090"],
    });
    let never = json!({ "LastActive": "0001-01-01T00:00:00Z", "Host": host, "State": {} });
    page.alter_servers(&json!({ "2": never })).await?;
    page.open_app("#/server/2").await?;
    page.wait_for_attribute("[data-server-id]", "data-status", "pending")
        .await?;
    for (term, figure) in [
        ("Operating system", "Debian 12"),
        ("Processor", "Unknown"),
        ("Memory", "16.0 GiB"),
        ("Swap", "0 B"),
        ("Disk", "240 GiB"),
        ("Graphics", "2 × RTX 4090"),
        ("Region", "Unknown"),
        ("Uptime", "Unknown"),
        ("Boot time", "Unknown"),
        ("Last report", "Unknown"),
        ("Agent version", "0.20.5"),
    ] {
        assert_eq!(page.fact(term).await?, figure, "{term}");
    }
    assert_eq!(page.facts_below("Network").await?, Value::Null);
    assert_eq!(page.console().await?, []);
    Ok(())
}
