//! Deleting API tokens, one and many.

use lotus_e2e::{Backend, Browser, Failure, Key, Name, Outcome, Visitor, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "3",
    "--seed",
    "7",
    "--password",
    "p",
];

#[tokio::test]
async fn deleting_asks_first() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    for note in ["one", "two", "three", "four", "twin", "twin"] {
        account.create_token(note).await?;
    }
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    page.wait_for_notes(&["one", "two", "three", "four", "twin", "twin"])
        .await?;

    page.press_in_row("two", "Delete").await?;
    let dialog = page.by_role("dialog", "Delete token").await?;
    let text = dialog.text().await?;
    assert!(
        text.contains("two") && text.contains("cannot be undone"),
        "{text}"
    );
    assert!(!text.contains("deletes the token used here"), "{text}");
    page.press_in_dialog("Delete token", "Cancel").await?;
    page.wait_for_no_dialog().await?;
    page.press_in_row("two", "Delete").await?;
    page.by_role("dialog", "Delete token").await?;
    page.press(Key::Escape).await?;
    page.wait_for_no_dialog().await?;
    assert_eq!(account.tokens().await?.len(), 6);

    page.press_in_row("two", "Delete").await?;
    page.press_in_dialog("Delete token", "Delete").await?;
    page.wait_for_words("status", "Deleted: 1").await?;
    page.wait_for_notes(&["one", "three", "four", "twin", "twin"])
        .await?;
    assert_eq!(account.tokens().await?.len(), 5);

    // Several at once: of two of the same name exactly the ticked one.
    let twins = page.all_by_role("checkbox", "Select twin").await?;
    let [_, second] = twins.as_slice() else {
        return Err(Failure::new(format!("{} twins", twins.len())));
    };
    let masked = page
        .evaluate("[...document.querySelectorAll('[data-token=twin] code')].map((code) => code.textContent)")
        .await?;
    second.click().await?;
    page.by_role("button", "Remove selected (1)").await?;
    page.by_role("checkbox", "Select one")
        .await?
        .click()
        .await?;
    page.by_role("button", "Remove selected (2)")
        .await?
        .click()
        .await?;
    let dialog = page.by_role("dialog", "Delete token").await?;
    let text = dialog.text().await?;
    for part in ["Delete 2 tokens?", "one", "twin"] {
        assert!(text.contains(part), "{text}");
    }
    page.press_in_dialog("Delete token", "Delete").await?;
    page.wait_for_words("status", "Deleted: 2").await?;
    page.wait_for_notes(&["three", "four", "twin"]).await?;
    let left = page
        .evaluate("document.querySelector('[data-token=twin] code').textContent")
        .await?;
    assert_eq!(Some(&left), masked.get(0));
    assert!(
        page.all_by_role("button", Name::Starting("Remove selected"))
            .await?
            .is_empty()
    );

    // All of them.
    page.by_role("checkbox", "Select all shown")
        .await?
        .click()
        .await?;
    page.by_role("button", "Remove selected (3)")
        .await?
        .click()
        .await?;
    page.press_in_dialog("Delete token", "Delete").await?;
    page.wait_for("the empty list to be said", async || {
        let text = page.text("main").await?;
        ensure(text.contains("There is no API token yet."), || text)
    })
    .await?;
    assert!(account.tokens().await?.is_empty());
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn five_hundred_are_filtered_and_counted() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    for number in 0..500 {
        account.create_token(&format!("script {number:03}")).await?;
    }
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    let rows = "document.querySelectorAll('[data-token]').length";
    page.wait_for_script(rows, &json!(500)).await?;
    let filter = page.by_role("searchbox", "Filter tokens").await?;
    filter.send_keys("SCRIPT 49").await?;
    page.wait_for_script(rows, &json!(10)).await?;
    page.press_in_row("script 497", "Delete").await?;
    page.press_in_dialog("Delete token", "Delete").await?;
    page.wait_for_words("status", "Deleted: 1").await?;
    page.wait_for_script(rows, &json!(9)).await?;

    // Only what is shown is selected by "all"; what is hidden is not deleted with it.
    page.by_role("checkbox", "Select all shown")
        .await?
        .click()
        .await?;
    page.by_role("button", "Remove selected (9)")
        .await?
        .click()
        .await?;
    let dialog = page.by_role("dialog", "Delete token").await?;
    let text = dialog.text().await?;
    for part in ["Delete 9 tokens?", "script 490", "and 1 more"] {
        assert!(text.contains(part), "{text}");
    }
    page.press_in_dialog("Delete token", "Delete").await?;
    page.wait_for_words("status", "Deleted: 9").await?;
    page.wait_for_script(rows, &json!(0)).await?;
    // As a person would: clearing by the protocol is no input.
    filter.click().await?;
    page.press_with(Key::Control, 'a').await?;
    page.press(Key::Backspace).await?;
    page.wait_for_script(rows, &json!(490)).await?;
    assert_eq!(account.tokens().await?.len(), 490);

    // What was selected and is then filtered out of sight is told before it is deleted.
    page.by_role("checkbox", "Select script 000")
        .await?
        .click()
        .await?;
    filter.send_keys("script 111").await?;
    page.wait_for_script(rows, &json!(1)).await?;
    page.by_role("button", "Remove selected (1)")
        .await?
        .click()
        .await?;
    let dialog = page.by_role("dialog", "Delete token").await?;
    let text = dialog.text().await?;
    assert!(text.contains("script 000"), "{text}");
    page.press_in_dialog("Delete token", "Cancel").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
