//! The overview of a fleet: Lotus, and one written by hand.

use std::fs;
use std::time::Duration;

use lotus_e2e::{Backend, Browser, Failure, Outcome, Page, ensure};
use serde_json::{Value, json};

use crate::data;
use crate::measure;
use crate::table::Table;

/// A fleet whose guests are shown so many servers, nine of ten of which change with each message.
struct Fleet {
    /// What a guest is shown.
    servers: usize,
    /// With those that are hidden from guests.
    all: &'static str,
    /// For a message: how many times what the page written by hand takes Lotus may.
    limit: f64,
    /// How often each side is loaded in a new profile.
    rounds: usize,
    /// Whether the load itself is told.
    has_loads: bool,
}

const FLEETS: [Fleet; 2] = [
    Fleet {
        servers: 50,
        all: "56",
        limit: 3.0,
        rounds: 21,
        has_loads: true,
    },
    Fleet {
        servers: 500,
        all: "534",
        limit: 1.2,
        rounds: MESSAGE_ROUNDS,
        has_loads: false,
    },
];

/// For the first paint, which is to be as early as that of the page written by hand: medians of 21 loads
/// of one and the same page differ by up to a quarter, for a frame is a fifth of what is measured.
const PAINT_LIMIT: f64 = 1.25;

/// In how many rounds messages are measured.
const MESSAGE_ROUNDS: usize = 5;

/// How many messages are measured at once.
const MESSAGES: u32 = 5;

/// Messages before those that count.
const FIRST_MESSAGES: u32 = 2;

/// How long it may take until all cards are there.
const PATIENCE: Duration = Duration::from_mins(1);

/// The page written by hand, as it is kept and as it is measured.
const PLAIN: [&str; 2] = ["overview.html", "overview-styled.html"];

/// Where the page written by hand wants the app's style sheets.
const STYLES: &str = "<!-- the app's style sheets -->";

/// What is asked of both pages alike: `firstCard()` settles, with the time since the navigation, when
/// a card has been painted, `firstPaint()` when anything has that is not blank, and `messages(count)`
/// when so many more messages came and what they brought is done, with how many there were so far.
const WATCH: &str = "{
    let messages = 0;
    let heard = () => {};
    globalThis.WebSocket = class WebSocket extends globalThis.WebSocket {
        constructor(...parts) {
            super(...parts);
            this.addEventListener('message', () => {
                messages += 1;
                heard();
            });
        }
    };
    const card = new Promise((resolve) => {
        new MutationObserver((_, observer) => {
            if (!document.querySelector('[data-server-id]')) return;
            observer.disconnect();
            requestAnimationFrame(() => {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = () => resolve(performance.now());
                port2.postMessage(null);
            });
        }).observe(document, { childList: true, subtree: true });
    });
    const paint = new Promise((resolve) => {
        new PerformanceObserver((list) => {
            const [entry] = list.getEntriesByName('first-contentful-paint');
            if (entry) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
    });
    globalThis.watch = {
        firstCard: () => card,
        firstPaint: () => paint,
        messages: (count) => new Promise((resolve) => {
            const last = messages + count;
            heard = () => {
                if (messages < last) return;
                heard = () => {};
                const done = () => resolve(messages);
                setTimeout(() => requestIdleCallback(done, { timeout: 1000 }), 300);
            };
        }),
    };
}";

/// What one side took, a value a round.
#[derive(Default)]
struct Taken {
    paint: Vec<f64>,
    card: Vec<f64>,
    message: Vec<f64>,
}

pub(crate) async fn measure(table: &mut Table) -> Outcome<()> {
    for fleet in &FLEETS {
        let options = ["--no-this-machine", "--fleet", fleet.all, "--seed", "7"];
        let backend = Backend::start(&options).await?;
        style(&backend).await?;
        let plain = format!("/bench/{}", PLAIN[1]);
        let skipping = format!("{plain}?skips");
        let [mut ours, mut theirs, mut skipped] = <[Taken; 3]>::default();
        for round in 0..fleet.rounds {
            let has_messages = round < MESSAGE_ROUNDS;
            let mut sides = vec![("/#/", &mut ours), (&plain, &mut theirs)];
            if has_messages {
                sides.push((&skipping, &mut skipped));
            }
            // None is always the first.
            if round % 2 == 1 {
                sides.reverse();
            }
            for (address, taken) in sides {
                one(&backend, fleet, address, taken, has_messages).await?;
            }
        }
        let name = |what| format!("{what}, {} servers (by hand)", fleet.servers);
        if fleet.has_loads {
            table.compare(
                name("to the first paint"),
                [&ours.paint, &theirs.paint],
                Some(PAINT_LIMIT),
            );
            table.compare(
                name("to the first card"),
                [&ours.card, &theirs.card],
                Some(3.0),
            );
        }
        table.compare(
            name("a message"),
            [&ours.message, &theirs.message],
            Some(fleet.limit),
        );
        // The app's style sheet leaves out of the layout what is far out of sight; so can the other page.
        table.compare(
            name("the same, unseen left out"),
            [&ours.message, &skipped.message],
            None,
        );
    }
    Ok(())
}

/// Gives the page written by hand the style sheets of the app, so that both are laid out alike.
async fn style(backend: &Backend) -> Outcome<()> {
    let browser = Browser::start().await?;
    let page = browser.page(backend);
    page.open("/#/").await?;
    let script = "[...document.querySelectorAll('link[rel=stylesheet]')].map(({ href }) => \
                  `<link rel=\"stylesheet\" href=\"${new URL(href).pathname}\">`)";
    let sheets: Vec<String> = serde_json::from_value(measure::run(&page, script).await?)?;
    ensure(!sheets.is_empty(), || {
        "the app has no style sheet".to_owned()
    })?;
    let pages = data::site()?.join("bench");
    let [kept, measured] = PLAIN.map(|name| pages.join(name));
    let html = fs::read_to_string(kept)?.replace(STYLES, &sheets.concat());
    Ok(fs::write(measured, html)?)
}

/// Measures one side in a browser of its own, in whose new profile nothing is cached.
async fn one(
    backend: &Backend,
    fleet: &Fleet,
    address: &str,
    taken: &mut Taken,
    has_messages: bool,
) -> Outcome<()> {
    let browser = Browser::start().await?;
    let page = browser.page(backend);
    page.before_load(WATCH).await?;
    // What a browser does after its start is nobody's.
    browser.page_at("about:").open("blank").await?;
    measure::settle(&page).await?;
    page.open(address).await?;
    taken.card.push(number(&page, "watch.firstCard()").await?);
    taken.paint.push(number(&page, "watch.firstPaint()").await?);
    if !has_messages {
        return Ok(());
    }

    let count = "document.querySelectorAll('[data-server-id]').length";
    let all = page.wait_within(PATIENCE, "all cards", async || {
        let shown = measure::run(&page, count).await?;
        ensure(shown == json!(fleet.servers), || shown.to_string())
    });
    all.await?;
    measure::enable(&page).await?;
    let first = messages(&page, FIRST_MESSAGES).await?;
    let mut last = first;
    let busy = measure::busy(&page, async || {
        last = messages(&page, MESSAGES).await?;
        Ok(())
    });
    let busy = busy.await?;
    taken.message.push(busy / (last - first));
    Ok(())
}

/// Waits for so many messages; how many there were since the page was loaded.
async fn messages(page: &Page, count: u32) -> Outcome<f64> {
    number(page, &format!("watch.messages({count})")).await
}

async fn number(page: &Page, script: &str) -> Outcome<f64> {
    let answer: Value = measure::run(page, script).await?;
    let number = answer.as_f64();
    number.ok_or_else(|| Failure::new(format!("{script}: {answer}")))
}
