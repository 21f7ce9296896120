//! The overview says what the wire says.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Outcome, Visitor, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "24",
    "--seed",
    "7",
    "--password",
    "correct horse",
];

#[tokio::test]
async fn a_guest_sees_the_fleet_of_the_frames_and_an_account_all_of_it() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");

    let public = page.wait_for_frame_shown().await?;
    assert!((1..24).contains(&public), "some are hidden: {public}");
    page.by_role("heading", "Servers").await?;
    for server in page.frame_servers().await? {
        let card = page
            .find(&format!("[data-server-id='{}']", server["ID"]))
            .await?;
        let link = card.find(lotus_e2e::By::Css("a")).await?;
        let name = server["Name"].as_str().unwrap_or_default();
        assert_eq!(page.name_of(&link).await?, name);
    }

    // Through the dashboard's own form, as a person would.
    assert_eq!(page.console().await?, []);
    page.by_role("link", "Sign in").await?.click().await?;
    page.by_role("link", "Sign in with the dashboard")
        .await?
        .click()
        .await?;
    page.by_role("textbox", "Password")
        .await?
        .send_keys("correct horse")
        .await?;
    // What the browser has to say of that form is not the app's.
    page.console().await?;
    page.by_role("button", "Sign in").await?.click().await?;
    page.wait_for_attribute("html", "data-app", "ready").await?;
    page.wait_for_attribute("[data-total]", "data-total", "24")
        .await?;
    assert_eq!(page.wait_for_frame_shown().await?, 24);
    page.wait_for("the hidden ones to be marked", async || {
        let marked = page
            .evaluate(
                "[...document.querySelectorAll('[data-server-id]')]\
                 .filter((card) => card.textContent.includes('Hidden from guests')).length",
            )
            .await?;
        ensure(marked == json!(24 - public), || marked.to_string())
    })
    .await?;
    assert_eq!(page.all_by_role("link", "Sign in").await?.len(), 0);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn odd_names_are_text() -> Outcome<()> {
    let long = "长".repeat(4096);
    let names = [
        "<img src=x onerror=\"globalThis.hacked=1\">",
        "</a><script>globalThis.hacked=1</script>",
        "\u{202e}خادم بيروت\u{202d} 01",
        "&lt;b&gt; {{name}} %s \\u003c",
        "x x\u{a0}x",
        long.as_str(),
    ];
    let backend = Backend::start(&["--no-this-machine", "--password", "p"]).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    for name in names {
        account.register(name).await?;
    }
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    assert_eq!(page.wait_for_frame_shown().await?, names.len());
    page.wait_for_attribute("[data-server-id]", "data-status", "pending")
        .await?;

    let texts = page
        .evaluate(
            "[...document.querySelectorAll('[data-server-id] a')].map((link) => link.textContent)",
        )
        .await?;
    let shown: Vec<&str> = texts
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    assert_eq!(shown, names);
    let harm = "[typeof hacked, document.querySelectorAll('[data-server-id] :is(img[src=x], script, b)').length]";
    assert_eq!(page.evaluate(harm).await?, json!(["undefined", 0]));

    // A name that never ends stays inside its card, on a phone too.
    page.wait_for_no_sideways_scroll().await?;
    page.resize(320, 640).await?;
    page.wait_for_no_sideways_scroll().await?;

    for (position, server) in page.frame_servers().await?.iter().enumerate() {
        page.open(&format!("#/server/{}", server["ID"])).await?;
        page.wait_for_script(
            "document.querySelector('main h1').textContent",
            &json!(names[position]),
        )
        .await?;
        page.wait_for_no_sideways_scroll().await?;
    }
    assert_eq!(page.evaluate(harm).await?, json!(["undefined", 0]));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn this_machine_is_live() -> Outcome<()> {
    let backend = Backend::start::<&str>(&[]).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    page.wait_for_attribute("[data-server-id='1']", "data-status", "online")
        .await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    for name in ["CPU", "Memory", "Disk"] {
        page.by_role("meter", name).await?;
    }
    let card = "document.querySelector(\"[data-server-id='1']\").innerText";
    let first = page.evaluate(card).await?;
    page.wait_for("values that change", async || {
        let now = page.evaluate(card).await?;
        ensure(now != first, || now.to_string())
    })
    .await?;
    page.wait_for("the CPU of the newest frame", async || {
        let seen = page
            .evaluate(
                "[document.querySelector('[role=meter][aria-label=CPU]').ariaValueNow, \
                 String(Math.round(recorder.servers()[0].State.CPU))]",
            )
            .await?;
        ensure(seen[0] == seen[1], || seen.to_string())
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn an_empty_fleet_says_so() -> Outcome<()> {
    let backend = Backend::start(&["--no-this-machine", "--password", "p"]).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    assert_eq!(page.wait_for_frame_shown().await?, 0);
    page.wait_for("a sentence", async || {
        let text = page.text("main").await?;
        ensure(text.contains("There is no public server here."), || text)
    })
    .await?;

    // Somebody who may add servers is told so, and one appears by itself.
    let account = Visitor::sign_in(&backend, "p").await?;
    page.take_session(&account).await?;
    page.reload().await?;
    page.wait_for("another sentence", async || {
        let text = page.text("main").await?;
        ensure(text.contains("There is no server yet."), || text)
    })
    .await?;
    account.register("first").await?;
    page.by_role("link", "first").await?;
    assert!(!page.text("main").await?.contains("There is no server yet."));
    assert_eq!(page.console().await?, []);
    Ok(())
}
