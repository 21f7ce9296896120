//! What registering hands out: the script, copies, and secrets that go with the screen.

#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::process::{Command, Stdio};

use lotus_e2e::{Backend, Browser, Key, Name, Outcome, Page, Storage, Visitor, Window, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "3",
    "--seed",
    "7",
    "--password",
    "p",
    "--access-log",
];

/// What a page of plain HTTP has in place of a clipboard.
const NO_CLIPBOARD: &str =
    "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });";

async fn register(page: &Page, name: &str) -> Outcome<String> {
    page.fill("textbox", "Name", name).await?;
    page.press_button("Register").await?;
    page.value_in("textbox", "Secret").await
}

/// Whether a shell can read it, without running it.
fn assert_is_shell(script: &str) {
    let mut shell = Command::new("sh")
        .arg("-n")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = shell.stdin.take().unwrap();
    input.write_all(script.as_bytes()).unwrap();
    drop(input);
    let output = shell.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{complaint}\n{script}");
}

#[tokio::test]
async fn the_script_has_the_address_and_no_token() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("script").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/register").await?;
    page.sign_in_by_token(Storage::Local, &token).await?;
    let secret = register(&page, "scripted").await?;
    let downloads = page.keep_downloads().await?;

    let name = "nezha_register.sh";
    page.press_button("Download script").await?;
    let script = page.downloaded(&downloads, name).await?;
    for part in [
        &*format!("NEZHA_DASHBOARD_URL={}", backend.origin()),
        "NEZHA_PROBE_ADDRESS=127.0.0.1\n",
        "NEZHA_PROBE_PORT=5555\n",
        "NEZHA_PROBE_TLS=0\n",
        "NEZHA_TOKEN",
    ] {
        assert!(script.contains(part), "{part}: {script}");
    }
    assert!(script.starts_with("#!/bin/sh\n"), "{script}");
    assert!(!script.contains(&token) && !script.contains(&secret));
    assert_is_shell(&script);

    page.fill("textbox", "Host for agents", "[2001:db8::7]:443")
        .await?;
    page.by_role("switch", "TLS").await?.click().await?;
    page.press_button("Download script").await?;
    let script = page.downloaded(&downloads, name).await?;
    for part in [
        "NEZHA_PROBE_ADDRESS='[2001:db8::7]'\n",
        "NEZHA_PROBE_PORT=443\n",
        "NEZHA_PROBE_TLS=1\n",
    ] {
        assert!(script.contains(part), "{part}: {script}");
    }
    assert_is_shell(&script);
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn copying_works_with_and_without_the_browsers_clipboard() -> Outcome<()> {
    for missing in ["", NO_CLIPBOARD] {
        let backend = Backend::start(FLEET).await?;
        let account = Visitor::sign_in(&backend, "p").await?;
        let browser = Browser::start().await?;
        let page = browser.page(&backend);
        page.before_load(missing).await?;
        page.open_registering(&account).await?;
        let secret = register(&page, "copied").await?;
        let command = page.commands().await?.pop().unwrap_or_default();
        for (button, expected) in [("Copy", &secret), ("Command to clipboard", &command)] {
            page.press_button(button).await?;
            page.wait_for_words("status", "Copied").await?;
            page.fill("textbox", "Host for agents", "").await?;
            page.press_with(Key::Control, 'v').await?;
            page.wait_for_value("textbox", "Host for agents", expected)
                .await?;
            page.fill("textbox", "Host for agents", "127.0.0.1").await?;
        }
        // By hand too: all of it is selected.
        page.by_role("textbox", "Secret").await?.click().await?;
        let selected = "(({ value, selectionStart, selectionEnd }) =>
            value.slice(selectionStart, selectionEnd))(document.activeElement)";
        page.wait_for_script(selected, &json!(secret)).await?;
        assert_eq!(page.console().await?, []);
    }
    Ok(())
}

/// All that a page holds or has asked for.
const EVERYTHING: &str = "JSON.stringify([
    location.href,
    document.title,
    document.documentElement.outerHTML,
    [...document.querySelectorAll('input, textarea')].map((field) => field.value),
    history.state,
    performance.getEntries().map((entry) => entry.name),
    { ...sessionStorage },
    { ...localStorage },
    document.cookie,
])";

#[tokio::test]
async fn a_secret_goes_when_one_leaves() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/register").await?;
    page.sign_in_as(&account).await?;
    page.by_role("textbox", "Name").await?;
    let secret = register(&page, "secretive").await?;
    assert_eq!(secret.len(), 18);
    // While it is shown it is in the content and nowhere else.
    let outside = "(() => {
        const page = document.documentElement.cloneNode(true);
        page.querySelector('main').remove();
        return JSON.stringify([page.outerHTML, location.href, document.title, history.state,
            { ...sessionStorage }, { ...localStorage }]);
    })()";
    assert!(!page.evaluate(outside).await?.to_string().contains(&secret));

    for elsewhere in ["#/", "#/tokens", "#/register"] {
        page.open(elsewhere).await?;
        page.wait_for_address(elsewhere).await?;
        page.wait_for("the result to go", async || {
            let shown = page
                .all_by_role("textbox", Name::Starting("Secret"))
                .await?;
            ensure(shown.is_empty(), || "it is still there".to_owned())
        })
        .await?;
        let everything = page.evaluate(EVERYTHING).await?.to_string();
        assert!(!everything.contains(&secret), "{elsewhere}: {everything}");
    }
    page.by_role("textbox", "Name").await?;
    page.driver().back().await?;
    page.driver().back().await?;
    page.driver().back().await?;
    page.wait_for_address("#/register").await?;
    page.by_role("textbox", "Name").await?;
    let everything = page.evaluate(EVERYTHING).await?.to_string();
    assert!(!everything.contains(&secret), "{everything}");

    // Starting over leaves it as well.
    let other = register(&page, "another").await?;
    page.press_button("Start over").await?;
    page.by_role("textbox", "Name").await?;
    let everything = page.evaluate(EVERYTHING).await?.to_string();
    assert!(!everything.contains(&other), "{everything}");

    assert_eq!(page.console().await?, []);
    let log = backend.log().join("\n");
    assert!(log.contains("POST /api/v1/server/register"), "{log}");
    assert!(!log.contains(&secret) && !log.contains(&other), "{log}");
    Ok(())
}

#[tokio::test]
async fn a_narrow_window_holds_it_all() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start_with(&Window::of(320, 640)).await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    page.wait_for_no_sideways_scroll().await?;
    page.open_gate(Some(1)).await?;
    let long = "unbroken".repeat(30);
    let list = format!("{long}\n{long}\nothers");
    page.paste("textbox", "Name", &list).await?;
    page.wait_for_no_sideways_scroll().await?;
    page.press_button("Register").await?;
    page.wait_for_words("status", "Registering 2 of 3").await?;
    page.wait_for_no_sideways_scroll().await?;
    // The two that wait are told apart from what somebody else makes meanwhile, or told alike.
    account.register(&long).await?;
    page.open_gate(None).await?;
    page.wait_for_words("status", "Registered: 3 of 3").await?;
    for system in ["Windows", "macOS", "Linux"] {
        page.by_role("tab", system).await?.click().await?;
        page.wait_for_no_sideways_scroll().await?;
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_keyboard_is_enough() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    page.by_role("textbox", "Name").await?.focus().await?;
    page.press("by-keys").await?;
    for (role, name) in [
        ("button", "Several at once"),
        ("combobox", "Group"),
        ("textbox", "Private note"),
        ("switch", "Hidden from guests"),
        ("button", "Register"),
    ] {
        page.press(Key::Tab).await?;
        page.wait_for_focus(role, name).await?;
    }
    page.press(Key::Enter).await?;
    page.wait_for_focus("heading", "by-keys is registered")
        .await?;
    page.press(Key::Tab).await?;
    page.wait_for_focus("textbox", "Secret").await?;
    page.press(Key::Tab).await?;
    page.wait_for_focus("button", "Copy").await?;
    page.press(Key::Enter).await?;
    page.wait_for_words("status", "Copied").await?;
    page.by_role("button", "Start over").await?.focus().await?;
    page.press(Key::Enter).await?;
    page.wait_for_focus("textbox", "Name").await?;
    account.server_named("by-keys").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
