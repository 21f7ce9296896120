//! Registering a server: the whole journey, whatever it is called.

#![allow(clippy::indexing_slicing)]

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Key, Outcome, Page, Storage, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "6",
    "--seed",
    "7",
    "--password",
    "p",
];

const REPORTING: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "6",
    "--seed",
    "7",
    "--password",
    "p",
    "--registered-report-after",
    "3",
];

/// A token's page asks for its servers every ten seconds.
const REPORTED_WITHIN: Duration = Duration::from_secs(40);

#[tokio::test]
async fn a_guest_is_told_what_a_sign_in_is_for() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/register").await?;
    page.by_role("heading", "Register a server").await?;
    let text = page.text("main").await?;
    assert!(text.contains("with an API token"), "{text}");
    assert!(page.all_by_role("textbox", "Name").await?.is_empty());
    page.find("main a[href='#/signin']").await?.click().await?;

    // Signed in, one is where one wanted to be.
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("register").await?;
    page.fill("textbox", "API token", &token).await?;
    page.press_button("Use token").await?;
    page.wait_for_address("#/register").await?;
    page.by_role("textbox", "Name").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_server_is_registered_by_cookie_and_reports() -> Outcome<()> {
    let backend = Backend::start(REPORTING).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    journey(&page, &account, false).await
}

#[tokio::test]
async fn a_server_is_registered_by_token_and_reports() -> Outcome<()> {
    let backend = Backend::start(REPORTING).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("register").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.watch_registering().await?;
    page.open_app("#/register").await?;
    page.sign_in_by_token(Storage::Local, &token).await?;
    journey(&page, &account, true).await
}

/// From the empty form to the server's own page.
async fn journey(page: &Page, account: &Visitor, hidden: bool) -> Outcome<()> {
    let groups = offered_groups(page, account).await?;
    page.fill("textbox", "Name", "web-1").await?;
    page.fill("combobox", "Group", &groups[0]).await?;
    page.fill("textbox", "Private note", "rack 3, left").await?;
    let switch = page.by_role("switch", "Hidden from guests").await?;
    assert!(switch.is_selected().await?, "as the dashboard does it");
    if !hidden {
        switch.click().await?;
    }
    page.press_button("Register").await?;

    // The secret is the dashboard's, and the first thing that is read out is what it belongs to.
    let field = page.by_role("textbox", "Secret").await?;
    let secret = field.prop("value").await?.unwrap_or_default();
    assert_eq!(page.answered_secrets().await?, [&*secret]);
    assert!(secret.len() == 18 && secret.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    page.wait_for_focus("heading", "web-1 is registered")
        .await?;
    page.wait_for_words("status", "Waiting for its first report")
        .await?;
    let sent = page.evaluate("gate.sent").await?;
    assert_eq!(sent[0]["Note"], "rack 3, left");
    assert_eq!(sent.as_array().map(Vec::len), Some(1));

    commands_follow_the_address(page, &secret).await?;

    // It is in the list as it was wanted.
    let server = account.server_named("web-1").await?;
    assert_eq!(server["tag"], json!(groups[0]));
    assert_eq!(server["hide_for_guest"], json!(hidden));
    let id = &server["id"];
    let link = page
        .wait_within(REPORTED_WITHIN, "the first report", async || {
            let link = format!("main a[href='#/server/{id}']");
            let links = page.find_all(&link).await?;
            ensure(links.len() == 1, || format!("{} links", links.len()))?;
            Ok(links[0].clone())
        })
        .await?;
    page.wait_for_words("status", "It is reporting.").await?;
    assert_eq!(page.name_of(&link).await?, "Open web-1");
    link.click().await?;
    page.by_role("heading", "web-1").await?;
    page.wait_for_attribute(&format!("[data-server-id='{id}']"), "data-status", "online")
        .await?;

    // Back at the form the secret is gone and the address is not.
    page.open("#/register").await?;
    page.reload().await?;
    page.wait_for_value("textbox", "Host for agents", "agents.example.org")
        .await?;
    page.wait_for_value("textbox", "Port for agents", "8443")
        .await?;
    assert!(page.by_role("switch", "TLS").await?.is_selected().await?);
    page.wait_for_value("textbox", "Name", "").await?;
    assert!(page.all_by_role("textbox", "Secret").await?.is_empty());
    assert_eq!(page.console().await?, []);
    Ok(())
}

/// The groups that the field offers, which are the fleet's.
async fn offered_groups(page: &Page, account: &Visitor) -> Outcome<Vec<String>> {
    let mut groups: Vec<String> = Vec::new();
    for server in account.details().await? {
        let tag = server["tag"].as_str().unwrap_or_default().to_owned();
        if !tag.is_empty() && !groups.contains(&tag) {
            groups.push(tag);
        }
    }
    groups.sort_unstable();
    assert!(!groups.is_empty());
    page.by_role("combobox", "Group").await?;
    let offered = "[...document.querySelector('input[list]').list.options]
        .map((option) => option.value).sort()";
    page.wait_for_script(offered, &json!(groups)).await?;
    Ok(groups)
}

/// Each system's command has what its agent needs, by the keys alone.
async fn commands_follow_the_address(page: &Page, secret: &str) -> Outcome<()> {
    let command = page.commands().await?;
    assert_eq!(command.len(), 1);
    for part in ["install_en.sh", "install_agent 127.0.0.1 5555 ", secret] {
        assert!(command[0].contains(part), "{command:?}");
    }
    assert!(!command[0].contains("--tls"), "{command:?}");

    page.fill("textbox", "Host for agents", "agents.example.org")
        .await?;
    page.fill("textbox", "Port for agents", "8443").await?;
    page.by_role("switch", "TLS").await?.click().await?;
    let tab = page.by_role("tab", "Linux").await?;
    tab.focus().await?;
    for (key, system, installer, address) in [
        (
            Key::Right,
            "macOS",
            "extras/install.command",
            "agents.example.org 8443 ",
        ),
        (
            Key::Right,
            "Windows",
            "extras/install.ps1",
            "'agents.example.org:8443' ",
        ),
        (
            Key::Right,
            "Linux",
            "install_en.sh",
            "agents.example.org 8443 ",
        ),
    ] {
        page.press(key).await?;
        page.wait_for_focus("tab", system).await?;
        let tab = page.by_role("tab", system).await?;
        assert_eq!(tab.attr("aria-selected").await?.as_deref(), Some("true"));
        let command = page.commands().await?;
        for part in [installer, address, secret, "--tls"] {
            assert!(command[0].contains(part), "{part}: {command:?}");
        }
    }

    // What is no address is in no command.
    for (name, wrong, said, right) in [
        (
            "Host for agents",
            "a b; rm -rf",
            "Enter a host name or an IP address.",
            "agents.example.org",
        ),
        (
            "Port for agents",
            "5e9",
            "Enter a number from 1 to 65535.",
            "8443",
        ),
    ] {
        page.fill("textbox", name, wrong).await?;
        page.wait_for_words("alert", said).await?;
        assert_eq!(page.commands().await?, [said]);
        page.fill("textbox", name, right).await?;
    }
    Ok(())
}

#[tokio::test]
async fn any_name_is_a_name() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    let long = "long-name ".repeat(40);
    for (name, group) in [
        ("<img src=x onerror=alert(1)>\"'&amp;", "<b>Bold</b>"),
        ("\u{202e}خادم الويب", "مجموعة"),
        (long.trim(), long.trim()),
        ("-rf $(id) `id` ; '", "{}"),
    ] {
        page.paste("textbox", "Name", name).await?;
        page.fill("combobox", "Group", "").await?;
        page.paste("combobox", "Group", group).await?;
        page.press_button("Register").await?;
        page.by_role("textbox", "Secret").await?;
        page.wait_for("its own heading", async || {
            let heading = page.text("main h2").await?;
            let expected = format!("{name} is registered");
            ensure(heading == expected, || heading.clone())
        })
        .await?;
        page.wait_for_words("status", "Waiting for its first report")
            .await?;
        assert!(page.find_all("main img, main h2 b").await?.is_empty());
        let server = account.server_named(name).await?;
        assert_eq!(server["tag"], json!(group));
        assert_eq!(server["hide_for_guest"], json!(true));
        page.press_button("Start over").await?;
        page.wait_for_focus("textbox", "Name").await?;
        page.wait_for_value("textbox", "Name", "").await?;
    }

    // Nothing at all is a name too: the dashboard finds one.
    page.fill("combobox", "Group", "").await?;
    page.press_button("Register").await?;
    page.by_role("heading", "The server is registered").await?;
    page.wait_for_words("status", "Waiting for its first report")
        .await?;
    let server = account.server_named("127.0.0.1").await?;
    assert_eq!(server["tag"], "AutoRegister");
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_note_that_will_not_do_is_told_before_anything_is_sent() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    page.fill("textbox", "Name", "noted").await?;
    let long = "n".repeat(4097);
    for (note, said) in [
        ("a\tb", "a character that cannot be shown"),
        (&*long, "4097"),
    ] {
        page.fill("textbox", "Private note", "").await?;
        page.paste("textbox", "Private note", note).await?;
        page.press(Key::Enter).await?;
        page.wait_for_words("alert", said).await?;
        let field = page.by_role("textbox", "Private note").await?;
        assert_eq!(field.attr("aria-invalid").await?.as_deref(), Some("true"));
        assert_eq!(page.value_in("textbox", "Private note").await?, note);
        assert_eq!(page.value_in("textbox", "Name").await?, "noted");
    }
    assert_eq!(page.evaluate("gate.asked").await?, json!(0));

    // Mended, it goes by Enter from any field.
    let note = "<b>ملاحظة</b> \u{202e}\"note\"";
    page.fill("textbox", "Private note", "").await?;
    page.paste("textbox", "Private note", note).await?;
    page.press(Key::Enter).await?;
    page.by_role("textbox", "Secret").await?;
    assert_eq!(page.evaluate("gate.sent[0].Note").await?, json!(note));
    assert_eq!(page.console().await?, []);
    Ok(())
}
