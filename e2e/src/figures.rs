//! The figures of a server's page, as they are shown.

use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};
use crate::page::Page;

/// Puts other fields into the servers of the frames that the page gets; all else in them is the
/// dashboard's.
const WRITE: &str = "{
    const changes = CHANGES;
    const told = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data');
    Object.defineProperty(MessageEvent.prototype, 'data', {
        ...told,
        get() {
            const data = told.get.call(this);
            try {
                const frame = JSON.parse(data);
                for (const server of frame.servers) Object.assign(server, changes[server.ID]);
                return JSON.stringify(frame);
            } catch {
                return data;
            }
        },
    });
}";

impl Page {
    /// The figure beside a term.
    ///
    /// # Errors
    ///
    /// When there is no such term.
    pub async fn fact(&self, term: &str) -> Outcome<String> {
        let script = format!(
            "[...document.querySelectorAll('main dt')].find((term) => term.textContent === {})\
             ?.nextElementSibling.innerText ?? null",
            json!(term)
        );
        let seen = self.evaluate(&script).await?;
        let text = seen
            .as_str()
            .ok_or_else(|| Failure::new(format!("no fact {term}")))?;
        Ok(text.trim().to_owned())
    }

    /// All terms and figures below a heading, in their order: `[["Price", "€4.49"]]`; null when
    /// there is no such heading.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn facts_below(&self, heading: &str) -> Outcome<Value> {
        let script = format!(
            "(() => {{
                const headings = [...document.querySelectorAll('main h2')];
                const heading = headings.find((one) => one.textContent === {});
                if (!heading) return null;
                return [...heading.parentElement.querySelectorAll('dt')]
                    .map((term) => [term.textContent, term.nextElementSibling.innerText.trim()]);
            }})()",
            json!(heading)
        );
        self.evaluate(&script).await
    }

    /// Gives servers other fields, by their ids, in documents that load from now on:
    /// `{"2": {"PublicNote": "…"}}`.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn alter_servers(&self, by_id: &Value) -> Outcome<()> {
        let script = WRITE.replace("CHANGES", &by_id.to_string());
        self.before_load(&script).await
    }
}
