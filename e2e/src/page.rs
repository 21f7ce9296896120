//! What a browser shows.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{By, WebDriver, WebElement};

use crate::engine::Engine;
use crate::failure::{Failure, Outcome, ensure};
use crate::roles::{self, Name};

/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_secs(15);

/// How often it is looked at.
const GLANCE: Duration = Duration::from_millis(50);

/// A place where the app keeps values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// This device, until it is cleared.
    Local,
    /// This tab, until it is closed.
    Session,
}

impl Storage {
    fn name(self) -> &'static str {
        match self {
            Self::Local => "localStorage",
            Self::Session => "sessionStorage",
        }
    }
}

/// A line of the browser's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleMessage {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// The address of the source and the text.
    pub text: String,
}

/// The browser's tab, for addresses below one base.
#[derive(Clone)]
pub struct Page {
    driver: WebDriver,
    base: String,
}

impl Page {
    pub(crate) fn new(driver: WebDriver, base: &str) -> Self {
        Self {
            driver,
            base: base.trim_end_matches('/').to_owned(),
        }
    }

    /// The driver itself, for what is not offered here.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Opens a route (`#/server/1`) or a path (`/login`) below the base and waits until the
    /// document is loaded; the app may still be starting.
    ///
    /// # Errors
    ///
    /// When the address cannot be loaded.
    pub async fn open(&self, route: &str) -> Outcome<()> {
        let address = format!("{}/{}", self.base, route.trim_start_matches('/'));
        Ok(self.driver.goto(address).await?)
    }

    /// Opens a route and waits until the app leaves `loading`. The answer is what it came to:
    /// `ready` or `failed`.
    ///
    /// # Errors
    ///
    /// When it stays `loading`.
    pub async fn open_app(&self, route: &str) -> Outcome<String> {
        self.open(route).await?;
        self.wait_for("the app to leave `loading`", async || {
            let state = self
                .attribute("html", "data-app")
                .await?
                .unwrap_or_default();
            ensure(state != "loading" && !state.is_empty(), || {
                format!("data-app=\"{state}\"")
            })?;
            Ok(state)
        })
        .await
    }

    /// Loads the address again.
    ///
    /// # Errors
    ///
    /// When it cannot be loaded.
    pub async fn reload(&self) -> Outcome<()> {
        Ok(self.driver.refresh().await?)
    }

    /// The whole address, fragment included.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn address(&self) -> Outcome<String> {
        Ok(self.driver.current_url().await?.to_string())
    }

    /// Waits for the one shown element of this role and name.
    ///
    /// # Errors
    ///
    /// When there is none, or more than one, until patience ends.
    pub async fn by_role<'a>(&self, role: &str, name: impl Into<Name<'a>>) -> Outcome<WebElement> {
        self.one_by_role(None, role, name.into()).await
    }

    /// The same inside an element, for what is named alike in several rows or behind a dialog.
    ///
    /// # Errors
    ///
    /// As [`by_role`](Self::by_role).
    pub async fn by_role_in<'a>(
        &self,
        within: &WebElement,
        role: &str,
        name: impl Into<Name<'a>>,
    ) -> Outcome<WebElement> {
        self.one_by_role(Some(within), role, name.into()).await
    }

    async fn one_by_role(
        &self,
        within: Option<&WebElement>,
        role: &str,
        name: Name<'_>,
    ) -> Outcome<WebElement> {
        self.wait_for(&format!("one {role} {name}"), async || {
            let mut found = roles::all(&self.driver, within, role, name).await?;
            match (found.pop(), found.len()) {
                (Some(one), 0) => Ok(one),
                (None, _) => Err(Failure::new(format!("{role}: {}", self.names(role).await?))),
                (_, others) => Err(Failure::new(format!("{} of them", others + 1))),
            }
        })
        .await
    }

    /// The shown elements of this role and name as they are now.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn all_by_role<'a>(
        &self,
        role: &str,
        name: impl Into<Name<'a>>,
    ) -> Outcome<Vec<WebElement>> {
        roles::all(&self.driver, None, role, name.into()).await
    }

    /// The accessible name of an element.
    ///
    /// # Errors
    ///
    /// When the element is gone.
    pub async fn name_of(&self, element: &WebElement) -> Outcome<String> {
        roles::computed_label(element).await
    }

    /// Waits for the first element that a CSS selector finds, for the hooks that have no role.
    ///
    /// # Errors
    ///
    /// When there is none until patience ends.
    pub async fn find(&self, selector: &str) -> Outcome<WebElement> {
        self.wait_for(&format!("`{selector}`"), async || {
            Ok(self.driver.find(By::Css(selector)).await?)
        })
        .await
    }

    /// All elements that a CSS selector finds now.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn find_all(&self, selector: &str) -> Outcome<Vec<WebElement>> {
        Ok(self.driver.find_all(By::Css(selector)).await?)
    }

    /// An attribute of the first element found now; `None` when it has no such attribute.
    ///
    /// # Errors
    ///
    /// When there is no such element.
    pub async fn attribute(&self, selector: &str, name: &str) -> Outcome<Option<String>> {
        // By script: the protocol's own way answers with the property where there is one.
        let script = "return document.querySelector(arguments[0]).getAttribute(arguments[1])";
        let answer = self
            .driver
            .execute(script, vec![json!(selector), json!(name)])
            .await?;
        Ok(answer.json().as_str().map(str::to_owned))
    }

    /// The text of the first element found now, as it is shown.
    ///
    /// # Errors
    ///
    /// When there is no such element.
    pub async fn text(&self, selector: &str) -> Outcome<String> {
        Ok(self.driver.find(By::Css(selector)).await?.text().await?)
    }

    /// The value of a script's expression.
    ///
    /// # Errors
    ///
    /// When the script throws.
    pub async fn evaluate(&self, expression: &str) -> Outcome<Value> {
        let answer = self
            .driver
            .execute(format!("return ({expression})"), Vec::new())
            .await?;
        Ok(answer.json().clone())
    }

    /// Waits until an attribute has this value.
    ///
    /// # Errors
    ///
    /// When it has another until patience ends.
    pub async fn wait_for_attribute(&self, selector: &str, name: &str, value: &str) -> Outcome<()> {
        self.wait_for(&format!("{selector}[{name}=\"{value}\"]"), async || {
            let seen = self.attribute(selector, name).await?;
            ensure(seen.as_deref() == Some(value), || format!("{seen:?}"))
        })
        .await
    }

    /// Waits until a script's expression has this value.
    ///
    /// # Errors
    ///
    /// When it has another until patience ends.
    pub async fn wait_for_script(&self, expression: &str, value: &Value) -> Outcome<()> {
        self.wait_for(&format!("{expression} = {value}"), async || {
            let seen = self.evaluate(expression).await?;
            ensure(seen == *value, || seen.to_string())
        })
        .await
    }

    /// Looks until `condition` succeeds, and gives what it gave. Its errors are what was seen
    /// instead; an element that is not there yet is one of them.
    ///
    /// # Errors
    ///
    /// What was seen last, when patience ends.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        condition: impl AsyncFnMut() -> Outcome<T>,
    ) -> Outcome<T> {
        self.wait_within(PATIENCE, what, condition).await
    }

    /// Like [`wait_for`](Self::wait_for), for what may take longer or must come sooner.
    ///
    /// # Errors
    ///
    /// What was seen last, when `patience` ends.
    pub async fn wait_within<T>(
        &self,
        patience: Duration,
        what: &str,
        mut condition: impl AsyncFnMut() -> Outcome<T>,
    ) -> Outcome<T> {
        let deadline = Instant::now() + patience;
        loop {
            match condition().await {
                Ok(value) => return Ok(value),
                Err(seen) if Instant::now() > deadline => {
                    return Err(Failure::new(format!(
                        "waited {patience:?} for {what}; last seen: {seen}"
                    )));
                }
                Err(_) => tokio::time::sleep(GLANCE).await,
            }
        }
    }

    /// What the console got since the last call.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn console(&self) -> Outcome<Vec<ConsoleMessage>> {
        // Only Chromium's driver hands it out.
        if Engine::chosen() != Engine::Chromium {
            return Ok(Vec::new());
        }
        let entries = self.driver.browser_log().await?;
        Ok(entries
            .into_iter()
            .map(|entry| ConsoleMessage {
                level: entry.level,
                text: entry.message,
            })
            .collect())
    }

    /// Keeps a value as the app would. A page of the app's origin must be open; the app reads at
    /// its start, so [`reload`](Self::reload) follows.
    ///
    /// # Errors
    ///
    /// When the page has no storage.
    pub async fn set_storage(&self, storage: Storage, key: &str, value: &str) -> Outcome<()> {
        let script = format!("{}.setItem(arguments[0], arguments[1])", storage.name());
        self.driver
            .execute(script, vec![json!(key), json!(value)])
            .await?;
        Ok(())
    }

    /// What the app keeps under a key.
    ///
    /// # Errors
    ///
    /// When the page has no storage.
    pub async fn storage(&self, storage: Storage, key: &str) -> Outcome<Option<String>> {
        let script = format!("return {}.getItem(arguments[0])", storage.name());
        let answer = self.driver.execute(script, vec![json!(key)]).await?;
        Ok(answer.json().as_str().map(str::to_owned))
    }

    /// Writes what is shown as a PNG file.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub async fn screenshot(&self, path: &Path) -> Outcome<()> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let picture = self.driver.screenshot_as_png().await?;
        Ok(std::fs::write(path, picture)?)
    }

    /// The names of all elements of a role, for the message of a search that found none.
    async fn names(&self, role: &str) -> Outcome<String> {
        let mut names = Vec::new();
        for element in roles::all(&self.driver, None, role, Name::Any).await? {
            names.push(format!("\"{}\"", roles::computed_label(&element).await?));
        }
        Ok(if names.is_empty() {
            "none at all".to_owned()
        } else {
            names.join(", ")
        })
    }
}
