//! API tokens: the list, and a new one.

use lotus_e2e::{Backend, Browser, Key, Name, Outcome, Storage, Visitor, ensure};
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
    "--faults",
];

/// How often the access log has a request.
fn requests(backend: &Backend, request: &str) -> usize {
    let lines = backend.log();
    lines.iter().filter(|line| line.contains(request)).count()
}

#[tokio::test]
async fn who_may_not_manage_them_is_told_how_to() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let token = account.create_token("reader").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    for (is_reader, sentence) in [
        (false, "Sign in with the dashboard to see"),
        (true, "An API token cannot manage tokens."),
    ] {
        page.open_app("#/tokens").await?;
        if is_reader {
            page.sign_in_by_token(Storage::Session, &token).await?;
        }
        page.by_role("heading", "API tokens").await?;
        page.wait_for("the sentence", async || {
            let text = page.text("main").await?;
            ensure(text.contains(sentence), || text)
        })
        .await?;
        let link = page.by_role("link", "Sign in with the dashboard").await?;
        assert_eq!(
            link.prop("href").await?,
            Some(format!("{}/login", backend.origin()))
        );
        assert!(page.all_by_role("textbox", Name::Any).await?.is_empty());
        assert!(page.find_all("[data-token]").await?.is_empty());
    }
    assert_eq!(requests(&backend, " /api/token"), 1, "nobody asked in vain");
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn notes_of_any_kind_are_text() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let long = "名前 <b>"
        .repeat(683)
        .chars()
        .take(4096)
        .collect::<String>();
    let notes = [
        "<img src=x onerror=alert(1)>",
        "\"><script>alert(1)</script>",
        "'; DROP TABLE tokens; --",
        "{} {0} {{}}",
        "&lt;b&gt; &amp;",
        "مرحبا بالعالم",
        "\u{202e}txt.exe\u{2066} ci",
        "a\u{2028}b\u{feff}\u{200b}",
        "🚀👩‍👩‍👧",
        "unbroken".repeat(60).as_str(),
        "",
        "twin",
        "twin",
        &long,
    ]
    .map(str::to_owned);
    for note in &notes {
        account.create_token(note).await?;
    }
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_tokens(&account).await?;
    let expected: Vec<&str> = notes.iter().map(String::as_str).collect();
    page.wait_for_notes(&expected).await?;

    // What is read is what was written, and each row holds its own masked token.
    for (token, note) in account.tokens().await? {
        let masked = format!("{}…{}", &token[..4], &token[28..]);
        page.wait_for(&format!("{note:?} with {masked}"), async || {
            let script = "return [...document.querySelectorAll('[data-token]')]
                .filter((row) => row.dataset.token === arguments[0])
                .map((row) => [row.querySelector('th').textContent,
                    row.querySelector('code').textContent])";
            let rows = page.driver().execute(script, vec![json!(note)]).await?;
            let shown = if note.is_empty() { "No note" } else { &note };
            let wanted = json!([shown, masked]);
            let rows = rows.json().as_array().cloned().unwrap_or_default();
            ensure(rows.contains(&wanted), || format!("{rows:?}"))
        })
        .await?;
    }
    // Nothing became markup, and no text turned what follows it around.
    let made = page
        .evaluate("document.querySelectorAll('[data-token] :is(img, script, b)').length")
        .await?;
    assert_eq!(made, json!(0));
    let isolated = page
        .evaluate(
            "[...document.querySelectorAll('[data-token] th')]\
             .every((cell) => cell.querySelector('bdi') || cell.textContent === 'No note')",
        )
        .await?;
    assert_eq!(isolated, json!(true));

    // Each box is named by its note, and the question names it too.
    let name = "Select <img src=x onerror=alert(1)>";
    page.by_role("checkbox", name).await?;
    page.by_role("checkbox", "Select {} {0} {{}}").await?;
    page.by_role("checkbox", "Select No note").await?;
    for (note, told) in [
        (
            "\"><script>alert(1)</script>",
            "\"><script>alert(1)</script>",
        ),
        ("", "No note"),
        (&long, &long),
    ] {
        page.press_in_row(note, "Delete").await?;
        let dialog = page.by_role("dialog", "Delete token").await?;
        let text = dialog.prop("textContent").await?.unwrap_or_default();
        assert!(text.contains(told), "{text}");
        // However long it is, the buttons are in reach.
        let cancel = page.by_role_in(&dialog, "button", "Cancel").await?;
        cancel.click().await?;
        page.wait_for_no_dialog().await?;
    }
    for width in [1280, 320] {
        page.resize(width, 700).await?;
        page.wait_for_no_sideways_scroll().await?;
    }
    assert_eq!(page.evaluate("recorder.violations").await?, json!([]));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_new_token_is_shown_once() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.allow_clipboard().await?;
    page.open_tokens(&account).await?;
    page.wait_for("the empty list to be said", async || {
        let text = page.text("main").await?;
        ensure(text.contains("There is no API token yet."), || text)
    })
    .await?;
    let note = page.by_role("textbox", "Note").await?;
    note.send_keys("<i>mine</i> \u{202e}").await?;
    page.press(Key::Enter).await?;

    let dialog = page.by_role("dialog", "New token").await?;
    let field = page.by_role_in(&dialog, "textbox", "Token").await?;
    let (token, kept) = account.tokens().await?.pop().unwrap_or_default();
    assert_eq!(kept, "<i>mine</i> \u{202e}");
    assert_eq!(token.len(), 32);
    assert_eq!(field.prop("value").await?.as_deref(), Some(token.as_str()));
    assert_eq!(field.prop("readOnly").await?.as_deref(), Some("true"));

    let copy = page.by_role_in(&dialog, "button", "Copy").await?;
    copy.click().await?;
    page.wait_for_words("status", "Copied").await?;
    assert_eq!(page.clipboard().await?, token);

    // Each example is about this dashboard, and is copied as it is shown.
    let tabs = ["curl", "Python", "JavaScript"];
    for (position, language) in tabs.iter().enumerate() {
        page.by_role_in(&dialog, "tab", *language)
            .await?
            .click()
            .await?;
        let panel = page.by_role_in(&dialog, "tabpanel", Name::Any).await?;
        let shown = panel.prop("textContent").await?.unwrap_or_default();
        for part in [
            backend.origin(),
            &token,
            "/api/v1/server/list",
            "/api/v1/server/details",
            "/api/v1/monitor/",
        ] {
            assert!(shown.contains(part), "{part} in {language}: {shown}");
        }
        let to_clipboard = "Example to clipboard";
        let copy = page.by_role_in(&dialog, "button", to_clipboard).await?;
        copy.click().await?;
        page.wait_for(&format!("example {position}"), async || {
            let copied = page.clipboard().await?;
            ensure(copied == shown, || copied)
        })
        .await?;
    }

    let close = page.by_role_in(&dialog, "button", "Close").await?;
    close.click().await?;
    page.wait_for_no_dialog().await?;
    page.wait_for_notes(&["<i>mine</i> \u{202e}"]).await?;
    let document = page.evaluate("document.documentElement.outerHTML").await?;
    assert!(!document.to_string().contains(&token));
    let values = page
        .evaluate("[...document.querySelectorAll('input, textarea')].map(({ value }) => value)")
        .await?;
    assert!(!values.to_string().contains(&token));
    assert_eq!(note.prop("value").await?.as_deref(), Some(""));

    // The row's own button copies it whenever it is needed.
    page.evaluate("navigator.clipboard.writeText('')").await?;
    page.press_in_row("<i>mine</i> \u{202e}", "Copy").await?;
    page.wait_for("the token on the clipboard", async || {
        let copied = page.clipboard().await?;
        ensure(copied == token, || copied)
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_note_that_will_not_do_is_told_and_not_sent() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_tokens(&account).await?;
    let note = page.by_role("textbox", "Note").await?;
    let type_by_script = async |text: &str| -> Outcome<()> {
        let script = "arguments[0].value = arguments[1];
            arguments[0].dispatchEvent(new Event('input', { bubbles: true }));";
        let arguments = vec![note.to_json()?, json!(text)];
        page.driver().execute(script, arguments).await?;
        Ok(())
    };
    let long = "é".repeat(4097);
    for (text, words) in [
        ("bell \u{7}", "a character that cannot be shown"),
        ("next\u{85}line", "a character that cannot be shown"),
        (&long, "The note has 4097 characters"),
    ] {
        type_by_script(text).await?;
        page.by_role("button", "Create token")
            .await?
            .click()
            .await?;
        page.wait_for_words("alert", words).await?;
        assert_eq!(note.prop("value").await?.as_deref(), Some(text));
        assert_eq!(note.attr("aria-invalid").await?.as_deref(), Some("true"));
    }
    assert_eq!(requests(&backend, "POST /api/token"), 0);
    assert!(account.tokens().await?.is_empty());

    // The longest that will do.
    let longest = "é".repeat(4096);
    type_by_script(&longest).await?;
    page.by_role("button", "Create token")
        .await?
        .click()
        .await?;
    page.press_in_dialog("New token", "Close").await?;
    page.wait_for_notes(&[&longest]).await?;
    assert!(page.words_of("alert").await?.is_empty());
    assert_eq!(page.console().await?, []);
    Ok(())
}
