//! The languages: each is a file of its own, loaded when it is shown.

use lotus_e2e::{Backend, Browser, Outcome, Page, Storage, Visitor, Window, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "6", "--faults", "{}"];

const LANGUAGE: &str = "document.documentElement.lang";

/// The files of texts that were loaded, by their names.
const FILES: &str = "performance.getEntriesByType('resource')\
                     .map((entry) => new URL(entry.name).pathname.split('/').at(-1))\
                     .filter((name) => name.startsWith('texts-'))";

/// Notes each title, heading, link and language that the page goes through, once there is a body
/// that could be painted.
const WATCH: &str = "{
    globalThis.seen = { words: [], languages: [] };
    const note = (list, value) => {
        if (value && !list.includes(value)) list.push(value);
    };
    new MutationObserver(() => {
        if (!document.body) return;
        note(seen.words, document.title);
        for (const { innerText } of document.querySelectorAll('h1, nav a, [role=status]')) {
            note(seen.words, innerText.trim());
        }
        const { lang } = document.documentElement;
        if (lang !== seen.languages.at(-1)) seen.languages.push(lang);
    }).observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
        attributeFilter: ['lang'],
    });
}";

fn faults(path: &str, fault: &str, value: u64) -> Value {
    let mut rule = json!({ "path": path });
    if let Some(rule) = rule.as_object_mut() {
        rule.insert(fault.to_owned(), json!(value));
    }
    json!({ "rules": [rule] })
}

fn reading(languages: &str) -> Window {
    Window {
        languages: languages.to_owned(),
        ..Window::default()
    }
}

async fn choose(page: &Page, menu: &str, own_name: &str) -> Outcome<()> {
    page.by_role("button", menu).await?.click().await?;
    page.by_role("menuitemradio", own_name)
        .await?
        .click()
        .await
        .map_err(Into::into)
}

async fn wait_for_language(page: &Page, tag: &str, heading: &str) -> Outcome<()> {
    page.wait_for_script(LANGUAGE, &json!(tag)).await?;
    page.by_role("heading", heading).await?;
    page.wait_for_script("document.title", &json!(format!("{heading} · Lotus")))
        .await
}

/// The page loaded the files of these languages, asked for in this order, and no other.
async fn assert_files(page: &Page, tags: &[&str]) -> Outcome<()> {
    let files = page.evaluate(FILES).await?;
    let names: Vec<&str> = files
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let expected = tags.iter().map(|tag| format!("texts-{tag}-"));
    let fits = names.len() == tags.len()
        && names
            .iter()
            .zip(expected)
            .all(|(name, start)| name.starts_with(&start));
    ensure(fits, || format!("{names:?}, not of {tags:?}"))
}

#[tokio::test]
async fn a_first_visit_loads_its_language_alone_and_shows_no_other_before() -> Outcome<()> {
    let backend = Backend::start_with_app_in("a/b", FLEET).await?;
    let browser = Browser::start_with(&reading("zh-CN,zh,en")).await?;
    let page = browser.page_at(&format!("{}/a/b", backend.origin()));
    page.before_load(WATCH).await?;
    // The app is there long before its words.
    backend
        .set_faults(&faults("/a/b/texts-", "delay_ms", 2_000))
        .await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    wait_for_language(&page, "zh-CN", "服务器").await?;
    assert_files(&page, &["zh-CN"]).await?;
    assert_eq!(page.evaluate("seen.languages").await?, json!(["zh-CN"]));
    let words = page.evaluate("seen.words").await?;
    for word in words
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
    {
        let is_chinese = word.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(is_chinese || word == "Lotus", "{words}");
    }
    assert!(
        words.as_array().is_some_and(|words| words.len() > 2),
        "{words}"
    );
    assert_eq!(page.console().await?, []);

    let file = page.evaluate(FILES).await?;
    let path = format!(
        "/a/b/{}",
        file.pointer("/0")
            .and_then(Value::as_str)
            .unwrap_or_default()
    );
    let visitor = Visitor::guest(&backend)?;
    for (header, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("cache-control", "public, max-age=31536000, immutable"),
    ] {
        assert_eq!(visitor.header(&path, header).await?, value, "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn the_file_does_not_wait_for_the_app() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start_with(&reading("ja")).await?;
    let page = browser.page(&backend);
    backend.set_faults(&faults("/app-", "status", 404)).await?;
    assert_eq!(page.open_app("#/").await?, "failed");
    page.wait_for("the file", async || assert_files(&page, &["ja"]).await)
        .await
}

#[tokio::test]
async fn english_is_a_file_like_all_others() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    wait_for_language(&page, "en", "Servers").await?;
    assert_files(&page, &["en"]).await
}

#[tokio::test]
async fn there_and_back_loads_each_file_once_and_the_choice_is_kept() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start_with(&reading("zh-TW")).await?;
    let page = browser.page(&backend);
    page.before_load(WATCH).await?;
    page.open_app("#/").await?;
    wait_for_language(&page, "zh-TW", "伺服器").await?;
    choose(&page, "語言", "日本語").await?;
    wait_for_language(&page, "ja", "サーバー").await?;
    choose(&page, "言語", "繁體中文").await?;
    wait_for_language(&page, "zh-TW", "伺服器").await?;
    choose(&page, "語言", "日本語").await?;
    wait_for_language(&page, "ja", "サーバー").await?;
    assert_files(&page, &["zh-TW", "ja"]).await?;

    page.reload().await?;
    wait_for_language(&page, "ja", "サーバー").await?;
    assert_files(&page, &["ja"]).await?;
    assert_eq!(page.evaluate("seen.languages").await?, json!(["ja"]));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn without_its_file_the_app_speaks_english_and_remembers_the_wish() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.set_storage(Storage::Local, "lotus.language", "ja")
        .await?;
    for (fault, value) in [("status", 404), ("delay_ms", 60_000)] {
        backend
            .set_faults(&faults("/texts-ja", fault, value))
            .await?;
        page.reload().await?;
        wait_for_language(&page, "en", "Servers").await?;
        page.wait_for_attribute("html", "data-app", "ready").await?;
        page.find("[data-server-id]").await?;
        let kept = page.storage(Storage::Local, "lotus.language").await?;
        assert_eq!(kept.as_deref(), Some("ja"), "{fault}");
        page.by_role("button", "Language").await?.click().await?;
        let item = page.by_role("menuitemradio", "English").await?;
        assert_eq!(item.attr("aria-checked").await?.as_deref(), Some("true"));
    }
    backend.set_faults(&json!({})).await?;
    page.reload().await?;
    wait_for_language(&page, "ja", "サーバー").await
}

#[tokio::test]
async fn a_language_that_does_not_come_is_said_and_can_be_chosen_again() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    backend
        .set_faults(&faults("/texts-", "status", 502))
        .await?;
    choose(&page, "Language", "Español").await?;
    page.wait_for_words("status", "This language could not be loaded.")
        .await?;
    wait_for_language(&page, "en", "Servers").await?;
    assert_eq!(page.storage(Storage::Local, "lotus.language").await?, None);
    page.by_role("button", "Language").await?.click().await?;
    for (own_name, is_taken) in [("English", "true"), ("Español", "false")] {
        let item = page.by_role("menuitemradio", own_name).await?;
        assert_eq!(item.attr("aria-checked").await?.as_deref(), Some(is_taken));
    }
    page.by_role("button", "Language").await?.click().await?;

    // It can be put away, and comes again with the next failure.
    page.by_role("button", "Dismiss").await?.click().await?;
    page.wait_for("the notice to go", async || {
        let said = page.words_of("status").await?;
        ensure(said.is_empty(), || format!("{said:?}"))
    })
    .await?;
    choose(&page, "Language", "Español").await?;
    page.wait_for_words("status", "This language could not be loaded.")
        .await?;

    backend.set_faults(&json!({})).await?;
    choose(&page, "Language", "Español").await?;
    wait_for_language(&page, "es", "Servidores").await?;
    let said = page.words_of("status").await?;
    assert!(said.is_empty(), "{said:?}");
    let kept = page.storage(Storage::Local, "lotus.language").await?;
    assert_eq!(kept.as_deref(), Some("es"));
    Ok(())
}

#[tokio::test]
async fn the_last_choice_wins_however_late_an_earlier_one_comes() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(WATCH).await?;
    page.open_app("#/").await?;
    backend
        .set_faults(&faults("/texts-ja", "delay_ms", 3_000))
        .await?;
    choose(&page, "Language", "日本語").await?;
    choose(&page, "Language", "Español").await?;
    wait_for_language(&page, "es", "Servidores").await?;
    // The file that was asked for first has come.
    page.wait_for("both files", async || {
        assert_files(&page, &["en", "ja", "es"]).await
    })
    .await?;
    choose(&page, "Idioma", "English").await?;
    wait_for_language(&page, "en", "Servers").await?;
    assert_eq!(
        page.evaluate("seen.languages").await?,
        json!(["en", "es", "en"])
    );
    let kept = page.storage(Storage::Local, "lotus.language").await?;
    assert_eq!(kept.as_deref(), Some("en"));
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn without_any_words_the_page_says_that_it_cannot_go_on() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start_with(&reading("es")).await?;
    let page = browser.page(&backend);
    backend
        .set_faults(&faults("/texts-", "status", 404))
        .await?;
    assert_eq!(page.open_app("#/").await?, "failed");
    page.wait_for_words("alert", "La página ha dejado de funcionar.")
        .await?;
    backend.set_faults(&json!({})).await?;
    page.reload().await?;
    wait_for_language(&page, "es", "Servidores").await
}
