//! The harness itself, on a page of its own: what other tests rely on.

use lotus_e2e::{Browser, ColorScheme, Name, Outcome, Page, Window};
use serde_json::json;

const PAGE: &str = "\
    <title>Harness</title><nav aria-label='Main'><a href='%23x'>Home</a></nav>\
    <main><h1>Title</h1><button>Save</button><button hidden>Save</button>\
    <div aria-hidden='true'><button>Save</button></div>\
    <div role='button' tabindex='0'>Delete</div><button role='switch'>Clip</button>\
    <label>Secret <input type='password'></label><label>Find <input type='search'></label>\
    <button>All 12</button><table><tr><th>Name</th></tr><tr><td>a</td></tr></table></main>";

async fn page(browser: &Browser) -> Outcome<Page> {
    let page = browser.page_at("data:text");
    page.open(&format!("html,{PAGE}")).await?;
    Ok(page)
}

#[tokio::test]
async fn elements_are_found_by_role_and_name() -> Outcome<()> {
    let browser = Browser::start().await?;
    let page = page(&browser).await?;
    for (role, name) in [
        ("navigation", "Main"),
        ("link", "Home"),
        ("heading", "Title"),
        ("button", "Save"),
        ("button", "Delete"),
        ("switch", "Clip"),
        ("textbox", "Secret"),
        ("searchbox", "Find"),
        ("columnheader", "Name"),
    ] {
        page.by_role(role, name).await?;
    }
    page.by_role("button", Name::Starting("All")).await?;
    assert!(page.all_by_role("button", "Clip").await?.is_empty());
    assert_eq!(page.all_by_role("button", Name::Any).await?.len(), 3);
    Ok(())
}

#[tokio::test]
async fn a_wait_that_ends_says_what_it_saw() -> Outcome<()> {
    let browser = Browser::start().await?;
    let page = page(&browser).await?;
    let patience = std::time::Duration::from_millis(200);
    let failure = page
        .wait_within(patience, "another title", async || {
            let title = page.text("h1").await?;
            lotus_e2e::ensure(title == "Other", || title)
        })
        .await;
    let message = failure
        .err()
        .map(|failure| failure.to_string())
        .unwrap_or_default();
    assert!(
        message.ends_with("another title; last seen: Title"),
        "{message}"
    );
    Ok(())
}

#[tokio::test]
async fn circumstances_can_be_chosen() -> Outcome<()> {
    let window = Window {
        width: 390,
        height: 700,
        languages: "zh-CN,zh".to_owned(),
    };
    let browser = Browser::start_with(&window).await?;
    let page = page(&browser).await?;
    assert_eq!(
        page.evaluate("[innerWidth, innerHeight]").await?,
        json!([390, 700])
    );
    assert_eq!(
        page.evaluate("navigator.languages").await?,
        json!(["zh-CN", "zh"])
    );

    page.resize(820, 600).await?;
    page.wait_for_script("innerWidth", &json!(820)).await?;

    let dark = "matchMedia('(prefers-color-scheme: dark)').matches";
    page.prefer_color_scheme(ColorScheme::Dark).await?;
    page.wait_for_script(dark, &json!(true)).await?;
    page.prefer_color_scheme(ColorScheme::Light).await?;
    page.wait_for_script(dark, &json!(false)).await?;

    page.use_timezone("Asia/Tokyo").await?;
    page.use_locale("ja-JP").await?;
    let resolved = "(({ timeZone, locale }) => [timeZone, locale])\
                    (new Intl.DateTimeFormat().resolvedOptions())";
    assert_eq!(
        page.evaluate(resolved).await?,
        json!(["Asia/Tokyo", "ja-JP"])
    );

    page.set_offline(true).await?;
    page.wait_for_script("navigator.onLine", &json!(false))
        .await?;
    page.set_offline(false).await?;
    page.wait_for_script("navigator.onLine", &json!(true))
        .await?;

    page.hide().await?;
    page.show().await?;

    page.shift_clock(3_600_000_000).await?;
    page.reload().await?;
    let ahead = "Date.now() - performance.timeOrigin > 3_000_000_000 && new Date() instanceof Date";
    assert_eq!(page.evaluate(ahead).await?, json!(true));
    Ok(())
}

#[tokio::test]
async fn the_console_is_read_once() -> Outcome<()> {
    let browser = Browser::start().await?;
    let page = page(&browser).await?;
    page.evaluate("console.error('broken')").await?;
    let messages = page.console().await?;
    assert!(
        messages
            .iter()
            .any(|message| message.level == "SEVERE" && message.text.contains("broken"))
    );
    assert_eq!(page.console().await?, []);
    Ok(())
}
