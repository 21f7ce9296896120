//! What a visitor does: keys, cookies, and what they come to.

use serde_json::{Value, json};
use thirtyfour::{Cookie, Key, TypingData, WebElement};

use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;
use crate::roles::Name;
use crate::visitor::Visitor;

impl Page {
    /// Presses keys where the focus is: a text, or a [`Key`](crate::Key).
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Outcome<()> {
        let actions = self.driver().action_chain();
        Ok(actions.send_keys(keys).perform().await?)
    }

    /// Presses a key where the focus is while another is held, as Ctrl and V.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn press_with(&self, held: Key, key: char) -> Outcome<()> {
        let actions = self.driver().action_chain();
        let pressed = actions.key_down(held.clone()).key_down(key).key_up(key);
        Ok(pressed.key_up(held).perform().await?)
    }

    /// The element that has the focus.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn focused(&self) -> Outcome<WebElement> {
        Ok(self.driver().active_element().await?)
    }

    /// Waits until an element of this role and name has the focus.
    ///
    /// # Errors
    ///
    /// When another has it until patience ends.
    pub async fn wait_for_focus<'a>(&self, role: &str, name: impl Into<Name<'a>>) -> Outcome<()> {
        let name = name.into();
        self.wait_for(&format!("the focus on {role} {name}"), async || {
            let focused = self.focused().await?;
            let found = self.all_by_role(role, name).await?;
            if found.contains(&focused) {
                return Ok(());
            }
            Err(Failure::new(focused.outer_html().await?))
        })
        .await
    }

    /// Scrolls an element to the middle of the window, where no header stands over it.
    ///
    /// # Errors
    ///
    /// When it is gone.
    pub async fn bring_into_sight(&self, element: &WebElement) -> Outcome<()> {
        let script = "arguments[0].scrollIntoView({ block: 'center', behavior: 'instant' })";
        let element = vec![element.to_json()?];
        self.driver().execute(script, element).await?;
        Ok(())
    }

    /// Gives the browser the session of a visitor who is signed in. A page of the origin must be
    /// open.
    ///
    /// # Errors
    ///
    /// When the visitor is not signed in.
    pub async fn take_session(&self, visitor: &Visitor) -> Outcome<()> {
        let (name, value) = visitor
            .cookie()
            .ok_or_else(|| Failure::new("this visitor is not signed in"))?;
        let mut cookie = Cookie::new(name, value);
        cookie.set_path("/");
        Ok(self.driver().add_cookie(cookie).await?)
    }

    /// Waits until the page as a whole does not scroll sideways.
    ///
    /// # Errors
    ///
    /// Which elements reach beyond the window, when patience ends.
    pub async fn wait_for_no_sideways_scroll(&self) -> Outcome<()> {
        let script = "(() => {
            const { scrollWidth } = document.documentElement;
            if (scrollWidth <= innerWidth) return null;
            const beyond = [...document.querySelectorAll('body *')]
                .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
                .map((element) => `${element.tagName}.${element.className}`);
            return `${scrollWidth} > ${innerWidth}: ${beyond.slice(0, 20).join(' ')}`;
        })()";
        self.wait_for("no scrolling sideways", async || {
            let seen = self.evaluate(script).await?;
            ensure(seen.is_null(), || seen.to_string())
        })
        .await
    }

    /// Waits until a shown element of a role has a text that contains this one: an alert, a status.
    ///
    /// # Errors
    ///
    /// When none says so until patience ends.
    pub async fn wait_for_words(&self, role: &str, words: &str) -> Outcome<()> {
        self.wait_for(&format!("{role} that says \"{words}\""), async || {
            let said = self.words_of(role).await?;
            ensure(said.iter().any(|text| text.contains(words)), || {
                format!("{said:?}")
            })
        })
        .await
    }

    /// The texts of all elements of a role, as they are shown.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn words_of(&self, role: &str) -> Outcome<Vec<String>> {
        let script = "return [...document.querySelectorAll(`[role~=\"${arguments[0]}\"]`)]
            .filter((element) => element.checkVisibility())
            .map((element) => element.innerText.trim())
            .filter((text) => text)";
        let texts = self.driver().execute(script, vec![json!(role)]).await?;
        let texts = texts.json().as_array().cloned().unwrap_or_default();
        Ok(texts
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect())
    }
}
