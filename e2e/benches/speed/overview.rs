//! The overview of a fleet: Lotus, and one written by hand.

use std::fs;
use std::time::Duration;

use lotus_e2e::{Backend, Browser, Failure, Outcome, Page, ensure};
use serde_json::{Value, json};

use crate::data;
use crate::measure;
use crate::table::Table;

/// A fleet, nine of ten servers of which change with each message.
struct Fleet {
    /// As the backend is told.
    servers: &'static str,
    /// How often each side is loaded in a new profile.
    rounds: usize,
    /// For the first card: how many times what the page written by hand takes Lotus may.
    card: Option<f64>,
    /// For a message.
    message: Option<f64>,
    /// Whether the page written by hand is measured too.
    has_floor: bool,
    /// Whether what becomes of it within a minute is measured.
    has_minute: bool,
}

const FLEETS: [Fleet; 4] = [
    Fleet {
        servers: "50",
        rounds: 15,
        card: Some(2.0),
        message: Some(1.5),
        has_floor: true,
        has_minute: false,
    },
    Fleet {
        servers: "500",
        rounds: MESSAGE_ROUNDS,
        card: None,
        message: Some(0.1),
        has_floor: true,
        has_minute: false,
    },
    Fleet {
        servers: "2000",
        rounds: 3,
        card: Some(1.0),
        message: Some(0.04),
        has_floor: true,
        has_minute: true,
    },
    Fleet {
        servers: "5000",
        rounds: 3,
        card: None,
        message: None,
        has_floor: false,
        has_minute: false,
    },
];

/// What a message to 5,000 servers may cost of one to 2,000, and how many elements more there may be.
const GROWTH_LIMIT: f64 = 1.5;
const NODES_LIMIT: f64 = 1.1;

/// What a message to 2,000 servers may cost a screen without cards, ms of the main thread.
const CARDLESS_MS: f64 = 30.0;

/// How long a task of the main thread may be once the page is loaded, ms.
const TASK_MS: f64 = 50.0;

/// The most of the memory of the page written by hand.
const MEMORY_LIMIT: f64 = 0.5;

/// After which time the memory is measured.
const MINUTE: Duration = Duration::from_mins(1);

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
/// when so many more messages came and what they brought is done, with how many there were so far;
/// `longest()` is the longest task of more than 50 ms since `forget()`.
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
    let longest = 0;
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    const paint = new Promise((resolve) => {
        new PerformanceObserver((list) => {
            const [entry] = list.getEntriesByName('first-contentful-paint');
            if (entry) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
    });
    globalThis.watch = {
        firstCard: () => card,
        firstPaint: () => paint,
        forget: () => { longest = 0; },
        longest: () => longest,
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
    load: Vec<f64>,
    message: Vec<f64>,
    nodes: Vec<f64>,
    longest: Vec<f64>,
    memory: Vec<f64>,
    cardless: Vec<f64>,
}

pub(crate) async fn measure(table: &mut Table) -> Outcome<()> {
    let mut former: Option<Taken> = None;
    for fleet in &FLEETS {
        let options = ["--no-this-machine", "--fleet", fleet.servers, "--seed", "7"];
        let backend = Backend::start(&options).await?;
        style(&backend).await?;
        let plain = format!("/bench/{}", PLAIN[1]);
        let skipping = format!("{plain}?skips");
        let [mut ours, mut theirs, mut skipped] = <[Taken; 3]>::default();
        for round in 0..fleet.rounds {
            let mut sides = vec![("/#/?view=cards", &mut ours)];
            if fleet.has_floor {
                sides.extend([(&*plain, &mut theirs), (&*skipping, &mut skipped)]);
            }
            // None is always the first.
            if round % 2 == 1 {
                sides.reverse();
            }
            for (address, taken) in sides {
                one(&backend, fleet, address, taken, round).await?;
            }
        }
        tell(table, fleet, [&ours, &theirs, &skipped], former.as_ref());
        former = Some(ours);
    }
    Ok(())
}

fn tell(table: &mut Table, fleet: &Fleet, sides: [&Taken; 3], former: Option<&Taken>) {
    let [ours, theirs, skipped] = sides;
    let name = |what: &str| format!("{what}, {} servers", fleet.servers);
    if !fleet.has_floor {
        table.tell(name("to the first card"), &ours.card);
        table.tell(name("main thread of the load"), &ours.load);
        if let Some(former) = former {
            let what = name("a message (against 2,000)");
            table.compare(what, [&ours.message, &former.message], Some(GROWTH_LIMIT));
            let what = name("elements (against 2,000)");
            table.compare_in("", what, [&ours.nodes, &former.nodes], Some(NODES_LIMIT));
        }
        return;
    }
    if fleet.rounds > MESSAGE_ROUNDS {
        let what = name("to the first paint (by hand)");
        table.compare(what, [&ours.paint, &theirs.paint], Some(PAINT_LIMIT));
    }
    let what = name("to the first card (by hand)");
    table.compare(what, [&ours.card, &theirs.card], fleet.card);
    if fleet.has_minute {
        let what = name("the same (by hand, unseen left out)");
        table.compare(what, [&ours.card, &skipped.card], fleet.card);
    }
    let what = name("main thread of the load (by hand)");
    table.compare(what, [&ours.load, &theirs.load], None);
    let what = name("a message (by hand)");
    table.compare(what, [&ours.message, &theirs.message], fleet.message);
    let what = name("a message (by hand, unseen left out)");
    table.compare(what, [&ours.message, &skipped.message], None);
    let what = name("elements (by hand)");
    table.compare_in("", what, [&ours.nodes, &theirs.nodes], None);
    if fleet.has_minute {
        let what = name("memory after a minute (by hand)");
        table.compare_in(
            "MB",
            what,
            [&ours.memory, &theirs.memory],
            Some(MEMORY_LIMIT),
        );
        let limit = vec![TASK_MS; ours.longest.len()];
        table.compare(
            name("longest task of over 50 ms (most)"),
            [&ours.longest, &limit],
            Some(1.0),
        );
        let limit = vec![CARDLESS_MS; ours.cardless.len()];
        let what = name("a message, screen without cards (most)");
        table.compare(what, [&ours.cardless, &limit], Some(1.0));
    }
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
    round: usize,
) -> Outcome<()> {
    let browser = Browser::start().await?;
    let page = browser.page(backend);
    page.before_load(WATCH).await?;
    // What a browser does after its start is nobody's.
    browser.page_at("about:").open("blank").await?;
    measure::settle(&page).await?;
    measure::enable(&page).await?;
    page.open(address).await?;
    taken.card.push(number(&page, "watch.firstCard()").await?);
    taken.paint.push(number(&page, "watch.firstPaint()").await?);
    if round >= MESSAGE_ROUNDS {
        return Ok(());
    }

    // All of them: in the page, or told by the list that has those in sight.
    let is_ours = address.starts_with("/#");
    let all = "Number(document.querySelector('[data-total]')?.dataset.total)";
    let there = if is_ours {
        "Number(document.querySelector('[aria-setsize]')?.ariaSetSize)"
    } else {
        "document.querySelectorAll('[data-server-id]').length"
    };
    let there = format!("{there} === {all}");
    let shown = page.wait_within(PATIENCE, "all servers", async || {
        let is_there = measure::run(&page, &there).await?;
        ensure(is_there == json!(true), || is_there.to_string())
    });
    shown.await?;
    taken.load.push(measure::task_ms(&page).await?);
    let first = messages(&page, FIRST_MESSAGES).await?;
    number(&page, "watch.forget() ?? 0").await?;
    let mut last = first;
    let busy = measure::busy(&page, async || {
        last = messages(&page, MESSAGES).await?;
        Ok(())
    });
    let busy = busy.await?;
    taken.message.push(busy / (last - first));
    taken.longest.push(number(&page, "watch.longest()").await?);
    let nodes = "document.querySelectorAll('*').length";
    taken.nodes.push(number(&page, nodes).await?);
    if fleet.has_minute && round == 0 {
        tokio::time::sleep(MINUTE).await;
        taken.memory.push(measure::page_memory()?);
    }
    if fleet.has_minute && is_ours {
        page.open("/#/signin").await?;
        page.find("main form").await?;
        let first = messages(&page, FIRST_MESSAGES).await?;
        let mut last = first;
        let busy = measure::busy(&page, async || {
            last = messages(&page, MESSAGES).await?;
            Ok(())
        });
        taken.cardless.push(busy.await? / (last - first));
    }
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
