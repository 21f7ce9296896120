//! Some hundred mutated frames and answers in a real browser: a value or a word, never the end of the
//! page. The hundred thousand are native (`tests/wire/mutation.rs`).

use lotus_e2e::{Backend, Browser, Outcome, ensure};
use serde_json::json;

const FLEET: &[&str] = &[
    "--no-this-machine",
    "--fleet",
    "12",
    "--seed",
    "7",
    "--faults",
    "{}",
];

/// Keeps the app's socket and makes mutations of a text: `mutated(text, number)` is the same each time.
const MUTATES: &str = "{
    globalThis.WebSocket = class WebSocket extends globalThis.WebSocket {
        constructor(...parts) { super(...parts); globalThis.appSocket = this; }
    };
    const VALUES = ['null', 'true', '0', '-1', '18446744073709551615', '-9223372036854775808', '1e308',
        '1e999', '0.1', '\"\"', '\"x\"', '[]', '{}', '[null]', '\"\\\\ud800\"', '\"0001-01-01T00:00:00Z\"', ''];
    globalThis.mutated = (text, number) => {
        let state = number * 2654435761 >>> 0;
        const next = (below) => {
            state ^= state << 13; state >>>= 0;
            state ^= state >>> 17;
            state ^= state << 5; state >>>= 0;
            return state % below;
        };
        for (let times = 1 + next(4); times > 0; times -= 1) {
            const at = next(text.length || 1);
            switch (next(6)) {
                case 0: text = text.slice(0, at); break;
                case 1: text = text.slice(0, at) + text.slice(at + 1 + next(40)); break;
                case 2: text = text.slice(0, at) + String.fromCharCode(next(65536)) + text.slice(at + 1); break;
                case 3: text = text.slice(0, at) + text.slice(next(text.length || 1)); break;
                default: {
                    const value = VALUES[next(VALUES.length)];
                    const colon = text.indexOf(':', at);
                    if (colon < 0) break;
                    const rest = text.slice(colon + 1);
                    const end = /^(\"(\\\\.|[^\"\\\\])*\"|[^,}\\]]*)/.exec(rest)[0].length;
                    text = text.slice(0, colon + 1) + value + rest.slice(end);
                }
            }
        }
        return text;
    };
}";

#[tokio::test]
async fn three_hundred_mutated_frames_end_nothing() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(MUTATES).await?;
    page.record().await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    page.wait_for_frame_shown().await?;
    for hash in ["#/", "#/server/3", "#/?view=table"] {
        page.open(hash).await?;
        page.evaluate(
            "(() => {
                globalThis.done = 0;
                const whole = JSON.stringify(recorder.newest);
                const step = (number) => {
                    if (number === 100) return;
                    const data = mutated(whole, number + 1);
                    appSocket.dispatchEvent(new MessageEvent('message', { data }));
                    // The app reads it in a timer's turn.
                    setTimeout(() => { done += 1; step(number + 1); }, 1);
                };
                step(0);
            })()",
        )
        .await?;
        page.wait_for_script("done", &json!(100)).await?;
        assert_eq!(
            page.attribute("html", "data-app").await?.as_deref(),
            Some("ready"),
            "{hash}"
        );
    }
    // What came of it is gone with the next connection's first frame.
    page.open("#/").await?;
    backend
        .set_faults(&json!({ "rules": [{ "path": "/ws", "socket": "dropped" }] }))
        .await?;
    backend.set_faults(&json!({})).await?;
    page.wait_for_frame_shown().await?;
    assert_eq!(page.console().await?, []);
    Ok(())
}

#[tokio::test]
async fn a_hundred_mutated_histories_end_in_a_state_of_the_chart() -> Outcome<()> {
    let backend = Backend::start(FLEET).await?;
    let browser = Browser::start().await?;
    let page = browser.page(&backend);
    page.before_load(MUTATES).await?;
    page.before_load(
        "{
            const { fetch } = window;
            globalThis.number = 0;
            window.fetch = async (...all) => {
                const answer = await fetch(...all);
                if (!answer.url.includes('/api/v1/monitor/')) return answer;
                globalThis.number += 1;
                // The first minutes are enough, and short enough to be hit.
                const body = mutated((await answer.text()).replace(/(\\[[^\\]{]{200})[^\\]{]*/g, '$1'), globalThis.number);
                return new Response(body, { status: 200, headers: answer.headers });
            };
        }",
    )
    .await?;
    assert_eq!(page.open_app("#/").await?, "ready");
    let ids = page
        .evaluate("[...document.querySelectorAll('[data-server-id]')].map((card) => card.dataset.serverId)")
        .await?;
    let ids: Vec<&str> = ids
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str())
        .collect();
    for (number, id) in ids.iter().cycle().take(100).enumerate() {
        let before = page.evaluate("number").await?.as_u64();
        page.evaluate(&format!("location.hash = '#/server/{id}'"))
            .await?;
        page.wait_for(&format!("a state after {number}"), async || {
            let asked = page.evaluate("number").await?.as_u64();
            let seen = page.attribute("[data-chart=latency]", "data-state").await?;
            ensure(
                asked > before && matches!(seen.as_deref(), Some("ready" | "empty" | "error")),
                || format!("{asked:?} {seen:?}"),
            )
        })
        .await?;
        page.evaluate("location.hash = '#/'").await?;
        page.find(".fleet").await?;
        assert_eq!(
            page.attribute("html", "data-app").await?.as_deref(),
            Some("ready"),
            "{number}"
        );
    }
    Ok(())
}
