//! Names as people give them, in every place where they are shown, on the narrowest phone: nothing makes
//! the page scroll sideways, and no control is cut off.

use lotus_e2e::{Backend, Browser, Outcome, Page, Visitor, ensure};
use serde_json::{Value, json};

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "6",
    "--seed",
    "7",
    "--password",
    "p",
    "--faults",
];

/// Controls that reach beyond the window, where nothing lets one scroll to them. A name that ends in an
/// ellipsis is cut on purpose, and what waits for the focus in a pixel is not there yet.
const CUT_OFF: &str = "(() => {
    const shown = (element) => {
        let { left, right } = element.getBoundingClientRect();
        for (let one = element; one; one = one.parentElement) {
            const { overflowX, textOverflow, position } = getComputedStyle(one);
            const box = one.getBoundingClientRect();
            if (overflowX !== 'visible' && box.width <= 1) return null;
            if (['auto', 'scroll'].includes(overflowX) && one.scrollWidth > one.clientWidth) return null;
            if (overflowX !== 'visible' && textOverflow === 'ellipsis') {
                left = Math.max(left, box.left);
                right = Math.min(right, box.right);
            }
            if (position === 'fixed') break;
        }
        return { left, right };
    };
    const controls = 'a[href], button, input, select, textarea, summary, [role=tab], [role=slider]';
    return [...document.querySelectorAll(controls)]
        .filter((element) => element.checkVisibility({ visibilityProperty: true }))
        .map((element) => [element, shown(element)])
        .filter(([, box]) => box && (box.left < -0.5 || box.right > innerWidth + 0.5))
        .map(([element, { left, right }]) => {
            const text = (element.ariaLabel ?? element.textContent).slice(0, 20);
            return `${element.tagName}.${element.className} ${text}: ${left} to ${right}`;
        });
})()";

/// Bars that have no room left.
const NO_BARS: &str = "[...document.querySelectorAll('.meter__track')]
    .filter((track) => track.checkVisibility() && track.getBoundingClientRect().width < 40)
    .map((track) => track.parentElement.ariaLabel)";

async fn fits(page: &Page, screen: &str) -> Outcome<()> {
    let look = async || -> Outcome<()> {
        page.wait_for_no_sideways_scroll().await?;
        page.wait_for("no control cut off", async || {
            let cut = page.evaluate(CUT_OFF).await?;
            ensure(cut == json!([]), || cut.to_string())
        })
        .await
    };
    look()
        .await
        .map_err(|failure| lotus_e2e::Failure::new(format!("{screen}: {failure}")))
}

/// 300 characters without a break, of four kinds.
fn long_texts() -> [String; 4] {
    [
        "x".repeat(300),
        "نص".repeat(150),
        "🚀".repeat(300),
        format!("\u{202e}{}\u{202c}\u{202d}", "WIDE".repeat(75)),
    ]
}

/// Everything that a server tells in words, in this text.
fn server_of(text: &str) -> Value {
    let note = json!({
        "billingDataMod": {
            "startDate": text, "endDate": text, "autoRenewal": "1", "cycle": text, "amount": text,
        },
        "planDataMod": {
            "bandwidth": text, "trafficVol": text, "trafficType": "1", "IPv4": text, "IPv6": text,
            "networkRoute": format!("{text},{text}"), "extra": format!("{text},{text}"),
        },
        "customData": {
            "location": text, "slogan": text,
            "orderLink": format!("https://{}.example/{text}", "host".repeat(15)),
        },
    });
    json!({
        "Name": text, "Tag": text,
        "PublicNote": format!("{text} {note}"),
        "Host": {
            "Platform": text, "PlatformVersion": text, "CPU": [text, text], "Arch": text,
            "Virtualization": text, "CountryCode": text, "Version": text,
            "GPU": vec![text; 8],
        },
        "State": {
            "GPU": 42.5,
            "Temperatures": (0..6)
                .map(|number| json!({ "Name": format!("{text}{number}"), "Temperature": 40 + number }))
                .collect::<Vec<_>>(),
        },
    })
}

fn histories_of(text: &str) -> Value {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let minutes = now.map_or(0, |now| now.as_secs() / 60);
    let history = |id: u64| {
        let times: Vec<u64> = (0..30)
            .map(|minute| (minutes - 30 + minute) * 60_000)
            .collect();
        json!({
            "monitor_id": id, "server_id": 2, "monitor_name": text, "server_name": text,
            "created_at": times, "avg_delay": vec![30.5; 30],
        })
    };
    json!([history(1), history(2), history(3)])
}

#[tokio::test]
async fn any_name_fits_on_every_screen_of_a_narrow_phone() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let account = Visitor::sign_in(&backend, "p").await?;
    for text in long_texts() {
        account.create_token(&text).await?;
    }
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.open_app("#/").await?;
    page.take_session(&account).await?;
    page.resize(320, 640).await?;
    for (number, text) in long_texts().iter().enumerate() {
        let server = server_of(text);
        backend
            .set_faults(&json!({
                "altered": { "2": server, "3": { "Name": text, "Tag": text }, "5": { "Name": text } },
                "histories": { "2": histories_of(text) },
            }))
            .await?;
        page.open_app(&format!("?text={number}#/")).await?;
        for screen in [
            "#/",
            "#/?view=list",
            "#/?view=table",
            "#/?view=map",
            "#/?q=zzzz",
        ] {
            page.evaluate(&format!("location.hash = {}", json!(screen)))
                .await?;
            page.find("main .totals").await?;
            fits(&page, &format!("text {number}, {screen}")).await?;
        }
        page.evaluate("location.hash = '#/server/2'").await?;
        page.find(".server-page__terms").await?;
        page.find(".live__sensors").await?.click().await?;
        page.find("[data-chart=latency][data-state=ready]").await?;
        page.find(".figures tbody tr").await?;
        fits(&page, &format!("text {number}, its page")).await?;
        let bars = page.evaluate(NO_BARS).await?;
        ensure(bars == json!([]), || format!("no room for {bars}"))?;
        for screen in [
            "#/tokens",
            "#/register",
            "#/signin",
            "#/settings",
            "#/nowhere",
        ] {
            page.evaluate(&format!("location.hash = {}", json!(screen)))
                .await?;
            page.find("main h1").await?;
            fits(&page, &format!("text {number}, {screen}")).await?;
        }
        page.by_role("button", "Search").await?.click().await?;
        page.find("dialog[open]").await?;
        fits(&page, &format!("text {number}, the search")).await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_group_of_73_letters_and_eight_cards_leave_room() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    let group = "Hong-Kong-Tseung-Kwan-O-Industrial-Estate-Building-Number-Twenty-Three-A1";
    assert_eq!(group.len(), 73);
    backend
        .set_faults(&json!({ "altered": { "2": {
            "Tag": group,
            "Host": { "GPU": vec!["NVIDIA H100 80GB HBM3"; 8] },
            "State": { "GPU": 42.5 },
        } } }))
        .await?;
    for width in [320, 390, 768, 1280, 1920] {
        page.resize(width, 800).await?;
        page.open_app(&format!("?width={width}#/")).await?;
        fits(&page, &format!("{width}, the overview")).await?;
        page.evaluate("location.hash = '#/server/2'").await?;
        page.find(".usage__meters .meter").await?;
        fits(&page, &format!("{width}, its page")).await?;
        page.wait_for("room for every bar", async || {
            let bars = page.evaluate(NO_BARS).await?;
            ensure(bars == json!([]), || format!("{width}: {bars}"))
        })
        .await?;
    }
    Ok(())
}
