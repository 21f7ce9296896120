//! Files that were changed, cut or swallowed on their way, browsers that are too old, and browsers that
//! translate: the page says what is wrong, and never that it stopped while it runs.

use std::fs;

use lotus_e2e::{Backend, Browser, Outcome, Page, Window, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "6",
    "--seed",
    "7",
    "--faults",
    "{}",
];

const STOPPED: &str = "This page has stopped working.";

/// What a proxy may make of a file.
const CHANGES: [&str; 3] = ["html", "cut", "empty"];

/// A page whose browser keeps no file: each visit gets what is sent then.
async fn forgetful_page(browser: &Browser, backend: &Backend) -> Outcome<Page> {
    let page = browser.page(backend);
    page.devtools("Network.enable", json!({})).await?;
    page.devtools("Network.setCacheDisabled", json!({ "cacheDisabled": true }))
        .await?;
    Ok(page)
}

async fn spoil(backend: &Backend, path: &str, change: &str) -> Outcome<()> {
    backend
        .set_faults(&json!({ "rules": [{ "path": path, "body": change }] }))
        .await
}

/// The address of the first file of the site whose name begins so.
fn file(beginning: &str) -> Outcome<String> {
    let names = fs::read_dir(Backend::dist()?)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    // Its compressed siblings have longer names.
    let name = names
        .filter(|name| name.starts_with(beginning))
        .min_by_key(String::len);
    name.map(|name| format!("/{name}"))
        .ok_or_else(|| lotus_e2e::Failure::new(format!("no {beginning}…")))
}

/// The words of what stands over the page because it ended.
async fn wait_for_sentence(page: &Page, words: &str) -> Outcome<()> {
    page.wait_for_words("alert", words).await
}

#[tokio::test]
async fn whichever_file_is_changed_the_page_says_that_it_stopped() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = forgetful_page(&browser, &backend).await?;
    let folder = Backend::app_folder()?;
    let needed = [
        file("start-")?,
        format!("{folder}/app.js"),
        format!("{folder}/__wasm_split.js"),
        format!("{folder}/app_bg.wasm"),
        file("texts-en-")?,
    ];
    for path in &needed {
        for change in CHANGES {
            // What was changed is changed without its compressed siblings too.
            spoil(&backend, path, change).await?;
            page.driver().goto("about:blank").await?;
            page.open("#/").await?;
            wait_for_sentence(&page, STOPPED).await.map_err(|failure| {
                lotus_e2e::Failure::new(format!("{path} {change}: {failure}"))
            })?;
        }
    }
    // None of them was needed to say it, and the next visit is whole.
    backend.set_faults(&json!({})).await?;
    page.driver().goto("about:blank").await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    let alerts = page.words_of("alert").await?;
    ensure(alerts.is_empty(), || format!("{alerts:?}"))
}

#[tokio::test]
async fn a_page_that_runs_without_its_style_sheet_does_not_say_that_it_stopped() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = forgetful_page(&browser, &backend).await?;
    for change in CHANGES {
        spoil(&backend, &file("main-")?, change).await?;
        page.driver().goto("about:blank").await?;
        assert_eq!(page.open_app("#/").await?, "ready");
        page.find("[data-total]").await?;
        let text = page.text("body").await?;
        assert!(!text.contains(STOPPED), "{change}: {text}");
        assert!(!text.contains("needs a newer browser"), "{change}: {text}");
    }
    Ok(())
}

#[tokio::test]
async fn a_part_that_was_changed_is_said_and_the_rest_goes_on() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = forgetful_page(&browser, &backend).await?;
    for change in CHANGES {
        spoil(
            &backend,
            &format!("{}/split_", Backend::app_folder()?),
            change,
        )
        .await?;
        page.driver().goto("about:blank").await?;
        assert_eq!(page.open_app("#/signin").await?, "ready");
        page.wait_for_words("alert", "This page could not be loaded")
            .await?;
        assert_eq!(
            page.attribute("html", "data-app").await?.as_deref(),
            Some("ready"),
            "{change}"
        );
    }
    Ok(())
}

/// What an older browser lacks, as scripts that take it away before the page's own.
const LACKS: [(&str, &str); 7] = [
    ("WebAssembly", "delete globalThis.WebAssembly"),
    (
        "wasm as it is written today",
        "WebAssembly.validate = () => false",
    ),
    ("modules", "delete HTMLScriptElement.prototype.noModule"),
    ("AbortSignal.timeout", "delete AbortSignal.timeout"),
    ("dialogs", "delete globalThis.HTMLDialogElement"),
    (
        "light-dark()",
        "{ const known = CSS.supports.bind(CSS); \
           CSS.supports = (...of) => !of.join().includes('light-dark') && known(...of); }",
    ),
    (
        "mask",
        "{ const known = CSS.supports.bind(CSS); \
           CSS.supports = (...of) => of[0] !== 'mask' && known(...of); }",
    ),
];

#[tokio::test]
async fn an_older_browser_gets_a_sentence_in_its_language() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    for (lacks, script) in LACKS {
        let browser = Browser::start().await?;
        let page = browser.page(&backend);
        page.before_load(script).await?;
        page.open("#/").await?;
        page.wait_for_words("alert", "Lotus needs a newer browser")
            .await
            .map_err(|failure| lotus_e2e::Failure::new(format!("{lacks}: {failure}")))?;
        let said = page.words_of("alert").await?;
        assert_eq!(said.len(), 1, "{lacks}: {said:?}");
        page.wait_for_attribute("html", "data-app", "failed")
            .await?;
    }
    for (languages, words) in [
        ("zh-CN,zh", "需要更新的浏览器"),
        ("zh-TW", "需要較新的瀏覽器"),
        ("ja", "新しいブラウザー"),
        ("es", "navegador más nuevo"),
    ] {
        let window = Window {
            languages: languages.to_owned(),
            ..Window::default()
        };
        let browser = Browser::start_with(&window).await?;
        let page = browser.page(&backend);
        page.before_load("delete AbortSignal.timeout").await?;
        page.open("#/").await?;
        page.wait_for_words("alert", words).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_browser_that_translates_is_asked_not_to_and_five_languages_are_offered() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start_with(&Window {
        languages: "fr-FR,fr".to_owned(),
        ..Window::default()
    })
    .await?;
    let page = browser.page(&backend);
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_frame_shown().await?;
    // As a translating browser asks: of the page, and of each text in it.
    let refuses = "document.documentElement.translate === false \
                   && document.querySelector('meta[name=google]').content === 'notranslate' \
                   && [...document.querySelectorAll('body *')].every((element) => !element.translate)";
    assert_eq!(page.evaluate(refuses).await?, Value::Bool(true));
    page.by_role("button", "Language").await?.click().await?;
    for name in ["简体中文", "繁體中文", "English", "日本語", "Español"] {
        page.by_role("menuitemradio", name).await?;
    }
    Ok(())
}

#[tokio::test]
async fn texts_that_something_wraps_go_on_being_told() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_frame_shown().await?;
    // An extension that marks words puts each text into an element of its own.
    page.evaluate(
        "(() => {
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const all = [];
            while (texts.nextNode()) all.push(texts.currentNode);
            for (const text of all) {
                const font = document.createElement('font');
                text.replaceWith(font);
                font.append(text);
            }
            globalThis.wrapped = all.length;
        })()",
    )
    .await?;
    let figures = "[...document.querySelectorAll('[data-status=online] .meter')]\
                   .map((meter) => meter.textContent).join()";
    let before = page.evaluate(figures).await?;
    page.wait_for("figures to move", async || {
        let now = page.evaluate(figures).await?;
        ensure(now != before, || now.to_string())
    })
    .await?;
    // The badge too.
    backend
        .set_faults(&json!({ "rules": [
            { "path": "/ws", "status": 502, "socket": "dropped" },
            { "path": "/api", "status": 502 },
        ] }))
        .await?;
    page.wait_for_script(
        "document.querySelector('[data-feed]').textContent.includes('Not connected')",
        &json!(true),
    )
    .await?;
    assert_eq!(
        page.attribute("html", "data-app").await?.as_deref(),
        Some("ready")
    );
    Ok(())
}
