//! A fleet is searched, sorted, grouped and walked through, however large.

#![allow(clippy::indexing_slicing)]

use lotus_e2e::{Backend, Browser, Key, Name, Outcome, Page, Storage, Window, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &["--no-this-machine", "--fleet", "40", "--seed", "7"];

/// The names that are shown, in the order of the page.
const NAMES: &str =
    "[...document.querySelectorAll('[data-server-id] a')].map((a) => a.textContent)";

async fn opened(browser: &Browser, backend: &Backend, address: &str) -> Outcome<Page> {
    let page = browser.page(backend);
    page.record().await?;
    assert_eq!(page.open_app(address).await?, "ready");
    page.find("[data-server-id]").await?;
    Ok(page)
}

/// What the frame says of the servers that fit, and how many they are.
async fn expected(page: &Page, fits: &str) -> Outcome<Value> {
    page.evaluate(&format!(
        "recorder.servers().filter((server) => {fits}).map(({{ Name }}) => Name)"
    ))
    .await
}

/// Waits until these are shown, and no others.
async fn wait_for_names(page: &Page, names: &Value) -> Outcome<()> {
    page.wait_for_script(
        &format!("({NAMES}).slice(0, {})", first(names)),
        &first_of(names),
    )
    .await?;
    let count = names.as_array().map_or(0, Vec::len);
    page.wait_for_script(
        "Number(document.querySelector('[aria-setsize]')?.ariaSetSize ?? 0)",
        &json!(count),
    )
    .await
}

/// So many are surely in sight.
fn first(names: &Value) -> usize {
    names.as_array().map_or(0, Vec::len).min(8)
}

fn first_of(names: &Value) -> Value {
    let names = names.as_array().cloned().unwrap_or_default();
    Value::from(names.into_iter().take(8).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_search_finds_by_words_and_fields_and_says_what_it_cannot_read() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "#/").await?;
    let field = page.by_role("searchbox", "Filter servers").await?;
    field.send_keys("debian").await?;
    let debian = expected(&page, "server.Host.Platform === 'debian'").await?;
    assert!(first(&debian) > 1, "{debian}");
    wait_for_names(&page, &debian).await?;
    page.wait_for_address("#/?q=debian").await?;
    let all = page.frame_servers().await?.len();
    let found = debian.as_array().map_or(0, Vec::len);
    page.wait_for_words("status", &format!("{found} of {all} servers"))
        .await?;

    field.send_keys(" disk>50").await?;
    let full = "server.Host.Platform === 'debian' \
                && server.State.DiskUsed / server.Host.DiskTotal > 0.5 \
                && recorder.statusOf(server) === 'online'";
    wait_for_names(&page, &expected(&page, full).await?).await?;

    // A wrong term is told, and the others go on.
    field
        .send_keys(" colour:red os>3 disk>much status:asleep")
        .await?;
    for words in [
        "“colour:red”: no such field.",
        "“os>3”: this field is text.",
        "“disk>much”: compare with a number",
        "“status:asleep”: a status is",
    ] {
        page.wait_for_words("alert", words).await?;
    }
    wait_for_names(&page, &expected(&page, full).await?).await?;

    // Nobody is left: that is said, with a way out.
    page.fill("searchbox", "Filter servers", "no such server")
        .await?;
    page.by_role("heading", "No server matches").await?;
    page.press_button("Clear filter").await?;
    page.wait_for_address("#/").await?;
    wait_for_names(&page, &expected(&page, "true").await?).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn tiles_and_groups_choose_and_the_address_says_so() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "#/").await?;
    for (tile, status) in [("Offline", "offline"), ("Never reported", "pending")] {
        page.by_role("button", Name::Starting(tile))
            .await?
            .click()
            .await?;
        page.wait_for_address(&format!("#/?status={status}"))
            .await?;
        let names = expected(&page, &format!("recorder.statusOf(server) === '{status}'")).await?;
        wait_for_names(&page, &names).await?;
        let tile = page.by_role("button", Name::Starting(tile)).await?;
        assert_eq!(tile.attr("aria-pressed").await?.as_deref(), Some("true"));
    }
    page.by_role("button", Name::Starting("All"))
        .await?
        .click()
        .await?;
    page.wait_for_address("#/").await?;

    let tabs = page.by_role("tablist", "Groups").await?;
    page.by_role_in(&tabs, "tab", Name::Starting("Europe"))
        .await?
        .click()
        .await?;
    page.wait_for_address("#/?tag=Europe").await?;
    let europe = expected(&page, "server.Tag === 'Europe'").await?;
    wait_for_names(&page, &europe).await?;
    // Arrows walk the tabs.
    page.press(Key::Left).await?;
    page.wait_for("another group", async || {
        let address = page.address().await?;
        ensure(!address.ends_with("tag=Europe"), || address)
    })
    .await?;

    // Another screen is a step, a choice is none; back and a reload lead to the same choice.
    page.open("#/?tag=Europe&status=online").await?;
    let names = expected(
        &page,
        "server.Tag === 'Europe' && recorder.statusOf(server) === 'online'",
    )
    .await?;
    wait_for_names(&page, &names).await?;
    page.find("[data-server-id] a").await?.click().await?;
    page.find("article[data-server-id]").await?;
    page.driver().back().await?;
    page.wait_for_address("#/?tag=Europe&status=online").await?;
    wait_for_names(&page, &names).await?;
    page.driver().forward().await?;
    page.find("article[data-server-id]").await?;
    page.driver().back().await?;
    page.reload().await?;
    wait_for_names(&page, &names).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn an_order_is_chosen_and_turned() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "#/?sort=traffic&dir=desc").await?;
    let total = "(server) => server.State.NetInTransfer + server.State.NetOutTransfer";
    let by_traffic = |turn: &str| {
        format!(
            "recorder.servers().filter((server) => recorder.statusOf(server) !== 'pending')\
             .toSorted((one, other) => {turn} (({total})(one) - ({total})(other)))\
             .slice(0, 3).map(({{ Name }}) => Name)"
        )
    };
    let first = format!("({NAMES}).slice(0, 3)");
    page.wait_for("the most traffic first", async || {
        let (shown, wanted) = (
            page.evaluate(&first).await?,
            page.evaluate(&by_traffic("-")).await?,
        );
        ensure(shown == wanted, || format!("{shown} {wanted}"))
    })
    .await?;
    page.by_role("button", "Descending").await?.click().await?;
    page.wait_for_address("#/?sort=traffic&dir=asc").await?;
    page.by_role("button", "Ascending").await?;
    page.wait_for("the least traffic first", async || {
        let (shown, wanted) = (
            page.evaluate(&first).await?,
            page.evaluate(&by_traffic("")).await?,
        );
        ensure(shown == wanted, || format!("{shown} {wanted}"))
    })
    .await?;

    let select = page.by_role("combobox", "Sort by").await?;
    select.send_keys("Name").await?;
    page.wait_for_address("#/?sort=name&dir=asc").await?;

    // By group there are sections, which fold.
    page.open("#/?sort=group&dir=asc").await?;
    let heads = page.all_by_role("button", Name::Any).await?;
    let mut africa = None;
    for head in heads {
        if page.name_of(&head).await?.starts_with("Africa") {
            africa = Some(head);
        }
    }
    let Some(africa) = africa else {
        return Err(lotus_e2e::Failure::new("no section of Africa"));
    };
    let names = expected(&page, "server.Tag === 'Africa'").await?;
    let shown = page.evaluate(NAMES).await?;
    let has = |name: &Value| shown.as_array().is_some_and(|shown| shown.contains(name));
    assert!(names.as_array().is_some_and(|names| names.iter().all(has)));
    africa.click().await?;
    page.wait_for("the section to be folded", async || {
        let shown = page.evaluate(NAMES).await?;
        let has = |name: &Value| shown.as_array().is_some_and(|shown| shown.contains(name));
        let is_gone = names.as_array().is_some_and(|names| !names.iter().any(has));
        ensure(is_gone, || shown.to_string())
    })
    .await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_view_is_remembered_and_in_the_address() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "#/").await?;
    let group = page.by_role("group", "View").await?;
    page.by_role_in(&group, "button", "List")
        .await?
        .click()
        .await?;
    page.wait_for_address("#/?view=list").await?;
    let height = "document.querySelector('[data-server-id]').getBoundingClientRect().height < 60";
    page.wait_for_script(height, &json!(true)).await?;
    wait_for_names(&page, &expected(&page, "true").await?).await?;

    // Remembered where the address does not say it; the address goes before.
    page.open_app("#/tokens").await?;
    page.open_app("#/").await?;
    page.reload().await?;
    page.find("[data-server-id]").await?;
    page.wait_for_script(height, &json!(true)).await?;
    page.open_app("#/?view=cards").await?;
    page.wait_for_script(height, &json!(false)).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn the_keyboard_walks_the_cards_and_returns_to_where_one_was() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "#/").await?;
    let names = expected(&page, "true").await?;
    wait_for_names(&page, &names).await?;
    let columns = "[...document.querySelectorAll('[data-server-id]')]\
                   .filter((card) => card.offsetTop === 0).length";
    let columns = page.evaluate(columns).await?.as_u64().unwrap_or_default();
    let columns = usize::try_from(columns).unwrap_or_default();
    let name = |at: usize| names[at].as_str().unwrap_or_default().to_owned();
    page.evaluate("document.querySelector('[data-server-id] a').focus()")
        .await?;
    page.press(Key::Right).await?;
    page.wait_for_focus("link", &name(1)).await?;
    page.press(Key::Down).await?;
    page.wait_for_focus("link", &name(1 + columns)).await?;
    page.press(Key::Left).await?;
    page.wait_for_focus("link", &name(columns)).await?;
    page.press(Key::Up).await?;
    page.wait_for_focus("link", &name(0)).await?;
    page.press(Key::End).await?;
    let last = name(names.as_array().map_or(0, Vec::len) - 1);
    page.wait_for_focus("link", &last).await?;
    let in_sight = "(() => { const { top, bottom } = \
                    document.activeElement.closest('[data-server-id]').getBoundingClientRect(); \
                    return top >= 0 && bottom <= innerHeight; })()";
    page.wait_for_script(in_sight, &json!(true)).await?;
    let scrolled = page.evaluate("scrollY").await?;

    page.press(Key::Enter).await?;
    page.wait_for_focus("heading", &last).await?;
    page.wait_for_script("scrollY", &json!(0)).await?;
    page.press(Key::Escape).await?;
    page.wait_for_address("#/").await?;
    page.wait_for_focus("link", &last).await?;
    page.wait_for_script("scrollY", &scrolled).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn back_leads_to_the_same_place_in_the_list() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = opened(&browser, &backend, "#/").await?;
    page.evaluate("scrollTo(0, 700)").await?;
    let card = "[...document.querySelectorAll('[data-server-id]')].find((card) => \
                card.getBoundingClientRect().top > 300)";
    let id = page.evaluate(&format!("{card}.dataset.serverId")).await?;
    let id = id.as_str().unwrap_or_default().to_owned();
    let scrolled = page.evaluate("scrollY").await?;
    assert_ne!(scrolled, json!(0));
    page.evaluate(&format!("{card}.querySelector('a').click()"))
        .await?;
    page.find(&format!("article[data-server-id='{id}']"))
        .await?;
    page.driver().back().await?;
    page.wait_for_script("scrollY", &scrolled).await?;
    page.wait_for_focus("heading", "Servers").await?;
    page.find(&format!("li[data-server-id='{id}']")).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn of_two_thousand_only_those_in_sight_are_in_the_page() -> Outcome<()> {
    let fleet = ["--no-this-machine", "--fleet", "2000", "--seed", "7"];
    let backend = Backend::start(&fleet).await?;
    let window = Window::of(1440, 900);
    let browser = Browser::start_with(&window).await?;
    let page = opened(&browser, &backend, "#/?view=cards").await?;
    let all = page.frame_servers().await?;
    assert!(all.len() > 1_500, "{}", all.len());
    assert_eq!(page.wait_for_frame_shown().await?, all.len());
    let nodes = "document.querySelectorAll('*').length";
    let at_top = page.evaluate(nodes).await?.as_u64().unwrap_or_default();
    assert!((500..5_000).contains(&at_top), "{at_top} elements");

    // The last is there when one gets to it, and what is left behind goes.
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
        .await?;
    let last = all.last().map(|server| server["ID"].to_string());
    let last = last.unwrap_or_default();
    page.find(&format!("[data-server-id='{last}']")).await?;
    page.wait_for("the first ones to be gone", async || {
        let now = page.evaluate(nodes).await?.as_u64().unwrap_or_default();
        ensure(now < at_top + 1_000, || now.to_string())
    })
    .await?;
    let place = page
        .evaluate(&format!(
            "document.querySelector('[data-server-id=\"{last}\"]').ariaPosInSet"
        ))
        .await?;
    assert_eq!(place, json!(all.len().to_string()));

    // Found among all of them, wherever one is.
    page.evaluate("scrollTo(0, 0)").await?;
    let name = all[all.len() - 1]["Name"].as_str().unwrap_or_default();
    page.fill("searchbox", "Filter servers", &format!("\"{name}\""))
        .await?;
    page.find(&format!("[data-server-id='{last}']")).await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_phone_has_room_for_all_of_it() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let window = Window::of(320, 640);
    let browser = Browser::start_with(&window).await?;
    let page = opened(&browser, &backend, "#/").await?;
    // From thirty servers on a narrow window begins with lines.
    let height = "document.querySelector('[data-server-id]').getBoundingClientRect().height < 60";
    page.wait_for_script(height, &json!(true)).await?;
    page.wait_for_no_sideways_scroll().await?;
    assert!(page.all_by_role("combobox", "Sort by").await?.is_empty());
    page.press_button("Sort and view").await?;
    page.by_role("combobox", "Sort by").await?;
    page.wait_for_no_sideways_scroll().await?;
    page.by_role("button", "Cards").await?.click().await?;
    page.wait_for_script(height, &json!(false)).await?;
    page.wait_for_no_sideways_scroll().await?;
    assert_eq!(
        page.storage(Storage::Local, "lotus.view").await?.as_deref(),
        Some("cards")
    );
    assert_eq!(page.console().await?, []);
    Ok(())
}
