//! Registering while the dashboard, the network or the sign-in fails: what is told, and that nothing
//! is lost.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Outcome, Page, Storage, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "3",
    "--seed",
    "7",
    "--password",
    "p",
    "--faults",
];

const REGISTER: &str = "/api/v1/server/register";

const LIST: &str = "Servers, one per line";

/// A list of three in the form, of which the gate lets one through.
async fn send_three(page: &Page) -> Outcome<()> {
    page.open_gate(Some(1)).await?;
    page.paste("textbox", "Name", "first\nsecond\nthird")
        .await?;
    page.fill("textbox", "Private note", "for all").await?;
    page.press_button("Register").await?;
    page.wait_for_asked(2).await?;
    Ok(())
}

/// The first one's secret stands there, and it is the dashboard's.
async fn assert_first_is_shown(page: &Page) -> Outcome<()> {
    let secret = page.value_in("textbox", "Secret first").await?;
    assert_eq!(page.answered_secrets().await?.first(), Some(&secret));
    assert_eq!(secret.len(), 18);
    Ok(())
}

async fn names(account: &Visitor) -> Outcome<Vec<String>> {
    let details = account.details().await?;
    let names = details.iter().filter_map(|server| server["name"].as_str());
    Ok(names.map(str::to_owned).collect())
}

#[tokio::test]
async fn what_came_before_a_failure_stays_and_the_rest_can_be_sent_again() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    send_three(&page).await?;

    // The first is there while the second is on its way.
    assert_first_is_shown(&page).await?;
    page.wait_for_words("status", "Registering 2 of 3").await?;
    page.wait_for_focus("heading", "first is registered")
        .await?;
    assert!(page.all_by_role("button", "Start over").await?.is_empty());

    let refusal = json!({ "rules": [{ "path": REGISTER, "status": 502 }] });
    backend.set_faults(&refusal).await?;
    page.open_gate(None).await?;
    page.wait_for_words("alert", "second").await?;
    page.wait_for_words("alert", "No new server has appeared.")
        .await?;
    page.wait_for_words("status", "Registered: 1 of 3").await?;
    assert_first_is_shown(&page).await?;
    assert_eq!(page.evaluate("gate.asked").await?, json!(2));

    page.press_button("Start over").await?;
    page.wait_for_focus("textbox", LIST).await?;
    page.wait_for_value("textbox", LIST, "second\nthird")
        .await?;
    page.wait_for_value("textbox", "Private note", "for all")
        .await?;
    backend.set_faults(&json!({})).await?;
    page.press_button("Register").await?;
    page.wait_for_words("status", "Registered: 2 of 2").await?;
    for name in ["first", "second", "third"] {
        account.server_named(name).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_lost_answer_is_looked_up_in_the_list() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;

    // It was made; its name is not sent a second time by mistake.
    let cut = json!({ "rules": [{ "path": REGISTER, "body": "cut" }] });
    backend.set_faults(&cut).await?;
    page.fill("textbox", "Name", "made").await?;
    page.press_button("Register").await?;
    page.wait_for_words("alert", "made").await?;
    page.wait_for_words("alert", "but the server was registered")
        .await?;
    account.server_named("made").await?;
    page.wait_for_value("textbox", "Name", "").await?;
    assert!(page.all_by_role("textbox", "Secret").await?.is_empty());

    // It was not.
    let nothing = json!({ "rules": [{ "path": REGISTER, "body": "empty" }] });
    backend.set_faults(&nothing).await?;
    page.fill("textbox", "Name", "missing").await?;
    page.press_button("Register").await?;
    page.wait_for_words("alert", "No new server has appeared.")
        .await?;
    page.wait_for_value("textbox", "Name", "missing").await?;

    // Nobody knows: the list is lost too.
    page.evaluate("gate.limit = 0").await?;
    page.press_button("Register").await?;
    page.wait_for_asked(3).await?;
    let all = json!({ "rules": [{ "path": "/api/v1/server", "status": 504 }] });
    backend.set_faults(&all).await?;
    page.open_gate(None).await?;
    page.wait_for_words("alert", "is not known").await?;
    page.wait_for_value("textbox", "Name", "missing").await?;

    // In a list, what was made is not sent again.
    backend.set_faults(&json!({})).await?;
    page.open_gate(Some(4)).await?;
    page.paste("textbox", "Name", "first\nsecond\nthird")
        .await?;
    page.press_button("Register").await?;
    page.wait_for_asked(5).await?;
    backend.set_faults(&cut).await?;
    page.open_gate(None).await?;
    page.wait_for_words("alert", "second").await?;
    page.wait_for_words("alert", "but the server was registered")
        .await?;
    page.press_button("Start over").await?;
    page.wait_for_value("textbox", LIST, "third").await?;
    Ok(())
}

#[tokio::test]
async fn each_refusal_is_told_and_leaves_the_form_filled() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    let rule = |status: u16| json!({ "rules": [{ "path": REGISTER, "status": status }] });
    let list = json!({ "rules": [{ "path": "/api/v1/server/list", "status": 503 }] });
    page.fill("textbox", "Name", "refused").await?;
    page.fill("combobox", "Group", "Racks").await?;
    page.fill("textbox", "Private note", "kept").await?;
    page.by_role("switch", "Hidden from guests")
        .await?
        .click()
        .await?;
    for (faults, said) in [
        (rule(404), "needs version 0.20.12 or later"),
        (json!({ "database": "failing" }), "with code 500"),
        (list, "answers with error 503"),
        (
            rule(403),
            "not what a Nezha V0 dashboard sends. No new server",
        ),
    ] {
        backend.set_faults(&faults).await?;
        page.press_button("Register").await?;
        page.wait_for_words("alert", said).await?;
        page.wait_for_focus("button", "Register").await?;
        assert_eq!(page.value_in("textbox", "Name").await?, "refused");
        assert_eq!(page.value_in("combobox", "Group").await?, "Racks");
        assert_eq!(page.value_in("textbox", "Private note").await?, "kept");
        let switch = page.by_role("switch", "Hidden from guests").await?;
        assert!(!switch.is_selected().await?);
    }
    backend.set_faults(&json!({})).await?;
    assert!(!names(&account).await?.contains(&"refused".to_owned()));

    page.set_offline(true).await?;
    page.press_button("Register").await?;
    page.wait_for_words("alert", "No answer from the dashboard.")
        .await?;
    page.set_offline(false).await?;
    page.press_button("Register").await?;
    page.by_role("textbox", "Secret").await?;
    let server = account.server_named("refused").await?;
    assert_eq!(server["tag"], "Racks");
    assert_eq!(server["hide_for_guest"], json!(false));
    Ok(())
}

#[tokio::test]
async fn one_refusal_by_a_weak_database_is_none() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("weak").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.watch_registering().await?;
    page.open_app("#/register").await?;
    page.sign_in_by_token(Storage::Session, &token).await?;
    page.open_gate(Some(0)).await?;
    page.fill("textbox", "Name", "patient").await?;
    page.press_button("Register").await?;
    page.wait_for_asked(1).await?;
    backend.set_faults(&json!({ "database": "down" })).await?;
    page.open_gate(Some(1)).await?;
    // Refused, it is asked for once more.
    page.wait_for_asked(2).await?;
    backend.set_faults(&json!({})).await?;
    page.open_gate(None).await?;
    page.by_role("textbox", "Secret").await?;
    account.server_named("patient").await?;
    page.wait_for_identity("API token").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_sign_in_that_ends_takes_neither_secrets_nor_the_form() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    send_three(&page).await?;

    // Signed in elsewhere, one is so no longer here.
    let other = Visitor::sign_in(&backend, "p").await?;
    page.open_gate(None).await?;
    page.wait_for_words("alert", "no longer accepts this sign-in")
        .await?;
    page.wait_for_words("status", "Your sign-in has ended.")
        .await?;
    page.wait_for_identity("Sign in").await?;
    assert_first_is_shown(&page).await?;
    assert_eq!(page.commands().await?.len(), 1);
    page.press_button("Start over").await?;
    page.wait_for_value("textbox", LIST, "second\nthird")
        .await?;
    page.wait_for_value("textbox", "Private note", "for all")
        .await?;

    // Another tab signs in again, and here the rest can be sent.
    let here = page.tab().await?;
    page.open_tab().await?;
    page.open_app("#/").await?;
    page.sign_in_as(&other).await?;
    page.go_to_tab(&here).await?;
    page.wait_for_identity("Signed in").await?;
    page.press_button("Register").await?;
    page.wait_for_words("status", "Registered: 2 of 2").await?;
    let made = names(&other).await?;
    let made = made.iter().filter(|name| {
        let ours = ["first", "second", "third"];
        ours.contains(&name.as_str())
    });
    assert_eq!(made.count(), 3);
    Ok(())
}

#[tokio::test]
async fn a_form_that_was_begun_outlives_the_sign_in() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("ends").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/register").await?;
    page.sign_in_by_token(Storage::Session, &token).await?;
    page.fill("textbox", "Name", "half-typed").await?;
    account.delete(&format!("/api/token/{token}")).await?;
    page.press_button("Register").await?;
    page.wait_for_words("alert", "no longer accepts this sign-in")
        .await?;
    page.wait_for_identity("Sign in").await?;
    page.wait_for_value("textbox", "Name", "half-typed").await?;

    // Without anything to lose the page says what it is for.
    page.fill("textbox", "Name", "").await?;
    page.open("#/").await?;
    page.open("#/register").await?;
    page.find("main a[href='#/signin']").await?;
    assert!(page.all_by_role("textbox", "Name").await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn nothing_more_is_registered_for_one_who_has_left() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_registering(&account).await?;
    send_three(&page).await?;
    page.open("#/").await?;
    page.find("[data-total]").await?;
    page.open_gate(None).await?;
    // After each the list is asked for, and then the next would be.
    page.wait_for_script("gate.lists", &json!(3)).await?;
    page.wait_for("the second in the list", async || {
        let names = names(&account).await?;
        ensure(names.iter().any(|name| name == "second"), || {
            format!("{names:?}")
        })
    })
    .await?;
    assert_eq!(page.evaluate("gate.asked").await?, json!(2));
    assert!(!names(&account).await?.iter().any(|name| name == "third"));
    assert_eq!(page.console().await?, []);
    Ok(())
}
