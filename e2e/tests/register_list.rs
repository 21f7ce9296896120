//! Registering several servers at once, and telling them apart.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Name, Outcome, Visitor};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "6",
    "--seed",
    "7",
    "--password",
    "p",
];

#[tokio::test]
async fn a_pasted_list_registers_several() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;

    // Too many are told, and nothing is sent.
    let many: Vec<String> = (0..201).map(|number| format!("node-{number}")).collect();
    page.paste("textbox", "Name", &many.join("\r\n")).await?;
    page.wait_for_focus("textbox", "Servers, one per line")
        .await?;
    page.press_button("Register").await?;
    page.wait_for_words("alert", "At most 200 at once; you entered 201.")
        .await?;
    let field = page.by_role("textbox", "Servers, one per line").await?;
    assert_eq!(field.attr("aria-invalid").await?.as_deref(), Some("true"));
    assert_eq!(page.evaluate("gate.asked").await?, json!(0));

    // One name and a list are apart: neither becomes the other's text.
    page.press_button("Only one").await?;
    page.wait_for_value("textbox", "Name", "").await?;
    page.press_button("Several at once").await?;
    page.wait_for_value("textbox", "Servers, one per line", &many.join("\n"))
        .await?;

    page.fill("textbox", "Servers, one per line", "").await?;
    page.paste(
        "textbox",
        "Servers, one per line",
        "  edge \n\n twin\ntwin\n",
    )
    .await?;
    page.press_button("Register").await?;
    page.wait_for_words("status", "Registered: 3 of 3").await?;
    page.wait_for_focus("heading", "edge is registered").await?;
    let shown = page
        .all_by_role("textbox", Name::Starting("Secret"))
        .await?;
    let mut secrets = Vec::new();
    for field in &shown {
        secrets.push(field.prop("value").await?.unwrap_or_default());
    }
    assert_eq!(secrets, page.answered_secrets().await?);
    let mut names = Vec::new();
    for field in &shown {
        names.push(page.name_of(field).await?);
    }
    assert_eq!(names, ["Secret edge", "Secret twin", "Secret twin"]);
    let commands = page.commands().await?;
    assert_eq!(commands.len(), 3);
    for (command, secret) in commands.iter().zip(&secrets) {
        assert!(command.contains(&**secret), "{command}");
    }
    // Each was found in the list, the two of one name as well.
    let found = "document.querySelectorAll('main [data-arrived]').length";
    page.wait_for_script(found, &json!(3)).await?;
    let details = account.details().await?;
    let twins = details.iter().filter(|server| server["name"] == "twin");
    assert_eq!(twins.count(), 2);
    page.press_button("Start over").await?;
    page.wait_for_value("textbox", "Servers, one per line", "")
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn servers_that_look_alike_are_told() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    page.open_gate(Some(0)).await?;
    page.fill("textbox", "Name", "same").await?;
    page.press_button("Register").await?;
    page.wait_for_asked(1).await?;
    // Somebody else does the same at this moment.
    account.register("same").await?;
    account.register("another").await?;
    page.open_gate(None).await?;
    page.by_role("textbox", "Secret").await?;
    page.wait_for_words("status", "Several new servers look the same.")
        .await?;
    let details = account.details().await?;
    let same = details.iter().filter(|server| server["name"] == "same");
    let mut expected: Vec<String> = same
        .map(|server| format!("Open #{}", server["id"]))
        .collect();
    expected.sort_unstable();
    assert_eq!(expected.len(), 2);
    let links = page
        .evaluate(
            "[...document.querySelectorAll('main a[href^=\"#/server/\"]')]\
             .map((link) => link.textContent).sort()",
        )
        .await?;
    assert_eq!(links, Value::from(expected));
    assert_eq!(page.console().await?, []);
    Ok(())
}
