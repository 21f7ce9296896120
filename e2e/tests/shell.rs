//! The shell: theme, language, keyboard, narrow windows, addresses that lead nowhere.

use lotus_e2e::{Backend, Browser, ColorScheme, Key, Name, Outcome, Page, Window, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "24", "--seed", "7"];

/// Language tag, its own name, the overview's heading, the name of the button for the theme.
const LANGUAGES: [(&str, &str, &str, &str); 5] = [
    ("zh-CN", "简体中文", "服务器", "主题"),
    ("zh-TW", "繁體中文", "伺服器", "主題"),
    ("en", "English", "Servers", "Theme"),
    ("ja", "日本語", "サーバー", "テーマ"),
    ("es", "Español", "Servidores", "Tema"),
];

const LANGUAGE: &str = "document.documentElement.lang";

async fn choose(page: &Page, menu: &str, item: &str) -> Outcome<()> {
    page.by_role("button", menu).await?.click().await?;
    page.by_role("menuitemradio", item).await?.click().await?;
    page.wait_for_focus("button", menu).await
}

/// The colour of the page, light or dark.
const GROUND: &str = "getComputedStyle(document.documentElement).backgroundColor";

async fn ground(page: &Page) -> Outcome<Value> {
    page.evaluate(GROUND).await
}

#[tokio::test]
async fn a_theme_is_taken_and_kept_without_a_flash() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.prefer_color_scheme(ColorScheme::Light).await?;
    page.open_app("#/").await?;
    let light = ground(&page).await?;
    page.prefer_color_scheme(ColorScheme::Dark).await?;
    page.wait_for("the system's dark", async || {
        let seen = ground(&page).await?;
        ensure(seen != light, || seen.to_string())
    })
    .await?;
    let dark = ground(&page).await?;

    for (name, system, expected) in [
        ("Light", ColorScheme::Dark, &light),
        ("Dark", ColorScheme::Light, &dark),
    ] {
        page.prefer_color_scheme(system).await?;
        choose(&page, "Theme", name).await?;
        let theme = json!(name.to_lowercase());
        assert_eq!(
            page.evaluate("document.documentElement.dataset.theme")
                .await?,
            theme
        );
        assert_eq!(ground(&page).await?, *expected);
        page.reload().await?;
        // Before there was a body, nothing could be painted.
        assert_eq!(page.evaluate("recorder.themeAtBody").await?, theme);
        page.wait_for_attribute("html", "data-app", "ready").await?;
        assert_eq!(ground(&page).await?, *expected);
        page.by_role("button", "Theme").await?.click().await?;
        let item = page.by_role("menuitemradio", name).await?;
        assert_eq!(item.attr("aria-checked").await?.as_deref(), Some("true"));
        page.press(Key::Escape).await?;
    }
    choose(&page, "Theme", "System").await?;
    page.prefer_color_scheme(ColorScheme::Light).await?;
    page.wait_for_script(GROUND, &light).await?;
    page.prefer_color_scheme(ColorScheme::Dark).await?;
    page.wait_for_script(GROUND, &dark).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn menus_are_worked_by_keyboard() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    let button = page.by_role("button", "Theme").await?;
    page.evaluate("document.querySelector('[aria-haspopup=menu]').focus()")
        .await?;
    page.wait_for_focus("button", "Theme").await?;
    page.press(Key::Enter).await?;
    page.wait_for_focus("menuitemradio", "System").await?;
    assert_eq!(button.attr("aria-expanded").await?.as_deref(), Some("true"));
    let names = page.all_by_role("menuitemradio", Name::Any).await?;
    assert_eq!(names.len(), 3);
    for (key, expected) in [
        (Key::Down, "Light"),
        (Key::Down, "Dark"),
        (Key::Down, "System"),
        (Key::Up, "Dark"),
        (Key::Home, "System"),
        (Key::End, "Dark"),
    ] {
        page.press(key).await?;
        page.wait_for_focus("menuitemradio", expected).await?;
    }
    page.press(Key::Escape).await?;
    page.wait_for_focus("button", "Theme").await?;
    assert!(
        page.all_by_role("menuitemradio", Name::Any)
            .await?
            .is_empty()
    );
    assert_eq!(
        button.attr("aria-expanded").await?.as_deref(),
        Some("false")
    );

    page.press(" ").await?;
    page.wait_for_focus("menuitemradio", "System").await?;
    page.press(Key::End).await?;
    page.press(Key::Enter).await?;
    page.wait_for_attribute("html", "data-theme", "dark")
        .await?;
    page.wait_for_focus("button", "Theme").await?;

    // A menu that loses the focus closes.
    page.press(Key::Enter).await?;
    page.wait_for_focus("menuitemradio", "Dark").await?;
    page.press(Key::Tab).await?;
    page.wait_for("the menu to close", async || {
        let open = page.all_by_role("menuitemradio", Name::Any).await?;
        ensure(open.is_empty(), || format!("{} items", open.len()))
    })
    .await?;
    page.by_role("button", "Language").await?.click().await?;
    page.by_role("menuitemradio", "English").await?;
    page.find("[data-total]").await?.click().await?;
    page.wait_for("the menu to close", async || {
        let open = page.all_by_role("menuitemradio", Name::Any).await?;
        ensure(open.is_empty(), || format!("{} items", open.len()))
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_first_key_skips_to_the_content() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.press(Key::Tab).await?;
    page.wait_for_focus("button", "Skip to content").await?;
    let visible = "document.activeElement.getBoundingClientRect().top >= 0 \
                   && document.activeElement.getBoundingClientRect().height > 10";
    page.wait_for_script(visible, &json!(true)).await?;
    page.press(Key::Enter).await?;
    page.wait_for_focus("heading", "Servers").await?;
    assert!(page.address().await?.ends_with("#/"));
    page.press(Key::Tab).await?;
    page.wait_for_focus("button", Name::Starting("All")).await
}

#[tokio::test]
async fn a_language_is_taken_at_once_and_kept() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    assert_eq!(page.evaluate(LANGUAGE).await?, json!("en"));
    for (tag, own_name, heading, _) in LANGUAGES {
        let menu = page.find_all("[aria-haspopup=menu]").await?;
        let menu = menu.last().cloned();
        if let Some(menu) = menu {
            menu.click().await?;
        }
        let items = page.all_by_role("menuitemradio", Name::Any).await?;
        assert_eq!(items.len(), LANGUAGES.len());
        page.by_role("menuitemradio", own_name)
            .await?
            .click()
            .await?;
        page.wait_for_script(LANGUAGE, &json!(tag)).await?;
        page.by_role("heading", heading).await?;
        page.wait_for_script("document.title", &json!(format!("{heading} · Lotus")))
            .await?;
    }
    // The last one, Spanish, on other screens and after a reload, from the first paint on.
    page.reload().await?;
    assert_eq!(page.evaluate(LANGUAGE).await?, json!("es"));
    page.by_role("heading", "Servidores").await?;
    page.open("#/server/99999").await?;
    page.by_role("heading", "No existe ese servidor").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_first_visit_speaks_the_browsers_language() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    for (languages, tag) in [
        ("zh-TW,zh,en", "zh-TW"),
        ("zh-HK,zh", "zh-TW"),
        ("ja", "ja"),
        ("es-MX,es,en", "es"),
        ("fr,de,zh-CN", "zh-CN"),
        ("fr,de", "en"),
    ] {
        let window = Window {
            languages: languages.to_owned(),
            ..Window::default()
        };
        let browser = Browser::start_with(&window).await?;
        let page = browser.page(&backend);
        page.open_app("#/").await?;
        assert_eq!(page.evaluate(LANGUAGE).await?, json!(tag), "{languages}");
        let theme = LANGUAGES
            .iter()
            .find(|(other, ..)| *other == tag)
            .map_or("", |words| words.3);
        page.by_role("button", theme).await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_storage_everything_works_but_memory() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.before_load(
        "for (const name of ['localStorage', 'sessionStorage'])
            Object.defineProperty(globalThis, name, {
                get() { throw new DOMException('blocked', 'SecurityError'); },
            });",
    )
    .await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_frame_shown().await?;
    choose(&page, "Theme", "Dark").await?;
    page.wait_for_attribute("html", "data-theme", "dark")
        .await?;
    page.by_role("button", "Language").await?.click().await?;
    page.by_role("menuitemradio", "日本語")
        .await?
        .click()
        .await?;
    page.by_role("heading", "サーバー").await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn an_address_that_leads_nowhere_has_a_way_home() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    for address in [
        "#/nowhere",
        "#/server/abc",
        "#/server/",
        "#nothing/at/all",
        "#/%00%ff",
    ] {
        assert_eq!(page.open_app(address).await?, "ready", "{address}");
        page.by_role("heading", "Nothing here").await?;
        page.by_role("link", "To the overview")
            .await?
            .click()
            .await?;
        page.by_role("heading", "Servers").await?;
        page.wait_for_focus("heading", "Servers").await?;
    }
    let main = page.by_role("navigation", "Main").await?;
    let links = main.find_all(lotus_e2e::By::Css("a")).await?;
    for link in links {
        let href = link.attr("href").await?.unwrap_or_default();
        page.open(&href).await?;
        page.find("[data-total]").await?;
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn nothing_scrolls_sideways_on_a_small_phone() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let window = Window::of(320, 640);
    let browser = Browser::start_with(&window).await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.open_app("#/").await?;
    page.wait_for_frame_shown().await?;
    let of = "['online', 'offline', 'pending'].map((status) => \
              recorder.expected().find(([, other]) => other === status)[0])";
    let servers = page.evaluate(of).await?;
    for (tag, ..) in LANGUAGES {
        page.set_storage(lotus_e2e::Storage::Local, "lotus.language", tag)
            .await?;
        page.open("#/").await?;
        page.reload().await?;
        page.find("[data-server-id]").await?;
        page.wait_for_frame_shown().await?;
        page.wait_for_no_sideways_scroll().await?;
        for id in servers.as_array().into_iter().flatten() {
            let id = id.as_str().unwrap_or_default();
            page.open(&format!("#/server/{id}")).await?;
            page.find(&format!("article[data-server-id='{id}']"))
                .await?;
            page.wait_for_no_sideways_scroll().await?;
        }
        page.open("#/server/99999").await?;
        page.find("main a[href='#/']").await?;
        page.wait_for_no_sideways_scroll().await?;
        // An open menu stays on the screen too.
        for menu in page.find_all("[aria-haspopup=menu]").await? {
            menu.click().await?;
            page.find("[role=menu]").await?;
            page.wait_for_no_sideways_scroll().await?;
            let inside = page
                .evaluate(
                    "(({ left, right }) => left >= 0 && right <= innerWidth)\
                     (document.querySelector('[role=menu]').getBoundingClientRect())",
                )
                .await?;
            assert_eq!(inside, json!(true), "{tag}");
            page.press(Key::Escape).await?;
        }
    }
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn reduced_motion_means_none() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.record().await?;
    page.prefer("prefers-reduced-motion", "reduce").await?;
    page.open_app("#/").await?;
    page.wait_for_frame_shown().await?;
    let moving = "[...document.querySelectorAll('*')].filter((element) => {
            const { animationName, transitionDuration } = getComputedStyle(element);
            const lasts = transitionDuration.split(',').some((part) => parseFloat(part) > 0.001);
            return animationName !== 'none' || lasts;
        }).map((element) => `${element.tagName}.${element.className}`).slice(0, 10)";
    assert_eq!(page.evaluate(moving).await?, json!([]));
    page.find("[data-status=online] a").await?.click().await?;
    page.find("article[data-server-id]").await?;
    assert_eq!(page.evaluate(moving).await?, json!([]));
    assert_eq!(
        page.evaluate("document.getAnimations().length").await?,
        json!(0)
    );
    Ok(())
}

#[tokio::test]
async fn the_named_controls_are_there_once() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    let online = page
        .attribute("[data-status=online]", "data-server-id")
        .await?;
    for screen in [
        "#/",
        &format!("#/server/{}", online.unwrap_or_default()),
        "#/nowhere",
    ] {
        page.open(screen).await?;
        page.by_role("navigation", "Main").await?;
        page.find("main h1").await?;
        assert_eq!(page.find_all("main, [role=main]").await?.len(), 1);
        assert_eq!(page.find_all("[data-feed]").await?.len(), 1);
        assert_eq!(page.find_all("h1").await?.len(), 1);
        for name in ["Theme", "Language"] {
            let mut found = 0;
            for button in page.all_by_role("button", Name::Any).await? {
                found += usize::from(page.name_of(&button).await?.contains(name));
            }
            assert_eq!(found, 1, "{name} on {screen}");
        }
    }
    Ok(())
}
