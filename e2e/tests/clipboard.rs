//! Copying, with and without the browser's clipboard, and dialogs by keyboard.

use lotus_e2e::{Backend, Browser, Key, Outcome, Page, Visitor, WebElement, ensure};
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

/// What a page of plain HTTP has in place of a clipboard.
const NONE: &str =
    "Object.defineProperty(Navigator.prototype, 'clipboard', { get: () => undefined });";

/// A clipboard that may not be written to.
const REFUSED: &str = "Clipboard.prototype.writeText = () =>
    Promise.reject(new DOMException('refused', 'NotAllowedError'));";

/// What Ctrl+V brings.
async fn pasted(page: &Page) -> Outcome<String> {
    let note = page.by_role("textbox", "Note").await?;
    note.click().await?;
    page.press_with(Key::Control, 'v').await?;
    let text = page
        .wait_for("something pasted", async || {
            let value = note.prop("value").await?.unwrap_or_default();
            ensure(!value.is_empty(), || "nothing".to_owned())?;
            Ok(value)
        })
        .await?;
    page.press_with(Key::Control, 'a').await?;
    page.press(Key::Backspace).await?;
    Ok(text)
}

#[tokio::test]
async fn copying_works_without_the_browsers_clipboard() -> Outcome<()> {
    for missing in [NONE, REFUSED] {
        let backend = Backend::start(FLEET).await?;
        let account = Visitor::sign_in(&backend, "p").await?;
        let browser = Browser::start().await?;
        let page = browser.page(&backend);
        page.before_load(missing).await?;
        page.open_tokens(&account).await?;
        let dialog = page.new_token("first").await?;
        page.press_inside(&dialog, "Copy").await?;
        page.wait_for_words("status", "Copied").await?;
        // Inside the dialog, whose button keeps the focus.
        page.wait_for("the focus in the dialog", async || {
            let name = page.name_of(&page.focused().await?).await?;
            ensure(name == "Copy", || name.clone())
        })
        .await?;
        assert!(page.find_all("textarea").await?.is_empty());
        page.press(Key::Escape).await?;
        let (token, _) = account.tokens().await?.pop().unwrap_or_default();
        assert_eq!(pasted(&page).await?, token);

        // And in a row.
        let other = account.create_token("second").await?;
        page.reload().await?;
        let row = page.find("[data-token=second]").await?;
        page.press_inside(&row, "Copy").await?;
        page.wait_for_words("status", "Copied").await?;
        assert_eq!(pasted(&page).await?, other);
        assert_eq!(page.console().await?, []);
    }
    Ok(())
}

#[tokio::test]
async fn what_could_not_be_copied_is_said() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(NONE).await?;
    page.before_load("Document.prototype.execCommand = () => false;")
        .await?;
    page.open_tokens(&account).await?;
    let dialog = page.new_token("by hand").await?;
    page.press_inside(&dialog, "Copy").await?;
    page.wait_for_words("status", "Could not copy. Select the text")
        .await?;
    // The text can be selected: it is as soon as the field has the focus.
    page.by_role_in(&dialog, "textbox", "Token")
        .await?
        .click()
        .await?;
    let (token, _) = account.tokens().await?.pop().unwrap_or_default();
    let selected = "(({ value, selectionStart, selectionEnd }) =>
        value.slice(selectionStart, selectionEnd))(document.activeElement)";
    page.wait_for_script(selected, &json!(token)).await?;
    page.press(Key::Escape).await?;
    let row = page.find("[data-token='by hand']").await?;
    page.press_inside(&row, "Copy").await?;
    page.wait_for_words("status", "Could not copy.").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_dialog_keeps_the_focus_and_gives_it_back() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    account.create_token("row").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    let row = page.find("[data-token=row]").await?;
    let delete = page.by_role_in(&row, "button", "Delete").await?;
    for close in [Key::Escape, Key::Enter] {
        delete.focus().await?;
        page.press(Key::Enter).await?;
        let dialog = page.by_role("dialog", "Delete token").await?;
        // What is safe has it first.
        page.wait_for("the focus on Cancel", async || {
            let name = page.name_of(&page.focused().await?).await?;
            ensure(name == "Cancel", || name.clone())
        })
        .await?;
        stays_inside(&page, &dialog, 6).await?;
        page.by_role_in(&dialog, "button", "Cancel")
            .await?
            .focus()
            .await?;
        page.press(close).await?;
        page.wait_for("the focus on the row's button", async || {
            let focused = page.focused().await?;
            ensure(focused == delete, || "elsewhere".to_owned())
        })
        .await?;
    }
    assert_eq!(account.tokens().await?.len(), 1);

    let note = page.by_role("textbox", "Note").await?;
    note.send_keys("typed").await?;
    page.press(Key::Enter).await?;
    let dialog = page.by_role("dialog", "New token").await?;
    stays_inside(&page, &dialog, 12).await?;
    let tab = page.by_role_in(&dialog, "tab", "curl").await?;
    tab.focus().await?;
    for (key, language) in [
        (Key::Right, "Python"),
        (Key::Right, "JavaScript"),
        (Key::Right, "curl"),
        (Key::Left, "JavaScript"),
        (Key::Home, "curl"),
        (Key::End, "JavaScript"),
    ] {
        page.press(key).await?;
        let tab = page.by_role_in(&dialog, "tab", language).await?;
        assert_eq!(page.focused().await?, tab, "{language}");
        assert_eq!(tab.attr("aria-selected").await?.as_deref(), Some("true"));
    }
    page.press(Key::Escape).await?;
    page.wait_for_focus("textbox", "Note").await?;

    // What had the focus is gone with its row: one goes on at the heading.
    page.find("[data-token=typed]").await?;
    delete.focus().await?;
    page.press(Key::Enter).await?;
    let dialog = page.by_role("dialog", "Delete token").await?;
    page.by_role_in(&dialog, "button", "Delete")
        .await?
        .focus()
        .await?;
    page.press(Key::Enter).await?;
    page.wait_for_words("status", "Deleted: 1").await?;
    page.wait_for_focus("heading", "API tokens").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

/// Wherever Tab leads, it is the dialog, or the browser's own controls beyond the page.
async fn stays_inside(page: &Page, dialog: &WebElement, presses: usize) -> Outcome<()> {
    let inside = "return document.activeElement === document.body
        || arguments[0].contains(document.activeElement)";
    for _ in 0..presses {
        page.press(Key::Tab).await?;
        let arguments = vec![dialog.to_json()?];
        let answer = page.driver().execute(inside, arguments).await?;
        assert_eq!(answer.json(), &json!(true));
    }
    Ok(())
}
