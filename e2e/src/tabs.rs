//! Several tabs of one browser.

use thirtyfour::WindowHandle;

use crate::browser::Window;
use crate::failure::Outcome;
use crate::page::Page;

/// A tab; the [`Page`] is always that of one of them.
#[derive(Clone, Debug)]
pub struct Tab(WindowHandle);

impl Page {
    /// The tab that the page is in.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn tab(&self) -> Outcome<Tab> {
        Ok(Tab(self.driver().window().await?))
    }

    /// Opens another tab of the usual size and goes there. What was emulated stays with the first.
    ///
    /// # Errors
    ///
    /// When the browser does not answer.
    pub async fn open_tab(&self) -> Outcome<Tab> {
        let tab = Tab(self.driver().new_tab().await?);
        self.go_to_tab(&tab).await?;
        let usual = Window::default();
        self.resize(usual.width, usual.height).await?;
        Ok(tab)
    }

    /// Goes to another tab, which does not hide this one.
    ///
    /// # Errors
    ///
    /// When the tab is closed.
    pub async fn go_to_tab(&self, tab: &Tab) -> Outcome<()> {
        Ok(self.driver().switch_to_window(tab.0.clone()).await?)
    }
}
