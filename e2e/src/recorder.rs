//! What a page received and became, as a script that loads before it has seen: the truth that is
//! compared with what is shown.

use std::time::Duration;

use serde_json::Value;

use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;

/// Listens beside the app to its sockets and watches the hooks. It changes nothing: the sockets are
/// the browser's own.
const RECORDER: &str = "{
    const recorder = {
        sockets: 0,
        frames: 0,
        cut: 0,
        newest: null,
        feeds: [],
        violations: [],
        themeAtBody: undefined,
    };
    globalThis.recorder = recorder;
    globalThis.WebSocket = class WebSocket extends globalThis.WebSocket {
        constructor(...parts) {
            super(...parts);
            recorder.sockets += 1;
            this.addEventListener('message', ({ data }) => {
                try {
                    recorder.newest = JSON.parse(data);
                    recorder.frames += 1;
                } catch {
                    recorder.cut += 1;
                }
            });
        }
    };
    recorder.servers = () => recorder.newest?.servers ?? [];
    // By the rules of the wire: the frame's own clock and ten seconds.
    recorder.statusOf = ({ LastActive }) => {
        if (LastActive.startsWith('0001')) return 'pending';
        return recorder.newest.now - Date.parse(LastActive) <= 10_000 ? 'online' : 'offline';
    };
    recorder.expected = () =>
        recorder.servers().map((server) => [String(server.ID), recorder.statusOf(server)]);
    recorder.shown = () =>
        [...document.querySelectorAll('[data-server-id]')].map((element) =>
            [element.dataset.serverId, element.dataset.status]);
    addEventListener('securitypolicyviolation', (event) => {
        recorder.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
    new MutationObserver(() => {
        if (document.body && recorder.themeAtBody === undefined) {
            recorder.themeAtBody = document.documentElement.dataset.theme ?? null;
        }
        const feed = document.querySelector('[data-feed]')?.dataset.feed;
        if (feed && feed !== recorder.feeds.at(-1)) recorder.feeds.push(feed);
    }).observe(document, {
        subtree: true,
        childList: true,
        attributes: true,
        attributeFilter: ['data-feed'],
    });
}";

impl Page {
    /// Records from the next load on, as `recorder` in scripts: `sockets` opened, whole `frames`
    /// and `cut` ones, the `newest` frame, its `servers()`, the `feeds` that the badge went through,
    /// `violations` of the content security policy and `themeAtBody`, the theme before anything
    /// could be painted; `expected()` and `shown()` pair ids with statuses, by the newest frame and
    /// in the page.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn record(&self) -> Outcome<()> {
        self.before_load(RECORDER).await
    }

    /// The servers of the newest frame, as the wire has them.
    ///
    /// # Errors
    ///
    /// When nothing is recorded.
    pub async fn frame_servers(&self) -> Outcome<Vec<Value>> {
        let servers = self.evaluate("recorder.servers()").await?;
        Ok(servers.as_array().cloned().unwrap_or_default())
    }

    /// Waits until the connection badge says so: a lost connection is tried again within half a minute.
    ///
    /// # Errors
    ///
    /// What it says when patience ends.
    pub async fn wait_for_badge(&self, badge: &str) -> Outcome<()> {
        self.wait_within(Duration::from_secs(40), badge, async || {
            let seen = self.attribute("[data-feed]", "data-feed").await?;
            ensure(seen.as_deref() == Some(badge), || format!("{seen:?}"))
        })
        .await
    }

    /// Opens the overview, recorded, and waits until it is live and shows what it is told.
    ///
    /// # Errors
    ///
    /// What is missing when patience ends.
    pub async fn open_live(&self) -> Outcome<()> {
        self.record().await?;
        self.open_app("#/").await?;
        self.wait_for_badge("live").await?;
        self.wait_for_frame_shown().await.map(drop)
    }

    /// Checks that the app has not ended.
    ///
    /// # Errors
    ///
    /// What it says of itself where it has.
    pub async fn goes_on(&self) -> Outcome<()> {
        let state = self.attribute("html", "data-app").await?;
        ensure(state.as_deref() == Some("ready"), || format!("{state:?}"))
    }

    /// Waits until the page shows the servers of the newest frame: those in sight one after the other
    /// in its order and with the statuses that follow from it, how many there are, and totals that
    /// agree. Gives how many there are.
    ///
    /// # Errors
    ///
    /// When it shows others until patience ends.
    pub async fn wait_for_frame_shown(&self) -> Outcome<usize> {
        self.wait_for("the newest frame to be shown", async || {
            let seen = self.evaluate(SEEN).await?;
            let part = |name: &str| seen.get(name).cloned().unwrap_or_default();
            ensure(
                part("frames") != 0
                    && part("in_sight") == part("expected_there")
                    && part("told") == part("counted")
                    && part("totals") == part("counted_by_status"),
                || seen.to_string(),
            )?;
            let counted = part("counted").as_u64().unwrap_or_default();
            usize::try_from(counted).map_err(|error| Failure::new(error.to_string()))
        })
        .await
    }
}

const SEEN: &str = "(() => {
    const expected = recorder.expected();
    const in_sight = recorder.shown();
    const from = expected.findIndex(([id]) => id === in_sight[0]?.[0]);
    const sizes = [...document.querySelectorAll('[aria-setsize]')];
    const rows = document.querySelector('table[aria-rowcount]');
    const count = (status) => String(expected.filter(([, other]) => other === status).length);
    const { total, online, offline } = document.querySelector('[data-total]')?.dataset ?? {};
    return {
        frames: recorder.frames,
        in_sight,
        expected_there: expected.slice(from, from + Math.max(1, in_sight.length)),
        counted: expected.length,
        told: sizes.length ? Number(sizes[0].ariaSetSize) : rows ? Number(rows.ariaRowCount) - 1 : 0,
        totals: [total, online, offline],
        counted_by_status: [String(expected.length), count('online'), count('offline')],
    };
})()";
