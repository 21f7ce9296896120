//! The screen of API tokens, which several journeys pass.

use serde_json::{Value, json};
use thirtyfour::WebElement;

use crate::failure::{Failure, Outcome, ensure};
use crate::page::Page;
use crate::visitor::Visitor;

impl Page {
    /// Opens the API tokens for one who is signed in with the dashboard.
    ///
    /// # Errors
    ///
    /// When the form for a new one does not come.
    pub async fn open_tokens(&self, account: &Visitor) -> Outcome<()> {
        self.open_app("#/tokens").await?;
        self.sign_in_as(account).await?;
        self.by_role("textbox", "Note").await.map(drop)
    }

    /// Sends the form for a new token, whatever note stands in it.
    ///
    /// # Errors
    ///
    /// When there is no form.
    pub async fn create_token(&self) -> Outcome<()> {
        let button = self.by_role("button", "Create token").await?;
        Ok(button.click().await?)
    }

    /// Makes a token with a note and waits for the dialog that shows it.
    ///
    /// # Errors
    ///
    /// When it does not come.
    pub async fn new_token(&self, note: &str) -> Outcome<WebElement> {
        let field = self.by_role("textbox", "Note").await?;
        field.send_keys(note).await?;
        self.create_token().await?;
        self.by_role("dialog", "New token").await
    }

    /// Waits until the list has tokens of these notes, in whatever order.
    ///
    /// # Errors
    ///
    /// When it has others until patience ends.
    pub async fn wait_for_notes(&self, expected: &[&str]) -> Outcome<()> {
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        self.wait_for("the list of tokens", async || {
            let seen = self
                .evaluate(
                    "[...document.querySelectorAll('[data-token]')]\
                     .map((row) => row.dataset.token)",
                )
                .await?;
            let notes = seen.as_array().into_iter().flatten();
            let mut notes: Vec<&str> = notes.filter_map(Value::as_str).collect();
            notes.sort_unstable();
            ensure(notes == expected, || format!("{notes:?}"))
        })
        .await
    }

    /// Waits for the one row of the list that has this note.
    ///
    /// # Errors
    ///
    /// When there is none, or more than one, until patience ends.
    pub async fn token_row(&self, note: &str) -> Outcome<WebElement> {
        let script = "return [...document.querySelectorAll('[data-token]')]
            .filter((row) => row.dataset.token === arguments[0])";
        self.wait_for(&format!("the row {note:?}"), async || {
            let found = self.driver().execute(script, vec![json!(note)]).await?;
            let mut rows = found.elements()?;
            let count = rows.len();
            let one = rows.pop().filter(|_| count == 1);
            one.ok_or_else(|| Failure::new(format!("{count} of them")))
        })
        .await
    }

    /// Presses a button of the row that has this note.
    ///
    /// # Errors
    ///
    /// When there is no such row or button.
    pub async fn press_in_row(&self, note: &str, button: &str) -> Outcome<()> {
        let row = self.token_row(note).await?;
        self.press_inside(&row, button).await
    }

    /// Presses a button of the open dialog of this name.
    ///
    /// # Errors
    ///
    /// When there is no such dialog or button.
    pub async fn press_in_dialog(&self, dialog: &str, button: &str) -> Outcome<()> {
        let dialog = self.by_role("dialog", dialog).await?;
        self.press_inside(&dialog, button).await
    }

    /// Presses a button inside an element.
    ///
    /// # Errors
    ///
    /// When there is no such button.
    pub async fn press_inside(&self, within: &WebElement, button: &str) -> Outcome<()> {
        let button = self.by_role_in(within, "button", button).await?;
        Ok(button.click().await?)
    }

    /// Waits until no dialog is open.
    ///
    /// # Errors
    ///
    /// When one is until patience ends.
    pub async fn wait_for_no_dialog(&self) -> Outcome<()> {
        self.wait_for("no dialog", async || {
            let open = self.find_all("dialog").await?.len();
            ensure(open == 0, || format!("{open} dialogs"))
        })
        .await
    }
}
