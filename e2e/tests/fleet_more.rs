//! The map, the wall, and the latencies on the cards.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, History, Name, Outcome, Page, Storage, Visitor, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "40", "--seed", "7"];

async fn opened(browser: &Browser, backend: &Backend, address: &str) -> Outcome<Page> {
    let page = browser.page(backend);
    page.record().await?;
    assert_eq!(page.open_app(address).await?, "ready");
    Ok(page)
}

/// How many servers of a country there are by the newest frame, and how many of them are offline.
async fn of_country(page: &Page, code: &str) -> Outcome<(u64, u64)> {
    let counted = page
        .evaluate(&format!(
            "recorder.servers().filter(({{ Host }}) => Host.CountryCode === '{code}')\
             .map(recorder.statusOf)"
        ))
        .await?;
    let all = counted.as_array().cloned().unwrap_or_default();
    let offline = all.iter().filter(|one| **one == json!("offline")).count();
    Ok((all.len() as u64, offline as u64))
}

#[tokio::test]
async fn the_map_tells_countries_and_leads_to_their_servers() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "#/").await?;
    page.by_role("button", "Map").await?.click().await?;
    page.wait_for_address("#/?view=map").await?;
    let list = page.by_role("list", "Countries").await?;
    let (all, offline) = of_country(&page, "jp").await?;
    assert!(all > 1, "this seed has servers in Japan");
    let japan = page.by_role_in(&list, "link", "Japan").await?;
    let entry = japan.find(lotus_e2e::By::XPath("./..")).await?;
    let text = entry.text().await?;
    assert!(text.contains(&all.to_string()), "{text}: {all}");
    assert_eq!(text.contains("Offline"), offline > 0, "{text}");

    // The dots say the same to the eye, and lead to the same place.
    let dots = page
        .evaluate(
            "[...document.querySelectorAll('.map__dot')].map((dot) => \
             [dot.getAttribute('href'), dot.textContent, dot.tabIndex])",
        )
        .await?;
    let japan_dot = json!(["#/?q=country%3Ajp&view=cards", all.to_string(), -1]);
    let has = |dot: &Value| dots.as_array().is_some_and(|dots| dots.contains(dot));
    assert!(has(&japan_dot), "{dots}");
    assert!(page.find("[aria-hidden=true] .map__dot").await.is_ok());

    // What is chosen holds there too.
    page.by_role("button", Name::Starting("Offline"))
        .await?
        .click()
        .await?;
    page.wait_for_address("#/?status=offline&view=map").await?;
    page.wait_for("the offline ones alone", async || {
        let text = list.text().await?;
        let counted = page
            .evaluate(
                "[...document.querySelectorAll('.map__count')]\
                 .reduce((sum, { textContent }) => sum + Number(textContent), 0)",
            )
            .await?;
        let offline = page
            .evaluate("recorder.expected().filter(([, status]) => status === 'offline').length")
            .await?;
        ensure(counted == offline, || format!("{text} {counted} {offline}"))
    })
    .await?;
    page.by_role("button", Name::Starting("All"))
        .await?
        .click()
        .await?;

    let list = page.by_role("list", "Countries").await?;
    page.by_role_in(&list, "link", "Japan")
        .await?
        .click()
        .await?;
    page.wait_for_address("#/?q=country%3Ajp&view=cards")
        .await?;
    page.wait_for_script(
        "Number(document.querySelector('[aria-setsize]')?.ariaSetSize)",
        &json!(all),
    )
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_wall_has_nothing_to_press_and_may_be_held_to_a_group() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "?kiosk=1#/?tag=Europe").await?;
    page.find("[data-server-id]").await?;
    let europe = page
        .evaluate("recorder.servers().filter(({ Tag }) => Tag === 'Europe').length")
        .await?;
    page.wait_for_script(
        "Number(document.querySelector('[aria-setsize]')?.ariaSetSize)",
        &europe,
    )
    .await?;
    let header = "document.querySelector('.shell__header').checkVisibility() \
                  || document.querySelector('.tools').checkVisibility()";
    page.wait_for_script(header, &json!(false)).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn pinned_monitors_stand_on_every_card() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let guest = Visitor::guest(&backend)?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "#/server/3").await?;
    let answer = guest.get("/api/v1/monitor/3").await?;
    let wire = History::all(&answer["result"])?;
    let once = |one: &&History| wire.iter().filter(|other| other.name == one.name).count() == 1;
    let pinned = wire.iter().find(once).map(|one| one.name.clone());
    let pinned = pinned.unwrap_or_default();

    let button = format!("Show {pinned} on the cards");
    page.press_button(&button).await?;
    let pressed = page.by_role("button", &button).await?;
    assert_eq!(pressed.attr("aria-pressed").await?.as_deref(), Some("true"));
    let kept = page.storage(Storage::Local, "lotus.pins").await?;
    assert_eq!(kept.as_deref(), Some(pinned.as_str()));

    page.open("#/").await?;
    page.find("[data-server-id='3'] .thread").await?;
    page.wait_for("the value of the wire", async || {
        let text = page.text("[data-server-id='3'] .thread").await?;
        let is_told = text.contains(&pinned) && text.contains(" ms") && text.contains('%');
        ensure(is_told, || text)
    })
    .await?;
    let drawn = "document.querySelector(\"[data-server-id='3'] .thread path\")\
                 .getAttribute('d').length > 20";
    page.wait_for_script(drawn, &json!(true)).await?;
    // Of the cards in the page alone, and two at a time: each was asked for once.
    let asked = "performance.getEntriesByType('resource')\
                 .filter(({ name }) => name.includes('/api/v1/monitor/')).length";
    let mounted = page
        .evaluate("document.querySelectorAll('[data-server-id]').length")
        .await?;
    page.wait_for("every card's latency", async || {
        let asked = page.evaluate(asked).await?;
        let (asked, mounted) = (asked.as_u64(), mounted.as_u64());
        // One was asked for on the server's page.
        ensure(asked >= mounted, || format!("{asked:?} {mounted:?}"))
    })
    .await?;

    // Taken off again.
    page.open("#/server/3").await?;
    page.press_button(&button).await?;
    page.open("#/").await?;
    page.find("[data-server-id]").await?;
    page.wait_for_script("document.querySelectorAll('.thread').length", &json!(0))
        .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}
