//! API tokens while the dashboard fails: what was typed stays, and the list tells what is true.

use std::time::Duration;

use lotus_e2e::{Backend, Browser, Outcome, Page, Visitor, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "3",
    "--seed",
    "7",
    "--password",
    "p",
    "--access-log",
    "--faults",
];

const TOKENS: &str = "/api/token";

fn rule(method: &str, fault: &Value) -> Value {
    let mut rule = json!({ "path": TOKENS, "method": method });
    if let (Some(rule), Some(fault)) = (rule.as_object_mut(), fault.as_object()) {
        rule.extend(fault.clone());
    }
    json!({ "rules": [rule] })
}

async fn delete_all_shown(page: &Page, count: usize) -> Outcome<()> {
    let all = page.by_role("checkbox", "Select all shown").await?;
    if !all.is_selected().await? {
        all.click().await?;
    }
    page.by_role("button", &*format!("Remove selected ({count})"))
        .await?
        .click()
        .await?;
    page.press_in_dialog("Delete token", "Delete").await
}

#[tokio::test]
async fn a_list_that_does_not_come_says_why_and_is_asked_for_again() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    account.create_token("here").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.take_session(&account).await?;
    let foreign = "not what a Nezha V0 dashboard sends";
    for (fault, words) in [
        (json!({"status": 502}), "answers with error 502"),
        (json!({"status": 500}), foreign),
        (json!({"body": "html"}), foreign),
        (json!({"body": "empty"}), foreign),
        (json!({"body": "cut"}), foreign),
    ] {
        backend.set_faults(&rule("GET", &fault)).await?;
        page.open("#/tokens").await?;
        page.reload().await?;
        page.wait_for_words("alert", words).await?;
        page.wait_for_identity("Signed in").await?;
        backend.set_faults(&json!({})).await?;
        page.by_role("button", "Try now").await?.click().await?;
        page.wait_for_notes(&["here"]).await?;
        assert!(page.words_of("alert").await?.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_creation_that_fails_leaves_the_form_filled() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    account.create_token("earlier").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    let note = page.by_role("textbox", "Note").await?;
    note.send_keys("wanted").await?;
    let uncertain = "may have been created";
    for (faults, words) in [
        (json!({"database": "failing"}), "refused this with code 400"),
        (rule("POST", &json!({"status": 502})), uncertain),
        (rule("POST", &json!({"status": 500})), uncertain),
        (rule("POST", &json!({"body": "html"})), uncertain),
        (rule("POST", &json!({"body": "empty"})), uncertain),
    ] {
        backend.set_faults(&faults).await?;
        page.create_token().await?;
        page.wait_for_words("alert", words).await?;
        assert_eq!(note.prop("value").await?.as_deref(), Some("wanted"));
        backend.set_faults(&json!({})).await?;
        page.wait_for_notes(&["earlier"]).await?;
        assert!(page.find_all("dialog").await?.is_empty());
    }
    page.set_offline(true).await?;
    page.create_token().await?;
    page.wait_for_words("alert", uncertain).await?;
    assert_eq!(note.prop("value").await?.as_deref(), Some("wanted"));
    page.wait_for_notes(&["earlier"]).await?;
    page.set_offline(false).await?;

    page.create_token().await?;
    page.press_in_dialog("New token", "Close").await?;
    page.wait_for_notes(&["earlier", "wanted"]).await?;
    assert!(page.words_of("alert").await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn an_answer_lost_on_its_way_is_told_and_the_list_shows_what_it_did() -> Outcome<()> {
    let mut backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    page.by_role("textbox", "Note")
        .await?
        .send_keys("lost")
        .await?;
    backend
        .set_faults(&rule("POST", &json!({"body": "cut"})))
        .await?;
    page.create_token().await?;
    page.wait_for_words("alert", "may have been created")
        .await?;
    page.wait_for_notes(&["lost"]).await?;
    let document = page.evaluate("document.documentElement.outerHTML").await?;
    let (token, _) = account.tokens().await?.pop().unwrap_or_default();
    assert!(!document.to_string().contains(&token));

    // Of a deletion it needs no words: the list tells.
    backend
        .set_faults(&rule("DELETE", &json!({"body": "cut"})))
        .await?;
    delete_all_shown(&page, 1).await?;
    page.wait_for_words("status", "Deleted: 1").await?;
    assert!(account.tokens().await?.is_empty());

    // The dashboard dies before it answers; what it did is known when it is there again.
    let note = page.by_role("textbox", "Note").await?;
    assert_eq!(note.prop("value").await?.as_deref(), Some("lost"));
    backend
        .set_faults(&rule("POST", &json!({"delay_ms": 60_000})))
        .await?;
    page.create_token().await?;
    backend.kill();
    page.wait_for_words("alert", "may have been created")
        .await?;
    assert_eq!(note.prop("value").await?.as_deref(), Some("lost"));
    backend.restart().await?;
    page.wait_for_attribute("[data-feed]", "data-feed", "live")
        .await?;
    page.wait_for_identity("Signed in").await?;
    page.create_token().await?;
    page.press_in_dialog("New token", "Close").await?;
    page.wait_for_notes(&["lost"]).await?;
    Ok(())
}

#[tokio::test]
async fn a_new_token_is_in_the_list_though_the_list_cannot_be_asked_for() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    account.create_token("earlier").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    page.wait_for_notes(&["earlier"]).await?;
    backend
        .set_faults(&rule("GET", &json!({"status": 502})))
        .await?;
    page.by_role("textbox", "Note")
        .await?
        .send_keys("new")
        .await?;
    page.create_token().await?;
    page.press_in_dialog("New token", "Close").await?;
    page.wait_for_notes(&["earlier", "new"]).await?;
    Ok(())
}

#[tokio::test]
async fn a_press_too_many_makes_one_token() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    backend
        .set_faults(&rule("POST", &json!({"delay_ms": 1500})))
        .await?;
    let button = page.by_role("button", "Create token").await?;
    for _ in 0..3 {
        button.click().await?;
    }
    page.press_in_dialog("New token", "Close").await?;
    page.wait_for("the list", async || {
        let rows = page.find_all("[data-token]").await?.len();
        ensure(rows == 1, || format!("{rows} rows"))
    })
    .await?;
    assert_eq!(account.tokens().await?.len(), 1);
    let lines = backend.log();
    let sent = lines.iter().filter(|line| line.contains("POST /api/token"));
    assert_eq!(sent.count(), 1);
    Ok(())
}

#[tokio::test]
async fn a_deletion_that_fails_half_way_says_how_far_it_came() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    for note in ["a", "c"] {
        account.create_token(note).await?;
    }
    let stuck = account.create_token("b").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    page.wait_for_notes(&["a", "b", "c"]).await?;
    let path = format!("{TOKENS}/{stuck}");
    let faults = json!({ "rules": [{ "path": path, "method": "DELETE", "status": 502 }] });
    backend.set_faults(&faults).await?;
    delete_all_shown(&page, 3).await?;
    page.wait_for_words("status", "1 could not be deleted.")
        .await?;
    page.wait_for_words("status", "answers with error 502")
        .await?;
    page.wait_for_notes(&["b"]).await?;
    assert_eq!(account.tokens().await?, [(stuck.clone(), "b".to_owned())]);

    // A refusal in HTTP 200 is one too.
    backend.set_faults(&json!({"database": "failing"})).await?;
    delete_all_shown(&page, 1).await?;
    page.wait_for_words("status", "refused this with code 400")
        .await?;
    page.wait_for_notes(&["b"]).await?;
    backend.set_faults(&json!({})).await?;

    // Deleted elsewhere meanwhile: what was wanted is so.
    account.delete(&path).await?;
    delete_all_shown(&page, 1).await?;
    page.wait_for_words("status", "Deleted: 1").await?;
    page.wait_for_notes(&[]).await?;
    Ok(())
}

#[tokio::test]
async fn what_was_begun_is_done_though_one_leaves() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    account.create_token("earlier").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    page.wait_for_notes(&["earlier"]).await?;
    for method in ["POST", "DELETE", "GET"] {
        backend
            .set_faults(&rule(method, &json!({"delay_ms": 500})))
            .await?;
        if method == "DELETE" {
            delete_all_shown(&page, 2).await?;
        } else {
            page.create_token().await?;
        }
        page.open("#/signin").await?;
        let left = match method {
            "POST" => 2,
            "DELETE" => 0,
            _ => 1,
        };
        page.wait_for("what was begun", async || {
            let tokens = account.tokens().await?.len();
            ensure(tokens == left, || format!("{tokens} tokens"))
        })
        .await?;
        // The answer has come too, and has found nobody.
        tokio::time::sleep(Duration::from_secs(1)).await;
        page.wait_for_attribute("html", "data-app", "ready").await?;
        backend.set_faults(&json!({})).await?;
        page.open("#/tokens").await?;
        page.by_role("textbox", "Note").await?;
        page.wait_for("the list", async || {
            let rows = page.find_all("[data-token]").await?.len();
            ensure(rows == left, || format!("{rows} rows"))
        })
        .await?;
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}
