//! The screen that registers servers, and a gate through which its requests pass.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;
use crate::visitor::Visitor;

/// Stands between the app and the network: lets as many registrations through as `limit` says, and
/// keeps what was sent and which secrets came back.
const GATE: &str = "{
    const gate = { asked: 0, limit: Infinity, sent: [], secrets: [], waiting: [], lists: 0 };
    globalThis.gate = gate;
    gate.open = (limit) => {
        gate.limit = limit ?? Infinity;
        gate.waiting.splice(0).forEach((go) => go());
    };
    const ask = globalThis.fetch;
    globalThis.fetch = async (request, ...rest) => {
        const { pathname } = new URL(request.url ?? request, location.href);
        if (!pathname.endsWith('/server/register')) {
            const answer = await ask(request, ...rest);
            if (pathname.endsWith('/server/list')) gate.lists += 1;
            return answer;
        }
        gate.sent.push(JSON.parse(await request.clone().text()));
        gate.asked += 1;
        const turn = gate.asked;
        while (turn > gate.limit) await new Promise((go) => gate.waiting.push(go));
        const answer = await ask(request, ...rest);
        const text = await answer.clone().text();
        try { gate.secrets.push(JSON.parse(text).secret); } catch { gate.secrets.push(null); }
        return answer;
    };
}";

/// What stands in an element of a role and a name.
fn value_of(value: Option<String>) -> String {
    value.unwrap_or_default()
}

impl Page {
    /// Opens the screen for one who is signed in with the dashboard, with a gate in front of the
    /// network that lets everything through: `gate` in scripts.
    ///
    /// # Errors
    ///
    /// When the form does not come.
    pub async fn open_registering(&self, account: &Visitor) -> Outcome<()> {
        self.watch_registering().await?;
        self.open_app("#/register").await?;
        self.sign_in_as(account).await?;
        self.by_role("textbox", "Name").await.map(drop)
    }

    /// Puts the gate there from the next load on.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn watch_registering(&self) -> Outcome<()> {
        self.before_load(GATE).await
    }

    /// Lets this many registrations through, counted from the load of the page; all without a
    /// number.
    ///
    /// # Errors
    ///
    /// When there is no gate.
    pub async fn open_gate(&self, limit: Option<u32>) -> Outcome<()> {
        let limit = limit.map_or(Value::Null, |limit| json!(limit));
        self.evaluate(&format!("gate.open({limit})"))
            .await
            .map(drop)
    }

    /// Waits until this many registrations were asked for, those that the gate holds included.
    ///
    /// # Errors
    ///
    /// When there are others until patience ends.
    pub async fn wait_for_asked(&self, count: u32) -> Outcome<()> {
        self.wait_for_script("gate.asked", &json!(count)).await
    }

    /// The secrets that the dashboard answered with, in order; empty for an answer without one.
    ///
    /// # Errors
    ///
    /// When there is no gate.
    pub async fn answered_secrets(&self) -> Outcome<Vec<String>> {
        let secrets = self.evaluate("gate.secrets").await?;
        let secrets = secrets.as_array().into_iter().flatten();
        Ok(secrets
            .map(|secret| secret.as_str().unwrap_or_default().to_owned())
            .collect())
    }

    /// Types into a field in place of what stands in it.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn fill(&self, role: &str, name: &str, text: &str) -> Outcome<()> {
        let field = self.by_role(role, name).await?;
        // Where it stands may change as the page does.
        field.focus().await?;
        self.press_with(Key::Control, 'a').await?;
        self.press(Key::Backspace).await?;
        Ok(field.send_keys(text).await?)
    }

    /// Pastes into a field, as from another program.
    ///
    /// # Errors
    ///
    /// When there is no such field or no clipboard.
    pub async fn paste(&self, role: &str, name: &str, text: &str) -> Outcome<()> {
        self.allow_clipboard().await?;
        let field = self.by_role(role, name).await?;
        field.focus().await?;
        let script = "return navigator.clipboard.writeText(arguments[0])";
        self.driver().execute(script, vec![json!(text)]).await?;
        self.press_with(Key::Control, 'v').await
    }

    /// What stands in a field.
    ///
    /// # Errors
    ///
    /// When there is no such field.
    pub async fn value_in(&self, role: &str, name: &str) -> Outcome<String> {
        let field = self.by_role(role, name).await?;
        Ok(value_of(field.prop("value").await?))
    }

    /// Waits until this stands in a field.
    ///
    /// # Errors
    ///
    /// What stands in it, when patience ends.
    pub async fn wait_for_value(&self, role: &str, name: &str, value: &str) -> Outcome<()> {
        let field = self.by_role(role, name).await?;
        self.wait_for(&format!("{value:?} in {name}"), async || {
            let seen = value_of(field.prop("value").await?);
            ensure(seen == value, || format!("{seen:?}"))
        })
        .await
    }

    /// Presses the one button of this name.
    ///
    /// # Errors
    ///
    /// When there is none.
    pub async fn press_button(&self, name: &str) -> Outcome<()> {
        let button = self.by_role("button", name).await?;
        self.bring_into_sight(&button).await?;
        Ok(button.click().await?)
    }

    /// The commands that are shown, one a server.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn commands(&self) -> Outcome<Vec<String>> {
        let shown = self
            .evaluate("[...document.querySelectorAll('main pre')].map((one) => one.innerText)")
            .await?;
        let shown = shown.as_array().into_iter().flatten();
        let shown = shown.filter_map(Value::as_str);
        Ok(shown.map(str::to_owned).collect())
    }
}

impl Visitor {
    /// The one server of this name, as `details` has it. For who is signed in.
    ///
    /// # Errors
    ///
    /// When there is none, or more than one.
    pub async fn server_named(&self, name: &str) -> Outcome<Value> {
        let mut found = self.details().await?;
        found.retain(|server| server.get("name") == Some(&json!(name)));
        let count = found.len();
        let one = found.pop().filter(|_| count == 1);
        one.ok_or_else(|| Failure::new(format!("{count} servers are called {name:?}")))
    }
}
