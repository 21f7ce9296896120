//! Signing in and out, as many journeys begin and end with it.

use std::time::Duration;

use serde_json::{Value, json};

use crate::failure::{Outcome, ensure};
use crate::page::Page;
use crate::visitor::Visitor;

/// The key under which the app stores an API token.
pub const TOKEN_KEY: &str = "lotus.token";

/// Longer than the app takes to notice by itself that a sign-in ended.
const NOTICED_WITHIN: Duration = Duration::from_secs(25);

impl Page {
    /// Takes a visitor's cookie and loads the address again. A page of the origin must be open.
    ///
    /// # Errors
    ///
    /// When the page does not say that one is signed in.
    pub async fn sign_in_as(&self, visitor: &Visitor) -> Outcome<()> {
        self.take_session(visitor).await?;
        self.reload().await?;
        self.wait_for_identity("Signed in").await
    }

    /// Stores a token as the app does and loads the address again. A page of the origin must be
    /// open.
    ///
    /// # Errors
    ///
    /// When the page does not say that the token reads.
    pub async fn sign_in_by_token(
        &self,
        storage: crate::page::Storage,
        token: &str,
    ) -> Outcome<()> {
        self.set_storage(storage, TOKEN_KEY, token).await?;
        self.reload().await?;
        self.wait_for_identity("API token").await
    }

    /// Waits until the shell says in these words who one is: `Signed in`, `API token`, `Sign in`.
    ///
    /// # Errors
    ///
    /// When it says otherwise until patience ends.
    pub async fn wait_for_identity(&self, words: &str) -> Outcome<()> {
        self.wait_within(
            NOTICED_WITHIN,
            &format!("the shell to say {words:?}"),
            async || {
                let links = self
                    .evaluate(
                        "[...document.querySelectorAll('header a[href=\"#/signin\"]')]\
                         .map((link) => link.textContent.trim())",
                    )
                    .await?;
                ensure(links == json!([words]), || links.to_string())
            },
        )
        .await
    }

    /// Waits until the overview counts and shows so many servers.
    ///
    /// # Errors
    ///
    /// When it shows others until patience ends.
    pub async fn wait_for_servers(&self, total: usize) -> Outcome<()> {
        self.wait_within(NOTICED_WITHIN, &format!("{total} servers"), async || {
            let seen = self
                .evaluate(
                    "[document.querySelector('[data-total]')?.dataset.total, \
                     document.querySelector('[aria-setsize]')?.ariaSetSize]",
                )
                .await?;
            let total = total.to_string();
            ensure(seen == json!([total, total]), || seen.to_string())
        })
        .await
    }

    /// The tokens that the tab and the device keep: `[null, "…"]`.
    ///
    /// # Errors
    ///
    /// When the page has no storage.
    pub async fn kept_tokens(&self) -> Outcome<Value> {
        self.evaluate(&format!(
            "[sessionStorage, localStorage].map((storage) => storage.getItem('{TOKEN_KEY}'))"
        ))
        .await
    }

    /// Waits until the address ends so.
    ///
    /// # Errors
    ///
    /// When it is another until patience ends.
    pub async fn wait_for_address(&self, ending: &str) -> Outcome<()> {
        self.wait_for(&format!("the address {ending}"), async || {
            let address = self.address().await?;
            ensure(address.ends_with(ending), || address.clone())
        })
        .await
    }

    /// Lets pages read the clipboard, which a person would be asked about.
    ///
    /// # Errors
    ///
    /// When the browser refuses it.
    pub async fn allow_clipboard(&self) -> Outcome<()> {
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        self.devtools(
            "Browser.grantPermissions",
            json!({ "permissions": permissions }),
        )
        .await
        .map(drop)
    }

    /// What is on the clipboard.
    ///
    /// # Errors
    ///
    /// When the page may not read it.
    pub async fn clipboard(&self) -> Outcome<String> {
        let text = self.evaluate("navigator.clipboard.readText()").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }
}

impl Visitor {
    /// The ids of the servers that guests see, and of those that they do not. For who is signed in.
    ///
    /// # Errors
    ///
    /// When the visitor may not see them.
    pub async fn public_and_hidden(&self) -> Outcome<(Vec<u64>, Vec<u64>)> {
        let servers = self.details().await?;
        let (hidden, public): (Vec<&Value>, Vec<&Value>) = servers
            .iter()
            .partition(|server| server.get("hide_for_guest") == Some(&json!(true)));
        let ids = |servers: Vec<&Value>| {
            let ids = servers.iter().filter_map(|server| server.get("id"));
            ids.filter_map(Value::as_u64).collect()
        };
        Ok((ids(public), ids(hidden)))
    }

    /// The tokens and their notes, as the dashboard lists them.
    ///
    /// # Errors
    ///
    /// When the visitor is not signed in.
    pub async fn tokens(&self) -> Outcome<Vec<(String, String)>> {
        let answer = self.get("/api/token").await?;
        let listed = answer.get("result").and_then(Value::as_array);
        ensure(listed.is_some(), || answer.to_string())?;
        let text = |token: &Value, key| {
            let text = token.get(key).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let tokens = listed.into_iter().flatten();
        Ok(tokens
            .map(|one| (text(one, "token"), text(one, "note")))
            .collect())
    }
}
